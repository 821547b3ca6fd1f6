"""What a roster is: one frozen record of arrays, row by actor or by partnership, and its small companions.

N actors (states first, the others in the order of ``Kind``), P partnerships, M memberships.
Money is US$bn a year; shares are 0..1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from simulation.core.codes import ISSUES, THREATS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

START_YEAR = 2025
"""Year in which the world starts: what is dated later is still to come."""


@dataclass(frozen=True)
class Filled:
    """A value that no source gives and a stated rule supplied.

    Attributes
    ----------
    actor, column : str
        Whose value, and in which column of which table (``states.military``).
    value : float or str
        What was put in: a number, or a word.
    unit, rule, source : str
        Unit of the value, the rule that made it, and the figures the rule used.
    """

    actor: str
    column: str
    value: float | str
    unit: str
    rule: str
    source: str


@dataclass(frozen=True)
class Unresolved:
    """A member or lead that a source names and that is no actor of the roster."""

    partnership: str
    name: str
    reason: str


@dataclass(frozen=True)
class Exit:
    """A withdrawal announced or made after the start of 2025; `actor` and `partnership` are rows."""

    actor: int
    partnership: int
    year: float
    source: str


@dataclass(frozen=True)
class OwnThreat:
    """A threat or club good that people add: whether it has a level, and what says on whom damage falls."""

    id: str
    has_level: bool = True
    economic: tuple[str, ...] = ("gdp",)
    human: tuple[str, ...] = ("population",)
    place: str = ""


@dataclass(frozen=True)
class Arrival:
    """A seat taken after the start of 2025, on a date; `actor` and `partnership` are rows."""

    actor: int
    partnership: int
    year: float


@dataclass(frozen=True)
class Pledge:
    """One actor's published pledge in one round [US$bn]; `actor` and `partnership` are rows."""

    actor: int
    partnership: int
    round: str
    pledged: float
    source: str


@dataclass(frozen=True)
class TrackRecord:
    """What a partnership, ended ones included, has published about itself; None where it published nothing.

    `pledged` and `deployed` are in US$bn and comparable only as `deployed_basis` says; `attainment` is the
    achieved share of the target.
    """

    partnership: str
    founded: int
    ended: int | None
    goal: str
    pledged: float | None
    deployed: float | None
    deployed_basis: str
    attainment: float | None
    outcome: str
    source: str
    confidence: str


