"""Threats: levels answer coverage, by stock, outbreak or deprivation."""

from __future__ import annotations

from simulation.core.codes import Dynamics
from simulation.core.columns import Floats, Globals, Issue, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, poisson_quantile, uniform
from simulation.core.settings import QUARTER
from simulation.rules.threat import (
    coverage,
    deprivation_level,
    outbreak_level,
    outbreak_rate,
    outbreak_size,
    stock_level,
)

CLIMATE = 0


def struck_size(tables: Tables, g: int, seed: int, step: int) -> float:
    """Return the summed size of the outbreaks of this quarter, and count them; luck is shared by policy arms."""
    issues = tables.issues
    rate = outbreak_rate(issues[Issue.RATE, g], issues[Issue.PREVENTION, g], issues[Issue.COVERAGE, g])
    count = poisson_quantile(uniform(seed, Purpose.OUTBREAK, step, g, 0), rate * QUARTER)
    size = 0.0
    for k in range(count):
        normal = normal_quantile(uniform(seed, Purpose.OUTBREAK_SIZE, step, g, k))
        size += outbreak_size(issues[Issue.SIZE, g], issues[Issue.DISPERSION, g], normal)
    tables.globals[Globals.OUTBREAKS] += count
    return size


def next_level(tables: Tables, g: int, climate: float, seed: int, step: int) -> float:
    """Return the level of issue g after this quarter, by its dynamics."""
    issues = tables.issues
    dynamics = int(issues[Issue.DYNAMICS, g])
    level = issues[Issue.LEVEL, g]
    answered = issues[Issue.COVERAGE, g]
    if dynamics == Dynamics.STOCK:
        return stock_level(
            level,
            answered,
            issues[Issue.INFLOW, g],
            issues[Issue.REMOVAL, g],
            issues[Issue.DECAY, g],
            QUARTER,
        )
    if dynamics == Dynamics.OUTBREAK:
        return outbreak_level(level, struck_size(tables, g, seed, step), issues[Issue.DECAY, g], QUARTER)
    if dynamics == Dynamics.DEPRIVATION:
        wars = tables.globals[Globals.WARS] - tables.globals[Globals.WARS_FIRST]
        return deprivation_level(
            level,
            answered,
            issues[Issue.INFLOW, g],
            climate,
            issues[Issue.CLIMATE_LINK, g],
            wars,
            issues[Issue.WAR_LINK, g],
            QUARTER,
        )
    return level


def answer_threats(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Move every threat level one quarter; crossing the catastrophic level is counted once."""
    issues = tables.issues
    climate = issues[Issue.LEVEL, CLIMATE]
    for g in range(issues.shape[1]):
        issues[Issue.COVERAGE, g] = coverage(issues[Issue.EFFORT, g], issues[Issue.OUTSIDE, g], issues[Issue.NEED, g])
        issues[Issue.LEVEL, g] = next_level(tables, g, climate, seed, step)
        if issues[Issue.LEVEL, g] > issues[Issue.CATASTROPHE, g] and issues[Issue.CROSSED, g] == 0.0:
            issues[Issue.CROSSED, g] = 1.0
            tables.globals[Globals.CROSSINGS] += 1.0


PHASE = Phase(
    "threats",
    answer_threats,
    "levels respond to coverage: stock, outbreaks or deprivation",
    (Issue.COVERAGE, Issue.LEVEL, Issue.CROSSED, Globals.OUTBREAKS, Globals.CROSSINGS),
)
