"""Numbers and differences in words that claim no more than the interval carries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from experiments.analysis.paired import Difference, Outcome, Shown


def label_of(name: str) -> str:
    """Return an arm's name as prose shows it.

    Examples
    --------
    >>> label_of("transactional_then_cooperative")
    'transactional then cooperative'
    """
    return name.replace("_", " ")


STEMS = {"level_": "level of ", "coverage_": "coverage of "}
"""How measures of the same kind begin."""


def measure_label(name: str) -> str:
    """Return a measure's or outcome's name as prose shows it.

    Examples
    --------
    >>> measure_label("level_climate"), measure_label("nonstate_seats")
    ('level of climate', 'nonstate seats')
    """
    for stem, words in STEMS.items():
        if name.startswith(stem):
            return words + label_of(name.removeprefix(stem))
    return label_of(name)


def number(value: float, step: float, most: int = 4) -> str:
    """Return a number with as many decimals as `step` is worth showing, up to `most`, with a true minus.

    Examples
    --------
    >>> number(-1.23456, 0.01), number(0.0004, 0.1)
    ('−1.23', '0.0')
    """
    decimals = int(np.clip(-np.floor(np.log10(step)), 0, most)) if step > 0 and np.isfinite(step) else 1
    rounded = f"{value:.{decimals}f}"
    return (rounded.lstrip("-") if float(rounded) == 0 else rounded).replace("-", "−")


def in_unit(value: str, unit: str) -> str:
    """Return a number with its unit, or alone where it has none.

    Examples
    --------
    >>> in_unit("3", "%"), in_unit("3", ""), in_unit("1", "points")
    ('3 %', '3', '1 point')
    """
    if value == "1" and unit.endswith(("points", "years")):
        unit = unit.removesuffix("s")
    return f"{value} {unit}" if unit else value


def short_unit(difference: Difference) -> str:
    """Return the unit of a difference in short."""
    return difference.unit.removeprefix("percentage ")


def sentence(outcome: Outcome, arm: str, first: str, difference: Difference) -> str:
    """Return what a paired difference of two arms, told by their labels, allows to say: higher, lower, or not clear."""
    here, there = f"“{arm}”", f"“{first}”"
    pairs = f"{difference.pairs} paired histories"
    noun, verb = outcome.noun, outcome.verb
    if not outcome.comparable:
        return f"Under {here}, {noun}: no claim, as not all scenarios have the same issues."
    if not outcome.may_be_claimed:
        decided = f"{100 * outcome.decided:.0f} %"
        return f"Under {here}, {noun}: no claim, as the model's actors decide only {decided} of the effort."
    if difference.pairs < 2:
        return f"Under {here}, {noun}: too few paired histories to say how it differs from {there}."
    if difference.low == difference.high == 0:
        return f"Under {here}, {noun} {verb} exactly as under {there} ({pairs})."
    sign = -1.0 if difference.is_clear and difference.mean < 0 else 1.0
    step = max((difference.high - difference.low) / 2, abs(difference.mean) / 20)
    low, high = (number(end, step) for end in sorted((sign * difference.low, sign * difference.high)))
    joiner = " to " if "−" in low + high else "–"
    basis = f"(95 % interval {in_unit(f'{low}{joiner}{high}', difference.unit)}, {pairs})"
    if not difference.is_clear:
        return f"Under {here}, {noun} shows no clear difference from {there} {basis}."
    direction = "higher" if difference.mean > 0 else "lower"
    size = number(sign * difference.mean, step)
    return f"Under {here}, {noun} {verb} {in_unit(size, difference.unit)} {direction} than under {there} {basis}."


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
    if difference.pairs < 2:
        return "too few histories"
    step = max((difference.high - difference.low) / 2, abs(difference.mean) / 20)
    sign = "+" if difference.mean > 0 else ""
    low, high = number(difference.low, step), number(difference.high, step)
    return f"{in_unit(f'{sign}{number(difference.mean, step)}', short_unit(difference))} ({low} to {high})"


def significant(value: float, digits: int = 3) -> str:
    """Return a number with so many significant digits, with a true minus.

    Examples
    --------
    >>> significant(-0.012345), significant(1234567.0), significant(0.0), significant(float("inf"))
    ('−0.0123', '1,230,000', '0', '∞')
    """
    if not np.isfinite(value):
        return "–" if np.isnan(value) else "∞" if value > 0 else "−∞"
    rounded = float(f"{value:.{digits}g}")
    if abs(rounded) < 1000:
        return f"{rounded:.{digits}g}".replace("-", "−")
    decimals = max(0, digits - len(f"{abs(rounded):.0f}"))
    text = f"{rounded:,.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if decimals else text).replace("-", "−")


MOST_DIGITS = 15
"""Digits that any decimal number keeps as a float."""


def divider(value: float, numbers: npt.ArrayLike) -> float:
    """Return a threshold with the fewest digits, three at least, that divides the numbers as it does itself.

    Examples
    --------
    >>> divider(2945.61, [2900.0, 2947.0]), divider(2945.61, [2900.0, 3000.0])
    (2946.0, 2950.0)
    """
    held = np.asarray(numbers, float)
    above = held > value
    rounded = (float(f"{value:.{digits}g}") for digits in range(3, MOST_DIGITS))
    return next((each for each in rounded if bool(((held > each) == above).all())), value)


def threshold_shown(value: float, numbers: npt.ArrayLike = ()) -> str:
    """Return a threshold in so many digits that what is said of the numbers holds of the threshold that is read.

    Examples
    --------
    >>> threshold_shown(2945.61, [2900.0, 2947.0]), threshold_shown(0.1234, [0.0, 1.0])
    ('2,946', '0.123')
    """
    return significant(divider(value, numbers), MOST_DIGITS)


def with_unit(name: str, unit: str) -> str:
    """Return a name with its unit in brackets, if it has one.

    Examples
    --------
    >>> with_unit("damage", "US$bn"), with_unit("level", "1")
    ('damage [US$bn]', 'level')
    """
    return name if unit in {"", "1"} else f"{name} [{unit}]"


def estimate(value: float, low: float, high: float, *, percent: bool = False) -> str:
    """Return an estimate and its interval, with decimals that the interval's width is worth.

    Examples
    --------
    >>> estimate(0.1234, 0.1, 0.15), estimate(0.83, 0.75, 0.9, percent=True)
    ('0.123 (0.100 to 0.150)', '83 % (75 to 90)')
    >>> estimate(0.83, float("nan"), float("nan"), percent=True)
    '83 %'
    >>> estimate(0.1234, float("-inf"), float("inf"))
    '0.123 (one history, no interval)'
    """
    if np.isinf(low) and np.isinf(high):
        return f"{100 * value:.0f} %" if percent else f"{significant(value)} (one history, no interval)"
    if percent:
        return f"{100 * value:.0f} %" + ("" if np.isnan(low) else f" ({100 * low:.0f} to {100 * high:.0f})")
    step = max((high - low) / 2, abs(value) / 20) / 10
    if not np.isfinite(step) or not step > 1e-4:
        return f"{significant(value)} ({significant(low)} to {significant(high)})"
    return f"{number(value, step)} ({number(low, step)} to {number(high, step)})"


def opening(text: str) -> str:
    """Return a text with a capital letter, to open a sentence.

    Examples
    --------
    >>> opening("damage is above 0")
    'Damage is above 0'
    """
    return text[:1].upper() + text[1:]
