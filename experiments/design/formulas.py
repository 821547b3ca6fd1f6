"""Settings that follow from factors: ``us.regard = "0.4 * (1 - us.transactionalism)"`` in the table ``[tied]``.

A formula is arithmetic and nothing else: numbers, factors by their dotted names, ``+ - * / **``, and a few functions.
It is read as a tree and never run as code.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from experiments.design.factors import named_specs, plain_field
from experiments.design.problem import Factor
from experiments.design.schema import DesignError, DesignFile
from simulation.core.errors import MultipartnerError, no_such
from simulation.parameters import Scenario
from simulation.parameters.files import Source

LONGEST, DEEPEST = 500, 50
"""Characters of a formula, and steps of one inside another."""
LEAST_FRACTION = 1e-9
"""Less than that is what reckoning in binary leaves of a whole number."""
BETWEEN: Mapping[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: math.pow,
}
FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": lambda *values: min(values),
    "max": lambda *values: max(values),
    "abs": abs,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "log": math.log,
    "round": lambda value: float(round(value)),
}
OF_MANY = ("min", "max")
"""Functions of one number or more; the others take one."""
ALLOWED = f"numbers, factors by name, + - * / ** and {', '.join(FUNCTIONS)}"


@dataclass(frozen=True)
class Formula:
    """A setting that follows from factors.

    Parameters
    ----------
    text : str
        As the design says it.
    is_whole : bool
        Whether the setting is a whole number: then a fraction is refused, and ``round`` in the formula rounds it.
    """

    text: str
    is_whole: bool = False

    def value(self, point: Mapping[str, Any]) -> float | int:
        """Return the setting at a point, factors by their dotted names.

        Raises
        ------
        MultipartnerError
            When the formula has no value there.

        Examples
        --------
        >>> Formula("0.4 * (1 - us.transactionalism)").value({"us.transactionalism": 0.5})
        0.2
        """
        try:
            found = float(_value(_tree(self.text), point))
        except (ArithmeticError, ValueError) as error:
            raise MultipartnerError(f"'{self.text}' has no value there: {error}.") from None
        if not math.isfinite(found):
            raise MultipartnerError(f"'{self.text}' has no finite value there.")
        return _as_whole(found, self.text) if self.is_whole else found

    @property
    def names(self) -> list[str]:
        """Dotted names in the formula, in order."""
        return list(dict.fromkeys(_names(_tree(self.text))))


def _as_whole(value: float, text: str) -> int:
    """Return a whole number as one; a fraction is somebody's mistake, or takes a word of theirs."""
    if abs(value - round(value)) > LEAST_FRACTION:
        raise MultipartnerError(f"'{text}' gives {value:g}, where a whole number is needed; round(...) rounds it.")
    return round(value)


def tied(file: DesignFile, varied: Sequence[Factor], base: Scenario, source: Source) -> dict[str, Formula]:
    """Return what ``[tied]`` says, checked: settings are numbers and no factors, formulas name numeric factors.

    Raises
    ------
    DesignError
        One line: where, what, allowed, found.
    """
    numeric = [factor.name for factor in varied if factor.kind != "choice"]
    found = {}
    for name, said in named_specs(file.tied, "tied", source):
        place = f"{source.where(f'tied.{name}')}: {name}"
        if name in {factor.name for factor in varied}:
            raise DesignError(f"{place} is a factor and cannot follow from others as well; keep one.")
        kind = plain_field(base, name, "tied", source)
        if kind == "choice":
            raise DesignError(f"{place} is not a number, so no formula can set it.")
        if not isinstance(said, str):
            raise DesignError(f"{place} must be a formula in quotes, got {said!r}.")
        found[name] = _checked(said, kind == "whole", numeric, place)
    return found


def _checked(said: str, is_whole: bool, numeric: Sequence[str], place: str) -> Formula:
    formula = Formula(said, is_whole)
    try:
        names = formula.names
    except MultipartnerError as error:
        raise DesignError(f"{place}: {error}") from None
    for name in names:
        if name not in numeric:
            raise DesignError(f"{place}: {no_such('numeric factor of this design', name, numeric)}")
    return formula


@cache
def _tree(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise MultipartnerError(f"a formula has at most {LONGEST} characters, found {len(text)}.")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise MultipartnerError(f"'{text}' is not a formula. Allowed: {ALLOWED}.") from None
    _check_depth(tree, text)
    return tree


def _check_depth(tree: ast.AST, text: str) -> None:
    level, depth = [tree], 0
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
        if depth > DEEPEST:
            raise MultipartnerError(f"'{text[:40]}…' is nested too deep; {DEEPEST} steps at most.")


def _dotted(node: ast.expr) -> str:
    """Return ``us.regard`` of the tree of that name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    above = _dotted(node.value) if isinstance(node, ast.Attribute) else ""
    return f"{above}.{node.attr}" if isinstance(node, ast.Attribute) and above else ""


def _parts(node: ast.expr) -> list[ast.expr]:
    """Return what a node is reckoned from; nothing for a number or a name."""
    if isinstance(node, ast.BinOp) and type(node.op) in BETWEEN:
        return [node.left, node.right]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
        return [node.operand]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        many = len(node.args) if node.func.id in OF_MANY else 1
        if node.func.id in FUNCTIONS and len(node.args) == many > 0:
            return node.args
    is_number = isinstance(node, ast.Constant) and type(node.value) in {int, float}
    if is_number or _dotted(node):
        return []
    raise MultipartnerError(f"'{ast.unparse(node)}' cannot be used in a formula. Allowed: {ALLOWED}.")


def _names(node: ast.expr) -> list[str]:
    name = _dotted(node)
    return [name] if name else [each for part in _parts(node) for each in _names(part)]


def _value(node: ast.expr, point: Mapping[str, Any]) -> float:
    name = _dotted(node)
    if name:
        return float(point[name])
    if isinstance(node, ast.Constant):
        return float(node.value)  # type: ignore[arg-type]
    values = [_value(part, point) for part in _parts(node)]
    if isinstance(node, ast.BinOp):
        return BETWEEN[type(node.op)](*values)
    if isinstance(node, ast.UnaryOp):
        return -values[0] if isinstance(node.op, ast.USub) else values[0]
    called = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    return FUNCTIONS[called](*values)
