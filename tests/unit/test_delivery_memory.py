"""How long a shortfall is remembered: not at all is in range, and then the last quarter is all that counts."""

from __future__ import annotations

import pytest

from simulation.core.columns import Partnership
from tests.states import partnership, run_phases, world_of


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("memory", "learned"), [(0.0, 1.0), (0.25, 1.0), (0.5, 0.5)])
def test_who_remembers_nothing_goes_by_the_last_quarter(memory: float, learned: float) -> None:
    world = world_of(delivery__memory=memory)
    p = partnership(world, "gavi")
    world.column(Partnership.RELIABILITY)[p] = 0.25
    run_phases(world, "attention", "summing", "pledging", "delivery")
    kept = world.column(Partnership.DELIVERED)[p] / world.column(Partnership.PLEDGED)[p]
    assert world.column(Partnership.RELIABILITY)[p] == pytest.approx(0.25 + learned * (kept - 0.25))
