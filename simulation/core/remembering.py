"""What Numba found out about operators, remembered.

To learn what ``a * b`` returns, Numba tries some forty ways to multiply, each time that a function does so: a sixth of
the time to compile. The answer depends on nothing but the types.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from numba import types
from numba.core.registry import cpu_target


def _is_operator(function: Any) -> bool:
    key = getattr(function, "typing_key", function)
    return key is bool or getattr(key, "__module__", "") == "_operator"


def remembering(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Return Numba's look-up of a call's signature, with a memory for operators."""
    known: dict[Any, Any] = {}

    @wraps(resolve)
    def resolve_once(function: Any, args: Any, kws: Any) -> Any:
        if kws or not _is_operator(function) or not all(isinstance(arg, types.Type) for arg in args):
            return resolve(function, args, kws)
        question = function, tuple(args)
        answer = known.get(question)
        if answer is None:
            answer = known[question] = resolve(function, args, kws)
        return answer

    return resolve_once


cpu_target.typing_context.resolve_function_type = remembering(cpu_target.typing_context.resolve_function_type)
