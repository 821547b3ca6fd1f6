"""Who may apply, who grants a seat, and whether the members consent."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Admission, Consent, Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.choice import rival_club
from simulation.decision.counterfactual import fill_both_worlds
from simulation.decision.payoff import gain_in_terms
from simulation.decision.seats import seat, seat_again, unseat, unseat_for_now
from simulation.decision.transfers import fill_claims, fill_transfers
from simulation.rules.participation import is_admissible


def distance_to_founders(tables: Tables, p: int, i: int) -> float:
    """Return how far i's position is from the nearest founder that sits in p; leads and founders always fit.

    Where no founder but a lead is known or left, whoever sits there counts; where nobody sits nobody is unlike.
    """
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if tables.memberships[Membership.FOUNDER, p, i] > 0.0 or lead == i:
        return 0.0
    to_founder = to_member = math.inf
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        distance = abs(tables.actors[Actor.POSITION, i] - tables.actors[Actor.POSITION, j])
        if j != i:
            to_member = min(to_member, distance)
        if j != lead and tables.memberships[Membership.FOUNDER, p, j] > 0.0:
            to_founder = min(to_founder, distance)
    nearest = to_founder if to_founder < math.inf else to_member
    return nearest if nearest < math.inf else 0.0


def opens_later(tables: Tables, p: int, i: int, step: int) -> bool:
    """Tell whether p begins this quarter by its date, with those it is said to begin with, and i is none of them."""
    begins = step > 0 and tables.partnerships[Partnership.BORN, p] == step
    is_dated = tables.partnerships[Partnership.FOUNDER, p] < 0.0
    return begins and is_dated and tables.memberships[Membership.MEMBER, p, i] == 0.0


def is_eligible(tables: Tables, settings: Floats, p: int, i: int, step: int) -> bool:
    """Tell whether i may be a member of p at all: running, not barred, of interest or need, admitted by p's rule."""
    barred = max(tables.memberships[Membership.BARRED_UNTIL, p, i], tables.actors[Actor.BARRED_UNTIL, i])
    if tables.partnerships[Partnership.ALIVE, p] == 0.0 or barred > step or opens_later(tables, p, i, step):
        return False
    g = int(tables.partnerships[Partnership.ISSUE, p])
    if tables.portfolios[Portfolio.MISSION, g, i] == 0.0 and tables.memberships[Membership.BENEFICIARY, p, i] == 0.0:
        return False
    admission = int(tables.partnerships[Partnership.ADMISSION, p])
    distance = 0.0
    if admission == Admission.LIKE_MINDED:
        distance = distance_to_founders(tables, p, i)
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
        least = tables.levers[Lever.PARTNER_FILTER, lead] * settings[Setting.DEMOCRACY_LEAST]
        return tables.actors[Actor.OPENNESS, i] >= least
    actor = int(tables.actors[Actor.IDENTITY, i])
    partnership = int(tables.partnerships[Partnership.IDENTITY, p])
    if uniform(seed, Purpose.ORDER_SEAT, step, actor, partnership) >= settings[Setting.ORDER_SEATS]:
        return False
    return lead < 0 or uniform(seed, Purpose.SEAT, step, actor, partnership) < tables.levers[Lever.SEATS, lead]


def fill_transfers_now(tables: Tables, settings: Floats, p: int, transfers: Floats) -> None:
    """Write each present member's transfer, shape (N,), or (0,) where none are made."""
    if transfers.shape[0] == 0:
        return
    gains = np.zeros(transfers.shape[0])
    surplus, weights = fill_claims(tables, settings, p, gains)
    fill_transfers(tables, settings, p, gains, surplus, weights, transfers)


def first_asked(tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int) -> int:
    """Return the place in p's roster of the first member who is asked about i; the next ones follow at even distances.

    Where p has more members than a board has seats, the first is drawn by lot, anew for every application.
    """
    size = int(tables.partnerships[Partnership.SIZE, p])
    if size <= int(settings[Setting.ORDER_BOARD]):
        return 0
    actor = int(tables.actors[Actor.IDENTITY, i])
    return int(uniform(seed, Purpose.BOARD, step, actor, int(tables.partnerships[Partnership.IDENTITY, p])) * size)


