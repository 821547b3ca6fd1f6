"""Growth: paths of income and population, chance around them, what threats cost, and what grows with them."""

from __future__ import annotations

import math

MOST_LOSS = 0.9


def between_years(before: float, after: float, part: float) -> float:
    """Return ``a (b / a)^part``: the value a part of the way from one year of a table to the next.

    Adapted [dellink2017]: a path given every five years; growth is even between two of them.

    Examples
    --------
    >>> between_years(1.0, 4.0, 0.5), between_years(2.0, 3.0, 0.0)
    (2.0, 2.0)
    """
    return before * (after / before) ** part


def next_deviation(deviation: float, persistence: float, spread: float, normal: float, dt: float) -> float:
    """Return ``d persistence^dt + s sqrt(dt) z``: log of income over its path, a quarter on.

    Assumed: forecasts of growth go wrong, and what was lost or won stays for long; an autoregression of order one.

    Examples
    --------
    >>> next_deviation(0.1, 0.81, 0.02, 0.0, 0.5), next_deviation(0.0, 0.9, 0.02, 1.0, 0.25)
    (0.09000000000000001, 0.01)
    """
    return deviation * persistence**dt + spread * math.sqrt(dt) * normal


def log_of_mean(persistence: float, spread: float, dt: float, steps: float) -> float:
    """Return ``s^2 dt (1 - q^n) / (1 - q) / 2`` with ``q = persistence^(2 dt)``: log of the mean of exp(deviation).

    Exact [hamilton1994]: half the variance of an autoregression of order one that began at 0, n steps on.

    Examples
    --------
    >>> log_of_mean(1.0, 0.5, 0.25, 4.0), log_of_mean(0.0, 0.5, 0.25, 4.0), log_of_mean(0.9, 0.0, 0.25, 4.0)
    (0.125, 0.03125, 0.0)
    """
    kept = persistence ** (2.0 * dt)
    terms = steps if kept == 1.0 else (1.0 - kept**steps) / (1.0 - kept)
    return 0.5 * spread * spread * dt * terms


def climate_loss(level: float, warming: float, coefficient: float) -> float:
    """Return ``a (w L)^2``, the share of the world's income that a climate level takes.

    Adapted [howard2017]: damage by squared warming; the level is read as degrees.

    Parameters
    ----------
    level : climate level L, 1 at the start
    warming : degrees at level 1 (w)
    coefficient : share for each squared degree (a)

    Examples
    --------
    >>> climate_loss(2.0, 1.5, 0.01)
    0.09
    """
    degrees = warming * level
    return coefficient * degrees * degrees


def income_kept(loss: float, loss_first: float, exposure: float) -> float:
    """Return the income that is left under a loss, over what was left under the first: 1 while nothing changes.

    ``(1 - x l) / (1 - x l0)`` with x the state's exposure over the world's, nine tenths lost at most.
    Adapted [howard2017]: the world's loss, divided among states by their stakes in money.

    Examples
    --------
    >>> income_kept(0.1, 0.1, 2.0), income_kept(0.2, 0.0, 0.5)
    (1.0, 0.9)
    """
    return (1.0 - min(MOST_LOSS, exposure * loss)) / (1.0 - min(MOST_LOSS, exposure * loss_first))


def grown(start: float, growth: float, elasticity: float) -> float:
    """Return ``x0 g^e``: what something has become that grows with something else, in logarithms by ``e``.

    Assumed: constant elasticities; 0 stays, 1 grows alike.

    Examples
    --------
    >>> grown(3.0, 4.0, 0.5), grown(3.0, 4.0, 0.0)
    (6.0, 3.0)
    """
    return start * growth**elasticity


def exposed(weight: float, economic: float, income: float, human: float, people: float) -> float:
    """Return ``w e y + (1 - w) h n``: a state's part of what is exposed to a threat, in money and people.

    Adapted [nordhaus2015]: damage in money falls on incomes, damage to people on people; growth of both since the start
    weighs their shares of then.

    Parameters
    ----------
    weight : weight of damage in money (w)
    economic, human : shares at the start (e, h)
    income, people : multiples of the start (y, n)

    Examples
    --------
    >>> exposed(0.5, 0.2, 2.0, 0.1, 1.0)
    0.25
    """
    return weight * economic * income + (1.0 - weight) * human * people
