"""With all that moves switched off the shipped scenarios keep their bits, and what belongs to it changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation.measures.outcomes import Outcome
from simulation.parameters import load_scenario
from simulation.world import World

MOTION = ("growth", "elections", "arms", "purse", "mobilisation", "outside", "reactions")
OFF = {f"mechanisms.{name}": False for name in MOTION}
SHORT = {"roster.states": 40, "years": 8}
HELD = [{"actor": "USA", "first": 2026.0, "every": 1.0, "governs": "seeding", "opposes": "statist"}]

IDLE: dict[str, dict[str, Any]] = {
    "growth": {"growth.path": "ssp3", "growth.spread": 0.1, "growth.means.company": 2.0, "growth.climate_damage": 0.05},
    "arms": {"arms.dispute": 5.0, "arms.rivals": 1.0, "arms.pact": 1.0, "arms.compete": 1.0, "arms.spread": 0.2},
    "purse": {"stances.seeding.spending": 0.009},
    "mobilisation": {"mobilisation.strength": 2.0, "mobilisation.leverage": 5.0},
    "outside": {"growth.outside": 2.0, "threats.climate.answering": 1.0, "threats.disease.answering": -0.5},
    "reactions": {"reactions.giving": 1.0, "reactions.memory": 5.0, "reactions.taking_over": 1.0},
    "elections": {"elections.results": 5.0, "elections.war": -5.0, "elections.kept_once": 0.1},
}
"""What may be said of a mechanism that is off."""


def outcomes(base: Any, *changes: dict[str, Any]) -> np.ndarray:
    named = {**SHORT, **{name: value for change in changes for name, value in change.items()}}
    world = World(load_scenario(base, named), 4)
    world.run()
    return np.array(world.outcomes)


@pytest.mark.parametrize("name", ["today", "multipolar"])
def test_shipped_scenarios_keep_their_bits_with_all_that_moves_switched_off(name: str) -> None:
    assert np.array_equal(outcomes(name), outcomes(name, OFF), equal_nan=True)


def test_what_belongs_to_a_mechanism_that_is_off_changes_nothing() -> None:
    """What was drawn in at the start is told alone, and stays, as all does that a mechanism left out would write.

    How voters would see it is told by their weights, whether they are asked or not.
    """
    everything = {name: value for said in IDLE.values() for name, value in said.items()}
    plain, told = outcomes("today", OFF), outcomes("today", OFF, everything)
    drawn_in = told[:, Outcome.MOBILISED].copy()
    assert drawn_in[0] > 0.0
    assert np.all(drawn_in == drawn_in[0])
    asked_of_nobody = [Outcome.MOBILISED, Outcome.APPROVAL_PAYERS_USA, Outcome.APPROVAL_POLICING_USA]
    told[:, asked_of_nobody] = plain[:, asked_of_nobody]
    assert np.array_equal(plain, told, equal_nan=True)


@pytest.mark.parametrize("mechanism", list(MOTION))
def test_each_does_something_where_it_is_on(mechanism: str) -> None:
    """So that the test above tests something."""
    base: dict[str, Any] = {"extends": "today", "elections": {"held": HELD}}
    base["us"] = {"policy": [{"from": 2025.0, "stance": "seeding"}]}
    on = {f"mechanisms.{name}": name == mechanism for name in MOTION}
    assert not np.array_equal(outcomes(base, on, IDLE[mechanism]), outcomes(base, OFF, IDLE[mechanism]))
