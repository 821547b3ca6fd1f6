"""Compiled kernels from plain functions, and the cache they are kept in.

Equations and kernels are plain, undecorated Python functions. :func:`compiled` returns the machine-code version
of one, together with every function of this package that it calls. With ``NUMBA_DISABLE_JIT=1`` it returns the
plain function itself: that is the reference engine, and both agree bit for bit.

Machine code is kept on disk; where, and how damage is found there, :mod:`simulation.core.numba.kernel_cache` says,
and what makes it stale, :mod:`simulation.core.numba.fingerprint`.
"""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dis import get_instructions
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any, TypeVar

from simulation.core.errors import MultipartnerError, StorageError
from simulation.core.numba.fingerprint import kernel_digest
from simulation.core.numba.kernel_cache import (
    cache_folder,
    compiling_is_on,
    extends_numba,
    kernel_folder,
    seal,
    source_of,
)
from simulation.core.randomness import uniform

R = TypeVar("R")
LOG = logging.getLogger("multipartner.compiling")

_said: list[str] = []
_COMPILED: dict[tuple[Any, bool], Any] = {}
_HERE, _, _ = __name__.rpartition(".")
_OURS = _HERE.removesuffix("core.numba")
"""How the names of this package's modules begin: in a clone, and otherwise in an installation."""


def _belongs_to_package(function: FunctionType) -> bool:
    return function.__module__.startswith(_OURS)


def _take_plainly(dispatcher: Any) -> Any:
    """Make calls with literal arguments (``True``, ``-1``) share the code for their type, and lend arrays.

    Numba would compile every kernel anew for each combination of literals it is called with, several times in all.
    """
    plain = import_module(f"{_HERE}.borrowed_arrays").plainly
    resolve = dispatcher.get_call_template

    def resolve_plain(args: Any, kws: Any) -> Any:
        return resolve(tuple(map(plain, args)), {name: plain(kind) for name, kind in kws.items()})

    dispatcher.get_call_template = resolve_plain
    return dispatcher


THIN, THICK = 300, 2000
"""Bytes of code up to which a function is thin, and from which on what it calls is thick. Numba optimises the whole
of a library anew at each level of calls; with 300 a quarter of that time goes, with 600 what is written in outgrows
it."""


def _called(function: FunctionType) -> Iterator[FunctionType]:
    """Yield the package functions that a function calls, once for each place where it does."""
    if not any(isinstance(function.__globals__.get(name), FunctionType) for name in function.__code__.co_names):
        return
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


@cache
def _digest(function: FunctionType) -> str:
    return kernel_digest(reached(function))


def is_compiled(function: Callable[..., object]) -> bool:
    """Tell whether the machine code of exactly this kernel is on disk."""
    return any(kernel_folder(function.__name__, _digest(function)).rglob("*.nbc"))


def _is_thin(function: FunctionType) -> bool:
    """Tell whether a function is little more than a call of what is long: not worth a library of its own."""
    own = len(function.__code__.co_code)
    return own <= THIN and sum(reached(function).values()) - own >= THICK


def _compile(function: FunctionType, *, inner: bool = False) -> Any:
    """Compile one function after all package functions it names; recursion ends as calls point down.

    A kernel is compiled for Python; what it calls, for its callers.
    """
    if (function, inner) in _COMPILED:
        return _COMPILED[function, inner]
    import numba

    called = {callee.__name__: _compile(callee, inner=True) for callee in _called(function)}
    code = function.__code__
    if not inner:
        source = source_of(function.__name__, _digest(function))
        settings: Any = numba.config
        settings.CACHE_DIR = str(source.parent)
        code = code.replace(co_filename=str(source), co_firstlineno=1)
    twin = FunctionType(code, {**function.__globals__, **called}, function.__name__, function.__defaults__)
    twin.__qualname__ = function.__qualname__
    options: dict[str, Any] = {"no_cfunc_wrapper": True, "no_cpython_wrapper": inner, "cache": not inner}
    if function is uniform:
        options["forceinline"] = inner  # else a loop of draws is not put into vector instructions
    if inner and _is_thin(function):
        options["inline"] = "always"
    dispatcher = numba.njit(twin, error_model="numpy", nogil=True, **options)
    _COMPILED[function, inner] = _take_plainly(dispatcher) if inner and extends_numba() else dispatcher
    return _COMPILED[function, inner]


def _numba() -> Any:
    """Return Numba, told how kernels take the state."""
    if extends_numba():
        import_module(f"{_HERE}.state_type")
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
    return _called_with_any(function) if compiling_is_on() else function


@cache
def _called_with_any(function: Callable[..., R]) -> Callable[..., R]:
    """Return a kernel that is compiled for the types of arguments which it meets."""
    dispatcher = _dispatcher(function)

    def call(*arguments: object) -> R:
        known = len(dispatcher.signatures)
        with nullcontext() if known else _compiling(function, dispatcher):
            result: R = dispatcher(*arguments)
        if known and len(dispatcher.signatures) > known:
            seal()
        return result

    return call


def _dispatcher(function: Callable[..., object]) -> Any:
    """Return Numba's dispatcher of a plain kernel."""
    if (function, False) in _COMPILED:
        return _COMPILED[function, False]
    if not isinstance(function, FunctionType) or not _belongs_to_package(function):
        raise MultipartnerError(f"Only plain functions of the package can be compiled; found {function!r}.")
    _numba()
    try:
        return _compile(function)
    except OSError as error:
        raise _not_written(error) from None


def _not_written(error: OSError) -> StorageError:
    return StorageError(cache_folder(), error, "or set MULTIPARTNER_CACHE to another folder")


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


def announce(*, to_people: bool = True) -> None:
    """Say that kernels are compiled, once in a process: to the log, and to whoever looks on."""
    if _said:
        return
    said = "Compiling the model, once for this version of it (a minute or so) …"
    _said.append(said)
    LOG.info(said)
    is_watched = "ipykernel" in sys.modules or (sys.stderr is not None and sys.stderr.isatty())
    if to_people and is_watched:
        sys.stderr.write(f"{said}\n")


@contextmanager
def _compiling(kernel: Callable[..., object], dispatcher: Any) -> Iterator[None]:
    """Tell people that a kernel is compiled, if it is, and seal it at once: who starts next drops what has no seal."""
    if not is_compiled(kernel):
        announce()
    try:
        with garbage_collector_off():
            yield
    except OSError as error:
        raise _not_written(error) from None
    if dispatcher.stats.cache_misses:
        seal()


@cache
def _machine_code(kernel: Callable[..., R], kinds: tuple[Any, ...]) -> Callable[..., R]:
    dispatcher = _dispatcher(kernel)
    with _compiling(kernel, dispatcher):
        code: Callable[..., R] = dispatcher.compile(kinds)
    return code


def ready(kernels: Sequence[Callable[..., R]], *arguments: object) -> list[Callable[..., R]]:
    """Return the machine code of kernels for arguments like these, to be called many times with such arguments.

    Their types are looked at here, once, and not at every call.
    """
    if not compiling_is_on():
        return list(kernels)
    kinds = tuple(map(_numba().typeof, arguments))
    return [_machine_code(kernel, kinds) for kernel in kernels]
