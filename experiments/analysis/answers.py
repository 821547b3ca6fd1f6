"""Which questions a sweep answers by itself, from how its points were drawn; each with numbers and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from experiments.analysis.bands import bands
from experiments.analysis.crossing import crossing_in
from experiments.analysis.discovery import LEAST_WORLDS, discover
from experiments.analysis.finding import Finding, library
from experiments.analysis.heat_map import WIDEST, heat_map
from experiments.analysis.robustness import robustness
from experiments.analysis.sensitivity import Sensitivities, Sensitivity, sensitivity
from experiments.analysis.sweep_results import SweepResults
from experiments.design.problem import Factor
from simulation.core.errors import MultipartnerError

MOST_CONTRASTS = 6
MOST_COURSES = 2
"""Measures whose courses are drawn; `bands` draws any."""


@dataclass(frozen=True)
class Answer:
    """One question answered.

    Parameters
    ----------
    name : str
        Name of its files.
    finding : Finding
        Numbers and sentences; ``draw(finding)`` makes the figure.
    outcome : str
        The one outcome that it is about; empty where it is about several.
    """

    name: str
    finding: Finding
    outcome: str = ""

    @property
    def frame(self) -> pd.DataFrame:
        """Tidy numbers."""
        return self.finding.frame

    @property
    def sentences(self) -> list[str]:
        """What the numbers allow to say."""
        return self.finding.sentences


def answers(sweep: SweepResults) -> list[Answer]:
    """Return what a sweep answers, most important first; what too few runs allow no answer to is left out."""
    found: list[Answer] = []
    for part in (_sensitivities, _heat_maps, _robustness, _discoveries, _crossings, _courses):
        found += part(sweep)
    return found


def unanswered(sweep: SweepResults, found: Sequence[Answer]) -> list[str]:
    """Return why a question that this kind of design asks has no answer, or not all of it."""
    settings = _settings(sweep) if sweep.problem.crossed else []
    worlds = len(sweep.study.points) // len(settings) if settings else 0
    said = []
    if _is_screening(sweep) and not found:
        said += [each for each in (_sensitivity(sweep, name) for name in _measured(sweep)) if isinstance(each, str)]
    if 0 < worlds < LEAST_WORLDS:
        said.append(f"Where a sign flips is sought from {LEAST_WORLDS} sampled worlds on; here are {worlds}.")
    if len(settings) > MOST_CONTRASTS + 1:
        rest = len(settings) - MOST_CONTRASTS - 1
        said.append(f"{rest} more settings of the levers are not compared here; `study.contrast` compares any two.")
    return said


def _is_screening(sweep: SweepResults) -> bool:
    """Tell whether a design was drawn to rank factors."""
    return sweep.problem.sampler in ("morris", "saltelli") and not sweep.problem.crossed


def _answer(question: str, outcome: str, finding: Finding, what: str = "") -> Answer:
    return Answer(f"{question}-{what or outcome}", finding, outcome)


def _measured(sweep: SweepResults) -> list[str]:
    """Return the outcomes that every run has; times of crossing are another matter."""
    return [each.name for each in sweep.specs if each.reduction != "first_crossing"]


def _sensitivities(sweep: SweepResults) -> Iterator[Answer]:
    if not _is_screening(sweep):
        return
    library("SALib", "Sensitivity")
    tried = {outcome: _sensitivity(sweep, outcome) for outcome in _measured(sweep)}
    found = {outcome: each for outcome, each in tried.items() if isinstance(each, Sensitivity)}
    refused = tuple(each for each in tried.values() if isinstance(each, str))
    if found:
        yield Answer("sensitivity", Sensitivities(found, refused))


def _sensitivity(sweep: SweepResults, outcome: str) -> Sensitivity | str:
    """Return what an outcome depends on, or why that cannot be told: too few whole blocks yet, or it never varies."""
    try:
        return sensitivity(sweep.study.worlds(outcome))
    except MultipartnerError as error:
        return str(error)


def _stepped(sweep: SweepResults) -> list[Factor]:
    """Return the levers that take a few values."""
    counts = {factor.name: sweep.study.points[factor.name].nunique() for factor in sweep.problem.levers}
    return [factor for factor in sweep.problem.levers if 2 <= counts[factor.name] <= WIDEST]


def _heat_maps(sweep: SweepResults) -> Iterator[Answer]:
    if sweep.problem.sampler != "grid" and not sweep.problem.crossed:
        return
    for x, y in combinations([factor.name for factor in _stepped(sweep)[:2]], 2):
        base = {name: value for name, value in sweep.compared_with.items() if name in (x, y)}
        for outcome in _measured(sweep):
            compared = base if len(base) == 2 and _is_there(sweep, base) else None
            yield _answer("heat-map", outcome, heat_map(sweep.study, outcome, x, y, compared))


def _is_there(sweep: SweepResults, settings: dict[str, object]) -> bool:
    """Tell whether a setting that others are compared with has runs."""
    points = sweep.study.where(settings)
    return bool(sweep.frame["scenario"].isin(points).any())


def _settings(sweep: SweepResults) -> list[dict[str, object]]:
    """Return every setting of the levers, the one that others are compared with first."""
    names = [factor.name for factor in sweep.problem.levers]
    found: list[dict[str, object]] = [
        {str(name): value for name, value in row.items()}
        for row in sweep.study.points[names].drop_duplicates().to_dict("records")
    ]
    first = {name: sweep.compared_with.get(name, found[0][name]) for name in names}
    return [first, *(each for each in found if each != first)]


def _contrasted(sweep: SweepResults) -> list[dict[str, object]]:
    return _settings(sweep)[: MOST_CONTRASTS + 1] if sweep.problem.crossed else []


def _robustness(sweep: SweepResults) -> Iterator[Answer]:
    settings = _contrasted(sweep)
    for outcome in _measured(sweep) if settings else ():
        found = robustness(*(sweep.study.contrast(outcome, settings[0], other) for other in settings[1:]))
        yield _answer("robustness", outcome, found)


def _discoveries(sweep: SweepResults) -> Iterator[Answer]:
    settings = _contrasted(sweep)
    for outcome in _measured(sweep) if settings else ():
        worlds = sweep.study.contrast(outcome, settings[0], settings[-1])
        if len(worlds.complete) >= LEAST_WORLDS:
            yield _answer("discovery", outcome, discover(worlds))


def _crossings(sweep: SweepResults) -> Iterator[Answer]:
    levers = _stepped(sweep)
    for spec in sweep.specs:
        if spec.reduction == "first_crossing":
            by = levers[0].name if levers else None
            yield _answer("crossing", spec.name, crossing_in(sweep.study, spec.name, sweep.years, by))


def _courses(sweep: SweepResults) -> Iterator[Answer]:
    """Yield courses of the first measures for each lever, as differences where one value is compared with."""
    claimed = [spec for spec in sweep.specs if spec.name not in sweep.unclaimed] or sweep.specs
    named = {spec.measure: spec.name for spec in reversed(claimed)}
    for measure in [*reversed(named)][:MOST_COURSES]:
        courses = sweep.courses(measure)
        for factor in _stepped(sweep):
            found = bands(sweep.study, courses, factor.name, measure, sweep.compared_with.get(factor.name))
            yield _answer("courses", named[measure], found, f"{measure}-by-{factor.name.rpartition('.')[2]}")
