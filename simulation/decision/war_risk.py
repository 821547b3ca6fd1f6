"""The rate at which a pair goes to war, as it stands."""

from __future__ import annotations

from simulation.core.columns import Floats, Globals, Tables, War
from simulation.core.settings import Setting
from simulation.measures.ties import common_ties
from simulation.rules.conflict import war_rate


def rate_of_war(tables: Tables, settings: Floats, w: int, ties: Floats) -> float:
    """Return the rate at which pair w goes to war [1/yr]; ``ties`` holds the weight of a tie in every partnership."""
    return war_rate(
        settings[Setting.WAR_RATE],
        tables.globals[Globals.TENSION],
        settings[Setting.WAR_TENSION],
        common_ties(tables, int(tables.wars[War.A, w]), int(tables.wars[War.B, w]), ties),
        settings[Setting.WAR_PACIFY],
    )
