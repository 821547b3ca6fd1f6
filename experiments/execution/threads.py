"""One thread per process for every numerical library; must come before NumPy is imported."""

from __future__ import annotations

import os
import warnings

from simulation.core.errors import MultipartnerError

COMPILER, COMPILER_THREADS = "NUMBA_", "NUMBA_NUM_THREADS"
THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    COMPILER_THREADS,
)


def one_thread_each() -> None:
    """Ask numerical libraries for one thread, unless the user has said otherwise.

    Histories run side by side in processes of their own; threads inside each would only compete
    (measured: three to five times slower). Worker processes inherit the setting.
    """
    for name in THREAD_VARIABLES:
        os.environ[name] = os.environ.get(name) or "1"


def check_compiler_settings() -> None:
    """Refuse settings of the compiler that it cannot read: else every run would fail, or warn at length.

    Raises
    ------
    MultipartnerError
    """
    threads = os.environ.get(COMPILER_THREADS) or "1"
    if not (threads.isascii() and threads.isdigit() and int(threads) > 0):
        raise MultipartnerError(f"{COMPILER_THREADS} must be a whole number from 1, found '{threads}'; unset it.")
    if not any(name.startswith(COMPILER) and name != COMPILER_THREADS for name in os.environ):
        return
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        import numba.core.config  # noqa: F401 - it reads them when it is imported
    unread = [str(each.message).splitlines()[0] for each in told if f"'{COMPILER}" in str(each.message)]
    if unread:
        raise MultipartnerError(f"{unread[0].rstrip('.')}; unset it, or give it a value that Numba takes.")
