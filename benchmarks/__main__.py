"""Measure everything, print it, and write ``docs/performance.md``: ``python -m benchmarks [turns]``."""

from __future__ import annotations

import sys

from benchmarks import page, runners, scaling, speed, starting


def main() -> None:
    """Measure in turns; the more, the steadier."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    compiling = starting.cold()
    print(f"first run ever: {len(compiling.kernels)} kernels in {compiling.seconds:.0f} s", flush=True)
    found = {}
    for name, measure in (("speed", speed.measure), ("runners", runners.measure), ("warm", starting.warm)):
        found[name] = measure(turns)
        for each in found[name]:
            print(each, flush=True)
    sizes = {
        "actors": scaling.by_actors(),
        "partnerships": scaling.by_partnerships(),
        "quarters": scaling.by_quarters(),
    }
    for each in (sized for group in sizes.values() for sized in group):
        print(each, flush=True)
    page.write(found["speed"], found["runners"], found["warm"], compiling, sizes, runners.versions())


if __name__ == "__main__":
    main()
