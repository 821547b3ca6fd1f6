"""Every phase writes only the columns it declares, and the schedule prints what runs."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pytest

from simulation.core import columns
from simulation.core.columns import Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.schedule import PHASES, describe
from simulation.world import World

TABLES = {
    "Actor": "actors",
    "Lever": "levers",
    "Portfolio": "portfolios",
    "Partnership": "partnerships",
    "Membership": "memberships",
    "Issue": "issues",
    "Globals": "globals",
    "Pole": "poles",
    "War": "wars",
}


def changed_columns(before: Tables, after: Tables) -> set[str]:
    changed = set()
    for name, table in TABLES.items():
        for column in Lever if name == "Lever" else getattr(columns, name):
            old, new = getattr(before, table)[column], getattr(after, table)[column]
            if not np.array_equal(old, new, equal_nan=True):
                changed.add(f"{name}.{column.name}")
    return changed


@pytest.fixture(scope="module")
def writes_seen() -> dict[str, set[str]]:
    """What each phase really wrote over ten years under a policy with withdrawals and shifting levers."""
    seen: dict[str, set[str]] = {phase.name: set() for phase in PHASES}
    scenario = {
        "extends": "transactional_then_cooperative",
        "years": 10,
        "roster": {"states": 60},
        "withdrawals": [{"actor": "USA", "partnership": "paris", "from": 2026.0, "until": 2029.0}],
        "partnership": [
            {"id": "fund", "issue": "climate", "founded": 2027, "lead": "NOR", "founders": ["NOR", "SWE", "JPN"]},
            {"id": "club", "issue": "cyber", "founded": 2026, "ended": 2030, "members": ["USA", "IND:2028"]},
        ],
        "order": {"seeding": 0.6},
        "founding": {"rate": 2.0},
        "lifecycle": {"mandate": 2.0, "running_cost": 0.02},
        "wars": {"rate": 0.05},
        "clubs": {"penalty": 0.03},
        "growth": {"path": "ssp2"},
        "mobilisation": {"strength": 1.0},
        "us": {"spending": 0.001},
        "arms": {"dispute": 3.0, "pact": 0.5},
        "reactions": {"giving": 0.5},
        "elections": {
            "held": [{"actor": "IND", "first": 2026.0, "every": 1.0, "governs": "statist", "opposes": "cooperative"}],
        },
    }
    world = World(scenario, seed=1)
    for step in range(1, world.steps + 1):
        for phase in PHASES:
            before = Tables(*(array.copy() for array in world.tables))
            phase.run(world.tables, world.settings, world.seed, step)
            seen[phase.name] |= changed_columns(before, world.tables)
    return seen


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.name)
def test_a_phase_writes_only_what_it_declares(phase: Phase, writes_seen: dict[str, set[str]]) -> None:
    declared = {f"{type(column).__name__}.{column.name}" for column in phase.writes}
    assert writes_seen[phase.name] <= declared, writes_seen[phase.name] - declared


def test_every_phase_does_something(writes_seen: dict[str, set[str]]) -> None:
    assert all(writes_seen.values())
    written = reduce(set.union, writes_seen.values())
    assert {"Issue.LEVEL", "Membership.MEMBER", "Lever.TRANSACTIONALISM", "Partnership.INDEPENDENCE"} <= written


def test_the_schedule_prints_every_phase_in_order() -> None:
    lines = describe().splitlines()
    assert [line.split()[1] for line in lines] == [phase.name for phase in PHASES]


def test_a_mechanism_can_be_left_out() -> None:
    left_out = ("review", "founding", "lifecycle")
    world = World("small", seed=0, phases=tuple(phase for phase in PHASES if phase.name not in left_out))
    before = world.tables.memberships[columns.Membership.MEMBER].copy()
    world.run()
    assert np.array_equal(before, world.tables.memberships[columns.Membership.MEMBER])
