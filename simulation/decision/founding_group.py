"""What a group gains by founding a partnership together, against none of them being in it."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import QUARTER, Setting
from simulation.decision.coalition import imagine_elsewhere
from simulation.decision.effort import marginal_at
from simulation.decision.outside_option import ties_on_issue
from simulation.decision.payoff import N_TERMS, PACT, Term, fill_terms
from simulation.roster.records import START_YEAR
from simulation.rules.benefit import benefit
from simulation.rules.motives import intercept_of_new


def alone_now(tables: Tables, settings: Floats, p: int, j: int) -> tuple[float, float]:
    """Return (effective effort, cost) of j on p's issue as long as it is not in p [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    expected = tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    marginal = marginal_at(tables, settings, g, expected)
    ties = ties_on_issue(tables, p, g, j, j, False)
    return imagine_elsewhere(tables, settings, p, j, ties, False, marginal)


def gains_of_group(
    tables: Tables, settings: Floats, p: int, founder: int, start_up: float, effective: Floats, spent: Floats
) -> tuple[float, float]:
    """Return (least gain of a member, gain of the founder) from p with its members as they are, against no p at all.

    Parameters
    ----------
    tables, settings, p : state, settings, row of the partnership; its members are seated
    founder : row of the founder, who pays the start
    start_up : cost of the start, as a yearly sum [US$bn/yr]
    effective, spent : each member's effective effort and cost on the issue before, shape (N,) [US$bn/yr]
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    size = int(tables.partnerships[Partnership.SIZE, p])
    before = tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    marginal = marginal_at(tables, settings, g, before)
    terms = np.zeros(N_TERMS)
    added = 0.0
    output = 0.0
    own = np.zeros(size)
    for k in range(size):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        total = fill_terms(tables, settings, p, j, j, True, marginal, terms)
        ties = tables.portfolios[Portfolio.TIES, g, j]
        elsewhere, _ = imagine_elsewhere(tables, settings, p, j, ties, True, marginal)
        output = total - elsewhere
        added += elsewhere - effective[j]
        for term in range(N_TERMS):
            own[k] += terms[term] if term != Term.PENALTIES else 0.0
        own[k] += spent[j] - (start_up if j == founder else 0.0)
    after = max(0.0, before + added + output)
    shape = int(settings[Setting.BENEFIT])
    scale, offset = tables.issues[Issue.SCALE, g], settings[Setting.OFFSET]
    better = benefit(shape, after, scale, offset) - benefit(shape, before, scale, offset)
    least = math.inf
    of_founder = 0.0
    for k in range(size):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        gain = own[k] + tables.portfolios[Portfolio.WILLING, g, j] * better
        least = min(least, gain)
        if j == founder:
            of_founder = gain
    return least, of_founder


def is_ally(tables: Tables, i: int, j: int) -> bool:
    """Tell whether a defence pact stands between i and j."""
    for d in range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i])):
        if int(tables.dyads[d, 0]) == j and tables.dyads[d, 1] == PACT:
            return True
    return False


def made_for(tables: Tables, settings: Floats, p: int) -> float:
    """Return how many p, whose members are its founders, is made for [log-odds of a state's seat]."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    pairs, spread, pacts = 0.0, 0.0, 0.0
    for k in range(size):
        i = int(tables.memberships[Membership.ROSTER, p, k])
        for m in range(k):
            j = int(tables.memberships[Membership.ROSTER, p, m])
            home, other = int(tables.actors[Actor.HOME, i]), int(tables.actors[Actor.HOME, j])
            if home >= 0 and other >= 0:
                pairs += 1.0
                spread += tables.distances[home, other]
                pacts += 1.0 if is_ally(tables, i, j) else 0.0
    return intercept_of_new(
        settings[Setting.NEW_BASE],
        settings[Setting.NEW_FOUNDERS],
        max(1.0, size),
        settings[Setting.NEW_AGE],
        0.0,
        settings[Setting.NEW_SPREAD],
        spread / max(1.0, pairs),
        settings[Setting.NEW_PACTS],
        pacts / max(1.0, pairs),
    )


def grow_older(tables: Tables, settings: Floats, step: int) -> None:
    """Let what began during the run be made for more as it ages, and in part what was there before."""
    for p in range(int(tables.globals[Globals.ROWS])):
        is_new = tables.partnerships[Partnership.BORN, p] > 0.0
        part = 1.0 if is_new else settings[Setting.AGEING]
        if tables.partnerships[Partnership.ALIVE, p] == 0.0 or part == 0.0:
            continue
        age = QUARTER * (step - tables.partnerships[Partnership.BORN, p])
        if not is_new:
            age += max(0.0, START_YEAR - tables.partnerships[Partnership.FOUNDED, p])
        more = math.log1p(age) - math.log1p(age - QUARTER) if age > 0.0 else 0.0
        tables.partnerships[Partnership.INTERCEPT, p] += part * settings[Setting.NEW_AGE] * more
