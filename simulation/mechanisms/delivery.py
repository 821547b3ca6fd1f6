"""Delivery: pledges become deliveries; accountability helps, specific reciprocity answers shortfalls in kind."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.rules.delivery import delivered_share, withheld_for_shortfall
from simulation.rules.legitimacy import moved_toward


def deliver_in_partnership(tables: Tables, settings: Floats, p: int) -> None:
    """Write what each member of p delivers, their sum, and what is remembered of p's reliability."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    reliability = tables.partnerships[Partnership.RELIABILITY, p]
    delivered = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        withheld = withheld_for_shortfall(
            tables.actors[Actor.TRANSACTIONALISM, j], settings[Setting.WITHHOLDING], reliability
        )
        share = delivered_share(
            settings[Setting.DELIVERY_BASE],
            settings[Setting.ACCOUNTABILITY],
            tables.partnerships[Partnership.CONCRETENESS, p],
            tables.partnerships[Partnership.BINDING, p],
            withheld,
        )
        paid = share * tables.memberships[Membership.PLEDGED, p, j]
        tables.memberships[Membership.DELIVERED, p, j] = paid
        tables.portfolios[Portfolio.DELIVERED, g, j] += paid
        delivered += paid
    tables.partnerships[Partnership.DELIVERED, p] = delivered
    pledged = tables.partnerships[Partnership.PLEDGED, p]
    if pledged > 0.0:
        tables.partnerships[Partnership.RELIABILITY, p] = moved_toward(
            reliability, delivered / pledged, 1.0 / settings[Setting.MEMORY], QUARTER
        )


def deliver_pledges(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write all deliveries; what an actor does alone it does in full."""
    tables.memberships[Membership.DELIVERED] = 0.0
    for g in range(tables.issues.shape[1]):
        for i in range(tables.actors.shape[1]):
            tables.portfolios[Portfolio.DELIVERED, g, i] = tables.portfolios[Portfolio.ALONE, g, i]
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            deliver_in_partnership(tables, settings, p)


PHASE = Phase(
    "delivery",
    deliver_pledges,
    "pledges become deliveries, more where goals are measurable and binding; shortfalls are remembered",
    (Membership.DELIVERED, Partnership.DELIVERED, Partnership.RELIABILITY, Portfolio.DELIVERED),
)
