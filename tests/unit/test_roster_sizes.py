"""Rosters of other sizes: the part of the world around its largest states, and drawn ones."""

import numpy as np
import pytest

from simulation.core.codes import Admission, Kind
from simulation.core.errors import DataError
from simulation.parameters import load_scenario
from simulation.roster import load_roster, synthetic_roster
from simulation.roster.checking import check_roster
from simulation.start.names import roster_of


@pytest.mark.parametrize("n_states", [2, 40, 150, 196])
def test_smaller_roster_holds_together(n_states):
    small, world = load_roster(n_states), load_roster()
    check_roster(small)
    assert small.n_states == n_states
    assert (small.kind == Kind.ORGANISATION).sum() == 12
    assert small.partnership_ids == world.partnership_ids
    assert small.members[:, 0].max() < small.n_actors
    assert (small.published >= small.listed_count).all()


def test_smaller_roster_keeps_the_largest_states_and_their_actors():
    small, world = load_roster(40), load_roster()
    kept = set(small.ids[:40])
    assert {"USA", "CHN", "GBR"} <= kept
    by_income = sorted(range(196), key=lambda row: -world.resources[row])
    assert kept == {world.ids[row] for row in by_income[:40]}
    gone = set(world.ids) - set(small.ids) - {world.ids[row] for row in by_income[40:]}
    assert gone
    assert all(world.ids[world.home[world.ids.index(actor)]] not in kept for actor in gone)


def test_smaller_roster_keeps_figures_and_memberships():
    small, world = load_roster(40), load_roster()
    for row, name in enumerate(small.ids):
        before = world.ids.index(name)
        assert small.resources[row] == world.resources[before]
        assert small.names[row] == world.names[before]
        if small.home[row] >= 0:
            assert small.ids[small.home[row]] == world.ids[world.home[before]]

    def named(roster):
        return {(roster.ids[a], p) for a, p in roster.members.tolist() if roster.ids[a] in small.ids}

    assert named(small) == named(world)


def test_all_states_is_the_world():
    small, world = load_roster(196), load_roster()
    assert small.ids == world.ids
    np.testing.assert_array_equal(small.members, world.members)
    np.testing.assert_allclose(small.human_exposure, world.human_exposure, atol=1e-15)


@pytest.mark.parametrize("n_states", [0, 1, 197])
def test_impossible_number_of_states_is_refused(n_states):
    with pytest.raises(DataError, match="from 2 to 196"):
        load_roster(n_states)


@pytest.mark.parametrize(
    "sizes",
    [(2, 0, 0, 0, 0, 0), (2, 1, 1, 1, 1, 1), (50, 100, 80, 40, 10, 60), (300, 3000, 1000, 500, 50, 200)],
)
def test_synthetic_roster_is_valid(sizes):
    roster = synthetic_roster(*sizes, seed=0)
    check_roster(roster)
    assert np.bincount(roster.kind, minlength=5).tolist() == list(sizes[:5])
    assert roster.n_partnerships == sizes[5]
    members = {tuple(pair) for pair in roster.members.tolist()}
    assert all((lead, p) in members for p, leads in enumerate(roster.leads) for lead in leads)


def test_synthetic_roster_depends_on_its_seed_only():
    first, again, other = (synthetic_roster(50, 50, 20, 20, 5, 30, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first.resources, again.resources)
    np.testing.assert_array_equal(first.members, again.members)
    assert not np.array_equal(first.resources, other.resources)


def test_synthetic_sizes_are_heavy_tailed():
    roster = synthetic_roster(200, 10_000, 0, 0, 0, 0, seed=0)
    revenue = np.sort(roster.resources[200:])[::-1]
    rank = np.arange(1, len(revenue) + 1)
    slope = np.polyfit(np.log(rank), np.log(revenue), 1)[0]
    assert slope == pytest.approx(-1 / 1.06, abs=0.01)
    income = np.sort(roster.resources[:200])[::-1]
    assert income[:20].sum() > 0.5 * income.sum()


def test_synthetic_roster_refuses_impossible_sizes():
    with pytest.raises(DataError, match="at most 1,000,000 actors"):
        synthetic_roster(2, 1_000_000, 0, 0, 0, 0, seed=0)
    with pytest.raises(DataError, match="at least 2 states"):
        synthetic_roster(1, 0, 0, 0, 0, 0, seed=0)


def drawn(**shapes):
    """Return a roster that a scenario with these shapes draws."""
    sizes = {"roster.kind": "synthetic", "roster.cities": 20, "roster.states": 30}
    return roster_of(load_scenario("today", {**sizes, **{f"drawn.{name}": value for name, value in shapes.items()}}))


SHAPES = {
    "largest_ngo": (7.0, lambda roster: roster.resources[roster.kind == Kind.NGO].max()),
    "city_primacy": (0.02, lambda roster: -roster.population[roster.kind == Kind.CITY].sum()),
    "military_share": (0.1, lambda roster: roster.security_resources.sum()),
    "for_states": (0.8, lambda roster: np.mean(roster.admission == Admission.STATES)),
    "exclusive": (0.9, lambda roster: np.mean(roster.exclusivity > 0)),
    "state_ties": (20.0, lambda roster: len(roster.members)),
    "founded_from": (2000, lambda roster: roster.founded.min()),
    "rivalries": (3.0, lambda roster: len(roster.rivalries)),
    "income_spread": (2.5, lambda roster: roster.resources[:30].max()),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_scenario_shapes_what_is_drawn(name):
    value, measured = SHAPES[name]
    assert measured(drawn(**{name: value})) > measured(drawn())