def agrees(
    tables: Tables,
    settings: Floats,
    p: int,
    j: int,
    i: int,
    change: float,
    terms_in: Floats,
    terms_out: Floats,
) -> bool:
    """Tell whether member j agrees to the entry of i, which changes its transfer by ``change`` [US$bn/yr].

    A loss smaller than the inertia of leaving is no ground for a veto; without noise any loss is one. Who sits in a
    rival partnership leaves it by entering: what j gains or loses by that counts, too.
    """
    gain, scale = change, abs(change)
    inertia = settings[Setting.INERTIA] * settings[Setting.THETA] * tables.actors[Actor.CAPACITY, j]
    club = rival_club(tables, settings, p, i)
    place = 0
    if club >= 0:
        fill_both_worlds(tables, settings, club, j, i, terms_in, terms_out)
        gain -= gain_in_terms(terms_in, terms_out)
        scale = max(scale, largest_term(terms_in, terms_out))
        place = unseat_for_now(tables, club, i)
    fill_both_worlds(tables, settings, p, j, i, terms_in, terms_out)
    if club >= 0:
        seat_again(tables, club, i, place)
    for term in range(terms_in.shape[0]):
        gain += terms_in[term] - terms_out[term]
    return gain >= -inertia - 1e-9 * max(scale, largest_term(terms_in, terms_out))


def largest_term(terms_in: Floats, terms_out: Floats) -> float:
    """Return the largest term of two payoffs, whatever its sign [US$bn/yr]."""
    largest = 0.0
    for term in range(terms_in.shape[0]):
        largest = max(largest, abs(terms_in[term]), abs(terms_out[term]))
    return largest


def fill_change_of_transfers(tables: Tables, settings: Floats, p: int, i: int, club: int, change: Floats) -> None:
    """Write how the entry of i, who leaves ``club``, changes each present member's transfer, shape (N,) or (0,)."""
    before = np.zeros(change.shape[0])
    fill_transfers_now(tables, settings, p, before)
    place = unseat_for_now(tables, club, i) if club >= 0 else 0
    seat(tables, p, i)
    fill_transfers_now(tables, settings, p, change)
    unseat(tables, p, i)
    if club >= 0:
        seat_again(tables, club, i, place)
    for j in range(change.shape[0]):
        change[j] -= before[j]


def members_consent(
    tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int, terms_in: Floats, terms_out: Floats
) -> bool:
    """Tell whether the members let i in: each agrees unless that clearly lowers its own payoff, transfers included.

    Who comes from a rival partnership leaves it by entering: both changes count. In a partnership with more members
    than ``order.board``, so many drawn by lot decide. Nobody is asked any more once the answer is certain.
    """
    consent = int(tables.partnerships[Partnership.CONSENT, p])
    size = int(tables.partnerships[Partnership.SIZE, p])
    if consent == Consent.OPEN or size == 0:
        return True
    change = np.zeros(tables.actors.shape[1] if tables.partnerships[Partnership.SHARED, p] > 0.0 else 0)
    if change.shape[0] > 0:
        fill_change_of_transfers(tables, settings, p, i, rival_club(tables, settings, p, i), change)
    asked = min(size, int(settings[Setting.ORDER_BOARD]))
    needed = asked if consent == Consent.UNANIMITY else asked // 2 + 1
    first = first_asked(tables, settings, seed, step, p, i)
    agreed = 0
    for k in range(asked):
        j = int(tables.memberships[Membership.ROSTER, p, (first + k * size // asked) % size])
        own = change[j] if change.shape[0] > 0 else 0.0
        if agrees(tables, settings, p, j, i, own, terms_in, terms_out):
            agreed += 1
        if agreed >= needed or agreed + asked - k - 1 < needed:
            break
    return agreed >= needed
