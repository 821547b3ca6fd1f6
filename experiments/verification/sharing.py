"""Rows 5, 6, 8 and 9: who pays how much, who would leave, and what transfers can hold together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.optimize import brentq

from experiments.verification.row import Result, Row
from simulation.game import Game

RULES: tuple[tuple[str, dict[str, Any], tuple[float, float, float]], ...] = (
    ("voluntary", {}, (13.5, 10.0, 5.5)),
    ("joint", {}, (36.0, 18.0, 0.0)),
    ("equal", {}, (36.0, 18.0, 0.0)),
    ("benefit", {}, (13.5, 18.0, 13.5)),
    ("capacity", {"weights": (5, 4, 1)}, (13.5, 10.08, 16.38)),
    ("reciprocity", {"ambition": 0.5}, (25.875, 16.0, 5.875)),
    ("shapley", {}, (22.9167, 18.1667, 12.9167)),
    ("optimal", {}, (23.5, 19.0, 11.5)),
    ("optimal", {"surplus_weights": (1, 0, 0)}, (25.5, 18.0, 10.5)),
)
MORE: tuple[tuple[str, dict[str, Any], tuple[float, float, float]], ...] = (
    ("price", {"price": 2.0}, (16.0, 10.0, 4.0)),
    ("quantity", {"quantity": 4.0}, (28.0, 16.0, 4.0)),
    ("hegemonic", {"lead": 0}, (4.5, 6.0, 3.0)),
    ("responsibility", {"responsibility": (1, 1, 2)}, (43.875, 25.875, -22.5)),
    ("capacity", {"weights": (0.25, 0.2, 0.05)}, (13.5, 10.08, 16.38)),
    ("lindahl", {}, (18.0, 18.0, 18.0)),
    ("joint", {"limit": 4.0}, (28.0, 16.0, 4.0)),
    ("joint", {"c0": 1.0}, (27.5, 12.5, -2.5)),
    ("joint", {"c1": 0.5}, (72.0, 36.0, 0.0)),
    ("reciprocity", {"ambition": 0.5, "c1": 0.5}, (51.75, 32.0, 11.75)),
    ("joint", {"efficacy": 2.0}, (144.0, 72.0, 0.0)),
    ("joint", {"productivity": 2.0}, (144.0, 72.0, 0.0)),
    ("reciprocity", {"ambition": 0.5, "productivity": 2.0}, (103.5, 64.0, 23.5)),
    ("reciprocity", {"ambition": 0.5, "efficacy": 2.0}, (103.5, 64.0, 23.5)),
    ("optimal", {"efficacy": 2.0}, (94.0, 76.0, 46.0)),
    ("voluntary", {"regard": 1.0}, (90.0, 90.0, 90.0)),
    ("voluntary", {"regard": 0.5}, (43.875, 40.0, 35.875)),
)
"""Other numbers in the same game.

Efforts by hand: a price of 2 makes everybody give 2, a hegemon gives its own 3, of 18 the third has a half by its
responsibility; a limit of 4 binds at 6, a cost of 1 a unit leaves 5. Who gets twice as much out of its effort gives
twice as much, for four times the payoffs. A regard of omega works at v + omega (6 - v), and counts others' benefit:
with omega 1 all give the 6 of the joint optimum.
"""


def unequal_pair() -> Iterator[Result]:
    """Yield the least ratio of benefits at which a pair holds, by bisection on the smaller member's gain."""

    def gain(ratio: float) -> float:
        game = Game([1.0, ratio], rule="joint")
        game.seat(range(2))
        return game.gain(1)

    yield Result("holds at a ratio of 0.7072", True, Game([1.0, 0.7072], rule="joint").is_stable(range(2)))
    yield Result("holds at a ratio of 0.7070", False, Game([1.0, 0.7070], rule="joint").is_stable(range(2)))
    yield Result("least ratio", 1.0 / np.sqrt(2.0), brentq(gain, 0.5, 1.0, xtol=1e-12), 1e-9)


