"""Ending a partnership: everybody leaves, its lead is free, its row is empty."""

from __future__ import annotations

from simulation.core.columns import Actor, Globals, Membership, Partnership, Tables
from simulation.core.settings import QUARTER
from simulation.decision.running_sums import SUMS
from simulation.decision.seats import SEATING, give_up_lead, leave
from simulation.decision.stretches import STRETCHES

ENDED = (
    *SUMS,
    *STRETCHES,
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

DISSOLVING = (
    *SEATING,
    *ENDED,
    *GIVEN_UP,
    Partnership.ALIVE,
    Partnership.LEAD,
    Actor.LEADS,
    Globals.LEAVES,
    Globals.DISSOLVED,
    Globals.LIFETIMES,
)
"""The columns that the end of a partnership writes."""


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
