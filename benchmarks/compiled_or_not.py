"""What compiling is worth: CPU time of a quarter of the default world, compiled and not, measured side by side.

Each measurement is a process of its own, the two ways taking turns, so that a machine that changes its speed changes
both. Only the ratio is quoted.

    python benchmarks/compiled_or_not.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

PROBE = """
import sys, time
from simulation.world import World
quarters = int(sys.argv[1])
world = World("today", 0)
world.advance(1)
began = time.process_time()
world.advance(quarters)
print((time.process_time() - began) / quarters)
"""
TURNS = 5


def seconds_per_quarter(*, compiling: bool) -> float:
    """Return CPU seconds of one quarter in a fresh process."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "0" if compiling else "1"}
    call = [sys.executable, "-c", PROBE, "99" if compiling else "3"]
    found = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    return float(found.stdout)


def main() -> None:
    """Measure in turns and print the ratio with its spread."""
    seconds_per_quarter(compiling=True)  # fills the cache of compiled kernels
    ratios = [seconds_per_quarter(compiling=False) / seconds_per_quarter(compiling=True) for _ in range(TURNS)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"A quarter of today's world costs {middle:.0f} times as much with compiling off ({low:.0f} to {high:.0f}).")


if __name__ == "__main__":
    main()
