"""Row 4: committed members who pay newcomers. Carraro and Siniscalco (1993), self-financed transfers."""

from __future__ import annotations

from math import floor, sqrt

import pytest

from simulation.game import Game


@pytest.mark.parametrize("j", [1, 2, 3, 4])
@pytest.mark.parametrize(("b", "c"), [(1.0, 1.0), (2.0, 0.5)])
def test_how_many_the_committed_can_hold(j: int, b: float, c: float) -> None:
    size = floor(((4 + j) + sqrt(5 * j * j + 4)) / 2)
    assert Game([b] * (size + 2), c, rule="optimal", committed=range(j), tie="join").settle() == size


def test_the_surplus_of_the_committed_and_their_newcomers_runs_out_there() -> None:
    game = Game([1.0] * 10, rule="joint", committed=range(3))
    surpluses = []
    for k in range(4, 10):
        game.seat(range(k))
        surpluses.append(game.surplus())
    assert [surplus >= -1e-9 for surplus in surpluses] == [True, True, True, True, False, False]
    assert surpluses[3] == pytest.approx(0.0, abs=1e-9)


def test_the_committed_do_not_leave_and_pay() -> None:
    game = Game([1.0] * 8, rule="optimal", committed=[0, 1], tie="join")
    assert game.members == (0, 1)
    game.seat(range(5))
    plain = Game([1.0] * 8, rule="joint")
    plain.seat(range(5))
    transfers = game.payoffs() - plain.payoffs()
    assert game.wants_in(0) == 1.0
    assert all(transfers[:2] < 0.0)
    assert all(transfers[2:5] > 0.0)
    assert transfers.sum() == pytest.approx(0.0, abs=1e-9)


def test_without_commitment_transfers_among_equals_hold_only_three() -> None:
    assert Game([1.0] * 8, rule="optimal", tie="join").settle(range(2)) == 3


def test_members_consent_counts_what_they_would_pay() -> None:
    """Under unanimity the committed stop where the next newcomer costs them more than it brings."""
    free, asked = (
        Game([1.0] * 9, rule="optimal", committed=range(3), tie="join", consent=c) for c in ("open", "unanimity")
    )
    assert free.settle() == 7
    assert asked.settle() < 7
