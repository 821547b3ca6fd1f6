"""Killed at any moment and resumed, a sweep exports byte for byte what an undisturbed one does."""

from __future__ import annotations

import os
import random  # noqa: TID251 - moments of kills, not luck of the model
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.status import state_of
from experiments.design import samples
from experiments.storage.frames import Results
from experiments.storage.manifest import Manifest
from experiments.storage.parts import part_paths
from experiments.storage.store import Store
from tests.fake_sweep import written

ROOT = Path(__file__).resolve().parents[2]
HISTORIES = 300
KILLS = 30

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def start(design: str, folder: Path, trouble: str, runs: int = HISTORIES, cluster: str = "") -> subprocess.Popen[str]:
    """Start a sweep in a process of its own."""
    call = [sys.executable, "-m", "tests.fake_sweep", design, str(folder), str(runs), trouble]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*call, cluster] if cluster else call,
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def finish(design: str, folder: Path, trouble: str = "", **more) -> str:
    """Run a sweep to its end and return what it printed."""
    process = start(design, folder, trouble, **more)
    printed = process.communicate(timeout=300)[0]
    assert process.returncode == 0, printed
    return printed


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def exported(folder: Path) -> bytes:
    """Return every table of a sweep as text, sorted by run."""
    outcomes = Results.open(folder).outcomes.sort_values(["run", "quarter"])
    return outcomes.to_csv(index=False).encode() + samples(folder).to_csv().encode()


def wait_for_parts(folder: Path, process: subprocess.Popen[str], count: int = 1) -> None:
    """Wait until a sweep has written something."""
    while len(part_paths(folder / "runs.parquet")) < count and process.poll() is None:
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()[0]


@pytest.mark.slow
def test_killed_at_thirty_random_moments(tmp_path):
    design, killed, whole = written(tmp_path), tmp_path / "killed", tmp_path / "whole"
    moments = random.Random(0)
    progress = []
    for _ in range(KILLS):
        process = start(design, killed, "slow")
        time.sleep(moments.uniform(0.2, 3.5))
        assert process.poll() is None, process.communicate()[0]
        kill(process)
        progress.append(len(part_paths(killed / "runs.parquet")))
    assert max(progress) > 0
    finish(design, killed)
    finish(design, whole)
    assert exported(killed) == exported(whole)
    assert (killed / "tables" / "samples.csv").read_bytes() == (whole / "tables" / "samples.csv").read_bytes()
    assert not list(killed.rglob("*.tmp"))


def test_status_says_running_and_after_a_kill_stopped(tmp_path):
    folder = tmp_path / "out"
    process = start(written(tmp_path), folder, "slow")
    wait_for_parts(folder, process)
    assert state_of(Manifest.read(folder), Store(folder)) == "running"
    kill(process)
    status = CliRunner().invoke(app, ["status", str(folder)])
    assert f"{folder}: stopped" in status.output.replace("\n", "")
    assert "multipartner sweep" in status.output


def test_two_sweeps_fill_one_store_side_by_side(tmp_path):
    design, shared, whole = written(tmp_path), tmp_path / "shared", tmp_path / "whole"
    first = start(design, shared, "slow", runs=20)
    second = start(design, shared, "slow", runs=20)
    for process in (first, second):
        printed = process.communicate(timeout=300)[0]
        assert process.returncode == 0, printed
    finish(design, whole, runs=20)
    assert exported(shared) == exported(whole)


def test_a_sweep_of_something_else_does_not_enter_a_folder_in_use(tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    other = written(tmp_path, Path(design).read_text().replace("0.9]", "0.7]"), "other")
    first = start(design, folder, "slow")
    wait_for_parts(folder, first)
    second = start(other, folder, "slow")
    printed = second.communicate(timeout=60)[0]
    assert second.returncode != 0
    assert "Another command is filling" in printed
    kill(first)


def test_a_sweep_of_other_histories_or_outcomes_does_not_enter_a_folder_in_use(tmp_path):
    """The last to end would have the last word in the manifest, and hide what the other was asked for."""
    design, folder = written(tmp_path), tmp_path / "out"
    more = written(tmp_path, Path(design).read_text() + 'food = "level_food"\n', "more")
    first = start(design, folder, "slow")
    wait_for_parts(folder, first)
    for asked, runs in ((design, HISTORIES - 1), (more, HISTORIES)):
        second = start(asked, folder, "slow", runs=runs)
        printed = " ".join(second.communicate(timeout=60)[0].split())
        assert second.returncode != 0
        assert f"with something else (grid, --runs {HISTORIES})" in printed
    kill(first)
    assert Manifest.read(folder).planned == 6 * HISTORIES


def test_of_two_sweeps_that_start_at_once_one_has_its_way(tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    both = {runs: start(design, folder, "slow", runs=runs) for runs in (12, 13)}
    printed = {runs: process.communicate(timeout=300)[0] for runs, process in both.items()}
    ended = sorted(both, key=lambda runs: both[runs].returncode != 0)
    assert [both[runs].returncode == 0 for runs in ended] == [True, False], printed
    assert "with something else" in " ".join(printed[ended[1]].split())
    assert Manifest.read(folder).planned == 6 * ended[0] == len(samples(folder))
