"""How ties between actors change by the company they keep: structural balance."""

from __future__ import annotations


def is_balanced(first: float, second: float, third: float) -> bool:
    """Tell whether a triad is in balance, a friend's friend a friend: the product of its ties is positive.

    Exact [antal2005], after Heider.

    Examples
    --------
    >>> is_balanced(1.0, -1.0, -1.0), is_balanced(1.0, 1.0, -1.0)
    (True, False)
    """
    return first * second * third > 0.0


def tie_to_turn(first: float, second: float, third: float, draw: float, friendliness: float) -> int:
    """Return which tie of a triad flips, 0, 1 or 2; -1 for a triad in balance.

    Exact [antal2005], local triad dynamics: the one hostile tie turns friendly with a given chance, else one of the two
    friendly ones turns hostile; of three hostile ties any one turns.

    Parameters
    ----------
    first, second, third : ties, positive for friendly
    draw : uniform number in (0, 1)
    friendliness : chance that the one hostile tie turns friendly

    Examples
    --------
    >>> [tie_to_turn(1.0, 1.0, -1.0, draw, 0.4) for draw in (0.3, 0.5, 0.9)]
    [2, 0, 1]
    >>> [tie_to_turn(-1.0, -1.0, -1.0, draw, 0.4) for draw in (0.3, 0.5, 0.9)]
    [0, 1, 2]
    >>> tie_to_turn(1.0, 1.0, 1.0, 0.5, 0.4)
    -1
    """
    if is_balanced(first, second, third):
        return -1
    if first < 0.0 and second < 0.0:
        return min(2, int(3.0 * draw))
    hostile = 0 if first < 0.0 else (1 if second < 0.0 else 2)
    if draw < friendliness:
        return hostile
    is_later = draw >= friendliness + 0.5 * (1.0 - friendliness)
    return (hostile + (2 if is_later else 1)) % 3
