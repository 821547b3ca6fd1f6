"""Corners of declared ranges work, alone and together; numbers too small to reckon with are refused."""

from __future__ import annotations

import math
from itertools import product
from typing import Any, Literal, get_args, get_origin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.core.columns import Actor, Floats, Partnership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.core.randomness import Purpose, uniform
from simulation.invariants import broken_invariants
from simulation.parameters import Scenario, fields, load_scenario
from simulation.rules.founding import agreed_ambition
from simulation.rules.transfers import neediness
from simulation.start.names import roster_of
from simulation.start.partnerships import partnership_columns
from simulation.world import World


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(0, 1))
def test_nobody_agrees_on_more_than_the_joint_optimum(ambition: float, shallowness: float, concreteness: float) -> None:
    assert 0.0 <= agreed_ambition(ambition, shallowness, concreteness) <= 1.0


@pytest.mark.parametrize(("ambition", "shallowness"), [*product((0.0, 1.0), (-1.0, 1.0))])
def test_corners_of_ambition_and_shallowness(ambition: float, shallowness: float) -> None:
    scenario = load_scenario("small", {"payoff.ambition": ambition, "payoff.shallowness": shallowness})
    columns = partnership_columns(scenario, roster_of(scenario))
    assert columns[Partnership.AMBITION].min() >= 0.0
    assert columns[Partnership.AMBITION].max() <= 1.0


@pytest.mark.parametrize("field", ["capacity.state", "capacity.ngo", "payoff.theta", "payoff.saturation", "wars.rate"])
@pytest.mark.parametrize("value", [5e-324, 1e-310])
def test_subnormal_numbers_are_refused(field: str, value: float) -> None:
    with pytest.raises(MultipartnerError, match=field):
        load_scenario("small", {field: value})


NOT_DRAWN = ("years", "roster.", "us.policy", "powers", "withdrawals", "stances.", "wars.ongoing", "wars.scheduled")
NOT_DRAWN = (*NOT_DRAWN, "elections.held", "parameter_sets")
KINDS = ("companies", "ngos", "philanthropies", "organisations", "cities")
SIZES: dict[str, list[Any]] = {
    "founding.slots": [0, 3, 20],
    "clubs.levied_by": [(), ("ppca",)],
    "roster.kind": ["real", "synthetic"],
    "roster.start": ["lists", "founders", "leads"],
    "roster.nonstate_coverage": [0.0, 1.0],
    "roster.states": [2, 3, 8],
    "roster.partnerships": [0, 1, 8],
    **{f"roster.{kind}": [0, 1, 6] for kind in KINDS},
}
"""What a world is made of: small, so that a history takes less than a second."""


def type_of(dotted: str) -> Any:
    """Return the declared type of a field."""
    return next(field.annotation for field in fields(Scenario) if field.dotted == dotted)


def corners_of(field: Any) -> list[Any]:
    """Return the ends of a field's range, or all its names; nothing for words and lists."""
    if get_origin(field.annotation) is Literal:
        return list(get_args(field.annotation))
    if isinstance(field.default, bool):
        return [True, False]
    if field.low is None or not isinstance(field.default, int | float | None):
        return []
    kind = int if "int" in str(field.annotation) else float
    return [kind(end) for end in (field.low, field.high) if math.isfinite(end)]


CORNERS = {
    **{f.dotted: ends for f in fields(Scenario) if not f.dotted.startswith(NOT_DRAWN) and (ends := corners_of(f))},
    **SIZES,
}
HOW_MANY = (2, 10, len(CORNERS))
"""Fields that are at a corner together: pairs, tens, all."""


def corners_together(number: int) -> dict[str, Any]:
    """Return the combination of that number; where all fields are at a corner, every mechanism runs."""
    many = HOW_MANY[number % len(HOW_MANY)]
    names = sorted(CORNERS)
    order = sorted(range(len(names)), key=lambda k: uniform(number, Purpose.CHOICE, 0, k, 0))
    chosen = {}
    for k in order[:many]:
        ends = CORNERS[names[k]]
        chosen[names[k]] = ends[int(uniform(number, Purpose.CHOICE, 1, k, 0) * len(ends))]
    return {name: end for name, end in chosen.items() if many <= 10 or not name.startswith("mechanisms.")}


def check_world(overrides: dict[str, Any], seed: int, arm: str = "transactional") -> None:
    """Run a small world for a year; no quarter breaks an invariant or holds a number that is none."""
    sizes = {"roster.states": 6, "years": 1}
    world = World(load_scenario(arm, {**sizes, **overrides}), seed)
    for _ in range(world.steps):
        assert broken_invariants(world.tables, world.step) == []
        world.advance()
    assert broken_invariants(world.tables, world.step) == []
    assert np.isfinite(world.outcomes).all()


@pytest.mark.parametrize("number", range(18))
def test_corners_together(number: int) -> None:
    check_world(corners_together(number), number)


@pytest.mark.slow
@pytest.mark.parametrize("arm", ["transactional", "cooperative", "seeding"])
@pytest.mark.parametrize("tens", range(30))
def test_nine_hundred_combinations_of_corners(arm: str, tens: int) -> None:
    for number in range(100 + 10 * tens, 110 + 10 * tens):
        check_world(corners_together(number), number, arm)


@pytest.mark.parametrize("response", get_args(type_of("payoff.response")))
def test_every_response_in_a_world_where_effort_costs_nothing(response: str) -> None:
    """Benefit in proportion and no cost: whoever gives, gives all it may, and transfers are differences."""
    free = {"payoff.c1": 0.0, "payoff.benefit": "linear", "payoff.cost": "quadratic", "payoff.network_decay": 1.0}
    drawn = {"roster.kind": "synthetic", "roster.partnerships": 8, "payoff.response": response}
    check_world({**free, **drawn, **{f"roster.{kind}": 1 for kind in KINDS}}, 3)


def test_nearly_all_numbers_are_drawn() -> None:
    assert len(CORNERS) > 250


def spent_and_means(overrides: dict[str, Any]) -> tuple[Floats, Floats]:
    """Return what each actor delivers and what it has, after the start of a small world."""
    tables = World(load_scenario("transactional", {"roster.states": 6, "years": 1, **overrides}), 16).tables
    return tables.portfolios[Portfolio.DELIVERED].sum(axis=0), tables.actors[Actor.CAPACITY]


def test_no_donor_gives_more_than_it_has_however_generous() -> None:
    """All attention on one issue, where a donor's habit multiplies its budget beyond its means."""
    spent, means = spent_and_means({"threats.energy.need": 100_000.0, "threats.energy.observed_coverage": 0.0})
    assert (spent <= means * (1.0 + 1e-9)).all()


@pytest.mark.parametrize("line", [0.01, 1.0, 100_000.0])
@pytest.mark.parametrize("steepness", [0.0, 100.0])
def test_neediness_is_a_share_at_any_line_and_steepness(line: float, steepness: float) -> None:
    incomes = (0.0, 200.0, 4_500.0, 1e5, math.inf)
    found = [neediness(income, line, steepness) for income in incomes]
    assert found == sorted(found, reverse=True)
    assert all(0.0 <= each <= 1.0 for each in found)
