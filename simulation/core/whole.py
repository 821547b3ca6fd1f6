"""Numbers as anybody has them: whole ones of Python and NumPy, but no truth values; and words that are a number."""

from __future__ import annotations

from operator import index
from typing import Any, TypeGuard

from simulation.core.errors import MultipartnerError


def is_whole(value: Any) -> TypeGuard[int]:
    """Tell whether a value is a whole number; 5.0 is none, nor is True.

    Examples
    --------
    >>> is_whole(5), is_whole(5.0), is_whole(True)
    (True, False, False)
    """
    return (
        type(value).__name__ not in ("bool", "bool_")
        and hasattr(type(value), "__index__")
        and not hasattr(value, "__len__")
    )


def whole(what: str, value: Any, least: int, most: int | None = None) -> int:
    """Return a whole number between two bounds as Python's own.

    Raises
    ------
    MultipartnerError
        When it is none.

    Examples
    --------
    >>> whole("runs", 5, 1)
    5
    """
    if not is_whole(value) or index(value) < least or (most is not None and index(value) > most):
        bounds = f"from {least}" if most is None else f"from {least} to {most}"
        raise MultipartnerError(f"{what} must be a whole number {bounds}, got {value!r}.")
    return index(value)


def is_number(word: str) -> bool:
    """Tell whether a word is a number as Python writes one.

    Examples
    --------
    >>> is_number("-1e3"), is_number("nan"), is_number("1,5")
    (True, True, False)
    """
    try:
        float(word)
    except ValueError:
        return False
    return True
