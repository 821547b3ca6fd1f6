"""The answer of an experiment in a headline and a few short sentences; intervals stand in the table."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.analysis.paired import Difference
from experiments.analysis.summary import Row, Summary
from experiments.analysis.wording import in_unit, opening, short_unit, significant

MOST_SENTENCES = 4
LED_BY = "total damage"
"""Outcome that a headline is about where it is among them."""


@dataclass(frozen=True)
class PlainAnswer:
    """What one reads first.

    Parameters
    ----------
    headline : str
        One sentence; empty for a single arm.
    sentences : tuple of str
        At most four, an arm each.
    """

    headline: str
    sentences: tuple[str, ...]


def plain_answer(summary: Summary) -> PlainAnswer:
    """Return the answer without a wall of numbers."""
    others = range(1, len(summary.arms))
    rows = [row for row in summary.rows if row.outcome.may_be_claimed]
    if not others or not rows:
        return PlainAnswer("", ())
    said = [_sentence(summary, rows, place) for place in others[:MOST_SENTENCES]]
    if len(others) > MOST_SENTENCES:
        rest = len(others) - MOST_SENTENCES + 1
        said[-1] = f"For the other {rest}, see the table."
    return PlainAnswer(_headline(summary, rows), (*said, *summary.cautions()))


def size_of(difference: Difference) -> str:
    """Return how large a difference is, without its sign.

    Examples
    --------
    >>> size_of(Difference(-5.04, -6.0, -4.0, 100, "%")), size_of(Difference(3.0, 2.0, 4.0, 9, "percentage points"))
    ('5 %', '3 points')
    """
    return in_unit(significant(abs(difference.mean), 2), short_unit(difference))


def _clear(row: Row, place: int) -> Difference | None:
    difference = row.cells[place].difference
    return difference if difference is not None and difference.is_clear else None


def _headline(summary: Summary, rows: list[Row]) -> str:
    row = next((each for each in rows if each.outcome.noun == LED_BY), rows[0])
    noun, first = row.outcome.noun, f"“{summary.labels[0]}”"
    basis = f"in {summary.histories} paired histories"
    found = [(place, each) for place in range(1, len(summary.arms)) if (each := _clear(row, place)) is not None]
    if not found:
        return opening(f"{noun} shows no clear difference from {first}, {basis}.")
    found.sort(key=lambda each: each[1].mean)
    (low_place, low), (high_place, high) = found[0], found[-1]
    lowest, highest = (f"“{summary.labels[place]}”" for place in (low_place, high_place))
    if len(summary.arms) == 2:
        direction = "higher" if high.mean > 0 else "lower"
        return opening(f"{noun} is {size_of(high)} {direction} under {highest} than under {first}, {basis}.")
    if low.mean > 0:
        return opening(
            f"{noun} is highest under {highest}, {size_of(high)} above {first}; none is clearly below, {basis}."
        )
    if high.mean < 0:
        return opening(
            f"{noun} is lowest under {lowest}, {size_of(low)} below {first}; none is clearly above, {basis}."
        )
    return opening(
        f"{noun} is lowest under {lowest}, {size_of(low)} below {first}, and highest under {highest}, "
        f"{size_of(high)} above it, {basis}."
    )


def _sentence(summary: Summary, rows: list[Row], place: int) -> str:
    found: dict[str, list[str]] = {"higher": [], "lower": [], "no clear difference": []}
    for row in rows:
        difference = _clear(row, place)
        if difference is None:
            found["no clear difference"].append(row.outcome.noun)
        else:
            kind = "higher" if difference.mean > 0 else "lower"
            found[kind].append(f"{row.outcome.noun} by {size_of(difference)}")
    said = "; ".join(f"{word}: {', '.join(items)}" for word, items in found.items() if items)
    return f"Under “{summary.labels[place]}” – {said}."
