"""Attention: tension takes its part, and what is left is divided over the issues; values follow the threat levels."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Issue, Partnership, Portfolio, Scene, Tables
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.decision.running import SUMS, add_up_members, corner_may_bind
from simulation.rules.valuation import (
    crowded_attention,
    other_value,
    rivalry_share,
    state_value,
    value_with_regard,
)


def set_attention(tables: Tables, settings: Floats, i: int) -> None:
    """Set the share of its capacity that actor i keeps for global issues."""
    is_state = int(tables.actors[Actor.KIND, i]) == Kind.STATE
    security = tables.actors[Actor.SECURITY_CAPACITY, i]
    rivalry = rivalry_share(security, tables.actors[Actor.CAPACITY, i]) if is_state else 1.0
    crowding = settings[Setting.CROWDING] if is_state else settings[Setting.CROWDING_NONSTATE]
    tables.actors[Actor.ATTENTION, i] = crowded_attention(tables.scene[Scene.TENSION], crowding, rivalry)


def hosting_of(tables: Tables, settings: Floats, g: int, i: int) -> float:
    """Return what i spends on hosting the partnerships it leads on issue g [US$bn/yr]; independence ends it."""
    spent = 0.0
    for p in range(tables.partnerships.shape[1]):
        if int(tables.partnerships[Partnership.LEAD, p]) == i and int(tables.partnerships[Partnership.ISSUE, p]) == g:
            kept = 1.0 - tables.partnerships[Partnership.INDEPENDENCE, p]
            spent += settings[Setting.HOSTING] * kept * tables.partnerships[Partnership.DELIVERED, p]
    return spent


def set_budget_and_value(tables: Tables, settings: Floats, g: int, i: int, peers: float, led: bool) -> None:
    """Set actor i's budget and perceived values on issue g."""
    actors = tables.actors
    worth = tables.issues[Issue.WORTH, g]
    level = tables.issues[Issue.LEVEL, g]
    kept = actors[Actor.ATTENTION, i] * actors[Actor.EFFORT_SHARE, i] * tables.issues[Issue.SCALING, g]
    budget = actors[Actor.CAPACITY, i] * kept * tables.portfolios[Portfolio.MISSION, g, i]
    if led:
        budget -= min(0.5 * budget, hosting_of(tables, settings, g, i))
    if int(actors[Actor.KIND, i]) == Kind.STATE:
        stake = tables.portfolios[Portfolio.STAKE, g, i]
        value = state_value(stake, worth, level, settings[Setting.PHI])
    else:
        size = actors[Actor.CAPACITY, i] / peers if peers > 0.0 else 0.0
        interest = tables.portfolios[Portfolio.MISSION, g, i]
        value = other_value(interest, size, worth, level, settings[Setting.PHI], settings[Setting.PHI_NONSTATE])
    tables.portfolios[Portfolio.BUDGET, g, i] = budget
    tables.portfolios[Portfolio.VALUE, g, i] = value
    tables.portfolios[Portfolio.WILLING, g, i] = value_with_regard(
        value, tables.issues[Issue.CEILING, g], actors[Actor.REGARD, i], actors[Actor.TRANSACTIONALISM, i]
    )


def add_up_issue(tables: Tables, settings: Floats, g: int) -> None:
    """Add up the members of every partnership on the issue anew, and tell where a corner may bind."""
    top = 0.0
    reach = 0.0
    most_able = 0.0
    total = 0.0
    for i in range(tables.actors.shape[1]):
        willing = tables.portfolios[Portfolio.WILLING, g, i]
        effectiveness = tables.actors[Actor.EFFECTIVENESS, i]
        top = max(top, willing)
        reach = max(reach, willing * effectiveness)
        most_able = max(most_able, effectiveness)
        total += tables.portfolios[Portfolio.VALUE, g, i]
    for p in range(tables.partnerships.shape[1]):
        if int(tables.partnerships[Partnership.ISSUE, p]) == g:
            add_up_members(tables, p)
            may_bind = corner_may_bind(tables, settings, p, top, reach, most_able, total)
            tables.partnerships[Partnership.EXACT, p] = 1.0 if may_bind else 0.0


def divide_attention(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Set attention, budgets, values and reach of every actor for this quarter, then the sums over members."""
    actors = tables.actors
    n_actors = actors.shape[1]
    n_partnerships = tables.partnerships.shape[1]
    peers = 0.0
    for i in range(n_actors):
        if int(actors[Actor.KIND, i]) != Kind.STATE:
            peers += actors[Actor.CAPACITY, i]
        set_attention(tables, settings, i)
    alive = 0.0
    for p in range(n_partnerships):
        alive += tables.partnerships[Partnership.ALIVE, p]
    for i in range(n_actors):
        ties = 0.0
        for g in range(tables.issues.shape[1]):
            ties += tables.portfolios[Portfolio.TIES, g, i]
        actors[Actor.REACH, i] = ties / alive if alive > 0.0 else 0.0
    for g in range(tables.issues.shape[1]):
        tables.issues[Issue.CEILING, g] = (
            settings[Setting.PHI] * tables.issues[Issue.WORTH, g] * tables.issues[Issue.LEVEL, g]
        )
        for i in range(n_actors):
            set_budget_and_value(tables, settings, g, i, peers, actors[Actor.LEADS, i] > 0.0)
        add_up_issue(tables, settings, g)


PHASE = Phase(
    "attention",
    divide_attention,
    "tension crowds out global issues; budgets, values and reach are set for the quarter",
    (
        Actor.ATTENTION,
        Actor.REACH,
        Issue.CEILING,
        Portfolio.BUDGET,
        Portfolio.VALUE,
        Portfolio.WILLING,
        *SUMS,
        Partnership.EXACT,
    ),
)
