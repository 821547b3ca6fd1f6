"""What a group gains by founding a partnership together, against none of them being in it."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.coalition import imagine_elsewhere
from simulation.decision.effort import marginal_at
from simulation.decision.outside_option import ties_on_issue
from simulation.decision.payoff import N_TERMS, Term, fill_terms
from simulation.rules.benefit import benefit


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
