"""Ensembles and comparisons for Python and notebooks: run, look, plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from os import PathLike
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

import pandas as pd

from experiments.analysis.money import split_frame
from experiments.analysis.provenance import runs_in_words
from experiments.analysis.summary import Summary, summarise, summary_frame
from experiments.design.arms import arm_name, named_arms, title_and_question
from experiments.design.equal import at_equal_money
from experiments.design.outcomes import asked_outcomes
from experiments.execution.engine import MODEL, Engine, fitted
from experiments.execution.experiment import Experiment, default_workers, run_experiment
from experiments.execution.preconditions import check_sizes
from experiments.execution.scheduler import Workers
from experiments.execution.watching import watched
from experiments.figures import differences, trajectories
from experiments.figures.drawing import Drawing
from experiments.storage.folders import kept_in
from experiments.storage.frames import Results
from experiments.storage.identity import Arm
from experiments.storage.manifest import SIDE_BY_SIDE
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed
from simulation.core.whole import whole
from simulation.parameters import load_scenario
from simulation.parameters.loading import ScenarioLike

Outcomes: TypeAlias = str | Sequence[str] | Mapping[str, Any] | None


@typed
@dataclass(frozen=True)
class Ensemble:
    """Many random histories of one or more scenarios.

    Parameters
    ----------
    results : Results
        The results they were stored as.
    """

    results: Results

    @property
    def frame(self) -> pd.DataFrame:
        """Tidy outcomes, one row per quarter of a history; units in ``attrs["units"]``."""
        return self.results.outcomes

    @property
    def ledger(self) -> pd.DataFrame:
        """What each actor delivered on each issue [US$bn]."""
        return self.results.ledger

    @cached_property
    def summary(self) -> Summary:
        """Medians, bands and paired differences."""
        return summarise(self.results)

    def plot(self) -> Drawing:
        """Draw threat levels with their bands; a notebook displays the figure, ``save(folder)`` writes it."""
        drawing = trajectories.draw(self.results)
        if drawing is None:
            raise MultipartnerError("These results hold no threat levels to draw.")
        return drawing

    def __repr__(self) -> str:
        manifest = self.results.manifest
        missing = f", {self.results.missing} of {manifest.planned} runs missing" if self.results.missing else ""
        return f"{type(self).__name__}({' | '.join(manifest.names)}: {runs_in_words(self.results)}{missing})"

    def _repr_html_(self) -> str:
        table = summary_frame(self.summary).round(3).to_html(index=False, border=0)
        return f"<ul>{''.join(f'<li>{escape(text)}</li>' for text in self.summary.answers())}</ul>{table}"


@typed
@dataclass(frozen=True, repr=False)
class Comparison(Ensemble):
    """Two scenarios in the same random histories."""

    @property
    def sentences(self) -> list[str]:
        """What the paired differences allow you to say."""
        return self.summary.sentences()

    @property
    def split(self) -> pd.DataFrame:
        """Every difference, whole and in its parts of purse and manner [unit in a column]; needs ``equal``."""
        return split_frame(self.results)

    def plot(self) -> Drawing:
        """Draw the paired difference of the second scenario from the first, with its bands."""
        drawing = differences.draw(self.results)
        if drawing is None:
            raise MultipartnerError("These results hold no threat levels to compare.")
        return drawing


def run_arms(
    arms: list[Arm],
    runs: int,
    seed: int = 0,
    *,
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
    engine: Engine = MODEL,
    outcomes: Outcomes = None,
    kind: str = SIDE_BY_SIDE,
) -> Results:
    """Run arms and return their results, read into memory; kept on disk only if `out` says where.

    Raises
    ------
    MultipartnerError
        When a run fails, or a number is out of range.
    """
    runs, seed = check_sizes(runs, seed)
    title, question = title_and_question(arms)
    with TemporaryDirectory(prefix="multipartner-") as temporary:
        folder = kept_in(out, temporary)
        engine = fitted(engine, [arm.scenario for arm in arms])
        specs = asked_outcomes(outcomes, engine.measures())
        experiment = Experiment(arms, runs, folder, seed, engine, title, question, outcomes=specs, kind=kind)
        hands = Workers(default_workers() if workers is None else workers)
        run_experiment(experiment, watched(hands, experiment.planned, engine))
        results = Results.open(folder)
        refuse_failures(results)
        for table in ("outcomes", "ledger", "actors", "failures", "done"):
            getattr(results, table)
    return results


def refuse_failures(results: Results) -> None:
    """Say in one line that runs failed: in Python nobody reads a list of them."""
    failures = results.failures
    if len(failures):
        first = failures.iloc[0]
        raise MultipartnerError(
            f"{len(failures)} runs failed; the first while {first['stage']}: {first['error']}. "
            f"To reproduce it: {first['command']}"
        )


def _arms(*scenarios: Any, parameter_sets: int = 0) -> list[Arm]:
    named: dict[str, Any] = {}
    for scenario, name in zip(scenarios, _names(scenarios), strict=True):
        named[name if name not in named else f"{name} {len(named) + 1}"] = scenario
    arms = named_arms(named)
    if not whole("parameter_sets", parameter_sets, 0):
        return arms
    drawn = {"parameter_sets": parameter_sets}
    option = f"{{}} --set parameter_sets={parameter_sets}"
    return [Arm(arm.name, load_scenario(arm.scenario, drawn), option.format(arm.command)) for arm in arms]


def _names(scenarios: Sequence[Any]) -> list[str]:
    """Return a name for each: its own, or its title where titles tell them apart, or a letter."""
    own = [arm_name(each) if isinstance(each, str | PathLike) else None for each in scenarios]
    titles = [_title(each) for each, name in zip(scenarios, own, strict=True) if name is None]
    are_telling = all(titles) and len(set(titles)) == len(titles)
    letters = iter("abcdefghijklmnopqrstuvwxyz")
    others = iter(titles if are_telling else [f"scenario {next(letters)}" for _ in titles])
    return [name if name is not None else next(others) for name in own]


def _title(scenario: Any) -> str:
    said = scenario.get("title", "") if isinstance(scenario, Mapping) else getattr(scenario, "title", "")
    return said if isinstance(said, str) else ""


def named_pair(a: ScenarioLike, b: ScenarioLike, parameter_sets: int = 0) -> tuple[Arm, Arm]:
    """Return two scenarios as arms, each with a name of its own, drawing from so many sets of parameters."""
    one, other = _arms(a, b, parameter_sets=parameter_sets)
    return one, other


@typed
def ensemble(
    scenario: ScenarioLike,
    runs: int = 50,
    seed: int = 0,
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
    outcomes: Outcomes = None,
    parameter_sets: int = 0,
) -> Ensemble:
    """Run many random histories of one scenario.

    Parameters
    ----------
    scenario : str, path, mapping or Scenario
    runs : int
        Number of histories.
    seed : int
        Seed of history 0.
    workers : int, optional
        Worker processes; by default one per core.
    out : path, optional
        Keep results there, and continue from what it holds.
    outcomes : mapping, sequence of str or str, optional
        Outcomes that the summary covers, as in the table ``[outcomes]`` of a design or as
        ``["level_disease:mean", "damage:total"]``; by default levels, damage and money.
    parameter_sets : int
        Number of parameter sets that the record allows, of which each history draws one; 0 for the shipped values.

    Returns
    -------
    Ensemble
        ``frame``: one row per quarter of a history, units in ``attrs``; ``summary``; ``plot()``.

    Raises
    ------
    MultipartnerError
        When a scenario is wrong, a number is out of range, or a run fails.

    Examples
    --------
    >>> ensemble("transactional", runs=20).frame.attrs["units"]["damage"]  # doctest: +SKIP
    'US$bn/yr'
    """
    arms = _arms(scenario, parameter_sets=parameter_sets)
    return Ensemble(run_arms(arms, runs, seed, workers=workers, out=out, outcomes=outcomes))


@typed
def compare(
    a: ScenarioLike,
    b: ScenarioLike,
    runs: int = 50,
    seed: int = 0,
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
    outcomes: Outcomes = None,
    parameter_sets: int = 0,
    equal: str | None = None,
) -> Comparison:
    """Run two scenarios in the same random histories; `b` is compared with `a`.

    Parameters
    ----------
    a, b : str, path, mapping or Scenario
        Scenarios; differences are `b` less `a`.
    runs : int
        Number of histories of each; history k has the same luck in both.
    seed : int
        Seed of history 0.
    workers : int, optional
        Worker processes; by default one per core.
    out : path, optional
        Keep results there, and continue from what it holds.
    outcomes : mapping, sequence of str or str, optional
        Outcomes that the summary covers; see ``ensemble``.
    parameter_sets : int
        Number of parameter sets from which each history draws one, the same in both; see ``ensemble``.
    equal : str, optional
        ``us_spending`` runs `b` once more at the money of `a`, quarter by quarter, so that ``Comparison.split``
        separates purse from manner.

    Returns
    -------
    Comparison
        ``sentences``: what the paired differences allow you to say, with 95 % intervals over histories; ``frame``: one
        row per quarter of a history, units in ``attrs``; ``plot()``: the differences with their bands.

    Raises
    ------
    MultipartnerError
        When a scenario is wrong, the two are identical or differ in length, a number is out of range, or a run fails.

    Examples
    --------
    >>> compare("cooperative", "transactional", runs=200).plot()  # doctest: +SKIP
    >>> compare("today", {"extends": "today", "us": {"effort_share": 0.5}}).sentences  # doctest: +SKIP
    """
    arms = at_equal_money(_arms(a, b, parameter_sets=parameter_sets), equal)
    return Comparison(run_arms(arms, runs, seed, workers=workers, out=out, outcomes=outcomes))
