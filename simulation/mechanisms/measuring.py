"""Measuring: the outcome row of the quarter, the running account of who paid, and fresh counters."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import ISSUES, THREATS, Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER
from simulation.decision.gap import effort_at_rest
from simulation.decision.voters import approval_of_halves
from simulation.measures.agency import measure_agency, measure_fairness
from simulation.measures.burden import gini, top_share
from simulation.measures.influence import (
    measure_geopolitics,
    measure_influence,
    measure_lifecycle,
    measure_money_between,
)
from simulation.measures.order import measure_order
from simulation.measures.outcomes import Outcome
from simulation.rules.reach import gap_closed
from simulation.rules.threat import damage

N_THREATS = len(THREATS)
N_ISSUES = len(ISSUES)
N_OUTCOMES = len(Outcome)
COUNTERS = (
    Globals.JOINS,
    Globals.LEAVES,
    Globals.REVIEWS,
    Globals.OUTBREAKS,
    Globals.CROSSINGS,
    Globals.WARS_BEGUN,
    Globals.WARS_ENDED,
    Globals.WARS_MEDIATED,
    Globals.ULTIMATA,
    Globals.YIELDED,
    Globals.RESISTED,
    Globals.FOUNDINGS,
    Globals.PROPOSALS,
    Globals.REFUSED,
    Globals.SPIN_OFFS,
    Globals.DISSOLVED,
    Globals.LIFETIMES,
    Globals.REALIGNED,
    Globals.TURNOVERS,
    Globals.TURNOVERS_EXPECTED,
)
"""What is counted within a quarter and starts anew with the next."""


def measure_threats(tables: Tables, row: Floats) -> None:
    """Write levels, coverage, the model's part of it, damage and crossings."""
    issues = tables.issues
    own = N_OUTCOMES + max(0, issues.shape[1] - N_ISSUES)
    for g in range(issues.shape[1]):
        if N_THREATS <= g < N_ISSUES or (g >= N_ISSUES and issues[Issue.NEED, g] == 0.0):
            continue  # a club good has no level
        effort = issues[Issue.EFFORT, g]
        total = effort + issues[Issue.OUTSIDE, g]
        if g < N_THREATS:
            row[Outcome.LEVEL_CLIMATE + g] = issues[Issue.LEVEL, g]
            row[Outcome.COVERAGE_CLIMATE + g] = issues[Issue.COVERAGE, g]
            row[Outcome.MODEL_SHARE_CLIMATE + g] = effort / total if total > 0.0 else 0.0
        else:
            row[own] = issues[Issue.LEVEL, g]
            row[own + 1] = issues[Issue.COVERAGE, g]
            row[own + 2] = effort / total if total > 0.0 else 0.0
            own += 3
        row[Outcome.DAMAGE] += damage(
            issues[Issue.WORTH, g],
            issues[Issue.LEVEL, g],
            issues[Issue.NEED, g],
            total,
            issues[Issue.REMAINING, g],
        )
        row[Outcome.CROSSED] += issues[Issue.CROSSED, g]


def measure_reach(tables: Tables, settings: Floats, row: Floats) -> None:
    """Write how much of the way from everybody alone to the joint optimum the order goes, in effort and in damage."""
    issues = tables.issues
    for g in range(issues.shape[1]):
        if issues[Issue.NEED, g] <= 0.0:
            continue
        alone = effort_at_rest(tables, settings, g, False)
        together = effort_at_rest(tables, settings, g, True)
        now = issues[Issue.EFFORT, g] + issues[Issue.OUTSIDE, g]
        if g < N_THREATS:
            row[Outcome.GAP_CLIMATE + g] = gap_closed(alone, now, together)
            row[Outcome.GAP_ALONE_CLIMATE + g] = alone
            row[Outcome.GAP_TOGETHER_CLIMATE + g] = together
        worth, level, need = issues[Issue.WORTH, g], issues[Issue.LEVEL, g], issues[Issue.NEED, g]
        remaining = issues[Issue.REMAINING, g]
        row[Outcome.DAMAGE_ALONE] += damage(worth, level, need, alone, remaining)
        row[Outcome.DAMAGE_TOGETHER] += damage(worth, level, need, together, remaining)
        row[Outcome.MOBILISED] += issues[Issue.MOBILISED, g]
        row[Outcome.OUTSIDE] += issues[Issue.OUTSIDE, g]
    row[Outcome.GAP_DAMAGE] = gap_closed(row[Outcome.DAMAGE_ALONE], row[Outcome.DAMAGE], row[Outcome.DAMAGE_TOGETHER])
    row[Outcome.ECONOMY] = tables.globals[Globals.ECONOMY]


def measure_politics(tables: Tables, settings: Floats, usa: int, row: Floats) -> None:
    """Write who governs, who might be replaced, and how the U.S. government stands with either half of its voters."""
    row[Outcome.TURNOVERS] = tables.globals[Globals.TURNOVERS]
    row[Outcome.TURNOVERS_EXPECTED] = tables.globals[Globals.TURNOVERS_EXPECTED]
    if usa >= 0:
        row[Outcome.OPPOSITION_USA] = tables.actors[Actor.CAMP, usa]
        row[Outcome.CAPABILITY_USA] = tables.actors[Actor.CAPABILITY, usa]
        payers, policing = approval_of_halves(tables, settings, usa)
        row[Outcome.APPROVAL_PAYERS_USA], row[Outcome.APPROVAL_POLICING_USA] = payers, policing


