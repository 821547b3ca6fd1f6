"""Farsighted agreements: the values of Heyen and Lehtomaa (2021), and what must hold of any."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.verification.beyond import IDEAL, POWER, WEAK
from simulation.core.errors import MultipartnerError
from simulation.game import Game
from simulation.games.farsight import approvers, farsighted

PUBLISHED = {
    "weak": (
        WEAK,
        {
            (0, 2): (131.51471, -38.77941, -95.54412),
            (0, 1): (131.83640, -39.00919, -95.95772),
            (1, 2): (132.25, -40.25, -97.75),
        },
    ),
    "power": (
        POWER,
        {
            (0, 2): (56.66355, 14.15950, -0.00851),
            (0, 1): (56.98524, 13.92972, -0.42211),
            (1, 2): (55.68750, 14.43750, 0.68750),
        },
    ),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_pairs_are_worth_what_was_published(name: str) -> None:
    cooling, worth = PUBLISHED[name]
    ahead = farsighted({who: [want**2 - (want - level) ** 2 for want in IDEAL] for who, level in cooling.items()})
    for members, values in worth.items():
        assert ahead.value(members) == pytest.approx(values, abs=1e-5)
    assert ahead.moves.sum(axis=1) == pytest.approx(np.ones(5))


def test_who_must_approve() -> None:
    assert approvers(0, (), (1, 2)) == (1, 2)
    assert approvers(1, (0, 1), ()) == ()
    assert approvers(2, (0, 1), ()) == (0, 1)


def test_without_a_future_only_todays_payoffs_count() -> None:
    payoffs = {(): [0.0, 0.0, 0.0], (0, 1): [1, 1, 3], (0, 2): [1, 3, 1], (1, 2): [3, 1, 1], (0, 1, 2): [2, 2, 2]}
    assert (0, 1, 2) not in farsighted(payoffs, discount=0.0).stable  # each would rather look on


def test_what_is_missing_is_said() -> None:
    with pytest.raises(MultipartnerError, match="missing for"):
        farsighted({(): [0.0, 0.0], (0, 1): [1.0]})
    with pytest.raises(MultipartnerError, match="at most 6 actors"):
        Game([1.0] * 7).farsighted()
    with pytest.raises(MultipartnerError, match="one partnership"):
        Game([1.0] * 3, partnerships=2).farsighted()
