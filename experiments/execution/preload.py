"""All that a worker needs, loaded by importing this once: the process does from which workers are forked.

Whatever goes wrong here goes wrong again in the worker that needs it, and is told from there.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def load() -> None:
    """Import the model, note which code this is, and load its kernels where they are compiled already."""
    from experiments.execution import recorded, worker  # noqa: F401 - loading is what is wanted
    from experiments.execution.engine import model_digest
    from simulation import invariants, measures  # noqa: F401
    from simulation.core.numba.kernel_cache import compiling_is_on
    from simulation.precompiling import KERNELS, make_ready, not_compiled

    model_digest()
    if compiling_is_on() and not not_compiled():
        make_ready(KERNELS, lambda _name, _seconds: None)


PR_SET_PDEATHSIG = 1
"""Asks Linux for a signal at the parent's death, see ``man 2 prctl``."""


@contextmanager
def ending_with_parent() -> Iterator[None]:
    """End this process if its parent ends meanwhile: it is deaf while it loads, and holds the parent's output open."""
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else lambda *_: None
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        yield
    finally:
        prctl(PR_SET_PDEATHSIG, 0)


with suppress(Exception), ending_with_parent():
    load()
