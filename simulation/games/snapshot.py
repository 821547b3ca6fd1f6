"""A small world at a moment: who sits where, what everybody does and gets, what one more membership would change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from simulation.core.adding import added
from simulation.core.columns import Floats, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.decision.choice import fill_decision
from simulation.decision.gap import effort_at_rest
from simulation.decision.payoff import MEANING_OF_TERM, N_TERMS
from simulation.decision.transfers import fill_gains
from simulation.games.checking import position, positions
from simulation.games.moves import chance_in, place
from simulation.games.payoffs import fill_payoffs
from simulation.games.tables import G
from simulation.mechanisms import attention, delivery, pledging, production, summing
from simulation.rules.reach import gap_closed

BEFORE = (attention, summing, pledging, delivery, production)
"""Phases that bring budgets, sums and efforts up to date with memberships."""


def sets_of(wanted: Floats) -> tuple[tuple[int, ...], ...]:
    """Return the members of every partnership from an array of shape (P, N).

    Examples
    --------
    >>> sets_of(np.array([[1.0, 0.0, 1.0]]))
    ((0, 2),)
    """
    return tuple(tuple(np.flatnonzero(row).tolist()) for row in wanted)


def effort_at_rest_of(tables: Tables, settings: Floats, together: bool) -> float:
    """Return where effort on the game's issue rests, all together or each alone."""
    return float(compiled(effort_at_rest)(tables, settings, G, together))


