"""What a sweep looks at: one number a history, made from the course of one measure.

[outcomes]
climate = "level_climate"                                              # its final value
damage = { measure = "damage", reduction = "total" }
breach = { measure = "level_climate", reduction = "first_crossing", threshold = 1.5 }
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.design.schema import DesignError
from experiments.storage.schemas import MeasureLike
from simulation.core.errors import LONGEST_NAME, no_such, shortened
from simulation.parameters.files import Source

Floats = npt.NDArray[np.float64]
QUARTER = 0.25
KEYS = ("measure", "reduction", "threshold", "direction")
DIRECTIONS = ("above", "below")


def _first_crossing(course: Floats, threshold: float, above: bool) -> Floats:
    """Return years from the start to the first quarter beyond the threshold; NaN where none is.

    Examples
    --------
    >>> _first_crossing(np.array([[1.0, 1.2, 1.6], [1.0, 1.0, 1.0]]), 1.5, True)
    array([0.5, nan])
    """
    beyond = course > threshold if above else course < threshold
    return np.where(beyond.any(axis=1), beyond.argmax(axis=1) * QUARTER, np.nan)


def _share_beyond(course: Floats, threshold: float, above: bool) -> Floats:
    return ((course > threshold) if above else (course < threshold))[:, 1:].mean(axis=1)


@dataclass(frozen=True)
class Reduction:
    """One way to make a number of a course.

    Parameters
    ----------
    reduce : callable
        (course, threshold, above) to one number a history; `course` is (histories, quarters + 1), row 0 the start.
    unit : str
        Unit of the result; empty: that of the measure, ``total``: the measure's without "a year".
    words : str
        How the outcome is described.
    """

    reduce: Callable[[Floats, float, bool], Floats]
    unit: str
    words: str
    has_threshold: bool = False


REDUCTIONS: dict[str, Reduction] = {
    "final": Reduction(lambda course, _, __: course[:, -1], "", "at the end of the run"),
    "change": Reduction(lambda course, _, __: course[:, -1] - course[:, 0], "", "from the start to the end"),
    "mean": Reduction(lambda course, _, __: course[:, 1:].mean(axis=1), "", "mean over the run"),
    "total": Reduction(lambda course, _, __: course[:, 1:].sum(axis=1) * QUARTER, "total", "sum over the run"),
    "sum": Reduction(lambda course, _, __: course[:, 1:].sum(axis=1), "", "events of all quarters, added up"),
    "max": Reduction(lambda course, _, __: course[:, 1:].max(axis=1), "", "largest value of the run"),
    "min": Reduction(lambda course, _, __: course[:, 1:].min(axis=1), "", "smallest value of the run"),
    "share_beyond": Reduction(_share_beyond, "share", "part of the run beyond", has_threshold=True),
    "first_crossing": Reduction(_first_crossing, "yr", "years until first beyond", has_threshold=True),
}
"""Every reduction by name; quarters count from 1, so that the given start is left out of means and sums."""


@dataclass(frozen=True)
class OutcomeSpec:
    """One outcome of a design.

    Parameters
    ----------
    name : str
        Column in the table of samples.
    measure, reduction : str
    threshold : float, optional
    direction : {"above", "below"}
        On which side of the threshold is beyond it.
    """

    name: str
    measure: str
    reduction: str = "final"
    threshold: float | None = None
    direction: str = "above"

    def of(self, course: Floats) -> Floats:
        """Return the outcome of each history from the measure's courses, (histories, quarters + 1)."""
        threshold = math.nan if self.threshold is None else self.threshold
        return REDUCTIONS[self.reduction].reduce(course, threshold, self.direction == "above")

    def unit(self, of_measure: str) -> str:
        """Return the unit, given that of the measure.

        Examples
        --------
        >>> OutcomeSpec("money", "delivered", "total").unit("US$bn/yr")
        'US$bn'
        """
        own = REDUCTIONS[self.reduction].unit
        if own == "total":
            return of_measure.removesuffix("/yr") if of_measure.endswith("/yr") else f"{of_measure}·yr"
        return own or of_measure

    def meaning(self, of_measure: str) -> str:
        """Return what the outcome says, given the meaning of its measure."""
        reduction = REDUCTIONS[self.reduction]
        beyond = f" ({self.direction} {self.threshold:g})" if reduction.has_threshold else ""
        return f"{of_measure}, {reduction.words}{beyond}"


