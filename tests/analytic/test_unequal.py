"""Actors who differ in value, cost and efficacy: every stable set, against first-order conditions solved apart.

The agreements of rows 1 to 4 with other shapes of benefit, reciprocity, penalties, transfers and two agreements at a
time, enumerated by plain sums over the actors (Barrett 2001, Carraro and Siniscalco 1993, Eyckmans and Finus 2009).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, product
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.game import Game

N = 4
EACH = st.lists(st.floats(0.3, 3.0), min_size=N, max_size=N)
Shape = tuple[dict[str, Any], Callable[[float], float], Callable[[float], float]]
SHAPES: tuple[Shape, ...] = (
    ({}, lambda e: e, lambda _: 1.0),
    ({"benefit": "quadratic", "peak": 90.0}, lambda e: e - e * e / 180.0, lambda e: max(0.0, 1.0 - e / 90.0)),
    ({"benefit": "log", "scale": 3.0}, lambda e: 3.0 * log(1.0 + e / 3.0), lambda e: 1.0 / (1.0 + e / 3.0)),
)


def sets() -> Iterator[tuple[int, ...]]:
    return (members for k in range(N + 1) for members in combinations(range(N), k))


def bisected(slope: float, margin: Callable[[float], float]) -> float:
    """Return the E at which E = slope x b'(E)."""
    low, high = 0.0, slope
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slope * margin(middle) > middle else (low, middle)
    return 0.5 * (low + high)


@settings(max_examples=10)
@given(
    values=EACH,
    costs=EACH,
    efficacy=EACH,
    rho=st.sampled_from([0.3, 1.0]),
    tau=st.sampled_from([0.0, 0.7]),
    shape=st.sampled_from(SHAPES),
)
def test_payoffs_and_stable_sets(values, costs, efficacy, rho, tau, shape) -> None:
    options, worth, margin = shape
    v, c, e = np.array(values), np.array(costs), np.array(efficacy)

    def payoffs(members: tuple[int, ...]) -> np.ndarray:
        inside = np.isin(np.arange(N), members)
        asked = np.where(inside, v + rho * (v[inside].sum() - v), v)
        total = bisected(float((asked * e * e / c).sum()), margin)
        efforts = asked * e * margin(total) / c
        return v * worth(total) - c * efforts**2 / 2 - tau * len(members) * ~inside

    game = Game(
        values, costs, efficacy=efficacy, rule="reciprocity", ambition=rho, outsider_penalty=tau, tie="join", **options
    )
    at = {members: payoffs(members) for members in sets()}
    for members, expected in at.items():
        game.seat(members)
        assert game.payoffs() == pytest.approx(expected, rel=1e-8, abs=1e-8)
    found = set(game.stable_memberships())
    for members in sets():
        gains = [at[tuple(sorted({*members, i}))][i] - at[tuple(j for j in members if j != i)][i] for i in range(N)]
        if min(map(abs, gains)) > 1e-7:
            nobody_moves = all(bool(gain > 0.0) is (i in members) for i, gain in enumerate(gains))
            assert (members in found) is nobody_moves


@pytest.mark.parametrize("committed", [(0,), (1, 3)])
@pytest.mark.parametrize(
    ("v", "c"), [((1.9, 0.6, 1.1, 1.4), (1.0, 0.7, 1.8, 1.2)), ((0.8, 1.0, 1.2, 0.9), (1.0, 1.0, 1.0, 1.0))]
)
def test_unequal_committed_members_hold_whom_their_surplus_pays(committed, v, c) -> None:
    """With self-financed transfers a set holds iff its surplus over all outside options is not negative."""
    v, c = np.array(v), np.array(c)

    def payoffs(members: set[int]) -> np.ndarray:
        inside = np.isin(np.arange(N), list(members))
        efforts = np.where(inside, v[inside].sum(), v) / c
        return v * efforts.sum() - c * efforts**2 / 2

    def holds(members: set[int]) -> bool:
        fixed = set(committed)
        if members == fixed:
            return True
        outside = sum(payoffs(fixed if i in fixed else members - {i})[i] for i in members)
        return bool(payoffs(members)[list(members)].sum() - outside >= -1e-9)

    game = Game(v, c, rule="optimal", committed=committed, tie="join")
    expected = [
        members
        for members in sets()
        if set(committed) <= set(members)
        and holds(set(members))
        and not any(holds({*members, i}) for i in set(range(N)) - set(members))
    ]
    assert game.stable_memberships() == expected
    assert game.settle() == max(map(len, expected))


def test_two_agreements_side_by_side() -> None:
    """Every pair of agreements of five from which nobody would leave, enter or change over (Carraro 1999)."""

    def payoff(places: tuple[int, ...], i: int) -> float:
        sizes = [places.count(bloc) for bloc in (1, 2)]
        own = 1.0 if places[i] == 0 else float(sizes[places[i] - 1])
        return sizes[0] ** 2 + sizes[1] ** 2 + places.count(0) - own**2 / 2

    def rests(places: tuple[int, ...]) -> bool:
        return all(
            payoff((*places[:i], other, *places[i + 1 :]), i) <= payoff(places, i) + 1e-9
            for i in range(5)
            for other in range(3)
        )

    expected = {
        tuple(tuple(i for i in range(5) if places[i] == bloc) for bloc in (1, 2))
        for places in product(range(3), repeat=5)
        if rests(places)
    }
    assert set(Game([1.0] * 5, partnerships=2, exclusive=True).stable_memberships()) == expected


@pytest.mark.parametrize(("productivity", "size"), [(0.7, 0), (0.72, 2), (0.99, 2), (1.0, 3), (4.0, 3)])
def test_what_members_do_better_together_hardly_enlarges_agreements(productivity: float, size: int) -> None:
    """The k-th member gains pi^2 (2 k - 1 - k^2 / 2) - 1 / 2, so that k* = floor(2 + sqrt(2 - 1 / pi^2))."""
    assert Game([1.0] * 7, productivity=productivity).settle(range(7)) == size


@pytest.mark.parametrize("rule", ["joint", "reciprocity", "lindahl", "shapley", "optimal", "equal"])
def test_efficacy_is_a_change_of_units(rule: str) -> None:
    """A unit that does e times as much is a unit of effect at a slope of c / e^2."""
    values, costs, efficacy = [3.0, 2.0, 1.0], np.array([1.0, 2.0, 0.5]), np.array([2.0, 0.5, 3.0])
    own = Game(values, costs, efficacy=efficacy, rule=rule, ambition=0.7)
    effect = Game(values, costs / efficacy**2, rule=rule, ambition=0.7)
    for game in (own, effect):
        game.seat([0, 2])
    if rule != "equal":  # equal efforts are not equal effects
        assert own.payoffs() == pytest.approx(effect.payoffs())
        assert own.efforts() * efficacy == pytest.approx(effect.efforts())
    else:
        assert own.efforts()[0] == pytest.approx(own.efforts()[2])


@pytest.mark.parametrize("regard", [0.0, 0.3, 1.0])
def test_regard_moves_efforts_to_the_common_optimum(regard: float) -> None:
    """Each gives v + omega (V - v); a joint rule asks for no more than the world's value V, whoever cares."""
    values = np.array([3.0, 2.0, 1.0])
    assert Game(values, regard=regard).efforts() == pytest.approx(values + regard * (6.0 - values))
    game = Game(values, regard=regard)
    game.seat(range(3))
    assert game.efforts() == pytest.approx([6.0] * 3)
