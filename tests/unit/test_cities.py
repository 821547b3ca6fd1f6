"""Cities: drawn into any roster by Zipf's law, at home among states by people, with a stake through their home."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chisquare, spearmanr

from benchmarks.core_world import core_world
from simulation import City, State, WorldOrder
from simulation.core.codes import THREATS, Admission, Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio
from simulation.core.errors import DataError
from simulation.invariants import broken_invariants
from simulation.measures import Outcome
from simulation.parameters import load_scenario
from simulation.roster import Roster, load_roster, synthetic_roster, with_cities
from simulation.world import World
from tests.states import run_phases, world_of

CITIES = 40_000


def tail_exponent(sizes: Floats, largest: int) -> tuple[float, float]:
    """Return Hill's estimate from the largest sizes, and its standard error were they drawn one by one."""
    top = np.sort(sizes)[::-1][: largest + 1]
    estimate = largest / float(np.log(top[:-1] / top[-1]).sum())
    return estimate, estimate / largest**0.5


@pytest.fixture(scope="module")
def large() -> Roster:
    """A hundred thousand actors beside two hundred states."""
    return with_cities(synthetic_roster(200, 35_000, 25_000, 0, 0, 60, seed=0), CITIES, seed=0, seated=True)


@pytest.fixture(scope="module")
def real() -> Roster:
    return with_cities(load_roster(), CITIES, seed=0, seated=False)


def cities_of(roster: Roster) -> np.ndarray:
    return np.flatnonzero(roster.kind == Kind.CITY)


@pytest.mark.parametrize(
    ("kind", "column", "exponent"),
    [(Kind.CITY, "population", 1.0), (Kind.COMPANY, "resources", 1.06), (Kind.NGO, "resources", 1.0)],
)
def test_sizes_have_the_tail_exponent_claimed(large: Roster, kind: Kind, column: str, exponent: float) -> None:
    found, error = tail_exponent(getattr(large, column)[large.kind == kind], 10_000)
    assert abs(found - exponent) < 5 * error
    assert error < 0.02 * exponent


def test_another_tail_would_be_noticed(large: Roster) -> None:
    people = large.population[cities_of(large)]
    for sizes in (people**0.8, people**1.2, np.exp(np.linspace(0, 3, len(people)) ** 2)):
        found, error = tail_exponent(sizes, 10_000)
        assert abs(found - 1.0) > 5 * error


@pytest.mark.parametrize("drawn", ["large", "real"])
def test_homes_follow_population(drawn: str, request: pytest.FixtureRequest) -> None:
    roster = request.getfixturevalue(drawn)
    found = np.bincount(roster.home[cities_of(roster)], minlength=roster.n_states)[: roster.n_states]

    def chance(weights: Floats) -> float:
        expected = CITIES * weights / weights.sum()
        enough = expected >= 5.0
        rest = [found[~enough].sum()], [expected[~enough].sum()]
        return float(chisquare(np.append(found[enough], rest[0]), np.append(expected[enough], rest[1])).pvalue)

    assert chance(roster.population[: roster.n_states]) > 1e-6
    assert chance(roster.resources[: roster.n_states]) < 1e-6, "homes by income would be noticed"


def test_no_home_has_more_people_in_cities_than_it_has(large: Roster, real: Roster) -> None:
    everybody_in_one = with_cities(synthetic_roster(2, 0, 0, 0, 0, 0, seed=0), 900_000, seed=0, seated=False)
    for roster in (large, real, everybody_in_one):
        cities = cities_of(roster)
        inside = np.bincount(roster.home[cities], roster.population[cities], roster.n_states)[: roster.n_states]
        assert (inside < roster.population[: roster.n_states]).all()
        assert roster.population[cities].min() > 0.0


def test_interests_are_threats_vary_and_follow_the_homes_exposure(real: Roster) -> None:
    cities = cities_of(real)
    interests, home = real.interests[cities], real.home[cities]
    assert not interests[:, len(THREATS) :].any()
    assert len(np.unique(interests, axis=0)) == CITIES
    seen = np.flatnonzero(np.bincount(home) >= 100)
    means = np.array([interests[home == row, : len(THREATS)].mean(axis=0) for row in seen])
    per_head = real.human_exposure[seen] / real.population[seen, None]
    profile = per_head / (real.human_exposure.sum(axis=0) / real.population[:196].sum())
    profile /= profile.sum(axis=1, keepdims=True)
    for g in range(len(THREATS)):
        assert spearmanr(means[:, g], profile[:, g]).statistic > 0.8
    assert (interests[home == seen[0], : len(THREATS)].std(axis=0) > 0.02).sum() >= 4, "no two cities of a home alike"


def test_money_follows_people_and_the_income_of_the_home(real: Roster) -> None:
    cities = cities_of(real)
    home = real.home[cities]
    share_of_income = real.resources[cities] / real.resources[home]
    share_of_people = real.population[cities] / real.population[home]
    np.testing.assert_allclose(share_of_income, 0.1 * share_of_people)


