"""What the machine code of a kernel hinges on, in one digest: its own code, that of all it calls, and their constants.

Comments, docstrings of modules and code that a kernel never reaches are not part of it, so that an edit compiles
nothing but the kernels it changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, EnumMeta
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from simulation.core.columns import Tables
from simulation.core.errors import MultipartnerError

NUMBERS = (bool, int, float, str, bytes, type(None))


def kernel_digest(functions: Iterable[FunctionType]) -> str:
    """Return the digest of a kernel, given as all the functions that run when it is called.

    Raises
    ------
    MultipartnerError : a function reads a global whose value cannot be told for certain
    """
    digest = sha256()
    for text in sorted(map(_text, functions)):
        digest.update(text)
    return digest.hexdigest()


@cache
def surroundings_digest() -> str:
    """Return the digest of what every kernel hinges on: the compiler, how it is used, and which tables there are."""
    digest = sha256(repr((version("numba"), version("llvmlite"), Tables._fields)).encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


@cache
def _text(function: FunctionType) -> bytes:
    return "\0".join(_of_function(function)).encode()


def _of_function(function: FunctionType) -> Iterator[str]:
    yield f"{function.__module__}.{function.__qualname__}"
    yield repr(_constant(function.__defaults__))
    yield from _of_code(function.__code__)
    for name in sorted(_names(function.__code__)):
        if name in function.__globals__:
            yield f"{name}={_value(function.__globals__[name])}"


def _of_code(code: CodeType) -> Iterator[str]:
    yield repr((code.co_code, code.co_names, code.co_varnames, code.co_argcount, code.co_kwonlyargcount))
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant)
        else:
            yield repr(_constant(constant))


def _names(code: CodeType) -> set[str]:
    """Return the names of globals, and of attributes: one that is the name of a global, too, does no harm."""
    names = set(code.co_names)
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            names |= _names(constant)
    return names


def _value(value: Any) -> str:
    """Return a text that changes whenever the value does."""
    if isinstance(value, FunctionType | ModuleType):  # functions of the package are described on their own
        return value.__name__
    if isinstance(value, EnumMeta):
        members: dict[str, Enum] = dict(value.__members__)
        return repr([(name, _constant(member.value)) for name, member in members.items()])
    if isinstance(value, type):
        return repr((value.__qualname__, getattr(value, "_fields", None)))
    return repr(_constant(value))


def _constant(value: Any) -> object:
    if isinstance(value, Enum):
        return (type(value).__name__, _constant(value.value))
    if isinstance(value, tuple | frozenset):
        parts = [_constant(each) for each in value]
        return tuple(parts) if isinstance(value, tuple) else sorted(parts, key=repr)
    if isinstance(value, NUMBERS):
        return (type(value).__name__, value)
    raise MultipartnerError(f"A kernel reads a {type(value).__name__}; a constant must be a number, a text or a tuple.")
