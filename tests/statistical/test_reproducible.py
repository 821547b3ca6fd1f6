"""The same code, scenario and seed give the same numbers; policy arms share luck; one more actor moves nobody's."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256

import numpy as np
import pytest

from simulation.core.codes import THREATS
from simulation.core.columns import Actor
from simulation.core.randomness import Purpose, uniform
from simulation.measures import Outcome
from simulation.parameters import Scenario, load_scenario
from simulation.world import World

PROBE = """
from hashlib import sha256
import sys
from simulation.parameters import load_scenario
from simulation.world import World
size = {"roster.states": 12, "roster.cities": int(sys.argv[1]), "years": 1}
world = World(load_scenario("transactional", size), seed=3)
world.run()
print(sha256(world.outcomes.tobytes() + world.ledger.tobytes()).hexdigest())
"""


def digest(world: World) -> str:
    return sha256(world.outcomes.tobytes() + world.ledger.tobytes()).hexdigest()


def ran(scenario: Scenario | str, seed: int) -> World:
    world = World(scenario, seed)
    world.run()
    return world


def test_same_seed_same_bits_and_another_seed_others(small: Callable[..., Scenario]) -> None:
    first, again, other = (ran(small(), seed) for seed in (5, 5, 6))
    assert digest(first) == digest(again)
    assert digest(first) != digest(other)


def test_in_pieces_or_in_one_go(small: Callable[..., Scenario]) -> None:
    whole, pieces = ran(small(), 2), World(small(), 2)
    pieces.run(progress=lambda *_: None)
    assert digest(whole) == digest(pieces)


@pytest.mark.parametrize("cities", [0, 25])
@pytest.mark.parametrize("jit", ["0", "1"])
def test_compiled_or_not(jit: str, cities: int) -> None:
    """Both ways in processes of their own; the compiled one also equals this process."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": jit}
    probe = [sys.executable, "-c", PROBE, str(cities)]
    found = subprocess.run(probe, env=environment, capture_output=True, text=True, check=True)
    size = {"roster.states": 12, "roster.cities": cities, "years": 1}
    expected = digest(ran(load_scenario("transactional", size), 3))
    assert found.stdout.strip() == expected


def test_four_arms_given_the_same_policy_are_identical(small: Callable[..., Scenario]) -> None:
    """The placebo: each preset forced to one and the same stance differs by exactly nothing."""
    same = {"us.policy": [{"from": 2025.0, "stance": "cooperative"}]}
    digests = {
        digest(ran(load_scenario(arm, {"roster.states": 40, "years": 2, **same}), 4))
        for arm in ("cooperative", "statist", "transactional", "seeding")
    }
    assert len(digests) == 1


def test_arms_share_their_luck_and_differ_in_policy(small: Callable[..., Scenario]) -> None:
    one, other = ran(small("cooperative", years=10), 0), ran(small("transactional", years=10), 0)
    assert np.array_equal(one.outcomes[0], other.outcomes[0])
    assert np.array_equal(one.outcomes[:, Outcome.TENSION], other.outcomes[:, Outcome.TENSION])
    levels = slice(Outcome.LEVEL_CLIMATE, Outcome.LEVEL_CLIMATE + len(THREATS))
    assert np.all(one.outcomes[-1, levels] != other.outcomes[-1, levels])


def test_luck_is_addressed_by_id_not_by_row() -> None:
    world, larger = World(load_scenario("today", {"roster.states": 40}), 0), World("today", 0)
    mine = dict(zip(world.ids, world.column(Actor.IDENTITY), strict=True))
    theirs = dict(zip(larger.ids, larger.column(Actor.IDENTITY), strict=True))
    assert all(mine[name] == theirs[name] for name in world.ids)
    assert uniform(0, Purpose.CHOICE, 1, int(mine["IND"]), 9) == uniform(0, Purpose.CHOICE, 1, int(theirs["IND"]), 9)


def test_draws_are_uniform_and_independent_of_their_neighbours() -> None:
    draws = np.array([uniform(0, Purpose.CHOICE, step, a, 0) for step in range(100) for a in range(100)])
    n = draws.size
    assert abs(draws.mean() - 0.5) < 5.0 * np.sqrt(1 / 12 / n)
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < 5.0 / np.sqrt(n)
    counts = np.histogram(draws, bins=20, range=(0, 1))[0]
    assert ((counts - n / 20) ** 2 / (n / 20)).sum() < 19 + 5 * np.sqrt(2 * 19)
