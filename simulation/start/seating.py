"""Who sits where at the start: the listed members, and partial lists completed by the model's own decision.

A published list often names some members and gives the number of all. The missing ones are drawn among eligible
actors with the odds of the one decision (without switching cost), until the published number is reached. They are
flagged as completed, never guessed by hand, and the draw belongs to the seed, not to the policy arm.
"""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Tables
from simulation.core.ordering import lowest
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.choice import gain_of_membership
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import enter
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.rules.participation import candidate_priority, choice_probability

FIRST_YEAR = 1
"""Years from founding in which a member counts as a founder; Assumed: as in the record of organisations."""


def seat_listed(tables: Tables, members: Floats) -> None:
    """Seat every listed member; ``members`` has shape (M, 2): actor row, partnership row."""
    for k in range(members.shape[0]):
        enter(tables, int(members[k, 1]), int(members[k, 0]))


def mark_founders(tables: Tables, roster: Roster) -> None:
    """Flag the leads of every partnership, and who joined it by the end of its first year."""
    for p, leads in enumerate(roster.leads):
        if p in roster.begins:
            continue
        tables.memberships[Membership.FOUNDER, p, list(leads)] = 1.0
    rows, partnerships = roster.members[:, 0], roster.members[:, 1]
    early = (roster.joined > 0) & (roster.joined <= roster.founded[partnerships] + FIRST_YEAR)
    tables.memberships[Membership.FOUNDER, partnerships[early], rows[early]] = 1.0


def missing_members(scenario: Scenario, roster: Roster) -> Floats:
    """Return how many members of each kind are still to be found, shape (P, kinds).

    States: the published number less the listed. Others: a stated part of the published number, for the roster
    lists only the largest. Complete lists miss nobody among states.
    """
    published = roster.published.copy()
    published[:, Kind.STATE] = np.where(np.array(roster.listed) == "complete", 0.0, published[:, Kind.STATE])
    others = [kind for kind in Kind if kind not in (Kind.STATE, Kind.ORGANISATION)]
    published[:, others] *= scenario.roster.nonstate_coverage
    listed = np.zeros_like(published)
    np.add.at(listed, (roster.members[:, 1], roster.kind[roster.members[:, 0]]), 1.0)
    missing: Floats = np.maximum(0.0, np.round(published) - listed)
    for p in np.unique(roster.unknown[:, 1]).tolist():
        missing[p] = _expected_among_unknown(roster, p, listed[p])
    return missing


def _expected_among_unknown(roster: Roster, p: int, listed: Floats) -> Floats:
    """Return how many of each kind of the unknown seats of p are held: as large a part as of those that are known.

    Who is known to be out, or in, is everybody of a kind that has an unknown seat at all; shape (kinds,).
    """
    unknown = roster.unknown[roster.unknown[:, 1] == p, 0]
    count = np.bincount(roster.kind[unknown], minlength=len(Kind)).astype(float)
    known = np.bincount(roster.kind, minlength=len(Kind)) - count
    share = np.divide(listed, known, out=np.zeros_like(count), where=known > 0.0)
    return np.asarray(np.round(share * count))


def only_unknown(roster: Roster, odds: Floats) -> None:
    """Leave no odds to those who are known to be out where seats are unknown; ``odds`` has shape (P, N)."""
    for p in np.unique(roster.unknown[:, 1]).tolist():
        held = odds[p, roster.unknown[roster.unknown[:, 1] == p, 0]]
        odds[p] = 0.0
        odds[p, roster.unknown[roster.unknown[:, 1] == p, 0]] = held


def odds_of_membership(tables: Tables, settings: Floats, missing: Floats, odds: Floats) -> None:
    """Write the odds P(in) / P(out) of every eligible outsider where members are missing, else 0; shape (P, N)."""
    terms_in = np.zeros(N_TERMS)
    terms_out = np.zeros(N_TERMS)
    for p in range(missing.shape[0]):
        for i in range(tables.actors.shape[1]):
            odds[p, i] = 0.0
            is_sought = missing[p, int(tables.actors[Actor.KIND, i])] > 0.0
            is_outside = tables.memberships[Membership.MEMBER, p, i] == 0.0
            if is_sought and is_outside and is_eligible(tables, settings, p, i, 0):
                gain = gain_of_membership(tables, settings, p, i, terms_in, terms_out)
                noise = settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i]
                chance = min(max(choice_probability(gain, noise), 1e-12), 1.0 - 1e-12)
                odds[p, i] = chance / (1.0 - chance)


def complete_lists(tables: Tables, seed: int, missing: Floats, odds: Floats, by_luck: bool) -> None:
    """Seat the missing members of every partnership and kind, flagged: drawn by their odds, or the likeliest."""
    n_actors = tables.actors.shape[1]
    priorities = np.empty(n_actors)
    for p in range(missing.shape[0]):
        partnership = int(tables.partnerships[Partnership.IDENTITY, p])
        for kind in range(missing.shape[1]):
            for i in range(n_actors):
                is_sought = int(tables.actors[Actor.KIND, i]) == kind and missing[p, kind] > 0.0
                actor = int(tables.actors[Actor.IDENTITY, i])
                draw = uniform(seed, Purpose.COMPLETION, 0, actor, partnership) if is_sought and by_luck else 0.5
                priorities[i] = candidate_priority(draw, odds[p, i] if is_sought else 0.0)
            for _ in range(int(missing[p, kind])):
                i = lowest(priorities)
                if i < 0:
                    break
                priorities[i] = np.inf
                enter(tables, p, i)
                tables.memberships[Membership.COMPLETED, p, i] = 1.0
