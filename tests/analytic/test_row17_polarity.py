"""Row 17: measures of polarity; the general functions agree with the kernel that fills a world's outcome row."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Actor, Globals
from simulation.game import Game
from simulation.measures.networks import effective_shares, modularity, participation, share_concentration
from simulation.measures.order import measure_blocs
from simulation.measures.outcomes import Outcome
from simulation.rules.polarity import of_most_possible

TRIANGLES = ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3))


def adjacency(links: tuple[tuple[int, int], ...], n: int) -> np.ndarray:
    matrix = np.zeros((n, n))
    for a, b in links:
        matrix[a, b] = matrix[b, a] = 1.0
    return matrix


@pytest.mark.parametrize("blocs", [(0, 0, 0, 1, 1, 1), (0, 1, 0, 1, 0, 1), (0, 0, 1, 1, 2, 2)])
def test_a_network_as_a_world_of_pairs_has_the_same_measures(blocs: tuple[int, ...]) -> None:
    """Links are two-seat partnerships, ties of weight 1 / (2 - 1); blocs are whom actors are aligned with."""
    game = Game([0.0] * 6, partnerships=[{"seats": link} for link in TRIANGLES])
    game.place(TRIANGLES)
    game.tables.actors[Actor.ALIGNED] = blocs
    poles = max(blocs) + 1
    game.tables.globals[Globals.POLES] = poles
    row = np.zeros(len(Outcome))
    measure_blocs(game.tables, row)
    ties, groups = adjacency(TRIANGLES, 6), np.array(blocs)
    assert row[Outcome.MODULARITY] == pytest.approx(modularity(ties, groups))
    spread = [of_most_possible(value, poles) for value in participation(ties, groups)]
    assert row[Outcome.CROSS_BLOC] == pytest.approx(np.mean(spread))


def test_extremes() -> None:
    assert share_concentration(np.array([1.0, 0.0, 0.0])) == 1.0
    assert share_concentration(np.full(7, 1 / 7)) == pytest.approx(0.0, abs=1e-7)
    assert effective_shares(np.full(7, 1 / 7)) == pytest.approx(7.0)
    assert modularity(np.ones((4, 4)), np.zeros(4, dtype=np.int64)) == pytest.approx(0.0)
    assert participation(adjacency(TRIANGLES, 6), np.zeros(6, dtype=np.int64)) == pytest.approx(np.zeros(6))
