"""Production: effective dollars are added up; productivity follows the mix of kinds, legitimacy, focus and size."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.rules.delivery import coordination_loss, kind_diversity, productivity
from simulation.rules.legitimacy import overall_legitimacy

N_KINDS = len(Kind)


def produce_in_partnership(tables: Tables, settings: Floats, p: int, by_kind: Floats) -> None:
    """Write p's effective output, and the productivity that its members will count on next quarter."""
    effective = 0.0
    delivered = 0.0
    by_kind[:] = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        paid = tables.memberships[Membership.DELIVERED, p, j]
        effective += tables.actors[Actor.EFFECTIVENESS, j] * paid
        delivered += paid
        by_kind[int(tables.actors[Actor.KIND, j])] += paid
    tables.partnerships[Partnership.OUTPUT, p] = tables.partnerships[Partnership.PRODUCTIVITY, p] * effective
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
        coordination_loss(
            settings[Setting.COORDINATION_SIZE],
            settings[Setting.COORDINATION_DIVERSITY],
            tables.partnerships[Partnership.SIZE, p],
            diversity,
        ),
        settings[Setting.PRODUCTIVITY_LEAST],
    )


def produce_output(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write the effective output of every partnership and the effective effort on every issue."""
    by_kind = np.zeros(N_KINDS)
    for g in range(tables.issues.shape[1]):
        effort = 0.0
        for i in range(tables.actors.shape[1]):
            effort += tables.actors[Actor.EFFECTIVENESS, i] * tables.portfolios[Portfolio.ALONE, g, i]
        tables.issues[Issue.EFFORT, g] = settings[Setting.UNILATERAL] * effort
    for p in range(tables.partnerships.shape[1]):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            produce_in_partnership(tables, settings, p, by_kind)
            g = int(tables.partnerships[Partnership.ISSUE, p])
            tables.issues[Issue.EFFORT, g] += tables.partnerships[Partnership.OUTPUT, p]


PHASE = Phase(
    "production",
    produce_output,
    "effective dollars are added up; kinds complement one another, size and diversity cost coordination",
    (Issue.EFFORT, Partnership.OUTPUT, Partnership.PRODUCTIVITY),
)
