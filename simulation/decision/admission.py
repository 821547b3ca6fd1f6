"""Who may apply, who grants a seat, and whether the members consent."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Admission, Consent, Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.seats import seat, unseat
from simulation.decision.transfers import fill_gains, fill_transfers
from simulation.decision.worlds import fill_both_worlds
from simulation.rules.participation import is_admissible


def mean_position(tables: Tables, p: int) -> float:
    """Return the mean position of p's members, by head; 0 for an empty partnership."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    total = 0.0
    for k in range(size):
        total += tables.actors[Actor.POSITION, int(tables.memberships[Membership.ROSTER, p, k])]
    return total / size if size > 0 else 0.0


def is_eligible(tables: Tables, settings: Floats, p: int, i: int, step: int) -> bool:
    """Tell whether i may be a member of p at all: running, not barred, of interest or need, admitted by p's rule."""
    barred = max(tables.memberships[Membership.BARRED_UNTIL, p, i], tables.actors[Actor.BARRED_UNTIL, i])
    if tables.partnerships[Partnership.ALIVE, p] == 0.0 or barred > step:
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
    """Tell whether applicant i is granted a seat: by the order, and by the levers of p's lead."""
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
        if lead < 0:
            return True
        least = tables.actors[Actor.PARTNER_FILTER, lead] * settings[Setting.DEMOCRACY_LEAST]
        return tables.actors[Actor.OPENNESS, i] >= least
    actor = int(tables.actors[Actor.IDENTITY, i])
    partnership = int(tables.partnerships[Partnership.IDENTITY, p])
    if uniform(seed, Purpose.ORDER_SEAT, step, actor, partnership) >= settings[Setting.ORDER_SEATS]:
        return False
    return lead < 0 or uniform(seed, Purpose.SEAT, step, actor, partnership) < tables.actors[Actor.SEATS, lead]


def fill_change_of_transfers(tables: Tables, settings: Floats, p: int, i: int, change: Floats) -> None:
    """Write how the entry of i changes each present member's transfer, shape (N,); nothing where none are made."""
    if tables.partnerships[Partnership.SHARED, p] == 0.0:
        return
    before, gains = np.zeros(change.shape[0]), np.zeros(change.shape[0])
    surplus, weights = fill_gains(tables, settings, p, gains)
    fill_transfers(tables, settings, p, gains, surplus, weights, before)
    seat(tables, p, i)
    surplus, weights = fill_gains(tables, settings, p, gains)
    fill_transfers(tables, settings, p, gains, surplus, weights, change)
    unseat(tables, p, i)
    for j in range(change.shape[0]):
        change[j] -= before[j]


def members_consent(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> bool:
    """Tell whether the members let i in: each agrees unless i's entry lowers its own payoff, transfers included."""
    consent = int(tables.partnerships[Partnership.CONSENT, p])
    if consent == Consent.OPEN:
        return True
    change = np.zeros(tables.actors.shape[1])
    fill_change_of_transfers(tables, settings, p, i, change)
    size = int(tables.partnerships[Partnership.SIZE, p])
    agreed = 0
    for k in range(size):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        fill_both_worlds(tables, settings, p, j, i, terms_in, terms_out)
        gain = change[j]
        scale = abs(change[j])
        for term in range(terms_in.shape[0]):
            gain += terms_in[term] - terms_out[term]
            scale = max(scale, abs(terms_in[term]), abs(terms_out[term]))
        if gain >= -1e-9 * scale:
            agreed += 1
    return agreed == size if consent == Consent.UNANIMITY else 2 * agreed > size or size == 0
