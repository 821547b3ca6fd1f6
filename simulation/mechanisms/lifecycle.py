"""Lifecycle: a partnership dissolves that stays idle, has lost its members, or is not renewed for want of a gain.

It ends before the decisions of a quarter: what it delivered in the last one stays in that quarter's accounts.
"""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.decision.running_sums import SUMS
from simulation.decision.seats import SEATING, give_up_lead, leave
from simulation.rules.founding import running_cost

ENDED = (
    *SUMS,
    Partnership.PLEDGED,
    Partnership.DELIVERED,
    Partnership.OUTPUT,
    Partnership.TOTAL,
    Partnership.KEYS,
    Partnership.SHARED,
    Partnership.SURPLUS,
    Partnership.PENALTY,
    Partnership.DUES,
    Partnership.IDLE,
    Partnership.EXACT,
)
"""Columns of a partnership that are 0 once it has ended."""

GIVEN_UP = (
    Membership.PLEDGED,
    Membership.DELIVERED,
    Membership.TRANSFER,
    Membership.PENALTY,
    Membership.PRESSURE,
    Membership.ULTIMATUM,
    Membership.INFLUENCE,
)
"""Columns of its memberships that are 0 then."""


def is_idle(tables: Tables, settings: Floats, p: int) -> bool:
    """Tell whether p delivers less than it costs to run, or has nobody, or was founded and is left with one."""
    size = tables.partnerships[Partnership.SIZE, p]
    delivered = tables.partnerships[Partnership.DELIVERED, p]
    if size == 0.0 or (size < 2.0 and tables.partnerships[Partnership.FOUNDER, p] >= 0.0):
        return True
    fixed, by_member = settings[Setting.RUNNING_COST], settings[Setting.RUNNING_COST_MEMBER]
    return delivered < running_cost(0.0, delivered, fixed, by_member, size)


def dissolve(tables: Tables, p: int, step: int) -> None:
    """End p: everybody leaves, its row is free."""
    while tables.partnerships[Partnership.SIZE, p] > 0.0:
        leave(tables, p, int(tables.memberships[Membership.ROSTER, p, 0]))
    for column in ENDED:
        tables.partnerships[column, p] = 0.0
    for given_up in GIVEN_UP:
        tables.memberships[given_up, p] = 0.0
    tables.partnerships[Partnership.ALIVE, p] = 0.0
    give_up_lead(tables, p)
    tables.globals[Globals.DISSOLVED] += 1.0
    tables.globals[Globals.LIFETIMES] += QUARTER * (step - tables.partnerships[Partnership.BORN, p])


def mandate_ends(tables: Tables, settings: Floats, p: int, step: int) -> bool:
    """Tell whether a mandate of p, founded during the run, ends this quarter without a gain that would renew it."""
    term = int(settings[Setting.MANDATE] / QUARTER)
    if tables.partnerships[Partnership.FOUNDER, p] < 0.0 or term == 0:
        return False
    age = step - int(tables.partnerships[Partnership.BORN, p])
    return age > 0 and age % term == 0 and tables.partnerships[Partnership.SURPLUS, p] < 0.0


def end_partnerships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Dissolve what is not renewed, and what was idle for too long."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        if mandate_ends(tables, settings, p, step):
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
    "partnerships that stay idle, or whose mandate ends without a joint gain, dissolve; their rows are free",
    (
        *SEATING,
        *ENDED,
        *GIVEN_UP,
        Partnership.ALIVE,
        Partnership.LEAD,
        Actor.LEADS,
        Globals.LEAVES,
        Globals.DISSOLVED,
        Globals.LIFETIMES,
    ),
)
