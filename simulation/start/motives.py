"""What motives of membership read of the actors at the start: sizes, incomes, regimes and places, in standard units."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.rules.motives import great_circle, log_distance, presence, seat_burden, standardised


def fill_scores(scenario: Scenario, roster: Roster, actors: Floats) -> None:
    """Write what does not change in a run: visibility, scores in units of the states' deviations, burden of a seat."""
    states = roster.kind == Kind.STATE
    home = roster.home
    has_home = home >= 0
    half = scenario.motives.seat_half
    means = actors[Actor.CAPACITY]
    actors[Actor.VISIBILITY] = [presence(each, half) for each in means.tolist()]
    actors[Actor.PRESENCE] = np.where(has_home, actors[Actor.VISIBILITY], 0.0)
    burden = [seat_burden(each, half) for each in means.tolist()]
    actors[Actor.SEAT_BURDEN] = np.minimum(burden, MOST_BURDEN)
    actors[Actor.HOMEBOUND] = np.where(has_home, np.where(states, 1.0, scenario.payoff.position_shrink), 0.0)
    sizes = in_standard_units([math.log(each) for each in roster.resources[states].tolist()])
    heads = roster.resources[states] / roster.population[states]
    actors[Actor.INCOME_SCORE, states] = in_standard_units([math.log(each) for each in heads.tolist()])
    regimes = in_standard_units(roster.democracy[states].tolist())
    for column, scores in ((Actor.SIZE_SCORE, sizes), (Actor.REGIME_SCORE, regimes)):
        actors[column] = np.where(has_home, scores[home], 0.0)


MOST_BURDEN = 1e6
"""Burden of a seat for an actor without any means; Assumed: no motive comes near it."""


def in_standard_units(values: list[float]) -> Floats:
    """Return values less their mean, over their standard deviation; zeros where all are equal."""
    mean, deviation = float(np.mean(values)), float(np.std(values))
    return np.array([standardised(value, mean, deviation) for value in values])


def distances_between(scenario: Scenario, roster: Roster) -> Floats:
    """Return the log distance of each pair of states' capitals, shape (states, states)."""
    states = roster.n_states
    places = tuple(zip(roster.latitude[:states].tolist(), roster.longitude[:states].tolist(), strict=True))
    return _log_distances(places, scenario.motives.near)


@lru_cache(maxsize=4)
def _log_distances(places: tuple[tuple[float, float], ...], near: float) -> Floats:
    table = np.full((len(places), len(places)), log_distance(0.0, near))
    for a, here in enumerate(places):
        for b in range(a):
            table[a, b] = table[b, a] = log_distance(great_circle(*here, *places[b]), near)
    table.flags.writeable = False
    return table


def fill_remoteness(actors: Floats, distances: Floats) -> None:
    """Write how far each actor's home is from the other states, each weighted by its presence."""
    states = len(distances)
    seen = actors[Actor.PRESENCE, :states]
    weighed = distances * seen
    others = seen.sum() - seen
    sums = weighed.sum(axis=1) - np.diag(weighed)
    means = np.divide(sums, others, out=np.zeros_like(sums), where=others > 0.0)
    home = actors[Actor.HOME].astype(int)
    actors[Actor.REMOTENESS] = np.where(home >= 0, means[home], 0.0)
