"""In or out: the difference of the two payoffs, the switching cost, the tie rule and the chance of being in."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Membership, Partnership, Tables
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.counterfactual import fill_both_worlds
from simulation.decision.payoff import RIVALRY, Term, fill_company_terms, gain_in_terms
from simulation.decision.seats import seat, unseat
from simulation.decision.transfers import transfer_of
from simulation.rules.participation import choice_probability, is_tie, sway

JOIN = 0
STAY = 1

OUT, IN, OPEN = 0, 1, -1
MARGIN = 1e-3
"""Log-odds by which a bound must clear a draw: far more than rounding can move a decision."""

MONEY = (
    Term.OWN_BENEFIT,
    Term.OTHERS_BENEFIT,
    Term.COST,
    Term.EXCLUDABLE,
    Term.RECOGNITION,
    Term.PENALTIES,
    Term.TRANSFERS,
)
"""Terms that are sums of money; the others are shares of capacity."""


def weigh_money(settings: Floats, capacity: float, terms_in: Floats, terms_out: Floats) -> None:
    """Scale the terms that are money so that their difference counts for no more than money can sway."""
    gain = 0.0
    for term in MONEY:
        gain += terms_in[term] - terms_out[term]
    part = sway(gain, settings[Setting.MONEY_SWAY] * capacity)
    if part < 1.0:
        for term in MONEY:
            terms_in[term] *= part
            terms_out[term] *= part


def fill_decision(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> None:
    """Write the terms of i's payoff in p and outside, transfers included, money as far as it moves i."""
    fill_both_worlds(tables, settings, p, i, i, terms_in, terms_out)
    terms_in[Term.TRANSFERS] = transfer_of(tables, settings, p, i)
    weigh_money(settings, tables.actors[Actor.CAPACITY, i], terms_in, terms_out)


def gain_of_membership(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return i's payoff in p minus its payoff outside, before any switching cost [US$bn/yr]; fills the terms."""
    fill_decision(tables, settings, p, i, terms_in, terms_out)
    return gain_in_terms(terms_in, terms_out)


def row_of_rivalry(tables: Tables, i: int, j: int) -> int:
    """Return the row of the strategic rivalry of two actors in the table of dyads, -1 for none."""
    if i < 0 or j < 0:
        return -1
    for d in range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i])):
        if int(tables.dyads[d, 0]) == j and tables.dyads[d, 1] == RIVALRY:
            return d
    return -1


def rival_club(tables: Tables, settings: Floats, p: int, i: int) -> int:
    """Return the partnership that i would have to leave to enter p, -1 for none.

    Two exclusive partnerships on an issue exclude each other if their leads are rivals, or if both are wholly
    exclusive and nobody leads.
    """
    exclusive = settings[Setting.ORDER_EXCLUSIVE]
    if tables.partnerships[Partnership.EXCLUSIVITY, p] < exclusive:
        return -1
    lead = int(tables.partnerships[Partnership.LEAD, p])
    for k in range(1, int(tables.seats[i, 0]) + 1):
        q = int(tables.seats[i, k])
        if q == p or tables.partnerships[Partnership.EXCLUSIVITY, q] < exclusive:
            continue
        if tables.partnerships[Partnership.ISSUE, q] != tables.partnerships[Partnership.ISSUE, p]:
            continue
        other = int(tables.partnerships[Partnership.LEAD, q])
        both = tables.partnerships[Partnership.EXCLUSIVITY, p] * tables.partnerships[Partnership.EXCLUSIVITY, q]
        if row_of_rivalry(tables, lead, other) >= 0 or (lead < 0 and other < 0 and both == 1.0):
            return q
    return -1


def gain_of_change(
    tables: Tables, settings: Floats, p: int, i: int, club: int, terms_in: Floats, terms_out: Floats
) -> float:
    """Return what i gains by being in p: where a rival club must be left for it, less what that one gives."""
    if club < 0 or tables.memberships[Membership.MEMBER, p, i] > 0.0:
        return gain_of_membership(tables, settings, p, i, terms_in, terms_out)
    club_in, club_out = np.zeros(terms_in.shape[0]), np.zeros(terms_in.shape[0])
    gain_of_membership(tables, settings, club, i, club_in, club_out)
    unseat(tables, club, i)
    gain_of_membership(tables, settings, p, i, terms_in, terms_out)
    seat(tables, club, i)
    for term in range(terms_in.shape[0]):
        terms_out[term] += club_in[term] - club_out[term]
    return gain_in_terms(terms_in, terms_out)


def switching_cost(tables: Tables, settings: Floats, i: int) -> float:
    """Return what it costs i to join or to leave, annualised [US$bn/yr]: (inertia x theta + switching) x capacity."""
    noise = settings[Setting.INERTIA] * settings[Setting.THETA]
    return (noise + settings[Setting.SWITCHING]) * tables.actors[Actor.CAPACITY, i]


