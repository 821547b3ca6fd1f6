"""How a field of a scenario is declared: one call, read by checks, errors, ``show`` and tests alike.

    phi: float = quantity(0.6, 0, 1, "share", "Assumed: …", "political discount on avoided damage")
    tie: Literal["join", "stay", "out"] = choice("stay", "Assumed: …", "what an actor does when indifferent")
    title: str = words("title of the scenario")
    payoff: Payoff = subsection()

The annotation gives the type: ``float``, ``int``, ``bool``, ``str``, a ``Literal``, ``X | None`` or
``tuple[X, ...]``. A range is inclusive and holds for every element of a tuple. NaN is always refused, and so
is infinity unless it is a bound.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from simulation.parameters.grading import GradedSource, graded

SMALLEST = sys.float_info.min
"""Smallest number of full precision above 0."""
REQUIRED: Any = ...
"""Default of a field that must be given (entries of a list, such as the date of a policy)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is declared about a field besides its type and default."""

    low: float | None
    high: float | None
    unit: str
    meaning: str
    source: GradedSource | None

    def refuses(self, value: Any) -> Any:
        """Return the first number in `value` that lies outside the range, or None."""
        if isinstance(value, tuple):
            return next((bad for element in value if (bad := self.refuses(element)) is not None), None)
        if self.low is None or self.high is None or not isinstance(value, int | float):
            return None
        is_subnormal = 0.0 < abs(value) < SMALLEST  # quotients of such numbers are no numbers any more
        return None if self.low <= value <= self.high and not is_subnormal else value


def quantity(
    default: Any, low: float, high: float, unit: str, source: str, meaning: str, *, alias: str | None = None
) -> Any:
    """Declare a number, an optional number, or a tuple of numbers.

    Parameters
    ----------
    default : float, int, tuple or None
        Start value; `REQUIRED` when there is none.
    low, high : float
        Inclusive range of each number.
    unit : str
        ``share``, ``ratio``, ``years``, ``1/yr``, ``US$bn/yr``, ``count`` …
    source : str
        Graded source, see `simulation.parameters.grading`.
    meaning : str
        What the number says, in one clause.
    alias : str, optional
        Name in scenario files, when that is a reserved word of Python.
    """
    if not low <= high:
        raise ValueError(f"the range of '{meaning}' must rise, got {low} to {high}")
    if not unit:
        raise ValueError(f"'{meaning}' must have a unit")
    declared = Quantity(low, high, unit, meaning, graded(source))
    if (bad := declared.refuses(default)) is not None:
        raise ValueError(f"the default of '{meaning}' must lie between {low} and {high}, got {bad}")
    return _field(default, declared, alias)


def choice(default: Any, source: str, meaning: str, *, alias: str | None = None) -> Any:
    """Declare a switch or one of a few names (``bool`` or ``Literal``)."""
    return _field(default, Quantity(None, None, "", meaning, graded(source)), alias)


def switch(meaning: str) -> Any:
    """Declare a switch of the author's own, on unless said otherwise, that needs no source."""
    return _field(True, Quantity(None, None, "", meaning, None), None)


def words(meaning: str, default: Any = "", *, alias: str | None = None) -> Any:
    """Declare free text, or a name that is the author's to give and needs no source."""
    return _field(default, Quantity(None, None, "", meaning, None), alias)


def cell(low: float, high: float, unit: str, meaning: str) -> Any:
    """Declare a number in a row of the author's own world; a blank one is filled by a stated rule."""
    if not low <= high:
        raise ValueError(f"the range of '{meaning}' must rise, got {low} to {high}")
    return _field(None, Quantity(low, high, unit, meaning, None), None)


def subsection() -> Any:
    """Declare a table of its own fields; what is not given there has its default.

    An empty table is the default, checked with its owner, so that importing builds no instance of a section.
    """
    return Field(default_factory=dict)


def _field(default: Any, declared: Quantity, alias: str | None) -> Any:
    extra: dict[str, Any] = {"quantity": declared}
    return Field(default, description=declared.meaning, alias=alias, json_schema_extra=extra)
