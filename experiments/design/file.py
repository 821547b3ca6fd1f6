"""A design: read from a file, checked whole, ready to be turned into points."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import index
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.design.arms import arm_name, assignments
from experiments.design.factors import factors, named_specs
from experiments.design.formulas import Formula, tied
from experiments.design.outcomes import OutcomeSpec, outcome_specs
from experiments.design.point_tables import points_in, points_of_frame
from experiments.design.problem import Factor, Problem
from experiments.design.reading import read_given, shipped_in
from experiments.design.schema import DesignError, DesignFile, checked
from experiments.storage.schemas import MeasureLike
from simulation.core.errors import no_such
from simulation.core.whole import is_whole
from simulation.measures.outcomes import OUTCOMES, measures_of
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.files import Source
from simulation.parameters.own_issues import own_measured
from simulation.start.names import check_names

FOLDER = Path(__file__).resolve().parents[1] / "designs"
"""Where the shipped designs are."""
BASE = "base"
"""Name of the factor that says which scenario a point starts from, where a design has several."""
KEY_COLUMNS = ("scenario", "history")
"""Columns of the table of samples that are neither factor nor outcome."""


@dataclass(frozen=True)
class Base:
    """A scenario that a design varies: its name as typed, and its values."""

    name: str
    scenario: Scenario


@dataclass(frozen=True)
class Design:
    """Everything that a design file says, checked.

    Parameters
    ----------
    name : str
        Name of the file without its ending.
    typed : str
        What the user gave: a shipped design's name, or a path.
    text : str
        The file, as it was.
    problem : Problem
        Factors and how they are sampled.
    outcomes : tuple of OutcomeSpec
    bases : tuple of Base
        The scenarios that are varied.
    settings : tuple of str
        ``key=value`` changes made to each of them.
    """

    name: str
    typed: str
    text: str
    title: str
    question: str
    problem: Problem
    outcomes: tuple[OutcomeSpec, ...]
    bases: tuple[Base, ...]
    samples: int
    histories: int
    seed: int
    settings: tuple[str, ...] = ()
    years: int | None = None
    compared_with: Mapping[str, Any] = field(default_factory=dict)
    tied: Mapping[str, Formula] = field(default_factory=dict)
    """Settings that follow from the factors of a point."""
    listed: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Of a list: the value of each factor point by point, the same ones again where they come again."""

    def __repr__(self) -> str:
        factors, outcomes = len(self.problem.factors), len(self.outcomes)
        return f"Design({self.name!r}, {self.problem.sampler}, {factors} factors, {outcomes} outcomes)"


def design_names() -> list[str]:
    """Return the names of the shipped designs, in alphabetical order."""
    return shipped_in(FOLDER)


def measured(measures: Sequence[MeasureLike], scenarios: Iterable[Scenario]) -> Sequence[MeasureLike]:
    """Return what the model records, with the measures of issues of their own that scenarios have."""
    issues = tuple(dict.fromkeys(each for scenario in scenarios for each in own_measured(scenario)))
    return (*measures, *measures_of(issues)[len(OUTCOMES) :]) if issues else measures


def load_design(
    design: str | os.PathLike[str],
    measures: Sequence[MeasureLike],
    settings: Sequence[str] = (),
    points: pd.DataFrame | None = None,
    **changes: int | None,
) -> Design:
    """Load and check a design.

    Parameters
    ----------
    design : str or path
        Name of a shipped design, or path of a file.
    measures : sequence of MeasureLike
        What the model records.
    settings : sequence of str
        ``key=value`` changes of the scenario that is varied.
    points : pandas.DataFrame, optional
        Points to run instead of those that the design draws: one column per factor (dotted name), one row per point.
    changes : int or None
        ``histories``, ``seed``, ``years``, ``samples`` to use instead of what the file says.

    Raises
    ------
    MultipartnerError
        One line: where, what, allowed, found.
    """
    source, text = read_given(design, FOLDER, "design", DesignError)
    if points is not None:
        source = replace(source, values=_listed_in(source.values, points_of_frame(points)))
    file = checked(source)
    given = {key: index(value) if is_whole(value) else value for key, value in changes.items() if value is not None}
    file = checked(replace(source, values={**source.values, **given})) if given else file
    if "samples" in given and file.sampler in {"grid", "list"}:
        raise DesignError(
            f"samples={given['samples']} has no meaning for the {file.sampler} of '{arm_name(design)}', whose "
            "points are those that the file states; leave it out, or change the file."
        )
    bases = _bases(file, settings, source)
    if file.points:
        table = points_in(source.folder / file.points, file.points)
        at = Source(file.points, {}, source.folder, lines={f"levers.{name}": 1 for name in table})
        varied = factors(file.model_copy(update={"levers": table}), bases[0].scenario, at)
    else:
        varied = factors(file, bases[0].scenario, source)
    listed = {factor.name: factor.values for factor in varied} if file.sampler == "list" else {}
    if listed:
        varied = tuple(replace(factor, values=tuple(dict.fromkeys(factor.values))) for factor in varied)
    if len(bases) > 1:
        names = tuple(base.name for base in bases)
        varied = (Factor(BASE, "lever", "choice", values=names, meaning="scenario that is varied"), *varied)
    _check_sampler(file, varied, listed, source)
    by_formula = tied(file, varied, bases[0].scenario, source)
    for key in assignments(settings):
        if key in by_formula or any(factor.name == key for factor in varied):
            raise DesignError(
                f"--set {key} would have no effect: the design '{arm_name(design)}' sets it at every point."
            )
    taken = [*KEY_COLUMNS, "digest", *(factor.name for factor in varied)]
    return Design(
        name=arm_name(design),
        typed=os.fspath(design),
        text=text,
        title=file.title or arm_name(design).replace("_", " "),
        question=file.question,
        problem=Problem(varied, file.sampler, file.levels, file.second_order, _is_crossed(file, varied)),
        outcomes=outcome_specs(file.outcomes, measured(measures, (base.scenario for base in bases)), taken, source),
        bases=bases,
        samples=file.samples,
        histories=file.histories,
        seed=file.seed,
        settings=tuple(settings),
        years=file.years,
        compared_with=_compared_with(file, varied, source),
        tied=by_formula,
        listed=listed,
    )


