"""Why the likeliest are likely and the others not, in sentences."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Floats
from simulation.decision.payoff import MEANING_OF_TERM
from simulation.roster import Roster
from simulation.start.described import Description, Prospects

NAMED = 5
WORTH_NAMING = 0.05
"""Smallest difference from the mean state that a sentence names [log-odds]."""


def reasons(roster: Roster, description: Description, prospects: Prospects, chances: Floats) -> list[str]:
    """Return a sentence for each of the five likeliest and the five least likely states that could still join."""
    candidates = np.flatnonzero(roster.kind == Kind.STATE)
    candidates = np.setdiff1d(candidates, [*description.seated, *description.recipients])
    if not candidates.size:
        return []
    order = candidates[np.lexsort((candidates, -chances[candidates]))]
    mean = prospects.terms[candidates].mean(axis=0)
    named = [*order[:NAMED], *order[max(NAMED, len(order) - NAMED) :]]
    return [_sentence(roster, int(i), prospects, mean, float(chances[i])) for i in named]


def _sentence(roster: Roster, i: int, prospects: Prospects, mean: Floats, chance: float) -> str:
    """Return what sets one state apart from the mean of the candidates."""
    start = f"{roster.names[i]} ({roster.ids[i]}): chance {chance:.0%}"
    if prospects.eligible[i] == 0.0:
        return f"{start}; it may not apply."
    apart = prospects.terms[i] - mean
    speaking = [
        (word, [k for k in np.argsort(-sign * apart, kind="stable")[:2] if sign * apart[k] > WORTH_NAMING])
        for word, sign in (("for it", 1.0), ("against it", -1.0))
    ]
    parts = [
        f"{word}, against the mean state: " + " and ".join(f"{MEANING_OF_TERM[k]} ({apart[k]:+.1f})" for k in terms)
        for word, terms in speaking
        if terms
    ]
    return f"{start}; {'; '.join(parts) or 'nothing sets it apart from the mean state'}."
