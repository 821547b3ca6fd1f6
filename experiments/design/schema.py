"""What a design file may say, field by field; checked as scenario files are, with one line for a mistake."""

from __future__ import annotations

from typing import Any, Literal

from experiments.design.problem import Sampler
from experiments.design.reading import checked_fields
from simulation.core.errors import MultipartnerError
from simulation.parameters.files import Source
from simulation.parameters.quantity import choice, quantity, words
from simulation.parameters.section import Section

OWN = "Assumed: the design's own"
WIDEST = (0.001, 1000.0)
"""Least and largest share by which a range may lie around a value."""


class DesignError(MultipartnerError):
    """A design file says something it may not say."""


class DesignFile(Section):
    """The fields of a design file; `levers`, `uncertainties` and `outcomes` are read by modules of their own."""

    title: str = words("title for figures and tables")
    question: str = words("the question that the design answers")
    scenario: str = words("name or path of the scenario that is varied", "today")
    scenarios: tuple[str, ...] = words("several scenarios, each crossed with every point", ())
    points: str = words("table of points beside the design: one column per factor, one row per point", "")
    levers: dict[str, Any] = words("what a policymaker chooses, by dotted name", {})
    uncertainties: dict[str, Any] | Literal["assumed"] = words("what nobody knows, by dotted name", {})
    leave_out: tuple[str, ...] = words("sections and fields that 'assumed' leaves out", ())
    within: float | None = quantity(
        None,
        *WIDEST,
        "share",
        OWN,
        "how far 'assumed' goes from each value, as a share of it; unset, all its range",
    )
    ranges: dict[str, Any] = words("ranges of single fields where all others are as 'assumed' has them", {})
    tied: dict[str, Any] = words("settings that follow from factors, each by a formula", {})
    crossed: bool | None = choice(None, OWN, "every setting of the levers in every sampled world")
    compared_with: dict[str, Any] = words("values of levers that all others are compared with", {})
    outcomes: dict[str, Any] = words("what is looked at: name, measure, reduction", {})
    sampler: Sampler = choice("grid", OWN, "how points are drawn")
    samples: int = quantity(64, 1, 1_000_000, "count", OWN, "points, or sets of points of Morris and Saltelli")
    levels: int = quantity(4, 2, 100, "count", OWN, "levels of a Morris design; even")
    second_order: bool = choice(False, OWN, "points for second-order Sobol indices")
    histories: int = quantity(1, 1, 10_000_000, "count", OWN, "random histories of each point")
    seed: int = quantity(0, 0, 2**62, "code", OWN, "seed of history 0, and of the sampler")
    years: int | None = quantity(None, 1, 1000, "years", OWN, "length of the runs; as the scenario says if unset")


def checked(source: Source) -> DesignFile:
    """Return the fields of a design file.

    Raises
    ------
    MultipartnerError
        One line: where, what, allowed, found.
    """
    file = checked_fields(DesignFile, source, "design", DesignError)
    _check_together(file, source)
    return file


def _check_together(file: DesignFile, source: Source) -> None:
    if file.scenarios and "scenario" in source.values:
        raise DesignError(f"{source.where('scenarios')}: a design has 'scenario' or 'scenarios', found both; keep one.")
    if file.points and (file.sampler != "list" or file.levers or file.uncertainties):
        raise DesignError(
            f'{source.where("points")}: a table of points fixes all that is varied: use sampler = "list", and '
            "leave out [levers] and [uncertainties]."
        )
    if not (file.points or file.levers or file.uncertainties or file.scenarios):
        raise DesignError(f"{source.label}: a design must vary something: [levers], [uncertainties] or scenarios.")
    if file.levels % 2:
        raise DesignError(f"{source.where('levels')}: levels must be even, got {file.levels}.")
    for name in ("leave_out", "within", "ranges"):
        if name in source.values and file.uncertainties != "assumed":
            raise DesignError(f"{source.where(name)}: '{name}' only goes with uncertainties = \"assumed\".")
