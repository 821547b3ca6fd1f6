"""Review: a random share of actors reconsiders its memberships and a few candidates, by the one decision."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Admission, Consent, Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Scene, Tables
from simulation.core.ordering import lowest
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.choice import decide, enter, leave
from simulation.decision.payoff import N_TERMS, fill_both_worlds
from simulation.decision.running import SUMS
from simulation.rules.participation import candidate_priority, contact, is_admissible

NOT_CONSIDERED = math.inf


def mean_position(tables: Tables, p: int) -> float:
    """Return the mean position of p's members, by head; 0 for an empty partnership."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    total = 0.0
    for k in range(size):
        total += tables.actors[Actor.POSITION, int(tables.memberships[Membership.ROSTER, p, k])]
    return total / size if size > 0 else 0.0


def is_eligible(tables: Tables, settings: Floats, p: int, i: int, step: int) -> bool:
    """Tell whether i may be a member of p at all: running, not barred, of interest or need, admitted by p's rule."""
    if tables.partnerships[Partnership.ALIVE, p] == 0.0 or tables.memberships[Membership.BARRED_UNTIL, p, i] > step:
        return False
    g = int(tables.partnerships[Partnership.ISSUE, p])
    if tables.portfolios[Portfolio.MISSION, g, i] == 0.0 and tables.memberships[Membership.BENEFICIARY, p, i] == 0.0:
        return False
    admission = int(tables.partnerships[Partnership.ADMISSION, p])
    distance = 0.0
    if admission == Admission.LIKE_MINDED:
        distance = abs(tables.actors[Actor.POSITION, i] - mean_position(tables, p))
    return is_admissible(
        admission,
        int(tables.actors[Actor.KIND, i]),
        tables.actors[Actor.OPENNESS, i],
        distance,
        settings[Setting.DEMOCRACY_LEAST],
        settings[Setting.LIKE_MINDED_NEAREST],
    )


def gets_seat(tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int) -> bool:
    """Tell whether p's lead grants applicant i a seat: its levers on non-states and on the openness of states."""
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if lead < 0:
        return True
    if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
        least = tables.actors[Actor.PARTNER_FILTER, lead] * settings[Setting.DEMOCRACY_LEAST]
        return tables.actors[Actor.OPENNESS, i] >= least
    actor = int(tables.actors[Actor.IDENTITY, i])
    partnership = int(tables.partnerships[Partnership.IDENTITY, p])
    return uniform(seed, Purpose.SEAT, step, actor, partnership) < tables.actors[Actor.SEATS, lead]


def members_consent(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> bool:
    """Tell whether the members let i in: each agrees unless i's entry lowers its own payoff."""
    consent = int(tables.partnerships[Partnership.CONSENT, p])
    if consent == Consent.OPEN:
        return True
    size = int(tables.partnerships[Partnership.SIZE, p])
    agreed = 0
    for k in range(size):
        fill_both_worlds(tables, settings, p, int(tables.memberships[Membership.ROSTER, p, k]), i, terms_in, terms_out)
        gain = 0.0
        scale = 0.0
        for term in range(terms_in.shape[0]):
            gain += terms_in[term] - terms_out[term]
            scale = max(scale, abs(terms_in[term]), abs(terms_out[term]))
        if gain >= -1e-9 * scale:
            agreed += 1
    return agreed == size if consent == Consent.UNANIMITY else 2 * agreed > size or size == 0


def fill_considered(tables: Tables, settings: Floats, seed: int, step: int, i: int, keys: Floats) -> None:
    """Write a random order key for each partnership that i looks at, infinity for the others.

    It looks at its memberships, at platforms that would serve it as a beneficiary, and at a few candidates drawn
    by mission and reach.
    """
    actor = int(tables.actors[Actor.IDENTITY, i])
    n_partnerships = tables.partnerships.shape[1]
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
        if is_member and not is_wanted:
            leave(tables, p, i)
        elif is_wanted and not is_member and gets_seat(tables, settings, seed, step, p, i):
            may_enter = members_consent(tables, settings, p, i, terms_in, terms_out)
            if may_enter:
                enter(tables, p, i)


def review_memberships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Let a random share of actors reconsider, asynchronously and in random order."""
    n_actors = tables.actors.shape[1]
    order = np.full(n_actors, math.inf)
    for i in range(n_actors):
        actor = int(tables.actors[Actor.IDENTITY, i])
        if uniform(seed, Purpose.REVIEW, step, actor, 0) < settings[Setting.REVIEW_SHARE]:
            order[i] = uniform(seed, Purpose.ORDER, step, actor, 0)
    keys = np.full(tables.partnerships.shape[1], NOT_CONSIDERED)
    terms_in = np.zeros(N_TERMS)
    terms_out = np.zeros(N_TERMS)
    while True:
        i = lowest(order)
        if i < 0:
            return
        order[i] = math.inf
        review_actor(tables, settings, seed, step, i, keys, terms_in, terms_out)


PHASE = Phase(
    "review",
    review_memberships,
    "a random share of actors reconsiders by the one decision; admission and consent apply",
    (
        Membership.MEMBER,
        Membership.ROSTER,
        Membership.SEAT,
        Partnership.SIZE,
        *SUMS,
        Portfolio.TIES,
        Scene.JOINS,
        Scene.LEAVES,
        Scene.REVIEWS,
    ),
)
