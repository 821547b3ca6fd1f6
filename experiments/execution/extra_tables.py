"""Tables by quarter of a single history: actors, partnerships, threats, events, and the network of co-members.

Their columns are those that the model declares, with its units and meanings; nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from experiments.storage.identity import Run
from experiments.storage.schemas import KEYS, described, key_values, kind_name, table_of
from simulation.core.codes import BurdenRule
from simulation.core.column import Column
from simulation.core.columns import Actor, Issue, Membership, Partnership, Portfolio
from simulation.core.errors import name_unknown
from simulation.core.levers import Lever
from simulation.start.policy import year_of
from simulation.world import World

NAMES = ("actors", "partnerships", "memberships", "threats", "events", "edges")
"""What can be asked for."""
EDGES_EVERY = 4
"""Quarters between two pictures of the network: it is large and changes slowly."""
UNSHOWN = frozenset({"row", "code"})
"""Units of columns that only the engine understands."""

Rows = dict[str, Any]


def chosen(text: str) -> tuple[str, ...]:
    """Return the tables named in a comma-separated list.

    Raises
    ------
    NameUnknownError
        When one is not known.
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in NAMES:
            raise name_unknown("table by quarter", name, NAMES)
    return names


def _shown(columns: type[Column]) -> list[Column]:
    return [column for column in columns if column.unit not in UNSHOWN]


def _values(world: World, columns: type[Column], rows: slice | None = None) -> Rows:
    return {column.label: world.column(column)[rows or slice(None)].copy() for column in _shown(columns)}


def _actors(world: World) -> Rows:
    return {
        "actor": np.array(world.ids),
        "kind": np.array([kind_name(code) for code in world.kind.tolist()]),
        "effort": world.column(Portfolio.DELIVERED).sum(axis=0),
        "memberships": world.column(Membership.MEMBER).sum(axis=0),
        **_values(world, Actor),
        **_values(world, Lever),
    }


def _partnerships(world: World) -> Rows:
    rules = {int(rule): rule.name.lower() for rule in BurdenRule}
    names = np.array(world.partnership_ids)
    in_use = slice(len(names))  # rows behind are free for partnerships yet to be founded
    return {
        "partnership": names,
        "issue": np.array(world.issues)[world.column(Partnership.ISSUE)[in_use].astype(int)],
        "rule": np.array([rules[int(code)] for code in world.column(Partnership.RULE)[in_use]]),
        **_values(world, Partnership, in_use),
    }


def _partnership_names(world: World) -> list[str]:
    """Return printable names of partnerships, row by row; those founded during the run are called by their ids."""
    ids, roster = world.partnership_ids, world.roster
    return [
        roster.partnership_names[p] if p < roster.n_partnerships and name == roster.partnership_ids[p] else name
        for p, name in enumerate(ids)
    ]


def _memberships(world: World) -> Rows:
    p, i = np.nonzero(_running_members(world))
    column = world.column
    kinds = np.array([kind_name(code) for code in world.kind.tolist()])
    return {
        "partnership": np.array(world.partnership_ids)[p],
        "partnership_name": np.array(_partnership_names(world))[p],
        "actor": np.array(world.ids)[i],
        "actor_name": np.array(world.roster.names)[i],
        "kind": kinds[i],
        "lead": (column(Partnership.LEAD)[p] == i).astype(float),
        **{each.label: column(each)[p, i] for each in OF_MEMBERS},
    }


OF_MEMBERS = (Membership.FOUNDER, Membership.COMPLETED, Membership.PLEDGED, Membership.DELIVERED, Membership.TRANSFER)
"""Columns of memberships that are told of members."""


def _threats(world: World) -> Rows:
    rows = list(world.roster.threats)
    values = {name: column[rows] for name, column in _values(world, Issue).items()}
    return {"threat": np.array(world.issues)[rows], **values}


