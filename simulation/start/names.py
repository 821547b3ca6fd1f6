"""The roster a scenario asks for, and the names in it that must be those of actors and partnerships."""

from __future__ import annotations

from simulation.core.errors import name_unknown
from simulation.parameters import Scenario
from simulation.parameters.resources import RosterChoice
from simulation.roster import Roster, load_roster, synthetic_roster, with_cities

ALL = "*"
"""In a withdrawal: every partnership, those of the future included."""


def roster_of(scenario: Scenario) -> Roster:
    """Return the real roster, a smaller one, or a synthetic one, with drawn cities if the scenario asks for them."""
    cities, is_drawn = scenario.roster.cities, scenario.roster.kind == "synthetic"
    roster = _roster_without_cities(scenario.roster)
    return with_cities(roster, cities, seed=0, seated=is_drawn) if cities else roster


def _roster_without_cities(chosen: RosterChoice) -> Roster:
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
    )


def row_of(ids: tuple[str, ...], what: str, name: str) -> int:
    """Return the row of an id, or say in one line which is nearest."""
    if name not in ids:
        raise name_unknown(what, name, ids)
    return ids.index(name)


def check_names(scenario: Scenario) -> None:
    """Check that every actor and partnership a scenario names is in its roster.

    Raises
    ------
    NameUnknownError : one is not; the message names the nearest
    DataError : the roster asked for cannot be had
    """
    roster = roster_of(scenario)
    for power in scenario.powers:
        row_of(roster.ids, "actor", power)
    for withdrawal in scenario.withdrawals:
        row_of(roster.ids, "actor", withdrawal.actor)
        if withdrawal.partnership != ALL:
            row_of(roster.partnership_ids, "partnership", withdrawal.partnership)
    for name in (*scenario.roster.absent, *(side for war in scenario.wars.scheduled for side in war.between)):
        row_of(roster.ids, "actor", name)
