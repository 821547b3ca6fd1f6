"""Ten thousand runs: the parent's memory stays flat, files stay few, loading takes about a second."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import json, resource, sys, time
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
    def __init__(self, total, done): self.seen = []
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def advance(self, done, failed): self.seen.append(resident())

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
                  "first": max(memory.seen[:quarter]), "last": max(memory.seen[-quarter:])}))
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads memory from /proc")
def test_ten_thousand_runs(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", SCRIPT, str(tmp_path), "10000"]
    ended = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(ended.stdout)
    print(found)  # noqa: T201 - shown by pytest -s
    assert found["rows"] == 10_000
    assert found["files"] <= 40
    assert found["last"] - found["first"] < 20  # MB
    assert found["loading"] < 3
