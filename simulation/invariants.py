"""What must hold in every quarter of every world; checked at the end of a run, and every quarter by tests."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from simulation.core.codes import ISSUES, Kind
from simulation.core.column import Column
from simulation.core.columns import (
    Actor,
    Floats,
    Globals,
    Ints,
    Issue,
    Membership,
    Partnership,
    Pole,
    Portfolio,
    Tables,
    War,
)
from simulation.core.levers import Lever
from simulation.measures.outcomes import Outcome

TOLERANCE = 1e-9


def broken_invariants(tables: Tables, step: int) -> list[str]:
    """Return what is wrong with a state after a quarter, a sentence each; an empty list if nothing is."""
    return [
        *_outside_bounds(tables, step),
        *_broken_memberships(tables),
        *_broken_burdens(tables),
        *_broken_transfers(tables),
        *_broken_endings(tables),
        *_broken_accounts(tables, step),
    ]


def _outside_bounds(tables: Tables, step: int) -> Iterator[str]:
    declared: tuple[tuple[type[Column], Floats], ...] = (
        (Actor, tables.actors),
        (Lever, tables.levers),
        (Portfolio, tables.portfolios),
        (Partnership, tables.partnerships),
        (Membership, tables.memberships),
        (Issue, tables.issues),
        (Globals, tables.globals),
        (Pole, tables.poles),
        (War, tables.wars),
        (Outcome, tables.outcomes[step, : len(Outcome)]),
    )
    for columns, table in declared:
        flat = table.reshape(len(columns), -1)
        if flat.size == 0:
            continue
        for column, low, high in zip(columns, flat.min(axis=1).tolist(), flat.max(axis=1).tolist(), strict=True):
            slack = TOLERANCE * max(1.0, abs(column.high)) if isfinite(column.high) else 0.0
            is_finite = column is Issue.CATASTROPHE or (isfinite(low) and isfinite(high))
            if not is_finite or low < column.low - TOLERANCE or high > column.high + slack:
                yield (
                    f"{columns.__name__.lower()}.{column.label} must lie between {column.low:g} and {column.high:g} "
                    f"[{column.unit}], found {low:g} to {high:g}"
                )


def _differs(found: Floats, wanted: Floats) -> bool:
    return not np.allclose(found, wanted, rtol=TOLERANCE, atol=TOLERANCE)


def _times_listed(lists: Floats, lengths: Floats) -> Ints:
    """Return how often each column stands in each row's list; a list is the first entries of its row."""
    row, place = np.nonzero(np.arange(lists.shape[1]) < lengths[:, None])
    flat = np.bincount(row * lists.shape[1] + lists[row, place].astype(int), minlength=lists.size)
    return flat.reshape(lists.shape)


def _broken_memberships(tables: Tables) -> Iterator[str]:
    member = tables.memberships[Membership.MEMBER]
    sizes = tables.partnerships[Partnership.SIZE]
    if _differs(member.sum(axis=1), sizes):
        yield "the size of a partnership differs from its number of members"
    wrong = np.flatnonzero((_times_listed(tables.memberships[Membership.ROSTER], sizes) != member).any(axis=1))
    if wrong.size:
        yield f"the list of members of partnership {wrong[0]} differs from its members"
    ties = np.zeros((tables.issues.shape[1], member.shape[1]))
    np.add.at(ties, tables.partnerships[Partnership.ISSUE].astype(int), member)
    if _differs(ties, tables.portfolios[Portfolio.TIES]):
        yield "an actor's number of ties on an issue differs from its memberships"


def _broken_burdens(tables: Tables) -> Iterator[str]:
    pledged, delivered = tables.memberships[Membership.PLEDGED], tables.memberships[Membership.DELIVERED]
    outside = tables.memberships[Membership.MEMBER] == 0.0
    if np.any(pledged[outside] != 0.0) or np.any(delivered[outside] != 0.0):
        yield "an outsider pledged or delivered"
    if np.any(delivered > pledged * (1.0 + TOLERANCE)):
        yield "a member delivered more than it pledged"
    totals = tables.partnerships[Partnership.PLEDGED]
    if _differs(pledged.sum(axis=1), totals):
        yield "shares of a burden do not add up to the whole"
    released = np.maximum(1.0, tables.levers[Lever.EFFORT_SHARE])
    available = tables.actors[Actor.CAPACITY] * released * tables.actors[Actor.ATTENTION]
    given = tables.portfolios[Portfolio.DELIVERED].sum(axis=0)
    if np.any(given > available * (1.0 + TOLERANCE) + TOLERANCE):
        yield "an actor delivered more than its means allow"


def _broken_transfers(tables: Tables) -> Iterator[str]:
    transfers, penalties = tables.memberships[Membership.TRANSFER], tables.memberships[Membership.PENALTY]
    outside = tables.memberships[Membership.MEMBER] == 0.0
    if np.any(transfers[outside] != 0.0):
        yield "an outsider received a transfer"
    for what, flows in (("transfers between members", transfers), ("penalties collected and paid", penalties)):
        scale = np.abs(flows).sum(axis=1)
        if np.any(np.abs(flows.sum(axis=1)) > TOLERANCE * np.maximum(1.0, scale)):
            yield f"{what} do not add up to nothing"
    if np.any(tables.memberships[Membership.INFLUENCE][outside] != 0.0):
        yield "an outsider had influence"


def _broken_endings(tables: Tables) -> Iterator[str]:
    ended = tables.partnerships[Partnership.ALIVE] == 0.0
    if np.any(tables.memberships[Membership.MEMBER][ended] != 0.0):
        yield "a partnership that has ended keeps members"
    for column in (Partnership.PLEDGED, Partnership.DELIVERED, Partnership.OUTPUT):
        if np.any(tables.partnerships[column, ended] != 0.0):
            yield f"a partnership that has ended still has {column.label}"
    leads = tables.partnerships[Partnership.LEAD].astype(int)
    led = np.bincount(leads[leads >= 0], minlength=tables.actors.shape[1])
    if np.any(led != tables.actors[Actor.LEADS]):
        yield "the number of partnerships that an actor leads differs from those it leads"
    seated = _times_listed(tables.seats[:, 1:], tables.seats[:, 0])
    wrong = np.flatnonzero((seated != tables.memberships[Membership.MEMBER].T).any(axis=1))
    if wrong.size:
        yield f"the list of seats of actor {wrong[0]} differs from its memberships"


def _broken_accounts(tables: Tables, step: int) -> Iterator[str]:
    row = tables.outcomes[step]
    by_actor = tables.portfolios[Portfolio.DELIVERED].sum()
    by_kind = row[Outcome.EFFORT_STATE : Outcome.EFFORT_STATE + len(Kind)].sum()
    of_own = row[len(Outcome) : len(Outcome) + tables.issues.shape[1] - len(ISSUES)].sum()
    by_issue = row[Outcome.EFFORT_CLIMATE : Outcome.EFFORT_CLIMATE + len(ISSUES)].sum() + of_own
    by_channel = tables.partnerships[Partnership.DELIVERED].sum() + tables.portfolios[Portfolio.ALONE].sum()
    for name, total in (("kind", by_kind), ("issue", by_issue), ("channel", by_channel)):
        if abs(total - by_actor) > TOLERANCE * max(1.0, by_actor):
            yield f"money by actor ({by_actor:g}) and by {name} ({total:g}) differ"
