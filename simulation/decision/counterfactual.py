"""The two worlds of a decision: one actor inside a partnership, and outside, everything else as it is.

The others answer as ``payoff.response`` says: a quarter late, at once (members leading or not), or not at all.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.coalition import imagine_coalition, imagine_elsewhere
from simulation.decision.effort import EXACTNESS, STEPS, marginal_at, settled_effort
from simulation.decision.outside_option import NOBODY, ties_on_issue
from simulation.decision.payoff import Term, fill_benefit, fill_terms


def own_effort(tables: Tables, settings: Floats, p: int, i: int, inside: bool, marginal: float) -> float:
    """Return i's effective effort on p's issue, in p and elsewhere, with i inside or outside [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    ties = ties_on_issue(tables, p, g, i, i, inside)
    effective, _ = imagine_elsewhere(tables, settings, p, i, ties, inside, marginal)
    if inside:
        _, effort, _, _ = imagine_coalition(tables, settings, p, i, True, i, marginal, False)
        effective += tables.partnerships[Partnership.PRODUCTIVITY, p] * tables.actors[Actor.EFFECTIVENESS, i] * effort
    return effective


def effort_if_others_stay(tables: Tables, settings: Floats, p: int, i: int, inside: bool, others: float) -> float:
    """Return total effort E if i alone answers b'(E) and the others go on giving ``others`` [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    low = others
    high = others + own_effort(tables, settings, p, i, inside, marginal_at(tables, settings, g, low))
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        if high - low <= EXACTNESS * high:
            break
        if others + own_effort(tables, settings, p, i, inside, marginal_at(tables, settings, g, middle)) > middle:
            low = middle
        else:
            high = middle
    return high


def fill_frozen_worlds(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the terms of i's payoff in both worlds if nobody but the changed actor moves its effort."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    is_member = tables.memberships[Membership.MEMBER, p, changed] > 0.0
    now, imagined = (terms_in, terms_out) if is_member else (terms_out, terms_in)
    total = settled_effort(tables, settings, g, NOBODY, NOBODY, False)
    marginal = marginal_at(tables, settings, g, total)
    others = total - own_effort(tables, settings, p, changed, is_member, marginal)
    fill_terms(tables, settings, p, i, changed, is_member, marginal, now)
    fill_benefit(tables, settings, g, i, total, now)
    total = effort_if_others_stay(tables, settings, p, changed, not is_member, others)
    fill_terms(tables, settings, p, i, changed, not is_member, marginal_at(tables, settings, g, total), imagined)
    fill_benefit(tables, settings, g, i, total, imagined)
    if i != changed:
        imagined[Term.COST] = now[Term.COST]


def fill_both_worlds(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the terms of i's payoff with the changed actor inside p, and outside.

    Parameters
    ----------
    tables, settings : state and settings
    p : row of the partnership
    i : row of the actor whose payoff it is
    changed : row of the actor whose membership is imagined, usually i itself
    terms_in, terms_out : arrays of shape (terms,), overwritten
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    if int(settings[Setting.RESPONSE]) == Response.FROZEN:
        fill_frozen_worlds(tables, settings, p, i, changed, terms_in, terms_out)
        return
    is_lagged = int(settings[Setting.RESPONSE]) == Response.LAGGED
    total_in = tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    total_out = total_in
    if not is_lagged:
        total_in = settled_effort(tables, settings, g, p, changed, True)
        total_out = settled_effort(tables, settings, g, p, changed, False)
    marginal_in = marginal_at(tables, settings, g, total_in)
    marginal_out = marginal_at(tables, settings, g, total_out)
    effective_in = fill_terms(tables, settings, p, i, changed, True, marginal_in, terms_in)
    effective_out = fill_terms(tables, settings, p, i, changed, False, marginal_out, terms_out)
    if is_lagged:
        if tables.memberships[Membership.MEMBER, p, changed] > 0.0:
            total_out = max(0.0, total_in - effective_in + effective_out)
        else:
            total_in = max(0.0, total_out - effective_out + effective_in)
    fill_benefit(tables, settings, g, i, total_in, terms_in)
    fill_benefit(tables, settings, g, i, total_out, terms_out)


def payoff_inside(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the payoff of p's member i as memberships are, before transfers [US$bn/yr]."""
    fill_both_worlds(tables, settings, p, i, i, terms_in, terms_out)
    payoff = 0.0
    for term in range(terms_in.shape[0]):
        payoff += terms_in[term]
    return payoff
