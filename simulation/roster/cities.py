"""Cities, drawn into a roster, real or synthetic; those on record come in by ``breadth`` instead.

Homes are drawn by population. In each home sizes fall with rank by Zipf's law for cities: the r-th has a part of
about 1 / r of the largest (``drawn.city_primacy``), Adapted [gabaix1999]: an exponent of 1, found for the larger
cities of most states; used here down to the smallest. States have cities in proportion to people, so that those of
the world follow the law too: in a world of eight billion people some three hundred are above a million.

A city votes, opens up and is exposed as its home does. Its interests are the threats, each by the home's exposure
per head and by luck. In a synthetic roster it sits in open partnerships on threats, as other non-states do; in the real
one it sits nowhere at the start, for nobody lists it.

Like ``synthesis`` this module has a generator of its own, as a roster is drawn before any history starts. Its stream
is apart: a synthetic world has the same other actors with cities and without.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulation.core.codes import THREATS, Admission, Kind
from simulation.core.errors import DataError
from simulation.parameters.drawn import Drawn
from simulation.parameters.resources import RosterChoice
from simulation.roster.checking import check_roster
from simulation.roster.members import count_members
from simulation.roster.records import Floats, Ints, Roster
from simulation.roster.synthesis import LIMIT, mean_ties, skewed

Generator = np.random.Generator  # noqa: TID251 (see the module's docstring)


def with_cities(
    roster: Roster, count: int, seed: int, *, seated: bool, budget: float | None = None, shapes: Drawn | None = None
) -> Roster:
    """Return a roster with so many drawn cities after its other actors; the same arguments give the same cities.

    The first cities of a larger draw are those of a smaller one; more of them means more small ones.

    Parameters
    ----------
    roster : Roster
        Without cities.
    count : int
        At least 0; the actors together at most 1,000,000.
    seed : int
        Key of the generator.
    seated : bool
        Whether cities sit in open partnerships at the start.
    budget : float, optional
        A city's yearly budget per head as a part of its home's product per head [share]; by default as a scenario
        has it that says nothing of it, and so are the shapes.
    shapes : Drawn, optional
        How large cities are, and how often they sit.
    """
    shapes = shapes or Drawn()
    if count < 0 or roster.n_actors + count > LIMIT:
        raise DataError(
            f"A roster has at most {LIMIT:,} actors and no negative number of cities; "
            f"found {count:,} cities beside {roster.n_actors:,} other actors."
        )
    draw = Generator(np.random.Philox(key=np.array([seed, Kind.CITY], dtype=np.uint64)))  # noqa: TID251 (as above)
    luck = draw.random((count, 2 + len(THREATS)))
    home = draw_homes(luck[:, 0], roster.population[: roster.n_states])
    rank = ranks_at_home(home)
    people = shapes.city_primacy * roster.population[home] / (rank + luck[:, 1])
    names = tuple(f"{roster.names[h]}, city {r}" for h, r in zip(home.tolist(), rank.tolist(), strict=True))
    share = RosterChoice().city_budget if budget is None else budget
    grown = _joined(roster, home, people, names, _interests(roster, home, luck[:, 2:]), share)
    if seated:
        grown = _seated(grown, _draw_members(draw, grown, count, shapes))
    check_roster(grown)
    return grown


def draw_homes(luck: Floats, population: Floats) -> Ints:
    """Return the row of each city's home, drawn by population.

    Returns
    -------
    int64[cities]
    """
    cumulative = np.cumsum(population / population.sum())
    found = np.searchsorted(cumulative, luck, side="right")
    return np.minimum(found, len(population) - 1).astype(np.int64)


def ranks_at_home(home: Ints) -> Ints:
    """Return how many cities up to this one have the same home, 1 for the first.

    Returns
    -------
    int64[cities]

    Examples
    --------
    >>> ranks_at_home(np.array([3, 1, 3, 3])).tolist()
    [1, 1, 2, 3]
    """
    order = np.argsort(home, kind="stable")
    together = home[order]
    rank = np.empty_like(home)
    rank[order] = np.arange(len(home)) - np.searchsorted(together, together) + 1
    return rank


def _interests(roster: Roster, home: Ints, luck: Floats) -> Floats:
    """Return issue weights: the home's exposure per head × exponential luck on threats, nothing on other issues.

    Assumed: a city's people suffer from what its state's people suffer from, and no two cities alike.

    Returns
    -------
    float64[cities, 10]
    """
    population = roster.population[: roster.n_states, None]
    exposure = roster.human_exposure[: roster.n_states, : len(THREATS)] * population.sum() / np.maximum(population, 1.0)
    exposure[exposure.sum(axis=1) == 0.0] = 1.0
    raw = exposure[home] * -np.log1p(-luck)
    weights = np.zeros((len(home), len(roster.issues)))
    weights[:, : len(THREATS)] = raw / raw.sum(axis=1, keepdims=True)
    return weights


def _joined(
    roster: Roster, home: Ints, people: Floats, names: tuple[str, ...], interests: Floats, budget: float
) -> Roster:
    """Return the roster with a row for each city in every column of actors."""
    count = len(home)
    nothing, unexposed = np.zeros(count), np.zeros((count, len(roster.threats)))
    per_head = roster.resources[home] / roster.population[home]
    return replace(
        roster,
        ids=roster.ids + tuple(f"{Kind.CITY.label}{row}" for row in range(count)),
        names=roster.names + names,
        kind=np.concatenate([roster.kind, np.full(count, int(Kind.CITY))]),
        home=np.concatenate([roster.home, home]),
        region=roster.region + tuple(roster.region[row] for row in home.tolist()),
        resources=np.concatenate([roster.resources, budget * people * per_head]),
        security_resources=np.concatenate([roster.security_resources, nothing]),
        population=np.concatenate([roster.population, people]),
        latitude=np.concatenate([roster.latitude, roster.latitude[home]]),
        longitude=np.concatenate([roster.longitude, roster.longitude[home]]),
        position=np.concatenate([roster.position, roster.position[home]]),
        democracy=np.concatenate([roster.democracy, roster.democracy[home]]),
        emissions=np.concatenate([roster.emissions, nothing]),
        assessment=np.concatenate([roster.assessment, nothing]),
        aid=np.concatenate([roster.aid, nothing]),
        economic_exposure=np.concatenate([roster.economic_exposure, unexposed]),
        human_exposure=np.concatenate([roster.human_exposure, unexposed]),
        industry=roster.industry + ("",) * count,
        interests=np.concatenate([roster.interests, interests]),
        groups={name: np.concatenate([flags, nothing > 0.0]) for name, flags in roster.groups.items()},
    )


def _draw_members(draw: Generator, roster: Roster, count: int, shapes: Drawn) -> Ints:
    """Return unique, sorted (city, partnership) pairs: equally many in every open partnership on a threat.

    Returns
    -------
    int64[M, 2]
    """
    is_open = (roster.admission == Admission.OPEN) & np.isin(roster.issue, roster.threats)
    rows = np.flatnonzero(is_open)
    seats = round(count * min(1.0, mean_ties(roster.n_partnerships, shapes) / max(len(rows), 1)))
    cities = roster.n_actors - count + skewed(draw, seats * len(rows), count, shapes.skew)
    pairs: Ints = np.unique(np.stack([cities, np.repeat(rows, seats)], axis=1), axis=0)
    return pairs


def _seated(roster: Roster, pairs: Ints) -> Roster:
    """Return the roster with these memberships of cities, which come last, after all others."""
    members = np.concatenate([roster.members, pairs])
    counts = count_members(members, roster.kind, roster.n_partnerships)
    published = roster.published.copy()
    published[:, Kind.CITY] = counts[:, Kind.CITY]
    joined = np.concatenate([roster.joined, np.zeros(len(pairs), dtype=np.int64)])
    return replace(roster, members=members, joined=joined, listed_count=counts, published=published)