def measure_effort(tables: Tables, usa: int, row: Floats) -> float:
    """Write delivered effort by kind and issue, and add it to the account; return the total [US$bn/yr]."""
    total, alone = 0.0, 0.0
    for g in range(tables.issues.shape[1]):
        on_issue = 0.0
        for i in range(tables.actors.shape[1]):
            paid = tables.portfolios[Portfolio.DELIVERED, g, i]
            row[Outcome.EFFORT_STATE + int(tables.actors[Actor.KIND, i])] += paid
            tables.portfolios[Portfolio.PAID, g, i] += paid * QUARTER
            alone += tables.portfolios[Portfolio.ALONE, g, i]
            on_issue += paid
            total += paid
        row[Outcome.EFFORT_CLIMATE + g if g < N_ISSUES else N_OUTCOMES + g - N_ISSUES] = on_issue
        if usa >= 0:
            row[Outcome.EFFORT_USA] += tables.portfolios[Portfolio.DELIVERED, g, usa]
    row[Outcome.EFFORT_ALONE] = alone
    row[Outcome.SHARE_USA] = min(1.0, row[Outcome.EFFORT_USA] / total) if total > 0.0 else 0.0
    return total


def measure_burden(tables: Tables, row: Floats) -> None:
    """Write how unequally states carry the burden, in dollars and per unit of capacity."""
    n_actors = tables.actors.shape[1]
    burden = np.zeros(n_actors)
    incidence = np.zeros(n_actors)
    states = 0
    for i in range(n_actors):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            for g in range(tables.issues.shape[1]):
                burden[states] += tables.portfolios[Portfolio.DELIVERED, g, i]
            capacity = tables.actors[Actor.CAPACITY, i]
            incidence[states] = burden[states] / capacity if capacity > 0.0 else 0.0
            states += 1
    row[Outcome.SHARE_TOP5] = top_share(burden[:states], 5)
    row[Outcome.GINI_BURDEN] = gini(burden[:states])
    row[Outcome.GINI_INCIDENCE] = gini(incidence[:states])


def measure_memberships(tables: Tables, usa: int, row: Floats) -> None:
    """Write counts of memberships: of all, of states, of the United States."""
    states = 0.0
    held_by_states = 0.0
    for i in range(tables.actors.shape[1]):
        held = 0.0
        for g in range(tables.issues.shape[1]):
            held += tables.portfolios[Portfolio.TIES, g, i]
        row[Outcome.MEMBERS] += held
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            states += 1.0
            held_by_states += held
        if i == usa:
            row[Outcome.MEMBERSHIPS_USA] = held
    members = row[Outcome.MEMBERS]
    row[Outcome.MEMBERSHIPS_PER_STATE] = held_by_states / states if states > 0.0 else 0.0
    row[Outcome.NONSTATE_SEATS] = (members - held_by_states) / members if members > 0.0 else 0.0
    row[Outcome.JOINS] = tables.globals[Globals.JOINS]
    row[Outcome.LEAVES] = tables.globals[Globals.LEAVES]
    row[Outcome.REVIEWS] = tables.globals[Globals.REVIEWS]


def measure_partnerships(tables: Tables, total: float, row: Floats) -> None:
    """Write pledges, deliveries, legitimacy weighted by deliveries, and productivity of all effort."""
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            paid = tables.partnerships[Partnership.DELIVERED, p]
            row[Outcome.PLEDGED] += tables.partnerships[Partnership.PLEDGED, p]
            row[Outcome.DELIVERED] += paid
            row[Outcome.INPUT_LEGITIMACY] += paid * tables.partnerships[Partnership.INPUT_LEGITIMACY, p]
            row[Outcome.OUTPUT_LEGITIMACY] += paid * tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p]
    paid = row[Outcome.DELIVERED]
    row[Outcome.INPUT_LEGITIMACY] = min(1.0, row[Outcome.INPUT_LEGITIMACY] / paid) if paid > 0.0 else 0.0
    row[Outcome.OUTPUT_LEGITIMACY] = min(1.0, row[Outcome.OUTPUT_LEGITIMACY] / paid) if paid > 0.0 else 0.0
    pledged = row[Outcome.PLEDGED]
    row[Outcome.DELIVERY_RATIO] = min(1.0, paid / pledged) if pledged > 0.0 else 0.0
    effective = 0.0
    for g in range(tables.issues.shape[1]):
        effective += tables.issues[Issue.EFFORT, g]
    row[Outcome.PRODUCTIVITY] = effective / total if total > 0.0 else 0.0


def measure_quarter(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write the outcome row of this quarter and set the counters to zero for the next."""
    row = tables.outcomes[step]
    row[:] = 0.0
    usa = int(tables.globals[Globals.USA])
    measure_threats(tables, row)
    measure_reach(tables, settings, row)
    measure_politics(tables, settings, usa, row)
    total = measure_effort(tables, usa, row)
    measure_burden(tables, row)
    measure_memberships(tables, usa, row)
    measure_partnerships(tables, total, row)
    measure_order(tables, row)
    measure_influence(tables, usa, row)
    measure_geopolitics(tables, row)
    measure_money_between(tables, row)
    measure_lifecycle(tables, row)
    measure_fairness(tables, row)
    measure_agency(tables, row)
    row[Outcome.OUTBREAKS] = tables.globals[Globals.OUTBREAKS]
    for counter in COUNTERS:
        tables.globals[counter] = 0.0


PHASE = Phase(
    "measuring",
    measure_quarter,
    "the outcome row of this quarter; counters are reset",
    (Portfolio.PAID, *COUNTERS),
)
