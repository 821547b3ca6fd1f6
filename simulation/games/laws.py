"""Exact laws of noisy games: Markov chains built from the engine's own payoffs and revision probabilities.

A chain is solved by linear algebra, not simulated; simulations are tested against it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom, hypergeom

from simulation.core.adding import added
from simulation.core.columns import Floats, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.payoff import N_TERMS
from simulation.games.moves import chance_to_move, place
from simulation.rules.participation import choice_probability

if TYPE_CHECKING:
    from simulation.game import Game

MOST_ACTORS = 12


def fill_chances(tables: Tables, settings: Floats, chances: Floats) -> None:
    """Write everybody's chance to move, if it decides, from every set of members, shape (2^N, N); bit i is actor i."""
    n = tables.actors.shape[1]
    wanted = np.zeros((1, n))
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    for state in range(1 << n):
        for i in range(n):
            wanted[0, i] = (state >> i) & 1
        place(tables, wanted)
        for i in range(n):
            chances[state, i] = chance_to_move(tables, settings, 0, i, terms_in, terms_out)


def reply_law(game: Game) -> Floats:
    """Return the exact stationary law of the number of members, if one actor at a time, drawn at random, decides."""
    n = game.n
    if n > MOST_ACTORS or len(game.memberships) > 1:
        raise MultipartnerError(
            f"The exact law is solved for one partnership and at most {MOST_ACTORS} actors, got "
            f"{len(game.memberships)} and {n}; review the game and count instead."
        )
    chances = np.zeros((2**n, n))
    kept = game.memberships
    compiled(fill_chances)(game.tables, game.settings, chances)
    game.place(kept)
    law = stationary(chances)
    sizes = np.array([state.bit_count() for state in range(2**n)])
    return np.bincount(sizes, weights=law, minlength=n + 1).astype(float)


def stationary(chances: Floats) -> Floats:
    """Return the stationary law over sets of members from everybody's chance to move, shape (2^N,).

    Examples
    --------
    >>> stationary(np.array([[0.2], [0.6]])).round(12).tolist()
    [0.75, 0.25]
    """
    from scipy.sparse import csc_matrix, identity
    from scipy.sparse.linalg import spsolve

    states, n = chances.shape
    origin = np.repeat(np.arange(states), n)
    target = origin ^ np.tile(1 << np.arange(n), states)
    flow = csc_matrix((chances.ravel() / n, (target, origin)), shape=(states, states))
    stays = 1.0 - chances.sum(axis=1) / n
    balance = (flow + csc_matrix((stays, (np.arange(states), np.arange(states)))) - identity(states)).tolil()
    balance[0, :] = 1.0
    right = np.zeros(states)
    right[0] = 1.0
    law: Floats = spsolve(balance.tocsc(), right)
    return law


def payoffs_by_size(game: Game) -> tuple[Floats, Floats]:
    """Return (a member's payoff, an outsider's) with 0 to N members, shape (N + 1,) each; for actors who are alike."""
    kept = game.memberships
    member, outsider = np.full(game.n + 1, np.nan), np.full(game.n + 1, np.nan)
    for k in range(game.n + 1):
        game.seat(range(k))
        payoffs = game.payoffs()
        member[k] = payoffs[0] if k > 0 else np.nan
        outsider[k] = payoffs[-1] if k < game.n else np.nan
    game.place(kept)
    return member, outsider


def selection_gradient(game: Game, share: float) -> float:
    """Return the mean payoff of members less that of outsiders where groups of N are drawn from a large population.

    Parameters
    ----------
    game : the game that one group plays
    share : part of the population that would be in
    """
    member, outsider = payoffs_by_size(game)
    others = binom.pmf(np.arange(game.n), game.n - 1, share)
    return float(others @ (member[1:] - outsider[:-1]))


def population_payoffs(game: Game, population: int) -> tuple[Floats, Floats]:
    """Return the mean payoffs (in, out) of one of k cooperators, or of the rest, in groups of N from a population."""
    member, outsider = payoffs_by_size(game)
    n, others = game.n, np.arange(game.n)
    inside, outside = np.zeros(population + 1), np.zeros(population + 1)
    for k in range(population + 1):
        if k > 0:
            inside[k] = hypergeom.pmf(others, population - 1, k - 1, n - 1) @ member[1:]
        if k < population:
            outside[k] = hypergeom.pmf(others, population - 1, k, n - 1) @ outsider[:-1]
    return inside, outside


def imitation_law(game: Game) -> Floats:
    """Return the exact stationary law of the number of cooperators in the population, shape (Z + 1,).

    Adapted [santos2011]: one actor at a time mutates, or looks at another and takes its way with a logit chance in
    their mean payoffs; a birth-death chain.
    """
    size = game.n if game.terms.population is None else game.terms.population
    inside, outside = population_payoffs(game, size)
    mutation, theta = game.terms.mutation, float(game.settings[Setting.THETA])
    up, down = np.zeros(size + 1), np.zeros(size + 1)
    for k in range(size + 1):
        meet = k / size * (size - k) / size
        gain = inside[k] - outside[k] if 0 < k < size else 0.0
        up[k] = (1.0 - mutation) * meet * choice_probability(gain, theta) + mutation * (size - k) / size
        down[k] = (1.0 - mutation) * meet * choice_probability(-gain, theta) + mutation * k / size
    steps = np.log(up[:-1]) - np.log(down[1:])
    weights = np.concatenate([[0.0], np.cumsum(steps)])
    law: Floats = np.exp(weights - weights.max())
    return law / law.sum()


def mean_over_groups(game: Game, law: Floats, outcome: Floats) -> float:
    """Return the mean of an outcome by number in, shape (N + 1,), over groups drawn from a population of that law."""
    population = law.size - 1
    within = np.arange(game.n + 1)
    parts = (law[k] * (hypergeom.pmf(within, population, k, game.n) @ outcome) for k in range(law.size))
    return float(added(parts))
