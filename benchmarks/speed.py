"""One run: against the same code in C, against Mesa objects, against compiling switched off."""

from __future__ import annotations

from collections.abc import Callable
from shutil import which

import numpy as np

from benchmarks.core_world import PHASES as CORE
from benchmarks.core_world import core_world, size_of
from benchmarks.in_c import loop_in_c
from benchmarks.objects import ObjectWorld
from benchmarks.turns import Measure, Ratio, in_turns, process_seconds, processor_seconds, ratio
from simulation.core.errors import MultipartnerError
from simulation.core.phase import Phase
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.world import World

QUARTERS = 100
YEARS = QUARTERS // 4 + 1
"""A year more than is run: what is checked at the end of a run is no part of the comparison."""
UNCOMPILED = """
import sys, time
from simulation.world import World
world = World("today", 0)
world.advance(1)
start = time.process_time()
world.advance({quarters})
print((time.process_time() - start) / {quarters})
"""


def core(actors: int, partnerships: int) -> Callable[[], World]:
    """Return a builder of a core world."""
    return lambda: core_world(actors, partnerships, years=YEARS)


def todays_world() -> World:
    """Return the default world."""
    return World(load_scenario("today", {"years": YEARS}), 0)


def same_in_c(build: Callable[[], World], phases: tuple[Phase, ...], name: str, turns: int) -> Ratio:
    """Return the ratio of a run to the same run in C, after both gave the same tables to the last bit."""
    loop = loop_in_c([phase.kernel for phase in phases], build().tables)
    one, other = build(), build()
    one.advance(QUARTERS)
    loop(other.tables, other.settings, other.seed, 1, QUARTERS)
    if not all(np.array_equal(a, b, equal_nan=True) for a, b in zip(one.tables, other.tables, strict=True)):
        raise MultipartnerError(f"{name} and its C version differ; their times cannot be compared.")

    def ours() -> float:
        world = build()
        return processor_seconds(lambda: world.advance(QUARTERS))()

    def theirs() -> float:
        world = build()
        return processor_seconds(lambda: loop(world.tables, world.settings, world.seed, 1, QUARTERS))()

    taken = in_turns({name: ours, "C": theirs}, turns)
    return ratio(taken, name, "C", "gcc -O3, strict floating point, the same bits")


def against_c(turns: int) -> list[Ratio]:
    """Return core and whole model against C; nothing where there is no gcc."""
    if which("gcc") is None:
        return []
    return [
        same_in_c(core(300, 40), CORE, "core, 300 actors × 40", turns),
        same_in_c(core(10_000, 16), CORE, "core, 10,000 actors × 16", max(3, turns // 2)),
        same_in_c(todays_world, PHASES, "today's world", max(3, turns // 2)),
    ]


def against_objects(actors: int, partnerships: int, turns: int) -> list[Ratio]:
    """Return Mesa objects against the core, by the quarter; the slow ones are measured over fewer quarters."""

    def ours() -> float:
        world = core(actors, partnerships)()
        return processor_seconds(lambda: world.advance(QUARTERS))() / QUARTERS

    def objects(quarters: int, *, naive: bool) -> Measure:
        def measure() -> float:
            model = ObjectWorld(core(actors, partnerships)(), naive=naive)
            return processor_seconds(lambda: [model.step() for _ in range(quarters)])() / quarters

        return measure

    slow = 4 if actors < 1000 else 1
    ways = {
        "the core": ours,
        "Mesa objects": objects(5 * slow, naive=False),
        "naive objects": objects(slow, naive=True),
    }
    taken = in_turns(ways, turns)
    size = f"{actors:,} actors × {partnerships}"
    return [
        ratio(taken, "Mesa objects", "the core", f"idiomatic, sums over members kept; {size}", is_ours=False),
        ratio(taken, "naive objects", "the core", f"every question a loop over members; {size}", is_ours=False),
    ]


def against_uncompiled(turns: int) -> list[Ratio]:
    """Return the plain functions against themselves compiled, each in a process of its own."""
    taken = in_turns(
        {
            "compiling off": lambda: process_seconds(UNCOMPILED.format(quarters=2), NUMBA_DISABLE_JIT="1"),
            "today's world": lambda: process_seconds(UNCOMPILED.format(quarters=99), NUMBA_DISABLE_JIT="0"),
        },
        turns,
    )
    return [ratio(taken, "compiling off", "today's world", "the same code, by the quarter", is_ours=False)]


def by_quarter(build: Callable[[], World], quarters: int) -> Measure:
    """Return a measure of a quarter's processor time, the first quarter left out."""

    def measure() -> float:
        world = build()
        world.advance()
        return processor_seconds(lambda: world.advance(quarters))() / quarters

    return measure


def at_rest() -> World:
    """Return the default world in which everybody's effort settles for every decision."""
    return World(load_scenario("today", {"years": YEARS, "payoff.response": "recompute"}), 0)


def todays_rules(actors: int, partnerships: int) -> Callable[[], World]:
    """Return a builder of a drawn world as large as a core world, under all that today's world has."""
    return lambda: World(load_scenario("today", size_of(actors, partnerships, YEARS)), 0)


def against_less(turns: int) -> list[Ratio]:
    """Return what costs more than a plain run: efforts that settle for every decision, and rules in a large world."""
    settled = in_turns(
        {"efforts at rest": by_quarter(at_rest, 8), "today's world": by_quarter(todays_world, 50)}, turns
    )
    large, rules = core(100_000, 16), todays_rules(100_000, 16)
    taken = in_turns({"today's rules": by_quarter(rules, 3), "the core": by_quarter(large, 3)}, turns)
    return [
        ratio(settled, "efforts at rest", "today's world", "`payoff.response = recompute`, by the quarter"),
        ratio(taken, "today's rules", "the core", "a quarter; 100,000 actors × 16"),
    ]


def measure(turns: int) -> list[Ratio]:
    """Measure all."""
    return [
        *against_c(turns),
        *against_objects(300, 40, turns),
        *against_objects(10_000, 16, 2),
        *against_uncompiled(max(2, turns // 3)),
        *against_less(max(2, turns // 2)),
    ]
