"""Compiled kernels from plain functions, and the cache they are kept in.

Equations and kernels are plain, undecorated Python functions. :func:`compiled` returns the machine-code version
of one, together with every function of this package that it calls. With ``NUMBA_DISABLE_JIT=1`` it returns the
plain function itself: that is the reference engine, and both agree bit for bit.

Numba's own cache does not see an edit in a *called* file, so the cache lives in a folder named by a digest of all
source files; and a cache is code, so the folder is private to its owner.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dis import get_instructions
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from types import FunctionType
from typing import Any, TypeVar

from simulation.core.errors import MultipartnerError
from simulation.core.randomness import uniform

PACKAGE = Path(__file__).resolve().parents[2]
KEPT_CACHES = 3
R = TypeVar("R")


@cache
def code_digest(suffixes: tuple[str, ...] = (".py", ".csv")) -> str:
    """Return the digest of every source and data file of the model: the code part of a run's identity."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in suffixes and path.is_file():
            digest.update(path.relative_to(PACKAGE).as_posix().encode())
            digest.update(b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def compiling_is_on() -> bool:
    """Tell whether kernels are compiled (``NUMBA_DISABLE_JIT`` is not set)."""
    return os.environ.get("NUMBA_DISABLE_JIT", "0") in {"", "0"}


def extends_numba() -> bool:
    """Tell whether kernels take the state as one address and arrays on loan (``MULTIPARTNER_PLAIN_NUMBA`` is not set).

    Numba by itself gives the same numbers; it takes longer to compile and to run.
    """
    return os.environ.get("MULTIPARTNER_PLAIN_NUMBA", "0") in {"", "0"}


def _candidate_folders() -> list[Path]:
    named = os.environ.get("MULTIPARTNER_CACHE")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    return ([Path(named)] if named else []) + [
        PACKAGE / "__pycache__" / "kernels",
        home / "multipartner" / "kernels",
    ]


def _is_private_and_writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        owner_is_me = not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
        others_may_write = os.name == "posix" and folder.stat().st_mode & 0o022
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (OSError, RuntimeError):
        return False
    return owner_is_me and not others_may_write


@cache
def cache_folder() -> Path:
    """Return the folder of compiled kernels for exactly this code; a temporary one where nothing else is writable."""
    stamp = f"{code_digest(('.py',))[:16]}-py{sys.version_info.major}{sys.version_info.minor}"
    stamp += "" if extends_numba() else "-plain"
    for base in _candidate_folders():
        folder = base / stamp
        if _is_private_and_writable(folder):
            _drop_old_caches(base, keep=folder)
            return folder
    folder = Path(tempfile.mkdtemp(prefix="multipartner-kernels-")) / stamp
    folder.mkdir(mode=0o700)
    return folder


def _drop_old_caches(base: Path, keep: Path) -> None:
    """Remove all but the newest few caches of older code, so that editing does not fill the disk."""
    old = sorted((f for f in base.iterdir() if f.is_dir() and f != keep), key=lambda f: f.stat().st_mtime)
    for folder in old[: max(0, len(old) + 1 - KEPT_CACHES)]:
        rmtree(folder, ignore_errors=True)


def is_compiled_before() -> bool:
    """Tell whether this very code has compiled kernels on disk already."""
    return not compiling_is_on() or any(cache_folder().rglob("*.nbc"))


_COMPILED: dict[tuple[Any, bool], Any] = {}


def _belongs_to_package(function: FunctionType) -> bool:
    return function.__module__.startswith("simulation.")


def _take_plainly(dispatcher: Any) -> Any:
    """Make calls with literal arguments (``True``, ``-1``) share the code for their type, and lend arrays.

    Numba would compile every kernel anew for each combination of literals it is called with, several times in all.
    """
    plain = import_module("simulation.core.numba.borrowed_arrays").plainly
    resolve = dispatcher.get_call_template

    def resolve_plain(args: Any, kws: Any) -> Any:
        return resolve(tuple(map(plain, args)), {name: plain(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = resolve_plain
    return dispatcher


def _called(function: FunctionType) -> Iterator[FunctionType]:
    """Yield the package functions that a function calls, once for each place where it does."""
    for instruction in get_instructions(function):
        if instruction.opname == "LOAD_GLOBAL":
            value = function.__globals__.get(instruction.argval)
            if isinstance(value, FunctionType) and _belongs_to_package(value):
                yield value


@cache
def reached(function: Any) -> dict[FunctionType, int]:
    """Return the package functions that run when one is called, itself included, with the bytes of their code."""
    found = {function: len(function.__code__.co_code)}
    for callee in _called(function):
        found |= reached(callee)
    return found


def _compile(function: FunctionType, inner: bool) -> Any:
    """Compile one function after all package functions it names; recursion ends as calls point down."""
    if (function, inner) in _COMPILED:
        return _COMPILED[function, inner]
    import numba

    called = {callee.__name__: _compile(callee, inner=True) for callee in _called(function)}
    twin = FunctionType(function.__code__, {**function.__globals__, **called}, function.__name__, function.__defaults__)
    twin.__qualname__ = function.__qualname__
    options: dict[str, Any] = {"no_cfunc_wrapper": True, "no_cpython_wrapper": inner, "cache": not inner}
    if inner:
        options["forceinline"] = function is uniform  # else a loop of draws is not put into vector instructions
    dispatcher = numba.njit(twin, error_model="numpy", nogil=True, **options)
    _COMPILED[function, inner] = _take_plainly(dispatcher) if inner and extends_numba() else dispatcher
    return _COMPILED[function, inner]


def _numba() -> Any:
    """Return Numba, told how kernels take the state."""
    if extends_numba():
        import_module("simulation.core.numba.state_type")
    return import_module("numba")


def compiled(function: Callable[..., R]) -> Callable[..., R]:
    """Return the compiled version of a plain kernel; the plain kernel itself where compiling is switched off.

    Parameters
    ----------
    function : a module-level function of this package that calls only ``math`` and other functions of it

    Raises
    ------
    MultipartnerError : the function is not a plain function of this package
    """
    if not compiling_is_on():
        return function
    if (function, False) in _COMPILED:
        return _COMPILED[function, False]
    if not isinstance(function, FunctionType) or not _belongs_to_package(function):
        raise MultipartnerError(f"Only plain functions of the package can be compiled; found {function!r}.")
    settings: Any = _numba().config
    settings.CACHE_DIR = str(cache_folder())
    return _compile(function, inner=False)


@contextmanager
def garbage_collector_off() -> Iterator[None]:
    """Switch the garbage collector off meanwhile: it would go through everything Numba holds, again and again."""
    is_collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_collected:
            gc.enable()


@cache
def _machine_code(kernel: Callable[..., R], kinds: tuple[Any, ...]) -> Callable[..., R]:
    dispatcher: Any = compiled(kernel)
    code: Callable[..., R] = dispatcher.compile(kinds)
    return code


def ready(kernels: Sequence[Callable[..., R]], *arguments: object) -> list[Callable[..., R]]:
    """Return the machine code of kernels for arguments like these, to be called many times with such arguments.

    Their types are looked at here, once, and not at every call.
    """
    if not compiling_is_on():
        return list(kernels)
    kinds = tuple(map(_numba().typeof, arguments))
    with garbage_collector_off():
        return [_machine_code(kernel, kinds) for kernel in kernels]
