"""Who leads after a lead has left by its own decision: the largest member that gains by being there, or nobody."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Membership, Partnership, Tables
from simulation.decision.choice import gain_of_membership
from simulation.decision.seats import give_up_lead, leave, let_efforts_go


def pass_lead_on(tables: Tables, settings: Floats, p: int, terms_in: Floats, terms_out: Floats) -> None:
    """Give p's lead to the largest member that would rather be in p than out; to nobody if there is none."""
    give_up_lead(tables, p)
    heir, most = -1, 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        size = tables.actors[Actor.CAPACITY, j]
        if size > most and gain_of_membership(tables, settings, p, j, terms_in, terms_out) > 0.0:
            heir, most = j, size
    if heir >= 0:
        tables.partnerships[Partnership.LEAD, p] = heir
        let_efforts_go(tables, p)
        tables.actors[Actor.LEADS, heir] += 1.0


def resign(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> None:
    """Take i's seat in p away by its own decision, which is counted, and pass on the lead if it had it."""
    leave(tables, p, i)
    tables.actors[Actor.LEFT, i] += 1.0
    if int(tables.partnerships[Partnership.LEAD, p]) == i:
        pass_lead_on(tables, settings, p, terms_in, terms_out)
