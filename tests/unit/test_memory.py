"""A world does not grow with its quarters beyond the rows it records."""

from __future__ import annotations

import gc
import weakref

from simulation.core.columns import Tables
from simulation.parameters import load_scenario
from simulation.world import World

RECORDED = ("outcomes", "policy")


def shapes(tables: Tables) -> dict[str, tuple[int, ...]]:
    return {name: table.shape for name, table in tables._asdict().items() if name not in RECORDED}


def test_only_what_is_recorded_grows_with_the_length_of_a_run() -> None:
    short, long = (World(load_scenario("today", {"roster.states": 12, "years": years}), 0) for years in (1, 60))
    assert shapes(short.tables) == shapes(long.tables)
    before = shapes(long.tables)
    addresses = {name: table.__array_interface__["data"][0] for name, table in long.tables._asdict().items()}
    long.advance(8)
    assert shapes(long.tables) == before
    assert {name: table.__array_interface__["data"][0] for name, table in long.tables._asdict().items()} == addresses


def test_a_finished_run_is_freed() -> None:
    world = World(load_scenario("today", {"roster.states": 12, "years": 1}), 0)
    world.run()
    gone = weakref.ref(world.tables.memberships)
    del world
    gc.collect()
    assert gone() is None
