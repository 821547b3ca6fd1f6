"""What may be wrong with rows of one's own: names that are nobody's, cells that no rule can fill or read.

Every mistake is a sentence with its place; they are reported together, so that a table can be corrected in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from simulation.core.errors import DataError, no_such, of_many, shortened
from simulation.parameters.own_world import NAMING_SEVERAL
from simulation.roster.interests import weights_in
from simulation.roster.records import START_YEAR
from simulation.roster.shelf import ACTORS, OwnRow, Shelf
from simulation.roster.suggesting import suggestion

FIRST, LAST = 1000, 3000
"""Years that a row may name."""
WITHOUT_HOME = ("states", "organisations")
NEEDED = {"states": ("gdp", "population"), "cities": ("population",)}
"""Figures of an actor that no rule makes up."""
FEW = 20
"""More known names than this are not spelled out."""


@dataclass(frozen=True)
class Known:
    """Ids that a world has: actors with names and table, partnerships, issues.

    What is wrong with a name is returned as sentences, none where it is right.
    """

    actors: Mapping[str, str]
    tables: Mapping[str, str]
    partnerships: Mapping[str, str]
    issues: tuple[str, ...]

    @staticmethod
    def of(shelf: Shelf) -> Known:
        """Gather the ids of a shelf.

        Raises
        ------
        DataError : two actors bear one id
        """
        actors: dict[str, str] = {}
        tables: dict[str, str] = {}
        for name in ACTORS:
            for identity, printed in ids_of(shelf, name):
                if identity in actors:
                    rows = (row for each in (name, tables[identity]) for row in shelf.rows.get(each, ()))
                    place = next((f"{row.place}: " for row in rows if row.cells["id"] == identity), "")
                    where = f"among {tables[identity]} and {name}"
                    raise DataError(f"{place}Ids of actors must differ, found '{identity}' {where}.")
                actors[identity], tables[identity] = printed, name
        return Known(actors, tables, dict(ids_of(shelf, "partnerships")), shelf.issues)

    def actor(self, name: str, where: str) -> Iterator[str]:
        """Find fault with a name that is no actor's."""
        if name not in self.actors:
            yield f"{where}: {nobody('actor', name, self.actors)}"

    def state(self, name: str, where: str) -> Iterator[str]:
        """Find fault with a name that is no state's."""
        yield from self.actor(name, where)
        if self.tables.get(name, "states") != "states":
            yield f"{where}: '{name}' must be a state, and is one of the {self.tables[name]}."

    def partnership(self, name: str, where: str) -> Iterator[str]:
        """Find fault with a name that is no partnership's."""
        if name not in self.partnerships:
            yield f"{where}: {nobody('partnership', name, self.partnerships)}"

    def issue(self, name: str, where: str) -> Iterator[str]:
        """Find fault with a name that is no issue's."""
        if name not in self.issues:
            yield f"{where}: {no_such('issue', name, self.issues)}"


def nobody(what: str, name: str, known: Mapping[str, str]) -> str:
    """Return the sentence for an id that nobody has; of many known ones (names by id) it tells how to list them."""
    meant = suggestion(name, list(known), list(known.values()))
    if len(known) <= FEW:
        return no_such(what, name, known, meant)
    hint = f" Did you mean '{meant}'?" if meant else ""
    return f"No {what} is called '{shortened(name)}'.{hint} multipartner list {what}s names all {len(known)}."


def ids_of(shelf: Shelf, name: str) -> Iterator[tuple[str, str]]:
    """Yield id and printed name of every row of a table."""
    table = shelf.read(name, ("id", "name"), optional=name != "states")
    for identity, printed in zip(table.text("id"), table.text("name"), strict=True):
        yield identity, printed or identity


def named(row: OwnRow, column: str) -> Iterator[tuple[str, str]]:
    """Yield name and year of each actor in a cell such as ``NOR|KEN:2027``."""
    for part in row.cells.get(column, "").split("|"):
        name, _, year = (each.strip() for each in part.partition(":"))
        if name:
            yield name, year


def check_rows(shelf: Shelf) -> Known:
    """Return the ids of a shelf whose own rows are right.

    Parameters
    ----------
    shelf : with a row of memberships for everybody whom a partnership of one's own names

    Raises
    ------
    DataError : every mistake in a line of its own, with file, line and column
    """
    unknown = dict(_unknown_changes(shelf))
    changes = {
        table: {each: row for each, row in rows.items() if each not in unknown} for table, rows in shelf.changes.items()
    }
    shelf = replace(shelf, changes=changes)
    known = Known.of(shelf)
    found = [
        *unknown.values(),
        *_dropped(shelf),
        *(fault for row, name in _actors(shelf) for fault in _actor(row, name, known)),
        *(fault for row in _partnerships(shelf) for fault in _partnership(row, known)),
        *(fault for row in shelf.rows.get("memberships", ()) for fault in _seat(row, known, unknown)),
        *_seats_said_twice(shelf.rows.get("memberships", ())),
        *(fault for row in shelf.rows.get("dyads", ()) for fault in _tie(row, known)),
    ]
    if found:
        raise of_many(DataError, found)
    return known


