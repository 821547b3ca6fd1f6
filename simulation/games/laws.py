"""Exact laws of noisy games: Markov chains built from the engine's own payoffs and revision probabilities.

A chain is solved by linear algebra, not simulated; simulations are tested against it.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom, hypergeom

from simulation.core.adding import added
from simulation.core.columns import Floats, Membership, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.payoff import N_TERMS
from simulation.games.chains import stationary
from simulation.games.groups import fill_types
from simulation.games.moves import log_chance_to_move, place
from simulation.rules.participation import choice_probability

if TYPE_CHECKING:
    from simulation.game import Game

MOST_STATES = 2**12
"""States of a chain that are solved exactly: twelve actors who all differ, thousands who are alike."""


def types_of(game: Game) -> list[list[int]]:
    """Return actors who may stand for one another, a list of positions for each type."""
    types = np.zeros(game.n)
    count = compiled(fill_types)(game.tables, game.settings, np.arange(game.n, dtype=float), False, types)
    return [np.flatnonzero(types == kind).tolist() for kind in range(count)]


def demand_alike(game: Game, what: str) -> None:
    """Refuse a game of actors who differ where one of them would stand for all."""
    if len(types_of(game)) > 1:
        raise MultipartnerError(
            f"{what} needs identical actors, and these differ; give them equal numbers, or seat sets of "
            "members and read payoffs() of each."
        )


def fill_log_chances(
    tables: Tables, settings: Floats, states: Floats, groups: Floats, sizes: Floats, enters: Floats, leaves: Floats
) -> None:
    """Write the logarithm of the chance that one of each type enters, or leaves, from every state, shape (S, T).

    Parameters
    ----------
    tables, settings : the game
    states : how many of each type are in, shape (S, T)
    groups : the actors of each type, shape (T, N), the first ``sizes`` of each row
    sizes : how many actors there are of each type, shape (T,)
    enters, leaves : overwritten; -inf where nobody is left to do so
    """
    wanted = np.zeros((1, tables.actors.shape[1]))
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    for s in range(states.shape[0]):
        for kind in range(sizes.shape[0]):
            for k in range(int(sizes[kind])):
                wanted[0, int(groups[kind, k])] = 1.0 if k < states[s, kind] else 0.0
        place(tables, wanted)
        for kind in range(sizes.shape[0]):
            inside = int(states[s, kind])
            if inside < sizes[kind]:
                i = int(groups[kind, inside])
                enters[s, kind] = log_chance_to_move(tables, settings, 0, i, terms_in, terms_out)
            if inside > 0:
                i = int(groups[kind, inside - 1])
                leaves[s, kind] = log_chance_to_move(tables, settings, 0, i, terms_in, terms_out)


def states_of(game: Game, types: list[list[int]]) -> Floats:
    """Return how many of each type can be in, shape (S, T), the committed alone first."""
    committed = game.tables.memberships[Membership.COMMITTED, 0] > 0.0
    barred = game.tables.memberships[Membership.BARRED_UNTIL, 0] > 0.0
    ranges = []
    for actors in types:
        low, high = (len(actors) if committed[actors[0]] else 0), (0 if barred[actors[0]] else len(actors))
        ranges.append(range(low, high + 1))
    count = float(np.prod([float(len(each)) for each in ranges]))
    if count > MOST_STATES:
        raise MultipartnerError(
            f"The exact law is solved for at most {MOST_STATES} states, and these actors have {count:.0f}: take at "
            "most twelve that all differ, or identical actors; or review the game and count."
        )
    states = np.array(list(product(*ranges)), dtype=float)
    members = states.sum(axis=1)
    # neighbours differ by one member: eliminated first, all with an odd number fill in little
    return np.asarray(states[np.lexsort((members, (members - members.min()) % 2))])


def reply_law(game: Game) -> Floats:
    """Return the exact stationary law of the number of members, if one actor at a time, drawn at random, decides."""
    if len(game.memberships) > 1:
        raise MultipartnerError(
            f"The exact law is solved for one partnership, this game has {len(game.memberships)}; review it and count."
        )
    types = types_of(game)
    states, sizes = states_of(game, types), np.array([len(actors) for actors in types], dtype=float)
    groups = np.zeros((len(types), game.n))
    for kind, actors in enumerate(types):
        groups[kind, : len(actors)] = actors
    enters, leaves = np.full(states.shape, -np.inf), np.full(states.shape, -np.inf)
    kept = game.memberships
    compiled(fill_log_chances)(game.tables, game.settings, states, groups, sizes, enters, leaves)
    game.place(kept)
    law = stationary(rates_between(states, sizes, enters, leaves))
    return np.bincount(states.sum(axis=1).astype(int), weights=law, minlength=game.n + 1).astype(float)


def rates_between(states: Floats, sizes: Floats, enters: Floats, leaves: Floats) -> Floats:
    """Return the logarithms of the rates from state to state, shape (S, S): any of those who are alike may move.

    Examples
    --------
    >>> pair = np.array([[0.0], [1.0], [2.0]])
    >>> rates_between(pair, np.array([2.0]), np.zeros((3, 1)), np.zeros((3, 1)))[1].tolist()
    [0.0, -inf, 0.0]
    """
    index = {tuple(state): s for s, state in enumerate(states.tolist())}
    rates = np.full((len(index), len(index)), -np.inf)
    for state, s in index.items():
        for kind, inside in enumerate(state):
            for change, chances, many in ((1.0, enters, sizes[kind] - inside), (-1.0, leaves, inside)):
                target = index.get((*state[:kind], inside + change, *state[kind + 1 :]))
                if target is not None and many > 0.0:
                    rates[s, target] = chances[s, kind] + np.log(many)
    return rates


def payoffs_by_size(game: Game) -> tuple[Floats, Floats]:
    """Return (a member's payoff, an outsider's) with 0 to N members, shape (N + 1,) each; for identical actors."""
    demand_alike(game, "What is told by number of members")
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
    if game.terms.mutation == 0.0:
        raise MultipartnerError("Without mutation imitation ends where all are in or all out: set mutation above 0.")
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
