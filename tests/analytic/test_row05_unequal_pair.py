"""Row 5: an unequal pair without transfers holds iff smaller / larger is at least 1 / sqrt 2 (Barrett 2001)."""

from __future__ import annotations

from math import sqrt

import pytest

from simulation.game import Game

LEAST = 1.0 / sqrt(2.0)


@pytest.mark.parametrize("larger", [1.0, 7.0, 0.01])
@pytest.mark.parametrize("c", [1.0, 3.0])
@pytest.mark.parametrize(("share", "holds"), [(LEAST - 1e-4, False), (LEAST + 1e-4, True), (1.0, True), (0.1, False)])
def test_a_pair(larger: float, c: float, share: float, holds: bool) -> None:
    assert Game([larger, share * larger], c).is_stable(range(2)) is holds


def test_a_third_outside_changes_nothing() -> None:
    for share, holds in ((LEAST - 1e-4, False), (LEAST + 1e-4, True)):
        game = Game([1.0, share, 0.5])
        game.seat(range(2))
        assert (game.gain(1) >= 0.0) is holds


def test_transfers_hold_any_pair() -> None:
    for share in (0.05, 0.4, 1.0):
        assert Game([1.0, share], rule="optimal").is_stable(range(2))


def test_cheap_effort_binds_as_a_low_value_does() -> None:
    """The one that bears most of the effort gains least: equal values, unequal costs, K = 1 / c."""
    cheap = Game([1.0, 1.0], costs=[0.2, 1.0])
    cheap.seat(range(2))
    # efforts 10 and 2 together, 5 and 1 alone; the cheap one gains 12 - 10 - (6 - 2.5), the dear one 12 - 2 - (6 - .5)
    assert cheap.gain(0) == pytest.approx(-1.5)
    assert cheap.gain(1) == pytest.approx(4.5)
