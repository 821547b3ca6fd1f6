"""Expressions: each kind of node that kernels use, put into C; every other one stops with a line that says what."""

from __future__ import annotations

import ast
from functools import singledispatchmethod
from types import FunctionType
from typing import Any, NoReturn

from benchmarks.in_c.kinds import (
    FLOATS,
    INTS,
    REAL,
    SCALARS,
    STATE,
    WHOLE,
    Kind,
    Said,
    is_named,
    kind_of_named,
    literal,
    widest,
)
from simulation.core.errors import MultipartnerError

OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.BitXor: "^", ast.BitAnd: "&", ast.BitOr: "|", ast.RShift: ">>",
    ast.LShift: "<<", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
MATHS = {
    "math.exp": "exp",
    "math.log": "log",
    "math.log1p": "log1p",
    "math.sqrt": "sqrt",
    "math.copysign": "copysign",
    "math.gamma": "tgamma",
}


def number_of_items(array: str) -> str:
    """Return how many elements an array has; sizes that it does not have are 1."""
    return f"{array}.n[0] * {array}.n[1] * {array}.n[2]"


class Expressions:
    """Puts the expressions of one function into C.

    Parameters
    ----------
    function : the Python function
    dimensions : of every table of the state
    known : return type of every function that is translated
    """

    def __init__(self, function: FunctionType, dimensions: dict[str, int], known: dict[FunctionType, Kind]) -> None:
        self.function, self.dimensions, self.known = function, dimensions, known
        self.kinds: dict[str, Kind] = {}
        self.result = known[function]
        self.takes_room = False

    def stop(self, node: ast.AST) -> NoReturn:
        """Say what cannot be put into C."""
        place = f"{self.function.__module__}.{self.function.__name__}"
        raise MultipartnerError(f"{place} uses what is not put into C: {ast.unparse(node)}")

    def value_of(self, node: ast.expr) -> Any:
        """Return what a constant expression is worth where the function stands."""
        try:
            return eval(ast.unparse(node), self.function.__globals__)
        except (NameError, AttributeError):
            self.stop(node)

    @singledispatchmethod
    def say(self, node: ast.expr) -> Said:
        """Return an expression in C, and its type."""
        self.stop(node)

    @say.register
    def _constant(self, node: ast.Constant) -> Said:
        if not isinstance(node.value, (int, float)):
            self.stop(node)
        return literal(node.value)

    @say.register
    def _name(self, node: ast.Name) -> Said:
        if node.id in self.kinds:
            return Said(node.id, self.kinds[node.id])
        return self.number(node)

    @say.register
    def _attribute(self, node: ast.Attribute) -> Said:
        base = node.value
        if isinstance(base, ast.Name) and self.kinds.get(base.id) == Kind(STATE):
            return Said(f"{base.id}->{node.attr}", Kind("F", self.dimensions[node.attr]))
        if isinstance(base, ast.Name) and node.attr in self.kinds.get(base.id, WHOLE).fields:
            kind = self.kinds[base.id]
            place = kind.fields.index(node.attr)
            return Said(f"{base.id}.v{place}", Kind(kind.items[place]))
        return self.number(node)

    def number(self, node: ast.expr) -> Said:
        """Return a number that stands outside the function."""
        value = self.value_of(node)
        if not isinstance(value, (int, float)):
            self.stop(node)
        return literal(value)

    @say.register
    def _subscript(self, node: ast.Subscript) -> Said:
        if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
            return Said(f"{self.say(node.value.value).text}.n[{self.value_of(node.slice)}]", WHOLE)
        if isinstance(node.value, ast.Name) and node.value.id not in self.kinds:
            return self.of_table(node)
        array, kind = self.say(node.value)
        if not kind.is_array:
            self.stop(node)
        at = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if any(isinstance(each, ast.UnaryOp) for each in at):  # Python counts negative places from the end
            self.stop(node)
        if isinstance(at[-1], ast.Slice):
            return self.piece(node, Said(array, kind), at[:-1], at[-1])
        place = f"({self.say(at[0]).text})"
        for k, each in enumerate(at[1:], start=1):
            place = f"({place} * {array}.n[{k}] + ({self.say(each).text}))"
        left = (kind.dimensions or len(at)) - len(at)
        if left == 0:
            return Said(f"{array}.d[{place}]", REAL if kind.name == "F" else WHOLE)
        sizes = [f"{array}.n[{len(at) + k}]" for k in range(left)]
        start = " * ".join([place, *sizes])
        shape = ", ".join([*sizes, "1", "1"][:3])
        return Said(f"(({kind.c}){{{array}.d + {start}, {{{shape}}}}})", Kind(kind.name, left))

    def of_table(self, node: ast.Subscript) -> Said:
        """Return a number out of a tuple of numbers that stands outside the function."""
        values = self.value_of(node.value)
        if not isinstance(values, tuple) or not all(isinstance(each, (int, float)) for each in values):
            self.stop(node)
        said = [literal(each) for each in values]
        kind = widest(each.kind for each in said)
        listed = ", ".join(each.text for each in said)
        return Said(f"((const {kind.c}[]){{{listed}}})[{self.say(node.slice).text}]", kind)

    def piece(self, node: ast.expr, array: Said, rows: list[ast.expr], part: ast.Slice) -> Said:
        """Return the first elements of an array or of one of its rows, as a view."""
        if part.lower is not None or part.step is not None or len(rows) > 1:
            self.stop(node)
        if part.upper is None and not rows:
            return array
        size = f"{array.text}.n[{len(rows)}]"
        if part.upper is not None:
            size = f"at_most_({self.say(part.upper).text}, {size})"
        row = f" + ({self.say(rows[0]).text}) * {array.text}.n[1]" if rows else ""
        return Said(f"(({array.kind.c}){{{array.text}.d{row}, {{{size}, 1, 1}}}})", Kind(array.kind.name, 1))

    @say.register
    def _operation(self, node: ast.BinOp) -> Said:
        (a, one), (b, other) = self.say(node.left), self.say(node.right)
        kind = widest((one, other))
        if isinstance(node.op, ast.Div):
            return Said(f"((double)({a}) / (double)({b}))", REAL)
        if isinstance(node.op, ast.Pow):
            return Said(f"pow({a}, {b})", REAL)
        if isinstance(node.op, (ast.FloorDiv, ast.Mod)) and kind == WHOLE:
            return Said(f"{'rest_' if isinstance(node.op, ast.Mod) else 'floored_'}({a}, {b})", WHOLE)
        if type(node.op) not in OPERATORS:
            self.stop(node)
        return Said(f"({a} {OPERATORS[type(node.op)]} {b})", kind)

    @say.register
    def _sign(self, node: ast.UnaryOp) -> Said:
        value, kind = self.say(node.operand)
        if isinstance(node.op, ast.Not):
            return Said(f"(!{value})", WHOLE)
        if not isinstance(node.op, ast.USub):
            self.stop(node)
        return Said(f"(-{value})", kind)

    @say.register
    def _all_or_any(self, node: ast.BoolOp) -> Said:
        word = " && " if isinstance(node.op, ast.And) else " || "
        return Said(f"({word.join(self.say(each).text for each in node.values)})", WHOLE)

    @say.register
    def _comparison(self, node: ast.Compare) -> Said:
        parts, left = [], self.say(node.left).text
        for op, each in zip(node.ops, node.comparators, strict=True):
            if isinstance(op, (ast.In, ast.NotIn)) and isinstance(each, (ast.Tuple, ast.Set)):
                found = " || ".join(f"{left} == {self.say(item).text}" for item in each.elts)
                parts.append(f"{'!' if isinstance(op, ast.NotIn) else ''}({found})")
            elif type(op) in OPERATORS:
                right = self.say(each).text
                parts.append(f"{left} {OPERATORS[type(op)]} {right}")
                left = right
            else:
                self.stop(node)
        return Said(f"({' && '.join(parts)})", WHOLE)

    @say.register
    def _choice(self, node: ast.IfExp) -> Said:
        (a, one), (b, other) = self.say(node.body), self.say(node.orelse)
        kind = widest((one, other)) if one in {WHOLE, REAL} else one
        return Said(f"({self.say(node.test).text} ? {a} : {b})", kind)

    @say.register
    def _tuple(self, node: ast.Tuple) -> Said:
        if len(node.elts) != len(self.result.items):  # a tuple that is not taken apart is what a function returns
            self.stop(node)
        return Said(f"(({self.result.c}){{{', '.join(self.say(each).text for each in node.elts)}}})", self.result)

    @say.register
    def _call(self, node: ast.Call) -> Said:
        name = ast.unparse(node.func)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "copy":
            self.takes_room = True
            return Said(f"copied_({self.say(node.func.value).text})", FLOATS)
        if name in {"np.zeros", "np.full"}:
            return self.allocation(name, node)
        if node.keywords:
            self.stop(node)
        said = [self.say(each) for each in node.args]
        if name in {"min", "max"}:
            return self.extreme(name, said)
        if name == "abs":
            return Said(f"fabs({said[0].text})", REAL)
        if name in SCALARS:
            return Said(f"(({SCALARS[name]})({said[0].text}))", Kind(SCALARS[name]))
        values = ", ".join(each.text for each in said)
        if name in MATHS:
            return Said(f"{MATHS[name]}({values})", REAL)
        if name == "math.floor":
            return Said(f"((int64_t)floor({values}))", WHOLE)
        return self.call_of_ours(node, values)

    def call_of_ours(self, node: ast.Call, values: str) -> Said:
        """Return the call of a function that is translated, or a named tuple of these values."""
        callee = self.function.__globals__.get(ast.unparse(node.func))
        if is_named(callee):
            kind = kind_of_named(callee)
            return Said(f"(({kind.c}){{{values}}})", kind)
        if callee not in self.known:
            self.stop(node)
        return Said(f"{callee.__name__}({values})", self.known[callee])

    def allocation(self, name: str, node: ast.Call) -> Said:
        """Return a new array, taken from the room that is given back when the function returns."""
        self.takes_room = True
        sizes = node.args[0].elts if isinstance(node.args[0], ast.Tuple) else [node.args[0]]
        n = [self.say(each).text for each in sizes]
        if node.keywords:
            if len(n) > 1 or name == "np.full" or ast.unparse(node.keywords[0].value) != "np.int64":
                self.stop(node)
            return Said(f"whole_({n[0]})", INTS)
        if name == "np.full":
            return Said(f"full_({n[0]}, {self.say(node.args[1]).text})", FLOATS)
        return Said(f"zeros_({n[0]}, {n[1] if len(n) > 1 else 1})", Kind("F", len(n)))

    def extreme(self, name: str, said: list[Said]) -> Said:
        """Return the least or the largest of some numbers: the first of equals, as in Python."""
        kind = widest(each.kind for each in said)
        sign = "<" if name == "min" else ">"
        lines = f"{kind.c} best_ = {said[0].text};"
        for value, _ in said[1:]:
            lines += f" {{ {kind.c} next_ = {value}; if (next_ {sign} best_) best_ = next_; }}"
        return Said(f"({{ {lines} best_; }})", kind)
