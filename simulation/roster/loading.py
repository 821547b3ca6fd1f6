"""Build a roster from a folder of tables: the project's own figures, or anybody's in the same columns."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from simulation.roster.actors import Actors, read_actors
from simulation.roster.checking import check_roster
from simulation.roster.members import Members, read_dyads, read_exits, read_members, read_pledges
from simulation.roster.partnerships import Partnerships, read_partnerships, read_track_record
from simulation.roster.reading import DATA
from simulation.roster.records import Roster, TrackRecord
from simulation.roster.selection import largest_states
from simulation.roster.shelf import Shelf


@lru_cache(maxsize=16)
def load_roster(n_states: int | None = None, folder: Path = DATA) -> Roster:
    """Return the world of a folder of tables at the start of 2025, or the part around its largest states.

    Parameters
    ----------
    n_states : int, optional
        Keep the largest states by GDP (ties by id), the non-states at home there, and all organisations.
    folder : Path
        Folder of the tables; by default the project's own figures.

    Returns
    -------
    Roster
        Shared between callers: its arrays are read-only, copy what has to change.
    """
    if n_states is not None:
        return protected(largest_states(load_roster(folder=folder), n_states))
    return read_roster(Shelf(folder))


def read_roster(shelf: Shelf) -> Roster:
    """Return the world of a shelf of tables at the start of 2025; its arrays are read-only."""
    actors = read_actors(shelf)
    partnerships = read_partnerships(shelf)
    actor_row = {name: row for row, name in enumerate(actors.ids)}
    members = read_members(shelf, actor_row, actors.kind, partnerships)
    rivalries, pacts, borders = read_dyads(shelf, actor_row)
    roster = replace(
        _joined(actors, partnerships, members),
        rivalries=rivalries,
        pacts=pacts,
        borders=borders,
        issues=shelf.issues,
        threats=shelf.threats,
        exits=read_exits(shelf, actor_row, partnerships),
        pledges=read_pledges(shelf, actor_row, partnerships),
        filled=actors.filled + shelf.filled,
    )
    check_roster(roster)
    return protected(roster)


@lru_cache(maxsize=4)
def load_track_record(folder: Path = DATA) -> tuple[TrackRecord, ...]:
    """Return what every partnership of a folder has published about itself, ended ones included."""
    return read_track_record(Shelf(folder))


def _joined(actors: Actors, partnerships: Partnerships, members: Members) -> Roster:
    """Return a roster from its three parts, still without ties between states."""
    nobody = np.zeros((0, 2), dtype=np.int64)
    shared = {field.name for field in fields(Roster)}
    columns = {field.name: getattr(actors, field.name) for field in fields(Actors)}
    columns |= {
        field.name: getattr(partnerships, field.name)
        for field in fields(Partnerships)
        if field.name in shared - set(columns)
    }
    return Roster(
        **columns,
        partnership_ids=partnerships.ids,
        partnership_names=partnerships.names,
        listed_count=members.counts,
        listed=members.listed,
        leads=members.leads,
        named_recipients=members.named_recipients,
        members=members.pairs,
        joined=members.joined,
        rivalries=nobody,
        pacts=nobody,
        borders=nobody,
        unresolved=members.unresolved,
        arrivals=members.arrivals,
    )


def protected(roster: Roster) -> Roster:
    """Make every array of a roster read-only, so that a shared roster stays as it was loaded."""
    for field in fields(roster):
        value = getattr(roster, field.name)
        for array in value.values() if isinstance(value, dict) else (value,):
            if isinstance(array, np.ndarray):
                array.flags.writeable = False
    return roster
