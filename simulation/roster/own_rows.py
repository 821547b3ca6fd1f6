"""Rows of one's own made whole: names that must be somebody's, seats that partnerships name, blanks filled by rule.

Every rule is stated, and every value that it fills is on record, as with the shipped tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from simulation.core.adding import added
from simulation.core.codes import Kind
from simulation.core.errors import DataError
from simulation.roster.filling import middle
from simulation.roster.own_checks import Known, check_rows, named
from simulation.roster.reading import Table
from simulation.roster.records import START_YEAR, Filled
from simulation.roster.shelf import ACTORS, OwnRow, Shelf
from simulation.roster.states import GROUPS

MONEY = ("", "revenue", "budget", "giving", "programme", "")
"""Column of money that the median of the table may stand for, in the order of ``ACTORS``: a state has its own rule of
none, a city follows its home."""

SEATS = (("founders", "founder"), ("members", "member"), ("lead", "lead"))
"""Cells of a partnership that name who sits there, and the role of each."""

MEDIAN_OF_KIND = "median of the other {} in the world"
MEAN_OF_KIND = "mean of the other {} in the world"

BLANKS = (
    ("founded", str(START_YEAR), "runs from the start"),
    ("form", "pledge", "a pledge by default"),
    ("roster_role", "all", "the list names everybody"),
    ("goal_measurable", "1", "partly measurable: the middle"),
    ("commitment", "0", "not binding"),
    ("burden_rule", "voluntary_pledge", "pledges answer one another"),
)
"""What stands for a blank cell of a partnership, and why; all Assumed."""


def made_whole(shelf: Shelf) -> Shelf:
    """Return a shelf whose own rows name nobody unknown and have no blanks that a table may not have.

    Raises
    ------
    DataError : a row names who is not there, or lacks what no rule can fill; the line says where
    """
    shelf = _with_seats(shelf)
    known = check_rows(shelf)
    rows: dict[str, tuple[OwnRow, ...]] = dict(shelf.rows)
    filled: list[Filled] = list(shelf.filled)
    for name, money in zip(ACTORS, MONEY, strict=True):
        columns = ("id",) if not money else ("id", money, "interest")
        others = Others(shelf.read(name, columns, optional=True), name, money) if rows.get(name) else None
        rows[name] = tuple(_whole_actor(row, others, filled) for row in rows.get(name, ()) if others)
    capitals = tuple(_capital(row) for row in rows["states"] if "latitude" in row.cells)
    rows["capitals"] = (*rows.get("capitals", ()), *capitals)
    counts = _counts(rows.get("memberships", ()), known)
    rows["partnerships"] = tuple(_whole_partnership(row, counts, filled) for row in rows.get("partnerships", ()))
    return replace(shelf, rows=rows, filled=tuple(filled))


def _with_seats(shelf: Shelf) -> Shelf:
    """Return a shelf in which founders, members and leads that partnerships name are rows of memberships.

    A lead sits in its partnership, unless a table of memberships says who sits there.
    """
    seats: list[OwnRow] = []
    listed = {row.cells["partnership"] for row in shelf.rows.get("memberships", ())}
    own = shelf.rows.get("partnerships", ())
    for row in own:
        named = _seats_named(row, row.cells["id"])
        is_lead_alone = all(seat.cells["role"] == "lead" for seat in named)
        seats += [] if is_lead_alone and row.cells["id"] in listed else named
    for identity, row in shelf.changes.get("partnerships", {}).items():
        seats += _seats_named(row, identity)
    rows = dict(shelf.rows)
    rows["memberships"] = (*seats, *shelf.rows.get("memberships", ()))
    return replace(shelf, rows=rows)


def _seats_named(row: OwnRow, partnership: str) -> list[OwnRow]:
    """Return a row of memberships for everybody whom a partnership names, founders first, each once."""
    found: dict[str, OwnRow] = {}
    founded = row.cells.get("founded", "")
    for column, role in SEATS:
        for name, year in named(row, column):
            joined = year or (founded if role == "founder" else "")
            cells = {"actor": name, "partnership": partnership, "joined": joined, "role": role}
            found.setdefault(name, OwnRow(cells, row.at(column)))
    return list(found.values())


def _capital(row: OwnRow) -> OwnRow:
    place = {column: row.cells.get(column, "0") for column in ("latitude", "longitude")}
    return OwnRow({"id": row.cells["id"], **place}, row.place)


class Others:
    """The other rows of a table of actors, and what of them stands for a blank."""

    def __init__(self, table: Table, name: str, money: str) -> None:
        self.table, self.name, self.money = table, name, money
        self._interests: dict[str, str] = {}

    @cached_property
    def median(self) -> float:
        """Median of the money of those that have any; 0 where nobody has."""
        known = self.table.numbers(self.money, 0.0)
        return middle(known[known > 0.0]) if (known > 0.0).any() else 0.0

    def interest(self, industry: str, place: str) -> str:
        """Return the mean interests, of the same industry if it has any."""
        if industry not in self._interests:
            self._interests[industry] = mean_interest(self.table, industry, place)
        return self._interests[industry]


def _whole_actor(row: OwnRow, others: Others, filled: list[Filled]) -> OwnRow:
    """Return the row of an actor without blanks that a table may not have."""
    name, money = others.name, others.money
    cells = {"name": row.cells["id"], **row.cells}
    if name == "states":
        _whole_state(cells, filled)
        return replace(row, cells=cells)
    if name == "cities":
        return replace(row, cells=cells)
    if money not in cells:
        if not others.median:
            raise DataError(f"{row.place}: '{cells['id']}' needs a {money}; no other in the world can supply it.")
        cells[money] = repr(others.median)
        filled.append(_record(cells["id"], name, money, float(cells[money]), "US$bn/yr", MEDIAN_OF_KIND.format(name)))
    if "interest" not in cells:
        cells["interest"] = others.interest(cells.get("industry", ""), row.place)
        filled.append(_record(cells["id"], name, "interest", cells["interest"], "weights", MEAN_OF_KIND.format(name)))
    return replace(row, cells=cells)


def _whole_state(cells: dict[str, str], filled: list[Filled]) -> None:
    cells.setdefault("gdp_year", "2023")
    if "un_member" not in cells:
        cells["un_member"] = "1"
        filled.append(_record(cells["id"], "states", "un_member", 1.0, "0/1", "a member of the United Nations"))
    for column in GROUPS:
        cells.setdefault(column, "0")


def mean_interest(others: Table, industry: str, place: str) -> str:
    """Return the mean interests of the other actors of a table, of those of the same industry if there are any."""
    listed = [
        (cell, others.columns["industry"][row] if "industry" in others.columns else "")
        for row, cell in enumerate(others.text("interest"))
        if cell
    ]
    alike = [cell for cell, kept in listed if industry and kept == industry] or [cell for cell, _ in listed]
    if not alike:
        raise DataError(f"{place}: an interest is needed, such as climate:0.6|food:0.4; no other can supply it.")
    totals: Counter[str] = Counter()
    for cell in alike:
        for part in cell.split("|"):
            issue, _, weight = part.partition(":")
            totals[issue.strip()] += float(weight)  # type: ignore[assignment]
    whole = added(list(totals.values()))
    return "|".join(f"{issue}:{total / whole!r}" for issue, total in totals.items())


def _record(identity: str, table: str, column: str, value: float | str, unit: str, rule: str) -> Filled:
    return Filled(identity, f"{table}.{column}", value, unit, rule, f"{column} of the other rows")


def _counts(seats: tuple[OwnRow, ...], known: Known) -> Mapping[str, Counter[str]]:
    """Return how many of each table of actors the rows of memberships name, by partnership."""
    found: dict[str, Counter[str]] = {}
    named = {(row.cells["partnership"], row.cells["actor"]) for row in seats if _is_seat(row)}
    for partnership, actor in named:
        found.setdefault(partnership, Counter())[known.tables[actor]] += 1
    return found


def _is_seat(row: OwnRow) -> bool:
    return not row.cells.get("role", "").startswith(("left", "prospective"))


def _whole_partnership(row: OwnRow, counts: Mapping[str, Counter[str]], filled: list[Filled]) -> OwnRow:
    """Return the row of a partnership without blanks: numbers are those listed, the rest as ``BLANKS`` say."""
    cells = {"name": row.cells["id"], **row.cells}
    identity = cells["id"]

    def fill(column: str, value: str, rule: str) -> None:
        if not cells.get(column):
            cells[column] = value
            filled.append(Filled(identity, f"partnerships.{column}", value, "", rule, "no other figure"))

    is_listed_whole = "state_count" not in cells
    for kind, table in zip(Kind, ACTORS, strict=True):
        cells.setdefault(f"{kind.label}_count", str(counts.get(identity, Counter())[table]))  # as many as are named
    for column, value, rule in BLANKS:
        fill(column, value, rule)
    serves = "1" if cells.get("named_recipients") else "0"
    fill("recipients", serves, "serves the states it names" if serves == "1" else "delivers to nobody in need")
    cells.setdefault("exhaustive", "1" if is_listed_whole else "0")
    cells.setdefault("unlisted_state", "0")
    for column in ("ended", "lead", "list_note", "admission", "consent", "transparency", "exclusivity", "goal"):
        cells.setdefault(column, "")
    return replace(row, cells=cells)