def test_other_actors_are_the_same_with_cities_and_without(large: Roster) -> None:
    without = synthetic_roster(200, 35_000, 25_000, 0, 0, 60, seed=0)
    n, others = without.n_actors, large.members[:, 0] < without.n_actors
    assert large.ids[:n] == without.ids
    for name in ("resources", "home", "interests", "position", "human_exposure"):
        np.testing.assert_array_equal(getattr(large, name)[:n], getattr(without, name))
    np.testing.assert_array_equal(large.members[others], without.members)
    np.testing.assert_array_equal(large.published[:, : Kind.CITY], without.published[:, : Kind.CITY])


def test_more_cities_are_more_small_ones() -> None:
    few, many = (with_cities(load_roster(), count, seed=0, seated=False) for count in (200, 1000))
    n = few.n_actors
    np.testing.assert_array_equal(many.population[:n], few.population)
    np.testing.assert_array_equal(many.interests[:n], few.interests)
    assert many.names[:n] == few.names
    other = with_cities(load_roster(), 200, seed=1, seated=False)
    assert not np.array_equal(other.population, few.population)


def test_cities_sit_in_open_partnerships_on_threats_or_nowhere(large: Roster, real: Roster) -> None:
    seated = large.members[large.kind[large.members[:, 0]] == Kind.CITY]
    assert len(seated) > 0.2 * CITIES
    assert set(large.admission[seated[:, 1]].tolist()) == {Admission.OPEN}
    assert large.issue[seated[:, 1]].max() < len(THREATS)
    assert (large.listed_count[:, Kind.CITY] == np.bincount(seated[:, 1], minlength=60)).all()
    assert not (real.kind[real.members[:, 0]] == Kind.CITY).any()
    assert not real.published[:, Kind.CITY].any()


def test_impossible_numbers_of_cities_are_refused() -> None:
    with pytest.raises(DataError, match="found 1,000,000 cities beside 340 other actors"):
        with_cities(load_roster(), 1_000_000, seed=0, seated=False)
    with pytest.raises(DataError, match="no negative number of cities"):
        with_cities(load_roster(), -1, seed=0, seated=False)


def test_a_city_values_a_threat_by_its_part_of_the_homes_stake() -> None:
    """Half the people, half the stake and half the own value, whatever the city's means and interests."""
    world = world_of(roster__cities=30)
    run_phases(world, "attention")
    city = int(cities_of(world.roster)[0])
    home = int(world.column(Actor.HOME)[city])
    part = world.roster.population[city] / world.roster.population[home]
    assert 0.02 < part < 0.05
    for column in (Portfolio.STAKE, Portfolio.VALUE):
        np.testing.assert_allclose(world.column(column)[:, city], part * world.column(column)[:, home])
    assert world.column(Portfolio.VALUE)[0, city] > 0.0
    assert world.column(Portfolio.STAKE)[:6, world.kind == Kind.STATE].sum(axis=1) == pytest.approx(np.ones(6))


def test_cities_take_no_part_of_what_other_non_states_value() -> None:
    with_them, without = world_of(roster__cities=30), world_of()
    n = without.roster.n_actors
    for world in (with_them, without):
        run_phases(world, "attention")
    np.testing.assert_array_equal(with_them.column(Portfolio.VALUE)[:, :n], without.column(Portfolio.VALUE))


def test_cities_move_results_and_their_effort_is_counted() -> None:
    with_them, without = (
        World(load_scenario("multipartner", {"roster.states": 12, "years": 2, "roster.cities": cities}), 0)
        for cities in (60, 0)
    )
    with_them.run()
    without.run()
    assert (with_them.outcomes[1:, Outcome.EFFORT_CITY] > 0.0).all()
    assert not without.outcomes[:, Outcome.EFFORT_CITY].any()
    seats = with_them.column(Membership.MEMBER)[:, cities_of(with_them.roster)]
    assert seats.sum() > 0, "cities that begin without a seat find some"
    is_for_states = with_them.column(Partnership.ADMISSION) != Admission.OPEN
    assert not seats[is_for_states].any()


def test_a_city_is_an_agent_with_a_home() -> None:
    world = WorldOrder(load_scenario("today", {"roster.states": 3, "roster.cities": 20}))
    city = world.actor("city0")
    assert isinstance(city, City)
    home = city.home_state
    assert isinstance(home, State)
    assert city in home.cities
    assert city.name == f"{home.name}, city 1"
    assert 0.0 < city.stakes["climate"] < home.stakes["climate"]
    assert sum(len(each.cities) for each in world.agents_by_type[State]) == 20


@pytest.mark.slow
def test_a_quarter_of_a_hundred_thousand_actors_breaks_no_invariant() -> None:
    world = core_world(100_000, 16, years=1)
    assert np.bincount(world.kind)[[Kind.COMPANY, Kind.NGO, Kind.CITY]].min() > 15_000
    world.advance()
    assert broken_invariants(world.tables, world.step) == []
    assert world.outcomes[1, Outcome.EFFORT_CITY] > 0.0