def _seats_said_twice(rows: Iterable[OwnRow]) -> Iterator[str]:
    """Yield a fault for each seat of which two rows say what cannot both hold: in and out, or two years of joining."""
    first: dict[tuple[str, str], OwnRow] = {}
    for row in rows:
        seat = (row.cells.get("actor", ""), row.cells.get("partnership", ""))
        before = first.setdefault(seat, row)
        for column in ("role", "joined"):
            said = [each.cells.get(column, "").strip() for each in (before, row)]
            is_apart = "left" in said if column == "role" else all(said)
            if said[0] != said[1] and is_apart:
                yield (
                    f"{row.at(column)}: '{said[1] or 'member'}' of {seat[0]} in {seat[1]}, and '{said[0] or 'member'}' "
                    "in another row; keep one."
                )


def _unknown_changes(shelf: Shelf) -> Iterator[tuple[str, str]]:
    """Yield id and fault of each change of what is not there."""
    plain = replace(shelf, changes={})
    for what, group in (("actor", ACTORS), ("partnership", ("partnerships",))):
        changed = [each for table in group for each in shelf.changes.get(table, {}).items()]
        names = {identity: name for table in group for identity, name in ids_of(plain, table)} if changed else {}
        for identity, row in changed:
            if identity not in names:
                yield identity, f"{row.place}: {nobody(what, identity, names)}"


def _dropped(shelf: Shelf) -> Iterator[str]:
    """Find fault with dropping what is not there."""
    if not shelf.dropped:
        return
    whole = replace(shelf, dropped=frozenset(), rows={}, changes={})
    names = {identity: name for table in (*ACTORS, "partnerships") for identity, name in ids_of(whole, table)}
    for name in sorted(shelf.dropped - set(names)):
        meant = suggestion(name, list(names), list(names.values()))
        yield f"drop: {no_such('shipped actor or partnership', name, names, meant)}"


def _actors(shelf: Shelf) -> Iterator[tuple[OwnRow, str]]:
    """Yield actors of one's own and changes of actors, with the table of each."""
    for name in ACTORS:
        for row in (*shelf.rows.get(name, ()), *shelf.changes.get(name, {}).values()):
            yield row, name


def _actor(row: OwnRow, name: str, known: Known) -> Iterator[str]:
    cells, is_new = row.cells, "id" in row.cells
    if home := cells.get("home"):
        yield from known.state(home, row.at("home"))
    elif is_new and name not in WITHOUT_HOME:
        yield f"{row.place}: '{cells['id']}' needs a home, the id of a state such as NOR."
    kind = {"states": "state", "cities": "city"}.get(name, "")
    for column in NEEDED.get(name, ()):
        if is_new and column not in cells:
            yield f"{row.place}: the {kind} '{cells['id']}' needs a {column}."
    if interest := cells.get("interest"):
        try:
            weights_in(interest, known.issues)
        except DataError as error:
            yield f"{row.at('interest')}: {error}"


def _partnerships(shelf: Shelf) -> Iterable[OwnRow]:
    """Return partnerships of one's own and changes of partnerships."""
    return (*shelf.rows.get("partnerships", ()), *shelf.changes.get("partnerships", {}).values())


def _partnership(row: OwnRow, known: Known) -> Iterator[str]:
    cells = row.cells
    for column in NAMING_SEVERAL:
        check = known.state if column == "named_recipients" else known.actor
        for name, year in named(row, column):
            yield from check(name, row.at(column))
            if year and not (_is_digits(year.replace(".", "", 1)) and FIRST <= float(year) <= LAST):
                yield f"{row.at(column)}: a year must follow the colon, such as NOR:2027, found '{name}:{year}'."
    if issue := cells.get("issue"):
        yield from known.issue(issue, row.at("issue"))
    elif "id" in cells:
        yield f"{row.place}: '{cells['id']}' needs an issue, one of: {', '.join(known.issues)}."
    begins, ends = float(cells.get("founded", START_YEAR)), float(cells.get("ended", "inf"))
    if ends <= begins:
        yield f"{row.place}: a partnership must end after it is founded, found {begins:g} and {ends:g}."


def _is_digits(text: str) -> bool:
    """Tell whether a text is digits that make a number: a raised two is a digit, and makes none."""
    return text.isascii() and text.isdigit()


def _seat(row: OwnRow, known: Known, unknown: Mapping[str, str]) -> Iterator[str]:
    """Find fault with a seat of nobody, or in nothing; a change of what is not there is told once."""
    yield from known.actor(row.cells["actor"], row.at("actor") if row.lines else row.place)
    if row.cells["partnership"] not in unknown:
        yield from known.partnership(row.cells["partnership"], row.at("partnership") if row.lines else row.place)


def _tie(row: OwnRow, known: Known) -> Iterator[str]:
    for end in ("a", "b"):
        yield from known.state(row.cells[end], row.at(end))
    if row.cells["a"] == row.cells["b"]:
        yield f"{row.place}: a tie needs two states, found '{row.cells['a']}' twice."
