"""Row 19: structural balance by local triad dynamics (Antal, Krapivsky and Redner 2005), a protocol of its own."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from simulation.game import Game


def ties(n: int, pattern: int) -> np.ndarray:
    matrix = np.ones((n, n))
    for k, (a, b) in enumerate(combinations(range(n), 2)):
        matrix[a, b] = matrix[b, a] = 1.0 if (k * 2654435761 + pattern) % 97 < 48 else -1.0
    return matrix


def is_balanced(matrix: np.ndarray) -> bool:
    return all(matrix[a, b] * matrix[b, c] * matrix[a, c] > 0 for a, b, c in combinations(range(len(matrix)), 3))


def test_more_friendliness_more_friends() -> None:
    shares = []
    for share in (0.0, 0.3, 0.8):
        game = Game([0.0] * 40, affinity=ties(40, 3), update="triads", friendliness=share)
        for _ in range(60):
            game.review()
        shares.append(game.friendly_share)
    assert shares == sorted(shares)


def test_above_one_half_paradise() -> None:
    game = Game([0.0] * 20, affinity=ties(20, 5), update="triads", friendliness=0.9)
    game.settle(most_sweeps=5000)
    assert game.friendly_share == 1.0


@pytest.mark.parametrize("pattern", range(4))
def test_a_small_world_ends_in_balance(pattern: int) -> None:
    game = Game([0.0] * 5, affinity=ties(5, pattern), update="triads", friendliness=0.4, seed=pattern)
    for _ in range(300):
        game.review()
    assert is_balanced(game.tables.likings)
    assert np.array_equal(game.tables.likings, game.tables.likings.T)


def test_balance_is_left_alone() -> None:
    two_camps = np.where(np.equal.outer(np.arange(6) < 3, np.arange(6) < 3), 1.0, -1.0)
    game = Game([0.0] * 6, affinity=two_camps, update="triads", friendliness=0.4)
    assert game.review() == 0
