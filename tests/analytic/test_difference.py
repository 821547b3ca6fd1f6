"""A decision's difference is the difference of two whole payoffs: the same engine, two ways through it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.game import Game

POSITIVE = st.floats(0.2, 5.0)
PLAIN = ("voluntary", "reciprocity", "joint", "price", "quantity", "equal", "capacity", "benefit")
TRANSFERS = ("lindahl", "shapley", "optimal")


def needed(rule: str) -> dict[str, float]:
    return {rule: 1.5} if rule in {"price", "quantity"} else {}


def difference(game: Game, members: set[int], i: int) -> float:
    """Return i's whole payoff with the others and itself in, less without itself."""
    game.seat(members | {i})
    inside = game.payoffs()[i]
    game.seat(members - {i})
    return float(inside - game.payoffs()[i])


@given(
    values=st.lists(POSITIVE, min_size=4, max_size=4),
    costs=st.lists(POSITIVE, min_size=4, max_size=4),
    members=st.sets(st.integers(0, 3)),
    i=st.integers(0, 3),
    rule=st.sampled_from(PLAIN + TRANSFERS),
    benefit=st.sampled_from([{}, {"benefit": "quadratic", "peak": 60.0}, {"benefit": "log", "scale": 2.0}]),
    penalty=st.floats(0.0, 2.0),
    c0=st.sampled_from([0.0, 0.3]),
    more=st.sampled_from(
        [{}, {"regard": [0.5, 0.0, 1.0, 0.2]}, {"productivity": 1.4, "efficacy": [2.0, 0.5, 1.0, 1.5]}]
    ),
)
def test_gain_is_the_difference_of_payoffs(values, costs, members, i, rule, benefit, penalty, c0, more):
    terms = {**benefit, **needed(rule), **more}
    game = Game(values, costs, rule=rule, outsider_penalty=penalty, outsider_gain=0.1, c0=c0, **terms)
    expected = difference(game, members, i)
    for present in (members | {i}, members - {i}):
        game.seat(present)
        scale = max(1.0, np.abs(game.payoffs()).max())
        assert game.gain(i) == pytest.approx(expected, abs=1e-8 * scale)


@given(
    values=st.lists(POSITIVE, min_size=3, max_size=5),
    rule=st.sampled_from(TRANSFERS),
    benefit=st.sampled_from([{}, {"benefit": "quadratic", "peak": 60.0}]),
)
def test_transfers_sum_to_zero(values, rule, benefit):
    n = len(values)
    plain, divided = Game(values, rule="joint", **benefit), Game(values, rule=rule, **benefit)
    for game in (plain, divided):
        game.seat(range(n))
    assert divided.payoffs().sum() == pytest.approx(plain.payoffs().sum(), rel=1e-10)


@given(
    values=st.lists(POSITIVE, min_size=4, max_size=4),
    costs=st.lists(POSITIVE, min_size=4, max_size=4),
    shift=st.integers(1, 3),
)
def test_relabelling_actors_relabels_results(values, costs, shift):
    for rule in ("joint", "optimal"):
        game, moved = Game(values, costs, rule=rule), Game(np.roll(values, shift), np.roll(costs, shift), rule=rule)
        game.seat([0, 1, 2])
        moved.seat([(k + shift) % 4 for k in (0, 1, 2)])
        assert np.roll(game.payoffs(), shift) == pytest.approx(moved.payoffs(), rel=1e-10)
