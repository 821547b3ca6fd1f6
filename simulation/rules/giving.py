"""Habits of givers: how much a state gives for others' needs, beside what its size would let one expect."""

from __future__ import annotations

import math


def giving_habit(share: float, mean: float, mission: float, common: float, strength: float) -> float:
    """Return ``(a / a_mean x w_mean / w)^s``: a budget for giving as a multiple of what size and own stake would imply.

    Adapted [addison2004]: what donors give to multilateral bodies does not follow their income alone; here published
    ratios of aid to national income stand for their habits, which differ tenfold at one income. Aid answers others'
    needs: it is divided over issues alike by all, not by the donor's own stakes.

    Special cases: 1 at strength 0, where nobody gives anything, and where the donor has no mission.

    Parameters
    ----------
    share, mean : aid as a share of national income (a), and its mean over states by income
    mission, common : share of the donor's attention that goes to the issue (w), and its mean over states by income
    strength : 0 looks at size and stake alone, 1 takes the habit as it is (s)

    Examples
    --------
    >>> giving_habit(0.01, 0.002, 0.1, 0.2, 1.0), giving_habit(0.01, 0.002, 0.1, 0.2, 0.0)
    (10.0, 1.0)
    >>> giving_habit(0.0, 0.0, 0.1, 0.2, 1.0), giving_habit(0.01, 0.002, 0.0, 0.2, 1.0)
    (1.0, 1.0)
    """
    if mean <= 0.0 or mission <= 0.0:
        return 1.0
    return float((share / mean * common / mission) ** strength)


def donors_own_effect(normal: float, spread: float) -> float:
    """Return ``exp(s z - s^2 / 2)``: what else sets one donor apart from others, with mean 1.

    Adapted [round2004]: much of what donors give is their own and not explained by income; size and form are assumed.

    Parameters
    ----------
    normal : standard normal luck of the donor (z)
    spread : standard deviation of the logarithm (s)

    Examples
    --------
    >>> donors_own_effect(0.5, 1.0), donors_own_effect(-3.0, 0.0)
    (1.0, 1.0)
    """
    return math.exp(spread * normal - 0.5 * spread * spread)


def scaled_to_purse(scale: float, purse: float, spent: float) -> float:
    """Return ``s x purse / spent``, between a thousandth and a thousand: how many times budgets the purse holds.

    Assumed: an actor that is to spend a sum sets its budgets for issues in proportion, so that what it would spend by
    them comes to the sum.

    Parameters
    ----------
    scale : the same last quarter
    purse : what it is to spend [US$bn/yr]
    spent : what it would spend at the last scale [US$bn/yr]

    Examples
    --------
    >>> scaled_to_purse(1.0, 3.0, 2.0), scaled_to_purse(1.0, 0.0, 2.0)
    (1.5, 0.001)
    """
    return min(1000.0, max(0.001, scale * purse / spent))
