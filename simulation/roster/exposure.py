"""Exposure equations: how much of the damage from a threat falls on a state, before dividing by the world.

Economic exposure follows the state's income times its vulnerability to the threat where a figure of one
exists; human exposure counts people: exposed, hungry, without power, displaced. All are graded `Assumed`:
indicators of exposure, not estimates of damage; the split between the two is a parameter of the model.
"""

from __future__ import annotations


def vulnerable_income(income: float, vulnerability: float) -> float:
    """Return income at risk [US$bn/yr]: income × vulnerability (1 where no figure of vulnerability exists).

    Parameters
    ----------
    income : float
        GDP [US$bn/yr].
    vulnerability : float
        Index or share of those exposed [0..1].

    Notes
    -----
    Assumed: losses are proportional to income and to the index.

    Examples
    --------
    >>> vulnerable_income(100.0, 0.25)
    25.0
    """
    return income * vulnerability


def lacking_share(access: float, floor: float) -> float:
    """Return the share of people without power, at least `floor` [0..1].

    Parameters
    ----------
    access : float
        Share with electricity [0..1].
    floor : float
        Least share [0..1]: full access on paper still leaves outages, and prices felt everywhere.

    Notes
    -----
    Assumed: the floor keeps the stake of rich states positive.

    Examples
    --------
    >>> lacking_share(1.0, 0.02)
    0.02
    """
    return max(1.0 - access, floor)


def affected_people(population: float, share: float) -> float:
    """Return people affected [persons]: population × share exposed [0..1].

    Assumed: the index of vulnerability stands for the share of people exposed.
    """
    return population * share


def displaced_people(hosted: float, internal: float) -> float:
    """Return displaced people whom a state houses [persons]: refugees hosted + displaced internally.

    Assumed: one refugee and one internally displaced person weigh the same.
    """
    return hosted + internal


def governance_gap(effectiveness: float) -> float:
    """Return how far government effectiveness falls short of its ceiling [0..1]: (2.5 − effectiveness) / 5.

    Parameters
    ----------
    effectiveness : float
        World Governance Indicators, government effectiveness [-2.5..2.5].

    Notes
    -----
    Assumed: violence by armed groups follows weak government; no figure of terrorism is used.

    Examples
    --------
    >>> governance_gap(2.5), governance_gap(-2.5)
    (0.0, 1.0)
    """
    return (2.5 - effectiveness) / 5.0
