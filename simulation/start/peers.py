"""Who is whose peer, and what companies and cities bring along: fixed at the start."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.rules.peers import size_against_typical, standing

FOLLOWERS = (Kind.COMPANY, Kind.CITY)
"""Kinds whose motives were held against complete lists."""


def fill_standings(scenario: Scenario, roster: Roster, actors: Floats) -> None:
    """Write the log-odds of a seat that companies and cities bring along; who has no means counts for nobody."""
    given = scenario.nonstates
    for kind, sizes, by_size, by_openness in (
        (Kind.COMPANY, roster.resources, given.company_size, given.company_openness),
        (Kind.CITY, roster.population, given.city_size, given.city_openness),
    ):
        rows = _with_means(roster, kind)
        if not rows.size:
            continue
        typical = float(np.exp(np.log(np.maximum(sizes[rows], 1e-300)).mean()))
        openness = float(roster.democracy[rows].mean())
        for i in rows.tolist():
            size = size_against_typical(float(sizes[i]), typical)
            actors[Actor.STANDING, i] = standing(size, by_size, float(roster.democracy[i]), openness, by_openness)


def fill_groups(roster: Roster, actors: Floats) -> int:
    """Write each actor's groups of peers, numbered from 1; return how many groups there are."""
    numbers: dict[tuple[str, int, str], int] = {}
    for kind in FOLLOWERS:
        for i in _with_means(roster, kind).tolist():
            keys = [
                (Actor.PEERS_KIND, ("kind", int(kind), "")),
                (Actor.PEERS_HOME, ("home", int(kind), str(roster.home[i]))),
            ]
            if roster.industry[i]:
                keys.append((Actor.PEERS_INDUSTRY, ("industry", int(kind), roster.industry[i])))
            for column, key in keys:
                actors[column, i] = numbers.setdefault(key, len(numbers) + 1)
    return len(numbers)


def table_of_peers(actors: Floats, groups: int, partnerships: int) -> Floats:
    """Return the table of peers before anybody is seated, shape (P + 1, groups + 1)."""
    table = np.zeros((partnerships + 1, groups + 1))
    for column in (Actor.PEERS_KIND, Actor.PEERS_HOME, Actor.PEERS_INDUSTRY):
        table[partnerships] += np.bincount(actors[column].astype(np.int64), minlength=groups + 1)
    table[partnerships, 0] = 0.0
    return table


def _with_means(roster: Roster, kind: Kind) -> np.ndarray:
    """Return the rows of a kind's actors that have any means."""
    return np.flatnonzero((roster.kind == kind) & (roster.resources > 0.0))
