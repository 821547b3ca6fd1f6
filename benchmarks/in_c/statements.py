"""Statements and whole functions, put into C."""

from __future__ import annotations

import ast
import inspect
from functools import singledispatchmethod
from textwrap import dedent
from types import FunctionType

from benchmarks.in_c.expressions import Expressions, number_of_items
from benchmarks.in_c.kinds import REAL, VOID, WHOLE, Kind, Said, kind_of, literal, widest


class Translator(Expressions):
    """Puts one function into C; names that the translator makes up end in an underscore."""

    def __init__(self, function: FunctionType, dimensions: dict[str, int], known: dict[FunctionType, Kind]) -> None:
        super().__init__(function, dimensions, known)
        tree = ast.parse(dedent(inspect.getsource(function))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        self.body = tree.body
        self.kinds = {each.arg: kind_of(each.annotation, function.__globals__) for each in tree.args.args}
        self.parameters = list(self.kinds)
        self.made_up = 0
        self.lines: list[str] = []

    def text(self) -> str:
        """Return the function in C: said again until the types of all variables are known."""
        before: tuple[dict[str, Kind], bool] | None = None
        while before != (self.kinds, self.takes_room):
            before, self.lines, self.made_up = (dict(self.kinds), self.takes_room), [], 0
            self.block(self.body)
        declared = [f"{kind.c} {name};" for name, kind in self.kinds.items() if name not in self.parameters]
        room = (["size_t mark_ = top_;"], ["top_ = mark_;"]) if self.takes_room else ([], [])
        inside = "\n".join(f"    {line}" for line in (*room[0], *declared, *self.lines, *room[1]))
        return f"{self.signature()} {{\n{inside}\n}}\n"

    def signature(self) -> str:
        """Return the head of the function."""
        taken = ", ".join(f"{self.kinds[name].c} {name}" for name in self.parameters)
        return f"static inline {self.result.c} {self.function.__name__}({taken})"

    def block(self, statements: list[ast.stmt]) -> None:
        """Add lines for some statements."""
        for statement in statements:
            self.do(statement)

    def inner(self, statements: list[ast.stmt]) -> None:
        """Add lines for the statements of a block that is open, and close it."""
        self.block(statements)
        self.lines.append("}")

    @singledispatchmethod
    def do(self, node: ast.stmt) -> None:
        """Add lines for a statement."""
        self.stop(node)

    @do.register
    def _nothing(self, _node: ast.Pass) -> None: ...

    @do.register
    def _break(self, _node: ast.Break) -> None:
        self.lines.append("break;")

    @do.register
    def _next(self, _node: ast.Continue) -> None:
        self.lines.append("continue;")

    @do.register
    def _expression(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.lines.append(f"{self.say(node.value).text};")

    @do.register
    def _return(self, node: ast.Return) -> None:
        given_back = "top_ = mark_; " if self.takes_room else ""
        if node.value is None:
            self.lines.append(f"{{ {given_back}return; }}")
        else:
            self.lines.append(
                f"{{ {self.result.c} result_ = {self.say(node.value).text}; {given_back}return result_; }}"
            )

    @do.register
    def _if(self, node: ast.If) -> None:
        self.lines.append(f"if ({self.say(node.test).text}) {{")
        self.inner(node.body)
        if node.orelse:
            self.lines.append("else {")
            self.inner(node.orelse)

    @do.register
    def _while(self, node: ast.While) -> None:
        if node.orelse:
            self.stop(node)
        self.lines.append(f"while ({self.say(node.test).text}) {{")
        self.inner(node.body)

    @do.register
    def _for(self, node: ast.For) -> None:
        if node.orelse or not isinstance(node.target, ast.Name):
            self.stop(node)
        if isinstance(node.iter, ast.Call):
            self.count(node, node.iter, node.target)
        else:
            self.go_through(node, node.target)

    def count(self, node: ast.For, counted: ast.Call, target: ast.Name) -> None:
        """Add lines for a loop over a range; Python fixes its end before the first turn."""
        if ast.unparse(counted.func) != "range" or any(isinstance(each, ast.UnaryOp) for each in counted.args[2:]):
            self.stop(node)
        ends = [self.say(each).text for each in counted.args]
        start, end, by = ("0", *ends, "1") if len(ends) == 1 else (*ends, "1")[:3]
        k = self.name_for("k")
        if all(isinstance(each, ast.Constant) for each in counted.args):
            self.lines.append("#pragma GCC unroll 16")
        self.lines.append(f"for (int64_t {k} = {start}, end_{k} = {end}; {k} < end_{k}; {k} += {by}) {{")
        if target.id != "_":
            self.put(target, Said(k, WHOLE))
        self.inner(node.body)

    def go_through(self, node: ast.For, target: ast.Name) -> None:
        """Add lines for a loop over numbers that the source names one by one."""
        if isinstance(node.iter, ast.Tuple):
            said = [self.say(each) for each in node.iter.elts]
        else:
            said = [literal(each) for each in self.value_of(node.iter)]
        kind, k = widest(each.kind for each in said), self.name_for("k")
        self.lines.append(f"{{ {kind.c} of_{k}[] = {{{', '.join(each.text for each in said)}}};")
        self.lines.append(f"for (int {k} = 0; {k} < {len(said)}; {k}++) {{")
        self.put(target, Said(f"of_{k}[{k}]", kind))
        self.inner(node.body)
        self.lines.append("}")

    @do.register
    def _assign(self, node: ast.Assign) -> None:
        if isinstance(node.targets[0], ast.Tuple):
            self.unpack(node.targets[0].elts, node.value)
            return
        said = self.say(node.value)
        for target in node.targets[:-1]:
            self.put(target, said)
            said = self.say(target)
        self.put(node.targets[-1], said)

    @do.register
    def _change(self, node: ast.AugAssign) -> None:
        kind = self.say(node.target).kind
        self.put(node.target, Said(self.say(ast.BinOp(node.target, node.op, node.value)).text, kind))
        if isinstance(node.target, ast.Name):
            self.learn(node.target.id, widest((kind, self.say(node.value).kind)))

    def unpack(self, targets: list[ast.expr], source: ast.expr) -> None:
        """Add lines that set several targets at once: all values are read before the first is set."""
        if (
            isinstance(source, ast.IfExp)
            and isinstance(source.body, ast.Tuple)
            and isinstance(source.orelse, ast.Tuple)
        ):
            pairs = zip(source.body.elts, source.orelse.elts, strict=True)
            source = ast.Tuple([ast.IfExp(source.test, a, b) for a, b in pairs])
        if isinstance(source, ast.Tuple):
            values = [self.hold(self.say(each)) for each in source.elts]
        else:
            held, kind = self.hold(self.say(source))
            values = [Said(f"{held}.v{k}", Kind(item)) for k, item in enumerate(kind.items)]
        if len(values) != len(targets):
            self.stop(source)
        for target, value in zip(targets, values, strict=True):
            if not (isinstance(target, ast.Name) and target.id == "_"):
                self.put(target, value)

    def hold(self, said: Said) -> Said:
        """Add a line that reads an expression, and return the name under which it is held."""
        name = self.name_for("held")
        self.lines.append(f"{said.kind.c} {name} = {said.text};")
        return Said(name, said.kind)

    def put(self, target: ast.expr, said: Said) -> None:
        """Add lines that set a variable, an element, or all elements of an array or of a part of it."""
        if isinstance(target, ast.Name):
            self.learn(target.id, said.kind)
            self.lines.append(f"{target.id} = {said.text};")
            return
        place, kind = self.say(target)
        if not isinstance(target, ast.Subscript) or said.kind not in {REAL, WHOLE}:
            self.stop(target)
        if kind.is_array:
            name = self.hold(Said(place, kind)).text
            self.lines.append(f"fill_({name}.d, {number_of_items(name)}, {said.text});")
        else:
            self.lines.append(f"{place} = {said.text};")

    def learn(self, name: str, kind: Kind) -> None:
        """Remember the type of a variable, the widest it ever has."""
        had = self.kinds.get(name, kind)
        if kind == VOID or (had != kind and {had, kind} != {WHOLE, REAL}):
            self.stop(ast.Name(name))
        self.kinds[name] = REAL if REAL in {had, kind} else kind

    def name_for(self, what: str) -> str:
        """Return a name that no Python source has."""
        self.made_up += 1
        return f"{what}{self.made_up}_"
