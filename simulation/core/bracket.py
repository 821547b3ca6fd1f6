"""Closing in on where something turns from above 0 to below: two places around it, and where to look next."""

from __future__ import annotations

from typing import NamedTuple


class Bracket(NamedTuple):
    """Two places between which what is sought falls through 0.

    Parameters
    ----------
    low, high : the places
    above, below : by how much it exceeds 0 at low, and falls short of it at high; half of that for an end that stays
    side : 1 if low was moved last, -1 if high was, 0 at first
    """

    low: float
    high: float
    above: float
    below: float
    side: int


def narrowed(bracket: Bracket, middle: float, value: float) -> Bracket:
    """Return the bracket with the end moved to ``middle``, where what is sought has this value.

    An end that stays a second time counts half, so that the next look is beyond the root: Exact [dowell1971].

    Examples
    --------
    >>> narrowed(Bracket(0.0, 4.0, 2.0, 2.0, 1), 1.0, 0.5)
    Bracket(low=1.0, high=4.0, above=0.5, below=1.0, side=1)
    """
    if value > 0.0:
        below = 0.5 * bracket.below if bracket.side > 0 else bracket.below
        return Bracket(middle, bracket.high, value, below, 1)
    above = 0.5 * bracket.above if bracket.side < 0 else bracket.above
    return Bracket(bracket.low, middle, above, -value, -1)


def guess_between(bracket: Bracket, step: int) -> float:
    """Return where to look next for the root, by false position; one of the ends where nothing lies between.

    The middle is taken at every fourth step, so that a jump is found as well.

    Examples
    --------
    >>> guess_between(Bracket(0.0, 4.0, 1.0, 3.0, 0), 0), guess_between(Bracket(0.0, 4.0, 1.0, 3.0, 0), 3)
    (1.0, 2.0)
    """
    middle = bracket.low + (bracket.high - bracket.low) * bracket.above / (bracket.above + bracket.below)
    if not bracket.low < middle < bracket.high or step % 4 == 3:
        middle = 0.5 * (bracket.low + bracket.high)
    return middle


def is_open(bracket: Bracket, middle: float) -> bool:
    """Tell whether a place lies between the ends: where none does, the root is found as nearly as numbers allow."""
    return bracket.low < middle < bracket.high
