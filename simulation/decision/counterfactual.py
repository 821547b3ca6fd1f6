"""The two worlds of a decision: one actor inside a partnership, and outside, everything else as it is.

The others answer as ``payoff.response`` says: a quarter late, at once (members leading or not), or not at all.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.coalition import effort_if, imagine_elsewhere, sharing
from simulation.decision.effort import FACTOR, JUMP, STEEPEST, STEPS, marginal_at
from simulation.decision.kept_rest import keep
from simulation.decision.outside_option import ties_on_issue
from simulation.decision.payoff import Term, fill_benefit, fill_terms
from simulation.decision.rest import settled_effort
from simulation.decision.seats import seat, seat_again, unseat, unseat_for_now
from simulation.rules.cost import INDIFFERENT


def own_effort(tables: Tables, settings: Floats, p: int, i: int, inside: bool, marginal: float) -> float:
    """Return i's effective effort on p's issue, in p and elsewhere, with i inside or outside [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    ties = ties_on_issue(tables, p, g, i, i, inside)
    effective, _ = imagine_elsewhere(tables, settings, p, i, ties, inside, marginal)
    if inside:
        shared = sharing(tables, settings, p, i, True, marginal)
        productivity = shared.productivity
        effort = effort_if(tables, settings, p, i, i, True, shared)
        effective += productivity * tables.actors[Actor.EFFECTIVENESS, i] * effort
    return effective


def most_if_others_stay(tables: Tables, settings: Floats, p: int, i: int, inside: bool, others: float) -> float:
    """Return a total effort that is not exceeded if i alone answers b'(E) [US$bn/yr]."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    first = marginal_at(tables, settings, g, others)
    if first <= STEEPEST:
        return others + own_effort(tables, settings, p, i, inside, first)
    high = max(tables.issues[Issue.SCALE, g], others)
    while others + own_effort(tables, settings, p, i, inside, marginal_at(tables, settings, g, high)) > high:
        high *= FACTOR
    return high


def rest_if_others_stay(
    tables: Tables, settings: Floats, p: int, i: int, inside: bool, others: float
) -> tuple[float, float, float]:
    """Return (E, two prices next to it) at which i's effort, on top of the others', comes to rest by bisection."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    low, high = others, most_if_others_stay(tables, settings, p, i, inside, others)
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        if others + own_effort(tables, settings, p, i, inside, marginal_at(tables, settings, g, middle)) > middle:
            low = middle
        else:
            high = middle
    less, more = marginal_at(tables, settings, g, high), marginal_at(tables, settings, g, low)
    for _ in range(STEPS):
        middle = 0.5 * (less + more)
        if not less < middle < more:
            break
        if others + own_effort(tables, settings, p, i, inside, middle) < high:
            less = middle
        else:
            more = middle
    return high, less, more


def effort_if_others_stay(
    tables: Tables, settings: Floats, p: int, i: int, inside: bool, others: float
) -> tuple[float, float]:
    """Return (E, b'(E)) if i alone answers b'(E) and the others go on giving ``others`` [US$bn/yr, 1].

    Where i's effort jumps across the right one it makes a part of its most, as everybody does at rest.
    """
    g = int(tables.partnerships[Partnership.ISSUE, p])
    tables.issues[Issue.PART, g] = 1.0
    effort, less, more = rest_if_others_stay(tables, settings, p, i, inside, others)
    below = others + own_effort(tables, settings, p, i, inside, less)
    above = others + own_effort(tables, settings, p, i, inside, more)
    if above - below > JUMP * effort:
        tables.issues[Issue.PART, g] = min(1.0, max(0.0, (effort - below) / (above - below)))
        more /= 1.0 - INDIFFERENT
    return effort, more


def fill_frozen_worlds(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the terms of i's payoff in both worlds if nobody but the changed actor moves its effort."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    is_member = tables.memberships[Membership.MEMBER, p, changed] > 0.0
    now, imagined = (terms_in, terms_out) if is_member else (terms_out, terms_in)
    total, marginal = settled_effort(tables, settings, g)
    others = total - own_effort(tables, settings, p, changed, is_member, marginal)
    fill_terms(tables, settings, p, i, changed, is_member, marginal, now)
    fill_benefit(tables, settings, g, i, total, now)
    total, marginal = effort_if_others_stay(tables, settings, p, changed, not is_member, others)
    fill_terms(tables, settings, p, i, changed, not is_member, marginal, imagined)
    fill_benefit(tables, settings, g, i, total, imagined)
    if i != changed:
        imagined[Term.COST] = now[Term.COST]


def fill_lagged_worlds(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the terms of i's payoff in both worlds if all expect last quarter's effort but for what changes."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    total_in = total_out = tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    marginal = marginal_at(tables, settings, g, total_in)
    effective_in = fill_terms(tables, settings, p, i, changed, True, marginal, terms_in)
    effective_out = fill_terms(tables, settings, p, i, changed, False, marginal, terms_out)
    if tables.memberships[Membership.MEMBER, p, changed] > 0.0:
        total_out = max(0.0, total_in - effective_in + effective_out)
    else:
        total_in = max(0.0, total_out - effective_out + effective_in)
    fill_benefit(tables, settings, g, i, total_in, terms_in)
    fill_benefit(tables, settings, g, i, total_out, terms_out)


def fill_world_at_rest(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms: Floats
) -> tuple[float, float]:
    """Write the terms of i's payoff with everybody's effort settled, memberships as they are; return (E, b'(E))."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    total, marginal = settled_effort(tables, settings, g)
    fill_terms(
        tables, settings, p, i, changed, tables.memberships[Membership.MEMBER, p, changed] > 0.0, marginal, terms
    )
    fill_benefit(tables, settings, g, i, total, terms)
    return total, marginal


def fill_worlds_at_rest(
    tables: Tables, settings: Floats, p: int, i: int, changed: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the terms of i's payoff in both worlds, each actually applied, with everybody's effort settled."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    is_member = tables.memberships[Membership.MEMBER, p, changed] > 0.0
    effort, marginal = fill_world_at_rest(tables, settings, p, i, changed, terms_in if is_member else terms_out)
    part = tables.issues[Issue.PART, g]
    if is_member:
        place = unseat_for_now(tables, p, changed)
        fill_world_at_rest(tables, settings, p, i, changed, terms_out)
        seat_again(tables, p, changed, place)
    else:
        seat(tables, p, changed)
        fill_world_at_rest(tables, settings, p, i, changed, terms_in)
        unseat(tables, p, changed)
    keep(tables, g, effort, marginal, part)  # memberships are as they were


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
    response = int(settings[Setting.RESPONSE])
    if response == Response.FROZEN:
        fill_frozen_worlds(tables, settings, p, i, changed, terms_in, terms_out)
    elif response == Response.LAGGED:
        fill_lagged_worlds(tables, settings, p, i, changed, terms_in, terms_out)
    else:
        fill_worlds_at_rest(tables, settings, p, i, changed, terms_in, terms_out)


def payoff_inside(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return the payoff of p's member i as memberships are, before transfers [US$bn/yr]."""
    fill_both_worlds(tables, settings, p, i, i, terms_in, terms_out)
    payoff = 0.0
    for term in range(terms_in.shape[0]):
        payoff += terms_in[term]
    return payoff
