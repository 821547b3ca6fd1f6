"""Numbers that once came out wrong without a word: one test for each kind."""

from __future__ import annotations

import time
from math import exp, log

import numpy as np
import pytest

from simulation.core.errors import MultipartnerError
from simulation.game import Game


@pytest.mark.parametrize("limit", [None, 5.0])
def test_the_plain_logarithm_starts_from_no_effort(limit) -> None:
    game = Game([1.0] * 2, benefit="log", offset=0.0, limit=limit)
    assert game.efforts() == pytest.approx([0.5**0.5] * 2, rel=1e-12)
    assert game.payoffs() == pytest.approx([log(2.0**0.5) - 0.25] * 2, rel=1e-12)


@pytest.mark.parametrize("v", [1e-6, 0.5, 2.0, 1e4])
def test_one_giver_of_a_plain_logarithm_and_a_linear_cost(v: float) -> None:
    """v ln G - g is highest at G = v."""
    game = Game([v], benefit="log", offset=0.0, cost="linear", c0=1.0, capacity=10.0 * v)
    assert game.efforts() == pytest.approx([v], rel=1e-12)
    assert game.payoffs() == pytest.approx([v * log(v) - v], rel=1e-12)


@pytest.mark.parametrize(
    ("values", "c0", "capacity", "efforts"),
    [
        ([3.0], 1.0, 10.0, [20.0 / 3.0]),
        ([3.0], 1.0, 2.0, [2.0]),
        ([3.0, 1.0], 1.0, 10.0, [20.0 / 3.0, 0.0]),
        ([3.0, 1.5], [1.0, 0.1], 10.0, [0.0, 28.0 / 3.0]),
        ([3.0, 3.0], 1.0, [6.0, 4.0], [4.0, 8.0 / 3.0]),
        ([1e9], 1.0, 1e3, [10.0 - 1e-8]),
    ],
)
def test_curved_benefit_and_linear_cost_stop_where_effort_is_just_worth_it(values, c0, capacity, efforts) -> None:
    game = Game(values, benefit="quadratic", peak=10.0, cost="linear", c0=c0, capacity=capacity)
    assert game.efforts() == pytest.approx(efforts, rel=1e-11, abs=1e-11)
    total = sum(efforts)
    expected = [
        v * (total - total**2 / 20.0) - c * x
        for v, c, x in zip(values, np.broadcast_to(c0, len(values)), efforts, strict=True)
    ]
    assert game.payoffs() == pytest.approx(expected, rel=1e-9)


def test_members_with_a_linear_cost_share_what_they_give_as_a_group() -> None:
    """Three work together at 3 b' = 1: E = 20 / 3, of which each gives the same part of its K."""
    game = Game([1.0] * 4, benefit="quadratic", peak=10.0, cost="linear", c0=1.0, capacity=[4.0, 4.0, 2.0, 9.0])
    game.seat(range(3))
    assert game.efforts() == pytest.approx([8.0 / 3.0, 8.0 / 3.0, 4.0 / 3.0, 0.0], rel=1e-11)


def test_leaders_take_the_best_of_several_efforts() -> None:
    """A follower that is about to stop: to drive it out is one optimum, to let it give another, better one here."""
    game = Game(
        [0.5] * 2, benefit="log", offset=0.0, cost="log_capacity", c1=0.5, capacity=[18.0, 8.0], response="leader"
    )
    game.seat([0])
    g = np.linspace(0.0, 17.9, 179_001)
    reply = np.maximum(0.0, (8.0 - g) / 2.0)
    with np.errstate(divide="ignore"):
        best = (0.5 * np.log(g + reply) + 0.5 * np.log(18.0 - g)).max()
    assert game.payoffs()[0] == pytest.approx(best, abs=1e-7)
    assert game.efforts()[0] == pytest.approx(5.0, abs=1e-6)


def test_leaders_stop_where_followers_give_all_they_may() -> None:
    """Up to G = 2.5 the follower gives its most of 1.5; beyond it answers, and the leader gains less than it spends."""
    game = Game([1.0, 3.0], [0.2, 1.0], benefit="quadratic", peak=8.0, limit=1.5, response="leader")
    game.seat([0])
    g = np.linspace(0.0, 7.5, 75_001)
    reply = np.minimum(1.5, 3.0 * (8.0 - g) / 11.0)
    total = g + reply
    payoff = total - total**2 / 16.0 - 0.1 * g**2
    assert game.payoffs()[0] == pytest.approx(payoff.max(), abs=1e-7)
    assert game.efforts()[0] == pytest.approx(g[payoff.argmax()], abs=2e-4)


