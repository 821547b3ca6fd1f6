"""Running many: workers change nothing, one failure stops nothing, a dead worker costs one run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.pool import process_pool
from experiments.execution.scheduler import (
    CHUNK_SECONDS,
    LARGEST_CHUNK,
    LEAST_RUNNING,
    LONGEST_CHUNK,
    PART_OF_REST,
    PART_OF_REST_ALONE,
    Pace,
    Workers,
)
from experiments.execution.worker import ChunkReport, CodeChanged
from experiments.storage.frames import Results
from tests.fake_world import ALONE, ENGINE, NEWER, ONE, arm

ARMS = [arm("cooperative"), arm("transactional", 0.004)]
ROOT = Path(__file__).resolve().parents[2]


def table(folder: Path) -> bytes:
    results = Results.open(folder)
    return results.outcomes.to_csv().encode() + results.ledger.to_csv().encode()


def test_numbers_do_not_depend_on_workers_or_executor(tmp_path):
    ways = {
        "one": ONE,
        "two": Workers(2),
        "threads": Workers(3, lambda: ThreadPoolExecutor(3)),
    }
    for name, how in ways.items():
        finished = run_experiment(Experiment(ARMS, 12, tmp_path / name, engine=ENGINE), RunOptions(how))
        assert finished.tally.done == 24
    assert table(tmp_path / "one") == table(tmp_path / "two") == table(tmp_path / "threads")


def test_a_failing_run_is_a_row_and_the_rest_goes_on(tmp_path):
    arms = [ARMS[0], arm("broken", trouble="fail")]
    finished = run_experiment(Experiment(arms, 5, tmp_path, engine=ENGINE), ALONE)
    assert (finished.tally.done, finished.tally.failed) == (8, 2)
    results = Results.open(tmp_path)
    assert results.missing == 2
    row = results.failures.iloc[0]
    assert (row["scenario"], row["history"], row["stage"]) == ("broken", 1, "running")
    assert "ZeroDivisionError: effort of nobody" in row["error"]
    assert row["command"] == "multipartner run broken --runs 1 --seed 1 --workers 1"


@pytest.fixture
def mend(monkeypatch):
    """Return a function after which no world has trouble any more."""
    from tests.fake_world import FakeWorld

    calm = FakeWorld.run

    def mended(world):
        object.__setattr__(world.scenario, "trouble", "")
        calm(world)

    return lambda: monkeypatch.setattr(FakeWorld, "run", mended)


def test_failed_runs_are_left_alone_until_asked_and_their_rows_go_when_they_succeed(tmp_path, mend):
    def again(**options):
        return run_experiment(
            Experiment([arm("a", trouble="fail")], 3, tmp_path, engine=ENGINE), RunOptions(ONE, **options)
        )

    again()
    assert len(Results.open(tmp_path).failures) == 1
    mend()
    left = again()
    assert (left.tally.done, len(left.mending.failed)) == (0, 1)
    assert Results.open(tmp_path).missing == 1
    assert again(retry_failed=True).tally.done == 1
    assert Results.open(tmp_path).outcomes["run"].nunique() == 3
    assert not list((tmp_path / "failures.parquet").glob("part-*"))


def test_failed_runs_are_tried_again_when_the_code_has_changed(tmp_path, mend):
    arms = [arm("a", trouble="fail")]
    run_experiment(Experiment(arms, 3, tmp_path, engine=ENGINE), ALONE)
    mend()
    assert run_experiment(Experiment([arm("a", trouble="fail")], 3, tmp_path, engine=NEWER), ALONE).tally.done == 3


def test_a_dead_worker_costs_the_one_run_that_killed_it(tmp_path):
    arms = [ARMS[0], arm("deadly", trouble="die now")]
    finished = run_experiment(Experiment(arms, 5, tmp_path, engine=ENGINE), RunOptions(Workers(2)))
    assert finished.tally.failed == 1
    assert finished.tally.failures[0].run.seed == 2
    assert "worker process died" in finished.tally.failures[0].error
    assert Results.open(tmp_path).outcomes["run"].nunique() == 9


def test_code_that_changes_under_way_stops_the_run(tmp_path):
    from dataclasses import replace
    from itertools import chain, repeat

    digests = chain(["old", "old"], repeat("new"))
    engine = replace(ENGINE, digest=lambda: next(digests))
    with pytest.raises(CodeChanged, match="start the run again"):
        run_experiment(Experiment(ARMS, 3, tmp_path, engine=engine), ALONE)


def test_progress_hears_of_every_run(tmp_path):
    heard = []

    class Listener:
        def __init__(self, total, done):
            heard.append((total, done))

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def advance(self, done, failed):
            heard.append((done, failed))

    arms = [arm("a", trouble="fail")]
    run_experiment(Experiment(arms, 6, tmp_path, engine=ENGINE), RunOptions(ONE, listen=Listener))
    assert heard[0] == (6, 0)
    assert [sum(column) for column in zip(*heard[1:], strict=True)] == [4, 2]


def test_chunks_last_about_as_long_as_they_should():
    pace = Pace()
    assert pace.chunk_size(10_000, 2) == 1
    pace.heard(ChunkReport(1, (), 10.0), 1)
    pace.heard(ChunkReport(1, (), 0.01), 1)
    assert pace.chunk_size(3_000, 2) == int(CHUNK_SECONDS / 0.01)
    assert pace.chunk_size(6_000, 2) == int(PART_OF_REST * 30.0 / 0.01)
    assert pace.chunk_size(1_000, 1) == int(PART_OF_REST_ALONE * 10.0 / 0.01)
    assert pace.chunk_size(8, 2) == 2
    assert pace.chunk_size(10**6, 2) == int(LONGEST_CHUNK / 0.01)  # in a long batch, fewer files
    pace.heard(ChunkReport(100, (), 0.0001), 100)
    assert pace.chunk_size(10**6, 2) == LARGEST_CHUNK


def test_what_writing_costs_makes_chunks_longer_and_never_shorter():
    quick, slow = Pace(), Pace()
    for _ in range(20):
        quick.heard(ChunkReport(2, (), 0.20), 2)
        slow.heard(ChunkReport(2, (), 0.30, writing=0.10), 2)
    assert quick.chunk_size(100, 2) == int(CHUNK_SECONDS / 0.1)
    assert slow.chunk_size(100, 2) == int(LEAST_RUNNING * 0.10 / 0.1)
    slow.heard(ChunkReport(2, (), 10.0, writing=9.8), 2)
    assert slow.chunk_size(10**6, 2) == int(LONGEST_CHUNK / 0.1)


def modules_of_this_process() -> set[str]:
    return set(sys.modules)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere workers are fresh processes")
def test_workers_start_with_everything_loaded():
    with process_pool(1) as pool:
        assert {"simulation.world", "simulation.invariants", "pyarrow.parquet"} < pool.submit(
            modules_of_this_process
        ).result()


SCRIPT = """
import sys
from pathlib import Path
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from tests.fake_world import ENGINE, arm
arms = [arm("cooperative", trouble="slow"), arm("transactional", 0.004, trouble="slow")]
run_experiment(Experiment(arms, 20, Path(sys.argv[1]), engine=ENGINE), RunOptions(Workers(2)))
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_killed_and_resumed_is_the_same_as_never_killed(tmp_path):
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(killed)], env=environment, cwd=ROOT)
    while not list((killed / "runs.parquet").glob("part-*")) and process.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for folder in (killed, whole):
        subprocess.run([sys.executable, "-c", SCRIPT, str(folder)], env=environment, cwd=ROOT, check=True)
    assert table(killed) == table(whole)
