"""How time and memory grow with actors, partnerships, quarters and workers.

Each size is a process of its own, so that its memory can be told. Times are those of the processor by the quarter.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
from dataclasses import dataclass

PROBE = """
import resource, sys, time
from pathlib import Path
from benchmarks.core_world import core_world

def most():
    status = Path("/proc/self/status")  # what the other way tells begins with the parent's memory
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

actors, partnerships, quarters = map(int, sys.argv[1:])
core_world(30, 4).advance(1)
before = most()
world = core_world(actors, partnerships, years=max(1, quarters // 4))
world.advance(1)
start = time.process_time()
world.advance(quarters - 1)
seconds = (time.process_time() - start) / (quarters - 1)
print(seconds, most(), most() - before)
"""
ACTORS = (100, 1_000, 10_000, 100_000, 1_000_000)
PARTNERSHIPS = (10, 40, 160, 640)
QUARTERS = (20, 100, 400)


@dataclass(frozen=True)
class Sized:
    """What a world of some size cost.

    Attributes
    ----------
    actors, partnerships, quarters : its size
    seconds : processor time of a quarter
    bytes : most memory of the whole process
    added : what the world added to it
    """

    actors: int
    partnerships: int
    quarters: int
    seconds: float
    bytes: float
    added: float


def sized(actors: int, partnerships: int, quarters: int) -> Sized:
    """Return the cost of a core world of this size, the best of three where it is quick."""
    call = [sys.executable, "-c", PROBE, str(actors), str(partnerships), str(quarters)]
    times = 3 if actors <= 10_000 else 1
    found = []
    for _ in range(times):
        done = subprocess.run(call, capture_output=True, text=True, check=True, env=dict(os.environ))
        found.append([float(word) for word in done.stdout.split()])
    seconds, most, added = min(found)
    return Sized(actors, partnerships, quarters, seconds, most, added)


def exponent(sizes: list[float], seconds: list[float]) -> float:
    """Return the slope of log time over log size, by least squares.

    Examples
    --------
    >>> round(exponent([1.0, 10.0, 100.0], [2.0, 20.0, 200.0]), 6)
    1.0
    """
    x, y = [math.log(size) for size in sizes], [math.log(each) for each in seconds]
    middle, level = sum(x) / len(x), sum(y) / len(y)
    spread = sum((each - middle) ** 2 for each in x)
    return sum((a - middle) * (b - level) for a, b in zip(x, y, strict=True)) / spread


def by_actors() -> list[Sized]:
    """Return the cost for ever more actors, 16 partnerships, 20 quarters."""
    return [sized(actors, 16, 20) for actors in ACTORS]


def by_partnerships() -> list[Sized]:
    """Return the cost for ever more partnerships, 1,000 actors, 20 quarters."""
    return [sized(1_000, partnerships, 20) for partnerships in PARTNERSHIPS]


def by_quarters() -> list[Sized]:
    """Return the cost for ever longer runs, 1,000 actors × 16."""
    return [sized(1_000, 16, quarters) for quarters in QUARTERS]
