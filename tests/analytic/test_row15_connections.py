"""Row 15: the connections model with bilateral consent (Jackson and Wolinsky 1996), all networks of a few actors."""

from __future__ import annotations

from itertools import combinations
from math import inf

import pytest

from simulation.game import Game


def played(n: int, delta: float, cost: float) -> Game:
    return Game([0.0] * n, partnerships="pairs", delta=delta, dues=cost, founding=True)


def worth(game: Game, links: tuple[tuple[int, int], ...]) -> float:
    game.place([pair if pair in links else () for pair in combinations(range(game.n), 2)])
    return float(game.payoffs().sum())


@pytest.mark.parametrize(("n", "delta"), [(4, 0.5), (4, 0.7), (5, 0.5)])
def test_which_networks_are_stable(n: int, delta: float) -> None:
    """Complete below delta - delta^2; the star from there to delta; the empty network from delta on."""
    pairs = tuple(combinations(range(n), 2))
    star = tuple(pair for pair in pairs if 0 in pair)
    low, high = delta - delta**2, delta
    for cost in (0.9 * low, 0.5 * (low + high), 1.1 * high):
        game = played(n, delta, cost)
        stable = set()
        for name, links in (("complete", pairs), ("star", star), ("empty", ())):
            game.place([pair if pair in links else () for pair in pairs])
            if game.is_stable():
                stable.add(name)
        assert ("complete" in stable) is (cost < low)
        assert ("star" in stable) is (low < cost < high)
        assert ("empty" in stable) is (cost > high)


def test_below_the_first_bound_the_complete_network_is_the_only_stable_one() -> None:
    game = played(4, 0.5, 0.2)
    assert game.stable_memberships() == [tuple(combinations(range(4), 2))]
    assert game.settle() == 12


@pytest.mark.parametrize(("cost", "best"), [(0.2, "complete"), (0.4, "star"), (0.74, "star"), (0.76, "empty")])
def test_which_network_of_all_is_efficient(cost: float, best: str) -> None:
    """Of all 64 networks of four; the star up to delta + (n - 2) delta^2 / 2 = 0.75."""
    pairs = tuple(combinations(range(4), 2))
    game = played(4, 0.5, cost)
    networks = [links for k in range(7) for links in combinations(pairs, k)]
    values = {links: worth(game, links) for links in networks}
    most = max(values.values())
    named = {"complete": pairs, "star": tuple(pair for pair in pairs if 0 in pair), "empty": ()}
    assert values[named[best]] == pytest.approx(most)


def test_a_link_needs_both_ends() -> None:
    """Between delta and what the ends of a star would have, the centre will not pay for a leaf: nothing forms."""
    assert played(4, 0.5, 0.6).settle() == 0


def utilities(n: int, links: tuple[tuple[int, int], ...], delta: float, cost: float) -> list[float]:
    """Return everybody's payoff by Floyd and Warshall's distances."""
    far = [[0.0 if a == b else (1.0 if (min(a, b), max(a, b)) in links else inf) for b in range(n)] for a in range(n)]
    for k in range(n):
        far = [[min(far[a][b], far[a][k] + far[k][b]) for b in range(n)] for a in range(n)]
    return [
        sum(delta ** far[a][b] for b in range(n) if b != a and far[a][b] < inf)
        - cost * sum(a in link for link in links)
        for a in range(n)
    ]


@pytest.mark.parametrize(("delta", "cost"), [(0.6, 0.3), (0.8, 0.3), (0.9, 0.05), (0.3, 0.4)])
def test_all_pairwise_stable_networks_of_four(delta: float, cost: float) -> None:
    """No end of a link is better off without it, no two are both at least as well off with another and one better."""
    pairs = tuple(combinations(range(4), 2))
    expected = set()
    for links in (chosen for k in range(7) for chosen in combinations(pairs, k)):
        now, holds = utilities(4, links, delta, cost), True
        for a, b in pairs:
            other = utilities(4, tuple(link for link in pairs if (link in links) != (link == (a, b))), delta, cost)
            better = other[a] - now[a], other[b] - now[b]
            holds &= max(better) <= 1e-12 if (a, b) in links else max(better) <= 1e-12 or min(better) < -1e-12
        if holds:
            expected.add(links)
    found = played(4, delta, cost).stable_memberships()
    assert {tuple(pair for pair, ends in zip(pairs, blocs, strict=True) if ends) for blocs in found} == expected
