"""How many a partnership is made for: from its published number of members, by the decision itself.

The published count is a datum, so that sizes at the start are no evidence for the model. The intercept is the one at
which the states' long-run chances of sitting there add up to the count, everybody else as the lists say.
"""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.choice import gain_of_membership, noise_of, switching_cost
from simulation.decision.payoff import N_TERMS
from simulation.rules.participation import long_run_chance

FURTHEST = 60.0
"""Largest intercept either way [log-odds]; Assumed: beyond it a chance is 0 or 1."""
HALVINGS = 60
NEAR = 1e-11
"""Log-odds around the solution within which every halving is computed: far more than sums of chances are rounded by."""
TRIES = 40
LEAST = 0.5
"""Members and outsiders that are left to expect where nobody or everybody is published; Assumed."""


def fill_gains(tables: Tables, settings: Floats, p: int, gains: Floats, costs: Floats, noises: Floats) -> int:
    """Write gain, switching cost and noise [US$bn/yr] of every state that may sit in p; return how many they are.

    A state for which the deal is made by name is not among them: how many others sit there is no matter to it.
    """
    terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
    n = 0
    for i in range(tables.actors.shape[1]):
        is_counted = (
            int(tables.actors[Actor.KIND, i]) == Kind.STATE and tables.memberships[Membership.NAMED, p, i] == 0.0
        )
        if is_counted and is_eligible(tables, settings, p, i, 0):
            gains[n] = gain_of_membership(tables, settings, p, i, terms_in, terms_out)
            costs[n] = switching_cost(tables, settings, i)
            noises[n] = noise_of(tables, settings, i)
            n += 1
    return n


def expected_members(settings: Floats, gains: Floats, costs: Floats, noises: Floats, n: int, intercept: float) -> float:
    """Return the sum of the long-run chances of n states at an intercept [log-odds]."""
    worth = settings[Setting.MOTIVE_SCALE] * settings[Setting.MOTIVE_INTERCEPT] * intercept / settings[Setting.THETA]
    expected = 0.0
    for k in range(n):
        expected += long_run_chance(gains[k] + worth * noises[k], costs[k], noises[k])
    return expected


def bracket(
    settings: Floats, gains: Floats, costs: Floats, noises: Floats, n: int, wanted: float
) -> tuple[float, float]:
    """Return two intercepts between which as many are expected as are wanted, close together where that is found.

    The solution is doubled towards, then approached by false position, where an end that stays counts for half.
    """
    low, high, step = -FURTHEST, FURTHEST, 1.0
    is_below = expected_members(settings, gains, costs, noises, n, 0.0) < wanted
    guess = 0.0
    for _ in range(TRIES):
        if is_below:
            low, guess = guess, guess + step
        else:
            high, guess = guess, guess - step
        if abs(guess) >= FURTHEST:
            return low, high
        if (expected_members(settings, gains, costs, noises, n, guess) < wanted) != is_below:
            break
        step *= 2.0
    low, high = (low, guess) if is_below else (guess, high)
    below = expected_members(settings, gains, costs, noises, n, low) - wanted
    above = expected_members(settings, gains, costs, noises, n, high) - wanted
    stayed = 0
    for _ in range(TRIES):
        before, guess = guess, (low * above - high * below) / (above - below)
        if not low < guess < high or abs(guess - before) < 0.1 * NEAR:
            break
        value = expected_members(settings, gains, costs, noises, n, guess) - wanted
        if value < 0.0:
            low, below = guess, value
            above *= 0.5 if stayed == 1 else 1.0
            stayed = 1
        else:
            high, above = guess, value
            below *= 0.5 if stayed == -1 else 1.0
            stayed = -1
    if expected_members(settings, gains, costs, noises, n, guess - NEAR) < wanted:
        low = max(low, guess - NEAR)
    if expected_members(settings, gains, costs, noises, n, guess + NEAR) >= wanted:
        high = min(high, guess + NEAR)
    return low, high


def intercept_of(settings: Floats, gains: Floats, costs: Floats, noises: Floats, n: int, wanted: float) -> float:
    """Return the intercept at which as many are expected as are wanted [log-odds], by halving.

    Which half is known without asking wherever the middle lies outside the bracket: the sum rises with the intercept.
    """
    surely_below, surely_above = bracket(settings, gains, costs, noises, n, wanted)
    low, high = -FURTHEST, FURTHEST
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if not low < middle < high:
            break
        is_below = middle <= surely_below
        if surely_below < middle < surely_above:
            is_below = expected_members(settings, gains, costs, noises, n, middle) < wanted
        if is_below:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def fill_intercepts(tables: Tables, settings: Floats, published: Floats) -> None:
    """Write the intercept of every partnership at which as many states are expected as are published, shape (P,).

    Without motives, their intercept or noise there is nothing to solve for: the intercepts stay 0.
    """
    if settings[Setting.MOTIVE_SCALE] * settings[Setting.MOTIVE_INTERCEPT] * settings[Setting.THETA] == 0.0:
        return
    n_actors = tables.actors.shape[1]
    gains, costs, noises = np.zeros(n_actors), np.zeros(n_actors), np.zeros(n_actors)
    for p in range(int(tables.globals[Globals.ROWS])):
        n = fill_gains(tables, settings, p, gains, costs, noises)
        named = 0.0
        for i in range(n_actors):
            named += tables.memberships[Membership.NAMED, p, i] * tables.memberships[Membership.MEMBER, p, i]
        wanted = max(LEAST, min(published[p] - named, n - LEAST))
        tables.partnerships[Partnership.INTERCEPT, p] = intercept_of(settings, gains, costs, noises, n, wanted)
