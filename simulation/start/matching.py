"""The start matches what is observed: effort outside the model makes up the published coverage of each threat."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Tables
from simulation.core.numba.compiling import compiled
from simulation.mechanisms import alignment, attention, delivery, legitimacy, pledging, production, summing
from simulation.mechanisms.seeding import host
from simulation.mechanisms.wars import tell_everybody

ROUNDS = 8
"""Quarters that these phases run before the start, so that productivity and reliability settle."""

SETTLING = (attention.PHASE, summing.PHASE, pledging.PHASE, delivery.PHASE, production.PHASE, legitimacy.PHASE)


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
    compiled(tell_everybody)(tables, settings)
    alignment.PHASE.run(tables, settings, 0, 0)
    for _ in range(ROUNDS):
        for phase in SETTLING:
            phase.run(tables, settings, 0, 0)
        compiled(host)(tables, settings, 0, np.zeros(tables.actors.shape[1]))
        effort = issues[Issue.EFFORT]
        is_above = (wanted > 0.0) & (effort > wanted)
        issues[Issue.SCALING, is_above] *= wanted[is_above] / effort[is_above]
        issues[Issue.OUTSIDE] = np.maximum(0.0, wanted - effort)
    is_needed = issues[Issue.NEED] > 0.0
    covered = issues[Issue.EFFORT, is_needed] + issues[Issue.OUTSIDE, is_needed]
    issues[Issue.COVERAGE, is_needed] = covered / issues[Issue.NEED, is_needed]


def take_stock(tables: Tables) -> None:
    """Write what follows from the settled deliveries: norms, trust, and what leads deliver.

    A partnership stands for the mean of its members' positions, weighted by deliveries; trust in an actor is the part
    of its pledges that it delivers.
    """
    delivered, pledged = tables.memberships[Membership.DELIVERED], tables.memberships[Membership.PLEDGED]
    weights = delivered.sum(axis=1)
    means = np.divide(delivered @ tables.actors[Actor.POSITION], weights, out=np.zeros_like(weights), where=weights > 0)
    tables.partnerships[Partnership.NORM] = tables.partnerships[Partnership.AIM] = means
    promised, kept = pledged.sum(axis=0), delivered.sum(axis=0)
    trust = tables.actors[Actor.TRUST]
    np.divide(kept, promised, out=trust, where=promised > 0.0)
    np.minimum(trust, 1.0, out=trust)
    tables.issues[Issue.LED] = 0.0
    led = np.flatnonzero(tables.partnerships[Partnership.LEAD] >= 0.0)
    leads = tables.partnerships[Partnership.LEAD, led].astype(int)
    np.add.at(tables.issues[Issue.LED], tables.partnerships[Partnership.ISSUE, led].astype(int), delivered[led, leads])
    tables.actors[Actor.HOSTED] = tables.actors[Actor.RESULTS] = 0.0
