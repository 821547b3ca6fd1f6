"""Row 14: Axelrod and Bennett (1993), landscape theory; two blocs, affinity only."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.verification.alignment import energy, landscape
from experiments.verification.row import data
from simulation.game import Game


def test_every_start_goes_downhill_to_the_same_alignment() -> None:
    found = set()
    for seed in range(8):
        game = landscape()
        game.seed = seed
        first = [i for i in range(11) if (i * 7 + seed) % 3 == 0]
        game.place([first, [i for i in range(11) if i not in first]])
        before = energy(game)
        game.settle()
        assert energy(game) <= before
        found.add(frozenset(game.memberships))
    assert len(found) == 1


def test_energy_is_twice_the_propensity_between_blocs_weighed_by_both_sizes() -> None:
    strength = data("landscape_strengths")["strength"].to_numpy(dtype=float)
    propensity = np.nan_to_num(data("landscape_ratings").iloc[:, 1:].to_numpy(dtype=float) - 3.0)
    game = landscape()
    first = [0, 4, 6, 9]
    second = [i for i in range(11) if i not in first]
    game.place([first, second])
    between = propensity[np.ix_(first, second)] * np.outer(strength[first], strength[second])
    assert energy(game) == pytest.approx(2.0 * between.sum())


def test_two_pairs_of_friends_who_dislike_each_other_split() -> None:
    likes = np.array([[0, 1, -1, -1], [1, 0, -1, -1], [-1, -1, 0, 1], [-1, -1, 1, 0]])
    game = Game([0.0] * 4, affinity=likes, partnerships=2, exclusive=True, committed=range(4))
    assert game.stable_memberships() == [((0, 1), (2, 3)), ((2, 3), (0, 1))]


def test_who_may_stand_alone_leaves_a_bloc_that_it_dislikes() -> None:
    likes = -(np.ones((3, 3)) - np.eye(3))
    assert Game([0.0] * 3, affinity=likes, partnerships=2, exclusive=True).settle([0, 1]) <= 2
    free = Game([0.0] * 3, affinity=likes, tie="out")
    assert free.settle([0, 1, 2]) == 0
