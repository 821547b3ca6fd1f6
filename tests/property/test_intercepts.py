"""The intercept of a partnership is that of plain halving to the last bit, for a third of the work."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.start import intercepts
from simulation.start.intercepts import FURTHEST, HALVINGS, LEAST, expected_members, intercept_of
from simulation.world import World


@pytest.fixture(scope="module")
def strengths():
    return np.asarray(World({"extends": "today", "years": 1, "roster": {"states": 40}}, 0).settings)


def halved(strengths, gains, costs, noises, wanted):
    low, high = -FURTHEST, FURTHEST
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if expected_members(strengths, gains, costs, noises, len(gains), middle) < wanted:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@given(
    seed=st.integers(0, 2**32 - 1),
    n=st.integers(1, 60),
    spread=st.sampled_from([0.0, 0.1, 3.0, 30.0, 300.0]),
    shift=st.floats(-70.0, 70.0),
    switching=st.sampled_from([0.0, 0.5, 3.0, 20.0]),
    part=st.floats(0.0, 1.0),
)
@settings(max_examples=150, deadline=None)
def test_it_is_that_of_plain_halving(strengths, seed, n, spread, shift, switching, part):
    drawn = np.random.default_rng(seed)  # noqa: TID251 - luck of the test, not of the model
    noises = 10.0 ** drawn.uniform(-4.0, 2.0, n)
    gains = (drawn.normal(0.0, 1.0, n) * spread + shift) * noises
    costs = switching * noises
    wanted = max(LEAST, min(part * n, n - LEAST))
    found = intercept_of(strengths, gains, costs, noises, n, wanted)
    assert found == halved(strengths, gains, costs, noises, wanted)


def test_most_halvings_are_known_without_asking(strengths, monkeypatch):
    asked = []
    drawn = np.random.default_rng(0)  # noqa: TID251 - luck of the test, not of the model
    noises = np.ones(50)
    gains = drawn.normal(-4.0, 3.0, 50)

    def counted(*given):
        asked.append(given[-1])
        return expected_members(*given)

    monkeypatch.setattr(intercepts, "expected_members", counted)
    intercept_of(strengths, gains, 3.0 * noises, noises, 50, 12.0)
    assert len(asked) < HALVINGS / 2 + 5
