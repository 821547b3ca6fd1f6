"""The C version of the kernels, against which speed is measured, gives the model's own numbers to the last bit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from types import FunctionType

import numpy as np
import pytest

from benchmarks.core_world import PHASES as CORE
from benchmarks.core_world import core_world
from benchmarks.in_c import FLAGS, kernels_in_c, loop_in_c
from benchmarks.in_c.kinds import FLOATS, VOID
from benchmarks.in_c.statements import Translator
from simulation.core.columns import Floats, Partnership, Tables
from simulation.core.errors import MultipartnerError
from simulation.schedule import PHASES
from simulation.world import World

QUICK = ("-O1", *FLAGS[1:])
needs_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="no gcc on the PATH to compile the C version with")


def full_world() -> World:
    return World({"extends": "today", "years": 1, "roster": {"states": 8}, "founding": {"rate": 4.0}}, 0)


def differing(one: Tables, other: Tables) -> list[str]:
    pairs = zip(Tables._fields, one, other, strict=True)
    return [name for name, a, b in pairs if not np.array_equal(a, b, equal_nan=True)]


@needs_gcc
@pytest.mark.parametrize("flags", [QUICK, pytest.param(FLAGS, marks=pytest.mark.slow)], ids=["quick", "as measured"])
@pytest.mark.parametrize(
    ("build", "quarters"),
    [(lambda: core_world(30, 6, seed=3, years=3), 12), (full_world, 3)],
    ids=["core", "all phases"],
)
def test_a_loop_of_quarters_in_c_gives_the_same_bits(
    build: Callable[[], World], quarters: int, flags: tuple[str, ...]
) -> None:
    plain, in_c, start = build(), build(), build()
    run = loop_in_c([phase.kernel for phase in plain.phases], plain.tables, flags)
    run(in_c.tables, in_c.settings, in_c.seed, 1, quarters)
    for step in range(1, quarters + 1):
        for phase in plain.phases:
            phase.kernel(plain.tables, plain.settings, plain.seed, step)
    assert differing(plain.tables, in_c.tables) == []
    assert {"partnerships", "memberships", "seats", "issues", "outcomes"} <= set(differing(start.tables, in_c.tables))


def test_the_worlds_compared_run_all_phases() -> None:
    assert core_world(30, 6, years=1).phases == CORE
    assert full_world().phases == PHASES


@needs_gcc
def test_one_kernel_in_c_can_be_called_like_the_models_own() -> None:
    plain, in_c = core_world(30, 6, seed=1, years=1), core_world(30, 6, seed=1, years=1)
    pledging = next(phase for phase in CORE if phase.name == "pledging")
    for world in (plain, in_c):
        world.tables.partnerships[Partnership.AMBITION] *= 2.0
    pledging.kernel(plain.tables, plain.settings, 1, 1)
    assert "memberships" in differing(plain.tables, in_c.tables)
    kernels_in_c([pledging.kernel], in_c.tables, QUICK)["make_pledges"](in_c.tables, in_c.settings, 1, 1)
    assert differing(plain.tables, in_c.tables) == []


def test_building_one_core_leaves_the_next_as_it_was() -> None:
    """All histories of a scenario share its start; the neutral settings of the core must not leak into it."""
    assert differing(core_world(30, 6).tables, core_world(30, 6).tables) == []


def takes_a_sum(values: Floats) -> None:
    values[0] = sum(values)


def counts_from_the_end(values: Floats) -> None:
    values[-1] = 0.0


def joins_text(values: Floats) -> None:
    values[0] = len("seven")


def insists(values: Floats) -> None:
    assert values[0] == 1.0


def rounds_down(values: Floats) -> None:
    values[0] = values[1] // 2.0


def copies_a_part(values: Floats) -> None:
    values[:2] = values[2:]


@pytest.mark.parametrize(
    ("function", "what"),
    [
        (takes_a_sum, "sum(values)"),
        (counts_from_the_end, "values[-1]"),
        (joins_text, "'seven'"),
        (insists, "assert values[0] == 1.0"),
        (rounds_down, "values[1] // 2.0"),
        (copies_a_part, "values[2:]"),
    ],
)
def test_what_cannot_be_put_into_c_is_named(function: FunctionType, what: str) -> None:
    with pytest.raises(MultipartnerError) as raised:
        Translator(function, {}, {function: VOID}).text()
    assert f"{function.__name__} uses what is not put into C: " in str(raised.value)
    assert what in str(raised.value)


def chooses(values: Floats, others: Floats) -> None:
    near, far = (values, others) if values[0] < others[0] else (others, values)
    near[0], near[1] = far[1], far[0]


def test_tuples_are_read_before_they_are_set() -> None:
    text = Translator(chooses, {}, {chooses: VOID}).text()
    held = text.index("far.d[(INT64_C(0))]")
    assert held < text.index("near.d[(INT64_C(0))] =")
    assert f"{FLOATS.c} near;" in text
    assert f"{FLOATS.c} far;" in text


@needs_gcc
def test_arrays_that_c_cannot_take_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    world = core_world(30, 6, years=1)
    kernel = kernels_in_c([CORE[-2].kernel], world.tables, QUICK)["answer_threats"]
    with pytest.raises(MultipartnerError, match="contiguous arrays of float64"):
        kernel(world.tables._replace(issues=world.tables.issues[:, ::2]), world.settings, 0, 1)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MultipartnerError, match="needs gcc, which is not on the PATH"):
        kernels_in_c([CORE[-2].kernel], world.tables)
