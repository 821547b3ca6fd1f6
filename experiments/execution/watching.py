"""What somebody sees of an experiment that Python runs: that kernels are compiled first, and how far it is.

Whoever looks at a terminal or a notebook sees a bar. Programs hear the same from the logger ``multipartner.execution``.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from time import monotonic

from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import RunOptions
from experiments.execution.progress import bar_for_python, duration
from experiments.execution.scheduler import Workers
from experiments.storage.store import Mending

LOG = logging.getLogger("multipartner.execution")


def compile_first(say: Callable[[str], None]) -> None:
    """Compile what has not been compiled yet for this version of the model, and say so."""
    from simulation.precompiling import compile_missing, not_compiled

    if not (missing := not_compiled()):
        return
    say(f"Compiling {len(missing)} kernels of the model first, once for this version of it (a minute or so) …")
    start, seconds = monotonic(), dict[str, float]()
    compile_missing(seconds.__setitem__)
    longest = sorted(seconds, key=lambda name: -seconds[name])[:3]
    named = ", ".join(f"{name} {seconds[name]:.0f} s" for name in longest)
    say(f"Compiled {len(seconds)} kernels in {duration(monotonic() - start)}, two at a time; the longest: {named}.")


def watched(workers: Workers, planned: int, engine: Engine = MODEL) -> RunOptions:
    """Return how an experiment is carried out in Python: with a bar if anybody looks, never compiling in silence.

    Parameters
    ----------
    workers : Workers
    planned : int
        Runs asked for.
    engine : Engine
        Only the model itself has kernels.
    """
    bar = bar_for_python()
    say = LOG.info if bar is None else (lambda line: print(line, file=sys.stderr))  # noqa: T201

    def notice(found: Mending) -> None:
        if engine.digest is MODEL.digest and len(found.done) < planned:
            compile_first(say)

    return RunOptions(workers, bar, notice)
