"""A real Dask scheduler and two workers on this machine: killed and replaced, the numbers stay the same."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.design import samples
from experiments.storage.frames import Results
from experiments.storage.store import Store
from tests.fake_sweep import DESIGN, written
from tests.faults.processes import ROOT, exported, finish, kill, start, wait_for_parts

pytestmark = pytest.mark.slow
HISTORIES = 100


class Cluster:
    """A scheduler, and workers that can be killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.folder = folder
        self.address = f"tcp://127.0.0.1:{port}"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = self._run("dask_scheduler", "--host", "127.0.0.1", "--port", str(port))
        self._await(port)

    def _run(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        call = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--no-dashboard"]
        patience = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        environment = {**os.environ, **patience, "PYTHONPATH": str(ROOT)}
        with (self.folder / f"{module}.log").open("ab") as log:
            return subprocess.Popen(call, cwd=self.folder, env=environment, stdout=log, stderr=log)

    @staticmethod
    def _await(port: int) -> None:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise TimeoutError("the scheduler did not start")

    def start_workers(self) -> None:
        """Start two workers and wait until the scheduler knows them."""
        from distributed import Client

        options = ("--no-nanny", "--nthreads", "1", "--host", "127.0.0.1")
        self.workers = [self._run("dask_worker", self.address, *options) for _ in range(2)]
        with Client(self.address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)

    def kill_workers(self) -> None:
        """End both workers as a power cut would."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
        self.workers = []

    def end(self) -> None:
        """End everything."""
        self.kill_workers()
        self.scheduler.kill()
        self.scheduler.wait()


@pytest.fixture
def cluster(tmp_path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    try:
        made.start_workers()
        yield made
    finally:
        made.end()


def test_both_workers_killed_and_started_again(cluster, tmp_path):
    """The same sweep goes on with new workers; killed as well, the next one resumes."""
    design, folder, whole = written(tmp_path), tmp_path / "cluster", tmp_path / "whole"
    more = {"runs": HISTORIES, "cluster": cluster.address}
    process = start(design, folder, "slow", **more)
    wait_for_parts(folder, process, count=3)
    cluster.kill_workers()
    time.sleep(1)
    assert process.poll() is None
    held = len(Store(folder).runs_held())
    cluster.start_workers()
    while len(Store(folder).runs_held()) <= held + 20:
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    cluster.kill_workers()
    kill(process)
    assert 0 < len({run.id for _, run in Store(folder).runs_held()}) < 6 * HISTORIES
    cluster.start_workers()
    finish(design, folder, "slow", **more)
    finish(design, whole, runs=HISTORIES)
    assert exported(folder) == exported(whole)


def test_a_cluster_without_workers_says_so_once_and_goes_on_when_they_are_back(cluster, tmp_path):
    design, folder = written(tmp_path), tmp_path / "empty"
    process = start(design, folder, "slow", runs=HISTORIES, cluster=cluster.address)
    try:
        wait_for_parts(folder, process, count=3)
        cluster.kill_workers()
        time.sleep(30)
        assert process.poll() is None
        cluster.start_workers()
        printed = " ".join(process.communicate(timeout=240)[0].split())
    finally:
        process.kill()
    assert process.returncode == 0, printed
    assert printed.count(f"No workers are left at '{cluster.address}'.") == 1
    assert f"start some (dask worker {cluster.address})" in printed
    assert "Workers are back" in printed
    assert len(samples(folder)) == 6 * HISTORIES


def test_a_run_that_kills_its_workers_costs_that_run_alone(cluster, tmp_path):
    one_point = DESIGN.replace("[0.1, 0.5, 0.9]", "[0.5]").replace("[0.0, 0.4]", "[0.0]")
    design, folder = written(tmp_path, one_point), tmp_path / "deadly"
    process = start(design, folder, "die now", runs=4, cluster=cluster.address)
    nannied = cluster._run("dask_worker", cluster.address, "--nthreads", "1", "--host", "127.0.0.1")
    try:
        printed = process.communicate(timeout=240)[0]
    finally:
        process.kill()
        nannied.terminate()
        nannied.wait()
    assert process.returncode == 1, printed
    failures = Results.open(folder).failures
    assert failures["history"].tolist() == [2]
    assert "worker process died" in failures["error"][0]
    assert len(Results.open(folder).done) == 3


def test_a_scheduler_that_goes_is_one_line_and_the_rest_is_kept(cluster, tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    process = start(design, folder, "slow", runs=HISTORIES, cluster=cluster.address)
    try:
        wait_for_parts(folder, process, count=2)
        cluster.scheduler.kill()
        printed = process.communicate(timeout=120)[0]
    finally:
        process.kill()
    assert process.returncode == 2, printed
    assert "is gone. What is finished is kept" in printed
    assert len(Store(folder).runs_held()) > 0


@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_suspended_and_resumed(cluster, tmp_path, who):
    """Longer than one waits for an answer: nothing is given up, nothing is done wrong."""
    design, folder, whole = written(tmp_path), tmp_path / who, tmp_path / "whole"
    process = start(design, folder, "slow", runs=HISTORIES, cluster=cluster.address)
    sleepers = [cluster.scheduler] if who == "scheduler" else cluster.workers
    try:
        wait_for_parts(folder, process, count=3)
        for sleeper in sleepers:
            sleeper.send_signal(signal.SIGSTOP)
        time.sleep(15)
        for sleeper in sleepers:
            sleeper.send_signal(signal.SIGCONT)
        printed = process.communicate(timeout=300)[0]
    finally:
        process.kill()
    assert process.returncode == 0, printed
    finish(design, whole, runs=HISTORIES)
    assert exported(folder) == exported(whole)


def test_nobody_at_the_address_is_one_line(tmp_path):
    process = start(written(tmp_path), tmp_path / "out", "", runs=1, cluster="tcp://127.0.0.1:9")
    printed = process.communicate(timeout=120)[0]
    assert process.returncode != 0
    assert "No Dask scheduler answers at 'tcp://127.0.0.1:9'" in printed
