"""Answers to what others do: gifts that follow or make up for gifts, seats that follow seats."""

from __future__ import annotations

import math

LEAST, MOST = 0.2, 5.0


def answer_to_gifts(now: float, first: float, elasticity: float) -> float:
    """Return ``(g / g0)^e``, a fifth to fivefold: a budget's response to what others give, 1 where they gave nothing.

    Adapted [fischbacher2001]: most give more where others do; below 0 they make up for what is missing.

    Parameters
    ----------
    now, first : what the others give, and gave at the start [US$bn/yr]
    elasticity : rise in logarithms (e)

    Examples
    --------
    >>> answer_to_gifts(4.0, 1.0, 0.5), answer_to_gifts(0.5, 1.0, -1.0), answer_to_gifts(1.0, 0.0, 1.0)
    (2.0, 2.0, 1.0)
    """
    if first <= 0.0 or elasticity == 0.0:
        return 1.0
    ratio = max(now / first, 1e-3)
    return min(MOST, max(LEAST, ratio**elasticity))


def remembered(memory: float, years: float, dt: float) -> float:
    """Return ``m exp(-dt / T)``: what is left of a memory after a step: Assumed: memories fade evenly.

    Examples
    --------
    >>> remembered(1.0, 2.0, 0.0)
    1.0
    """
    return memory * math.exp(-dt / years)


def pull_of_moves(
    is_member: bool, left: float, largest_left: float, joined: float, leaving: float, largest: float, joining: float
) -> float:
    """Return the log-odds of a seat that others' recent moves add: exits pull members out, joins pull others in.

    Adapted [pevehouse2020]: odds of exits and joins by whether somebody left or joined within two years.

    Examples
    --------
    >>> pull_of_moves(True, 1.0, 0.0, 1.0, 1.5, 0.5, 0.25), pull_of_moves(False, 1.0, 1.0, 1.0, 1.5, 0.5, 0.25)
    (-1.5, 0.25)
    """
    return -leaving * left - largest * largest_left if is_member else joining * joined


def vacated_after(vacated: float, given_up: float) -> float:
    """Return ``1 - (1 - v) (1 - g)``: part of the pledges that have been vacated, after some more of what was left.

    Exact [kaplan1958]: what is left is the product of what each quarter left.

    Examples
    --------
    >>> vacated_after(0.5, 0.5), vacated_after(0.0, 0.25)
    (0.75, 0.25)
    """
    return 1.0 - (1.0 - vacated) * (1.0 - given_up)


MOST_VACATED = 0.9


def taken_over(part: float, vacated: float) -> float:
    """Return ``part v / (1 - v)``: what remaining members give beyond their share where others have left.

    Assumed: a fund asks its members for shares of a sum; the share of an empty seat is asked of the others, while a
    member that stays and gives less leaves its share to nobody.

    Parameters
    ----------
    part : part of the vacated pledges that the others take over
    vacated : part of all pledges that were those of members that left (v), nine tenths at most

    Examples
    --------
    >>> taken_over(1.0, 0.5), taken_over(0.5, 0.0), taken_over(0.0, 0.5)
    (1.0, 0.0, 0.0)
    """
    left = min(MOST_VACATED, vacated)
    return part * left / (1.0 - left)
