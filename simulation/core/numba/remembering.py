"""What Numba found out about operators, remembered.

To learn what ``a * b`` returns, Numba tries some forty ways to multiply, each time that a function does so: a sixth of
the time to compile. The answer depends on nothing but the types.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from numba import types


def remembering(get_call_type: Callable[..., Any]) -> Callable[..., Any]:
    """Return Numba's look-up of a call's signature, with a memory for operators."""
    known: dict[Any, Any] = {}

    @wraps(get_call_type)
    def get_once(function: Any, context: Any, args: Any, kws: Any) -> Any:
        key = function.typing_key
        is_operator = key is bool or getattr(key, "__module__", "") == "_operator"
        if kws or not is_operator or not all(isinstance(arg, types.Type) for arg in args):
            return get_call_type(function, context, args, kws)
        question = function, context, tuple(args)
        answer = known.get(question)
        if answer is None:
            answer = known[question] = get_call_type(function, context, args, kws)
        return answer

    return get_once


kind: Any = types.Function
kind.get_call_type = remembering(kind.get_call_type)