@dataclass(frozen=True)
class Roster:
    """Every actor, partnership and membership that a world starts from.

    Attributes
    ----------
    ids, names : tuple of str, length N
        Actor ids: ISO 3166 alpha-3 for states, a short word for others; names to print.
    kind : int64[N]
        ``Kind`` of the actor.
    home : int64[N]
        Row of the home state: itself for a state, -1 for organisations.
    region : tuple of str, length N
        World region of the home state, "" for organisations.
    resources : float64[N]
        Before the discretionary share: GDP, revenue, budget, giving, programme budget, city budget [US$bn/yr].
    security_resources : float64[N]
        Military spending, 0 for non-states [US$bn/yr].
    population : float64[N]
        Inhabitants of states and cities, 0 for others [persons].
    latitude, longitude : float64[N]
        Of the capital of the home state, 0 for organisations [degrees].
    position : float64[N]
        UN General Assembly ideal point; the home state's for non-states, 0 for organisations [-].
    democracy : float64[N]
        V-Dem liberal democracy; the home state's for non-states, the mean of states for organisations [0..1].
    emissions : float64[N]
        Cumulative CO2, 0 for non-states [Mt].
    assessment : float64[N]
        UN assessment [share; sums to 1 over states].
    aid : float64[N]
        Official development assistance [share of national income]; 0 where none is published, and for non-states.
    economic_exposure, human_exposure : float64[N, threats]
        Share of the world's damage from each threat that falls on a state, in money and in people
        [each column sums to 1 over states, 0 for others].
    industry : tuple of str, length N
        Industry of a company, "" where none is named and for others.
    interests : float64[N, G]
        Issue weights of non-states [each row sums to 1], zeros for states.
    groups : mapping of str to bool[N]
        Membership in groups that are not partnerships of the model: g7, g20, eu, brics, ...
    partnership_ids, partnership_names : tuple of str, length P
        Ids and printable names.
    issue, founded, rule, admission, consent : int64[P]
        Index into ``ISSUES``, year, ``BurdenRule``, ``Admission``, ``Consent``.
    concreteness, binding, transparency, exclusivity : float64[P]
        Coded attributes [0..1].
    form : tuple of str, length P
        Fund, treaty, pledge, ...
    recipients : bool[P]
        Whether the beneficiaries are states in need.
    named_recipients : tuple of tuple of int, length P
        Rows of the states for which alone a deal is made; empty where whoever is in need is served.
    roster_role : tuple of str, length P
        Whom the list of states names: donors, recipients or all.
    published, listed_count : float64[P, kinds], int64[P, kinds]
        Published and listed number of members by ``Kind``.
    listed, list_notes : tuple of str, length P
        'complete', 'partial' or 'none', found by comparing the two counts of states; and why they differ.
    leads : tuple of tuple of int, length P
        Actor rows.
    members : int64[M, 2]
        (actor row, partnership row), unique, sorted.
    joined : int64[M]
        Year of joining, 0 where no source gives it.
    rivalries, pacts, borders : int64[R, 2]
        Pairs of states a < b, unique, sorted.
    filled, unresolved, exits, pledges : tuple
        Values filled by rule, names without an actor, dated withdrawals of 2025 and later, published pledges.
    arrivals : tuple
        Seats taken after the start, on a date.
    begins, ends : mapping of int to float
        Dates on which partnerships begin and end that have one after the start, by row [year].
    ambition, target : mapping of int to float
        What partnerships state of their own, by row.
    unknown : int64[U, 2]
        (actor row, partnership row) of seats of which no source says whether they are held.
    issues : tuple of str, length G
        Ids of the issues, the shipped ones first.
    threats : tuple of int
        Which of them have a level: the columns of the exposures, in this order.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    kind: Ints
    home: Ints
    region: tuple[str, ...]
    resources: Floats
    security_resources: Floats
    population: Floats
    latitude: Floats
    longitude: Floats
    position: Floats
    democracy: Floats
    emissions: Floats
    assessment: Floats
    aid: Floats
    economic_exposure: Floats
    human_exposure: Floats
    industry: tuple[str, ...]
    interests: Floats
    groups: Mapping[str, Bools]
    partnership_ids: tuple[str, ...]
    partnership_names: tuple[str, ...]
    issue: Ints
    founded: Ints
    rule: Ints
    admission: Ints
    consent: Ints
    concreteness: Floats
    binding: Floats
    transparency: Floats
    exclusivity: Floats
    form: tuple[str, ...]
    recipients: Bools
    named_recipients: tuple[tuple[int, ...], ...]
    roster_role: tuple[str, ...]
    published: Floats
    listed_count: Ints
    listed: tuple[str, ...]
    list_notes: tuple[str, ...]
    leads: tuple[tuple[int, ...], ...]
    members: Ints
    joined: Ints
    rivalries: Ints
    pacts: Ints
    borders: Ints
    filled: tuple[Filled, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    exits: tuple[Exit, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    begins: Mapping[int, float] = field(default_factory=dict)
    ends: Mapping[int, float] = field(default_factory=dict)
    ambition: Mapping[int, float] = field(default_factory=dict)
    target: Mapping[int, float] = field(default_factory=dict)
    rules_named: frozenset[int] = frozenset()
    unknown: Ints = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64))
    issues: tuple[str, ...] = ISSUES
    threats: tuple[int, ...] = tuple(range(len(THREATS)))

    @property
    def n_actors(self) -> int:
        """Number of actors, N."""
        return len(self.ids)

    @property
    def n_states(self) -> int:
        """Number of states; they are the first rows."""
        return int((self.kind == 0).sum())

    @property
    def n_partnerships(self) -> int:
        """Number of partnerships, P."""
        return len(self.partnership_ids)
