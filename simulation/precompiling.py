"""Compile before the first run what is not compiled yet, in two processes at once, and tell how long each took.

Kernels are compiled for their types alone; no world is run. Each of the two processes takes those kernels that share
most functions, and both write into the one cache on disk. Should the other process fail, what it leaves is compiled
when it is first called.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from types import FunctionType
from typing import Any

import numpy as np

from simulation.core.columns import Floats
from simulation.core.numba.compiling import announce, is_compiled, reached, ready
from simulation.core.numba.kernel_cache import cache_folder, compiling_is_on
from simulation.decision.mobilised import count_mobilised
from simulation.decision.voters import remember_approval
from simulation.mechanisms.seeding import host
from simulation.mechanisms.wars import tell_everybody
from simulation.parameters import load_scenario
from simulation.schedule import PHASES
from simulation.start.build import empty_tables
from simulation.start.giving import draw_donors
from simulation.start.intercepts import fill_intercepts
from simulation.start.names import roster_of
from simulation.start.seating import complete_lists, odds_of_membership, seat_listed

Kernel = Callable[..., Any]
Report = Callable[[str, float], None]
SHARES = 2
OPTIMISING = 0.14
"""Time to optimise a function, as a part of that to write it down; fitted to 211 functions, correlation 0.98."""

LINE: Floats = np.zeros(1)
TABLE: Floats = np.zeros((1, 1))
BESIDE_PHASES: dict[Kernel, tuple[object, ...]] = {
    tell_everybody: (LINE,),
    host: (LINE, 0, LINE),
    draw_donors: (LINE, 0),
    seat_listed: (TABLE,),
    odds_of_membership: (LINE, TABLE, TABLE),
    complete_lists: (0, TABLE, TABLE, True),
    fill_intercepts: (LINE, LINE),
    count_mobilised: (LINE,),
    remember_approval: (LINE,),
}
"""Kernels that Python calls beside those of phases, with arguments, after the tables, of the types of theirs."""
KERNELS: tuple[Kernel, ...] = (*BESIDE_PHASES, *(phase.kernel for phase in PHASES))
"""Every kernel that Python calls in a run."""


def calls() -> dict[Kernel, tuple[object, ...]]:
    """Return every kernel that Python calls in a run, with arguments of the types it is called with."""
    scenario = load_scenario("today")
    tables = empty_tables(scenario, roster_of(scenario))
    return {kernel: (tables, *BESIDE_PHASES.get(kernel, (LINE, 0, 0))) for kernel in KERNELS}


def not_compiled() -> list[Kernel]:
    """Return the kernels whose machine code is not on disk; none where compiling is off."""
    return [kernel for kernel in KERNELS if not is_compiled(kernel)] if compiling_is_on() else []


def work(kernels: Sequence[Kernel]) -> float:
    """Return the work of compiling kernels in one process: each function is compiled once, with all that it calls."""
    functions: set[FunctionType] = set()
    for kernel in kernels:
        functions |= reached(kernel).keys()
    return sum(len(each.__code__.co_code) + OPTIMISING * sum(reached(each).values()) for each in functions)


def shares(kernels: Sequence[Kernel]) -> list[list[Kernel]]:
    """Return the kernels in shares of about equal work: the largest first, each where the work is then least."""
    parts: list[list[Kernel]] = [[] for _ in range(SHARES)]
    for kernel in sorted(kernels, key=lambda each: -work([each])):
        min(parts, key=lambda part: work([*part, kernel])).append(kernel)
    return parts


def make_ready(kernels: Sequence[Kernel], report: Report) -> None:
    """Compile kernels, or load them where they are compiled already, and report the seconds of each."""
    arguments = calls()
    for kernel in kernels:
        start = perf_counter()
        ready([kernel], *arguments[kernel])
        report(kernel.__name__, perf_counter() - start)


def compile_missing(report: Report) -> None:
    """Compile every kernel that is not in the cache yet: one share here, the other in a process of its own.

    Whoever asks for this tells people; it takes a minute or so.
    """
    announce(to_people=False)
    here, there = shares(not_compiled())
    cache_folder()  # where it is a temporary one, the other process is told by its environment
    call = [sys.executable, "-m", __name__, *(kernel.__name__ for kernel in there)]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    if not there:
        make_ready(here, report)
        return
    with subprocess.Popen(call, text=True, **pipes) as other:  # noqa: S603 - this very program
        try:
            make_ready(here, report)
            for line in other.stdout or ():
                name, seconds = line.split()
                report(name, float(seconds))
        except BaseException:
            other.kill()
            raise


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    wanted = [kernel for kernel in KERNELS if kernel.__name__ in sys.argv[1:]]
    make_ready(wanted, lambda name, seconds: print(name, seconds, flush=True))  # noqa: T201 - read by the parent
