"""A drawn roster of any size: for tests and for measuring speed, never for claims about the world.

Sizes are heavy-tailed as in the world: the largest company, NGO, philanthropy and organisation are as large
as the largest real one and sizes fall with rank by a power law [axtell2001] [gabaix2009]. Incomes and populations
of states are lognormal, with the spread found over the real states, and sum to the real world whatever the number
of states. The numbers stand in the section ``[drawn]`` of a scenario, with their sources.

This module and `cities` have a generator of their own: a roster is drawn once, before any history starts, and
takes no part in the luck of a run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.core.codes import ISSUES, THREATS, Admission, BurdenRule, Consent, Kind
from simulation.core.errors import DataError
from simulation.parameters.drawn import Drawn
from simulation.roster.checking import check_roster
from simulation.roster.coding import FORMS
from simulation.roster.members import count_members
from simulation.roster.records import START_YEAR, Bools, Floats, Ints, Roster
from simulation.roster.states import GROUPS, as_shares

Generator = np.random.Generator  # noqa: TID251 (see the module's docstring)

WORLD_GDP, WORLD_POPULATION, WORLD_CO2 = 105_278.0, 8.11e9, 1.75e6
"""Sums over the real roster [US$bn/yr, persons, Mt]."""

PLACES = 1_000
"""Stream of the capitals' places, apart from those of everything else and of cities."""

LIMIT = 1_000_000


DRAWN_RULES = (
    BurdenRule.VOLUNTARY,
    BurdenRule.RECIPROCITY,
    BurdenRule.JOINT,
    BurdenRule.PRICE,
    BurdenRule.QUANTITY,
    BurdenRule.EQUAL,
    BurdenRule.CAPACITY,
    BurdenRule.RESPONSIBILITY,
    BurdenRule.BENEFIT,
    BurdenRule.HEGEMONIC,
    BurdenRule.LINDAHL,
    BurdenRule.SHAPLEY,
    BurdenRule.OPTIMAL,
)
"""Rules of drawn partnerships. Another rule here makes every drawn world another one."""
KINDS = (Kind.STATE, Kind.COMPANY, Kind.NGO, Kind.PHILANTHROPY, Kind.ORGANISATION)
"""Kinds drawn here; cities come into any roster by ``simulation.roster.cities``."""


@dataclass(frozen=True)
class Sizes:
    """How many actors of each of ``KINDS``, and how many partnerships."""

    actors: tuple[int, int, int, int, int]
    partnerships: int

    @property
    def states(self) -> int:
        """Number of states."""
        return self.actors[0]

    @property
    def total(self) -> int:
        """Number of actors."""
        return sum(self.actors)


def synthetic_roster(
    n_states: int,
    n_companies: int,
    n_ngos: int,
    n_philanthropies: int,
    n_organisations: int,
    n_partnerships: int,
    seed: int,
    shapes: Drawn | None = None,
) -> Roster:
    """Draw a roster; the same arguments give the same roster.

    Parameters
    ----------
    n_states : int
        At least 2; larger states come first.
    n_companies, n_ngos, n_philanthropies, n_organisations, n_partnerships : int
        At least 0; the actors together at most 1,000,000.
    seed : int
        Key of the generator.
    shapes : Drawn, optional
        How sizes, seats and terms are spread; by default as a scenario has them that says nothing of it.

    Returns
    -------
    Roster
    """
    others = (n_companies, n_ngos, n_philanthropies, n_organisations)
    sizes = Sizes((n_states, *others), n_partnerships)
    if n_states < 2 or min(*others, n_partnerships) < 0 or sizes.total > LIMIT:
        raise DataError(
            f"A synthetic roster needs at least 2 states, no negative number and at most {LIMIT:,} actors; "
            f"found {n_states} states, {sizes.total:,} actors, {n_partnerships} partnerships."
        )
    draw = Generator(np.random.Philox(key=seed))  # noqa: TID251 (see the module's docstring)
    roster = _draw_roster(draw, sizes, seed, shapes or Drawn())
    check_roster(roster)
    return roster


