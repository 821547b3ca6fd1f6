"""The real world at its breadth: large companies, cities and regions beside the chosen actors, with their real seats.

Rows are laid on the shipped tables like anybody's own. A company that is an actor of the roster is not there twice; a
region is a local government like a city. Who is in Race to Zero and on the list of the Science Based Targets initiative
is a record: a blank flag is unknown, not "out", and such a seat is drawn by the model's odds, as many as among those
whose flag is known, and flagged as completed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulation.roster.filling import middle
from simulation.roster.reading import DATA, Table, read_table
from simulation.roster.records import Filled, Ints, Roster
from simulation.roster.shelf import OwnRow, Shelf

FOLDER = DATA / "many"
LISTS = {"race_to_zero": "racetozero", "science_based_targets": "sbti"}
"""Flag of a list and the id of the partnership that it is the list of."""
COMMON = {
    "issue": "climate",
    "form": "pledge",
    "roster_role": "all",
    "commitment": "0",
    "burden_rule": "none",
    "admission": "open",
    "consent": "open",
    "recipients": "0",
    "goal_measurable": "2",
    "state_count": "0",
    "exhaustive": "1",
}
PARTNERSHIPS = (
    {"id": "racetozero", "name": "Race to Zero", "founded": "2020", "goal": "net zero by 2050, with a plan", **COMMON},
    {
        "id": "sbti",
        "name": "Science Based Targets initiative",
        "founded": "2015",
        "goal": "validated targets",
        **COMMON,
    },
)
MEDIAN_OF_HOME = "median of the others in its home, or of all where none is known"


def slug(name: str) -> str:
    """Return a short word for a name: its letters and digits, without case and accents.

    Examples
    --------
    >>> slug("Nestlé S.A."), slug("São Paulo")
    ('nestlesa', 'saopaulo')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", plain) or "unnamed"


def with_breadth(shelf: Shelf) -> Shelf:
    """Return a shelf with the many in it, to be made whole like any other."""
    taken = {each for name in ("companies", "ngos", "philanthropies", "organisations") for each in _ids(shelf, name)}
    rows = {name: list(own) for name, own in shelf.rows.items()}
    filled: list[Filled] = list(shelf.filled)
    seats: list[OwnRow] = []
    for file, table in (("companies", "companies"), ("cities", "cities"), ("regions", "cities")):
        flags = [flag for flag in LISTS if flag in read_table(FOLDER, file, ("name",)).columns]
        many = read_table(FOLDER, file, ("name", "home", *flags))
        ids = _new_ids(many, taken)
        known = set(shelf.read(table, ("id",), optional=True).text("id"))
        people = _people(many, ids, filled) if table == "cities" else []
        for row, identity in enumerate(ids):
            if identity in shelf.dropped or many.text("home")[row] in shelf.dropped:
                continue
            if identity not in known:
                rows.setdefault(table, []).append(_actor(many, row, identity, file, people))
            seats += _seats(many, row, identity, flags, file)
    rows["partnerships"] = [*rows.get("partnerships", []), *(OwnRow(each, "many") for each in PARTNERSHIPS)]
    rows["memberships"] = [*rows.get("memberships", []), *seats]
    return replace(shelf, rows={name: tuple(own) for name, own in rows.items()}, filled=tuple(filled))


def _ids(shelf: Shelf, name: str) -> list[str]:
    return shelf.read(name, ("id",), optional=True).text("id")


def _new_ids(many: Table, taken: set[str]) -> list[str]:
    """Return an id for each row: the roster's own where it has one, else its name, with home and number if need be."""
    stated = many.columns.get("id", [""] * many.size)
    found = []
    for given, name, home in zip(stated, many.text("name"), many.text("home"), strict=True):
        identity, number = given or slug(name), 1
        while not given and identity in taken:
            identity = f"{slug(name)}{home.lower()}{'' if number == 1 else number}"
            number += 1
        taken.add(identity)
        found.append(identity)
    return found


def _people(many: Table, ids: list[str], filled: list[Filled]) -> list[str]:
    """Return the people of each city or region; a blank is filled by the median at home, and goes on record."""
    known = many.numbers("people", 0.0)
    has_figure = known > 0.0
    homes = np.array(many.text("home"))
    found = []
    for row, people in enumerate(known.tolist()):
        if has_figure[row]:
            found.append(repr(people))
            continue
        at_home = known[has_figure & (homes == homes[row])]
        value = middle(at_home if at_home.size else known[has_figure])
        filled.append(Filled(ids[row], "cities.population", value, "persons", MEDIAN_OF_HOME, "people of the others"))
        found.append(repr(value))
    return found


def _actor(many: Table, row: int, identity: str, file: str, people: list[str]) -> OwnRow:
    cells = {"id": identity, "name": many.text("name")[row], "home": many.text("home")[row]}
    if file == "companies":
        cells |= {name: many.text(name)[row] for name in ("industry", "revenue") if many.text(name)[row]}
    else:
        cells["population"] = people[row]
    return OwnRow(cells, f"many/{file}.csv, line {many.lines[row]}")


def _seats(many: Table, row: int, identity: str, flags: list[str], file: str) -> Iterator[OwnRow]:
    """Yield a row of memberships for each list in which an actor is; for a blank flag one that says unknown."""
    for flag in flags:
        said = many.text(flag)[row]
        if said != "0":
            role, unknown = ("member", "") if said else ("prospective", "1")
            seat = {"actor": identity, "partnership": LISTS[flag], "joined": "", "role": role}
            cells = {**seat, UNKNOWN: unknown}
            yield OwnRow(cells, f"many/{file}.csv, line {many.lines[row]}")


UNKNOWN = "unknown"
"""Column of memberships that says of a seat that nobody knows whether it is held; it is none at the start."""


def unknown_seats(shelf: Shelf, roster: Roster) -> Ints:
    """Return the (actor, partnership) rows of seats that may be held, shape (U, 2)."""
    actor_row = {name: row for row, name in enumerate(roster.ids)}
    partnership_row = {name: row for row, name in enumerate(roster.partnership_ids)}
    pairs = [
        (actor_row[row.cells["actor"]], partnership_row[row.cells["partnership"]])
        for row in shelf.rows.get("memberships", ())
        if row.cells.get(UNKNOWN)
    ]
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
