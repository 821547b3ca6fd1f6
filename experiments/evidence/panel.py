"""Who sat where, year by year: the record of organisations, and the same of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.evidence.lists import DATA
from simulation.core.columns import Floats, Globals, Ints, Membership, Partnership
from simulation.parameters import Scenario, load_scenario
from simulation.roster import Roster
from simulation.roster.reading import read_table
from simulation.roster.records import START_YEAR
from simulation.world import World

FIRST, LAST = 1990, 2014
"""Years of the record between which its rates are published."""


@dataclass(frozen=True)
class Year:
    """Bodies that live in a year.

    Attributes
    ----------
    ids : int64[B], one number a body, the same in every year
    founded : int64[B], calendar years
    seats : bool[B, S], states that are members
    """

    ids: Ints
    founded: Ints
    seats: np.ndarray

    def rows(self) -> dict[int, int]:
        """Return the row of each body."""
        return {int(body): row for row, body in enumerate(self.ids)}


@dataclass(frozen=True)
class Panel:
    """Years in a row, and what is known of the states.

    Attributes
    ----------
    years : one a calendar year, the first one ``first``
    position : float64[S], ideal points
    region : int64[S], codes of regions
    distances : float64[S, S], log distances of capitals
    """

    first: int
    years: tuple[Year, ...]
    position: Floats
    region: Ints
    distances: Floats


def _about_states(roster: Roster, distances: Floats) -> tuple[Floats, Ints, Floats]:
    states = roster.n_states
    names = sorted({*roster.region[:states]})
    region = np.array([names.index(name) for name in roster.region[:states]], dtype=np.int64)
    return roster.position[:states].copy(), region, distances[:states, :states]


def recorded_panel(world: World, first: int = FIRST, last: int = LAST) -> Panel:
    """Return the record of organisations of states, by the states of a world."""
    roster = world.roster
    lives = read_table(DATA, "organisation_lives", ("id", "started", "ended"))
    spells = read_table(DATA, "organisation_spells", ("partnership", "actor", "joined", "left"))
    bodies = lives.text("id")
    started, ended = lives.required("started", 1000, START_YEAR), _open_ended(lives.numbers("ended"))
    row_of = {name: row for row, name in enumerate(bodies)}
    state_of = {name: row for row, name in enumerate(roster.ids[: roster.n_states])}
    body = np.array([row_of[name] for name in spells.text("partnership")])
    state = np.array([state_of[name] for name in spells.text("actor")])
    joined, left = spells.required("joined", 1000, START_YEAR), _open_ended(spells.numbers("left"))
    years = []
    for year in range(first, last + 1):
        lived = np.flatnonzero((started <= year) & (ended >= year))
        place = np.full(len(bodies), -1)
        place[lived] = np.arange(len(lived))
        sits = (joined <= year) & (left > year) & (place[body] >= 0)
        seats = np.zeros((len(lived), roster.n_states), dtype=bool)
        seats[place[body[sits]], state[sits]] = True
        years.append(Year(lived, started[lived].astype(np.int64), seats))
    return Panel(first, tuple(years), *_about_states(roster, world.tables.distances))


def _open_ended(years: Floats) -> Floats:
    return np.where(np.isnan(years), np.inf, years)


def year_of(world: World) -> Year:
    """Return the partnerships that run in a world now, and which states sit there."""
    rows = np.flatnonzero(world.tables.partnerships[Partnership.ALIVE, : int(world.tables.globals[Globals.ROWS])])
    ids = world.tables.partnerships[Partnership.IDENTITY, rows].astype(np.int64)
    founded = world.tables.partnerships[Partnership.FOUNDED, rows].astype(np.int64)
    return Year(ids, founded, world.tables.memberships[Membership.MEMBER, rows, : world.roster.n_states] > 0.0)


def panel_of_run(scenario: str | Scenario, seed: int, years: int) -> tuple[Panel, World]:
    """Return a run as a panel, and its world at the end."""
    world = World(load_scenario(scenario, {"years": years}), seed)
    found = [year_of(world)]
    for _ in range(years):
        world.advance(4)
        found.append(year_of(world))
    return Panel(START_YEAR, tuple(found), *_about_states(world.roster, world.tables.distances)), world


def moves_between(before: Year, after: Year) -> tuple[Sequence[tuple[int, int]], Ints, Ints]:
    """Return (rows before and after of bodies that live in both years, ids of those born, ids of those that ended)."""
    was, now = before.rows(), after.rows()
    both = [(row, now[body]) for body, row in was.items() if body in now]
    born = np.array([body for body in now if body not in was], dtype=np.int64)
    ended = np.array([body for body in was if body not in now], dtype=np.int64)
    return both, born, ended
