"""Random small worlds, every number anywhere in its declared range, break no invariant."""

from __future__ import annotations

import math
from typing import Any, Literal, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.core.codes import BurdenRule
from simulation.core.columns import Partnership
from simulation.invariants import broken_invariants
from simulation.parameters import Scenario, fields, load_scenario
from simulation.world import World

LARGE = 1e3
"""Where a range has no upper end, or a silly one, numbers are drawn up to this."""
FIXED = ("years", "roster.", "us.policy", "powers", "withdrawals", "stances.", "title", "description", "wars.ongoing")
FIXED = (*FIXED, "wars.scheduled", "clubs.levied_by", "drop", "groups", "elections.held")
DRAWN = [field for field in fields(Scenario) if not field.dotted.startswith(FIXED)]


def values_of(field: Any) -> st.SearchStrategy[Any]:
    """Return what a field may be: one of its names, or a number of its range, ends included."""
    if get_origin(field.annotation) is Literal:
        return st.sampled_from([name for name in get_args(field.annotation) if name != "recompute"])
    if isinstance(field.default, bool):
        return st.booleans()
    high = min(field.high, LARGE) if math.isfinite(field.high) else LARGE
    if isinstance(field.default, int) and "int" in str(field.annotation):
        return st.integers(int(field.low), int(min(high, 60)))
    # below the smallest normal number, as 5e-324, quotients of two amounts of money are no numbers any more
    return st.floats(field.low, high, allow_subnormal=False) | st.sampled_from([float(field.low), float(high)])


CHOICES = {field.dotted: values_of(field) for field in DRAWN}
WORLDS = st.dictionaries(st.sampled_from(sorted(CHOICES)), st.none(), max_size=12).flatmap(
    lambda chosen: st.fixed_dictionaries({name: CHOICES[name] for name in chosen})
)


RULES = st.lists(st.sampled_from(list(BurdenRule)), min_size=60, max_size=60)
SWITCHES = sorted(name for name in CHOICES if name.startswith("mechanisms."))
OFF = st.sets(st.sampled_from(SWITCHES), max_size=5)


CITIES = st.integers(0, 20)


def check(overrides: dict[str, Any], rules: list[BurdenRule], off: set[str], cities: int, seed: int) -> None:
    size = {"roster.states": 8, "roster.cities": cities, "years": 1}
    switched = dict.fromkeys(off, False)
    world = World(load_scenario("transactional", {**size, **overrides, **switched}), seed)
    in_use = world.roster.n_partnerships
    world.tables.partnerships[Partnership.RULE, :in_use] = rules[:in_use]
    for _ in range(world.steps):
        assert broken_invariants(world.tables, world.step) == []
        world.advance()
    assert broken_invariants(world.tables, world.step) == []


@given(WORLDS, RULES, OFF, CITIES, st.integers(0, 2**63 - 1))
@settings(max_examples=40)
def test_random_worlds(
    overrides: dict[str, Any], rules: list[BurdenRule], off: set[str], cities: int, seed: int
) -> None:
    check(overrides, rules, off, cities, seed)


@pytest.mark.slow
@given(WORLDS, RULES, OFF, CITIES, st.integers(0, 2**63 - 1))
@settings(max_examples=2000)
def test_two_thousand_random_worlds(
    overrides: dict[str, Any], rules: list[BurdenRule], off: set[str], cities: int, seed: int
) -> None:
    check(overrides, rules, off, cities, seed)


def test_most_fields_are_drawn() -> None:
    assert len(DRAWN) > 150
    assert len(SWITCHES) > 15
