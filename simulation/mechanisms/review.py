"""Review: a random share of actors reconsiders its memberships and a few candidates, by the one decision."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import N_WHY, Actor, Floats, Globals, Ints, Membership, Partnership, Tables, Why
from simulation.core.ordering import sort_rows
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, draw_for_each, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import gets_seat, members_consent
from simulation.decision.choice import chance_of_being_in, decide, rival_club, switching_cost
from simulation.decision.consideration_set import NOT_DRAWN, fill_considered
from simulation.decision.kept_rest import start_keeping
from simulation.decision.payoff import N_TERMS, gain_in_terms
from simulation.decision.seats import SEATING, enter
from simulation.decision.succession import resign


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
    tables.why[row, Why.ISSUE] = tables.partnerships[Partnership.ISSUE, p]
    tables.why[row, Why.FOUNDER] = tables.partnerships[Partnership.FOUNDER, p]
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


def weigh_demand(tables: Tables, settings: Floats, p: int, i: int, stays: bool) -> None:
    """Count whether member i yields to a pole's demand to leave p, or resists it; a small rest is forgotten."""
    if tables.memberships[Membership.ULTIMATUM, p, i] > settings[Setting.COERCION_FORGOTTEN]:
        tables.globals[Globals.RESISTED if stays else Globals.YIELDED] += 1.0


def leave_rival_club(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> None:
    """Give up the seat that excludes one in p, if i holds it."""
    club = rival_club(tables, settings, p, i)
    if club >= 0:
        resign(tables, settings, club, i, terms_in, terms_out)


def review_partnership(
    tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int, terms_in: Floats, terms_out: Floats
) -> None:
    """Let actor i decide on one partnership, and act on it as far as the lead and the members let it."""
    tables.globals[Globals.REVIEWS] += 1.0
    is_member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    is_wanted = decide(tables, settings, seed, step, p, i, terms_in, terms_out)
    log_decision(tables, settings, step, p, i, terms_in, terms_out)
    if is_member:
        weigh_demand(tables, settings, p, i, is_wanted)
        if not is_wanted:
            resign(tables, settings, p, i, terms_in, terms_out)
    elif is_wanted and gets_seat(tables, settings, seed, step, p, i):
        may_enter = members_consent(tables, settings, seed, step, p, i, terms_in, terms_out)
        if may_enter:
            leave_rival_club(tables, settings, p, i, terms_in, terms_out)
            enter(tables, p, i)
    log_seat(tables, step, p, i)


def fill_reviewers(tables: Tables, settings: Floats, seed: int, step: int, reviewers: Ints) -> int:
    """Write the actors that reconsider this quarter in the order of their turns, shape (N,); return how many."""
    n_actors = tables.actors.shape[1]
    identities = np.zeros(n_actors, dtype=np.int64)
    draws = np.zeros(n_actors)
    for i in range(n_actors):
        identities[i] = int(tables.actors[Actor.IDENTITY, i])
    draw_for_each(seed, Purpose.REVIEW, step, identities, draws)
    n = 0
    for i in range(n_actors):
        if draws[i] < settings[Setting.REVIEW_SHARE]:
            draws[i] = uniform(seed, Purpose.ORDER, step, identities[i], 0)
            reviewers[n] = i
            n += 1
    sort_rows(reviewers, n, draws)
    return n


def review_memberships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Let a random share of actors reconsider, asynchronously and in random order."""
    start_keeping(tables, settings)
    reviewers = np.zeros(tables.actors.shape[1], dtype=np.int64)
    n_partnerships = int(tables.globals[Globals.ROWS])
    identities = np.zeros(n_partnerships, dtype=np.int64)
    issues = np.zeros(n_partnerships, dtype=np.int64)
    for p in range(n_partnerships):
        identities[p] = int(tables.partnerships[Partnership.IDENTITY, p])
        issues[p] = int(tables.partnerships[Partnership.ISSUE, p])
    rows = np.zeros(n_partnerships, dtype=np.int64)
    priorities = np.full(n_partnerships, NOT_DRAWN)
    draws = np.zeros(n_partnerships)
    weights = np.zeros(n_partnerships)
    terms_in = np.zeros(N_TERMS)
    terms_out = np.zeros(N_TERMS)
    for turn in range(fill_reviewers(tables, settings, seed, step, reviewers)):
        i = reviewers[turn]
        n = fill_considered(tables, settings, seed, step, i, identities, issues, rows, priorities, draws, weights)
        for k in range(n):
            review_partnership(tables, settings, seed, step, rows[k], i, terms_in, terms_out)


PHASE = Phase(
    "review",
    review_memberships,
    "a random share of actors reconsiders by the one decision; admission and consent apply",
    (
        *SEATING,
        Partnership.LEAD,
        Actor.LEADS,
        Actor.LEFT,
        Globals.JOINS,
        Globals.LEAVES,
        Globals.REVIEWS,
        Globals.YIELDED,
        Globals.RESISTED,
    ),
)
