"""Relations: trust follows delivery and is lost by leaving; rivalries fade and pacts deepen among partners."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.decision.payoff import PACT
from simulation.measures.ties import common_ties, tie_weights
from simulation.rules.influence import dyad_strength, trust_after

YEAR = 4
"""Rivalries and pacts move once in so many quarters: they are slow, and many."""


def learn_trust(tables: Tables, settings: Floats, pledged: Floats, kept: Floats) -> None:
    """Move trust in every actor toward the part of its pledges that it delivered; leaving costs some."""
    pledged[:] = 0.0
    kept[:] = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        for k in range(int(tables.partnerships[Partnership.SIZE, p])):
            j = int(tables.memberships[Membership.ROSTER, p, k])
            pledged[j] += tables.memberships[Membership.PLEDGED, p, j]
            kept[j] += tables.memberships[Membership.DELIVERED, p, j]
    for i in range(pledged.shape[0]):
        trust = tables.actors[Actor.TRUST, i]
        tables.actors[Actor.TRUST, i] = trust_after(
            trust,
            min(1.0, kept[i] / pledged[i]) if pledged[i] > 0.0 else trust,
            settings[Setting.TRUST_LEARNING],
            QUARTER,
            tables.actors[Actor.LEFT, i],
            settings[Setting.TRUST_LEAVING],
        )
        tables.actors[Actor.LEFT, i] = 0.0


def move_dyads(tables: Tables, settings: Floats) -> None:
    """Move the strength of every rivalry and pact by a year."""
    drift, back = settings[Setting.DYAD_DRIFT], settings[Setting.DYAD_RETURN]
    ties = tie_weights(tables)
    for i in range(tables.actors.shape[1]):
        for d in range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i])):
            common = common_ties(tables, i, int(tables.dyads[d, 0]), ties)
            toward = drift if tables.dyads[d, 1] == PACT else -drift
            tables.dyads[d, 2] = dyad_strength(tables.dyads[d, 2], common, toward, back, YEAR * QUARTER)


def relate(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move trust, and once a year rivalries and pacts."""
    n_actors = tables.actors.shape[1]
    learn_trust(tables, settings, np.zeros(n_actors), np.zeros(n_actors))
    if step % YEAR == 0:
        move_dyads(tables, settings)


PHASE = Phase(
    "relations",
    relate,
    "trust follows delivery; rivalries fade and pacts deepen with common partnerships",
    (Actor.TRUST, Actor.LEFT),
)
