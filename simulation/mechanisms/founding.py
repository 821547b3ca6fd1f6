"""Founding: actors propose partnerships where their stake is unmet; the smallest group that gains starts one."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Admission, BurdenRule, Consent, Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.ordering import lowest
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.admission import is_eligible
from simulation.decision.choice import rival_club
from simulation.decision.founding_group import alone_now, gains_of_group, grow_older, made_for
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import SEATING, seat, unseat
from simulation.decision.transfers import plain_gain
from simulation.rules.founding import (
    agreed_ambition,
    hosting_budget,
    initiative,
    invitation_weight,
    unmet_stake,
    vacancy,
)
from simulation.rules.participation import candidate_priority

FIRST_YEAR = 2025.0


FORGOTTEN = (
    Membership.BARRED_UNTIL,
    Membership.COMPLETED,
    Membership.FOUNDER,
    Membership.NAMED,
    Membership.DISTANCES,
)
"""Columns of memberships in which a new partnership owes nothing to one that had its row before."""


def feel_vacancies(tables: Tables, settings: Floats, led: Floats) -> None:
    """Write how much of the leads' deliveries on each issue has ceased; what lasts comes to be taken for granted."""
    led[:] = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        lead = int(tables.partnerships[Partnership.LEAD, p])
        if tables.partnerships[Partnership.ALIVE, p] > 0.0 and lead >= 0:
            led[int(tables.partnerships[Partnership.ISSUE, p])] += tables.memberships[Membership.DELIVERED, p, lead]
    fading = min(1.0, QUARTER / settings[Setting.FOUNDING_VACANCY_MEMORY])
    for g in range(tables.issues.shape[1]):
        tables.issues[Issue.LED, g] += fading * (led[g] - tables.issues[Issue.LED, g])
        tables.issues[Issue.VACANCY, g] = vacancy(tables.issues[Issue.LED, g], led[g])


def issue_to_propose(tables: Tables, seed: int, step: int, i: int, priorities: Floats) -> int:
    """Return the issue on which i proposes, drawn by unmet stake; -1 if nothing is unmet."""
    actor = int(tables.actors[Actor.IDENTITY, i])
    for g in range(tables.issues.shape[1]):
        value = tables.portfolios[Portfolio.WILLING, g, i]
        pull = unmet_stake(value, tables.portfolios[Portfolio.MISSION, g, i], tables.issues[Issue.COVERAGE, g])
        priorities[g] = candidate_priority(uniform(seed, Purpose.PROPOSAL, step, actor, g), pull)
    return lowest(priorities)


def takes_initiative(tables: Tables, settings: Floats, seed: int, step: int, i: int, vacancy: float) -> bool:
    """Tell whether i proposes where so much is vacant: by its means, the order, and what leads have left undone."""
    inclination = 1.0 if tables.actors[Actor.POLE, i] >= 0.0 else settings[Setting.ORDER_INITIATIVE]
    rate = initiative(
        settings[Setting.FOUNDING_RATE],
        inclination,
        tables.actors[Actor.CAPACITY, i],
        settings[Setting.FOUNDING_HALF],
        vacancy,
        settings[Setting.FOUNDING_VACANCY],
    )
    actor = int(tables.actors[Actor.IDENTITY, i])
    return uniform(seed, Purpose.INITIATIVE, step, actor, 0) < 1.0 - math.exp(-rate * QUARTER)


def free_row(tables: Tables) -> int:
    """Return a free row for a partnership, one never used if there is any; -1 for none."""
    rows = int(tables.globals[Globals.ROWS])
    if rows < tables.partnerships.shape[1]:
        return rows
    for p in range(rows):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0 and tables.partnerships[Partnership.AWAITED, p] == 0.0:
            return p
    return -1


