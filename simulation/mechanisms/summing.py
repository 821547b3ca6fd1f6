"""Summing: the sums over members are recomputed for the decisions of the quarter."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.decision.freshness import OFF, STALE
from simulation.decision.running_sums import SUMS, add_up_members, corner_may_bind
from simulation.decision.stretches import may_serve


def add_up_issue(tables: Tables, settings: Floats, g: int) -> None:
    """Add up the members of every partnership on the issue anew, and tell where a corner may bind."""
    top = 0.0
    reach = 0.0
    most_able = 0.0
    total = 0.0
    c0 = 0.0
    for i in range(tables.actors.shape[1]):
        willing = tables.portfolios[Portfolio.WILLING, g, i]
        effectiveness = tables.actors[Actor.EFFECTIVENESS, i]
        top = max(top, willing)
        reach = max(reach, willing * effectiveness)
        most_able = max(most_able, effectiveness)
        total += tables.portfolios[Portfolio.VALUE, g, i]
        c0 = max(c0, abs(tables.actors[Actor.OWN_COST, i]))
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0 and int(tables.partnerships[Partnership.ISSUE, p]) == g:
            add_up_members(tables, p)
            may_bind = corner_may_bind(tables, settings, p, top, reach, most_able, total, c0)
            tables.partnerships[Partnership.EXACT, p] = 1.0 if may_bind else 0.0
            is_stretched = may_bind and may_serve(tables, settings, p)
            tables.partnerships[Partnership.STRETCH, p] = STALE if is_stretched else OFF


def add_up(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Add up the members of every partnership."""
    for g in range(tables.issues.shape[1]):
        add_up_issue(tables, settings, g)


PHASE = Phase(
    "summing",
    add_up,
    "sums over members are recomputed for the decisions of the quarter",
    (*SUMS, Partnership.EXACT, Partnership.STRETCH),
)
