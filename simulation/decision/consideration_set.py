"""What an actor looks at when it reviews: its seats, invitations, and a few candidates, in an order of its own.

Of partnerships only numbers that lie side by side are read for every candidate; what belongs to the pair of actor and
partnership is looked up for the few that are drawn. Where it looks at as many as there are, nothing is drawn.
"""

from __future__ import annotations

import math

from simulation.core.columns import Actor, Floats, Ints, Membership, Partnership, Portfolio, Tables
from simulation.core.ordering import sort_rows
from simulation.core.randomness import Purpose, draw_for_pairs
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.rules.participation import candidate_priority, contact, may_be_drawn

NOT_DRAWN = math.inf
"""Priority where no candidate stands yet."""
NO_CANDIDATE = 0.0
"""Weight of what cannot be drawn as a candidate."""


def fill_weights(tables: Tables, settings: Floats, i: int, issues: Ints, weights: Floats) -> None:
    """Write how strongly i is drawn to each running partnership, by mission and reach, shape (P,)."""
    for p in range(weights.shape[0]):
        pull = (
            contact(tables.partnerships[Partnership.SIZE, p], settings[Setting.CONTACT_SIZE])
            * tables.partnerships[Partnership.ALIVE, p]
        )
        weights[p] = tables.portfolios[Portfolio.MISSION, issues[p], i] * pull


def add_seats(tables: Tables, i: int, rows: Ints, weights: Floats) -> int:
    """Write the partnerships where i sits and take them off the candidates; return how many they are."""
    n = int(tables.seats[i, 0])
    for k in range(n):
        rows[k] = int(tables.seats[i, k + 1])
        weights[rows[k]] = NO_CANDIDATE
    return n


def add_invitations(tables: Tables, settings: Floats, step: int, i: int, n: int, rows: Ints, weights: Floats) -> int:
    """Write, behind the first n, the platforms that would serve i; take all that do off the candidates."""
    for p in range(weights.shape[0]):
        if tables.partnerships[Partnership.RECIPIENTS, p] == 0.0 or tables.memberships[Membership.MEMBER, p, i] > 0.0:
            continue
        if tables.memberships[Membership.BENEFICIARY, p, i] >= settings[Setting.INVITED]:
            weights[p] = NO_CANDIDATE
            if is_eligible(tables, settings, p, i, step):
                rows[n] = p
                n += 1
    return n


def add_all_candidates(tables: Tables, settings: Floats, step: int, i: int, n: int, rows: Ints, weights: Floats) -> int:
    """Write, behind the first n, all eligible candidates; return the new n."""
    for p in range(weights.shape[0]):
        if weights[p] > NO_CANDIDATE and is_eligible(tables, settings, p, i, step):
            rows[n] = p
            n += 1
    return n


def add_some_candidates(
    tables: Tables,
    settings: Floats,
    step: int,
    i: int,
    n: int,
    rows: Ints,
    priorities: Floats,
    draws: Floats,
    weights: Floats,
) -> int:
    """Write, behind the first n, a few eligible candidates, drawn by their weights; return the new n.

    The priorities are infinite before and afterwards; in between, those of the candidates so far stand behind n.
    """
    last = n + int(settings[Setting.CANDIDATES])
    for p in range(weights.shape[0]):
        worst = priorities[last - 1]
        if not may_be_drawn(draws[p], weights[p], worst):
            continue
        priority = candidate_priority(draws[p], weights[p])
        if priority < worst and is_eligible(tables, settings, p, i, step):
            place = last - 1
            while place > n and priorities[place - 1] > priority:
                priorities[place], rows[place] = priorities[place - 1], rows[place - 1]
                place -= 1
            priorities[place], rows[place] = priority, p
    while n < last and priorities[n] != NOT_DRAWN:
        priorities[n] = NOT_DRAWN
        n += 1
    return n


def fill_considered(
    tables: Tables,
    settings: Floats,
    seed: int,
    step: int,
    i: int,
    identities: Ints,
    issues: Ints,
    rows: Ints,
    priorities: Floats,
    draws: Floats,
    weights: Floats,
) -> int:
    """Write the partnerships that i looks at, in the order of random keys; return how many they are.

    Parameters
    ----------
    tables, settings, seed, step, i : state, settings, address of luck, row of the actor
    identities, issues : of the partnerships, shape (P,)
    rows : overwritten, shape (P,)
    priorities : scratch, shape (P,), infinite before and afterwards
    draws : overwritten with the key of every partnership, shape (P,)
    weights : overwritten, shape (P,)
    """
    actor = int(tables.actors[Actor.IDENTITY, i])
    fill_weights(tables, settings, i, issues, weights)
    n = add_seats(tables, i, rows, weights)
    n = add_invitations(tables, settings, step, i, n, rows, weights)
    if n + settings[Setting.CANDIDATES] >= weights.shape[0]:
        n = add_all_candidates(tables, settings, step, i, n, rows, weights)
    else:
        draw_for_pairs(seed, Purpose.CANDIDATE, step, actor, identities, draws)
        n = add_some_candidates(tables, settings, step, i, n, rows, priorities, draws, weights)
    draw_for_pairs(seed, Purpose.CONSIDER, step, actor, identities, draws)
    sort_rows(rows, n, draws)
    return n
