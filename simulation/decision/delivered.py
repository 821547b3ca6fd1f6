"""What part of its pledge a member delivers, whatever its means."""

from __future__ import annotations

from simulation.core.columns import Floats, Partnership, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.rules.delivery import delivered_share, withheld_for_shortfall


def part_delivered(tables: Tables, settings: Floats, p: int, j: int) -> float:
    """Return the share of its pledge that member j of p delivers: more where goals are measurable and binding."""
    withheld = withheld_for_shortfall(
        tables.levers[Lever.TRANSACTIONALISM, j],
        settings[Setting.WITHHOLDING],
        tables.partnerships[Partnership.RELIABILITY, p],
    )
    return delivered_share(
        settings[Setting.DELIVERY_BASE],
        settings[Setting.ACCOUNTABILITY],
        tables.partnerships[Partnership.CONCRETENESS, p],
        tables.partnerships[Partnership.BINDING, p],
        withheld,
    )