def test_a_law_keeps_what_is_ever_so_unlikely() -> None:
    law = Game([0.0] * 2, affinity=[[0, 1], [1, 0]], dues=0.55, theta=0.01).law()
    weights = np.array([exp(0.0), 2.0 * exp(-55.0), exp(-10.0)])
    assert law == pytest.approx(weights / weights.sum(), rel=1e-9)
    deep = Game([0.0] * 2, affinity=[[0, 1], [1, 0]], dues=0.5, theta=0.001).law()
    assert deep == pytest.approx([0.5, 2.0 * exp(-500.0) / 2.0, 0.5], rel=1e-9)


@pytest.mark.parametrize("n", [10, 13, 200])
def test_actors_who_are_alike_have_a_law_in_no_time(n: int) -> None:
    game = Game([1.0] * n, theta=0.5)
    game.law()
    start = time.perf_counter()
    law = game.law()
    assert time.perf_counter() - start < (0.1 if n == 10 else 5.0)
    member, outsider = game.payoffs_by_size()
    rising = np.cumsum(member[1:] - outsider[:-1] + 0.5 * np.log(np.arange(n, 0, -1) / np.arange(1, n + 1))) / 0.5
    weights = np.exp(np.concatenate([[0.0], rising]) - max(0.0, rising.max()))
    assert law == pytest.approx(weights / weights.sum(), rel=1e-8, abs=1e-300)


def test_who_comes_from_a_rival_leaves_it_before_members_are_asked() -> None:
    game = Game([1.0] * 4, partnerships=2, exclusive=True, consent="unanimity")
    game.place([[0], [1, 2, 3]])
    assert game.is_stable()
    before = game.payoffs()
    game.place([[0, 1], [2, 3]])
    assert game.payoffs()[0] < before[0]  # who would have to agree


def test_the_smallest_group_that_gains_is_found_among_any_number() -> None:
    for zeros in (10, 11, 40):
        values = [0.0] * zeros + [5.0, 5.0]
        assert not Game(values, founding=True).is_stable([])
        game = Game(values, founding=True)
        assert game.settle() == 2
        assert game.payoffs()[-2:] == pytest.approx([50.0, 50.0])
    unequal = [0.01 * k for k in range(1, 20)] + [5.0, 5.0]
    assert Game(unequal, founding=True, seed=3).settle() >= 2


def test_too_many_groups_to_tell_are_said_to_be() -> None:
    costly = Game(np.linspace(1.0, 2.0, 30), founding=True, dues=1e6)
    with pytest.raises(MultipartnerError, match="none of the first 200000 groups gains, and there are more"):
        costly.is_stable([])


@pytest.mark.parametrize(
    ("ask", "line"),
    [
        (lambda: Game([1.0] * 3, update="imitate", theta=1.0).law(), "set mutation above 0"),
        (lambda: Game([1.0, 2.0]).payoffs_by_size(), "needs identical actors"),
        (lambda: Game([1.0, 2.0]).selection_gradient(0.5), "needs identical actors"),
        (lambda: Game([1.0, 2.0], update="imitate", theta=1.0, mutation=0.1).law(), "needs identical actors"),
        (lambda: Game([1.0] * 3, c0=[0.1, 0.2, 0.3]).payoffs_by_size(), "needs identical actors"),
        (lambda: Game([1.0] * 3, rule="reciprocity", ambition=1.5), "ambition must be finite numbers from 0 to 1"),
        (lambda: Game([1.0] * 2, rule="joint", ambition=[0.1, 0.2]), "has an effect only with rule='reciprocity'"),
        (lambda: Game([1.0] * 2, theta=[0.0, 1.0]), "theta must be above 0 for every actor, or 0 for all"),
        (lambda: Game([1.0] * 2, minimum_participation=3), "minimum_participation must be a whole number from 0 to 2"),
        (
            lambda: Game([1.0] * 2, response="leader", benefit="log", cost="linear", c0=1.0),
            "outsiders with a linear cost undo",
        ),
        (
            lambda: Game([1.0] * 2, partnerships=[{"outsider_gain": np.ones((2, 2)).tolist()}, {}]),
            "as matrices hold for all partnerships",
        ),
        (lambda: Game(N=10), r"values, one number for each actor, as in Game\(\[1.0\] \* 10\)"),
        (Game, "as in Game"),
        (lambda: Game([1.0], rule="cooperative"), "rule='joint'"),
        (lambda: Game([1.0], rule="nash"), "rule='voluntary'"),
        (lambda: Game([1.0], rule="Stackelberg"), "response='leader'"),
        (lambda: Game([1.0], response="stackelberg"), "response='leader'"),
        (lambda: Game([1.0], tariff=0.1), "outsider_penalty"),
        (lambda: Game([1.0], **{"minimum participation": 2}), "minimum_participation"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_words_lead_somewhere(ask, line) -> None:
    with pytest.raises(MultipartnerError, match=line) as refused:
        ask()
    assert "\n" not in str(refused.value)
