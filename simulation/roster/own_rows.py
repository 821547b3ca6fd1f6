"""Rows of one's own made whole: names that must be somebody's, seats that partnerships name, blanks filled by rule.

Every rule is stated, and every value that it fills is on record, as with the shipped tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from simulation.core.adding import added
from simulation.core.codes import Kind
from simulation.core.errors import DataError, no_such
from simulation.roster.filling import middle
from simulation.roster.reading import Table
from simulation.roster.records import START_YEAR, Filled
from simulation.roster.shelf import ACTORS, OwnRow, Shelf
from simulation.roster.states import GROUPS
from simulation.roster.suggesting import suggestion

MONEY = ("", "revenue", "budget", "giving", "programme", "")
"""Column of money that the median of the table may stand for, in the order of ``ACTORS``: a state has its own rule of
none, a city follows its home."""

SEATS = (("founders", "founder"), ("members", "member"), ("lead", "lead"))
"""Cells of a partnership that name who sits there, and the role of each."""

MEDIAN_OF_KIND = "median of the other {} in the world"
MEAN_OF_KIND = "mean of the other {} in the world"

FIRST, LAST = 1000, 3000
"""Years that a row may name."""

BLANKS = (
    ("founded", str(START_YEAR), "runs from the start"),
    ("form", "pledge", "a pledge unless said otherwise"),
    ("roster_role", "all", "the list names everybody"),
    ("goal_measurable", "1", "partly measurable: the middle"),
    ("commitment", "0", "not binding"),
    ("burden_rule", "voluntary_pledge", "pledges answer one another"),
)
"""What stands for a blank cell of a partnership, and why; all Assumed."""


@dataclass(frozen=True)
class Known:
    """Ids that a world has: actors with names and table, partnerships, issues."""

    actors: Mapping[str, str]
    tables: Mapping[str, str]
    partnerships: Mapping[str, str]
    issues: tuple[str, ...]

    @staticmethod
    def of(shelf: Shelf) -> Known:
        """Gather the ids of a shelf."""
        actors: dict[str, str] = {}
        tables: dict[str, str] = {}
        for name in ACTORS:
            for identity, printed in _ids(shelf, name):
                if identity in actors:
                    where = f"among {tables[identity]} and {name}"
                    raise DataError(f"Ids of actors must differ, found '{identity}' {where}.")
                actors[identity], tables[identity] = printed, name
        return Known(actors, tables, dict(_ids(shelf, "partnerships")), shelf.issues)

    def actor(self, name: str, where: str) -> None:
        """Refuse a name that is no actor's."""
        if name not in self.actors:
            meant = suggestion(name, list(self.actors), list(self.actors.values()))
            raise DataError(f"{where}: {no_such('actor', name, self.actors, meant)}")

    def state(self, name: str, where: str) -> None:
        """Refuse a name that is no state's."""
        self.actor(name, where)
        if self.tables[name] != "states":
            raise DataError(f"{where}: '{name}' must be a state, and is one of the {self.tables[name]}.")

    def partnership(self, name: str, where: str) -> None:
        """Refuse a name that is no partnership's."""
        if name not in self.partnerships:
            meant = suggestion(name, list(self.partnerships), list(self.partnerships.values()))
            raise DataError(f"{where}: {no_such('partnership', name, self.partnerships, meant)}")

    def issue(self, name: str, where: str) -> None:
        """Refuse a name that is no issue's."""
        if name not in self.issues:
            raise DataError(f"{where}: {no_such('issue', name, self.issues)}")


def _ids(shelf: Shelf, name: str) -> Iterator[tuple[str, str]]:
    table = shelf.read(name, ("id", "name"), optional=name != "states")
    for identity, printed in zip(table.text("id"), table.text("name"), strict=True):
        yield identity, printed or identity


def made_whole(shelf: Shelf) -> Shelf:
    """Return a shelf whose own rows name nobody unknown and have no blanks that a table may not have.

    Raises
    ------
    DataError : a row names who is not there, or lacks what no rule can fill; the line says where
    """
    _check_changed(shelf)
    known = Known.of(shelf)
    _check_dropped(shelf)
    _check_actors(shelf, known)
    shelf = _with_seats(shelf)
    _check_seats(shelf, known)
    _check_partnerships(shelf, known)
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


def _check_dropped(shelf: Shelf) -> None:
    """Refuse to drop what is not there."""
    if not shelf.dropped:
        return
    whole = replace(shelf, dropped=frozenset(), rows={}, changes={})
    ids = [each for name in (*ACTORS, "partnerships") for each in _ids(whole, name)]
    names = dict(ids)
    for name in sorted(shelf.dropped):
        if name not in names:
            meant = suggestion(name, list(names), list(names.values()))
            raise DataError(f"drop: {no_such('shipped actor or partnership', name, names, meant)}")


