"""Legitimacy: input from who is at the table and how it was chosen, output from measured progress."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Consent, Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.rules.delivery import kind_diversity
from simulation.rules.legitimacy import input_legitimacy, moved_toward, shown_progress

N_KINDS = len(Kind)


def table_diversity(tables: Tables, p: int, heads: Floats) -> float:
    """Return the diversity of kinds among p's members by head, 0 to 1 (1 - 1/5 would be five equal parts)."""
    heads[:] = 0.0
    size = int(tables.partnerships[Partnership.SIZE, p])
    for k in range(size):
        heads[int(tables.actors[Actor.KIND, int(tables.memberships[Membership.ROSTER, p, k])])] += 1.0
    squares = 0.0
    for k in range(heads.shape[0]):
        squares += heads[k] * heads[k]
    return kind_diversity(squares, float(size))


def earn_legitimacy(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move input and output legitimacy of every partnership."""
    heads = np.zeros(N_KINDS)
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        asked = 0.0 if int(tables.partnerships[Partnership.CONSENT, p]) == Consent.OPEN else 1.0
        tables.partnerships[Partnership.INPUT_LEGITIMACY, p] = input_legitimacy(
            tables.partnerships[Partnership.TRANSPARENCY, p],
            table_diversity(tables, p, heads),
            asked,
            tables.partnerships[Partnership.INDEPENDENCE, p],
            settings[Setting.TRANSPARENCY_EFFECT],
        )
        pledged = tables.partnerships[Partnership.PLEDGED, p]
        attained = tables.partnerships[Partnership.DELIVERED, p] / pledged if pledged > 0.0 else 0.0
        tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p] = moved_toward(
            tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p],
            shown_progress(tables.partnerships[Partnership.CONCRETENESS, p], attained),
            settings[Setting.LEARNING],
            QUARTER,
        )


PHASE = Phase(
    "legitimacy",
    earn_legitimacy,
    "input legitimacy from who is at the table, output legitimacy from progress that can be shown",
    (Partnership.INPUT_LEGITIMACY, Partnership.OUTPUT_LEGITIMACY),
)
