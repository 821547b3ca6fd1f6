"""Purse: what an actor is to spend in all sets how much it pledges; rules and manner say where it goes."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.decision.delivered import part_delivered
from simulation.rules.cost import most_effort
from simulation.rules.giving import scaled_to_purse


def fill_purses(tables: Tables, step: int) -> None:
    """Write what each actor is to spend this quarter: by its policy a share of income, or as the scenario says."""
    actors = tables.actors
    for i in range(actors.shape[1]):
        share, income = tables.levers[Lever.SPENDING, i], actors[Actor.INCOME, i]
        is_told = share == 0.0 or (share > 0.0 and income > 0.0)  # a share of income says nothing to who has none
        actors[Actor.PURSE, i] = share * income if is_told else -1.0
    for k in range(tables.purses.shape[1]):
        actors[Actor.PURSE, int(tables.purses[0, k])] = tables.purses[step, k]


def would_deliver(tables: Tables, settings: Floats, i: int) -> float:
    """Return what i would spend on issues by its pledges and alone [US$bn/yr]."""
    spent = 0.0
    for g in range(tables.issues.shape[1]):
        spent += tables.portfolios[Portfolio.ALONE, g, i]
    for k in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, k])
        spent += part_delivered(tables, settings, p, i) * tables.memberships[Membership.PLEDGED, p, i]
    return spent


def spend_alone(tables: Tables, i: int, purse: float) -> None:
    """Let i spend its purse alone, by its mission: nothing is asked of it anywhere."""
    missions = 0.0
    for g in range(tables.issues.shape[1]):
        missions += tables.portfolios[Portfolio.MISSION, g, i]
    for g in range(tables.issues.shape[1]):
        if missions > 0.0:
            tables.portfolios[Portfolio.ALONE, g, i] = purse * tables.portfolios[Portfolio.MISSION, g, i] / missions


def scale_pledges(tables: Tables, i: int, scale: float) -> None:
    """Multiply all that i has pledged, and what it does alone."""
    for g in range(tables.issues.shape[1]):
        tables.portfolios[Portfolio.ALONE, g, i] *= scale
    for k in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, k])
        pledged = tables.memberships[Membership.PLEDGED, p, i]
        tables.memberships[Membership.PLEDGED, p, i] = scale * pledged
        tables.partnerships[Partnership.PLEDGED, p] += (scale - 1.0) * pledged


def hold_to_purse(tables: Tables, settings: Floats, i: int) -> None:
    """Scale what i would spend to its purse, less what hosting takes, as far as its means go."""
    actors = tables.actors
    released = max(1.0, tables.levers[Lever.EFFORT_SHARE, i]) * actors[Actor.ATTENTION, i]
    most = released * most_effort(settings[Setting.LIMIT], actors[Actor.CAPACITY, i])
    purse = min(most, max(0.0, actors[Actor.PURSE, i] - actors[Actor.HOSTING, i]))
    spent = would_deliver(tables, settings, i)
    if spent <= 0.0:
        spend_alone(tables, i, purse)
        return
    scale_pledges(tables, i, purse / spent)
    actors[Actor.SCALED, i] = scaled_to_purse(actors[Actor.SCALED, i], purse, spent)


def hold_to_purses(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Hold everybody to a purse who has one; budgets of the next quarter are scaled alike, so that decisions see it."""
    fill_purses(tables, step)
    for i in range(tables.actors.shape[1]):
        if tables.actors[Actor.PURSE, i] >= 0.0:
            hold_to_purse(tables, settings, i)
        else:
            tables.actors[Actor.SCALED, i] = 1.0


PHASE = Phase(
    "purse",
    hold_to_purses,
    "an actor's total spending scales its pledges and what it does alone, as far as its means go",
    (
        Actor.PURSE,
        Actor.SCALED,
        Membership.PLEDGED,
        Partnership.PLEDGED,
        Portfolio.ALONE,
    ),
)
