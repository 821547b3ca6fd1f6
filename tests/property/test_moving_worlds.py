"""Random worlds in which everything moves break no invariant: growth, elections, arms, money drawn in, reactions."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.invariants import broken_invariants
from simulation.parameters import load_scenario
from simulation.parameters.policy import StanceName
from simulation.world import World
from tests.property.test_random_worlds import CHOICES

MOVING = ("growth.", "elections.", "arms.", "mobilisation.", "reactions.")
PATHS = st.sampled_from(["ssp1", "ssp2", "ssp3", "ssp4", "ssp5"])
NUMBERS = {name: values for name, values in CHOICES.items() if name.startswith(MOVING) or name.endswith(".answering")}
STATES = ("USA", "CHN", "DEU", "JPN", "IND", "GBR")
"""Of the largest economies, so that they are in the smallest of these worlds."""


@st.composite
def elections(draw: st.DrawFn, actor: str) -> dict[str, Any]:
    """Draw a row of ``elections.held``: two stances, dates within and beyond the run."""
    governs, opposes = draw(st.permutations(get_args(StanceName)))[:2]
    first, every = draw(st.floats(2025.0, 2036.0)), draw(st.floats(0.25, 6.0))
    return {
        "actor": actor,
        "first": first,
        "every": every,
        "governs": governs,
        "opposes": opposes,
        "terms": draw(st.integers(1, 20)),
    }


@st.composite
def moving_worlds(draw: st.DrawFn) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Draw one to three electing states, and every number of what moves anywhere in its range."""
    electing = draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=3, unique=True))
    numbers = draw(st.fixed_dictionaries({**NUMBERS, "growth.path": PATHS}))
    size = {"roster.states": draw(st.integers(8, 14)), "years": draw(st.integers(2, 10))}
    return [draw(elections(actor)) for actor in electing], {**numbers, **size}


def check(held: list[dict[str, Any]], numbers: dict[str, Any], seed: int) -> None:
    world = World(load_scenario({"extends": "today", "elections": {"held": held}}, numbers), seed)
    for _ in range(world.steps):
        assert broken_invariants(world.tables, world.step) == []
        world.advance()
    assert broken_invariants(world.tables, world.step) == []


WORLDS = moving_worlds()
SEEDS = st.integers(0, 2**63 - 1)


@given(WORLDS, SEEDS)
@settings(max_examples=30)
def test_worlds_in_motion(world: tuple[list[dict[str, Any]], dict[str, Any]], seed: int) -> None:
    check(*world, seed)


@pytest.mark.slow
@given(WORLDS, SEEDS)
@settings(max_examples=1000)
def test_a_thousand_worlds_in_motion(world: tuple[list[dict[str, Any]], dict[str, Any]], seed: int) -> None:
    check(*world, seed)


def test_what_moves_is_drawn() -> None:
    for name in ("growth.spread", "elections.war", "arms.compete", "mobilisation.strength", "reactions.exit"):
        assert name in NUMBERS
    assert sum(name.endswith(".answering") for name in NUMBERS) == 6
