"""Rows 1 to 4 and 7: agreements that enforce themselves, shallow ones, with penalties, commitment or leadership."""

from __future__ import annotations

import math
from collections.abc import Iterator

from experiments.verification.row import Result, Row
from simulation.game import Game


def self_enforcing() -> Iterator[Result]:
    """Yield the sizes that hold without enforcement, and how little they close of the gap to full cooperation."""
    for tie, size in (("join", 3), ("stay", 3), ("out", 2)):
        game = Game([1.0] * 10, rule="joint", tie=tie)
        yield Result(f"size reached from all ten, tie={tie}", size, game.settle(range(10)))
    game = Game([1.0] * 10, rule="joint")
    at = {}
    for k in (0, 3, 10):
        game.seat(range(k))
        at[k] = float(game.efforts().sum()), float(game.payoffs().sum())
    effort, payoff = ((at[3][which] - at[0][which]) / (at[10][which] - at[0][which]) for which in (0, 1))
    yield Result("part of the gap in effort that three close, N=10", 6 / 90, effort, 1e-12)
    yield Result("part of the gap in payoff", 0.118519, payoff, 5e-7)
    for k, closed in ((0, 0.0), (3, 6 / 90), (10, 1.0)):
        game.seat(range(k))
        yield Result(f"the same gap as worlds measure it, {k} of 10 members", closed, game.gap_closed(), 1e-12)
    for n in (3, 4, 6):
        sizes = {len(members) for members in Game([1.0] * n, rule="joint", founding=True).stable_memberships()}
        yield Result(f"stable sizes, N={n}, pairs may found", (2, 3), tuple(sorted(sizes)))
    # P(k) ~ C(3, k) exp(Phi(k) / theta) with Phi = 0, 0, 1/2, 1/2: weights 1, 3, 3 e, e
    law = Game([1.0] * 3, rule="joint", theta=0.5).law()
    for k, weight in enumerate((1.0, 3.0, 3.0 * math.e, math.e)):
        yield Result(
            f"chance of {k} members under noise, N=3, theta=1/2", weight / (4 + 4 * math.e), float(law[k]), 1e-9
        )


def broad_but_shallow() -> Iterator[Result]:
    """Yield the size at some degrees of reciprocity."""
    for n, rho, size in ((20, 1.0, 3), (20, 0.5, 5), (20, 0.25, 9), (6, 0.25, 6)):
        game = Game([1.0] * n, rule="reciprocity", ambition=rho)
        yield Result(f"size, rho={rho:g}, N={n}", size, game.settle(range(n)))
    # three members work at 2 b', the outsider at b' = 1 - E / 7: 7 b' = E, so that b' is a half and E 3.5
    curved = Game([1.0] * 4, rule="reciprocity", ambition=0.5, benefit="quadratic", peak=7.0)
    curved.seat(range(3))
    yield Result("curved benefit, rho=0.5, 3 of 4: efforts", (1.0, 1.0, 1.0, 0.5), tuple(curved.efforts().tolist()))
    yield Result("and payoffs", (2.125, 2.125, 2.125, 2.5), tuple(curved.payoffs().round(12).tolist()))


def penalties() -> Iterator[Result]:
    """Yield the size reached by joining, with a penalty on outsiders for each member, in units of b^2 / c."""
    b, c, n = 2.0, 0.5, 10
    for tau, size in ((0.0, 3), (0.5, 4), (0.8, 4), (1.0, 5), (3.4, 9), (3.5, 10)):
        game = Game([b] * n, c, rule="joint", tie="join", outsider_penalty=tau * b * b / c)
        yield Result(f"size, tau={tau:g}, N={n}", size, game.settle(range(2)))


def committed_payers() -> Iterator[Result]:
    """Yield how many a few committed members can hold by paying newcomers out of their gain."""
    for j, size in ((1, 4), (2, 5), (3, 7)):
        game = Game([1.0] * 9, rule="optimal", committed=range(j), tie="join")
        yield Result(f"size, {j} committed, N=9", size, game.settle())


def leaders() -> Iterator[Result]:
    """Yield the agreement whose signatories foresee the outsiders' answer."""
    n, a, b, c = 10, 100.0, 1.0, 0.25
    game = Game([a * b / n] * n, c, benefit="quadratic", peak=a, rule="joint", response="leader")
    yield Result("size reached from all ten", 4, game.settle(range(n)))
    game.seat(range(4))
    payoffs = game.payoffs()
    yield Result("payoff of a member", 472.16, float(payoffs[0]), 0.01)
    yield Result("payoff of an outsider", 474.91, float(payoffs[-1]), 0.01)
    yield Result("total abatement Q", 81.07, float(game.efforts().sum()), 0.01)
    halved = Game([a * b / n] * n, 2.0 * c, c1=0.5, benefit="quadratic", peak=a, rule="joint", response="leader")
    halved.seat(range(4))
    yield Result("the same with slopes of c / 2 twice as high", 81.07, float(halved.efforts().sum()), 0.01)
    linear = Game([1.0] * n, rule="joint", response="leader")
    yield Result("size with linear benefit, where nothing is foreseen", 3, linear.settle(range(n)))
    yield from leaders_of_few()


def leaders_of_few() -> Iterator[Result]:
    """Yield two leaders and two followers with b = 2 ln(1 + E / 2), c = 1 and v = sqrt(33) - 5.

    A follower gives v / (1 + E / 2). The leaders' 2 v b' = (1 + v / 4) q at E = 2 is 4 v / (4 + v) = 1 - v / 2, or
    v^2 + 10 v - 8 = 0: this v makes E exactly 2.
    """
    v = 33.0**0.5 - 5.0
    game = Game([v] * 4, benefit="log", scale=2.0, rule="joint", response="leader")
    game.seat(range(2))
    efforts, payoffs = game.efforts(), game.payoffs()
    yield Result("two lead two, log benefit: E", 2.0, float(efforts.sum()), 1e-9)
    yield Result("effort of a follower, v / 2", 0.3722813, float(efforts[3]), 1e-7)
    yield Result("payoff of a leader", 0.8351676, float(payoffs[0]), 1e-7)
    yield Result("payoff of a follower", 0.9628863, float(payoffs[3]), 1e-7)


ROWS = (
    Row(
        1,
        "Self-enforcing agreements are small and close little of the gap",
        ("barrett1994", "carraro1993"),
        "Game([1.0] * N, rule='joint', tie=...).settle(range(N))",
        ("decision", "rule"),
        self_enforcing,
    ),
    Row(
        2,
        "Broad but shallow: less ambition, more members",
        ("barrett2002", "finus2008"),
        "Game([1.0] * N, rule='reciprocity', ambition=rho)",
        ("decision", "rule"),
        broad_but_shallow,
    ),
    Row(
        3,
        "Penalties on outsiders enlarge agreements",
        ("barrett1997",),
        "Game([b] * N, c, rule='joint', tie='join', outsider_penalty=tau * b**2 / c)",
        ("decision", "rule"),
        penalties,
    ),
    Row(
        4,
        "A few committed members who pay newcomers",
        ("carraro1993",),
        "Game([1.0] * N, rule='optimal', committed=range(j), tie='join')",
        ("decision", "rule"),
        committed_payers,
    ),
    Row(
        7,
        "Signatories that lead, quadratic benefit and cost",
        ("barrett1994",),
        "Game([a * b / N] * N, c, benefit='quadratic', peak=a, response='leader')",
        ("decision", "rule"),
        leaders,
    ),
)
