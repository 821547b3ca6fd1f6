"""Lifecycle: a partnership ends that stays idle, has lost its members, gains its members nothing, or has had its time.

It ends before the decisions of a quarter: what it delivered in the last one stays in that quarter's accounts.
"""

from __future__ import annotations

from simulation.core.columns import Floats, Globals, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.dissolution import DISSOLVING, dissolve
from simulation.rules.conflict import jump_probability
from simulation.rules.founding import rate_of_end, running_cost


def is_idle(tables: Tables, settings: Floats, p: int) -> bool:
    """Tell whether p delivers less than it costs to run, or has nobody, or was founded and is left with one."""
    size = tables.partnerships[Partnership.SIZE, p]
    delivered = tables.partnerships[Partnership.DELIVERED, p]
    if size == 0.0 or (size < 2.0 and tables.partnerships[Partnership.FOUNDER, p] >= 0.0):
        return True
    fixed, by_member = settings[Setting.RUNNING_COST], settings[Setting.RUNNING_COST_MEMBER]
    return delivered < running_cost(0.0, delivered, fixed, by_member, size)


def mandate_ends(tables: Tables, settings: Floats, p: int, step: int) -> bool:
    """Tell whether a mandate of p, founded during the run, ends this quarter without a gain that would renew it."""
    term = int(settings[Setting.MANDATE] / QUARTER)
    if tables.partnerships[Partnership.FOUNDER, p] < 0.0 or term == 0:
        return False
    age = step - int(tables.partnerships[Partnership.BORN, p])
    return age > 0 and age % term == 0 and tables.partnerships[Partnership.SURPLUS, p] < 0.0


def has_had_its_time(tables: Tables, settings: Floats, seed: int, step: int, p: int) -> bool:
    """Tell whether p ends this quarter although its members would go on: its mission is over, or another took it."""
    rate = settings[Setting.END_RATE]
    if rate == 0.0:
        return False
    hazard = rate_of_end(rate, settings[Setting.END_BY_SIZE], tables.partnerships[Partnership.SIZE, p])
    luck = uniform(seed, Purpose.END, step, int(tables.partnerships[Partnership.IDENTITY, p]), 0)
    return luck < jump_probability(hazard, QUARTER)


def end_partnerships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Dissolve what is not renewed, what has had its time, and what was idle for too long."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        if mandate_ends(tables, settings, p, step) or has_had_its_time(tables, settings, seed, step, p):
            dissolve(tables, p, step)
            continue
        if not is_idle(tables, settings, p):
            tables.partnerships[Partnership.IDLE, p] = 0.0
            continue
        tables.partnerships[Partnership.IDLE, p] += 1.0
        if tables.partnerships[Partnership.IDLE, p] >= settings[Setting.PATIENCE]:
            dissolve(tables, p, step)


PHASE = Phase(
    "lifecycle",
    end_partnerships,
    "partnerships dissolve that stay idle, whose mandate ends without a joint gain, or that have had their time",
    DISSOLVING,
)
