"""How much of what cooperation could reach an order reaches."""

from __future__ import annotations

NOTHING = 1e-12


def gap_closed(alone: float, now: float, together: float) -> float:
    """Return ``(x - alone) / (together - alone)``: 0 where everybody stands alone, 1 at the joint optimum.

    Adapted [eyckmans2003]: the closing-the-gap index, of effort or of damage besides payoffs. Special case: 0 where
    there is no gap.

    Examples
    --------
    >>> gap_closed(2.0, 3.0, 6.0), gap_closed(2.0, 3.0, 2.0), gap_closed(9.0, 5.0, 1.0)
    (0.25, 0.0, 0.5)
    """
    gap = together - alone
    return (now - alone) / gap if abs(gap) > NOTHING * max(abs(alone), abs(together)) else 0.0
