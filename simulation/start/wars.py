"""Pairs of states that may go to war, and the ongoing wars at the start."""

from __future__ import annotations

import numpy as np

from simulation.core.columns import Floats, War
from simulation.core.randomness import identity
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.start.names import row_of
from simulation.start.policy import step_of


def war_table(scenario: Scenario, roster: Roster) -> Floats:
    """Return the table of wars, shape (columns of War, W): rivals, and whoever the scenario sends to war."""
    pairs = {(int(a), int(b)) for a, b in roster.rivalries}
    ongoing = {_pair(roster, war) for war in scenario.wars.ongoing if set(war) <= set(roster.ids)}
    scheduled = {_pair(roster, war.between): step_of(war.start) for war in scenario.wars.scheduled}
    listed = sorted(pairs | ongoing | set(scheduled))
    table = np.zeros((len(War), len(listed)))
    for w, (a, b) in enumerate(listed):
        table[War.A, w], table[War.B, w] = a, b
        table[War.IDENTITY, w] = identity(" ".join(sorted((roster.ids[a], roster.ids[b]))))
        table[War.ACTIVE, w] = (a, b) in ongoing
        table[War.BEGINS, w] = scheduled.get((a, b), 0)
    table[War.MEDIATOR] = -1.0
    return table


def _pair(roster: Roster, names: tuple[str, str]) -> tuple[int, int]:
    """Return the rows of two states, the lower one first."""
    one, other = (row_of(roster.ids, "actor", name) for name in names)
    return (one, other) if one < other else (other, one)
