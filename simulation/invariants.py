"""What must hold in every quarter of every world; checked at the end of a run, and every quarter by tests."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from simulation.core.codes import ISSUES, Kind
from simulation.core.columns import (
    Actor,
    Column,
    Floats,
    Issue,
    Membership,
    Partnership,
    Pole,
    Portfolio,
    Scene,
    Tables,
    War,
)
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
        (Portfolio, tables.portfolios),
        (Partnership, tables.partnerships),
        (Membership, tables.memberships),
        (Issue, tables.issues),
        (Scene, tables.scene),
        (Pole, tables.poles),
        (War, tables.wars),
        (Outcome, tables.outcomes[step]),
    )
    for columns, table in declared:
        for column in columns:
            values = table[column]
            low, high = np.min(values, initial=column.low), np.max(values, initial=column.low)
            slack = TOLERANCE * max(1.0, abs(column.high)) if np.isfinite(column.high) else 0.0
            is_finite = column is Issue.CATASTROPHE or bool(np.all(np.isfinite(values)))
            if not is_finite or low < column.low - TOLERANCE or high > column.high + slack:
                yield (
                    f"{columns.__name__.lower()}.{column.label} must lie between {column.low:g} and {column.high:g} "
                    f"[{column.unit}], found {low:g} to {high:g}"
                )


def _differs(found: Floats, wanted: Floats) -> bool:
    return not np.allclose(found, wanted, rtol=TOLERANCE, atol=TOLERANCE)


def _broken_memberships(tables: Tables) -> Iterator[str]:
    member = tables.memberships[Membership.MEMBER]
    sizes = tables.partnerships[Partnership.SIZE]
    if _differs(member.sum(axis=1), sizes):
        yield "the size of a partnership differs from its number of members"
    for p, size in enumerate(sizes.astype(int)):
        seated = tables.memberships[Membership.ROSTER, p, :size].astype(int)
        if set(seated.tolist()) != set(np.flatnonzero(member[p]).tolist()):
            yield f"the list of members of partnership {p} differs from its members"
    ties = np.zeros((len(ISSUES), member.shape[1]))
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
    available = tables.actors[Actor.CAPACITY] * tables.actors[Actor.ATTENTION]
    given = tables.portfolios[Portfolio.DELIVERED].sum(axis=0)
    if np.any(given > available * (1.0 + TOLERANCE) + TOLERANCE):
        yield "an actor delivered more than capacity times attention"


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
    held = tables.seats[:, 0].astype(int)
    for i, count in enumerate(held):
        if set(tables.seats[i, 1 : count + 1].tolist()) != set(
            np.flatnonzero(tables.memberships[Membership.MEMBER, :, i]).tolist()
        ):
            yield f"the list of seats of actor {i} differs from its memberships"


def _broken_accounts(tables: Tables, step: int) -> Iterator[str]:
    row = tables.outcomes[step]
    by_actor = tables.portfolios[Portfolio.DELIVERED].sum()
    by_kind = row[Outcome.EFFORT_STATE : Outcome.EFFORT_STATE + len(Kind)].sum()
    by_issue = row[Outcome.EFFORT_CLIMATE : Outcome.EFFORT_CLIMATE + len(ISSUES)].sum()
    by_channel = tables.partnerships[Partnership.DELIVERED].sum() + tables.portfolios[Portfolio.ALONE].sum()
    for name, total in (("kind", by_kind), ("issue", by_issue), ("channel", by_channel)):
        if abs(total - by_actor) > TOLERANCE * max(1.0, by_actor):
            yield f"money by actor ({by_actor:g}) and by {name} ({total:g}) differ"
