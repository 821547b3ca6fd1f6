"""Compiling by gcc and calling through ctypes."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from benchmarks.in_c.source import LOOP, loop_entry, single_entries, source_in_c
from simulation.core.columns import Floats, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.phase import Kernel

FLAGS = ("-O3", "-march=native", "-ffp-contract=off", "-fwrapv", "-fPIC", "-shared", "-std=gnu11", "-w")
"""As fast as gcc makes it with strict floating point: the order of operations stays that of the source."""
Loop = Callable[[Tables, Floats, int, int, int], None]
"""``loop(tables, settings, seed, first, last)`` runs quarters ``first`` to ``last``."""


class ArrayInC(ctypes.Structure):
    """An array as C takes it: where it lies, and three sizes, 1 where it has fewer."""

    _fields_ = (("d", ctypes.c_void_p), ("n", ctypes.c_int64 * 3))

    @classmethod
    def of(cls, array: npt.NDArray[np.float64]) -> ArrayInC:
        """Return where an array lies and its shape."""
        if array.dtype != np.float64 or not array.flags.c_contiguous:
            raise MultipartnerError(f"C takes contiguous arrays of float64, got {array.dtype} of shape {array.shape}.")
        return cls(array.ctypes.data, (ctypes.c_int64 * 3)(*array.shape, *(1,) * (3 - array.ndim)))


def library_of(kernels: Sequence[Kernel], tables: Tables, entries: list[str], flags: Sequence[str]) -> ctypes.CDLL:
    """Translate and compile kernels; the files are gone afterwards, the code stays loaded."""
    if shutil.which("gcc") is None:
        raise MultipartnerError("The C version needs gcc, which is not on the PATH; install it.")
    with TemporaryDirectory(prefix="multipartner-c-") as folder:
        source, shared = Path(folder, "model.c"), Path(folder, "model.so")
        source.write_text(source_in_c(kernels, tables, entries))
        call = ["gcc", *flags, "-o", str(shared), str(source), "-lm"]
        done = subprocess.run(call, capture_output=True, text=True, check=False)
        if done.returncode:
            problems = [line for line in done.stderr.splitlines() if "error" in line]
            raise MultipartnerError(f"gcc did not compile the translated kernels: {(problems or [done.stderr])[0]}")
        return ctypes.CDLL(str(shared))


def entry(library: ctypes.CDLL, name: str, numbers: int) -> Callable[..., None]:
    """Return a function of a library that takes the state, the settings and some whole numbers."""
    function = library[name]
    function.argtypes = [ctypes.c_void_p, ArrayInC, *[ctypes.c_int64] * numbers]
    function.restype = None

    def call(tables: Tables, settings: Floats, *rest: int) -> None:
        state = (ArrayInC * len(tables))(*(ArrayInC.of(table) for table in tables))
        function(state, ArrayInC.of(settings), *rest)

    return call


def kernels_in_c(kernels: Sequence[Kernel], tables: Tables, flags: Sequence[str] = FLAGS) -> dict[str, Kernel]:
    """Return kernels in C by name, to be called like the model's own on tables of as many dimensions as these."""
    library = library_of(kernels, tables, single_entries(kernels), flags)
    return {kernel.__name__: entry(library, f"{kernel.__name__}_once_", numbers=2) for kernel in kernels}


def loop_in_c(kernels: Sequence[Kernel], tables: Tables, flags: Sequence[str] = FLAGS) -> Loop:
    """Return a loop of quarters in C, in each of which the kernels run in this order: Python is left once a run."""
    return entry(library_of(kernels, tables, loop_entry(kernels), flags), LOOP, numbers=3)
