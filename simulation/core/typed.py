"""What is asked from Python is looked at before anything is done: each argument is of the kind its annotation says.

A wrong kind is one line, as every mistake of a user. Whole numbers are left to
:func:`simulation.core.whole.whole`, which names their bounds as well.
"""

from __future__ import annotations

import inspect
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import cache, wraps
from numbers import Real
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from simulation.core.errors import MultipartnerError
from simulation.core.plain_text import visible

Asked = TypeVar("Asked", bound=Callable[..., Any])
Function = get_origin(Callable[..., Any])
SHOWN = 60
"""Letters of a wrong value that an error repeats; of a larger one it names the kind."""
WORDS = {
    str: "text", float: "a finite number", int: "a whole number", bool: "True or False", NoneType: "None",
    os.PathLike: "a path", Mapping: "a table of values",
}  # fmt: skip


def typed(asked: Asked) -> Asked:
    """Let a function, or the making of a class, refuse arguments of another kind than its annotations say.

    Examples
    --------
    >>> @typed
    ... def half(share: float) -> float:
    ...     return share / 2
    >>> half("0.5")
    Traceback (most recent call last):
    simulation.core.errors.MultipartnerError: half: share must be a finite number, got '0.5'.
    """
    if isinstance(asked, type):
        asked.__init__ = _checked(asked.__init__, asked.__name__)  # type: ignore[misc]
        return asked
    return cast("Asked", _checked(asked, asked.__name__))


def _checked(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    signature = inspect.signature(function)

    @wraps(function)
    def checked(*given: Any, **named: Any) -> Any:
        try:
            bound = signature.bind(*given, **named)
        except TypeError:  # an argument is missing, or has no such name: Python says so in its own words
            return function(*given, **named)
        for parameter, value in bound.arguments.items():
            _check(name, signature.parameters[parameter], _hints(function).get(parameter, Any), value)
        return function(*given, **named)

    return checked


@cache
def _hints(function: Callable[..., Any]) -> dict[str, Any]:
    return get_type_hints(function)


def _check(function: str, parameter: inspect.Parameter, kind: Any, value: Any) -> None:
    several = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    for each in value if several else (value,):
        if not fits(each, kind):
            raise MultipartnerError(f"{function}: {parameter.name} must be {said(kind)}, got {shown(each)}.")


def fits(value: Any, kind: Any) -> bool:
    """Tell whether a value is of a kind, as annotations write it.

    Examples
    --------
    >>> fits("today", str | None), fits(["a", 5], list[str]), fits({"a": 5}, Mapping[str, Any]), fits(True, float)
    (True, False, True, False)
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return any(fits(value, part) for part in parts)
    if origin is Literal:
        return isinstance(value, str) and value in parts
    if _is_array(origin):
        return _are_numbers(value)
    if origin is not None and issubclass(origin, Mapping):
        is_table = isinstance(value, Mapping)
        return is_table and all(fits(key, parts[0]) and fits(value[key], parts[1]) for key in value)
    if origin is Iterable:  # what can be gone through but once is looked at there
        return isinstance(value, Iterable) and not isinstance(value, str | bytes)
    if origin is not None and issubclass(origin, Iterable):
        return _is_list(value) and all(fits(each, parts[0]) for each in value)
    return _is_one(value, origin or kind)


def _is_one(value: Any, kind: Any) -> bool:
    """Tell whether a value is of a plain kind."""
    if kind in (Any, int) or isinstance(kind, TypeVar):
        return True
    if kind is str:
        return isinstance(value, str) and _can_be_written(value)
    if kind is float:
        return isinstance(value, Real) and not _is_truth(value) and math.isfinite(value)
    if kind is bool:
        return _is_truth(value)
    if kind is Function:
        return callable(value)
    if isinstance(kind, type) and issubclass(kind, os.PathLike):  # any path will do, if it is of text
        return isinstance(value, os.PathLike) and fits(os.fspath(value), str)
    return isinstance(value, kind)


def _is_truth(value: object) -> bool:
    """Tell whether a value is true or false, of Python or of NumPy."""
    return type(value).__name__ in ("bool", "bool_")


def _is_list(value: Any) -> bool:
    """Tell whether a value is a list or the like: not a text, nor a table."""
    is_flat = isinstance(value, Iterable) and isinstance(value, Sized) and getattr(value, "ndim", 1) == 1
    return is_flat and not isinstance(value, str | bytes | Mapping)


def _is_array(kind: Any) -> bool:
    return getattr(kind, "__name__", "") == "ndarray"


def _are_numbers(value: Any) -> bool:
    import numpy as np  # scenarios are read without it

    try:
        return np.asarray(value).dtype.kind in "iuf"
    except (TypeError, ValueError):
        return False


def _can_be_written(text: str) -> bool:
    """Tell whether a text can be stored, and name a file."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def said(kind: Any) -> str:
    """Return the words for a kind.

    Examples
    --------
    >>> said(str | os.PathLike[str] | None), said(list[str]), said(Literal["above", "below"])
    ('a name, a path or None', 'a list of text', "'above' or 'below'")
    """
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        words = [said(part) for part in parts]
        return _either(["a name" if word == "text" and "a path" in words else word for word in words])
    if origin is Literal:
        return _either([repr(part) for part in parts])
    if _is_array(origin):
        return "a list of numbers"
    plain = origin or kind
    if plain is Function:
        return "a function"
    if isinstance(plain, type) and issubclass(plain, os.PathLike):
        return WORDS[os.PathLike]
    if plain in WORDS:
        return WORDS[plain]
    if origin is not None and issubclass(origin, Iterable):
        return f"a list of {said(parts[0])}"
    return f"a {getattr(plain, '__name__', plain)}"


def _either(words: list[str]) -> str:
    """Return words with commas and an ``or``, each once."""
    once = list(dict.fromkeys(words))
    return " or ".join([*([", ".join(once[:-1])] if once[:-1] else []), once[-1]])


def shown(value: Any) -> str:
    """Return a wrong value as an error repeats it: itself where it is short, else its kind."""
    text = visible(repr(value))
    return text if len(text) <= SHOWN and "\n" not in text else f"a {type(value).__name__}"
