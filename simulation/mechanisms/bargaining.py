"""Bargaining: who gets how much of the gain where a rule divides it by transfers; whether a partnership could hold."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Floats, Membership, Partnership, Scene, Tables
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.decision.payoff import N_TERMS
from simulation.decision.transfers import plain_gain, transfer_to_member
from simulation.rules.transfers import bargaining_weight, has_transfers, share_of_surplus

INTERVAL = 20
"""Quarters between two reckonings of the surplus of partnerships without transfers: it is dear, and moves slowly."""


def fill_gains(tables: Tables, settings: Floats, p: int, gains: Floats) -> tuple[float, float]:
    """Write every member's gain before transfers, by seat; return (surplus, sum of bargaining weights)."""
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    surplus = 0.0
    weights = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        gains[k] = plain_gain(tables, settings, p, j, terms_in, terms_out)
        surplus += gains[k]
        weights += tables.actors[Actor.BARGAINING, j]
    return surplus, weights


def divide_gain(tables: Tables, settings: Floats, p: int, gains: Floats, surplus: float, weights: float) -> None:
    """Write the transfer of each member under p's rule."""
    is_optimal = int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.OPTIMAL
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        if is_optimal:
            transfer = share_of_surplus(tables.actors[Actor.BARGAINING, j], weights, surplus, gains[k])
        else:
            transfer = transfer_to_member(tables, settings, p, j, N_TERMS)
        tables.memberships[Membership.TRANSFER, p, j] = transfer


def bargain(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Set bargaining weights, the surplus of partnerships, and the transfers of the quarter."""
    for i in range(tables.actors.shape[1]):
        tables.actors[Actor.BARGAINING, i] = bargaining_weight(
            tables.actors[Actor.TRANSACTIONALISM, i],
            settings[Setting.BARGAIN_DEMAND],
            tables.actors[Actor.MULTI_ALIGNMENT, i],
            settings[Setting.BARGAIN_OUTSIDE],
        )
    gains = np.zeros(tables.actors.shape[1])
    for p in range(int(tables.scene[Scene.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        shares = has_transfers(int(tables.partnerships[Partnership.RULE, p]))
        tables.partnerships[Partnership.SHARED, p] = 1.0 if shares else 0.0
        if shares or step % INTERVAL == 1:
            surplus, weights = fill_gains(tables, settings, p, gains)
            tables.partnerships[Partnership.SURPLUS, p] = surplus
            if shares:
                tables.memberships[Membership.TRANSFER, p] = 0.0
                divide_gain(tables, settings, p, gains, surplus, weights)


PHASE = Phase(
    "bargaining",
    bargain,
    "rules with transfers divide the gain; every fifth year it is reckoned which partnerships could hold",
    (Actor.BARGAINING, Partnership.SHARED, Partnership.SURPLUS, Membership.TRANSFER),
)
