"""Rows 11, 12 and 16: thresholds of effort and of group size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import brentq, minimize_scalar

from experiments.verification.row import Result, Row
from simulation.game import Game

HISTORIES = 3000
DRIFTS = 200


def risk_game(risk: float, seed: int = 0, **options: object) -> Game:
    """Return the collective-risk game: six with an endowment of 1, three must give 0.1, else all is lost at a risk."""
    return Game(
        [risk] * 6,
        benefit="step",
        threshold=3.0,
        rule="quantity",
        quantity=1.0,
        cost="linear",
        c0=0.1,
        outsider="none",
        seed=seed,
        **options,
    )


def collective_risk() -> Iterator[Result]:
    """Yield the group sizes at rest, and the chance of reaching the threshold from one short of it."""
    sizes = {len(members) for members in risk_game(0.5).stable_memberships()}
    yield Result("sizes at rest, r > c / b", (0, 3), tuple(sorted(sizes)))
    sizes = {len(members) for members in risk_game(0.05).stable_memberships()}
    yield Result("sizes at rest, r < c / b", (0,), tuple(sorted(sizes)))
    sizes = {len(members) for members in risk_game(0.5, capacity=2.0).stable_memberships()}
    yield Result("sizes at rest, able to give twice as much", (0, 3), tuple(sorted(sizes)))
    at_margin = Game([0.5] * 6, benefit="step", threshold=3.0, rule="joint")
    at_margin.seat(range(6))
    yield Result("efforts by marginal benefit, which a step has not", 0.0, float(at_margin.efforts().sum()))
    game = risk_game(0.5)
    reached = 0
    for seed in range(HISTORIES):
        game.seed = seed
        reached += game.settle(range(2)) == 3
    yield Result("chance of reaching three from two", 2 / 3, reached / HISTORIES, 0.03)


def imitation() -> Iterator[Result]:
    """Yield where cooperation can persist under imitation, and how often groups reach the threshold."""
    certain = risk_game(1.0)
    peak = minimize_scalar(lambda share: -certain.selection_gradient(share), bounds=(0.0, 1.0), method="bounded")
    low = brentq(certain.selection_gradient, 0.01, peak.x)
    high = brentq(certain.selection_gradient, peak.x, 0.99)
    yield Result("r = 1: share of cooperators that must be passed", 0.1214, low, 1e-4)
    yield Result("r = 1: share of cooperators at rest", 0.7356, high, 1e-4)
    best = brentq(lambda risk: risk_game(risk).selection_gradient(peak.x), 0.05, 1.0)
    yield Result("least risk at which cooperators can persist", 0.2894, best, 1e-4)
    for risk, published in ((0.5, 0.5763), (1.0, 0.9431)):
        game = risk_game(risk, update="imitate", theta=1 / 5, population=50, mutation=0.005)
        reached = np.array([0.0] * 3 + [1.0] * 4)
        ours = game.mean_over_groups(game.law(), reached)
        yield Result(f"r = {risk:g}: groups that reach the threshold, Z = 50", published, ours, 1e-3)
    yield from sure_imitation()


def sure_imitation() -> Iterator[Result]:
    """Yield what imitation without noise ends in: outsiders always have more; where all have the same, chance decides.

    Moran's law of neutral drift: of three, one takes over with chance 1/3.
    """
    free_riders = Game([1.0] * 4, rule="joint", update="imitate")
    yield Result("without noise, from three of four: members left", 0, free_riders.settle(range(3)))
    drift, took_over = Game([0.0] * 3, update="imitate"), 0
    for seed in range(DRIFTS):
        drift.seed = seed
        took_over += drift.settle([0]) == 3
    yield Result("where nothing is at stake: one of three takes over", 1 / 3, took_over / DRIFTS, 0.1)


def smallest_group() -> Iterator[Result]:
    """Yield the smallest group that is worth its cost and holds, where each contributes all or nothing."""
    for c, b, size in ((2.5, 1.0, 3), (3.0, 1.0, 3), (0.3, 0.1, 3), (1.2, 1.0, 2), (4.7, 1.0, 5)):
        game = Game([b] * 7, rule="joint", cost="linear", c0=c)
        working = [members for members in game.stable_memberships() if works(game, members)]
        yield Result(f"smallest stable group that acts, c / b = {c:g} / {b:g}", size, min(map(len, working), default=0))
        founded = Game([b] * 7, rule="joint", cost="linear", c0=c, founding=True, tie="join")
        yield Result("size founded from nothing", size, founded.settle())


def works(game: Game, members: tuple[int, ...]) -> bool:
    """Tell whether these members make an effort."""
    game.seat(members)
    return float(game.efforts().sum()) > 0.0


ROWS = (
    Row(
        11,
        "The collective-risk dilemma under best reply",
        ("milinski2008",),
        "Game([r * b] * 6, benefit='step', threshold=3, rule='quantity', quantity=1, "
        "cost='linear', c0=c, outsider='none')",
        ("decision", "rule"),
        collective_risk,
    ),
    Row(
        12,
        "The collective-risk dilemma under imitation",
        ("santos2011", "moran1958"),
        "Game(as row 11, update='imitate', theta=1 / beta, population=50, mutation=0.005).law()",
        ("payoff", "rule", "protocol"),
        imitation,
    ),
    Row(
        16,
        "k-groups: the smallest group that is worth its cost",
        ("snidal1985",),
        "Game([b] * 7, rule='joint', cost='linear', c0=c)",
        ("decision", "rule"),
        smallest_group,
    ),
)
