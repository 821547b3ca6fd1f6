"""Groups of actors that policies, withdrawals and tables may name as one: shipped ones, and a scenario's own."""

from __future__ import annotations

import numpy as np

from simulation.core.errors import NameUnknownError, no_such
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.roster.suggesting import suggestion

SHIPPED = {
    "EU27": "eu",
    "G7": "g7",
    "G20": "g20",
    "BRICS": "brics",
    "SCO": "sco",
    "DAC": "dac",
    "ASEAN": "asean",
    "AU": "african_union",
    "GCC": "gcc",
    "OPEC": "opec",
}
"""Names of groups, and the column of ``states.csv`` that says who belongs to them."""

UNION, BODY = "EU", "eu"
"""The European Union as one: its states, and the actor that is its budget."""


def groups_of(scenario: Scenario, roster: Roster) -> dict[str, tuple[int, ...]]:
    """Return the rows of the members of each group; one without members in this world is left out.

    Raises
    ------
    NameUnknownError : a group of the scenario names who is no actor, or is called like one
    """
    found = {name: tuple(np.flatnonzero(roster.groups[flag]).tolist()) for name, flag in SHIPPED.items()}
    body = (roster.ids.index(BODY),) if BODY in roster.ids else ()
    found[UNION] = (*found["EU27"], *body)
    own: dict[str, tuple[int, ...]] = {}
    for name in found:
        if name in roster.ids:
            raise NameUnknownError(f"actor '{name}': a group of that name is shipped; give the actor another id.")
    for name, members in scenario.groups.items():
        where = scenario.where(f"groups.{name}") or f"groups.{name}"
        if name in roster.ids or not name.strip():
            raise NameUnknownError(f"{where}: a group needs a name that no actor has, found '{name}'.")
        if shipped := found.get(name):
            raise NameUnknownError(
                f"{where}: a group called '{name}' with {len(shipped)} members is shipped; give yours another name."
            )
        rows = (row_of_actor(roster, member, found, where) for member in members)
        own[name] = tuple(dict.fromkeys(rows))
    return {name: rows for name, rows in (found | own).items() if rows}


def row_of_actor(roster: Roster, name: str, groups: dict[str, tuple[int, ...]] | None = None, where: str = "") -> int:
    """Return the row of an actor, or say in one line whom somebody meant by a name that is none."""
    if name not in roster.ids:
        meant = suggestion(name, roster.ids, roster.names)
        said = no_such("actor", name, (*(groups or ()), *roster.ids), meant)
        raise NameUnknownError(f"{where}: {said}" if where else said)
    return roster.ids.index(name)


def rows_named(scenario: Scenario, roster: Roster, name: str, where: str = "") -> tuple[int, ...]:
    """Return the rows of an actor, or of all members of a group.

    Raises
    ------
    NameUnknownError : it is neither
    """
    if name in roster.ids:
        return (roster.ids.index(name),)
    groups = groups_of(scenario, roster)
    return groups[name] if name in groups else (row_of_actor(roster, name, groups, where),)