def set_door(tables: Tables, settings: Floats, p: int, i: int, draw: float) -> None:
    """Write who may be a member of a new partnership: by the founder's stance and the order."""
    is_state = int(tables.actors[Actor.KIND, i]) == Kind.STATE
    is_democracy = tables.actors[Actor.OPENNESS, i] >= settings[Setting.DEMOCRACY_LEAST]
    seats = tables.levers[Lever.SEATS, i] * settings[Setting.ORDER_SEATS]
    ideology = max(tables.levers[Lever.PARTNER_FILTER, i], settings[Setting.ORDER_FILTER])
    column = tables.partnerships
    if not is_state or draw < seats:
        admission = Admission.OPEN.value
    elif is_democracy and draw < seats + (1.0 - seats) * ideology:
        admission = Admission.DEMOCRACIES.value
    elif column[Partnership.EXCLUSIVITY, p] >= settings[Setting.ORDER_EXCLUSIVE]:
        admission = Admission.LIKE_MINDED.value
    else:
        admission = Admission.STATES.value
    is_open = admission == Admission.OPEN
    column[Partnership.ADMISSION, p] = admission
    column[Partnership.CONSENT, p] = Consent.OPEN.value if is_open else Consent.MAJORITY.value
    transparency = Setting.FOUNDING_TRANSPARENCY_OPEN if is_open else Setting.FOUNDING_TRANSPARENCY_CLOSED
    column[Partnership.TRANSPARENCY, p] = settings[transparency]


def set_terms(tables: Tables, settings: Floats, p: int, i: int, concreteness: float) -> None:
    """Write how burdens are shared in a new partnership, who benefits, and what it stands for."""
    column = tables.partnerships
    wants_gain = tables.levers[Lever.TRANSACTIONALISM, i] > settings[Setting.FOUNDING_TRANSACTIONAL]
    is_threat = tables.issues[Issue.NEED, int(column[Partnership.ISSUE, p])] > 0.0
    rule = BurdenRule.RECIPROCITY.value
    if not is_threat:
        rule = BurdenRule.QUANTITY.value
    elif wants_gain:
        rule = BurdenRule.OPTIMAL.value
    column[Partnership.RULE, p] = rule
    ambition = agreed_ambition(settings[Setting.AMBITION], settings[Setting.SHALLOWNESS], concreteness)
    column[Partnership.AMBITION, p] = ambition
    column[Partnership.TARGET, p] = settings[Setting.QUOTA]
    column[Partnership.CONCRETENESS, p] = concreteness
    column[Partnership.BINDING, p] = settings[Setting.FOUNDING_BINDING] * concreteness
    serves = is_threat and int(tables.actors[Actor.KIND, i]) in (Kind.NGO, Kind.PHILANTHROPY, Kind.ORGANISATION)
    column[Partnership.RECIPIENTS, p] = 1.0 if serves else 0.0
    excludable = settings[Setting.EXCLUDABLE_SHARE] if serves else column[Partnership.EXCLUSIVITY, p]
    column[Partnership.EXCLUDABLE, p] = excludable if is_threat else settings[Setting.CLUB_SHARE]
    column[Partnership.NORM, p] = column[Partnership.AIM, p] = tables.actors[Actor.POSITION, i]
    g = int(column[Partnership.ISSUE, p])
    for j in range(tables.actors.shape[1]):
        served = tables.actors[Actor.NEEDY, j] if serves else 0.0
        tables.memberships[Membership.BENEFICIARY, p, j] = served
        column[Partnership.NEEDS, p] += served * tables.portfolios[Portfolio.NEED, g, j]
        for forgotten in FORGOTTEN:
            tables.memberships[forgotten, p, j] = 0.0


def draw_up(tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int, g: int) -> None:
    """Write the attributes of the partnership that i proposes on issue g into row p; nobody sits there yet."""
    actor = int(tables.actors[Actor.IDENTITY, i])
    for q in range(tables.partnerships.shape[0]):
        tables.partnerships[q, p] = 0.0
    column = tables.partnerships
    column[Partnership.IDENTITY, p] = float((actor * 1009 + step * 17 + g) % 2147483647)
    column[Partnership.ISSUE, p] = g
    column[Partnership.FOUNDER, p] = i
    column[Partnership.LEAD, p] = i
    column[Partnership.BORN, p] = step
    column[Partnership.FOUNDED, p] = math.floor(FIRST_YEAR + (step - 1) * QUARTER)
    column[Partnership.PRODUCTIVITY, p] = column[Partnership.RELIABILITY, p] = 1.0
    seeds = uniform(seed, Purpose.SEED_OR_LEAD, step, actor, 0) < tables.levers[Lever.LEAD_SEED, i]
    column[Partnership.SEEDED, p] = 1.0 if seeds else 0.0
    column[Partnership.EXCLUSIVITY, p] = settings[Setting.ORDER_EXCLUSIVITY]
    normal = normal_quantile(uniform(seed, Purpose.CONCRETENESS, step, actor, 0))
    concreteness = settings[Setting.ORDER_CONCRETENESS] + settings[Setting.FOUNDING_SPREAD] * normal
    set_door(tables, settings, p, i, uniform(seed, Purpose.DOOR, step, actor, 0))
    set_terms(tables, settings, p, i, min(1.0, max(0.0, concreteness)))
    column[Partnership.EXACT, p] = 1.0
    column[Partnership.ALIVE, p] = 1.0


