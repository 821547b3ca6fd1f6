"""Row 6: with transfers k members can be held together iff H >= (k - 2) / (2k - 3) (Fuentes-Albero and Rubio 2010)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulation.game import Game


@given(values=st.lists(st.floats(0.05, 20.0), min_size=2, max_size=8), c=st.sampled_from([1.0, 0.3]))
def test_concentrated_benefits_can_be_shared(values: list[float], c: float) -> None:
    k = len(values)
    shares = np.array(values) / sum(values)
    margin = float(shares @ shares) - (k - 2) / (2 * k - 3)
    assume(abs(margin) > 1e-6)
    game = Game([*values, 1.0], c)
    game.seat(range(k))
    assert (game.surplus() > 0.0) is (margin > 0.0)


@pytest.mark.parametrize(("values", "holds"), [((5.0, 1.0, 1.0, 1.0), True), ((1.0, 1.0, 1.0, 1.0), False)])
def test_what_could_hold_does_under_optimal_sharing(values: tuple[float, ...], holds: bool) -> None:
    n = len(values)
    game = Game(values, rule="optimal")
    game.seat(range(n))
    assert all((game.wants_in(i) == 1.0) is holds for i in range(n))


def test_the_surplus_of_nobody_is_nothing() -> None:
    assert Game([1.0] * 3).surplus() == 0.0
