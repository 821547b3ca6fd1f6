"""Shocks: tension between the powers moves. Outbreaks answer coverage and strike in the phase of the threats."""

from __future__ import annotations

from simulation.core.columns import Floats, Globals, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.rules.conflict import jump_probability, next_tension


def strike_shocks(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move tension by chance and crises, the same in every policy arm."""
    jump = 0.0
    if uniform(seed, Purpose.TENSION_JUMP, step, 0, 0) < jump_probability(settings[Setting.TENSION_JUMP_RATE], QUARTER):
        jump = 2.0 * settings[Setting.TENSION_JUMP_SIZE] * uniform(seed, Purpose.TENSION_SIZE, step, 0, 0)
    tables.globals[Globals.TENSION] = next_tension(
        tables.globals[Globals.TENSION],
        settings[Setting.TENSION_MEAN],
        settings[Setting.TENSION_REVERSION],
        settings[Setting.TENSION_NOISE],
        normal_quantile(uniform(seed, Purpose.TENSION, step, 0, 0)),
        jump,
        QUARTER,
    )


PHASE = Phase("shocks", strike_shocks, "tension moves: back to its mean, by chance, and in crises", (Globals.TENSION,))
