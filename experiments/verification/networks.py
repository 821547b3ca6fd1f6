"""Row 15: the connections model, links as two-seat partnerships that both ends must want."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from experiments.verification.row import Result, Row
from simulation.game import Game

N, DELTA = 5, 0.5
PAIRS = tuple(combinations(range(N), 2))
COMPLETE = PAIRS
STAR = tuple(pair for pair in PAIRS if 0 in pair)


def connections(cost: float) -> Game:
    """Return five actors who may link in pairs; access decays by half a step, each end of a link pays."""
    return Game([0.0] * N, partnerships="pairs", delta=DELTA, dues=cost, founding=True)


def linked(game: Game, links: tuple[tuple[int, int], ...]) -> Game:
    """Place exactly these links."""
    game.place([pair if pair in links else () for pair in PAIRS])
    return game


def value(cost: float, links: tuple[tuple[int, int], ...]) -> float:
    """Return the sum of payoffs in a network."""
    return float(linked(connections(cost), links).payoffs().sum())


def networks() -> Iterator[Result]:
    """Yield which networks are pairwise stable and which are efficient at some costs of a link."""
    yield Result("value of the star, c = 0.35", 4.2, value(0.35, STAR), 1e-12)
    for cost in (0.2, 0.3, 0.45, 0.55):
        game = connections(cost)
        stable = tuple(linked(game, links).is_stable() for links in (COMPLETE, STAR, ()))
        yield Result(
            f"stable: (complete, star, empty), c = {cost:g}", (cost < 0.25, 0.25 < cost < 0.5, cost > 0.5), stable
        )
    for cost in (0.2, 0.35, 0.6, 0.87, 0.88):
        worth = {"complete": value(cost, COMPLETE), "star": value(cost, STAR), "empty": value(cost, ())}
        best = "complete" if cost < 0.25 else ("star" if cost < 0.875 else "empty")
        yield Result(f"best of complete, star and empty, c = {cost:g}", best, max(worth, key=lambda name: worth[name]))


ROWS = (
    Row(
        15,
        "The connections model with bilateral consent",
        ("jackson1996",),
        "Game([0.0] * 5, partnerships='pairs', delta=0.5, dues=c, founding=True)",
        ("decision", "payoff"),
        networks,
    ),
)