def _draw_roster(draw: Generator, sizes: Sizes, seed: int, shapes: Drawn) -> Roster:
    n, states, p = sizes.total, sizes.states, sizes.partnerships
    kind = np.repeat(np.array(KINDS), sizes.actors)
    income, population, military = draw_states(draw, states, shapes)
    position = draw.normal(size=states)
    democracy = 1.0 / (1.0 + np.exp(-(position + draw.normal(size=states))))
    latitude, longitude = draw_places(sizes.states, seed)
    home = _draw_homes(draw, kind, income)
    region = tuple(f"region {row % 10}" for row in range(states))
    doors = (Admission.STATES, Admission.LIKE_MINDED, Admission.OPEN)
    admission = draw.choice(doors, p=_doors(shapes), size=p)
    leads = skewed(draw, p, states, shapes.skew)
    members = _draw_members(draw, sizes, admission == Admission.OPEN, leads, shapes)
    counts = count_members(members, kind, p)
    none, zeros = draw.random((states, len(THREATS))), np.zeros(n - states)
    ids = _ids(sizes)
    return Roster(
        ids=ids,
        names=ids,
        kind=kind,
        home=home,
        region=tuple("" if row < 0 else region[row] for row in home.tolist()),
        resources=np.concatenate(
            [income, *(_draw_money(draw, Kind(k), m, shapes) for k, m in enumerate(sizes.actors) if k)]
        ),
        security_resources=np.concatenate([military, zeros]),
        population=np.concatenate([population, zeros]),
        latitude=np.where(home < 0, 0.0, latitude[home]),
        longitude=np.where(home < 0, 0.0, longitude[home]),
        position=np.where(home < 0, 0.0, position[home]),
        democracy=np.where(home < 0, democracy.mean(), democracy[home]),
        emissions=np.concatenate([_draw_emissions(draw, income, shapes.emission_spread), zeros]),
        assessment=np.concatenate([_shares(income), zeros]),
        aid=np.zeros(n),
        economic_exposure=_exposure(income, shapes.economic_least + shapes.economic_range * none, n),
        human_exposure=_exposure(population, _draw_harm(draw, states, shapes), n),
        industry=("",) * n,
        interests=_draw_interests(draw, states, n, shapes.focus),
        groups={name: np.zeros(n, dtype=np.bool_) for name in GROUPS},
        partnership_ids=tuple(f"partnership{row}" for row in range(p)),
        partnership_names=tuple(f"Partnership {row}" for row in range(p)),
        issue=draw.integers(len(ISSUES), size=p),
        founded=draw.integers(shapes.founded_from, START_YEAR, size=p),
        rule=draw.choice([int(rule) for rule in DRAWN_RULES], size=p),
        admission=admission.astype(np.int64),
        consent=draw.integers(len(Consent), size=p),
        concreteness=draw.integers(3, size=p) / 2.0,
        binding=draw.integers(3, size=p) / 2.0,
        transparency=draw.random(p),
        exclusivity=np.where(draw.random(p) < shapes.exclusive, draw.random(p), 0.0),
        form=tuple(FORMS[row] for row in draw.integers(len(FORMS), size=p)),
        recipients=draw.random(p) < shapes.for_recipients,
        named_recipients=((),) * p,
        roster_role=("all",) * p,
        published=counts.astype(np.float64),
        listed_count=counts,
        listed=("complete",) * p,
        list_notes=("",) * p,
        leads=tuple((row,) for row in leads.tolist()),
        members=members,
        joined=np.zeros(len(members), dtype=np.int64),
        rivalries=_draw_pairs(draw, states, int(shapes.rivalries * states)),
        pacts=_draw_pairs(draw, states, int(shapes.pacts * states)),
        borders=_draw_pairs(draw, states, int(shapes.borders * states)),
    )


def draw_states(draw: Generator, states: int, shapes: Drawn) -> tuple[Floats, Floats, Floats]:
    """Return GDP [US$bn/yr], population [persons] and military spending [US$bn/yr], by falling GDP.

    Returns
    -------
    three arrays float64[states]
    """
    population = np.exp(shapes.population_spread * draw.normal(size=states))
    income = population * np.exp(shapes.income_spread * draw.normal(size=states))
    order = np.argsort(-income, kind="stable")
    income = _shares(income[order]) * WORLD_GDP
    military = income * shapes.military_share * np.exp(shapes.military_spread * draw.normal(size=states))
    return income, _shares(population[order]) * WORLD_POPULATION, military


def draw_places(states: int, seed: int) -> tuple[Floats, Floats]:
    """Return latitude and longitude of each state's capital [degrees]: even over the sphere, from a stream apart.

    Returns
    -------
    two arrays float64[states]
    """
    draw = Generator(np.random.Philox(key=np.array([seed, PLACES], dtype=np.uint64)))  # noqa: TID251 (as above)
    return np.degrees(np.arcsin(2.0 * draw.random(states) - 1.0)), 360.0 * draw.random(states) - 180.0


def _doors(shapes: Drawn) -> Floats:
    """Return the chances of admission: states alone, the like-minded, everybody; together 1."""
    rest = max(0.0, 1.0 - (shapes.for_states + shapes.for_like_minded))
    return _shares(np.array([shapes.for_states, shapes.for_like_minded, rest]))