def co_membership(member: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the weight of the tie between any two actors: 1 / (size − 1), added over shared partnerships.

    Parameters
    ----------
    member : float64[partnerships, actors]
        1 for a member of a running partnership.

    Examples
    --------
    >>> co_membership(np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 1.0]])).tolist()
    [[0.0, 1.5, 0.5], [1.5, 0.0, 0.5], [0.5, 0.5, 0.0]]
    """
    size = member.sum(axis=1)
    each = np.where(size > 1, 1.0 / np.maximum(size - 1.0, 1.0), 0.0)
    weight: npt.NDArray[np.float64] = member.T @ (member * each[:, None])
    np.fill_diagonal(weight, 0.0)
    return weight


def _running_members(world: World) -> npt.NDArray[np.float64]:
    return np.asarray(world.column(Membership.MEMBER) * world.column(Partnership.ALIVE)[:, None])


def edges_of(world: World) -> Rows:
    """Return the ties of co-members: two actors, partnerships that they share, and the weight of the tie."""
    member = _running_members(world)
    weight = np.triu(co_membership(member))
    one, other = np.nonzero(weight)
    ids = np.array(world.ids)
    shared = (member.T @ member)[one, other]
    return {"actor": ids[one], "other": ids[other], "shared": shared, "weight": weight[one, other]}


class _Before:
    """What an event is the difference from; rows of partnerships that ended are used again."""

    def __init__(self, world: World) -> None:
        self.member = world.column(Membership.MEMBER).copy()
        self.alive = world.column(Partnership.ALIVE).copy()
        self.born = world.column(Partnership.BORN).copy()
        self.names = world.partnership_ids

    def events(self, world: World) -> Rows:
        """Return what has happened since: the old bear the names they had, the new those they have."""
        alive, names, actors = world.column(Partnership.ALIVE), world.partnership_ids, world.ids
        is_new = (alive > 0) & (world.column(Partnership.BORN) != self.born)
        was, now = self.member, world.column(Membership.MEMBER)
        began = (alive > self.alive) | is_new
        ended = (alive < self.alive) | (is_new & (self.alive > 0))
        joined = now > np.where(is_new[:, None], 0.0, was)
        left = was > np.where(is_new[:, None], 0.0, now)
        found = [
            *(("birth", names[p], "") for p in np.flatnonzero(began)),
            *(("death", self.names[p], "") for p in np.flatnonzero(ended)),
            *(("join", names[p], actors[i]) for p, i in np.argwhere(joined)),
            *(("leave", self.names[p], actors[i]) for p, i in np.argwhere(left)),
        ]
        events, partnerships, whom = zip(*found, strict=True) if found else ((), (), ())
        return {"event": events, "partnership": partnerships, "actor": whom}


_NO_EVENT: Rows = {"event": [], "partnership": [], "actor": []}
_EXTRA: dict[str, list[pa.Field]] = {
    "actors": [
        described("actor", pa.string(), "", "actor"),
        described("kind", pa.string(), "", "kind of actor"),
        described("effort", pa.float64(), "US$bn/yr", "effort delivered on all issues"),
        described("memberships", pa.float64(), "count", "partnerships in which it sits"),
    ],
    "partnerships": [
        described("partnership", pa.string(), "", "partnership"),
        described("issue", pa.string(), "", "issue"),
        described("rule", pa.string(), "", "burden-sharing rule"),
    ],
    "memberships": [
        described("partnership", pa.string(), "", "partnership"),
        described("partnership_name", pa.string(), "", "its printable name"),
        described("actor", pa.string(), "", "member"),
        described("actor_name", pa.string(), "", "its printable name"),
        described("kind", pa.string(), "", "kind of actor"),
        described("lead", pa.float64(), "0-1", "1 for the lead"),
        *(described(each.label, pa.float64(), each.unit, each.meaning) for each in OF_MEMBERS),
    ],
    "threats": [described("threat", pa.string(), "", "threat")],
    "events": [
        described("event", pa.string(), "", "join, leave, birth or death"),
        described("partnership", pa.string(), "", "partnership"),
        described("actor", pa.string(), "", "who joined or left; empty for birth and death"),
    ],
    "edges": [
        described("actor", pa.string(), "", "one of the two actors"),
        described("other", pa.string(), "", "the other"),
        described("shared", pa.float64(), "count", "partnerships in which both sit"),
        described("weight", pa.float64(), "1", "1 / (size - 1), added over shared partnerships"),
    ],
}
_DECLARED: dict[str, tuple[type[Column], ...]] = {
    "actors": (Actor, Lever),
    "partnerships": (Partnership,),
    "threats": (Issue,),
}
_BY_QUARTER: dict[str, Callable[[World], Rows]] = {
    "actors": _actors,
    "partnerships": _partnerships,
    "memberships": _memberships,
    "threats": _threats,
}


def schema_of(name: str) -> pa.Schema:
    """Return the schema of a table by quarter."""
    declared = [column for columns in _DECLARED.get(name, ()) for column in _shown(columns)]
    return pa.schema(
        [
            *KEYS,
            described("quarter", pa.int64(), "quarter", "quarters since the start; 0 is the start"),
            described("year", pa.float64(), "yr", "calendar year"),
            *_EXTRA[name],
            *(described(column.label, pa.float64(), column.unit, column.meaning) for column in declared),
        ]
    )


def run_in_detail(run: Run, world: World, names: Sequence[str]) -> dict[str, pa.Table]:
    """Run a world quarter by quarter and return the tables asked for, by dataset.

    Parameters
    ----------
    run : Run
    world : World
        At its start; afterwards at its end, as if it had been run at once.
    names : sequence of str
        Some of `NAMES`.
    """
    pieces: dict[str, list[pa.Table]] = {name: [] for name in names}
    before: _Before | None = None
    while True:
        for name in names:
            rows = _rows(name, world, before)
            if rows is not None:
                pieces[name].append(_table(run, world, name, rows))
        if world.step == world.steps:
            break
        before = _Before(world)
        world.advance()
    return {f"detail/{name}": pa.concat_tables(held) for name, held in pieces.items()}


def _rows(name: str, world: World, before: _Before | None) -> Rows | None:
    if name in _BY_QUARTER:
        return _BY_QUARTER[name](world)
    if name == "events":
        return before.events(world) if before else _NO_EVENT
    return edges_of(world) if world.step % EDGES_EVERY == 0 or world.step == world.steps else None


def _table(run: Run, world: World, name: str, rows: Rows) -> pa.Table:
    schema = schema_of(name)
    count = len(next(iter(rows.values())))
    return table_of(schema, count, {**key_values(run), "quarter": world.step, "year": year_of(world.step)}, rows)
