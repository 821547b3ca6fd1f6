"""Actors of one's own, and what is changed or left out of the shipped world: blanks are filled, nobody's luck moves."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.invariants import broken_invariants
from simulation.measures import OUTCOMES
from simulation.parameters import load_scenario
from simulation.roster import load_roster
from simulation.start.names import check_names, roster_of
from simulation.world import World
from tests.own_world import COMPANY


def test_blanks_are_filled_by_stated_rules_and_listed():
    city = {"id": "oslo", "kind": "city", "home": "NOR", "population": 700_000}
    bare = {"id": "bare", "kind": "ngo", "home": "KOR"}
    roster = roster_of(load_scenario({"actor": [COMPANY, city, bare]}))
    shipped = load_roster()
    row = roster.ids.index
    budgets = shipped.resources[shipped.kind == Kind.NGO]
    assert roster.resources[row("bare")] == np.median(budgets)
    norway = row("NOR")
    per_head = roster.resources[norway] / roster.population[norway]
    assert roster.resources[row("oslo")] == pytest.approx(0.1 * 700_000 * per_head)
    assert roster.population[row("oslo")] == 700_000
    assert roster.interests[row("oslo")].sum() == pytest.approx(1.0)
    assert roster.names[row("bare")] == "bare"
    filled = {(each.actor, each.column) for each in roster.filled}
    assert {("bare", "ngos.budget"), ("bare", "ngos.interest"), ("oslo", "cities.budget")} <= filled
    assert ("plastix", "companies.interest") in filled
    assert not any(actor == "plastix" and column == "companies.revenue" for actor, column in filled)


def test_a_state_of_ones_own_shares_in_what_befalls_the_world():
    state = {"id": "ATL", "kind": "state", "gdp": 500, "population": 5e6, "region": "Pacific", "latitude": 10}
    roster = roster_of(load_scenario({"actor": [state]}))
    atlantis = roster.ids.index("ATL")
    assert roster.kind[atlantis] == Kind.STATE
    assert atlantis == roster.n_states - 1
    assert (roster.human_exposure[atlantis] > 0.0).all()
    assert roster.human_exposure.sum(axis=0) == pytest.approx(np.ones(6))
    assert roster.latitude[atlantis] == 10


def test_changes_and_what_is_left_out():
    roster = roster_of(
        load_scenario(
            {
                "partnerships": {"gavi": {"lead": "GBR", "exclusivity": 0.25, "members": ["IND:2027"]}},
                "actors": {"gates": {"giving_development": 1.5}, "USA": {"gdp": 30_000, "latitude": 0}},
                "drop": ["walmart", "aukus"],
            }
        )
    )
    shipped = load_roster()
    gavi = roster.partnership_ids.index("gavi")
    assert [roster.ids[i] for i in roster.leads[gavi]] == ["GBR"]
    assert roster.exclusivity[gavi] == 0.25
    assert roster.resources[roster.ids.index("gates")] == 1.5
    assert roster.resources[roster.ids.index("USA")] == 30_000
    assert roster.latitude[roster.ids.index("USA")] == 0
    assert set(shipped.ids) - set(roster.ids) == {"walmart"}
    assert set(shipped.partnership_ids) - set(roster.partnership_ids) == {"aukus"}
    india = roster.ids.index("IND")
    assert [(each.partnership, each.year) for each in roster.arrivals if each.actor == india] == [(gavi, 2027.0)]


def test_dropping_a_state_leaves_out_who_is_at_home_there():
    roster = roster_of(load_scenario({"drop": ["CHE"]}))
    shipped = load_roster()
    gone = set(shipped.ids) - set(roster.ids)
    assert gone == {name for i, name in enumerate(shipped.ids) if shipped.home[i] == shipped.ids.index("CHE")}
    assert len(gone) > 1


@pytest.mark.parametrize("state", ["USA", "GBR"])
def test_a_state_may_be_left_out_although_who_is_at_home_there_leads_pledges_and_withdraws(state):
    scenario = load_scenario({"drop": [state], "years": 1, "roster": {"states": 40}})
    check_names(scenario)
    roster, shipped = roster_of(scenario), load_roster()
    gone = {name for i, name in enumerate(shipped.ids) if shipped.home[i] == shipped.ids.index(state)}
    assert state in gone
    assert not gone & set(roster.ids)
    world = World(scenario, seed=0)
    world.advance(1)
    assert not broken_invariants(world.tables, world.step)


def test_a_seat_taken_away_and_a_tie_changed():
    shipped = load_roster()
    paris = shipped.partnership_ids.index("paris")
    india, pakistan = (shipped.ids.index(name) for name in ("IND", "PAK"))
    assert [india, paris] in shipped.members.tolist()
    assert [india, pakistan] in shipped.rivalries.tolist()
    roster = roster_of(
        load_scenario(
            {
                "membership": [{"actor": "IND", "partnership": "paris", "role": "left"}],
                "dyad": [{"a": "PAK", "b": "IND", "rivalry_since": 0, "pact": True}],
            }
        )
    )
    assert [india, paris] not in roster.members.tolist()
    assert [india, pakistan] not in roster.rivalries.tolist()
    assert [india, pakistan] in roster.pacts.tolist()
    assert [india, pakistan] in roster.borders.tolist()  # what is not said stays as it was


CHESS = {"id": "chess", "dynamics": "club", "share": 0}
"""An issue nobody has money for, and on which there is no partnership."""
IDLE = {
    "an actor": {
        "actor": [
            {"id": "idle", "kind": "city", "home": "USA", "population": 1, "budget": 0, "interest": {"chess": 1}},
        ],
        "issue": [CHESS],
    },
    "a partnership still to begin": {"partnership": [{"id": "later", "issue": "food", "founded": 2900, "lead": "NOR"}]},
    "an issue nobody has money for": {"issue": [CHESS]},
}


@pytest.mark.parametrize("what", IDLE)
def test_what_is_added_changes_nobodys_luck(what):
    """What nobody can notice changes no number to the last bit: every draw is where it was."""
    said = {"extends": "transactional", "years": 1, "wars": {"rate": 0.3}}
    plain, larger = World(said, 5), World({**said, **IDLE[what]}, 5)
    for each in (plain, larger):
        each.run()
    of_kinds = {"kind_diversity", "multipartner_index"}  # a part of what the kinds in the world allow: cities are new
    kept = [k for k, measure in enumerate(OUTCOMES) if what != "an actor" or measure.name not in of_kinds]
    assert np.array_equal(plain.outcomes[:, kept], larger.outcomes[:, kept])
