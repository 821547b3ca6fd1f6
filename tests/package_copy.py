"""A copy of the package that may be edited, and a process that compiles one of its kernels there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import simulation

PROBE = """
from simulation.core.numba.compiling import _dispatcher, compiled, ready
from simulation.core.numba.kernel_cache import cache_folder
from simulation.rules.benefit import marginal_benefit
kernel = compiled(marginal_benefit)
ready([marginal_benefit], 1, 1.0, 2.0, 0.5)
print(kernel(1, 1.0, 2.0, 0.5), sum(_dispatcher(marginal_benefit).stats.cache_hits.values()), cache_folder())
"""


def copied(folder: Path) -> Path:
    """Copy the package without its data into a folder."""
    package = Path(simulation.__file__).parent
    shutil.copytree(package, folder / "simulation", ignore=shutil.ignore_patterns("__pycache__", "data"))
    return folder


def start(folder: Path, script: str = PROBE, **environment: str) -> subprocess.Popen[str]:
    """Start a script that sees the copy in a folder."""
    inherited = {key: value for key, value in os.environ.items() if key not in {"MULTIPARTNER_CACHE", "PYTHONPATH"}}
    surroundings = {**inherited, "NUMBA_DISABLE_JIT": "0", "PYTHONPATH": str(folder), **environment}
    return subprocess.Popen(
        [sys.executable, "-c", script], cwd=folder, env=surroundings, text=True, stdout=subprocess.PIPE
    )


def answer(process: subprocess.Popen[str]) -> tuple[float, int, str]:
    """Return (result, cache hits, cache folder) of a probe that must succeed."""
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    value, hits, folder = out.split(maxsplit=2)
    return float(value), int(hits), folder.strip()
