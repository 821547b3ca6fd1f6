"""The path of incomes and populations as a table by quarter, and what growth and mobilisation start from."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Portfolio, Tables
from simulation.core.numba.compiling import compiled
from simulation.core.settings import QUARTER
from simulation.decision.mobilised import count_mobilised
from simulation.decision.voters import remember_approval
from simulation.mechanisms.reactions import FADING
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.roster.growth import YEARS, read_paths
from simulation.rules.growth import between_years
from simulation.start.policy import year_of


def growth_table(scenario: Scenario, roster: Roster) -> Floats:
    """Return GDP and inhabitants by quarter as multiples of the start, shape (2, steps + 1, S); (2, 0, 0) for none."""
    if scenario.growth.path == "none":
        return np.zeros((2, 0, 0))
    paths = read_paths(roster.ids[: roster.n_states], scenario.growth.path)
    steps = int(scenario.years / QUARTER)
    table = np.ones((2, steps + 1, roster.n_states))
    for step in range(1, steps + 1):
        year = min(year_of(step), float(YEARS[-1]))
        k = max(0, int(np.searchsorted(YEARS, year)) - 1)
        part = (year - YEARS[k]) / (YEARS[k + 1] - YEARS[k])
        before, after = paths[:, k].ravel().tolist(), paths[:, k + 1].ravel().tolist()
        values = [between_years(a, b, part) for a, b in zip(before, after, strict=True)]
        table[:, step] = np.array(values).reshape(2, -1)
    return table


def remember_actors(roster: Roster, actors: Floats, portfolios: Floats) -> None:
    """Write what actors have at the start, from which they grow."""
    states = roster.kind == Kind.STATE
    actors[Actor.INCOME] = actors[Actor.INCOME_START] = np.where(states, roster.resources, 0.0)
    actors[Actor.MEANS_START] = actors[Actor.CAPACITY]
    actors[Actor.SECURITY_START] = actors[Actor.SECURITY_CAPACITY]
    actors[Actor.PEOPLE_START] = roster.population
    actors[Actor.GROWN] = actors[Actor.ARMED] = actors[Actor.SCALED] = 1.0
    portfolios[Portfolio.ANSWER] = 1.0
    actors[Actor.PURSE] = -1.0
    threats = list(roster.threats)
    portfolios[Portfolio.ECONOMIC, threats] = roster.economic_exposure.T
    portfolios[Portfolio.HUMAN, threats] = roster.human_exposure.T


def remember_issues(tables: Tables, settings: Floats) -> None:
    """Write what is done outside the model, inside it, and drawn in at the start."""
    issues = tables.issues
    issues[Issue.OUTSIDE_START], issues[Issue.EFFORT_START] = issues[Issue.OUTSIDE], issues[Issue.EFFORT]
    compiled(count_mobilised)(tables, settings)
    issues[Issue.MOBILISED_START] = issues[Issue.MOBILISED]
    for column in (*FADING, Partnership.GIVING_UP, Partnership.ASKED_MORE):
        tables.partnerships[column] = 0.0
    tables.globals[Globals.ECONOMY] = 1.0
    compiled(remember_approval)(tables, settings)