def could_hold() -> Iterator[Result]:
    """Yield the least concentration of benefits at which some sharing of the gain holds k members together."""

    def surplus(first: float, k: int) -> float:
        game = Game([first] + [1.0] * (k - 1), rule="joint")
        game.seat(range(k))
        return game.surplus()

    yield Result("surplus of three equal members", 0.0, surplus(1.0, 3), 1e-12)
    for k in (4, 5, 6):
        first = brentq(surplus, 1.0, 20.0, args=(k,), xtol=1e-12)
        shares = np.array([first] + [1.0] * (k - 1)) / (first + k - 1.0)
        yield Result(f"least Herfindahl index, {k} members", (k - 2) / (2 * k - 3), float(shares @ shares), 1e-9)


def burden_rules() -> Iterator[Result]:
    """Yield everybody's payoff in the coalition of all three under each rule."""
    for rule, options, published in RULES:
        game = Game([3.0, 2.0, 1.0], rule=rule, **options)
        game.seat(range(3))
        said = "".join(f", {name}={value}" for name, value in options.items())
        for i, (theirs, ours) in enumerate(zip(published, game.payoffs().tolist(), strict=True), start=1):
            yield Result(f"{rule}{said}: payoff of actor {i}", theirs, ours, 5e-5)


def cheaper() -> Iterator[Result]:
    """Yield payoffs at half the cost: efforts and payoffs double."""
    for rule, options, published in RULES:
        if rule in {"joint", "reciprocity", "equal", "shapley", "optimal"} and "surplus_weights" not in options:
            game = Game([3.0, 2.0, 1.0], 0.5, rule=rule, **options)
            game.seat(range(3))
            yield Result(f"{rule}, c = 1/2: payoff of actor 1", 2.0 * published[0], float(game.payoffs()[0]), 1e-4)


def shared(values: tuple[float, ...], members: range, rule: str, options: dict[str, Any]) -> tuple[float, ...]:
    """Return everybody's payoff, to six digits."""
    game = Game(values, rule=rule, **options)
    game.seat(members)
    return tuple(game.payoffs().round(6).tolist())


def other_numbers() -> Iterator[Result]:
    """Yield payoffs with other numbers, of a part of the actors, and the Shapley value of four.

    Without the one that has all the weight nothing is divided: 3 each under optimal sharing, nothing by capacity. The
    Shapley value is the mean of 24 orders of w(T) = |T| V_T^2 / 2 + V_T (V - V_T): 403/6, 337/6, 89/2, 193/6. Of eleven
    of whom one has v = 2 it is a mean over eleven places in the order, 219/2 for that one and 273/4 for each other,
    and twice that at half the cost.
    """
    for rule, options, published in MORE:
        said = "".join(f", {name}={value}" for name, value in options.items())
        yield Result(f"{rule}{said}: payoffs", published, shared((3.0, 2.0, 1.0), range(3), rule, options))
    for rule, weights, published in (
        ("optimal", "surplus_weights", (22.5, 13.5, 4.5)),
        ("capacity", "weights", (4.5, 6.0, 3.0)),
    ):
        ours = shared((3.0, 2.0, 1.0), range(1, 3), rule, {weights: (1, 0, 0)})
        yield Result(f"{rule}, {weights}=(1, 0, 0), without actor 1: payoffs", published, ours)
    ours = shared((4.0, 3.0, 2.0, 1.0), range(4), "shapley", {})
    alone = Game([2.0], regard=1.0).efforts()
    yield Result("effort of one with regard and nobody to regard", 2.0, float(alone[0]))
    yield Result("shapley, v = (4, 3, 2, 1): payoffs", (67.166667, 56.166667, 44.5, 32.166667), ours)
    ours = shared((2.0, *[1.0] * 10), range(11), "shapley", {"costs": 0.5})[:2]
    yield Result("shapley, v = (2, 1, ...) of eleven, c = 1/2: payoffs of the first two", (219.0, 136.5), ours)


def sharing() -> Iterator[Result]:
    """Yield payoffs under each rule, some at half the cost, and some with other numbers."""
    yield from burden_rules()
    yield from cheaper()
    yield from other_numbers()