class Standing:
    """The state of a game, and what can be read off it.

    Parameters
    ----------
    tables, settings : the whole state
    seed : seed of all luck
    """

    def __init__(self, tables: Tables, settings: Floats, seed: int) -> None:
        self.tables, self.settings, self.seed = tables, settings, seed
        self.n = tables.actors.shape[1]
        self.sweeps = 0

    def _place(self, wanted: Floats) -> None:
        compiled(place)(self.tables, wanted)
        for phase in BEFORE:
            phase.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)

    @property
    def memberships(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the present members of every partnership."""
        return sets_of(self.tables.memberships[Membership.MEMBER])

    @property
    def members(self) -> tuple[int, ...]:
        """Positions of the present members of the first partnership."""
        return self.memberships[0]

    @property
    def level(self) -> float:
        """Level of the threat [1, the level at the start]."""
        return float(self.tables.issues[Issue.LEVEL, G])

    def seat(self, members: Iterable[int], partnership: int = 0) -> None:
        """Make exactly these actors members of a partnership; the committed stay, seats in rival ones are given up.

        Examples
        --------
        >>> from multipartner import Game
        >>> blocs = Game([1.0] * 3, partnerships=2, exclusive=True)
        >>> blocs.seat([0, 1])
        >>> blocs.seat([1, 2], partnership=1)
        >>> blocs.memberships
        ((0,), (1, 2))
        """
        wanted = (self.tables.memberships[Membership.MEMBER] > 0.0).astype(float)
        row, seated = self._row(partnership), positions("Members", members, self.n)
        exclusive = self.tables.partnerships[Partnership.EXCLUSIVITY] == 1.0
        if exclusive[row]:
            wanted[np.ix_(exclusive, seated)] = 0.0
        wanted[row] = 0.0
        wanted[row, seated] = 1.0
        if not exclusive[row]:
            wanted[row, self.tables.memberships[Membership.COMMITTED, row] > 0.0] = 1.0
        self._place(wanted)

    def place(self, memberships: Any) -> None:
        """Make exactly these actors members, one list for each partnership.

        Examples
        --------
        >>> from multipartner import Game
        >>> blocs = Game([1.0] * 4, partnerships=2, exclusive=True)
        >>> blocs.place([[0, 1], [2, 3]])
        >>> blocs.memberships
        ((0, 1), (2, 3))
        """
        count = self.tables.partnerships.shape[1]
        given: list[Any] = list(memberships) if np.iterable(memberships) else []
        if len(given) != count:
            raise MultipartnerError(
                f"One list of members for each of {count} partnerships is needed, got {memberships!r}."
            )
        wanted = np.zeros((count, self.n))
        for p, members in enumerate(given):
            wanted[p, positions("Members", members, self.n)] = 1.0
        exclusive = self.tables.partnerships[Partnership.EXCLUSIVITY] == 1.0
        if np.any(wanted[exclusive].sum(axis=0) > 1.0):
            raise MultipartnerError("Nobody can sit in two exclusive partnerships at the same time.")
        self._place(wanted)

    def _row(self, partnership: int) -> int:
        return position("A partnership", partnership, self.tables.partnerships.shape[1])

    def terms_of(self, i: int, partnership: int = 0) -> dict[str, tuple[float, float]]:
        """Return the terms of actor i's payoff as (inside, outside), the others as they are, in units of payoff."""
        inside, outside = np.zeros(N_TERMS), np.zeros(N_TERMS)
        row, column = self._row(partnership), position("An actor", i, self.n)
        compiled(fill_decision)(self._imagined(), self.settings, row, column, inside, outside)
        return dict(zip(MEANING_OF_TERM, zip(inside.tolist(), outside.tolist(), strict=True), strict=True))

    def _imagined(self) -> Tables:
        """Return a copy for questions: to imagine somebody in and out would leave rounding in the state's sums."""
        return Tables(*map(np.copy, self.tables))

    def gain(self, i: int, partnership: int = 0) -> float:
        """Return actor i's payoff as a member minus its payoff as an outsider, the others as they are.

        Examples
        --------
        >>> from multipartner import Game
        >>> game = Game([1.0] * 10)
        >>> game.seat(range(3))
        >>> game.gain(0), game.gain(9)
        (0.0, -1.5)
        """
        return added(inside - outside for inside, outside in self.terms_of(i, partnership).values())

    def wants_in(self, i: int, partnership: int = 0) -> float:
        """Return the chance that i is a member after its decision (0 or 1 without noise)."""
        row, column = self._row(partnership), position("An actor", i, self.n)
        return compiled(chance_in)(self._imagined(), self.settings, row, column, np.zeros(N_TERMS), np.zeros(N_TERMS))

    def efforts(self) -> Floats:
        """Return everybody's effort under the present memberships, shape (N,).

        Examples
        --------
        >>> from multipartner import Game
        >>> game = Game([1.0] * 5)
        >>> game.seat([0, 1])
        >>> game.efforts().tolist()
        [2.0, 2.0, 1.0, 1.0, 1.0]
        """
        for phase in BEFORE:
            phase.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        portfolios: Floats = self.tables.portfolios[Portfolio.DELIVERED, G]
        return portfolios.copy()

    def payoffs(self) -> Floats:
        """Return everybody's payoff under the present memberships, transfers included, shape (N,)."""
        result = np.zeros(self.n)
        compiled(fill_payoffs)(self.tables, self.settings, result)
        return result

    def gap_closed(self) -> float:
        """Return how much of the way from everybody alone to the joint optimum effort goes: 0 and 1 at the ends.

        The measure of worlds, ``gap_climate`` and its like: what everybody would do alone and together is reckoned
        from the decision's own functions, memberships apart, at a productivity of 1.

        Examples
        --------
        >>> from simulation.game import Game
        >>> game = Game([1.0] * 10, rule="joint")
        >>> game.seat(range(3))
        >>> round(game.gap_closed(), 6)
        0.066667
        """
        self.efforts()
        alone, together = (effort_at_rest_of(self.tables, self.settings, is_joint) for is_joint in (False, True))
        now = float(self.tables.issues[Issue.EFFORT, G] + self.tables.issues[Issue.OUTSIDE, G])
        return gap_closed(alone, now, together)

    def surplus(self, partnership: int = 0) -> float:
        """Return the members' joint payoff less the sum of their outside options (potential internal stability).

        Not negative iff some sharing of the gain could hold the members together. A committed member's outside option
        is what it has in the company of the committed alone.

        Examples
        --------
        >>> from multipartner import Game
        >>> game = Game([5.0, 1.0, 1.0])
        >>> game.seat(range(3))
        >>> game.surplus() > 0.0
        True
        """
        surplus, _ = compiled(fill_gains)(self.tables, self.settings, self._row(partnership), np.zeros(self.n))
        return float(surplus)
