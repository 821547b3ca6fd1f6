"""The start matches what is observed: effort outside the model makes up the published coverage of each threat."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Floats, Issue, Tables
from simulation.mechanisms import attention, delivery, legitimacy, pledging, production

ROUNDS = 8
"""Quarters that these phases run before the start, so that productivity and reliability settle."""

SETTLING = (attention.PHASE, pledging.PHASE, delivery.PHASE, production.PHASE, legitimacy.PHASE)


def match_start(tables: Tables, settings: Floats, observed: Floats) -> None:
    """Set the effort outside the model, and scale an issue's capacity down where the model alone exceeds it.

    Parameters
    ----------
    tables, settings : state and settings
    observed : published coverage of each issue, shape (G,)
    """
    issues = tables.issues
    wanted = observed * issues[Issue.NEED]
    issues[Issue.EFFORT] = 0.0
    issues[Issue.OUTSIDE] = wanted
    for _ in range(ROUNDS):
        for phase in SETTLING:
            phase.run(tables, settings, 0, 0)
        effort = issues[Issue.EFFORT]
        is_above = (wanted > 0.0) & (effort > wanted)
        issues[Issue.SCALING, is_above] *= wanted[is_above] / effort[is_above]
        issues[Issue.OUTSIDE] = np.maximum(0.0, wanted - effort)
    is_needed = issues[Issue.NEED] > 0.0
    covered = issues[Issue.EFFORT, is_needed] + issues[Issue.OUTSIDE, is_needed]
    issues[Issue.COVERAGE, is_needed] = covered / issues[Issue.NEED, is_needed]