def provision() -> Iterator[Result]:
    """Yield voluntary gifts before and after wealth is moved between givers."""
    for wealth, gifts in (
        ((10, 8, 4, 1, 1), (4.0, 2.0, 0.0, 0.0, 0.0)),
        ((9, 9, 4, 1, 1), (3.0, 3.0, 0.0, 0.0, 0.0)),
        ((12.5, 5.5, 4, 1, 1), (6.25, 0.0, 0.0, 0.0, 0.0)),
    ):
        game = Game([0.5] * 5, benefit="log", offset=0.0, cost="log_capacity", c1=0.5, capacity=wealth)
        efforts = game.efforts()
        yield Result(f"G, wealth {wealth}", sum(gifts), float(efforts.sum()), 1e-9)
        yield Result("gifts", gifts, tuple(efforts.round(9).tolist()))
    yield from tastes_and_turns()


def tastes_and_turns() -> Iterator[Result]:
    """Yield utilities, another taste, and what comes out where one gives first (Varian 1994).

    Givers keep x = G a / (1 - a), so that u = 6 for both with a = 1/2, and sqrt(24) for who has 4 and gives nothing.
    With a = 1/4 three give, 22 - G = 3 G / 3. Who has 10 and gives before one who has 8 gives (10 - 8) / 2: G falls
    from 6 to 4.5, and the first is better off.
    """
    wealth = (10, 8, 4, 1, 1)
    game = Game([0.5] * 5, benefit="log", offset=0.0, cost="log_capacity", c1=0.5, capacity=wealth)
    utility = tuple(np.exp(game.payoffs()[:3]).round(6).tolist())
    yield Result("utility of the first three, wealth (10, 8, 4, 1, 1)", (6.0, 6.0, 4.898979), utility)
    game = Game([0.75] * 5, benefit="log", offset=0.0, cost="log_capacity", c1=0.25, capacity=wealth)
    yield Result("G with a = 1/4", 11.0, float(game.efforts().sum()), 1e-9)
    pair = {"benefit": "log", "offset": 0.0, "cost": "log_capacity", "c1": 0.5, "capacity": (10, 8)}
    game = Game([0.5] * 2, rule="voluntary", response="leader", **pair)
    yield Result("gifts of two at once, wealth (10, 8)", (4.0, 2.0), tuple(game.efforts().round(9).tolist()))
    game.seat([0])
    yield Result("gifts, the first before the second", (1.0, 3.5), tuple(game.efforts().round(9).tolist()))
    rich = Game([0.5] * 2, rule="voluntary", response="leader", **{**pair, "capacity": (100, 1)})
    rich.seat([0])
    yield Result("gift of one who has 100 before one who has 1", 50.0, float(rich.efforts()[0]), 1e-9)
    yield Result("utility of the first", np.sqrt(9.0 * 4.5).item(), float(np.exp(game.payoffs()[0])), 1e-9)


ROWS = (
    Row(
        5,
        "An unequal pair without transfers",
        ("barrett2001",),
        "Game([1.0, ratio], rule='joint')",
        ("decision", "rule"),
        unequal_pair,
    ),
    Row(
        6,
        "Potential internal stability rises with the concentration of benefits",
        ("eyckmans2009", "fuentes2010"),
        "Game(values, rule='joint').surplus()",
        ("payoff", "rule"),
        could_hold,
    ),
    Row(
        8,
        "Burden-sharing rules, v = (3, 2, 1), c = 1",
        ("ringius2002", "shapley1953", "eyckmans2009"),
        "Game([3.0, 2.0, 1.0], rule=...).payoffs()",
        ("payoff", "rule"),
        sharing,
    ),
    Row(
        9,
        "Voluntary provision and neutrality, u = x^a G^(1-a)",
        ("bergstrom1986", "varian1994"),
        "Game([1 - a] * 5, benefit='log', offset=0.0, cost='log_capacity', c1=a, capacity=wealth)",
        ("effort",),
        provision,
    ),
)
