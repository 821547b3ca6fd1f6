"""Row 15: the connections model with bilateral consent (Jackson and Wolinsky 1996), all networks of a few actors."""

from __future__ import annotations

from itertools import combinations

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
