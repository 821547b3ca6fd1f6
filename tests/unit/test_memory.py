"""A world does not grow with its quarters beyond the rows it records."""

from __future__ import annotations

import gc
import sys
import weakref

import numpy as np

from simulation.core.columns import Tables
from simulation.parameters import load_scenario
from simulation.start.memory import LARGE, copied
from simulation.world import World

RECORDED = ("outcomes", "policy", "holders", "purses")


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


def test_memory_of_a_finished_world_is_used_again_but_not_while_a_view_is_held() -> None:
    table = np.ones(LARGE // 8)
    first = copied(table)
    place = first.__array_interface__["data"][0]
    view = first[1:3]
    del first
    gc.collect()
    second = copied(table + 1.0)
    assert second.__array_interface__["data"][0] != place
    assert view.tolist() == [1.0, 1.0]
    del view
    gc.collect()
    third = copied(table + 2.0)
    assert third.__array_interface__["data"][0] == place
    assert (third == 3.0).all()
    assert (second == 2.0).all()


def test_a_kernel_keeps_no_hold_of_the_tables() -> None:
    world = World(load_scenario("today", {"roster.states": 12, "years": 2}), 0)
    world.advance(2)
    before = [sys.getrefcount(table) for table in (*world.tables, world.settings)]
    world.advance(4)
    assert [sys.getrefcount(table) for table in (*world.tables, world.settings)] == before
