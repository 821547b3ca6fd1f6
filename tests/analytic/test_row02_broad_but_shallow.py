"""Row 2: broad but shallow. Barrett (2002), Finus and Maus (2008): reciprocity rho, k* = min(N, floor(1 + 2 / rho))."""

from __future__ import annotations

import pytest

from simulation.game import Game


@pytest.mark.parametrize(("rho", "size"), [(1.0, 3), (0.5, 5), (0.25, 9), (0.4, 6), (0.3, 7), (0.1, 20)])
def test_shallower_agreements_are_broader(rho: float, size: int) -> None:
    assert Game([1.0] * 20, rule="reciprocity", ambition=rho).settle(members=range(20)) == size


def test_full_reciprocity_is_the_joint_optimum() -> None:
    shallow, joint = Game([2.0] * 7, rule="reciprocity", ambition=1.0), Game([2.0] * 7, rule="joint")
    for game in (shallow, joint):
        game.seat(range(5))
    assert shallow.payoffs().tolist() == joint.payoffs().tolist()
