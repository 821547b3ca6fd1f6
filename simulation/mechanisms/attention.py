"""Attention: tension and war take their part, the issues share the rest; values follow the threat levels."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.rules.delivery import share_within_means
from simulation.rules.reactions import taken_over
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
    by_tension = settings[Setting.CROWDING] if is_state else settings[Setting.CROWDING_NONSTATE]
    by_war = settings[Setting.CROWDING_WAR] if is_state else settings[Setting.CROWDING_NONSTATE]
    kept = crowded_attention(tables.globals[Globals.TENSION], by_tension, rivalry)
    kept *= crowded_attention(tables.actors[Actor.ALARM, i], by_war, 1.0)
    tables.actors[Actor.ATTENTION, i] = kept * (
        1.0 - settings[Setting.MEDIATION_COST] * tables.actors[Actor.MEDIATING, i]
    )


def has_stake(tables: Tables, i: int) -> bool:
    """Tell whether damage falls on people to whom actor i answers: states and cities; others act on a purpose."""
    return int(tables.actors[Actor.KIND, i]) in (Kind.STATE, Kind.CITY)


def set_budget_and_value(tables: Tables, settings: Floats, g: int, i: int, peers: float) -> None:
    """Set actor i's means, budget and perceived values on issue g."""
    actors = tables.actors
    worth = tables.issues[Issue.WORTH, g]
    level = tables.issues[Issue.LEVEL, g]
    kept = actors[Actor.ATTENTION, i] * tables.levers[Lever.EFFORT_SHARE, i] * tables.issues[Issue.SCALING, g]
    tables.portfolios[Portfolio.MEANS, g, i] = (
        actors[Actor.CAPACITY, i] * kept * tables.portfolios[Portfolio.MISSION, g, i]
    )
    kept *= actors[Actor.SCALED, i] * tables.portfolios[Portfolio.ANSWER, g, i]
    budget = actors[Actor.CAPACITY, i] * kept * tables.portfolios[Portfolio.MISSION, g, i]
    budget *= 1.0 - min(
        settings[Setting.HOSTING_MOST], actors[Actor.HOSTING, i] / max(actors[Actor.CAPACITY, i], 1e-300)
    )
    if has_stake(tables, i):
        stake = tables.portfolios[Portfolio.STAKE, g, i]
        value = state_value(stake, worth, level, settings[Setting.PHI])
    else:
        size = actors[Actor.CAPACITY, i] / peers if peers > 0.0 else 0.0
        interest = tables.portfolios[Portfolio.MISSION, g, i]
        value = other_value(interest, size, worth, level, settings[Setting.PHI], settings[Setting.PHI_NONSTATE])
    tables.portfolios[Portfolio.BUDGET, g, i] = budget
    tables.portfolios[Portfolio.VALUE, g, i] = value
    tables.portfolios[Portfolio.WILLING, g, i] = value_with_regard(
        value, tables.issues[Issue.CEILING, g], tables.levers[Lever.REGARD, i], tables.levers[Lever.TRANSACTIONALISM, i]
    )


def keep_answers_within_means(tables: Tables, i: int) -> None:
    """Scale down actor i's budgets where answers to what others give would take more than it has."""
    actors = tables.actors
    wanted = 0.0
    for g in range(tables.issues.shape[1]):
        wanted += tables.portfolios[Portfolio.BUDGET, g, i]
    released = max(1.0, tables.levers[Lever.EFFORT_SHARE, i]) * max(1.0, actors[Actor.SCALED, i])
    part = share_within_means(wanted, released * actors[Actor.ATTENTION, i] * actors[Actor.CAPACITY, i])
    for g in range(tables.issues.shape[1]):
        tables.portfolios[Portfolio.BUDGET, g, i] *= part


def ask_for_more(tables: Tables, settings: Floats) -> None:
    """Set what members are asked to give for those that have left."""
    part = settings[Setting.REACT_TAKING_OVER]
    if part == 0.0:
        return
    for p in range(int(tables.globals[Globals.ROWS])):
        tables.partnerships[Partnership.ASKED_MORE, p] = taken_over(part, tables.partnerships[Partnership.VACATED, p])


def divide_attention(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Set attention, budgets, values and reach of every actor for this quarter."""
    actors = tables.actors
    n_actors = actors.shape[1]
    n_partnerships = int(tables.globals[Globals.ROWS])
    peers = 0.0
    for i in range(n_actors):
        if not has_stake(tables, i):
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
            set_budget_and_value(tables, settings, g, i, peers)
    if settings[Setting.REACT_GIVING] != 0.0:
        for i in range(n_actors):
            keep_answers_within_means(tables, i)
    ask_for_more(tables, settings)


PHASE = Phase(
    "attention",
    divide_attention,
    "tension and war crowd out global issues; budgets, values and reach are set for the quarter",
    (
        Actor.ATTENTION,
        Actor.REACH,
        Issue.CEILING,
        Portfolio.BUDGET,
        Portfolio.MEANS,
        Portfolio.VALUE,
        Portfolio.WILLING,
        Partnership.ASKED_MORE,
    ),
)