def noise_of(tables: Tables, settings: Floats, i: int) -> float:
    """Return the noise of i's choices [US$bn/yr]: theta x capacity, by the actor's own multiple."""
    return settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i] * tables.actors[Actor.NOISE, i]


def pull_to_be_in(tables: Tables, settings: Floats, p: int, i: int, gain: float) -> float:
    """Return what i gains by being in p after its decision, switching counted; infinite for a committed member."""
    member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    if member and tables.memberships[Membership.COMMITTED, p, i] > 0.0:
        return math.inf
    switching = switching_cost(tables, settings, i)
    return gain + (switching if member else -switching)


def chance_of_being_in(
    tables: Tables, settings: Floats, p: int, i: int, gain: float, terms_in: Floats, terms_out: Floats
) -> float:
    """Return the probability that i is in p after its decision; 0 or 1 without noise, ties by the tie rule.

    Who is committed does not leave; for a rival partnership it is asked when it looks at that one.
    """
    difference = pull_to_be_in(tables, settings, p, i, gain)
    if difference == math.inf:
        return 1.0
    noise = noise_of(tables, settings, i)
    if noise > 0.0:
        return choice_probability(difference, noise)
    scale = 0.0
    for term in range(terms_in.shape[0]):
        scale = max(scale, abs(terms_in[term]), abs(terms_out[term]))
    if not is_tie(difference, scale):
        return 1.0 if difference > 0.0 else 0.0
    if settings[Setting.TIE] == STAY:
        return 1.0 if tables.memberships[Membership.MEMBER, p, i] > 0.0 else 0.0
    return 1.0 if settings[Setting.TIE] == JOIN else 0.0


def company_worth(tables: Tables, settings: Floats, p: int, i: int, terms: Floats) -> float:
    """Return what i gains by being in p but for money and influence [US$bn/yr]; overwrites the terms."""
    terms[:] = 0.0
    fill_company_terms(tables, settings, p, i, i, True, terms)
    worth = 0.0
    for term in range(terms.shape[0]):
        worth += terms[term]
    return worth


def may_be_bounded(tables: Tables, settings: Floats, p: int) -> bool:
    """Tell whether a bound on money bounds the decision about p, and nothing but the answer is asked for.

    Where transfers divide the gain, efforts settle or decisions are logged, all terms are reckoned.
    """
    if settings[Setting.MONEY_SWAY] == math.inf or tables.partnerships[Partnership.SHARED, p] > 0.0:
        return False
    has_log_room = int(tables.why[0, 0]) + 1 < tables.why.shape[0]
    is_lagged = int(settings[Setting.RESPONSE]) == Response.LAGGED
    return is_lagged and settings[Setting.NETWORK_DECAY] == 0.0 and not has_log_room


def decided_by_company(tables: Tables, settings: Floats, p: int, i: int, draw: float, terms: Floats) -> int:
    """Return ``IN`` or ``OUT`` if that is what i draws whatever money and influence add, else ``OPEN``.

    Gains in money count for no more than money can sway, so that company and terms of membership decide every second
    review on their own; what efforts and benefits would be need not be reckoned there.
    """
    noise = noise_of(tables, settings, i)
    if noise <= 0.0:
        return OPEN
    pull = pull_to_be_in(tables, settings, p, i, company_worth(tables, settings, p, i, terms))
    money = settings[Setting.MONEY_SWAY] * tables.actors[Actor.CAPACITY, i] + MARGIN * noise
    influence = abs(settings[Setting.INFLUENCE_WORTH]) * tables.actors[Actor.CAPACITY, i]
    if draw >= choice_probability(pull + money + influence, noise):
        return OUT
    return IN if draw < choice_probability(pull - money - influence, noise) else OPEN


def decide(
    tables: Tables,
    settings: Floats,
    seed: int,
    step: int,
    p: int,
    i: int,
    terms_in: Floats,
    terms_out: Floats,
) -> bool:
    """Tell whether i is in p after deciding: the one decision of the model, with luck addressed to (i, p, step).

    The terms are filled in full where decisions are logged.
    """
    actor = int(tables.actors[Actor.IDENTITY, i])
    draw = uniform(seed, Purpose.CHOICE, step, actor, int(tables.partnerships[Partnership.IDENTITY, p]))
    club = rival_club(tables, settings, p, i)
    if club < 0 and may_be_bounded(tables, settings, p):
        decided = decided_by_company(tables, settings, p, i, draw, terms_in)
        if decided != OPEN:
            return decided == IN
    gain = gain_of_change(tables, settings, p, i, club, terms_in, terms_out)
    return draw < chance_of_being_in(tables, settings, p, i, gain, terms_in, terms_out)
