"""P4: whether the decision alone fills the world, from leads and founders only, in ordinary runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.evidence.lists import PLATFORMS, RealList, platforms
from experiments.evidence.scoring import area_under_curve
from simulation.core.columns import Floats, Membership
from simulation.measures.outcomes import Outcome
from simulation.parameters import Scenario, load_scenario
from simulation.roster import Roster
from simulation.start.build import start_of
from simulation.world import World

STARTS = ("lists", "founders", "leads")
YEARS = (0, 5, 10, 15, 20, 25)
WINDOW = 5
"""Years up to each date over which seats are averaged, so that odds have more steps than there are histories."""
THIRDS = 3


def seats_by_year(start: str, seed: int, scenario: Scenario, years: int) -> tuple[Floats, Floats]:
    """Return who sits where at the end of each year, shape (years + 1, P, states), and (joins, leaves) of each."""
    world = World(load_scenario(scenario, {"roster.start": start, "years": years}), seed)
    rows, states = world.roster.n_partnerships, world.roster.n_states
    seats = np.zeros((years + 1, rows, states))
    seats[0] = world.column(Membership.MEMBER)[:rows, :states]
    for year in range(1, years + 1):
        world.advance(4)
        seats[year] = world.column(Membership.MEMBER)[:rows, :states]
    moves = world.outcomes[1:, [Outcome.JOINS, Outcome.LEAVES]].reshape(years, 4, 2).sum(axis=1)
    return seats, np.vstack([np.zeros((1, 2)), moves])


def thirds(roster: Roster) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the poorest and of the richest third of states by GDP per head."""
    states = roster.n_states
    order = np.argsort(roster.resources[:states] / roster.population[:states], kind="stable")
    return order[: states // THIRDS], order[-(states // THIRDS) :]


def mean_area(lists: Sequence[RealList], roster: Roster, frequency: Floats) -> float:
    """Return the mean AUC over lists of how often each candidate sat there."""
    found = [
        area_under_curve(each.outcome(roster), frequency[roster.partnership_ids.index(each.id), list(each.scored)])
        for each in lists
    ]
    return float(np.mean(found))


def p4_table(scenario: str | Scenario = "today", histories: int = 4, years: Sequence[int] = YEARS) -> pd.DataFrame:
    """Return how full each start is by year, beside the lists: density, thirds, AUC, moves, distance from their run.

    Density is the share of pairs of a state and a platform that are seats; ``apart`` is the mean absolute difference
    of the frequencies of seats from those of the runs that start with the lists.
    """
    loaded = load_scenario(scenario)
    roster = start_of(loaded).roster
    scored = [each for each in platforms(roster) if each.id in PLATFORMS]
    lists = [each for each in scored if each.is_scored(roster)]
    rows = [roster.partnership_ids.index(each.id) for each in scored]
    poor, rich = thirds(roster)
    known: Floats = np.zeros((roster.n_partnerships, roster.n_actors))
    known[roster.members[:, 1], roster.members[:, 0]] = 1.0
    data = known[rows][:, : roster.n_states]
    runs = {start: _runs(start, loaded, histories, max(years)) for start in STARTS}
    table: list[dict[str, Any]] = []
    for start in STARTS:
        for year in years:
            means = {each: _mean_seats(runs[each][0], year) for each in (start, STARTS[0])}
            now = means[start][rows]
            joins, leaves = runs[start][1][max(1, year - WINDOW + 1) : year + 1].mean(axis=0) if year else (0.0, 0.0)
            table.append(
                {
                    "start": start,
                    "year": year,
                    "density": now.mean(),
                    "density_of_lists": data.mean(),
                    "rich": now[:, rich].mean(),
                    "rich_of_lists": data[:, rich].mean(),
                    "poor": now[:, poor].mean(),
                    "poor_of_lists": data[:, poor].mean(),
                    "auc": mean_area(lists, roster, means[start]),
                    "apart": np.abs(now - means[STARTS[0]][rows]).mean(),
                    "joins_a_year": joins,
                    "leaves_a_year": leaves,
                }
            )
    return pd.DataFrame(table)


def _runs(start: str, scenario: Scenario, histories: int, years: int) -> tuple[Floats, Floats]:
    """Return seats by year, mean over histories, and moves by year."""
    found = [seats_by_year(start, seed, scenario, years) for seed in range(histories)]
    return np.mean([seats for seats, _ in found], axis=0), np.mean([moves for _, moves in found], axis=0)


def _mean_seats(seats: Floats, year: int) -> Floats:
    """Return how often each state sat in each partnership in the years up to this one."""
    first = max(0, year - WINDOW + 1) if year else 0
    mean: Floats = seats[first : year + 1].mean(axis=0)
    return mean
