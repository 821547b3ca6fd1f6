"""Row 8: burden-sharing rules, v = (3, 2, 1), c = 1, linear benefit, quadratic cost; transfers and neighbours."""

from __future__ import annotations

from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pytest

from simulation.decision.admission import fill_transfers_now
from simulation.game import Game

V = (3.0, 2.0, 1.0)


@pytest.mark.parametrize(
    ("rule", "options", "payoffs"),
    [
        ("voluntary", {}, (13.5, 10.0, 5.5)),
        ("joint", {}, (36.0, 18.0, 0.0)),
        ("equal", {}, (36.0, 18.0, 0.0)),
        ("benefit", {}, (13.5, 18.0, 13.5)),
        ("capacity", {"weights": (5, 4, 1)}, (13.5, 10.08, 16.38)),
        ("responsibility", {"responsibility": (0.5, 0.4, 0.1)}, (13.5, 10.08, 16.38)),
        ("reciprocity", {"ambition": 0.5}, (25.875, 16.0, 5.875)),
        ("price", {"price": 2.0}, (16.0, 10.0, 4.0)),
        ("quantity", {"quantity": 4.0}, (28.0, 16.0, 4.0)),
    ],
)
def test_payoffs_of_the_grand_coalition(rule: str, options: dict[str, Any], payoffs: tuple[float, ...]) -> None:
    game = Game(V, rule=rule, **options)
    game.seat(range(3))
    assert game.payoffs() == pytest.approx(payoffs, abs=1e-10)


@pytest.mark.parametrize("rule", ["equal", "capacity", "benefit", "joint"])
def test_total_effort_is_the_joint_optimum_whoever_pays(rule: str) -> None:
    game = Game(V, rule=rule)
    game.seat(range(3))
    assert game.efforts().sum() == pytest.approx(18.0)


@pytest.mark.parametrize("rule", ["equal", "capacity", "benefit"])
def test_ambition_scales_the_total(rule: str) -> None:
    game = Game(V, rule=rule, ambition=0.5)
    game.seat(range(3))
    assert game.efforts().sum() == pytest.approx(9.0)


def test_unequal_costs_shift_effort_to_the_cheap() -> None:
    game = Game([1.0, 1.0], costs=[1.0, 2.0], rule="joint")
    game.seat(range(2))
    assert game.efforts() == pytest.approx([2.0, 1.0])


def test_a_fixed_quantity_is_the_same_for_cheap_and_dear():
    game = Game([1.0, 1.0], costs=[1.0, 2.0], rule="quantity", quantity=3.0)
    game.seat(range(2))
    assert game.efforts() == pytest.approx([3.0, 3.0])


@pytest.mark.parametrize("rule", ["equal", "capacity", "benefit"])
def test_a_stated_total_is_divided_instead(rule: str) -> None:
    game = Game(V, rule=rule, total=6.0)
    game.seat(range(3))
    assert game.efforts().sum() == pytest.approx(6.0)


def test_the_hegemon_provides_for_all() -> None:
    game = Game(V, rule="hegemonic", lead=0)
    game.seat(range(3))
    assert game.efforts() == pytest.approx([3.0, 0.0, 0.0])


def test_lindahl_prices_pay_for_what_each_provides() -> None:
    """At prices v and joint efforts 6 each, actor i pays v_i X = 18 v_i and is paid 36 for its own part."""
    game = Game(V, rule="lindahl")
    game.seat(range(3))
    assert game.payoffs() == pytest.approx([18.0, 18.0, 18.0])


@pytest.mark.parametrize("costs", [1.0, (1.0, 2.0, 0.5)])
@pytest.mark.parametrize("benefit", [{}, {"benefit": "quadratic", "peak": 40.0}, {"benefit": "log", "scale": 5.0}])
def test_nobody_wants_another_quantity_at_its_lindahl_price(costs: Any, benefit: dict[str, Any]) -> None:
    """v_i b'(E) is i's price: it pays that for the whole, and is paid the sum of prices for its own effort."""
    game, joint = Game(V, costs, rule="lindahl", **benefit), Game(V, costs, rule="joint", **benefit)
    for each in (game, joint):
        each.seat(range(3))
    efforts, slopes = joint.efforts(), np.broadcast_to(costs, 3)
    price = slopes[0] * efforts[0]
    shares = np.array(V) / sum(V)
    paid = game.payoffs() - joint.payoffs()
    assert paid == pytest.approx(price * efforts - shares * price * efforts.sum(), rel=1e-9, abs=1e-9)


