"""Clubs: some partnerships levy a penalty on trade with states outside; members collect what outsiders pay."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.rules.transfers import trade_penalty


def levy(tables: Tables, settings: Floats, p: int) -> None:
    """Write what p's members collect, less what is returned in kind, and what outsiders pay."""
    traded = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        traded += tables.actors[Actor.TRADE, int(tables.memberships[Membership.ROSTER, p, k])]
    world = tables.globals[Globals.TRADE]
    kept = 1.0 - settings[Setting.CLUB_RETALIATION]
    rate = settings[Setting.CLUB_PENALTY]
    for i in range(tables.actors.shape[1]):
        exports = tables.actors[Actor.TRADE, i]
        if exports > 0.0:
            is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
            partners = world - traded if is_member else traded
            levied = kept * trade_penalty(rate, exports, partners, world)
            tables.memberships[Membership.PENALTY, p, i] = levied if is_member else -levied


def levy_penalties(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Set the rate of every club that levies penalties, and who pays and collects this quarter."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.LEVIES, p] > 0.0:
            is_alive = tables.partnerships[Partnership.ALIVE, p] > 0.0
            tables.partnerships[Partnership.PENALTY, p] = settings[Setting.CLUB_PENALTY] if is_alive else 0.0
            tables.memberships[Membership.PENALTY, p] = 0.0
            if is_alive and settings[Setting.CLUB_PENALTY] > 0.0:
                levy(tables, settings, p)


PHASE = Phase(
    "clubs",
    levy_penalties,
    "clubs levy penalties on trade with outsiders",
    (Partnership.PENALTY, Membership.PENALTY),
)