def _draw_emissions(draw: Generator, income: Floats, spread: float) -> Floats:
    """Return emissions by income and luck; they sum to the world's [Mt]."""
    return _shares(income * np.exp(spread * draw.normal(size=len(income)))) * WORLD_CO2


def _draw_harm(draw: Generator, states: int, shapes: Drawn) -> Floats:
    """Return harm per head by state and threat, float64[states, 6]."""
    return np.asarray(shapes.human_least + shapes.human_range * draw.random((states, len(THREATS))))


def _draw_money(draw: Generator, kind: Kind, count: int, shapes: Drawn) -> Floats:
    """Return sizes by falling rank: largest × rank^(-1/exponent), with a little noise [US$bn/yr]."""
    largest, tail = getattr(shapes, f"largest_{kind.label}"), getattr(shapes, f"tail_{kind.label}")
    rank = np.arange(1, count + 1)
    return np.asarray(largest * rank ** (-1.0 / tail) * np.exp(shapes.scatter * draw.normal(size=count)))


def _draw_homes(draw: Generator, kind: Ints, income: Floats) -> Ints:
    """Return home rows: states their own, others drawn by GDP, organisations -1.

    Returns
    -------
    int64[N]
    """
    cumulative = np.cumsum(_shares(income))
    drawn = np.minimum(np.searchsorted(cumulative, draw.random(len(kind)), side="right"), len(income) - 1)
    drawn = np.where(kind == Kind.STATE, np.arange(len(kind)), drawn)
    return np.where(kind == Kind.ORGANISATION, -1, drawn).astype(np.int64)


def _draw_interests(draw: Generator, states: int, n: int, focus: float) -> Floats:
    """Return issue weights: a few issues each (Dirichlet), zeros for states.

    Returns
    -------
    float64[N, 10]
    """
    weights = np.zeros((n, len(ISSUES)))
    raw = draw.standard_gamma(focus, size=(n - states, len(ISSUES))) + 1e-12
    weights[states:] = raw / raw.sum(axis=1, keepdims=True)
    return weights


def mean_ties(partnerships: int, shapes: Drawn) -> float:
    """Return how many memberships an actor other than a state holds on average at the start."""
    return min(shapes.other_density * partnerships, shapes.other_ties)


def _draw_members(draw: Generator, sizes: Sizes, open_to_all: Bools, leads: Ints, shapes: Drawn) -> Ints:
    """Return unique, sorted (actor, partnership) pairs; every lead is a member of its partnership.

    Returns
    -------
    int64[M, 2]
    """
    p = sizes.partnerships
    if p == 0:
        return np.zeros((0, 2), dtype=np.int64)
    shape = draw.beta(shapes.small, shapes.large, size=p)
    size = shape / max(float(shape.mean()), 1e-12)
    keys = [leads * p + np.arange(p)]
    first = 0
    for kind, count in enumerate(sizes.actors):
        ties = min(shapes.state_density * p, shapes.state_ties) if kind == Kind.STATE else mean_ties(p, shapes)
        wanted = np.minimum(size * ties / p, 1.0) * count
        if kind != Kind.STATE:
            wanted = np.where(open_to_all, wanted, 0.0)
        partnership = np.repeat(np.arange(p), np.round(wanted).astype(np.int64))
        keys.append((first + skewed(draw, len(partnership), count, shapes.skew)) * p + partnership)
        first += count
    key = np.unique(np.concatenate(keys))
    return np.stack([key // p, key % p], axis=1)


def skewed(draw: Generator, size: int, count: int, skew: float) -> Ints:
    """Return ranks below `count`, low ranks more often."""
    return np.minimum((count * draw.random(size) ** skew).astype(np.int64), max(count - 1, 0))


def _draw_pairs(draw: Generator, states: int, count: int) -> Ints:
    """Return at most `count` pairs a < b of states, unique and sorted."""
    ends = np.sort(draw.integers(states, size=(count, 2)), axis=1)
    key = np.unique(ends[ends[:, 0] < ends[:, 1]] @ np.array([states, 1]))
    return np.stack([key // states, key % states], axis=1)


def _exposure(weight: Floats, vulnerability: Floats, n: int) -> Floats:
    """Return shares of weight × vulnerability over states, zeros below them.

    Returns
    -------
    float64[N, 6]
    """
    shares = np.zeros((n, vulnerability.shape[1]))
    shares[: len(weight)] = as_shares(weight[:, None] * vulnerability)
    return shares


def _shares(values: Floats) -> Floats:
    return np.asarray(values / values.sum())


def _ids(sizes: Sizes) -> tuple[str, ...]:
    """Return ids such as state0, company12."""
    ids: list[str] = []
    for kind, count in zip(KINDS, sizes.actors, strict=True):
        ids += [f"{kind.label}{row}" for row in range(count)]
    return tuple(ids)
