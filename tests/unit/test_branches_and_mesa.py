"""A world is copied midway and goes on with the same policy or another, and Mesa runs batches of it."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.measures import OUTCOMES
from simulation.world import World


def test_a_world_can_be_branched_and_goes_on_with_other_policy():
    from simulation.parameters import load_scenario as load

    base = load("today", {"roster.states": 10, "years": 2})
    other = load("transactional", {"roster.states": 10, "years": 2})
    world = World(base, 4)
    world.advance(3)
    same, changed = world.copy(), world.copy(other)
    for each in (world, same, changed):
        each.run()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(world.tables, same.tables, strict=True))
    assert np.array_equal(changed.outcomes[:4], world.outcomes[:4])
    assert not np.array_equal(changed.outcomes[4:], world.outcomes[4:])
    tension = [measure.name for measure in OUTCOMES].index("tension")
    assert changed.outcomes[4, tension] == pytest.approx(world.outcomes[4, tension], abs=0.05)  # the same luck
    usa = world.ids.index("USA")
    assert changed.column(Lever.TRANSACTIONALISM)[usa] == other.stances.transactional.transactionalism
    for wrong in ({"roster.states": 11, "years": 2}, {"roster.states": 10, "years": 3}):
        with pytest.raises(MultipartnerError, match="A world continues"):
            World(base, 4).copy(load("today", wrong))


def test_mesa_runs_batches_of_it():
    import mesa

    from simulation import WorldOrder

    scenarios = [{"extends": name, "years": 1, "roster": {"states": 6}} for name in ("today", "seeding")]
    rows = mesa.batch_run(
        WorldOrder,
        parameters={"scenario": scenarios, "seed": [1]},
        data_collection_period=1,
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 2 * 4  # Mesa leaves out the last step
    assert rows[0]["level_climate"] == 1.0
    model = WorldOrder(scenarios[0], seed=1)
    model.run()
    assert [row["damage"] for row in rows[:4]] == model.results["damage"].tolist()[:4]
    assert model.datacollector.get_model_vars_dataframe().equals(model.results)
    branch = WorldOrder(scenarios[0], seed=1).copy()
    branch.run()
    assert branch.results.equals(model.results)
