"""Elections: at its dates a government is kept or replaced by terms, results, burdens, war, and luck arms share."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Holder, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.voters import approval_of
from simulation.rules.politics import chance_kept


def hold_election(tables: Tables, settings: Floats, seed: int, step: int, i: int) -> None:
    """Keep i's government for another term, or let the other one take office."""
    usual = settings[Setting.VOTE_KEPT_ONCE if tables.actors[Actor.TERMS, i] <= 1.0 else Setting.VOTE_KEPT_MORE]
    chance = chance_kept(usual, approval_of(tables, settings, i) - tables.actors[Actor.APPROVED, i])
    tables.globals[Globals.TURNOVERS_EXPECTED] += 1.0 - chance
    if uniform(seed, Purpose.ELECTION, step, int(tables.actors[Actor.IDENTITY, i]), 0) < chance:
        tables.actors[Actor.TERMS, i] += 1.0
    else:
        tables.actors[Actor.TERMS, i] = 1.0
        tables.actors[Actor.CAMP, i] = 1.0 - tables.actors[Actor.CAMP, i]
        tables.globals[Globals.TURNOVERS] += 1.0


def hold_elections(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Hold the elections whose governments take office this quarter."""
    for k in range(tables.holders.shape[1]):
        if tables.holders[step, k, Holder.ELECTION] > 0.0:
            hold_election(tables, settings, seed, step, int(tables.holders[step, k, Holder.ACTOR]))


PHASE = Phase(
    "elections",
    hold_elections,
    "governments are kept or replaced at their dates, by terms in office, results, burdens and war",
    (Actor.CAMP, Actor.TERMS, Globals.TURNOVERS, Globals.TURNOVERS_EXPECTED),
)
"""Who governs decides which of two dated stances the phase of policy applies."""
