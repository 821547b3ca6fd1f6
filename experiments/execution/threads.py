"""One thread per process for every numerical library; must come before NumPy is imported."""

from __future__ import annotations

import os

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
)


def one_thread_each() -> None:
    """Ask numerical libraries for one thread, unless the user has said otherwise.

    Histories run side by side in processes of their own; threads inside each would only compete
    (measured: three to five times slower). Worker processes inherit the setting.
    """
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, "1")
