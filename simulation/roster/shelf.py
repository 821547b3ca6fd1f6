"""The tables that a roster is read from: a folder of files, and the rows that people lay on top.

A row of one's own is a row like any other. Changes overwrite cells, and what is dropped leaves every table that names
it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from simulation.core.codes import ISSUES, THREATS
from simulation.core.errors import DataError, no_such
from simulation.roster.reading import DATA, Table, read_table
from simulation.roster.records import Filled, OwnThreat

ACTORS = ("states", "companies", "ngos", "philanthropies", "organisations", "cities")
"""Tables of actors, in the order of kinds."""
NAMING = {
    "memberships": ("actor", "partnership"),
    "exits": ("actor", "partnership"),
    "pledges": ("actor", "partnership"),
    "dyads": ("a", "b"),
    **dict.fromkeys(ACTORS, ("id", "home")),
}
"""Columns that name an actor or partnership without which a row makes no sense; by default ``id``."""
LISTS = {"partnerships": ("lead", "named_recipients")}
"""Columns that name several, with | between them: who is left out is taken out of them."""
OF_THE_GONE = ("partnerships", "exits", "pledges")
"""Tables that name actors beyond their own, and know nothing of who is at home in a state that is left out."""
MENDED = ("dyads", "memberships")
"""Tables in which a row of one's own overwrites what is shipped of the same pair, cell by cell."""


@dataclass(frozen=True)
class OwnRow:
    """Cells of a row by column, and where the row stands."""

    cells: Mapping[str, str]
    place: str
    lines: Mapping[str, str] = field(default_factory=dict)

    def at(self, column: str) -> str:
        """Return where a cell stands, as errors begin."""
        return f"{self.lines.get(column) or self.place}, column '{column}'"


@dataclass(frozen=True)
class Shelf:
    """Tables of a folder with what people add, change and drop.

    Attributes
    ----------
    folder : of the tables; None for a world that has nothing but its own rows
    rows : by table
    changes : by table and id
    dropped : ids of actors and partnerships
    filled : what a stated rule put into blank cells of the rows
    own_issues : issues that people add
    city_budget : budget of a city that states none, per head, as a part of its home's product per head [share]
    """

    folder: Path | None = DATA
    rows: Mapping[str, tuple[OwnRow, ...]] = field(default_factory=dict)
    changes: Mapping[str, Mapping[str, OwnRow]] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    filled: tuple[Filled, ...] = ()
    own_issues: tuple[OwnThreat, ...] = ()
    city_budget: float = 0.0

    @property
    def issues(self) -> tuple[str, ...]:
        """Ids of all issues, the shipped ones first."""
        return (*ISSUES, *(each.id for each in self.own_issues))

    @property
    def threats(self) -> tuple[int, ...]:
        """Which issues have a level."""
        own = (len(ISSUES) + k for k, each in enumerate(self.own_issues) if each.has_level)
        return (*range(len(THREATS)), *own)

    def read(self, name: str, columns: Iterable[str], *, optional: bool = False) -> Table:
        """Return a table with all that is laid on top; see :func:`simulation.roster.reading.read_table`."""
        needed = list(columns)
        if self.folder is None:
            table = Table(name, {column: [] for column in needed}, 0)
        else:
            table = read_table(self.folder, name, needed, optional=optional)
        table = _without(table, name, self._gone() if name in OF_THE_GONE else self.dropped)
        if own := self.rows.get(name):
            table = _with_rows(table, name, own)
        for identity, row in self.changes.get(name, {}).items():
            table = _changed(table, name, identity, row)
        return table

    def _gone(self) -> frozenset[str]:
        """Return who is left out, and who is with them: actors at home in a state that is."""
        if not self.dropped or self.folder is None:
            return self.dropped
        gone = set(self.dropped)
        for kind in ACTORS:
            table = read_table(self.folder, kind, ("id",), optional=True)
            homes = table.text("home") if "home" in table.columns else []
            gone |= {table.text("id")[row] for row, home in enumerate(homes) if home in self.dropped}
        return frozenset(gone)


def _key(cells: Mapping[str, str], name: str) -> str:
    """Return what a row of a table is called by; a pair of states is one whatever their order."""
    if name == "dyads":
        return " ".join(sorted((cells["a"], cells["b"])))
    return f"{cells['actor']} {cells['partnership']}" if name == "memberships" else cells["id"]


def _row(table: Table, row: int) -> dict[str, str]:
    return {column: cells[row] for column, cells in table.columns.items()}


def _without(table: Table, name: str, dropped: frozenset[str]) -> Table:
    """Return a table without the rows of what is left out, and without its names in lists."""
    if not dropped or not table.size:
        return table
    naming = [column for column in NAMING.get(name, ("id",)) if column in table.columns]
    keep = [row for row in range(table.size) if not any(table.text(each)[row] in dropped for each in naming)]
    columns = {column: [cells[row] for row in keep] for column, cells in table.columns.items()}
    for column in LISTS.get(name, ()):
        lists = columns.get(column, [])
        columns[column] = ["|".join(word for word in cell.split("|") if word not in dropped) for cell in lists]
    return replace(table, columns=columns, size=len(keep), lines=[table.lines[row] for row in keep])


def _with_rows(table: Table, name: str, own: tuple[OwnRow, ...]) -> Table:
    """Return a table with rows of one's own behind its others; one that already exists is changed or refused."""
    columns = {column: list(cells) for column, cells in table.columns.items()}
    for column in (column for row in own for column in row.cells):
        columns.setdefault(column, [""] * table.size)
    known = {_key(_row(table, row), name): row for row in range(table.size)}
    places = dict(table.places)
    for row in own:
        key = _key(row.cells, name)
        at = known.setdefault(key, len(known))
        if at == len(known) - 1 and at not in places and at >= table.size:
            for column, cells in columns.items():
                cells.append(row.cells.get(column, ""))
        elif name in MENDED:
            for column, cell in row.cells.items():
                columns[column][at] = cell if column not in {"a", "b"} else columns[column][at]
        else:
            raise _twin(row, key, name, places.get(at))
        places[at] = row.place
    size = len(known)
    return replace(table, columns=columns, size=size, lines=[*table.lines, *[0] * (size - table.size)], places=places)


def _twin(row: OwnRow, key: str, name: str, other: str | None) -> DataError:
    where = f"at {other}" if other else "in the shipped world"
    changes = "partnerships" if name == "partnerships" else "actors"
    return DataError(
        f"{row.place}: '{key}' already exists, {where}; choose another id, drop that one, or change it in "
        f"[{changes}.{key}]."
    )


def _changed(table: Table, name: str, identity: str, change: OwnRow) -> Table:
    """Return a table in which cells of one row say something else."""
    ids = table.text("id")
    if identity not in ids:
        raise DataError(f"{change.place}: {no_such(name, identity, ids)}")
    at = ids.index(identity)
    columns = {column: list(cells) for column, cells in table.columns.items()}
    for column, cell in change.cells.items():
        columns.setdefault(column, [""] * table.size)[at] = cell
    return replace(table, columns=columns, places={**table.places, at: change.place})
