"""Effort outside the model: what grows, answers, and is drawn in."""

from __future__ import annotations


def outside_effort(grown: float, answering: float, ratio: float, drawn_in: float) -> float:
    """Return ``max(0, R (1 + a (E / E0 - 1)) + M)`` [US$bn/yr]: effort outside the model.

    Adapted [kim2020]: whether others' giving answers is disputed, nothing on average; a part ``a`` of it moves in
    proportion to the effort of the model's actors over what that was, against it where ``a`` is negative.

    Parameters
    ----------
    grown : effort at the start, grown with the world (R) [US$bn/yr]
    answering : part that answers (a), -1 to 1
    ratio : effort of the model's actors over that of the start, grown alike
    drawn_in : money mobilised more than at the start (M) [US$bn/yr]

    Examples
    --------
    >>> outside_effort(10.0, 0.0, 0.5, 0.0), outside_effort(10.0, 1.0, 0.5, 2.0), outside_effort(1.0, -1.0, 9.0, 0.0)
    (10.0, 7.0, 0.0)
    """
    return max(0.0, grown * (1.0 + answering * (ratio - 1.0)) + drawn_in)


def leverage(most: float, companies: float, goals: float, lenders: float, reliability: float) -> float:
    """Return the private dollars that a public one draws in: the most, by conditions that hold, times reliability.

    Adapted [attridge2019]: averages of lenders' projects with private partners and results that are counted; what is
    promised and not paid draws in nobody.

    Parameters
    ----------
    most : private dollars a public one where every condition holds
    companies, goals, lenders : weight of each condition times how far it holds, their sum 1 at most
    reliability : share of pledges delivered

    Examples
    --------
    >>> leverage(0.8, 0.25, 0.25, 0.0, 0.5)
    0.2
    """
    return most * min(1.0, companies + goals + lenders) * reliability