def _bases(file: DesignFile, settings: Sequence[str], source: Source) -> tuple[Base, ...]:
    overrides: dict[str, Any] = dict(assignments(settings))
    if file.years is not None:
        overrides["years"] = file.years
    found = []
    for name in file.scenarios or (file.scenario,):
        is_path = name.endswith(".toml")
        scenario = load_scenario(source.folder / name if is_path else name, overrides)
        check_names(scenario)
        found.append(Base(str(source.folder / name) if is_path else name, scenario))
    if len({base.scenario.digest for base in found}) < len(found):
        raise DesignError(f"{source.where('scenarios')}: two of the scenarios are identical; keep one.")
    return tuple(found)


def _compared_with(file: DesignFile, varied: Sequence[Factor], source: Source) -> dict[str, Any]:
    """Return the setting that others are compared with; each value must be one that its lever takes."""
    levers = {factor.name: factor for factor in varied if factor.role == "lever"}
    found: dict[str, Any] = {}
    own = {BASE: file.compared_with[BASE]} if BASE in file.compared_with else {}
    named = {name: value for name, value in file.compared_with.items() if name != BASE}
    for name, value in (*own.items(), *named_specs(named, "compared_with", source)):
        place = f"{source.where(f'compared_with.{name}')}: compared_with"
        if name not in levers:
            raise DesignError(f"{place}: {no_such('lever of this design', name, levers)}")
        values = levers[name].values
        if value not in values:
            listed = ", ".join(map(str, values)) or "none that are listed"
            raise DesignError(f"{place}: {name} must be one of its values ({listed}), got {value!r}.")
        found[name] = values[values.index(value)]
    return found


def _is_crossed(file: DesignFile, varied: Sequence[Factor]) -> bool:
    roles = {factor.role for factor in varied}
    if file.sampler in ("grid", "list"):
        return False
    return len(roles) == 2 if file.crossed is None else file.crossed


def _listed_in(values: Mapping[str, Any], points: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Return the values of a design file whose points are given."""
    drawn = (
        "points",
        "uncertainties",
        "leave_out",
        "within",
        "ranges",
        "crossed",
        "samples",
        "levels",
        "compared_with",
    )
    kept = {key: value for key, value in values.items() if key not in drawn}
    return {**kept, "sampler": "list", "levers": dict(points)}


def _check_sampler(
    file: DesignFile, varied: Sequence[Factor], listed: Mapping[str, tuple[Any, ...]], source: Source
) -> None:
    where = source.where("sampler")
    has_values: Mapping[bool, list[str]] = {
        has: [f.name for f in varied if bool(f.values) is has] for has in (True, False)
    }
    if file.sampler in ("grid", "list") and has_values[False]:
        raise DesignError(
            f"{where}: a {file.sampler} needs values or steps for every factor; {has_values[False][0]} has none."
        )
    if file.sampler == "list":
        lengths = {name: len(values) for name, values in listed.items()}
        if len(set(lengths.values())) > 1:
            shortest, longest = min(lengths, key=lengths.__getitem__), max(lengths, key=lengths.__getitem__)
            raise DesignError(
                f"{where}: a list needs as many values for every factor, found {lengths[shortest]} for {shortest} "
                f"and {lengths[longest]} for {longest}."
            )
    if file.crossed and len({factor.role for factor in varied}) < 2:
        raise DesignError(f"{source.where('crossed')}: crossed needs both levers and uncertainties.")
    if _is_crossed(file, varied):
        open_levers = [factor.name for factor in varied if factor.role == "lever" and not factor.values]
        if open_levers:
            raise DesignError(
                f"{source.where(f'levers.{open_levers[0]}')}: {open_levers[0]} needs values or steps, "
                "as every setting of the levers meets every sampled world."
            )
