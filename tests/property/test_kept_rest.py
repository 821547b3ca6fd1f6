"""Where efforts settle for every decision, what is kept of the world as it is changes nothing that is decided."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Issue, Membership, Partnership
from simulation.core.numba.compiling import compiled
from simulation.decision.choice import gain_of_membership
from simulation.decision.freshness import FRESH, OFF, STALE
from simulation.decision.kept_rest import start_keeping
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import seat
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World


def gains(world: World, pairs: list[tuple[int, int]]) -> np.ndarray:
    kernel = compiled(gain_of_membership)
    return np.array(
        [kernel(world.tables, world.settings, p, i, np.zeros(N_TERMS), np.zeros(N_TERMS)) for p, i in pairs]
    )


@pytest.mark.parametrize("response", ["recompute", "frozen"])
def test_the_same_is_decided_with_and_without_it(response: str) -> None:
    world = World(load_scenario("small", {"payoff.response": response, "years": 1}), 3)
    for phase in PHASES[: [phase.name for phase in PHASES].index("review")]:
        phase.run(world.tables, world.settings, world.seed, 1)
    alive = np.flatnonzero(world.column(Partnership.ALIVE))
    pairs = [(int(p), i) for i in range(0, world.tables.actors.shape[1], 3) for p in alive]
    found = gains(world, pairs)
    start_keeping(world.tables, world.settings)
    assert gains(world, pairs) == pytest.approx(found, rel=1e-9, abs=1e-12)  # seats taken on trial round sums
    assert (world.column(Issue.REST) == FRESH).any()
    seat(world.tables, *next(pair for pair in pairs if world.column(Membership.MEMBER)[pair] == 0.0))
    kept = gains(world, pairs)
    world.column(Issue.REST)[:] = OFF
    assert kept == pytest.approx(gains(world, pairs), rel=1e-9, abs=1e-12)


def test_nothing_is_kept_where_effort_lags_or_between_quarters() -> None:
    for response in ("lagged", "recompute"):
        world = World(load_scenario("small", {"payoff.response": response, "years": 1}), 0)
        world.advance()
        assert not world.column(Issue.REST).any()
    start_keeping(world.tables, world.settings)
    assert (world.column(Issue.REST) == STALE).all()