def _check_changed(shelf: Shelf) -> None:
    """Refuse to change what is not there."""
    plain = replace(shelf, changes={})
    for group in (ACTORS, ("partnerships",)):
        names = {identity: name for table in group for identity, name in _ids(plain, table)}
        for change, row in ((each, row) for table in group for each, row in shelf.changes.get(table, {}).items()):
            if change not in names:
                meant = suggestion(change, list(names), list(names.values()))
                what = "partnership" if group == ("partnerships",) else "actor"
                raise DataError(f"{row.place}: {no_such(what, change, names, meant)}")


def _check_actors(shelf: Shelf, known: Known) -> None:
    """Check homes and interests of actors of one's own and of those that are changed."""
    for name in ACTORS:
        for row in (*shelf.rows.get(name, ()), *shelf.changes.get(name, {}).values()):
            if home := row.cells.get("home"):
                known.state(home, row.at("home"))
            elif name not in {"states", "organisations"} and row in shelf.rows.get(name, ()):
                raise DataError(f"{row.place}: '{row.cells['id']}' needs a home, the id of a state such as NOR.")
            for part in filter(None, row.cells.get("interest", "").split("|")):
                known.issue(part.partition(":")[0].strip(), row.at("interest"))


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
        for name, year in _named(row, column):
            joined = year or (founded if role == "founder" else "")
            cells = {"actor": name, "partnership": partnership, "joined": joined, "role": role}
            place = row.lines.get(column) or row.place
            found.setdefault(name, OwnRow(cells, place))
    return list(found.values())


def _named(row: OwnRow, column: str) -> Iterator[tuple[str, str]]:
    """Yield name and year of each actor in a cell such as ``NOR|KEN:2027``."""
    for part in row.cells.get(column, "").split("|"):
        name, _, year = (each.strip() for each in part.partition(":"))
        if not name:
            continue
        if year and not (year.replace(".", "", 1).isdigit() and FIRST <= float(year) <= LAST):
            said = f"a year stands behind the colon, such as NOR:2027, found '{part}'"
            raise DataError(f"{row.at(column)}: {said}.")
        yield name, year


def _check_seats(shelf: Shelf, known: Known) -> None:
    """Check that seats and ties of one's own are those of somebody, in something."""
    for row in shelf.rows.get("memberships", ()):
        known.actor(row.cells["actor"], row.place)
        known.partnership(row.cells["partnership"], row.place)
    for row in shelf.rows.get("dyads", ()):
        for end in ("a", "b"):
            known.state(row.cells[end], row.at(end))
        if row.cells["a"] == row.cells["b"]:
            raise DataError(f"{row.place}: a tie needs two states, found '{row.cells['a']}' twice.")


def _check_partnerships(shelf: Shelf, known: Known) -> None:
    """Check issue, leads and named recipients of partnerships of one's own and of those that are changed."""
    own = shelf.rows.get("partnerships", ())
    for row in (*own, *shelf.changes.get("partnerships", {}).values()):
        for name, _ in _named(row, "lead"):
            known.actor(name, row.at("lead"))
        for name, _ in _named(row, "named_recipients"):
            known.state(name, row.at("named_recipients"))
        if issue := row.cells.get("issue"):
            known.issue(issue, row.at("issue"))
        elif row in own:
            raise DataError(f"{row.place}: '{row.cells['id']}' needs an issue, one of: {', '.join(known.issues)}.")
        begins, ends = float(row.cells.get("founded", START_YEAR)), float(row.cells.get("ended", "inf"))
        if ends <= begins:
            raise DataError(f"{row.place}: a partnership must end after it is founded, found {begins:g} and {ends:g}.")


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
        _whole_state(row, cells, filled)
        return replace(row, cells=cells)
    if name == "cities":
        if "population" not in cells:
            raise DataError(f"{row.place}: the city '{cells['id']}' needs a population.")
        return replace(row, cells=cells)
    if money not in cells:
        if not others.median:
            raise DataError(f"{row.place}: '{cells['id']}' needs a {money}; no other in the world stands for it.")
        cells[money] = repr(others.median)
        filled.append(_record(cells["id"], name, money, float(cells[money]), "US$bn/yr", MEDIAN_OF_KIND.format(name)))
    if "interest" not in cells:
        cells["interest"] = others.interest(cells.get("industry", ""), row.place)
        filled.append(_record(cells["id"], name, "interest", cells["interest"], "weights", MEAN_OF_KIND.format(name)))
    return replace(row, cells=cells)


def _whole_state(row: OwnRow, cells: dict[str, str], filled: list[Filled]) -> None:
    for column in ("gdp", "population"):
        if column not in cells:
            raise DataError(f"{row.place}: the state '{cells['id']}' needs a {column}.")
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
        raise DataError(f"{place}: an interest is needed, such as climate:0.6|food:0.4; no other stands for it.")
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
