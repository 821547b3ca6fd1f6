"""Measure everything, print it, and write ``docs/performance.md``: ``python -m benchmarks [turns] [--store]``.

Ratios that are worse than those of the page by more than a fifth are told, and the page stays as it is: unless
``--store`` says that they are to be taken as they are.
"""

from __future__ import annotations

import sys

from benchmarks import guard, page, runners, scaling, speed, starting


def main() -> None:
    """Measure in turns; the more, the steadier."""
    words = [word for word in sys.argv[1:] if word != "--store"]
    turns = int(words[0]) if words else 3
    before = guard.stored(page.PAGE.read_text(encoding="utf-8"))
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
    lines = guard.fallen([each for group in found.values() for each in group], before)
    if lines and "--store" not in sys.argv:
        sys.exit("\n".join(["Slower than the stored page by more than a fifth:", *lines]))
    page.write(found["speed"], found["runners"], found["warm"], compiling, sizes, runners.versions())


if __name__ == "__main__":
    main()
