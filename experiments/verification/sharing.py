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


def sharing() -> Iterator[Result]:
    """Yield payoffs under each rule, and some at half the cost."""
    yield from burden_rules()
    yield from cheaper()


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
        ("bergstrom1986",),
        "Game([1 - a] * 5, benefit='log', offset=0.0, cost='log_capacity', c1=a, capacity=wealth)",
        ("effort",),
        provision,
    ),
)
