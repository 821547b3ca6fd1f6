"""Row 20: a threat that answers what coalitions do, and coalitions that answer the threat."""

from __future__ import annotations

from collections.abc import Iterator

from experiments.verification.row import Result, Row
from simulation.game import Game

PERIODS = 300


def stock() -> Iterator[Result]:
    """Yield the level at which the threat rests with members fixed."""
    for k, level in ((0, 5.0), (3, 3.846154), (10, 0.909091)):
        game = Game([1.0] * 10, rule="joint", inflow=1.0, decay=0.1, effectiveness=0.01)
        game.seat(range(k))
        for _ in range(PERIODS):
            game.step(decide=False)
        yield Result(f"level at rest, {k} members", level, game.level, 1e-5)


ROWS = (
    Row(
        20,
        "A threat in the loop: T' = (1 - d) T + e0 - eta Q, v = v0 T",
        ("dockner1993",),
        "Game([1.0] * 10, rule='joint', inflow=1.0, decay=0.1, effectiveness=0.01).step(decide=False)",
        ("rule", "effort"),
        stock,
    ),
)
