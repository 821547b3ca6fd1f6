"""A hundred thousand runs, and four thousand quarters: memory, descriptors and files stay flat."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, os, resource, sys, time
from pathlib import Path
from experiments.design import load_design, samples
from experiments.execution.experiment import RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from experiments.sweeps import sweep_experiment
from tests.fake_sweep import DESIGN, ENGINE, written
from tests.fake_world import measures

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6

class Memory:
    def __init__(self, total, done): self.seen, self.open = [], []
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def advance(self, done, failed): self.seen.append(resident()); self.open.append(len(os.listdir("/proc/self/fd")))

folder, runs = Path(sys.argv[1]), int(sys.argv[2])
text = 'scenario = "cooperative"\\nyears = 1\\nsampler = "latin_hypercube"\\nsamples = 500\\n'
text += '[uncertainties]\\nus.regard = {}\\n'
text += '[outcomes]\\nclimate = "level_climate"\\n'
design = load_design(written(folder, text), measures(), histories=runs // 500)
memory = Memory(0, 0)
began = time.perf_counter()
run_experiment(sweep_experiment(design, folder / "out", ENGINE), RunOptions(Workers(2), listen=lambda *_: memory))
ran = time.perf_counter() - began
began = time.perf_counter()
rows = len(samples(folder / "out"))
loading = time.perf_counter() - began
files = len(list((folder / "out").rglob("part-*.parquet")))
quarter = max(1, len(memory.seen) // 4)
print(json.dumps({"rows": rows, "files": files, "loading": loading, "ran": ran, "chunks": len(memory.seen),
                  "open_first": max(memory.open[:quarter]), "open_last": max(memory.open[-quarter:]),
                  "first": max(memory.seen[:quarter]), "last": max(memory.seen[-quarter:])}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
@pytest.mark.parametrize("runs", [10_000, 100_000])
def test_many_runs(tmp_path, runs):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", SCRIPT, str(tmp_path), str(runs)]
    ended = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(ended.stdout)
    print(found)  # noqa: T201 - shown by pytest -s
    assert found["rows"] == runs
    assert found["files"] <= 40
    assert found["open_last"] <= found["open_first"] + 2
    assert found["last"] - found["first"] < 20  # MB
    assert found["loading"] < 3 * runs / 10_000


QUARTERS = """
import gc, json, os, resource
from pathlib import Path
from simulation.parameters import load_scenario
from simulation.world import World

def resident():
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6

world = World(load_scenario("multipartner", {"roster.states": 12, "years": 1000}), seed=0)
seen, opened = [], []
for _ in range(8):
    world.advance(500)
    seen.append(resident())
    opened.append(len(os.listdir("/proc/self/fd")))
assert world.step == world.steps == 4000
assert bool((world.outcomes == world.outcomes).all())
print(json.dumps({"seen": seen, "opened": opened}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_four_thousand_quarters():
    call = [sys.executable, "-c", QUARTERS]
    ended = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(ended.stdout)
    print(found)  # noqa: T201 - shown by pytest -s
    assert found["seen"][-1] - found["seen"][0] < 5  # MB
    assert len(set(found["opened"])) == 1
