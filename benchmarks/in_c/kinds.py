"""What an expression is in C: a scalar, an array or a tuple of scalars."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from typing import get_type_hints as hints

STATE = "const State *"
SCALARS = {"int": "int64_t", "bool": "int64_t", "float": "double"}
ARRAYS = {"Floats": "F", "np.ndarray": "F", "Ints": "I"}


@dataclass(frozen=True)
class Kind:
    """Type of an expression.

    Attributes
    ----------
    name : C scalar, ``F`` or ``I`` for an array of floats or whole numbers, ``tuple``, ``void`` or the state
    dimensions : of an array; 0 where the source does not say
    items : C scalars of a tuple
    fields : names of the items of a named tuple
    """

    name: str
    dimensions: int = 0
    items: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def c(self) -> str:
        """The type as C writes it."""
        return f"T{len(self.items)}{''.join(item[0] for item in self.items)}" if self.items else self.name

    @property
    def is_array(self) -> bool:
        """Tell whether it has elements that can be set."""
        return self.name in {"F", "I"}


WHOLE, REAL, VOID = Kind("int64_t"), Kind("double"), Kind("void")
FLOATS, INTS = Kind("F", 1), Kind("I", 1)


class Said(NamedTuple):
    """An expression in C, and its type."""

    text: str
    kind: Kind


def widest(kinds: Iterable[Kind]) -> Kind:
    """Return the type in which Python would compare or add these."""
    return REAL if any(kind == REAL for kind in kinds) else WHOLE


def kind_of_named(made: Any) -> Kind:
    """Return the type of a named tuple of scalars."""
    return Kind("tuple", items=tuple(SCALARS[each.__name__] for each in hints(made).values()), fields=made._fields)


def is_named(made: Any) -> bool:
    """Tell whether something is a class of named tuples of scalars; the state is none of them."""
    return isinstance(made, type) and issubclass(made, tuple) and set(hints(made).values()) <= {int, bool, float}


def kind_of(annotation: str | ast.expr | None, names: Mapping[str, Any]) -> Kind:
    """Return the type that an annotation stands for, in a function that knows these names."""
    text = ast.unparse(annotation) if isinstance(annotation, ast.expr) else annotation
    if text is None or text == "None":
        return VOID
    if text in SCALARS:
        return Kind(SCALARS[text])
    if text.startswith("tuple["):
        return Kind("tuple", items=tuple(SCALARS[each.strip()] for each in text[6:-1].split(",")))
    if is_named(names.get(text)):
        return kind_of_named(names[text])
    return Kind(ARRAYS.get(text, STATE))


def literal(value: float) -> Said:
    """Return a number in C, exactly."""
    if isinstance(value, int):
        return Said(f"INT64_C({int(value)})", WHOLE)
    if math.isinf(value):
        return Said("INFINITY" if value > 0.0 else "(-INFINITY)", REAL)
    return Said("NAN" if math.isnan(value) else f"({value.hex()})", REAL)
