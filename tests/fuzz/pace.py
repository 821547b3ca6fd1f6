"""Limits of time that do not hang on what else the machine does: processor time, in seconds of a machine at rest.

Where other programs compete for caches and clock, the same work takes more of the processor's time. So where work took
longer than its limit, a fixed piece of like work is timed at once, and the limit grows as that did.
"""

from __future__ import annotations

import time
import tomllib

SECONDS = 5.0
"""What an answer may take, on a machine that does nothing else."""
YARDSTICK = "\n".join(f'key{k} = ["{k}", {{ low = {k}, high = 1e{k % 9} }}]' for k in range(2_000))
AT_REST = 0.036
"""Seconds of the processor that reading the yardstick took where the limits were set, nothing else running."""


def pace() -> float:
    """Return how many times as long work takes here and now, at least 1."""
    taken = []
    for _ in range(5):
        began = time.process_time()
        tomllib.loads(YARDSTICK)
        taken.append(time.process_time() - began)
    return max(1.0, sorted(taken)[2] / AT_REST)


def assert_soon(began: float, seconds: float = SECONDS) -> None:
    """Check that not much of the processor's time has gone by since `time.process_time()` was ``began``."""
    used = time.process_time() - began
    assert used < seconds or used < seconds * pace(), f"took {used:.1f} s of the processor's time"
