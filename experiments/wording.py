"""Numbers and differences in words that claim no more than the interval carries."""

from __future__ import annotations

import numpy as np

from experiments.outcome import Difference, Outcome, Shown


def label_of(name: str) -> str:
    """Return an arm's name as prose shows it.

    Examples
    --------
    >>> label_of("transactional_then_cooperative")
    'transactional then cooperative'
    """
    return name.replace("_", " ")


def _number(value: float, step: float) -> str:
    """Return a number with as many decimals as `step` is worth showing, with a true minus."""
    decimals = int(np.clip(-np.floor(np.log10(step)), 0, 4)) if step > 0 and np.isfinite(step) else 1
    rounded = f"{value:.{decimals}f}"
    return (rounded.lstrip("-") if float(rounded) == 0 else rounded).replace("-", "−")


def sentence(outcome: Outcome, arm: str, first: str, difference: Difference) -> str:
    """Return what a paired difference allows to say: higher, lower, or no clear difference."""
    here, there = f"“{label_of(arm)}”", f"“{label_of(first)}”"
    pairs = f"{difference.pairs} paired histories"
    noun, verb = outcome.noun, outcome.verb
    if not outcome.may_be_claimed:
        decided = f"{100 * outcome.decided:.0f} %"
        return f"Under {here}, {noun}: no claim, as the model's actors decide only {decided} of the effort."
    if difference.pairs < 2:
        return f"Under {here}, {noun}: too few paired histories to say how it differs from {there}."
    if difference.low == difference.high == 0:
        return f"Under {here}, {noun} {verb} exactly as under {there} ({pairs})."
    sign = -1.0 if difference.is_clear and difference.mean < 0 else 1.0
    step = max((difference.high - difference.low) / 2, abs(difference.mean) / 20)
    low, high = (_number(end, step) for end in sorted((sign * difference.low, sign * difference.high)))
    joiner = " to " if "−" in low + high else "–"
    basis = f"(95 % interval {low}{joiner}{high} {difference.unit}, {pairs})"
    if not difference.is_clear:
        return f"Under {here}, {noun} shows no clear difference from {there} {basis}."
    direction = "higher" if difference.mean > 0 else "lower"
    size = _number(sign * difference.mean, step)
    return f"Under {here}, {noun} {verb} {size} {difference.unit} {direction} than under {there} {basis}."


def shown(value: float, how: Shown) -> str:
    """Return a value as tables show it.

    Examples
    --------
    >>> shown(1.234, "level"), shown(12345.6, "money"), shown(0.256, "share")
    ('1.23', '12,346', '26 %')
    """
    if not np.isfinite(value):
        return "–"
    if how == "share":
        return f"{100 * value:.0f} %"
    if how == "money":
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.1f}"
    return f"{value:.2f}"


def difference_shown(difference: Difference) -> str:
    """Return a difference as tables show it: signed mean and its interval."""
    unit = "%" if difference.unit == "%" else "points"
    if difference.pairs < 2:
        return "too few histories"
    step = max((difference.high - difference.low) / 2, abs(difference.mean) / 20)
    sign = "+" if difference.mean > 0 else ""
    low, high = _number(difference.low, step), _number(difference.high, step)
    return f"{sign}{_number(difference.mean, step)} {unit} ({low} to {high})"
