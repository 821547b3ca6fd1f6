"""Dated policy as a table: the levers in force of every power in every quarter, and withdrawals by step."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from simulation.core.columns import Actor, Floats, Holder
from simulation.core.errors import DataError
from simulation.core.levers import Lever
from simulation.core.settings import QUARTER
from simulation.mechanisms.dates import BEGINS, ENDS, OPENS, SEATS
from simulation.mechanisms.withdrawals import EVERYTHING
from simulation.parameters import Scenario
from simulation.parameters.policy import merged_levers
from simulation.parameters.politics import Election
from simulation.parameters.section import ByKind
from simulation.roster import Roster
from simulation.rules.valuation import regard
from simulation.start.groups import rows_named
from simulation.start.names import ALL, row_of, row_of_partnership, row_of_state
from simulation.start.settings import value_of

START = 2025.0
NEVER = 2**31 - 1

RELEASED = (Lever.EFFORT_SHARE, Lever.PRESSURE, Lever.SPENDING)
"""Levers by which an actor does anything at all: at 0 where it takes no part."""


def year_of(step: int) -> float:
    """Return the calendar year at which a step ends: 2025.0 for the start, 2025.25 after the first quarter."""
    return START + step * QUARTER


def quarter_of(step: int) -> tuple[int, int]:
    """Return year and number of the quarter that a step is.

    Examples
    --------
    >>> quarter_of(1), quarter_of(4), quarter_of(5)
    ((2025, 1), (2025, 4), (2026, 1))
    """
    years, quarter = divmod(step - 1, round(1 / QUARTER))
    return int(START) + years, quarter + 1


def step_of(year: float) -> int:
    """Return the first step at or after a date; the first quarter of 2025 is step 1."""
    return int(np.ceil((year - START) / QUARTER - 1e-9)) + 1


def usual_levers(scenario: Scenario, roster: Roster) -> Floats:
    """Return the levers of actors without policy, shape (levers, N)."""
    table = np.zeros((len(Lever), roster.n_actors))
    for lever in Lever:
        usual = lever.declared.usual
        value = value_of(scenario, usual) if isinstance(usual, str) else usual
        table[lever] = np.take(value.in_order(), roster.kind) if isinstance(value, ByKind) else float(value)
    table[Lever.REGARD] = [
        regard(base, scenario.payoff.regard_closed, openness)
        for base, openness in zip(table[Lever.REGARD].tolist(), roster.democracy.tolist(), strict=True)
    ]
    return table


def policy_tables(scenario: Scenario, roster: Roster, actors: Floats, usual: Floats) -> tuple[Floats, Floats]:
    """Return levers by step and power, shape (steps + 1, powers, levers), and who holds them; unset ones as usual."""
    powers = _named_powers(scenario, roster)
    absent = _absent(scenario, roster)
    steps = int(scenario.years / QUARTER)
    policy = np.zeros((steps + 1, len(powers), len(Lever)))
    holders = np.zeros((steps + 1, len(powers), len(Holder)))
    holders[:, :, Holder.ACTOR], holders[:, :, Holder.CAMP] = list(powers), -1.0
    for k, (row, names) in enumerate(powers.items()):
        policy[:, k] = usual[:, row]
        sections = [scenario.power(name) for name in names]
        for step in range(steps + 1):
            year = year_of(max(step - 1, 0))
            levers = merged_levers(*(scenario.levers_of(section, year) for section in sections))
            _apply_levers(policy[step, k], levers, scenario, actors[Actor.OPENNESS, row])
        if row in absent:
            policy[1:, k, list(RELEASED)] = 0.0
    camps = _camps(scenario, roster, actors, policy, powers)
    return (
        np.concatenate([policy, *(levers for levers, _ in camps)], axis=1),
        np.concatenate([holders, *(held for _, held in camps)], axis=1),
    )


def _camps(
    scenario: Scenario, roster: Roster, actors: Floats, policy: Floats, powers: Mapping[int, tuple[str, ...]]
) -> list[tuple[Floats, Floats]]:
    """Return levers and holders of both camps of every state with elections, behind its dated policy.

    Writes who governs first. Whoever governs a state that takes no part releases nothing.
    """
    found, absent = [], _absent(scenario, roster)
    for election in scenario.elections.held:
        row = row_of_state(roster, election.actor)
        actors[Actor.CAMP, row], actors[Actor.TERMS, row] = 0.0, float(election.terms)
        usual, own = list(powers).index(row), _own_levers(scenario, powers[row])
        for camp, stance in enumerate((election.governs, election.opposes)):
            levers = merged_levers(getattr(scenario.stances, stance).set_ones(), own)
            in_camp = policy[:, usual : usual + 1].copy()
            for step in range(len(in_camp)):
                _apply_levers(in_camp[step, 0], levers, scenario, actors[Actor.OPENNESS, row])
            if row in absent:
                in_camp[1:, 0, list(RELEASED)] = 0.0
            held = np.zeros((len(in_camp), 1, len(Holder)))
            held[:, 0, Holder.ACTOR], held[:, 0, Holder.CAMP] = row, camp
            held[_dates(election, len(held)), 0, Holder.ELECTION] = 1.0 - camp
            found.append((in_camp, held))
    return found


def _dates(election: Election, steps: int) -> list[int]:
    """Return the steps in which governments that were elected take office."""
    dates, year = [], election.first
    while step_of(year) < steps:
        dates.append(step_of(year))
        year += election.every
    return dates


def _apply_levers(row: Floats, levers: Mapping[str, float], scenario: Scenario, openness: float) -> None:
    for lever in Lever:
        if (value := levers.get(lever.label)) is not None:
            is_regard = lever is Lever.REGARD
            row[lever] = regard(value, scenario.payoff.regard_closed, float(openness)) if is_regard else value


def _absent(scenario: Scenario, roster: Roster) -> tuple[int, ...]:
    """Return the rows of those that take no part, each once."""
    rows = (row for name in scenario.roster.absent for row in rows_named(scenario, roster, name))
    return tuple(dict.fromkeys(rows))


def _named_powers(scenario: Scenario, roster: Roster) -> dict[int, tuple[str, ...]]:
    """Return under which names every actor with a policy has it, by row: those of its groups, then its own.

    The later a name, the more it counts, lever by lever: the United States always count if they are in the world; what
    is said of an actor beats what is said of a group, and a smaller group beats a larger one.

    Raises
    ------
    DataError : two groups of one size say something of the same actor
    """
    named = {name: rows_named(scenario, roster, name) for name in scenario.powers}
    groups = sorted((name for name in named if name not in roster.ids), key=lambda name: (-len(named[name]), name))
    powers: dict[int, tuple[str, ...]] = {}
    for name in groups:
        for row in named[name]:
            before = powers.get(row, ())
            is_tied = bool(before) and len(named[before[-1]]) == len(named[name])
            if is_tied and (actor := roster.ids[row]) not in named:
                raise DataError(
                    f"powers: '{before[-1]}' and '{name}' are of the same size and both name {actor}; say in "
                    f"[powers.{actor}] which of them holds."
                )
            powers[row] = (*before, name)
    for name, rows in named.items():
        if name in roster.ids:
            powers[rows[0]] = (*powers.get(rows[0], ()), name)
    others = (roster.ids[row] for row in _absent(scenario, roster))
    for name in ("USA", *others, *(election.actor for election in scenario.elections.held)):
        if name != "USA" or name in roster.ids:
            row = row_of(roster.ids, "actor", name)
            if name not in powers.get(row, ()):
                powers[row] = (*powers.get(row, ()), name)
    return powers


def _own_levers(scenario: Scenario, names: tuple[str, ...]) -> dict[str, float]:
    """Return the levers that are set for the whole run, whoever governs."""
    powers = map(scenario.power, names)
    return merged_levers(*(power.set_ones() for power in powers if power is not None))


def withdrawal_table(scenario: Scenario, roster: Roster) -> Floats:
    """Return (actor row, partnership row or ``EVERYTHING``, first step out, step of re-entry), shape (W, 4)."""
    rows = [
        (
            row,
            _row_or_everything(roster, withdrawal.partnership),
            step_of(withdrawal.start),
            NEVER if withdrawal.until is None else step_of(withdrawal.until),
        )
        for withdrawal in scenario.withdrawals
        for row in rows_named(scenario, roster, withdrawal.actor)
    ]
    rows += [(row, EVERYTHING, 1, NEVER) for row in _absent(scenario, roster)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), 4)


def date_table(roster: Roster) -> Floats:
    """Return (step, what happens, partnership row, actor row or -1), shape (E, 4), in the order in which it happens."""
    rows = [(step_of(year), ENDS, p, -1) for p, year in roster.ends.items()]
    for p, year in roster.begins.items():
        lead = roster.leads[p][0] if roster.leads[p] else -1
        rows += [(step_of(year), BEGINS, p, lead), (step_of(year), OPENS, p, -1)]
    rows += [(step_of(each.year), SEATS, each.partnership, each.actor) for each in roster.arrivals]
    return np.array(sorted(rows), dtype=np.float64).reshape(len(rows), 4)


def _row_or_everything(roster: Roster, partnership: str) -> int:
    return EVERYTHING if partnership == ALL else row_of_partnership(roster, partnership)
