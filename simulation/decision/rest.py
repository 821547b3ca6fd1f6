"""Where everybody's effort comes to rest, memberships as they are: one place for decisions, payoffs and pledges."""

from __future__ import annotations

from simulation.core.codes import Benefit, Response
from simulation.core.columns import Floats, Issue, Tables
from simulation.core.settings import Setting
from simulation.decision.effort import around_settled, marginal_at, settled_between
from simulation.decision.freshness import FRESH
from simulation.decision.kept_rest import keep
from simulation.decision.leadership import settled_by_leaders


def settled_effort(tables: Tables, settings: Floats, g: int) -> tuple[float, float]:
    """Return (total effort E, b'(E)) at which everybody's effort on issue g answers b'(E) [US$bn/yr, 1]."""
    if tables.issues[Issue.REST, g] == FRESH:
        tables.issues[Issue.PART, g] = tables.issues[Issue.REST_PART, g]
        return tables.issues[Issue.REST_EFFORT, g], tables.issues[Issue.REST_MARGINAL, g]
    effort, marginal = found_rest(tables, settings, g)
    keep(tables, g, effort, marginal, tables.issues[Issue.PART, g])
    return effort, marginal


def found_rest(tables: Tables, settings: Floats, g: int) -> tuple[float, float]:
    """Return (E, b'(E)) at which everybody's effort rests, looked for anew."""
    tables.issues[Issue.PART, g] = 1.0
    is_curved = int(settings[Setting.BENEFIT]) in (Benefit.QUADRATIC, Benefit.LOG)
    if int(settings[Setting.RESPONSE]) == Response.LEADER and is_curved:
        return settled_by_leaders(tables, settings, g)
    around = around_settled(tables, settings, g)
    if around.low == around.high:
        return around.high, marginal_at(tables, settings, g, around.high)
    return settled_between(tables, settings, g, around)


def expected_effort(tables: Tables, settings: Floats, g: int) -> tuple[float, float]:
    """Return (total effort E that actors expect on issue g, b'(E)): last quarter's, or in games that at rest."""
    if int(settings[Setting.RESPONSE]) != Response.LAGGED:
        return settled_effort(tables, settings, g)
    effort = tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    return effort, marginal_at(tables, settings, g, effort)
