"""Main process, fork server and workers killed and suspended at random moments: the tables come out byte for byte."""

from __future__ import annotations

import os
import random  # noqa: TID251 - moments of kills, not luck of the model
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.pool import WorkersError
from experiments.execution.scheduler import Workers
from experiments.storage import compaction
from experiments.storage.frames import Results
from tests.fake_sweep import written
from tests.fake_world import ALONE, ENGINE, arm
from tests.faults.processes import children, exported, finish, kin, send, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc"),
]
KILLS = 30
"""Of whole commands, which take seconds to start again."""
KILLS_HERE = 150
"""Of main processes that are forked from this one, and of the workers and the fork server of this one."""
KILLS_OF_A_SWEEP = 15
"""After so many a sweep may end in peace."""
SUSPENDED = 0.5
HISTORIES = 100
OFTEN = {"main": 6, "fork server": 20, "worker": 60, "suspended worker": 10, "suspended main": 4}
"""Of a hundred disturbances; a main process takes seconds to start again."""


def disturb(process: subprocess.Popen[str], moments: random.Random, done: Counter[str]) -> None:
    """Kill or suspend a random process of a sweep, if there is one of the kind drawn."""
    (kind,) = moments.choices(list(OFTEN), OFTEN.values())
    running = kin(process)[kind.removeprefix("suspended ")]
    if not running:
        return
    victim = moments.choice(running)
    if kind == "main":
        process.kill()
        process.wait()
        done[kind] += 1
    elif kind.startswith("suspended"):
        if send(victim, signal.SIGSTOP):
            time.sleep(SUSPENDED)
            send(victim, signal.SIGCONT)
            done[kind] += 1
    elif send(victim, signal.SIGKILL):
        done[kind] += 1


def kills(done: Counter[str]) -> int:
    """Return how many processes have been killed."""
    return sum(number for kind, number in done.items() if "suspended" not in kind)


def test_whole_commands_killed_at_random_moments(tmp_path):
    design, whole = written(tmp_path), tmp_path / "whole"
    finish(design, whole, "slow", runs=HISTORIES)
    expected = exported(whole)
    moments, done, sweeps = random.Random(0), Counter[str](), 0
    while kills(done) < KILLS:
        folder = tmp_path / f"killed-{sweeps}"
        sweeps += 1
        enough, ended = min(KILLS, kills(done) + KILLS_OF_A_SWEEP), False
        while not ended:
            process = start(design, folder, "slow", runs=HISTORIES)
            while process.poll() is None and kills(done) < enough:
                time.sleep(moments.uniform(0.05, 2.5))
                disturb(process, moments, done)
            process.wait()
            ended = process.returncode != -signal.SIGKILL
            assert process.stdout is not None
            with process.stdout as stdout:
                said = stdout.read() if ended else ""
        assert process.returncode == 0, (said, done)
        assert Results.open(folder).failures.empty
        assert exported(folder) == expected
        assert not list(folder.rglob("*.tmp"))
        sys.stderr.write(f"\n{sweeps} sweeps, {dict(done)}\n")


def asked(folder: Path, trouble: str = "") -> Experiment:
    return Experiment([arm("a", 0.0, trouble), arm("b", 0.004, trouble)], 60, folder, engine=ENGINE)


def tables(folder: Path) -> bytes:
    results = Results.open(folder)
    frames = (results.outcomes.drop(columns="run"), results.ledger.drop(columns="run"))
    return b"".join(frame.to_csv(index=False).encode() for frame in frames)


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_main_process_killed_at_random_moments(tmp_path, monkeypatch):
    """Forked from this process, it is killed while it mends, runs, writes and compacts, not while it starts."""
    monkeypatch.setattr(compaction, "FEW_PARTS", 2)
    run_experiment(asked(tmp_path / "whole"), ALONE)
    whole, moments, killed, folders = tables(tmp_path / "whole"), random.Random(1), 0, 0
    while killed < KILLS_HERE:
        folder, ended = tmp_path / str(folders), False
        folders += 1
        while not ended:
            child = os.fork()
            if child == 0:
                code = 1
                try:
                    run_experiment(asked(folder), ALONE)
                    code = 0
                finally:
                    os._exit(code)
            time.sleep(moments.uniform(0.0, 0.4))
            os.kill(child, signal.SIGKILL)
            status = os.waitpid(child, 0)[1]
            ended = not os.WIFSIGNALED(status)
            killed += not ended
            assert not ended or os.WEXITSTATUS(status) == 0
        assert Results.open(folder).missing == 0
        assert tables(folder) == whole
    sys.stderr.write(f"\n{killed} main processes killed over {folders} folders\n")


def go_on(experiment: Experiment) -> None:
    """Carry an experiment out; where the fork server was killed too often to start a worker, give the command again."""
    while True:
        with suppress(WorkersError):
            run_experiment(experiment, RunOptions(Workers(2)))
            return


def test_workers_and_fork_server_killed_at_random_moments(tmp_path):
    run_experiment(asked(tmp_path / "whole"), ALONE)
    whole, moments, done, folders = tables(tmp_path / "whole"), random.Random(2), Counter[str](), 0
    while done.total() < KILLS_HERE:
        folder = tmp_path / str(folders)
        folders += 1
        running = threading.Thread(target=go_on, args=[asked(folder, "slow")])
        running.start()
        while running.is_alive() and done.total() < KILLS_HERE:
            time.sleep(moments.uniform(0.1, 1.0))
            servers = children(os.getpid())
            workers = [worker for server in servers for worker in children(server)]
            kind, victims = ("fork server", servers) if workers and moments.random() < 0.1 else ("worker", workers)
            if victims and send(moments.choice(victims), signal.SIGKILL):
                done[kind] += 1
        running.join()
        assert Results.open(folder).failures.empty
        assert tables(folder) == whole
        sys.stderr.write(f"\n{folders} folders, {dict(done)}\n")
