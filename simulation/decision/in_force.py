"""Agreements with a least number of members: what holds before it is reached."""

from __future__ import annotations

from simulation.core.codes import BurdenRule
from simulation.core.columns import Floats, Membership, Partnership, Tables
from simulation.core.settings import Setting


def is_in_force(tables: Tables, p: int, changed: int, inside: bool) -> bool:
    """Tell whether p has the least number of members that it asks for, with the changed actor (-1: none) in or out."""
    least = tables.partnerships[Partnership.LEAST, p]
    if least == 0.0:
        return True
    size = tables.partnerships[Partnership.SIZE, p]
    if changed >= 0:
        size += (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]
    return size >= least


def rule_in_force(tables: Tables, settings: Floats, p: int, changed: int, inside: bool) -> tuple[int, float, float]:
    """Return (rule, target, productivity) by which p's members work; what each does alone if p is not in force.

    Adapted [carraro2009]: below the least number of members nobody is bound to anything.
    """
    if is_in_force(tables, p, changed, inside):
        return (
            int(tables.partnerships[Partnership.RULE, p]),
            tables.partnerships[Partnership.TARGET, p],
            tables.partnerships[Partnership.PRODUCTIVITY, p],
        )
    alone = BurdenRule.QUANTITY.value if settings[Setting.OUTSIDER] == 0.0 else BurdenRule.VOLUNTARY.value
    return alone, 0.0, settings[Setting.UNILATERAL]
