"""Production: effective dollars are added up; productivity follows the mix of kinds, legitimacy, focus and size."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.decision.freshness import OFF
from simulation.decision.in_force import rule_in_force
from simulation.decision.kept_rest import stop_keeping
from simulation.decision.outside_option import NOBODY
from simulation.rules.delivery import coordination_loss, kind_diversity, loss_of_aim, productivity
from simulation.rules.legitimacy import overall_legitimacy
from simulation.rules.participation import mean_squared_distance

N_KINDS = len(Kind)


def spread_of_positions(tables: Tables, p: int) -> float:
    """Return the standard deviation of the members' positions, weighted by capacity, from running sums."""
    mass = tables.partnerships[Partnership.MASS, p]
    if mass <= 0.0:
        return 0.0
    mean = tables.partnerships[Partnership.MASS_POSITION, p] / mass
    return math.sqrt(mean_squared_distance(mean, mean, tables.partnerships[Partnership.MASS_SQUARE, p] / mass))


def loss_in_partnership(tables: Tables, settings: Floats, p: int, diversity: float, by_companies: float) -> float:
    """Return what p loses by coordination, by capture, and by effort that goes to what is counted."""
    agreeing = coordination_loss(
        settings[Setting.COORDINATION_SIZE],
        settings[Setting.COORDINATION_DIVERSITY],
        settings[Setting.COORDINATION_DISTANCE],
        tables.partnerships[Partnership.SIZE, p],
        diversity,
        spread_of_positions(tables, p),
    )
    concreteness = tables.partnerships[Partnership.CONCRETENESS, p]
    return agreeing + loss_of_aim(settings[Setting.CAPTURE], by_companies, settings[Setting.DIVERSION], concreteness)


def produce_in_partnership(tables: Tables, settings: Floats, p: int, by_kind: Floats) -> None:
    """Write p's effective output, and the productivity that its members will count on next quarter."""
    effective = 0.0
    delivered = 0.0
    by_kind[:] = 0.0
    _, _, applied = rule_in_force(tables, settings, p, NOBODY, False)
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        paid = tables.memberships[Membership.DELIVERED, p, j]
        result = tables.actors[Actor.EFFECTIVENESS, j] * paid
        tables.actors[Actor.RESULTS, j] += applied * result * QUARTER
        effective += result
        delivered += paid
        by_kind[int(tables.actors[Actor.KIND, j])] += paid
    tables.partnerships[Partnership.OUTPUT, p] = applied * effective
    squares = 0.0
    for k in range(by_kind.shape[0]):
        squares += by_kind[k] * by_kind[k]
    diversity = kind_diversity(squares, delivered)
    legitimacy = overall_legitimacy(
        tables.partnerships[Partnership.INPUT_LEGITIMACY, p],
        tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p],
        settings[Setting.INPUT_WEIGHT],
    )
    tables.partnerships[Partnership.PRODUCTIVITY, p] = productivity(
        settings[Setting.COMPLEMENTARITY] * diversity,
        settings[Setting.LEGITIMACY_EFFECT] * legitimacy,
        settings[Setting.CONCRETENESS_EFFECT] * tables.partnerships[Partnership.CONCRETENESS, p],
        loss_in_partnership(
            tables, settings, p, diversity, by_kind[Kind.COMPANY] / delivered if delivered > 0.0 else 0.0
        ),
        settings[Setting.PRODUCTIVITY_LEAST],
    )


def produce_output(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write the effective output of every partnership and the effective effort on every issue."""
    stop_keeping(tables)
    by_kind = np.zeros(N_KINDS)
    for g in range(tables.issues.shape[1]):
        effort = 0.0
        for i in range(tables.actors.shape[1]):
            result = tables.actors[Actor.EFFECTIVENESS, i] * tables.portfolios[Portfolio.ALONE, g, i]
            tables.actors[Actor.RESULTS, i] += settings[Setting.UNILATERAL] * result * QUARTER
            effort += result
        tables.issues[Issue.EFFORT, g] = settings[Setting.UNILATERAL] * effort
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            produce_in_partnership(tables, settings, p, by_kind)
            tables.partnerships[Partnership.STRETCH, p] = OFF
            g = int(tables.partnerships[Partnership.ISSUE, p])
            tables.issues[Issue.EFFORT, g] += tables.partnerships[Partnership.OUTPUT, p]


PHASE = Phase(
    "production",
    produce_output,
    "effective dollars are added up; kinds complement one another, size and diversity cost coordination",
    (Actor.RESULTS, Issue.EFFORT, Partnership.OUTPUT, Partnership.PRODUCTIVITY, Partnership.STRETCH, Issue.REST),
)
