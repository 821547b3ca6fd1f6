"""Arms: the share of income that a state wants to spend on its military."""

from __future__ import annotations

import math


def wanted_arms(danger: float, dispute: float, rivals: float, answer: float) -> float:
    """Return ``exp(d x danger + r x rivals)``: the wanted military share, as a multiple of the start.

    Adapted [nordhaus2012]: budgets rise with the chance of a dispute; [richardson1960]: and with those of rivals.

    Parameters
    ----------
    danger : yearly chance of a war of its own, less that at the start
    dispute : rise for each unit of that, in logarithms
    rivals : mean logarithm of the rivals' shares, as multiples of their start
    answer : rise with that

    Examples
    --------
    >>> wanted_arms(0.0, 3.0, 0.0, 0.5), round(wanted_arms(0.01, 3.0, 0.0, 0.5), 4)
    (1.0, 1.0305)
    """
    return math.exp(min(3.0, max(-3.0, dispute * danger + answer * rivals)))


def toward_promise(wanted: float, promised: float, part: float) -> float:
    """Return what a member of an alliance wants: a part of the way up to the promised share; never less.

    Adapted [nato2014]: allies below two per cent promised to move towards it; what came of it is the test.

    Examples
    --------
    >>> toward_promise(0.01, 0.02, 0.5), toward_promise(0.03, 0.02, 0.5)
    (0.015, 0.03)
    """
    return wanted + part * max(0.0, promised - wanted)
