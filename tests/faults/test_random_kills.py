"""Main process, fork server and workers killed and suspended at random moments: the tables come out byte for byte."""

from __future__ import annotations

import os
import random  # noqa: TID251 - moments of kills, not luck of the model
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from experiments.storage.frames import Results
from tests.fake_sweep import written
from tests.faults.processes import exported, finish, kin, send, start

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds processes in /proc"),
]
KILLS = int(os.environ.get("KILLS", "300"))
KILLS_OF_A_SWEEP = 60
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


def test_killed_at_random_moments(tmp_path):
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
        assert process.returncode == 0, (process.stdout.read(), done)
        assert Results.open(folder).failures.empty
        assert exported(folder) == expected
        assert not list(folder.rglob("*.tmp"))
        sys.stderr.write(f"\n{sweeps} sweeps, {dict(done)}\n")
