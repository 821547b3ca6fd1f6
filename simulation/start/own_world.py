"""The roster of a scenario that adds to the world, changes it, or brings one of its own."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

from simulation.core.errors import DataError
from simulation.parameters import Scenario
from simulation.parameters.own_issues import own_issues
from simulation.parameters.own_world import CHANGES, COLUMNS_OF, TABLES, ActorColumns, Row
from simulation.roster import Roster
from simulation.roster.breadth import unknown_seats, with_breadth
from simulation.roster.loading import protected, read_roster
from simulation.roster.own_rows import made_whole
from simulation.roster.reading import DATA
from simulation.roster.records import OwnThreat, Unresolved
from simulation.roster.selection import largest_states
from simulation.roster.shelf import ACTORS, OwnRow, Shelf

TABLE_OF_KIND = dict(zip(COLUMNS_OF, ACTORS, strict=True))
"""Table of actors by the word for their kind."""
KEPT = 8

_ROSTERS: OrderedDict[str, Roster] = OrderedDict()


def has_own_world(scenario: Scenario) -> bool:
    """Tell whether a scenario adds to the shipped world, changes it, or brings its own."""
    own = (scenario.actor, scenario.partnership, scenario.membership, scenario.dyad, scenario.drop, scenario.issue)
    is_other = scenario.roster.kind == "own" or scenario.roster.breadth == "full"
    return is_other or any(own) or bool(scenario.actors or scenario.partnerships)


def own_roster(scenario: Scenario) -> Roster:
    """Return the roster of such a scenario, read once and kept for the next history.

    Raises
    ------
    DataError : a row names who is not there, or lacks what no rule can fill; one line says where
    """
    key = _digest(scenario)
    if key not in _ROSTERS:
        _ROSTERS[key] = _read(scenario)
        while len(_ROSTERS) > KEPT:
            _ROSTERS.popitem(last=False)
    return _ROSTERS[key]


def _digest(scenario: Scenario) -> str:
    names = {"roster", "drop", *TABLES, *CHANGES}
    return blake2b(scenario.model_dump_json(include=names).encode()).hexdigest()


def _read(scenario: Scenario) -> Roster:
    if scenario.roster.kind == "synthetic" and scenario.roster.breadth == "full":
        raise DataError("roster.breadth = 'full' is the real world's: take roster.kind = 'real'.")
    if scenario.roster.kind == "synthetic":
        raise DataError(
            "A synthetic world has no shipped actors to add to: take roster.kind = 'real', or 'own' for a world that "
            "has nothing but what you bring."
        )
    shelf = made_whole(shelf_of(scenario))
    roster = read_roster(shelf)
    roster = protected(replace(roster, unknown=unknown_seats(shelf, roster)))
    if scenario.roster.states is None:
        return roster
    small = protected(largest_states(roster, scenario.roster.states))
    named = _left_out(scenario, shelf, frozenset(small.ids))
    small = replace(small, unresolved=(*small.unresolved, *named))
    for position, actor in enumerate(scenario.actor):
        if scenario.roster.kind != "own" and actor.id not in small.ids:
            where = scenario.where(f"actor.{position}") or "actor"
            said = f"is, or is at home in, no state among the {scenario.roster.states} largest"
            raise DataError(f"{where}: '{actor.id}' {said}; raise roster.states or leave the actor out.")
    return small


def _left_out(scenario: Scenario, shelf: Shelf, ids: frozenset[str]) -> list[Unresolved]:
    """Return the members that a scenario names and that a smaller world does not have."""
    seats = (row.cells for row in shelf.rows.get("memberships", ()))
    reason = f"at home in no state among the {scenario.roster.states} largest"
    return [Unresolved(cells["partnership"], cells["actor"], reason) for cells in seats if cells["actor"] not in ids]


def shelf_of(scenario: Scenario) -> Shelf:
    """Return the shipped tables, or none, with the rows that a scenario lays on top, blanks and all."""
    rows: dict[str, list[OwnRow]] = {}
    for position, actor in enumerate(scenario.actor):
        place = _place(scenario, f"actor.{position}", f"actor '{actor.id}'")
        cells = _cells_of_kind(actor, actor.kind, place)
        own = OwnRow(cells, place, _lines(scenario, f"actor.{position}", actor))
        rows.setdefault(TABLE_OF_KIND[actor.kind], []).append(own)
    for name, table in (("partnership", "partnerships"), ("membership", "memberships"), ("dyad", "dyads")):
        for position, row in enumerate(getattr(scenario, name)):
            place = _place(scenario, f"{name}.{position}", f"{name} {position + 1}")
            rows.setdefault(table, []).append(OwnRow(_cells(row), place, _lines(scenario, f"{name}.{position}", row)))
    shelf = Shelf(
        folder=None if scenario.roster.kind == "own" else DATA,
        rows={table: tuple(each) for table, each in rows.items()},
        changes=_changes(scenario),
        dropped=frozenset(scenario.drop),
        city_budget=scenario.roster.city_budget,
        own_issues=tuple(
            OwnThreat(
                issue.id,
                issue.dynamics != "club",
                _words(issue.economic_exposure, "gdp"),
                _words(issue.human_exposure, "population"),
                _place(scenario, f"issue.{position}", f"issue '{issue.id}'"),
            )
            for position, issue in enumerate(own_issues(scenario))
        ),
    )
    return with_breadth(shelf) if scenario.roster.breadth == "full" else shelf


def _words(text: str, otherwise: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in (text or otherwise).split("*"))


def _place(scenario: Scenario, dotted: str, otherwise: str) -> str:
    return scenario.where(dotted) or otherwise


def _lines(scenario: Scenario, dotted: str, row: Row) -> dict[str, str]:
    """Return where each cell stands, of rows whose cells stand on lines of their own."""
    found = {column: scenario.where(f"{dotted}.{column}") for column in type(row).model_fields}
    return {column: line for column, line in found.items() if line}


def _cells(row: Row) -> dict[str, str]:
    cells = row.cells()
    if cells.get("rivalry_since") == "0":
        cells["rivalry_since"] = ""  # said to be none, whatever is shipped
    return cells


def _cells_of_kind(row: ActorColumns, kind: str, place: str) -> dict[str, str]:
    """Return the cells of an actor, which must be such as its kind has."""
    cells = {column: cell for column, cell in row.cells().items() if column != "kind"}
    for column in cells:
        if column not in COLUMNS_OF[kind]:
            known = ", ".join(each for each in COLUMNS_OF[kind] if each not in {"id", "kind"})
            raise DataError(f"{place}: a {kind} has no '{column}'. It may have: {known}.")
    return cells


def _changes(scenario: Scenario) -> Mapping[str, Mapping[str, OwnRow]]:
    found: dict[str, dict[str, OwnRow]] = {}
    for identity, change in scenario.partnerships.items():
        place = _place(scenario, f"partnerships.{identity}", f"partnerships.{identity}")
        lines = _lines(scenario, f"partnerships.{identity}", change)
        found.setdefault("partnerships", {})[identity] = OwnRow(change.cells(), place, lines)
    return found | _changes_of_actors(scenario)


def _changes_of_actors(scenario: Scenario) -> dict[str, dict[str, OwnRow]]:
    """Return changes of actors by the table in which each stands; who is nowhere is left for the check of names."""
    if not scenario.actors:
        return {}
    folder = None if scenario.roster.kind == "own" else DATA
    base = Shelf(folder=folder)
    kind_of = {identity: kind for kind, table in TABLE_OF_KIND.items() for identity in _ids(base, table)}
    kind_of |= {actor.id: actor.kind for actor in scenario.actor}
    found: dict[str, dict[str, OwnRow]] = {}
    for identity, change in scenario.actors.items():
        place = _place(scenario, f"actors.{identity}", f"actors.{identity}")
        kind = kind_of.get(identity, "state")
        cells = _cells_of_kind(change, kind, place) if identity in kind_of else {}
        found.setdefault(TABLE_OF_KIND[kind], {})[identity] = OwnRow(cells, place)
        if kind == "state" and {"latitude", "longitude"} & set(cells):
            where = {column: cell for column, cell in cells.items() if column in {"latitude", "longitude"}}
            found.setdefault("capitals", {})[identity] = OwnRow(where, place)
    return found


def _ids(shelf: Shelf, table: str) -> list[str]:
    return shelf.read(table, ("id",), optional=True).text("id")
