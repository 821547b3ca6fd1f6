"""At equal effort a higher level does more damage, whatever the threat and however much is spent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.core.codes import THREATS
from simulation.core.columns import Issue
from simulation.measures.outcomes import Outcome
from simulation.mechanisms.measuring import measure_threats
from simulation.parameters import Scenario, load_scenario
from simulation.rules.threat import damage
from simulation.world import World

AMOUNT = st.floats(0.01, 1e4)


@given(AMOUNT, st.floats(0.0, 1e3), st.floats(1e-3, 1e3), AMOUNT, st.floats(0.0, 1e5), st.floats(0.001, 10.0))
@settings(max_examples=500, deadline=None)
def test_the_equation(worth: float, level: float, more: float, need: float, effort: float, remaining: float) -> None:
    here = damage(worth, level, need, effort, remaining)
    assert here >= 0.0
    assert damage(worth, level + more, need, effort, remaining) > here
    assert damage(worth, level, need, effort + more, remaining) <= here


def measured(world: World) -> float:
    row = np.zeros(len(Outcome))
    measure_threats(world.tables, row)
    return float(row[Outcome.DAMAGE])


@pytest.mark.parametrize("threat", THREATS)
@pytest.mark.parametrize("coverage", [0.0, 0.5, 1.0, 3.0])
def test_every_threat_of_a_world(threat: str, coverage: float, small: Callable[..., Scenario]) -> None:
    world, g = World(small(), 0), THREATS.index(threat)
    world.column(Issue.EFFORT)[g] = 0.0
    world.column(Issue.OUTSIDE)[g] = coverage * world.column(Issue.NEED)[g]
    found = []
    for level in (0.0, 0.5, 1.0, 2.0, 50.0):
        world.column(Issue.LEVEL)[g] = level
        found.append(measured(world))
    assert (np.diff(found) > 0.0).all()


def test_more_and_larger_outbreaks_do_more_damage() -> None:
    """The same histories under ``pandemic`` and without: larger outbreaks draw effort, and hurt all the same."""
    size = {"roster.states": 40, "years": 10}
    totals = []
    for name in ("today", "pandemic"):
        worlds = [World(load_scenario(name, size), seed) for seed in range(3)]
        for world in worlds:
            world.run()
        totals.append([world.outcomes[1:, Outcome.DAMAGE].sum() for world in worlds])
    assert (np.array(totals[1]) > np.array(totals[0])).all()
