"""Withdrawals: dated exits from partnerships take the seat and bar it until re-entry is allowed."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.decision.seats import SEATING, give_up_lead, leave

EVERYTHING = -1


def withdraw(tables: Tables, i: int, p: int) -> None:
    """Take i's seat in p away, if it has one, and its lead."""
    if int(tables.partnerships[Partnership.LEAD, p]) == i:
        give_up_lead(tables, p)
    if tables.memberships[Membership.MEMBER, p, i] > 0.0:
        leave(tables, p, i)
        tables.actors[Actor.LEFT, i] += 1.0


def withdraw_members(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Carry out the withdrawals of this quarter; to come back is a decision of the actor, once it may."""
    for w in range(tables.withdrawals.shape[0]):
        if tables.withdrawals[w, 2] != step:
            continue
        i = int(tables.withdrawals[w, 0])
        p = int(tables.withdrawals[w, 1])
        if p == EVERYTHING:
            tables.actors[Actor.BARRED_UNTIL, i] = max(tables.actors[Actor.BARRED_UNTIL, i], tables.withdrawals[w, 3])
            for q in range(int(tables.globals[Globals.ROWS])):
                withdraw(tables, i, q)
        else:
            barred = tables.memberships[Membership.BARRED_UNTIL, p, i]
            tables.memberships[Membership.BARRED_UNTIL, p, i] = max(barred, tables.withdrawals[w, 3])
            withdraw(tables, i, p)


PHASE = Phase(
    "withdrawals",
    withdraw_members,
    "dated withdrawals take effect: the seat and the lead are gone, and the seat is barred until their end",
    (*SEATING, Partnership.LEAD, Actor.LEADS, Membership.BARRED_UNTIL, Actor.BARRED_UNTIL, Actor.LEFT, Globals.LEAVES),
)
