"""Row 9: voluntary provision and neutrality. Bergstrom, Blume and Varian (1986): u = x^a G^(1-a), a = 0.5."""

from __future__ import annotations

import pytest

from simulation.game import Game


def game(wealth: tuple[float, ...], a: float = 0.5) -> Game:
    return Game([1.0 - a] * len(wealth), benefit="log", offset=0.0, cost="log_capacity", c1=a, capacity=wealth)


@pytest.mark.parametrize(
    ("wealth", "gifts"),
    [
        ((10, 8, 4, 1, 1), (4, 2, 0, 0, 0)),
        ((9, 9, 4, 1, 1), (3, 3, 0, 0, 0)),
        ((12.5, 5.5, 4, 1, 1), (6.25, 0, 0, 0, 0)),
    ],
)
def test_gifts(wealth: tuple[float, ...], gifts: tuple[float, ...]) -> None:
    assert game(wealth).efforts() == pytest.approx(gifts, abs=1e-9)


def test_small_redistribution_among_givers_changes_nothing() -> None:
    before, after = game((10, 8, 4, 1, 1)), game((10.7, 7.3, 4, 1, 1))
    assert before.efforts().sum() == pytest.approx(after.efforts().sum(), abs=1e-9)


@pytest.mark.parametrize(("a", "total"), [(0.25, 11.0), (0.75, 18.0 / 7.0)])
def test_other_tastes(a: float, total: float) -> None:
    """With shares a of private goods, givers hold w_i - g_i = G a / (1 - a); non-givers have less than that."""
    found = game((10, 8, 4, 1, 1), a)
    gifts = found.efforts()
    private = gifts.sum() * a / (1.0 - a)
    assert gifts.sum() == pytest.approx(total, abs=1e-9)
    for wealth, gift in zip((10, 8, 4, 1, 1), gifts, strict=True):
        assert gift == pytest.approx(max(0.0, wealth - private), abs=1e-9)


@pytest.mark.parametrize(("wealth", "gifts"), [((10, 8), (1.0, 3.5)), ((12, 8), (2.0, 3.0)), ((8, 10), (0.0, 5.0))])
def test_who_gives_first_gives_less_and_the_total_falls(wealth: tuple[float, ...], gifts: tuple[float, ...]) -> None:
    """Varian (1994): the follower holds w - g = G, so that the leader gives half of the difference of wealth."""
    terms = {"benefit": "log", "offset": 0.0, "cost": "log_capacity", "c1": 0.5, "capacity": wealth}
    first = Game([0.5] * 2, rule="voluntary", response="leader", **terms)
    at_once = first.efforts().sum()
    first.seat([0])
    assert first.efforts() == pytest.approx(gifts, abs=1e-9)
    assert first.efforts().sum() <= at_once + 1e-9


def test_tastes_may_differ() -> None:
    """Giver i holds w_i - g_i = c1 G / v_i."""
    values, wealth = (0.5, 0.4, 0.3), (10.0, 8.0, 9.0)
    played = Game(values, benefit="log", offset=0.0, cost="log_capacity", c1=0.5, capacity=wealth)
    total = played.efforts().sum()
    for value, own, gift in zip(values, wealth, played.efforts(), strict=True):
        assert gift == pytest.approx(max(0.0, own - 0.5 * total / value), abs=1e-9)
