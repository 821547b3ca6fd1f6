"""Review: a random share of actors reconsiders its memberships and a few candidates, by the one decision."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.columns import N_WHY, Actor, Floats, Membership, Partnership, Portfolio, Scene, Tables, Why
from simulation.core.ordering import lowest, sort_rows
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import gets_seat, is_eligible, members_consent
from simulation.decision.choice import chance_of_being_in, decide, rival_club, switching_cost
from simulation.decision.payoff import N_TERMS, gain_in_terms
from simulation.decision.seats import SEATING, enter, leave
from simulation.rules.participation import candidate_priority, contact

NOT_CONSIDERED = math.inf


def fill_considered(tables: Tables, settings: Floats, seed: int, step: int, i: int, keys: Floats) -> None:
    """Write a random order key for each partnership that i looks at, infinity for the others.

    It looks at its memberships, at platforms that would serve it as a beneficiary, and at a few candidates drawn
    by mission and reach.
    """
    actor = int(tables.actors[Actor.IDENTITY, i])
    n_partnerships = int(tables.scene[Scene.ROWS])
    priorities = np.full(n_partnerships, math.inf)
    for p in range(n_partnerships):
        keys[p] = NOT_CONSIDERED
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        partnership = int(tables.partnerships[Partnership.IDENTITY, p])
        is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
        is_invited = tables.memberships[Membership.BENEFICIARY, p, i] > 0.0
        g = int(tables.partnerships[Partnership.ISSUE, p])
        is_interested = is_invited or tables.portfolios[Portfolio.MISSION, g, i] > 0.0
        if not is_member and not (is_interested and is_eligible(tables, settings, p, i, step)):
            continue
        if is_member or is_invited:
            keys[p] = uniform(seed, Purpose.CONSIDER, step, actor, partnership)
        else:
            pull = contact(tables.partnerships[Partnership.SIZE, p], 10.0)
            weight = tables.portfolios[Portfolio.MISSION, g, i] * pull
            priorities[p] = candidate_priority(uniform(seed, Purpose.CANDIDATE, step, actor, partnership), weight)
    drawn = min(int(settings[Setting.CANDIDATES]), n_partnerships)
    for _ in range(drawn):
        p = lowest(priorities)
        if p < 0:
            break
        partnership = int(tables.partnerships[Partnership.IDENTITY, p])
        keys[p] = uniform(seed, Purpose.CONSIDER, step, actor, partnership)
        priorities[p] = math.inf


def log_decision(
    tables: Tables, settings: Floats, step: int, p: int, i: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Write the decision that i just took about p into the log, if one is kept and has room."""
    row = int(tables.why[0, 0]) + 1
    if row >= tables.why.shape[0]:
        return
    gain = gain_in_terms(terms_in, terms_out)
    for term in range(terms_in.shape[0]):
        tables.why[row, N_WHY + term] = terms_in[term] - terms_out[term]
    tables.why[row, Why.STEP] = step
    tables.why[row, Why.ACTOR] = i
    tables.why[row, Why.PARTNERSHIP] = p
    tables.why[row, Why.BORN] = tables.partnerships[Partnership.BORN, p]
    tables.why[row, Why.WAS_IN] = tables.memberships[Membership.MEMBER, p, i]
    tables.why[row, Why.SWITCHING] = switching_cost(tables, settings, i)
    tables.why[row, Why.CHANCE] = chance_of_being_in(tables, settings, p, i, gain, terms_in, terms_out)
    tables.why[0, 0] = row


def log_seat(tables: Tables, step: int, p: int, i: int) -> None:
    """Write whether i sits in p now into the last row of the log, if this is the decision that stands there."""
    row = int(tables.why[0, 0])
    is_this = tables.why[row, Why.STEP] == step and tables.why[row, Why.ACTOR] == i
    if row > 0 and is_this and tables.why[row, Why.PARTNERSHIP] == p:
        tables.why[row, Why.IS_IN] = tables.memberships[Membership.MEMBER, p, i]


def weigh_demand(tables: Tables, p: int, i: int, stays: bool) -> None:
    """Count whether member i yields to a pole's demand to leave p, or resists it; a small rest is forgotten."""
    if tables.memberships[Membership.ULTIMATUM, p, i] > 0.1:
        tables.scene[Scene.RESISTED if stays else Scene.YIELDED] += 1.0


def leave_rival_club(tables: Tables, p: int, i: int) -> None:
    """Give up the seat that excludes one in p, if i holds it."""
    club = rival_club(tables, p, i)
    if club >= 0:
        leave(tables, club, i)
        tables.actors[Actor.LEFT, i] += 1.0


def review_actor(
    tables: Tables,
    settings: Floats,
    seed: int,
    step: int,
    i: int,
    keys: Floats,
    terms_in: Floats,
    terms_out: Floats,
) -> None:
    """Let actor i decide on everything it looks at, one partnership after another, in random order."""
    fill_considered(tables, settings, seed, step, i, keys)
    while True:
        p = lowest(keys)
        if p < 0:
            return
        keys[p] = NOT_CONSIDERED
        tables.scene[Scene.REVIEWS] += 1.0
        is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
        is_wanted = decide(tables, settings, seed, step, p, i, terms_in, terms_out)
        log_decision(tables, settings, step, p, i, terms_in, terms_out)
        if is_member:
            weigh_demand(tables, p, i, is_wanted)
            if not is_wanted:
                leave(tables, p, i)
                tables.actors[Actor.LEFT, i] += 1.0
        elif is_wanted and gets_seat(tables, settings, seed, step, p, i):
            may_enter = members_consent(tables, settings, p, i, terms_in, terms_out)
            if may_enter:
                leave_rival_club(tables, p, i)
                enter(tables, p, i)
        log_seat(tables, step, p, i)


def review_memberships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Let a random share of actors reconsider, asynchronously and in random order."""
    n_actors = tables.actors.shape[1]
    order = np.zeros(n_actors)
    reviewing = np.zeros(n_actors, dtype=np.int64)
    n = 0
    for i in range(n_actors):
        actor = int(tables.actors[Actor.IDENTITY, i])
        if uniform(seed, Purpose.REVIEW, step, actor, 0) < settings[Setting.REVIEW_SHARE]:
            order[i] = uniform(seed, Purpose.ORDER, step, actor, 0)
            reviewing[n] = i
            n += 1
    sort_rows(reviewing, n, order)
    keys = np.full(int(tables.scene[Scene.ROWS]), NOT_CONSIDERED)
    terms_in = np.zeros(N_TERMS)
    terms_out = np.zeros(N_TERMS)
    for k in range(n):
        review_actor(tables, settings, seed, step, reviewing[k], keys, terms_in, terms_out)


PHASE = Phase(
    "review",
    review_memberships,
    "a random share of actors reconsiders by the one decision; admission and consent apply",
    (
        *SEATING,
        Actor.LEFT,
        Scene.JOINS,
        Scene.LEAVES,
        Scene.REVIEWS,
        Scene.YIELDED,
        Scene.RESISTED,
    ),
)
