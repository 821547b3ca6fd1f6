"""Batches: our runner, files included, against a bare loop, `mesa.batch_run` and the EMA Workbench.

All do runs of the same world. Elapsed time counts, as runs are spread over processes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from mesa import Model
from mesa.batchrunner import batch_run
from mesa.datacollection import DataCollector

from benchmarks.turns import Measure, Ratio, in_turns, ratio
from experiments.design.arms import load_arms
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.pool import process_pool
from experiments.execution.scheduler import Workers
from simulation.measures import OUTCOMES
from simulation.parameters import Scenario, load_scenario
from simulation.world import World

CORES = 2
"""Processes where runs are spread."""


@dataclass(frozen=True)
class Job:
    """The same world many times.

    Attributes
    ----------
    name : what it is called in the tables
    changes : what its scenario says besides `today`
    runs : how many our runner and the bare loop do in a turn
    few : how many the others do in a turn
    """

    name: str
    changes: str
    runs: int
    few: int


def scenario_of(changes: str) -> Scenario:
    """Return today's scenario with changes such as ``years=1``, several with spaces between."""
    return load_scenario("today", dict(change.split("=") for change in changes.split()))


TINY = Job("a year, 8 states", "roster.states=8 years=1", 2000, 300)
REAL = Job("25 years, today's world", "", 200, 30)


def courses(changes: str, history: int) -> dict[str, Any]:
    """Run one history and return the course of every measure, as the EMA Workbench wants it."""
    world = World(scenario_of(changes), int(history))
    world.run()
    return {measure.name: course for measure, course in zip(OUTCOMES, world.outcomes.T, strict=True)}


class OneHistory(Model):
    """The world as `mesa.batch_run` wants it: a step a quarter, every measure by a data collector."""

    def __init__(self, changes: str = "", history: int = 0) -> None:
        super().__init__(seed=history)
        self.world = World(scenario_of(changes), history)
        reporters = {
            each.name: lambda model, k=k: model.world.outcomes[model.world.step, k] for k, each in enumerate(OUTCOMES)
        }
        self.datacollector = DataCollector(model_reporters=reporters)
        self.datacollector.collect(self)

    def step(self) -> None:
        """Run a quarter."""
        self.world.advance()
        self.datacollector.collect(self)
        self.running = self.world.step < self.world.steps


def bare_loop(job: Job) -> None:
    """Run one history after another and keep all outcomes in memory."""
    scenario, kept = scenario_of(job.changes), []
    for seed in range(job.runs):
        world = World(scenario, seed)
        world.run()
        kept.append(world.outcomes)


def bare_loops_side_by_side(job: Job) -> None:
    """Run a bare loop in each of as many processes as there are cores: what the machine allows."""
    with process_pool(CORES) as pool:
        list(pool.map(bare_loop, [replace(job, runs=job.runs // CORES)] * CORES))


def our_runner(job: Job, runs: int, workers: int) -> None:
    """Run into a fresh folder: outcomes, ledger and actors on disk."""
    with TemporaryDirectory() as folder:
        arms = load_arms(["today"], job.changes.split())
        found = run_experiment(Experiment(arms, runs, Path(folder) / "results"), RunOptions(Workers(workers)))
        assert found.tally.done == runs, found.tally.failures


def mesa_batch_run(job: Job, runs: int) -> None:
    """Run the same by Mesa; the rows stay in memory."""
    parameters = {"changes": job.changes, "history": range(runs)}
    rows = batch_run(OneHistory, parameters, number_processes=CORES, data_collection_period=1, display_progress=False)
    assert len(rows) >= runs * World(scenario_of(job.changes), 0).steps


def ema_workbench(job: Job, runs: int) -> None:
    """Run the same by the EMA Workbench; the courses stay in memory."""
    from ema_workbench import ArrayOutcome, Constant, IntegerParameter, MultiprocessingEvaluator
    from ema_workbench import Model as Workbench

    model = Workbench("world", function=courses)
    model.uncertainties = [IntegerParameter("history", 0, 10**6)]
    model.constants = [Constant("changes", job.changes)]
    model.outcomes = [ArrayOutcome(each.name) for each in OUTCOMES]
    with MultiprocessingEvaluator(model, n_processes=CORES) as evaluator:
        experiments, _ = evaluator.perform_experiments(scenarios=runs)
    assert len(experiments) == runs


def per_run(work: Callable[..., None], job: Job, runs: int, *more: int) -> Measure:
    """Return a measure of the elapsed time for a run."""

    def measure() -> float:
        start = perf_counter()
        work(job, runs, *more)
        return (perf_counter() - start) / runs

    return measure


def efficiency(one: list[float], many: list[float]) -> float:
    """Return the parallel efficiency, the median over turns."""
    return median(alone / (CORES * together) for alone, together in zip(one, many, strict=True))


def against_bare_loop(job: Job, turns: int) -> list[Ratio]:
    """Return our runner in one process against the bare loop, and in two processes against one."""
    ways: dict[str, Measure] = {
        "the bare loop": per_run(lambda job, _: bare_loop(job), job, job.runs),
        "one process": per_run(our_runner, job, job.runs, 1),
        "two processes": per_run(our_runner, job, job.runs, CORES),
        "two bare loops": per_run(lambda job, _: bare_loops_side_by_side(job), job, job.runs),
    }
    taken = in_turns(ways, turns)
    ours = efficiency(taken["one process"], taken["two processes"])
    most = efficiency(taken["the bare loop"], taken["two bare loops"])
    runs = f"{job.runs} runs; {job.name}"
    return [
        ratio(taken, "one process", "the bare loop", f"our runner, files included; {runs}"),
        ratio(taken, "two processes", "one process", f"our runner, parallel efficiency {ours:.0%}; {runs}"),
        ratio(taken, "two bare loops", "the bare loop", f"parallel efficiency of the machine {most:.0%}; {runs}"),
    ]


def against_others(job: Job, turns: int) -> list[Ratio]:
    """Return the others against our runner, all in two processes and by the run."""
    ways: dict[str, Measure] = {
        "our runner": per_run(our_runner, job, job.few, CORES),
        "mesa.batch_run": per_run(mesa_batch_run, job, job.few),
    }
    if find_spec("ema_workbench"):
        ways["EMA Workbench"] = per_run(ema_workbench, job, job.few)
    taken = in_turns(ways, turns)
    return [ratio(taken, name, "our runner", f"{job.few} runs; {job.name}", is_ours=False) for name in list(ways)[1:]]


def measure(turns: int) -> list[Ratio]:
    """Measure all."""
    found: list[Ratio] = []
    for job in (TINY, REAL):
        found += against_bare_loop(job, turns) + against_others(job, turns)
    return found


def versions() -> dict[str, Any]:
    """Return which of the others were there."""
    from importlib.metadata import version

    names = ["mesa"] + (["ema_workbench"] if find_spec("ema_workbench") else [])
    return {name: version(name) for name in names}
