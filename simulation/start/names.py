"""The roster a scenario asks for, and the names in it that must be those of actors and partnerships."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.core.codes import Kind
from simulation.core.errors import NameUnknownError, name_unknown, no_such
from simulation.parameters import Scenario
from simulation.parameters.drawn import Drawn
from simulation.parameters.resources import RosterChoice
from simulation.roster import Roster, load_roster, synthetic_roster, with_cities
from simulation.roster.suggesting import suggestion
from simulation.start.groups import groups_of, row_of_actor, rows_named
from simulation.start.own_world import has_own_world, own_roster

ALL = "*"
"""In a withdrawal: every partnership, those of the future included."""


def roster_of(scenario: Scenario) -> Roster:
    """Return the real roster, a smaller one, or a synthetic one, with drawn cities if the scenario asks for them."""
    cities, is_drawn = scenario.roster.cities, scenario.roster.kind == "synthetic"
    roster = (
        own_roster(scenario) if has_own_world(scenario) else _roster_without_cities(scenario.roster, scenario.drawn)
    )
    if not cities:
        return roster
    budget = scenario.roster.city_budget
    return with_cities(roster, cities, seed=0, seated=is_drawn, budget=budget, shapes=scenario.drawn)


def _roster_without_cities(chosen: RosterChoice, shapes: Drawn) -> Roster:
    if chosen.kind == "real":
        return load_roster(chosen.states)
    return synthetic_roster(
        n_states=chosen.states or 196,
        n_companies=chosen.companies,
        n_ngos=chosen.ngos,
        n_philanthropies=chosen.philanthropies,
        n_organisations=chosen.organisations,
        n_partnerships=chosen.partnerships,
        seed=0,
        shapes=shapes,
    )


def row_of(ids: tuple[str, ...], what: str, name: str) -> int:
    """Return the row of an id, or say in one line which is nearest."""
    if name not in ids:
        raise name_unknown(what, name, ids)
    return ids.index(name)


def row_meant(ids: Sequence[str], names: Sequence[str], what: str, word: str) -> int:
    """Return the row of an id or a name, whatever its case, or say in one line which is nearest."""
    if word in ids:
        return ids.index(word)
    folded = word.casefold()
    for known in (ids, names):
        rows = [row for row, each in enumerate(known) if each.casefold() == folded]
        if len(rows) == 1:
            return rows[0]
    raise NameUnknownError(no_such(what, word, ids, suggestion(word, ids, names)))


def row_of_partnership(roster: Roster, name: str, where: str = "") -> int:
    """Return the row of a partnership of the roster, or say in one line which is nearest."""
    ids = roster.partnership_ids
    if name not in ids:
        said = no_such("partnership", name, ids, suggestion(name, ids, roster.partnership_names))
        raise NameUnknownError(f"{where}: {said}" if where else said)
    return ids.index(name)


def row_of_state(roster: Roster, name: str, where: str = "") -> int:
    """Return the row of a state that holds elections, or say in one line that who is named is none."""
    row = row_of_actor(roster, name, where=where)
    kind = Kind(int(roster.kind[row]))
    if kind != Kind.STATE:
        said = (
            f"elections.held takes states, such as USA, found the {kind.label} '{name}'; name a state, or leave it out."
        )
        raise NameUnknownError(f"{where}: {said}" if where else said)
    return row


def check_names(scenario: Scenario) -> None:
    """Check that every actor and partnership a scenario names is in its roster.

    Raises
    ------
    NameUnknownError : one is not; the message names the nearest
    DataError : the roster asked for cannot be had
    """
    roster = roster_of(scenario)
    groups_of(scenario, roster)
    for power in scenario.powers:
        rows_named(scenario, roster, power, scenario.where(f"powers.{power}"))
    for position, withdrawal in enumerate(scenario.withdrawals):
        where = scenario.where(f"withdrawals.{position}")
        rows_named(scenario, roster, withdrawal.actor, where)
        if withdrawal.partnership != ALL:
            row_of_partnership(roster, withdrawal.partnership, where)
    for name in scenario.roster.absent:
        rows_named(scenario, roster, name, scenario.where("roster.absent"))
    for position, election in enumerate(scenario.elections.held):
        row_of_state(roster, election.actor, scenario.where(f"elections.held.{position}"))
    for position, war in enumerate(scenario.wars.scheduled):
        for side in war.between:
            row_of_actor(roster, side, where=scenario.where(f"wars.scheduled.{position}"))
