"""Bargaining: who gets how much of the gain where a rule divides it by transfers; whether a partnership could hold."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.decision.kept_rest import KEPT
from simulation.decision.stretches import STRETCHES
from simulation.decision.transfers import fill_claims, fill_gains, fill_transfers
from simulation.rules.burden_sharing import has_transfers
from simulation.rules.transfers import bargaining_weight


def bargain(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Set bargaining weights, the surplus of partnerships, and the transfers of the quarter."""
    for i in range(tables.actors.shape[1]):
        tables.actors[Actor.BARGAINING, i] = bargaining_weight(
            tables.levers[Lever.TRANSACTIONALISM, i],
            settings[Setting.BARGAIN_DEMAND],
            tables.actors[Actor.MULTI_ALIGNMENT, i],
            settings[Setting.BARGAIN_OUTSIDE],
        )
    every = max(1, int(settings[Setting.BARGAIN_EVERY] / QUARTER))
    gains = np.zeros(tables.actors.shape[1])
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        shares = has_transfers(int(tables.partnerships[Partnership.RULE, p]))
        tables.partnerships[Partnership.SHARED, p] = 1.0 if shares else 0.0
        if shares or (step - 1) % every == 0:
            surplus, weights = fill_gains(tables, settings, p, gains)
            tables.partnerships[Partnership.SURPLUS, p] = surplus
            if shares:
                if int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.NASH_BARGAINING:
                    surplus, weights = fill_claims(tables, settings, p, gains)
                tables.memberships[Membership.TRANSFER, p] = 0.0
                fill_transfers(tables, settings, p, gains, surplus, weights, tables.memberships[Membership.TRANSFER, p])


PHASE = Phase(
    "bargaining",
    bargain,
    "rules with transfers divide the gain; every few years it is computed which partnerships could hold together",
    (Actor.BARGAINING, Partnership.SHARED, Partnership.SURPLUS, Membership.TRANSFER, *STRETCHES, *KEPT),
)
