"""Read who belongs to what: memberships, leads, dated exits, pledges, and ties between pairs of states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.core.codes import Kind
from simulation.core.errors import DataError, no_such
from simulation.roster.partnerships import Partnerships
from simulation.roster.reading import Table
from simulation.roster.records import START_YEAR, Arrival, Exit, Floats, Ints, Pledge, Unresolved
from simulation.roster.shelf import Shelf

LEAD = "lead"
"""Role of members known only because they lead; such rows do not make a list."""


@dataclass(frozen=True)
class Members:
    """Memberships as pairs of rows, their years, the counts behind them, and names that are no actors."""

    pairs: Ints
    joined: Ints
    counts: Ints
    listed: tuple[str, ...]
    leads: tuple[tuple[int, ...], ...]
    named_recipients: tuple[tuple[int, ...], ...]
    unresolved: tuple[Unresolved, ...]
    arrivals: tuple[Arrival, ...]


def read_members(shelf: Shelf, actor_row: Mapping[str, int], kind: Ints, partnerships: Partnerships) -> Members:
    """Read ``memberships.csv`` and part who is a member when the world starts from who takes a seat later."""
    table = shelf.read("memberships", ("actor", "partnership", "joined", "role"), optional=True)
    year = np.nan_to_num(table.numbers("joined", 1000, 3000), nan=0.0).tolist()
    partnership_row = {name: row for row, name in enumerate(partnerships.ids)}
    found: dict[tuple[int, int], int] = {}
    named = np.zeros(len(partnerships.ids), dtype=np.bool_)
    unresolved: list[Unresolved] = []
    later: dict[tuple[int, int], float] = {}
    for row, (actor, partnership) in enumerate(zip(table.text("actor"), table.text("partnership"), strict=True)):
        role = table.text("role")[row]
        if role == "prospective" or role.startswith("left"):
            continue
        p = _partnership(table, row, partnership, partnership_row, partnerships.ended)
        if p is None:
            continue
        if actor not in actor_row:
            unresolved.append(Unresolved(partnership, actor, _reason(actor, partnership_row)))
            continue
        named[p] |= role != LEAD
        if (date := max(year[row], partnerships.begins.get(p, 0.0))) > START_YEAR:
            later[actor_row[actor], p] = date
        else:
            found[actor_row[actor], p] = int(year[row])
    pairs = np.array(sorted(found), dtype=np.int64).reshape(-1, 2)
    counts = count_members(pairs, kind, len(partnerships.ids))
    leads, missing = _leads(partnerships, actor_row, partnership_row)
    for p, begins in partnerships.begins.items():
        for lead in leads[p]:
            later.setdefault((lead, p), begins)
    return Members(
        pairs,
        np.array([found[a, p] for a, p in pairs.tolist()], dtype=np.int64),
        counts,
        tuple(
            list_status(*row)
            for row in zip(
                counts[:, 0].tolist(),
                (partnerships.published[:, 0] - partnerships.unlisted).tolist(),
                partnerships.exhaustive.tolist(),
                named.tolist(),
                strict=True,
            )
        ),
        leads,
        _named_recipients(partnerships, actor_row),
        tuple(unresolved + missing),
        tuple(Arrival(a, p, date) for (a, p), date in sorted(later.items())),
    )


def count_members(pairs: Ints, kind: Ints, partnerships: int) -> Ints:
    """Return the number of members of each partnership by kind.

    Returns
    -------
    int64[P, kinds]
    """
    kinds = len(Kind)
    cell = pairs[:, 1] * kinds + kind[pairs[:, 0]]
    return np.bincount(cell, minlength=partnerships * kinds).reshape(partnerships, kinds).astype(np.int64)


def list_status(states: int, expected: float, exhaustive: bool, named: bool) -> str:
    """Return how much of a membership is listed.

    Parameters
    ----------
    states : int
        States listed.
    expected : float
        Published number of states less those that have no row.
    exhaustive : bool
        Whether the source of the list claims to name every state.
    named : bool
        Whether anybody is listed otherwise than as the lead.
    """
    if not named:
        return "none"
    return "complete" if exhaustive and states == expected else "partial"


def _partnership(
    table: Table, row: int, name: str, partnership_row: Mapping[str, int], ended: frozenset[str]
) -> int | None:
    """Return the row of a partnership, None if it has ended, an error if nobody knows it."""
    if name in partnership_row:
        return partnership_row[name]
    if name in ended:
        return None
    raise DataError(f"{no_such('partnership', name, partnership_row)} Found: {table.where(row, 'partnership')}.")


def _reason(name: str, partnership_row: Mapping[str, int]) -> str:
    return "a partnership, not an actor" if name in partnership_row else "no actor of the roster bears that id"


def _leads(
    partnerships: Partnerships, actor_row: Mapping[str, int], partnership_row: Mapping[str, int]
) -> tuple[tuple[tuple[int, ...], ...], list[Unresolved]]:
    """Return the rows of the leads, and the leads that are no actors."""
    rows, missing = [], []
    for partnership, names in zip(partnerships.ids, partnerships.lead_names, strict=True):
        rows.append(tuple(actor_row[name] for name in names if name in actor_row))
        missing += [
            Unresolved(partnership, name, f"lead: {_reason(name, partnership_row)}")
            for name in names
            if name not in actor_row
        ]
    return tuple(rows), missing


def _named_recipients(partnerships: Partnerships, actor_row: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """Return the rows of the states for which alone a deal is made; all of them must be actors."""
    rows = []
    for partnership, names in zip(partnerships.ids, partnerships.recipient_names, strict=True):
        for name in names:
            if name not in actor_row:
                where = f"partnerships.csv, '{partnership}', column 'named_recipients'"
                raise DataError(f"{no_such('actor', name, actor_row)} Found: {where}.")
        rows.append(tuple(actor_row[name] for name in names))
    return tuple(rows)


def read_exits(shelf: Shelf, actor_row: Mapping[str, int], partnerships: Partnerships) -> tuple[Exit, ...]:
    """Read ``exits.csv``: withdrawals after the start, for a policy to use."""
    table = shelf.read("exits", ("actor", "partnership", "year", "source"), optional=True)
    year = table.required("year", START_YEAR, 3000)
    rows = _rows(table, actor_row, partnerships)
    return tuple(Exit(a, p, float(year[row]), table.text("source")[row]) for row, a, p in rows)


def read_pledges(shelf: Shelf, actor_row: Mapping[str, int], partnerships: Partnerships) -> tuple[Pledge, ...]:
    """Read ``pledges.csv``: published pledges by actor and round."""
    table = shelf.read("pledges", ("actor", "partnership", "round", "pledged", "source"), optional=True)
    amount = table.required("pledged", 0.0)
    return tuple(
        Pledge(a, p, table.text("round")[row], float(amount[row]), table.text("source")[row])
        for row, a, p in _rows(table, actor_row, partnerships)
    )


def _rows(table: Table, actor_row: Mapping[str, int], partnerships: Partnerships) -> list[tuple[int, int, int]]:
    """Return (row of the table, actor row, partnership row); ended partnerships are left out."""
    partnership_row = {name: row for row, name in enumerate(partnerships.ids)}
    found = []
    for row, (actor, name) in enumerate(zip(table.text("actor"), table.text("partnership"), strict=True)):
        p = _partnership(table, row, name, partnership_row, partnerships.ended)
        if actor not in actor_row:
            raise DataError(f"{no_such('actor', actor, actor_row)} Found: {table.where(row, 'actor')}.")
        if p is not None:
            found.append((row, actor_row[actor], p))
    return found


def read_dyads(shelf: Shelf, actor_row: Mapping[str, int]) -> tuple[Ints, Ints, Ints]:
    """Read ``dyads.csv``: rivalries, defence pacts and land borders, each int64[R, 2] with a < b."""
    table = shelf.read("dyads", ("a", "b", "pact", "rivalry_since", "border"), optional=True)
    rows = []
    for row in range(table.size):
        pair = []
        for column in ("a", "b"):
            name = table.text(column)[row]
            if name not in actor_row:
                raise DataError(f"{no_such('state', name, actor_row)} Found: {table.where(row, column)}.")
            pair.append(actor_row[name])
        rows.append(sorted(pair))
    pairs = np.array(rows, dtype=np.int64).reshape(-1, 2)
    rivals = ~np.isnan(table.numbers("rivalry_since", 1000, 3000))
    return _chosen(pairs, rivals), _flagged(table, pairs, "pact"), _flagged(table, pairs, "border")


def _flagged(table: Table, pairs: Ints, column: str) -> Ints:
    flags: Floats = table.flags(column)
    return _chosen(pairs, flags > 0)


def _chosen(pairs: Ints, flags: np.ndarray) -> Ints:
    """Return the flagged pairs, unique and sorted; a set, as ``numpy.unique`` would import ``numpy.ma``."""
    unique = sorted({(a, b) for a, b in pairs[flags].tolist()})
    return np.array(unique, dtype=np.int64).reshape(-1, 2)
