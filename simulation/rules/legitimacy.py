"""Legitimacy: accepted structure and process (input), and results that can be shown (output)."""

from __future__ import annotations


def input_legitimacy(
    transparency: float, diversity: float, consent: float, independence: float, weight: float
) -> float:
    """Return ``weight x transparency + (1 - weight) x mean of the other three``: Adapted [scharpf1999]: as an index.

    Parameters
    ----------
    transparency : how openly stakeholders are chosen, 0 to 1
    diversity : kinds at the table, by head, 0 to 1
    consent : 1 where members are asked, 0 where they are not
    independence : own board and head, 0 to 1
    weight : part that depends on transparent choice, 0 to 1

    Examples
    --------
    >>> input_legitimacy(1.0, 0.5, 1.0, 0.0, 0.5)
    0.75
    """
    return weight * transparency + (1.0 - weight) * (diversity + consent + independence) / 3.0


def overall_legitimacy(process: float, results: float, weight: float) -> float:
    """Return ``weight x input + (1 - weight) x output`` legitimacy: Adapted [scharpf1999]: as one index.

    Examples
    --------
    >>> overall_legitimacy(1.0, 0.5, 0.5)
    0.75
    """
    return weight * process + (1.0 - weight) * results


def shown_progress(concreteness: float, attainment: float) -> float:
    """Return ``concreteness x attainment``, attainment at most 1: Assumed: only measurable goals can show results.

    Examples
    --------
    >>> shown_progress(0.5, 0.8), shown_progress(1.0, 3.0)
    (0.4, 1.0)
    """
    return concreteness * min(1.0, attainment)


def moved_toward(current: float, target: float, rate: float, dt: float) -> float:
    """Return ``current + (target - current) min(1, rate dt)``: Assumed: audiences update at a steady rate.

    Examples
    --------
    >>> moved_toward(0.0, 1.0, 1.0, 0.25)
    0.25
    """
    return current + (target - current) * min(1.0, rate * dt)
