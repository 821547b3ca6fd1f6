"""Pledging: the burden-sharing rule turns membership into pledges; actors without a partnership act alone."""

from __future__ import annotations

from simulation.core.columns import Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.decision.asked_effort import effort_of_member
from simulation.decision.coalition import sharing
from simulation.decision.kept_rest import KEPT
from simulation.decision.outside_option import NOBODY, alone_effort
from simulation.decision.rest import expected_effort
from simulation.decision.stretches import STRETCHES


def pledge_in_partnership(tables: Tables, settings: Floats, p: int, marginal: float) -> None:
    """Write every member's pledge, the total and keys of a shared rule, and the sum of pledges."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    shared = sharing(tables, settings, p, NOBODY, False, marginal)
    pledged = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        pledge = effort_of_member(tables, settings, p, j, tables.portfolios[Portfolio.TIES, g, j], shared)
        tables.memberships[Membership.PLEDGED, p, j] = pledge
        pledged += pledge
    tables.partnerships[Partnership.TOTAL, p] = shared.total
    tables.partnerships[Partnership.KEYS, p] = shared.keys
    tables.partnerships[Partnership.PLEDGED, p] = pledged


def make_pledges(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write all pledges and unilateral efforts at the marginal benefit that actors expect."""
    for p in range(int(tables.globals[Globals.ROWS])):
        tables.memberships[Membership.PLEDGED, p] = 0.0
    for g in range(tables.issues.shape[1]):
        _, marginal = expected_effort(tables, settings, g)
        for p in range(int(tables.globals[Globals.ROWS])):
            is_on_issue = int(tables.partnerships[Partnership.ISSUE, p]) == g
            if is_on_issue and tables.partnerships[Partnership.ALIVE, p] > 0.0:
                pledge_in_partnership(tables, settings, p, marginal)
        for i in range(tables.actors.shape[1]):
            alone = 0.0
            if tables.portfolios[Portfolio.TIES, g, i] == 0.0:
                alone = alone_effort(tables, settings, g, i, marginal)
            tables.portfolios[Portfolio.ALONE, g, i] = alone


PHASE = Phase(
    "pledging",
    make_pledges,
    "burden-sharing rules turn membership into pledges; the others act alone",
    (
        *STRETCHES,
        *KEPT,
        Membership.PLEDGED,
        Partnership.TOTAL,
        Partnership.KEYS,
        Partnership.PLEDGED,
        Portfolio.ALONE,
        Issue.PART,
    ),
)
