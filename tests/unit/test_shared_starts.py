"""Scenarios that differ in policies alone share their start: built once, the same to the last bit as built anew."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import numpy as np
import pytest

from simulation.parameters import load_scenario
from simulation.start import build
from simulation.start.build import Start, start_of
from simulation.world import World

SMALL = {"roster.states": 40, "years": 4}
HELD = {"actor": "USA", "first": 2026.0, "every": 1.0, "governs": "seeding", "opposes": "statist"}
POLICIES: dict[str, Any] = {
    "stance": {"us": {"policy": [{"from": 2025.0, "stance": "transactional"}]}},
    "levers": {"us": {"seats": 0.3, "pressure": 0.9}, "powers": {"CHN": {"regard": 0.5}}},
    "elections": {"elections": {"held": [HELD]}},
    "withdrawals": {"withdrawals": [{"actor": "USA", "partnership": "paris", "from": 2026.0}]},
    "stances": {"us": {"policy": [{"from": 2025.0, "stance": "statist"}]}, "stances": {"statist": {"regard": 0.9}}},
}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for kept in ("_STARTS", "_SETTLED"):
        monkeypatch.setattr(build, kept, OrderedDict())


@pytest.mark.parametrize("policy", list(POLICIES))
def test_a_shared_start_is_that_built_for_the_scenario_alone(policy: str) -> None:
    scenario = load_scenario({"extends": "today", **POLICIES[policy]}, SMALL)
    plain = load_scenario("today", SMALL)
    start_of(plain)
    shared, own = start_of(scenario), build._settle(scenario)
    for name in own.tables._fields:
        assert np.array_equal(getattr(shared.tables, name), getattr(own.tables, name), equal_nan=True), name
    for name in ("settings", "missing", "odds", "observed"):
        assert np.array_equal(getattr(shared, name), getattr(own, name)), name
    assert shared.scenario == scenario


def test_policies_share_one_start_and_orders_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Start] = []
    settle = build._settle

    def counted(scenario: Any) -> Start:
        built.append(settle(scenario))
        return built[-1]

    monkeypatch.setattr(build, "_settle", counted)
    for policy in POLICIES.values():
        start_of(load_scenario({"extends": "today", **policy}, SMALL))
    assert len(built) == 1
    start_of(load_scenario("multipolar", SMALL))
    assert len(built) == 2


def test_a_run_leaves_the_shared_start_as_it_was() -> None:
    scenario = load_scenario({"extends": "today", **POLICIES["elections"]}, SMALL)
    first = World(scenario, 1)
    first.run()
    World(load_scenario("today", SMALL), 1).run()
    again = World(scenario, 1)
    again.run()
    assert np.array_equal(first.outcomes, again.outcomes, equal_nan=True)