def worth(game: Game, group: tuple[int, ...]) -> float:
    game.seat(group)
    return float(game.payoffs()[list(group)].sum())


@pytest.mark.parametrize("values", [(3.0, 2.0, 1.0), (1.0, 1.0, 1.0, 1.0), (4.0, 0.5, 2.0, 1.0)])
@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("benefit", [{}, {"benefit": "quadratic", "peak": 50.0}, {"benefit": "log", "scale": 5.0}])
def test_shapley_is_the_mean_marginal_worth(values: Any, uneven: bool, benefit: dict[str, Any]) -> None:
    """By its definition, from what groups have together when they play the joint optimum and the rest Nash."""
    n = len(values)
    costs = tuple(1.0 + 0.7 * i for i in range(n)) if uneven else 1.0
    joint, shared = Game(values, costs, rule="joint", **benefit), Game(values, costs, rule="shapley", **benefit)
    expected = np.zeros(n)
    for size in range(n):
        for group in combinations(range(n), size):
            for i in set(range(n)) - set(group):
                weight = factorial(size) * factorial(n - size - 1) / factorial(n)
                expected[i] += weight * (worth(joint, (*group, i)) - (worth(joint, group) if group else 0.0))
    shared.seat(range(n))
    assert shared.payoffs() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("response", ["recompute", "frozen"])
def test_shapley_transfers_that_are_nothing_beside_payoffs_sum_to_nothing(response: str) -> None:
    """Where effort is free everybody gives all it has in any coalition: nobody owes anybody anything, to the bit.

    Payoffs here are up to 10^9, their last digit 10^-7: what is lost in it must not be paid out as a transfer.
    """
    values, costs = [1e7, 1.3e7, 2.1e7, 7e6, 0.1], [1 / 3, 0.01, 0.5, 1 / 7, 1.0]
    game = Game(values, costs, rule="shapley", c1=1e-9, limit=1.0, response=response)
    game.seat(range(5))
    assert game.efforts().tolist() == pytest.approx([3.0, 100.0, 2.0, 7.0, 1.0])
    transfers = np.zeros(5)
    fill_transfers_now(game.tables, game.settings, 0, transfers)
    assert abs(transfers.sum()) <= 1e-9 * max(1.0, np.abs(transfers).sum())


def test_shapley_of_many_by_formula_is_that_by_enumeration(monkeypatch: pytest.MonkeyPatch) -> None:
    from simulation.decision import transfers

    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    game = Game([4.0, 1.0, 2.0, 0.5, 3.0], [1.0, 2.0, 0.5, 1.0, 3.0], rule="shapley")
    game.seat(range(4))
    by_enumeration = game.payoffs()
    monkeypatch.setattr(transfers, "MOST_ENUMERATED", 0)
    assert game.payoffs() == pytest.approx(by_enumeration, rel=1e-12)


@pytest.mark.parametrize("weights", [(1, 0, 0), (0, 0.5, 0.5), (0.2, 0.3, 0.5)])
@pytest.mark.parametrize("benefit", [{}, {"benefit": "quadratic", "peak": 50.0}])
def test_optimal_sharing_gives_the_outside_option_and_a_part_of_the_surplus(weights: Any, benefit: Any) -> None:
    joint = Game(V, rule="joint", **benefit)
    outside = np.zeros(3)
    for i in range(3):
        joint.seat(set(range(3)) - {i})
        outside[i] = joint.payoffs()[i]
    joint.seat(range(3))
    surplus = joint.payoffs().sum() - outside.sum()
    assert joint.surplus() == pytest.approx(surplus)
    game = Game(V, rule="optimal", surplus_weights=weights, **benefit)
    game.seat(range(3))
    assert game.payoffs() == pytest.approx(outside + np.array(weights) * surplus)
