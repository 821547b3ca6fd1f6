"""What the manifest keeps of a design: enough to read its results again when scenario files have moved on."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from experiments.design.file import Design
from experiments.design.outcomes import OutcomeSpec
from experiments.design.problem import Factor, Problem
from experiments.storage.manifest import ResultsError


def record_of(design: Design, points: int) -> dict[str, Any]:
    """Return a design as plain values."""
    return {
        "name": design.name,
        "typed": design.typed,
        "text": design.text,
        "points": points,
        "samples": design.samples,
        "histories": design.histories,
        "seed": design.seed,
        "settings": list(design.settings),
        "years": design.years,
        "compared_with": dict(design.compared_with),
        "problem": asdict(design.problem),
        "outcomes": [asdict(outcome) for outcome in design.outcomes],
        "bases": [
            {"name": base.name, "digest": base.scenario.digest, "scenario": base.scenario.model_dump(mode="json")}
            for base in design.bases
        ],
    }


def problem_of(record: dict[str, Any]) -> Problem:
    """Return the problem of a recorded design.

    Raises
    ------
    ResultsError
        When another version wrote it.
    """
    try:
        said = dict(record["problem"])
        said["factors"] = tuple(Factor(**{**each, "values": tuple(each["values"])}) for each in said["factors"])
        return Problem(**said)
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(error) from None


def outcomes_of(record: dict[str, Any]) -> tuple[OutcomeSpec, ...]:
    """Return the outcomes of a recorded design.

    Raises
    ------
    ResultsError
        When another version wrote it.
    """
    try:
        return tuple(OutcomeSpec(**each) for each in record["outcomes"])
    except TypeError as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> ResultsError:
    return ResultsError(
        f"The design that the results' manifest.json keeps cannot be read ({error}): another version wrote it. "
        "Run the experiment again."
    )
