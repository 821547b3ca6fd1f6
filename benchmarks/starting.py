"""Starting: command to first progress, warm; and the first run ever, which compiles."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.turns import Ratio, in_turns, ratio

COMMAND = [sys.executable, "-m", "experiments.cli.app", "run", "today", "--runs", "60", "--workers", "1", "--out"]
KERNELS = """
from simulation.precompiling import compile_missing
compile_missing(lambda name, seconds: print(name, seconds, flush=True))
"""


@dataclass(frozen=True)
class Compiling:
    """The first run ever: elapsed seconds in two processes, and those of each kernel."""

    seconds: float
    kernels: dict[str, float]


def seconds_of_import() -> float:
    """Return the elapsed time of ``python -c "import mesa"``."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", "import mesa"], check=True)
    return perf_counter() - start


def seconds_to_progress() -> float:
    """Return the elapsed time from the command until the first finished run is shown."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        start = perf_counter()
        with subprocess.Popen(
            [*COMMAND, str(Path(folder) / "results")], stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            for line in process.stdout or ():
                if "of 60 runs" in line:
                    taken = perf_counter() - start
                    process.kill()
                    return taken
    raise RuntimeError("The command showed no progress.")


def warm(turns: int) -> list[Ratio]:
    """Return the command against the bare import of Mesa."""
    taken = in_turns({"command to progress": seconds_to_progress, "import mesa": seconds_of_import}, turns)
    return [ratio(taken, "command to progress", "import mesa", "elapsed; compiled before")]


def cold() -> Compiling:
    """Return what the first run ever compiles, into an empty cache."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "MULTIPARTNER_CACHE": folder}
        start = perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", KERNELS], capture_output=True, text=True, check=True, env=environment
        )
        taken = perf_counter() - start
    lines = [line.split() for line in done.stdout.splitlines()]
    return Compiling(taken, {name: float(seconds) for name, seconds in lines})
