"""Threat levels: how they answer effort. Rates are per year, a step is ``dt`` years."""

from __future__ import annotations

import math


def coverage(effort: float, outside: float, need: float) -> float:
    """Return ``(R + E) / n``, effective effort as a share of need; 0 where nothing is needed.

    Assumed: effort outside the model counts as much as that of its actors.

    Examples
    --------
    >>> coverage(2.0, 1.0, 12.0), coverage(2.0, 1.0, 0.0)
    (0.25, 0.0)
    """
    return (effort + outside) / need if need > 0.0 else 0.0


def stock_level(level: float, answered: float, inflow: float, removal: float, decay: float, dt: float) -> float:
    """Return the next level of a stock: ``L + dt [inflow - removal x answered - decay x L]``, never below 0.

    ``answered`` is coverage in worlds, where removal = inflow - decay holds the level at coverage 1, or plain
    effort in games: Exact [dockner1993], a stock pollutant with linear decay.

    Examples
    --------
    >>> stock_level(1.0, 1.0, 0.03, 0.02, 0.01, 0.25)
    1.0
    """
    return max(0.0, level + dt * (inflow - removal * answered - decay * level))


def outbreak_rate(rate: float, prevention: float, answered: float) -> float:
    """Return ``rate x max(0, 1 - prevention x coverage)`` outbreaks a year: Assumed: preparedness stops a part.

    Examples
    --------
    >>> outbreak_rate(1.0, 0.5, 1.0), outbreak_rate(1.0, 0.5, 4.0)
    (0.5, 0.0)
    """
    return rate * max(0.0, 1.0 - prevention * answered)


def outbreak_level(level: float, struck: float, decay: float, dt: float) -> float:
    """Return ``L + struck - dt decay L``, never below 0: Assumed: outbreaks add their size, then fade.

    Examples
    --------
    >>> outbreak_level(1.0, 0.5, 0.4, 0.25)
    1.4
    """
    return max(0.0, level + struck - dt * decay * level)


def deprivation_level(
    level: float, answered: float, growth: float, climate: float, link: float, wars: float, war_link: float, dt: float
) -> float:
    """Return ``L + dt [g (1 - q) + xi (L_climate - 1) + xi_war wars]``, never below 0.

    Adapted [buhaug2015]: climate and conflict as drivers; ``wars`` counts those beyond the number at the start.

    Examples
    --------
    >>> deprivation_level(1.0, 1.0, 0.05, 1.0, 0.1, 0.0, 0.1, 0.25)
    1.0
    """
    return max(0.0, level + dt * (growth * (1.0 - answered) + link * (climate - 1.0) + war_link * wars))


def outbreak_size(mean: float, dispersion: float, normal: float) -> float:
    """Return a lognormal size with the given mean: ``mean exp(s z - s^2 / 2)``: Adapted [cirillo2020]: heavy tail.

    Examples
    --------
    >>> outbreak_size(1.5, 0.0, 2.0)
    1.5
    """
    return mean * math.exp(dispersion * normal - 0.5 * dispersion * dispersion)


def damage(worth: float, level: float, need: float, effort: float, remaining: float) -> float:
    """Return ``beta L [max(0, n - E) + r n]`` [US$bn/yr]: what the level does, less what effort averts.

    Adapted [nordhaus2015]: avoided damage counted per effective dollar, linear up to the need; a part ``r`` of what
    effort at the need averts happens all the same, so that at any effort a higher level does more damage.

    Parameters
    ----------
    worth : world benefit per effective dollar at level 1, beta [US$/US$]
    level : threat level L [1]
    need, effort : effective effort that would hold the level, n, and that there is, E [US$bn/yr]
    remaining : part r of the damage that effort averts at most [share]

    Examples
    --------
    >>> damage(2.0, 1.5, 10.0, 4.0, 0.0), damage(2.0, 1.5, 10.0, 12.0, 0.5)
    (18.0, 15.0)
    """
    return worth * level * (max(0.0, need - effort) + remaining * need)
