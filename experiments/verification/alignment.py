"""Rows 14 and 19: who sides with whom, and how friendships and hostilities come into balance."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.verification.row import Result, Row, data
from simulation.core.adding import added
from simulation.core.randomness import uniform
from simulation.game import Game

PREDICTED = ("Turkey", "ISIS", "Nursa")
ACTORS = 100
WARM_UP, SWEEPS = 60, 240
TRIADS, FEW = 600, 60
Ties = list[list[float]]


def landscape() -> Game:
    """Return eleven actors of the Syrian war who must side with one of two blocs, by mutual propensity alone."""
    strength = data("landscape_strengths")["strength"].to_numpy(dtype=float)
    propensity = np.nan_to_num(data("landscape_ratings").iloc[:, 1:].to_numpy(dtype=float) - 3.0)
    n = strength.size
    return Game([0.0] * n, affinity=propensity, size=strength, partnerships=2, exclusive=True, committed=range(n))


def energy(game: Game) -> float:
    """Return the energy of an alignment: everybody's affinity with the other bloc, weighted by both sizes."""
    first = game.memberships[0]
    with_other = (game.terms_of(i, 1 if i in first else 0) for i in range(game.n))
    return added(terms["affinity with fellow members"][0] for terms in with_other)


def alignment() -> Iterator[Result]:
    """Yield the local minima of the landscape, and the energy of the alignment that it predicts."""
    game = landscape()
    names = tuple(data("landscape_strengths")["actor"])
    against = [names.index(name) for name in PREDICTED]
    game.place([[i for i in range(game.n) if i not in against], against])
    yield Result("the predicted alignment is at rest", True, game.is_stable())
    yield Result("its energy", -83200.0, energy(game), 1e-6)
    game.place([range(game.n), ()])
    game.settle()
    smaller = min(game.memberships, key=len)
    yield Result("smaller bloc reached from all in one", PREDICTED, tuple(names[i] for i in smaller))
    minima = {frozenset(blocs) for blocs in landscape().stable_memberships()}
    yield Result("number of local minima", 1, len(minima))


def ties_turned(affinity: Ties, friendliness: float, triads: int = TRIADS) -> dict[tuple[float, ...], float]:
    """Return how often a triad comes to rest with each sum of ties of its three actors."""
    counts: dict[tuple[float, ...], float] = {}
    for seed in range(triads):
        game = Game([0.0] * 3, affinity=affinity, update="triads", friendliness=friendliness, seed=seed)
        game.settle()
        game.seat(range(3))
        sums = tuple(game.payoffs().tolist())
        counts[sums] = counts.get(sums, 0.0) + 1.0 / triads
    return counts


def one_triad() -> Iterator[Result]:
    """Yield which tie of a triad turns, told by the sums of ties: actor 0 is friends with 1 and 2, who are foes.

    Its hostile tie turns with chance p, each friendly one with (1 - p) / 2; of three hostile ties any one turns.
    """
    one_hostile = [[0, 0.5, 0.5], [0.5, 0, -0.5], [0.5, -0.5, 0]]
    for friendliness, friends in ((1.0, 3), (0.0, 1)):
        ends = ties_turned(one_hostile, friendliness, FEW)
        rested = {round(sum(sums) + 3) // 2 for sums in ends}
        yield Result(f"friendly ties of a triad with one hostile, p = {friendliness:g}", (friends,), tuple(rested))
    ends = ties_turned(one_hostile, 0.2)
    for what, sums, share in (
        ("its hostile tie", (1.0, 1.0, 1.0), 0.2),
        ("one friendly tie", (0.0, -1.0, 0.0), 0.4),
        ("the other", (0.0, 0.0, -1.0), 0.4),
    ):
        yield Result(f"a triad with one hostile tie, p = 0.2: turns {what}", share, ends.get(sums, 0.0), 0.06)
    ends = ties_turned([[0, -1, -1], [-1, 0, -1], [-1, -1, 0]], 0.2)
    for a, sums in (("0, 1", (0.0, 0.0, -2.0)), ("0, 2", (0.0, -2.0, 0.0)), ("1, 2", (-2.0, 0.0, 0.0))):
        yield Result(f"three hostile ties: friends are {a}", 1 / 3, ends.get(sums, 0.0), 0.06)


def balance() -> Iterator[Result]:
    """Yield which ties turn in a triad, and the share of friendly ties at which local triad dynamics rests."""
    yield from one_triad()
    for share, published in ((0.0, 0.3660), (0.25, 0.4495), (0.4, 0.5635)):
        draws = [[uniform(0, 0, 0, min(i, j), max(i, j)) for j in range(ACTORS)] for i in range(ACTORS)]
        ties = np.where(np.array(draws) < published, 1.0, -1.0)
        game = Game([0.0] * ACTORS, affinity=ties, update="triads", friendliness=share)
        for _ in range(WARM_UP):
            game.review()
        friendly = 0.0
        for _ in range(SWEEPS):
            game.review()
            friendly += game.friendly_share / SWEEPS
        yield Result(f"share of friendly ties, p = {share:g}, N = {ACTORS}", published, friendly, 0.005)


ROWS = (
    Row(
        14,
        "A landscape of alignments: two blocs by propensity",
        ("axelrod1993",),
        "Game([0.0] * 11, affinity=propensity, size=strength, partnerships=2, exclusive=True, committed=range(11))",
        ("decision", "payoff"),
        alignment,
    ),
    Row(
        19,
        "Structural balance by local triads",
        ("antal2005",),
        "Game([0.0] * N, affinity=ties, update='triads', friendliness=p)",
        ("protocol",),
        balance,
    ),
)
