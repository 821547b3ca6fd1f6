"""Dates: a partnership with a date begins or ends on it, and a member with a date takes its seat.

What has a date is no decision of the model: it is what a record or a scenario says. Who may not be a member on that
day, as one who withdrew, takes no seat.
"""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.decision.dissolution import DISSOLVING, dissolve
from simulation.decision.founding_group import made_for
from simulation.decision.seats import SEATING, enter

ENDS, BEGINS, SEATS, OPENS = range(4)
"""Kinds of events, in the order in which they happen on one day."""


def begin(tables: Tables, p: int, lead: int, step: int) -> None:
    """Let p run from this quarter on, still without members."""
    column = tables.partnerships
    column[Partnership.ALIVE, p] = column[Partnership.EXACT, p] = 1.0
    column[Partnership.AWAITED, p] = 0.0
    column[Partnership.BORN, p] = step
    column[Partnership.LEAD, p] = lead
    tables.globals[Globals.FOUNDINGS] += 1.0
    if lead >= 0:
        tables.actors[Actor.LEADS, lead] += 1.0


def take_seat(tables: Tables, p: int, i: int, step: int) -> None:
    """Seat i in p, if p runs and nothing bars i; who sits from the first day is a founder."""
    barred = max(tables.memberships[Membership.BARRED_UNTIL, p, i], tables.actors[Actor.BARRED_UNTIL, i])
    if tables.partnerships[Partnership.ALIVE, p] == 0.0 or barred > step:
        return
    if tables.memberships[Membership.MEMBER, p, i] == 0.0:
        enter(tables, p, i)
        if int(tables.partnerships[Partnership.BORN, p]) == step:
            tables.memberships[Membership.FOUNDER, p, i] = 1.0


def open_doors(tables: Tables, settings: Floats, p: int) -> None:
    """Write what p stands for, the mean of its members' positions, and its intended size."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    total = 0.0
    for k in range(size):
        total += tables.actors[Actor.POSITION, int(tables.memberships[Membership.ROSTER, p, k])]
    stands_for = total / size if size > 0 else 0.0
    tables.partnerships[Partnership.NORM, p] = tables.partnerships[Partnership.AIM, p] = stands_for
    tables.partnerships[Partnership.INTERCEPT, p] = made_for(tables, settings, p)


def keep_dates(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Carry out what is dated for this quarter."""
    for e in range(tables.dates.shape[0]):
        if tables.dates[e, 0] != step:
            continue
        kind = int(tables.dates[e, 1])
        p = int(tables.dates[e, 2])
        i = int(tables.dates[e, 3])
        if kind == BEGINS:
            begin(tables, p, i, step)
        elif kind == SEATS:
            take_seat(tables, p, i, step)
        elif kind == OPENS:
            open_doors(tables, settings, p)
        elif tables.partnerships[Partnership.ALIVE, p] > 0.0 and tables.partnerships[Partnership.FOUNDER, p] < 0.0:
            dissolve(tables, p, step)


PHASE = Phase(
    "dates",
    keep_dates,
    "partnerships with a date begin and end on it, and members with a date take their seats",
    (
        *SEATING,
        *DISSOLVING,
        Partnership.AWAITED,
        Partnership.BORN,
        Partnership.NORM,
        Partnership.AIM,
        Partnership.INTERCEPT,
        Membership.FOUNDER,
        Globals.JOINS,
        Globals.FOUNDINGS,
    ),
)
