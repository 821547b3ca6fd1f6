"""Farsighted coalition formation: who proposes, who approves, and what lasts, when all look ahead.

One actor at a time, drawn at random, proposes a set of members; those who would be in it or are in the present one
must approve, but for the proposer; to leave alone, or to keep things as they are, nobody is asked. All value a set by
what it brings now and by what it leads to (Adapted [heyen2021]: an equilibrium in pure strategies is looked for by
iteration).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError
from simulation.games.checking import floats, number

MOST_ROUNDS = 300
MOST_ACTORS = 6
"""Actors up to which every set of members is weighed against every other."""
EQUAL = 1e-9
"""Difference of two values that counts as none, as a part of the largest."""
Members = tuple[int, ...]


@dataclass(frozen=True)
class Farsighted:
    """An equilibrium of farsighted proposals and approvals.

    Attributes
    ----------
    states : the sets of members, the empty one for no agreement
    values : what each state is worth to each actor, all that follows counted, shape (S, N)
    moves : chance to go from each state (row) to each (column) in one round, shape (S, S)
    """

    states: tuple[Members, ...]
    values: Floats
    moves: Floats

    @property
    def stable(self) -> list[Members]:
        """The sets of members that nobody moves away from."""
        return [state for s, state in enumerate(self.states) if self.moves[s, s] > 1.0 - EQUAL]

    def value(self, members: Sequence[int]) -> Floats:
        """Return what a set of members is worth to each actor, all that follows counted, shape (N,)."""
        row: Floats = self.values[self.states.index(tuple(sorted(members)))]
        return row

    def leads_to(self, members: Sequence[int]) -> dict[Members, float]:
        """Return where a set of members leads in the end, with chances, those of one in a million and more."""
        start = np.zeros(len(self.states))
        start[self.states.index(tuple(sorted(members)))] = 1.0
        end = start @ np.linalg.matrix_power(self.moves, 2**20)
        return {state: float(end[s]) for s, state in enumerate(self.states) if end[s] > 1e-6}


def all_states(n: int) -> tuple[Members, ...]:
    """Return every set of members but those of one alone, which is no agreement.

    Examples
    --------
    >>> all_states(3)
    ((), (0, 1), (0, 2), (1, 2), (0, 1, 2))
    """
    return tuple(members for k in range(n + 1) if k != 1 for members in combinations(range(n), k))


def after_leaving(state: Members, i: int) -> Members:
    """Return what is left of an agreement when i walks out: nothing, of two.

    Examples
    --------
    >>> after_leaving((0, 1, 2), 1), after_leaving((0, 1), 1)
    ((0, 2), ())
    """
    left = tuple(j for j in state if j != i)
    return left if len(left) > 1 else ()


def approvers(i: int, now: Members, then: Members) -> Members:
    """Return who must approve i's proposal: present and future members; nobody to stay, or to walk out alone.

    Examples
    --------
    >>> approvers(0, (1, 2), (0, 1, 2)), approvers(1, (0, 1, 2), (0, 2)), approvers(0, (), ())
    ((1, 2), (), ())
    """
    if then == now or (i in now and then == after_leaving(now, i)):
        return ()
    return tuple(sorted({*now, *then} - {i}))


def asked_table(states: tuple[Members, ...], n: int) -> Floats:
    """Return 1 where actor j must approve i's proposal to go from s to t, shape (N, S, S, N)."""
    asked = np.zeros((n, len(states), len(states), n))
    for i in range(n):
        for s, now in enumerate(states):
            for t, then in enumerate(states):
                asked[i, s, t, list(approvers(i, now, then))] = 1.0
    return asked


def best_moves(asked: Floats, values: Floats, chances: Floats) -> Floats:
    """Return the chances to move if everybody proposes what is best for it among what is approved, shape (S, S).

    Who finds nothing better leaves things as they are; who is as well off approves.
    """
    least = EQUAL * max(1.0, float(np.abs(values).max()))
    refuses = values[None, :, :] < values[:, None, :] - least
    moves = np.zeros((len(values), len(values)))
    rows = np.arange(len(values))
    for i, chance in enumerate(chances):
        fails = (asked[i] * refuses).any(axis=2)
        worth = np.where(fails, -np.inf, np.broadcast_to(values[:, i], fails.shape))
        best = (worth >= worth.max(axis=1, keepdims=True) - least).argmax(axis=1)
        stays = worth.max(axis=1) <= values[:, i] + least
        moves[rows, np.where(stays, rows, best)] += chance
    return moves


def values_of(moves: Floats, payoffs: Floats, discount: float) -> Floats:
    """Return V = (1 - discount) payoffs + discount x moves V, shape (S, N)."""
    found = np.linalg.solve(np.eye(len(moves)) - discount * moves, (1.0 - discount) * payoffs)
    return np.asarray(found, dtype=float)


def farsighted(payoffs: Mapping[Any, Any], discount: float = 0.99, chances: Any = None) -> Farsighted:
    """Return an equilibrium of farsighted proposals and approvals.

    Parameters
    ----------
    payoffs : what every actor gets in each set of members, by the set as a tuple; sets of one may be left out
    discount : weight of the future, 0 (myopic) to below 1
    chances : chance of each actor to propose, equal if not given

    Examples
    --------
    >>> pair = farsighted({(): [0.0, 0.0], (0, 1): [1.0, 1.0]})
    >>> pair.stable, pair.value([]).round(2).tolist()
    ([(0, 1)], [0.99, 0.99])
    """
    given = {tuple(sorted(members)): floats("payoffs", each) for members, each in payoffs.items()}
    n = len(next(iter(given.values()), ()))
    if n > MOST_ACTORS:
        raise MultipartnerError(f"Farsighted agreements are solved for at most {MOST_ACTORS} actors, got {n}.")
    states = all_states(n)
    missing = [state for state in states if state not in given or given[state].shape != (n,)]
    if n < 2 or missing:
        raise MultipartnerError(
            f"payoffs must hold a number for each of two or more actors in every set, missing for {missing}."
        )
    number("discount", discount, 0.0, 1.0 - 1e-12)
    draw = np.full(n, 1.0 / n) if chances is None else floats("chances", chances)
    if draw.shape != (n,) or np.any(draw < 0.0) or abs(draw.sum() - 1.0) > EQUAL:
        raise MultipartnerError(f"chances must be one for each of the {n} actors and sum to 1, got {chances!r}.")
    table = np.array([given[state] for state in states])
    asked, values = asked_table(states, n), table
    for _ in range(MOST_ROUNDS):
        moves = best_moves(asked, values, draw)
        found = values_of(moves, table, discount)
        if np.array_equal(best_moves(asked, found, draw), moves):
            return Farsighted(states, found, moves)
        values = 0.5 * (values + found)
    raise MultipartnerError(
        "No farsighted equilibrium in pure strategies was found; try another discount, or see is_stable."
    )
