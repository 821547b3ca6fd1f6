"""The log of decisions: what it keeps is what the engine used, to the last bit, and it changes no number."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Globals, Membership, Partnership
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.randomness import Purpose, uniform
from simulation.decision.choice import chance_of_being_in, gain_of_membership
from simulation.decision.payoff import N_TERMS, Term
from simulation.model import WorldOrder
from simulation.parameters import Scenario
from simulation.world import World

TERMS = [term.name.lower() for term in Term]


@pytest.fixture
def logged(small: Callable[..., Scenario]) -> World:
    world = World(small("transactional", years=3), 1, why=100_000)
    world.run()
    return world


def test_every_decision_is_kept_and_terms_add_up_exactly(logged: World) -> None:
    table = logged.decisions
    assert len(table) == logged.outcomes[:, logged_column("reviews")].sum()
    total = np.zeros(len(table))
    for name in TERMS:
        total += table[name]
    assert np.array_equal(total, table["gain"])
    assert (table["gain"] != 0.0).any()
    assert table["probability"].between(0.0, 1.0).all()
    assert (table["year"] == 2025.0 + 0.25 * table["quarter"]).all()


def logged_column(name: str) -> int:
    from simulation.measures import OUTCOMES

    return [measure.name for measure in OUTCOMES].index(name)


def test_what_is_logged_first_is_what_the_decision_says(small: Callable[..., Scenario]) -> None:
    """The first decision of a quarter is taken in the state before the review: the terms can be worked out anew."""
    world, before = (World(small(), 2, why=5000) for _ in range(2))
    world.advance()
    for phase in before.phases:
        if phase.name == "review":
            break
        phase.run(before.tables, before.settings, before.seed, 1)
    first = world.decisions.iloc[0]
    i, p = world.ids.index(first["actor"]), world.roster.partnership_ids.index(first["partnership"])
    inside, outside = np.zeros(N_TERMS), np.zeros(N_TERMS)
    gain = compiled(gain_of_membership)(before.tables, before.settings, p, i, inside, outside)
    assert gain == first["gain"]
    assert np.array_equal(inside - outside, first[TERMS].to_numpy(dtype=float))
    assert chance_of_being_in(before.tables, before.settings, p, i, gain, inside, outside) == first["probability"]
    assert before.tables.memberships[Membership.MEMBER, p, i] == first["was_in"]


def test_members_decide_by_the_logged_probability_and_their_luck(logged: World) -> None:
    """A member stays if and only if its draw lies below the probability; an outsider that lies above stays out."""
    identities = dict(zip(logged.roster.partnership_ids, logged.column(Partnership.IDENTITY), strict=False))
    actors = dict(zip(logged.ids, logged.column(Actor.IDENTITY), strict=True))
    stays, leaves = 0, 0
    for row in logged.decisions.itertuples():
        if row.partnership not in identities or not 0.0 < row.probability < 1.0:
            continue
        ids = int(actors[row.actor]), int(identities[row.partnership])
        wants = uniform(logged.seed, Purpose.CHOICE, row.quarter, *ids) < row.probability
        assert row.is_in <= wants
        if row.was_in:
            assert row.is_in == wants
            stays, leaves = stays + wants, leaves + (not wants)
    assert stays > 50
    assert leaves > 0


def test_is_in_agrees_with_memberships(small: Callable[..., Scenario]) -> None:
    """After a quarter in which nobody else moved the seat, the last decision on it tells who sits there."""
    world = World(small(), 3, why=100_000)
    without = {"withdrawals", "founding", "lifecycle"}
    world.phases = tuple(phase for phase in world.phases if phase.name not in without)
    world.run()
    last = world.decisions.groupby(["actor", "partnership"]).last()
    member = world.column(Membership.MEMBER)
    rivals = world.column(Partnership.EXCLUSIVITY) >= 0.5  # seats there can be given up for another's
    for (actor, partnership), row in last.iterrows():
        p = world.roster.partnership_ids.index(partnership)
        if not rivals[p]:
            assert member[p, world.ids.index(actor)] == row["is_in"], (actor, partnership)
    assert (last["was_in"] != last["is_in"]).any()


def test_a_log_changes_no_number(logged: World, small: Callable[..., Scenario]) -> None:
    plain = World(small("transactional", years=3), 1)
    plain.run()
    assert np.array_equal(plain.outcomes, logged.outcomes)
    assert len(plain.decisions) == 0
    assert list(plain.decisions.columns) == list(logged.decisions.columns)


def test_a_full_log_stays_as_it_is(logged: World, small: Callable[..., Scenario]) -> None:
    """The first decisions are kept; later ones about the same seat do not change what stands there."""
    short = World(small("transactional", years=3), 1, why=7)
    short.run()
    assert short.decisions.equals(logged.decisions.head(7))


def test_transfers_stand_in_the_log_where_they_divide_the_gain(small: Callable[..., Scenario]) -> None:
    world = World(small(), 0, why=100_000)
    world.column(Partnership.RULE)[:5] = BurdenRule.OPTIMAL
    world.run()
    assert (world.decisions["transfers"] != 0.0).any()


def test_founded_partnerships_are_named_in_the_log(small: Callable[..., Scenario]) -> None:
    world = World(small(years=5, founding__rate=5.0), 0, why=100_000)
    world.run()
    assert world.tables.globals[Globals.ROWS] > world.roster.n_partnerships
    table = world.decisions
    founded = table[table["partnership"].str.contains(r"^[a-z]+-20[0-9]{2}q[1-4]-", regex=True)]
    assert len(founded)
    assert not table["partnership"].str.startswith("free-").any()
    still = founded["partnership"].isin(world.partnership_ids)
    assert still.any()


def test_a_decision_bears_the_date_of_its_quarter_in_every_table(logged: World) -> None:
    """The first quarter is quarter 1 and ends at 2025.25, in the outcomes as in the log."""
    table = logged.decisions
    assert set(table.loc[table["quarter"] == 1, "year"]) == {2025.25}
    assert (table["year"] == logged.years[table["quarter"]]).all()


def test_the_model_of_mesa_has_the_log_too(small: Callable[..., Scenario]) -> None:
    model = WorldOrder(small(), seed=3, why=10)
    model.step()
    assert len(model.decisions) == 10
    assert model.decisions.attrs["meanings"]["dues"] == "dues"


def test_a_wrong_size_is_one_line(small: Callable[..., Scenario]) -> None:
    with pytest.raises(MultipartnerError, match=r"why, must be a whole number from 0 to 10000000, got -1"):
        World(small(), why=-1)
