"""What a game refuses, in one line each: what must be, and what was given."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError, NameUnknownError, name_unknown
from simulation.core.whole import is_whole, whole
from simulation.games.words import word_to_use

LARGEST = 1e50
"""Size beyond which squares and products of numbers would overflow, and below its inverse quotients."""


def code(what: str, name: Any, codes: Mapping[str, int]) -> int:
    """Return the code of a name, or refuse it with the nearest known one.

    Examples
    --------
    >>> code("tie rule", "out", {"join": 0, "stay": 1, "out": 2})
    2
    """
    if not isinstance(name, str):
        raise MultipartnerError(f"A {what} is given by name ({', '.join(codes)}), got {name!r}.")
    if name not in codes:
        raise unknown(what, name, codes)
    return codes[name]


def unknown(what: str, name: str, known: Iterable[str]) -> NameUnknownError:
    """Return the error for a name that nothing reads; a word of the field leads to the word to use.

    Examples
    --------
    >>> str(unknown("burden-sharing rule", "cooperative", ["joint"]))
    "No burden-sharing rule is called 'cooperative'. What you mean may be rule='joint'. Known: joint."
    """
    instead = word_to_use(str(name))
    words = list(known)
    if instead is None:
        return name_unknown(what, name, words)
    listed = ", ".join(words)
    return NameUnknownError(f"No {what} is called '{name}'. What you mean may be {instead}. Known: {listed}.")


def number(what: str, value: Any, low: float = 0.0, high: float = math.inf) -> float:
    """Return a finite number between two bounds, or refuse it.

    Examples
    --------
    >>> number("theta", 0.5), number("delta", 1, 0.0, 1.0)
    (0.5, 1.0)
    """
    is_number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or not low <= value <= high:
        bounds = f" of {low:g} or more" if math.isfinite(low) else ""
        bounds = f" from {low:g} to {high:g}" if math.isfinite(high) else bounds
        raise MultipartnerError(f"{what} must be a finite number{bounds}, got {value!r}.")
    return float(value)


def flag(what: str, value: Any) -> bool:
    """Return whether something is so, or refuse what is neither true nor false.

    Examples
    --------
    >>> flag("founding", True)
    True
    """
    if not isinstance(value, bool | np.bool_):
        raise MultipartnerError(f"{what} must be True or False, got {value!r}.")
    return bool(value)


def floats(what: str, values: Any) -> Floats:
    """Return numbers as an array, or refuse what is none: text and yes or no are not."""
    try:
        given = np.asarray(values)
        found = None if given.dtype.kind in "bSU" else given.astype(float)
    except (TypeError, ValueError):
        found = None
    if found is None:
        raise MultipartnerError(f"{what} must be numbers, got {values!r}.")
    return found


def one_each(
    what: str, values: Any, n: int, *, above: float = -math.inf, least: float = -math.inf, most: float = math.inf
) -> Floats:
    """Return one number an actor, shape (n,); a single number stands for all.

    Examples
    --------
    >>> one_each("costs", 2.0, 3, above=0.0).tolist()
    [2.0, 2.0, 2.0]
    """
    given = floats(what, values)
    if given.shape not in {(), (n,)}:
        raise MultipartnerError(
            f"{what} must be one number or one for each of the {n} actors, got shape {given.shape}."
        )
    if not np.all(np.isfinite(given)) or np.any(given <= above) or np.any(given < least) or np.any(given > most):
        bound = f"above {above:g}" if above > -math.inf else (f"of {least:g} or more" if least > -math.inf else "")
        bound = bound if most == math.inf else f"from {least:g} to {most:g}"
        raise MultipartnerError(f"{what} must be finite numbers {bound}".rstrip() + f", got {given.tolist()}.")
    if np.any(np.abs(given) > LARGEST) or (above == 0.0 and np.any((given > 0.0) & (given < 1.0 / LARGEST))):
        raise MultipartnerError(f"{what} must be of a size from {1 / LARGEST:g} to {LARGEST:g}, got {given.tolist()}.")
    return np.broadcast_to(given, (n,)).astype(float)


def sums_to_one(numbers: Floats) -> bool:
    """Tell whether numbers sum to one, but for rounding."""
    return abs(float(numbers.sum()) - 1.0) <= 1e-9


def shares(what: str, values: Any, n: int) -> Floats:
    """Return one share an actor; they must sum to one.

    Examples
    --------
    >>> shares("surplus_weights", [0.5, 0.5], 2).tolist()
    [0.5, 0.5]
    """
    given = one_each(what, values, n, least=0.0)
    if not sums_to_one(given):
        raise MultipartnerError(f"{what} must sum to 1, got {given.tolist()}, which sum to {given.sum():g}.")
    return given


def square(what: str, values: Any, n: int) -> Floats:
    """Return a matrix of finite numbers, shape (n, n); what stands on the diagonal does not count."""
    given = floats(what, values)
    if given.shape != (n, n):
        raise MultipartnerError(f"{what} must be a matrix of shape ({n}, {n}), got shape {given.shape}.")
    filled = np.where(np.eye(n) > 0, 0.0, given)
    if not np.all(np.isfinite(filled)):
        raise MultipartnerError(f"{what} must be finite off the diagonal.")
    return filled


def positions(what: str, actors: Any, n: int) -> list[int]:
    """Return positions of actors in rising order, each once.

    Examples
    --------
    >>> positions("Members", [2, 0], 3)
    [0, 2]
    """
    allowed = f"{what} must be positions of actors, 0 to {n - 1}, each once"
    if not isinstance(actors, Iterable) or isinstance(actors, str):
        raise MultipartnerError(f"{allowed}, got {actors!r}.")
    given = list(actors)
    if not all(is_whole(i) and 0 <= i < n for i in given) or len(set(given)) != len(given):
        raise MultipartnerError(f"{allowed}, got {given!r}.")
    return sorted(int(i) for i in given)


def position(what: str, actor: Any, n: int) -> int:
    """Return the position of one actor or partnership, or refuse it."""
    return whole(what, actor, 0, n - 1)


def only_with(what: str, *, is_given: bool, wanted: str, has: bool) -> None:
    """Refuse a value that would have no effect without another."""
    if is_given and not has:
        raise MultipartnerError(f"{what} has an effect only with {wanted}; leave it out or set that.")


def known(what: str, names: Iterable[str], allowed: Sequence[str]) -> None:
    """Refuse names that nothing reads."""
    for name in names:
        if name not in allowed:
            raise unknown(what, name, allowed)
