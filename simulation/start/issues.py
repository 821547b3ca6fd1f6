"""The issues of a world: threats with their needs and dynamics, and club goods without a threat."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import ISSUES, THREATS, Dynamics
from simulation.core.columns import Floats, Issue
from simulation.parameters import Scenario
from simulation.parameters.issue_table import dynamics_of
from simulation.parameters.own_issues import own_issues

DYNAMICS = {
    "club": Dynamics.NONE,
    "stock": Dynamics.STOCK,
    "outbreak": Dynamics.OUTBREAK,
    "deprivation": Dynamics.DEPRIVATION,
}
"""How a level answers effort, by the words of the table."""
FIELDS = (
    (Issue.NEED, "need"),
    (Issue.WORTH, "value"),
    (Issue.REMAINING, "remaining"),
    (Issue.CATASTROPHE, "catastrophe"),
    (Issue.ECONOMY, "economy_weight"),
    (Issue.DECAY, "decay"),
    (Issue.RATE, "outbreak_rate"),
    (Issue.SIZE, "outbreak_size"),
    (Issue.DISPERSION, "outbreak_spread"),
    (Issue.CLIMATE_LINK, "climate_link"),
    (Issue.WAR_LINK, "war_link"),
)
"""Columns of issues, and what a scenario calls them."""


def issue_columns(scenario: Scenario) -> Floats:
    """Return the table of issues, shape (columns of Issue, G), levels at 1 and nothing done yet."""
    own = own_issues(scenario)
    table = np.zeros((len(Issue), len(ISSUES) + len(own)))
    threats = slice(0, len(THREATS))
    column = scenario.threats.column
    table[Issue.DYNAMICS, threats] = [DYNAMICS[dynamics_of(name)] for name in THREATS]
    for target, field in FIELDS:
        table[target, threats] = column(field)
        table[target, len(ISSUES) :] = [getattr(issue, field) for issue in own]
    table[Issue.ANSWERING, threats], table[Issue.MOBILISING, threats] = column("answering"), column("mobilising")
    table[Issue.INFLOW, threats] = np.add(column("inflow"), column("growth"))
    table[Issue.INFLOW, len(ISSUES) :] = [issue.inflow + issue.growth for issue in own]
    table[Issue.DYNAMICS, len(ISSUES) :] = [DYNAMICS[issue.dynamics] for issue in own]
    is_stock = table[Issue.DYNAMICS] == Dynamics.STOCK
    # full coverage holds a stock at 1; one that fades faster than it flows in needs no effort, and gets no help by it
    table[Issue.REMOVAL] = np.where(is_stock, np.maximum(0.0, table[Issue.INFLOW] - table[Issue.DECAY]), 0.0)
    table[Issue.PREVENTION] = _prevention(table)
    table[Issue.SCALE] = 1.0
    has_level = table[Issue.NEED] > 0.0
    table[Issue.SCALE, has_level] = scenario.payoff.saturation * table[Issue.NEED, has_level]
    table[Issue.NEED_START] = table[Issue.NEED]
    table[Issue.LEVEL] = 1.0
    table[Issue.LEVEL, len(ISSUES) :] = [issue.level for issue in own]
    table[Issue.SCALING] = table[Issue.PART] = 1.0
    table[Issue.CATASTROPHE, ~has_level] = np.inf
    return table


def _prevention(table: Floats) -> Floats:
    """Return eta such that full coverage holds the mean level at 1: rate (1 - eta) size = decay; 0 elsewhere."""
    incoming = table[Issue.RATE] * table[Issue.SIZE]
    with np.errstate(divide="ignore", invalid="ignore"):
        prevention = 1.0 - table[Issue.DECAY] / incoming
    return np.where(incoming > table[Issue.DECAY], prevention, 0.0)
