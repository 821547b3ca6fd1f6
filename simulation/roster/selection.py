"""A smaller world: the largest states, the non-states at home there, and every organisation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from simulation.core.codes import Kind
from simulation.core.errors import DataError
from simulation.roster.members import count_members
from simulation.roster.records import Bools, Floats, Ints, Roster
from simulation.roster.states import as_shares


def largest_states(roster: Roster, n_states: int) -> Roster:
    """Return the part of a roster around its `n_states` largest states by GDP (ties by id).

    Shares of the world are scaled to sum to 1 again. Published numbers of members shrink with the number of
    actors of each kind that stay, never below those listed, so that a list keeps its degree of
    completeness.
    """
    if not 2 <= n_states <= roster.n_states:
        raise DataError(f"The number of states must be from 2 to {roster.n_states}, found {n_states}.")
    states = sorted(range(roster.n_states), key=lambda row: (-roster.resources[row], roster.ids[row]))[:n_states]
    chosen = np.zeros(roster.n_actors, dtype=np.bool_)
    chosen[states] = True
    keep = chosen[roster.home] & (roster.home >= 0) | (roster.kind == Kind.ORGANISATION)
    return _linked(roster, _kept_actors(roster, keep), keep)


def _kept_actors(roster: Roster, keep: Bools) -> Roster:
    """Return the roster with the actor columns cut to the rows that stay."""
    rows = np.flatnonzero(keep)
    new_row = np.where(keep, np.cumsum(keep) - 1, -1)
    home = roster.home[rows]
    kind = roster.kind[rows]
    democracy = roster.democracy[rows]
    democracy[kind == Kind.ORGANISATION] = democracy[kind == Kind.STATE].mean()
    return replace(
        roster,
        ids=tuple(roster.ids[row] for row in rows),
        names=tuple(roster.names[row] for row in rows),
        region=tuple(roster.region[row] for row in rows),
        kind=kind,
        home=np.where(home < 0, -1, new_row[home]),
        resources=roster.resources[rows],
        security_resources=roster.security_resources[rows],
        population=roster.population[rows],
        latitude=roster.latitude[rows],
        longitude=roster.longitude[rows],
        position=roster.position[rows],
        democracy=democracy,
        emissions=roster.emissions[rows],
        assessment=_reshared(roster.assessment[rows, None], kind)[:, 0],
        aid=roster.aid[rows],
        economic_exposure=_reshared(roster.economic_exposure[rows], kind),
        human_exposure=_reshared(roster.human_exposure[rows], kind),
        industry=tuple(roster.industry[row] for row in rows),
        interests=roster.interests[rows],
        groups={name: flags[rows] for name, flags in roster.groups.items()},
    )


def _linked(roster: Roster, small: Roster, keep: Bools) -> Roster:
    """Return the smaller roster with everything that refers to actor rows renumbered."""
    new_row = np.where(keep, np.cumsum(keep) - 1, -1)
    stays = keep[roster.members[:, 0]]
    members = np.stack([new_row[roster.members[stays, 0]], roster.members[stays, 1]], axis=1)
    counts = count_members(members, small.kind, roster.n_partnerships)
    ids = set(small.ids)
    named = _rows(roster.named_recipients, new_row)
    deals_left, no_deal = np.array([bool(rows) for rows in named]), np.array([not n for n in roster.named_recipients])
    return replace(
        small,
        members=members,
        joined=roster.joined[stays],
        listed_count=counts,
        published=_published(roster, small, counts),
        leads=_rows(roster.leads, new_row),
        named_recipients=named,
        recipients=roster.recipients & (deals_left | no_deal),
        rivalries=_pairs(roster.rivalries, new_row),
        pacts=_pairs(roster.pacts, new_row),
        borders=_pairs(roster.borders, new_row),
        filled=tuple(value for value in roster.filled if value.actor in ids),
        exits=tuple(replace(item, actor=int(new_row[item.actor])) for item in roster.exits if keep[item.actor]),
        unknown=_pairs_kept(roster.unknown, keep, new_row),
        arrivals=tuple(replace(item, actor=int(new_row[item.actor])) for item in roster.arrivals if keep[item.actor]),
        pledges=tuple(replace(item, actor=int(new_row[item.actor])) for item in roster.pledges if keep[item.actor]),
    )


def _pairs_kept(pairs: Ints, keep: Bools, new_row: Ints) -> Ints:
    """Return (actor, partnership) rows of which the actor stays, renumbered."""
    stays = pairs[keep[pairs[:, 0]]]
    return np.stack([new_row[stays[:, 0]], stays[:, 1]], axis=1)


def _rows(rows: tuple[tuple[int, ...], ...], new_row: Ints) -> tuple[tuple[int, ...], ...]:
    """Return tuples of rows of actors that stay, renumbered."""
    return tuple(tuple(int(new_row[row]) for row in each if new_row[row] >= 0) for each in rows)


def _published(roster: Roster, small: Roster, counts: Ints) -> Floats:
    """Return published numbers of members in proportion to the actors of each kind that stay.

    Returns
    -------
    float64[P, kinds]
    """
    before = np.bincount(roster.kind, minlength=len(Kind))
    after = np.bincount(small.kind, minlength=len(Kind))
    scaled = np.round(roster.published * after / np.maximum(before, 1))
    complete = np.array([status == "complete" for status in roster.listed], dtype=np.bool_)
    scaled[complete, Kind.STATE] = counts[complete, Kind.STATE]
    return np.maximum(scaled, counts)


def _pairs(pairs: Ints, new_row: Ints) -> Ints:
    """Return the pairs of which both states stay, renumbered; the order of states does not change."""
    renumbered = new_row[pairs]
    return renumbered[(renumbered >= 0).all(axis=1)]


def _reshared(values: Floats, kind: Ints) -> Floats:
    """Return shares that sum to 1 over the states that stay, 0 for others."""
    states = kind == Kind.STATE
    shares = np.zeros_like(values)
    shares[states] = as_shares(values[states])
    return shares