def scaling_up_pays_more(tables: Tables, settings: Floats, step: int, i: int, g: int, gain: float) -> bool:
    """Tell whether i would gain more by joining a partnership on the issue that exists already."""
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    for q in range(int(tables.globals[Globals.ROWS])):
        is_other = int(tables.partnerships[Partnership.ISSUE, q]) == g
        is_open = is_other and tables.memberships[Membership.MEMBER, q, i] == 0.0
        if is_open and is_eligible(tables, settings, q, i, step):
            joining = plain_gain(tables, settings, q, i, terms_in, terms_out)
            if joining > gain:
                return True
    return False


def fill_invitations(tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int, keys: Floats) -> None:
    """Write the order in which i sounds others out for p: the able, willing and near first, with some luck."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    founder = int(tables.actors[Actor.IDENTITY, i])
    for j in range(tables.actors.shape[1]):
        keys[j] = math.inf
        budget = tables.portfolios[Portfolio.BUDGET, g, j]
        if j == i or budget == 0.0 or not is_eligible(tables, settings, p, j, step):
            continue
        if rival_club(tables, settings, p, j) >= 0:
            continue
        distance = tables.actors[Actor.POSITION, j] - tables.actors[Actor.POSITION, i]
        willing = max(tables.portfolios[Portfolio.WILLING, g, j], 1e-12)
        weight = invitation_weight(willing, budget, distance)
        other = int(tables.actors[Actor.IDENTITY, j])
        keys[j] = candidate_priority(uniform(seed, Purpose.INVITATION, step, founder, other), weight)


def give_up(tables: Tables, p: int) -> None:
    """Take everybody out of a row that did not become a partnership, and free it."""
    while tables.partnerships[Partnership.SIZE, p] > 0.0:
        unseat(tables, p, int(tables.memberships[Membership.ROSTER, p, 0]))
    tables.partnerships[Partnership.ALIVE, p] = 0.0
    tables.partnerships[Partnership.LEAD, p] = -1.0
    tables.partnerships[Partnership.FOUNDER, p] = -1.0


def finds_partner(
    tables: Tables, settings: Floats, p: int, i: int, keys: Floats, effective: Floats, spent: Floats
) -> tuple[bool, float]:
    """Seat the first in the order of invitations with whom i gains as a pair; return (found, founder's gain)."""
    start_up = settings[Setting.FOUNDING_START_UP]
    waiting = keys.copy()
    while True:
        j = lowest(waiting)
        if j < 0:
            return False, 0.0
        waiting[j] = math.inf
        effective[j], spent[j] = alone_now(tables, settings, p, j)
        seat(tables, p, j)
        least, of_founder = gains_of_group(tables, settings, p, i, start_up, effective, spent)
        if least > 0.0:
            return True, of_founder
        unseat(tables, p, j)


def gather(tables: Tables, settings: Floats, seed: int, step: int, p: int, i: int) -> bool:
    """Seat a group around founder i in which everybody gains; tell whether there is one.

    Every pair is sounded out first; without one, a group grows in the order of invitations until everybody gains.
    """
    n_actors = tables.actors.shape[1]
    most = int(settings[Setting.FOUNDING_GROUP])
    g = int(tables.partnerships[Partnership.ISSUE, p])
    keys = np.zeros(n_actors)
    effective, spent = np.zeros(n_actors), np.zeros(n_actors)
    effective[i], spent[i] = alone_now(tables, settings, p, i)
    seat(tables, p, i)  # first, for who is like-minded is told from the members
    fill_invitations(tables, settings, seed, step, p, i, keys)
    start_up = settings[Setting.FOUNDING_START_UP]
    is_pair, of_founder = finds_partner(tables, settings, p, i, keys, effective, spent)
    if is_pair:
        return not scaling_up_pays_more(tables, settings, step, i, g, of_founder)
    while tables.partnerships[Partnership.SIZE, p] < most:
        j = lowest(keys)
        if j < 0:
            return False
        keys[j] = math.inf
        effective[j], spent[j] = alone_now(tables, settings, p, j)
        seat(tables, p, j)
        least, of_founder = gains_of_group(tables, settings, p, i, start_up, effective, spent)
        if least > 0.0:
            return not scaling_up_pays_more(tables, settings, step, i, g, of_founder)
    return False


def open_up(tables: Tables, settings: Floats, p: int) -> None:
    """Write who founded p and, from that, its intended size: founders ask only what it is worth to them."""
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        tables.memberships[Membership.FOUNDER, p, int(tables.memberships[Membership.ROSTER, p, k])] = 1.0
    tables.partnerships[Partnership.INTERCEPT, p] = made_for(tables, settings, p)


def found_one(tables: Tables, settings: Floats, seed: int, step: int, i: int, g: int) -> None:
    """Let i propose a partnership on issue g, and found it if a group gains and scaling up would not pay more."""
    tables.globals[Globals.PROPOSALS] += 1.0
    budget = hosting_budget(
        settings[Setting.SEEDING_BUDGET],
        tables.actors[Actor.CAPACITY, i],
        tables.actors[Actor.ATTENTION, i],
        tables.levers[Lever.EFFORT_SHARE, i],
    )
    if tables.actors[Actor.HOSTING, i] + settings[Setting.FOUNDING_START_UP] > budget:
        return
    p = free_row(tables)
    if p < 0:
        tables.globals[Globals.REFUSED] += 1.0
        return
    draw_up(tables, settings, seed, step, p, i, g)
    if not gather(tables, settings, seed, step, p, i):
        give_up(tables, p)
        return
    open_up(tables, settings, p)
    tables.globals[Globals.ROWS] = max(tables.globals[Globals.ROWS], p + 1.0)
    tables.globals[Globals.FOUNDINGS] += 1.0
    tables.globals[Globals.JOINS] += tables.partnerships[Partnership.SIZE, p]
    tables.actors[Actor.LEADS, i] += 1.0


def found_partnerships(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Let those who take the initiative propose, in random order."""
    n_actors = tables.actors.shape[1]
    grow_older(tables, settings, step)
    feel_vacancies(tables, settings, np.zeros(tables.issues.shape[1]))
    order = np.full(n_actors, math.inf)
    wanted = np.zeros(n_actors)
    priorities = np.zeros(tables.issues.shape[1])
    most = 0.0
    for g in range(tables.issues.shape[1]):
        most = max(most, tables.issues[Issue.VACANCY, g])
    for i in range(n_actors):
        if not takes_initiative(tables, settings, seed, step, i, most):
            continue  # whatever the issue: so few go on that drawing issues for the others would be most of the work
        g = issue_to_propose(tables, seed, step, i, priorities)
        if g >= 0 and takes_initiative(tables, settings, seed, step, i, tables.issues[Issue.VACANCY, g]):
            order[i] = uniform(seed, Purpose.INITIATIVE_ORDER, step, int(tables.actors[Actor.IDENTITY, i]), 0)
            wanted[i] = g
    while True:
        i = lowest(order)
        if i < 0:
            return
        order[i] = math.inf
        found_one(tables, settings, seed, step, i, int(wanted[i]))


PHASE = Phase(
    "founding",
    found_partnerships,
    "actors propose partnerships where their stake is unmet; the smallest group that gains starts one",
    (
        *SEATING,
        *Partnership,
        Membership.BENEFICIARY,
        *FORGOTTEN,
        Issue.LED,
        Issue.VACANCY,
        Actor.LEADS,
        Globals.JOINS,
        Globals.ROWS,
        Globals.PROPOSALS,
        Globals.FOUNDINGS,
        Globals.REFUSED,
    ),
)
