"""The same bits on any number of workers, in any order, under any hash seed, locale and processor."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from experiments.design.arms import load_arms
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from experiments.storage.frames import Results

pytestmark = pytest.mark.slow
SETTINGS = ["roster.states=12", "roster.cities=5"]
NAMES = ("cooperative", "transactional", "seeding")
PROBE = """
from hashlib import sha256
from simulation.parameters import load_scenario
from simulation.world import World
digest = sha256()
for name in ("transactional", "multipartner"):
    world = World(load_scenario(name, {"roster.states": 12, "roster.cities": 5, "years": 3}), seed=3)
    world.run()
    digest.update(world.outcomes.tobytes() + world.ledger.tobytes())
print(digest.hexdigest())
"""
SURROUNDINGS = {
    "hash seed 1": {"PYTHONHASHSEED": "1"},
    "hash seed 4242": {"PYTHONHASHSEED": "4242"},
    "C locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "four threads": {"OMP_NUM_THREADS": "4", "NUMBA_NUM_THREADS": "4", "OPENBLAS_NUM_THREADS": "4"},
    "any processor": {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""},
    "not compiled": {"NUMBA_DISABLE_JIT": "1"},
}


@cache
def usual() -> str:
    return digest(PYTHONHASHSEED="0")


def digest(**surroundings: str) -> str:
    call = [sys.executable, "-c", PROBE]
    ended = subprocess.run(call, env={**os.environ, **surroundings}, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


@pytest.mark.parametrize("what", SURROUNDINGS)
def test_surroundings_change_no_bit(what):
    assert usual() == digest(**SURROUNDINGS[what])


def outcomes(folder: Path) -> bytes:
    frame = Results.open(folder).outcomes
    return frame.sort_values(["scenario", "history", "quarter"]).to_csv(index=False).encode()


def test_workers_and_order_change_no_byte(tmp_path):
    def run(name: str, names: tuple[str, ...], histories: int, workers: int) -> bytes:
        arms = load_arms(names, SETTINGS, 1)
        run_experiment(Experiment(arms, histories, tmp_path / name), RunOptions(Workers(workers)))
        return outcomes(tmp_path / name)

    expected = run("one", NAMES, 8, 1)
    for workers in (2, 3, 4):
        assert run(f"workers-{workers}", NAMES, 8, workers) == expected
    for histories in (1, 3, 8):  # piece by piece, and the arms the other way round
        last = run("shuffled", NAMES[::-1], histories, 2)
    assert last == expected
