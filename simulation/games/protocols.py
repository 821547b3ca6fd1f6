"""How memberships and ties are revised: a registry of protocols, each a sweep over a game that returns what moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from simulation.core.columns import Floats, Globals, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.seats import enter, leave
from simulation.games.groups import MOST_GROUPS, NOT_TOLD, found_empty
from simulation.games.payoffs import fill_payoffs
from simulation.mechanisms import review
from simulation.rules.participation import choice_probability
from simulation.rules.relations import tie_to_turn

if TYPE_CHECKING:
    from simulation.game import Game


def too_many_groups() -> MultipartnerError:
    """Return the error for games in which nobody can tell whether a group would found a partnership."""
    return MultipartnerError(
        f"founding: none of the first {MOST_GROUPS} groups gains, and there are more; take fewer actors, actors who "
        "are alike, or seats for some of them."
    )


def reply(game: Game) -> int:
    """Let everybody decide once by the one decision, in random order; groups found empty partnerships before."""
    world = game.tables.globals
    world[Globals.JOINS] = world[Globals.LEAVES] = 0.0
    founded = 0
    if game.terms.founding:
        founded = compiled(found_empty)(game.tables, game.settings, game.seed, game.sweeps)
        if founded == NOT_TOLD:
            raise too_many_groups()
    review.PHASE.run(game.tables, game.settings, game.seed, game.sweeps)
    return founded + int(world[Globals.JOINS] + world[Globals.LEAVES])


def imitate(game: Game) -> int:
    """Let N actors, drawn one by one, look at another and take its place in or out with a logit chance in payoffs.

    Adapted [santos2011]: pairwise comparison within the one group of the game; by mutation one turns over.
    """
    tables, settings, n = game.tables, game.settings, game.n
    payoffs, moved = np.zeros(n), 0
    for k in range(n):
        draws = [uniform(game.seed, Purpose.CHOICE, game.sweeps, k, use) for use in range(4)]
        i, j = int(draws[0] * n), int(draws[1] * n)
        compiled(fill_payoffs)(tables, settings, payoffs)
        is_in = i in game.members
        wants_in = is_in
        if draws[2] < game.terms.mutation:
            wants_in = not is_in
        elif draws[3] < choice_probability(payoffs[j] - payoffs[i], settings[Setting.THETA]):
            wants_in = j in game.members
        if wants_in != is_in:
            (enter if wants_in else leave)(tables, 0, i)
            moved += 1
    return moved


def turn_ties(likings: Floats, friendliness: float, seed: int, step: int, updates: int) -> int:
    """Pick triads at random and turn a tie of each that is out of balance; return how many turned."""
    n = likings.shape[0]
    turned = 0
    for k in range(updates):
        a = int(uniform(seed, Purpose.CHOICE, step, k, 0) * n)
        b = int(uniform(seed, Purpose.CHOICE, step, k, 1) * (n - 1))
        c = int(uniform(seed, Purpose.CHOICE, step, k, 2) * (n - 2))
        b += 1 if b >= a else 0
        c += 1 if c >= min(a, b) else 0
        c += 1 if c >= max(a, b) else 0
        draw = uniform(seed, Purpose.CHOICE, step, k, 3)
        tie = tie_to_turn(likings[a, b], likings[b, c], likings[c, a], draw, friendliness)
        if tie >= 0:
            x, y = (a, b) if tie == 0 else ((b, c) if tie == 1 else (c, a))
            likings[x, y] = likings[y, x] = -likings[x, y]
            turned += 1
    return turned


def triads(game: Game) -> int:
    """Let ties be revised as often as there are ties, triad by triad: Exact [antal2005]."""
    share = 0.0 if game.terms.friendliness is None else float(game.terms.friendliness)
    updates = game.n * (game.n - 1) // 2
    return compiled(turn_ties)(game.tables.likings, share, game.seed, game.sweeps, updates)


PROTOCOLS: dict[str, Callable[[Game], int]] = {"reply": reply, "imitate": imitate, "triads": triads}
"""Every protocol by the name that ``update`` takes."""


def reply_rests(game: Game) -> bool:
    """Tell whether nobody would move, after a still sweep; who looks at some partnerships only may yet."""
    sees_all = game.settings[Setting.CANDIDATES] >= len(game.memberships)
    return sees_all or game.is_stable()


def imitation_rests(game: Game) -> bool:
    """Tell whether there is nobody left to imitate: all are in, or all are out."""
    return len(game.members) in {0, game.n}


def triads_rest(game: Game) -> bool:
    """Tell whether every triad is in balance: whoever has the first actor's friends as friends, its foes as foes."""
    signs = np.sign(game.tables.likings)
    np.fill_diagonal(signs, 1.0)
    return bool(np.array_equal(signs, np.outer(signs[0], signs[0])))


RESTS: dict[str, Callable[[Game], bool]] = {"reply": reply_rests, "imitate": imitation_rests, "triads": triads_rest}
"""For every protocol, whether nothing can move any more once a sweep moved nothing."""


def are_ties(likings: Floats) -> bool:
    """Tell whether likings are ties that triads can be made of: mutual, and friendly or hostile.

    Examples
    --------
    >>> are_ties(np.array([[0, 1, -1], [1, 0, 2], [-1, 2, 0]])), are_ties(np.zeros((3, 3)))
    (True, False)
    """
    n = likings.shape[0]
    return n > 2 and bool(np.array_equal(likings, likings.T)) and int(np.count_nonzero(likings)) == n * (n - 1)


def friendly_share(tables: Tables) -> float:
    """Return the share of ties that are friendly.

    Examples
    --------
    >>> from multipartner import Game
    >>> friendly_share(Game([0.0] * 2, affinity=[[0, 1], [1, 0]]).tables)
    1.0
    """
    n = tables.likings.shape[0]
    upper = tables.likings[np.triu_indices(n, 1)]
    return float(np.mean(upper > 0.0))