def outcome_specs(
    table: Mapping[str, Any], measures: Sequence[MeasureLike], taken: Sequence[str], source: Source
) -> tuple[OutcomeSpec, ...]:
    """Return the outcomes of a design, checked against what the model records.

    Raises
    ------
    DesignError
        One line: where, what, allowed, found.
    """
    if not table:
        raise DesignError(f'{source.label}: [outcomes] must name at least one, such as climate = "level_climate".')
    known = [each.name for each in measures]
    return tuple(_spec(name, said, known, taken, source) for name, said in table.items())


def _spec(name: str, said: Any, known: Sequence[str], taken: Sequence[str], source: Source) -> OutcomeSpec:
    place = f"{source.where(f'outcomes.{name}')}: outcome '{shortened(name)}'"
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise DesignError(f"{place} needs a name of at most {LONGEST_NAME} letters and printable characters.")
    if name in taken:
        raise DesignError(f"{place} needs another name: a column of the table of samples already has this one.")
    parts = {"measure": said} if isinstance(said, str) else said
    if not isinstance(parts, Mapping) or not isinstance(parts.get("measure"), str):
        raise DesignError(f'{place} must be a measure or {{ measure = "damage", reduction = "total" }}, got {said!r}.')
    for key in parts:
        if key not in KEYS:
            raise DesignError(f"{place}: {no_such('part of an outcome', key, KEYS)}")
    spec = OutcomeSpec(name, **parts)
    for what, word, words in (
        ("measure", spec.measure, known),
        ("reduction", str(spec.reduction), list(REDUCTIONS)),
        ("direction", str(spec.direction), DIRECTIONS),
    ):
        if word not in words:
            raise DesignError(f"{place}: {no_such(what, word, words)}")
    _check_threshold(spec, place)
    return spec


def _check_threshold(spec: OutcomeSpec, place: str) -> None:
    needs = REDUCTIONS[spec.reduction].has_threshold
    said = spec.threshold
    is_number = isinstance(said, int | float) and not isinstance(said, bool) and math.isfinite(said)
    if needs and not is_number:
        raise DesignError(f"{place}: reduction '{spec.reduction}' needs a number as threshold, got {spec.threshold!r}.")
    if spec.threshold is not None and not needs:
        raise DesignError(f"{place}: reduction '{spec.reduction}' has no threshold; leave it out.")


def asked_outcomes(
    given: str | Sequence[str] | Mapping[str, Any] | None, measures: Sequence[MeasureLike]
) -> tuple[OutcomeSpec, ...]:
    """Return the outcomes that a comparison is to be summarised by.

    Parameters
    ----------
    given : text, sequence of texts, or mapping
        ``level_disease:mean`` or ``level_climate:share_beyond:above:1.5``, in a text divided by commas; or what the
        table ``[outcomes]`` of a design says.
    measures : sequence of MeasureLike
        What the model records.

    Raises
    ------
    DesignError
        One line: what, allowed, found.
    """
    if not given:
        return ()
    if not isinstance(given, Mapping):
        texts = given.split(",") if isinstance(given, str) else given
        given = {text.strip(): _parts(text.strip()) for text in texts if text.strip()}
    found = outcome_specs(given, measures, (), Source("outcomes", {}, Path()))
    for spec in found:
        if spec.reduction == "first_crossing":
            raise DesignError(
                f"outcomes: '{spec.name}' has no paired difference, as a history may never cross; "
                "use share_beyond here, or first_crossing in a sweep."
            )
    return found


def _parts(text: str) -> dict[str, Any]:
    """Return a typed outcome as a design states it.

    Examples
    --------
    >>> _parts("damage:total"), _parts("level_climate:share_beyond:above:1.5")["threshold"]
    ({'measure': 'damage', 'reduction': 'total'}, 1.5)
    """
    parts = dict(zip(("measure", "reduction", "direction", "threshold"), text.split(":", 3), strict=False))
    found: dict[str, Any] = dict(parts)
    if "threshold" in parts:
        try:
            found["threshold"] = float(parts["threshold"])
        except ValueError:
            raise DesignError(f"outcomes: the threshold of '{text}' must be a number.") from None
    return found
