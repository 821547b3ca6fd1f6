"""Change the equations a little, one place at a time, and see whether the classic results notice.

Every operator, comparison and number in ``simulation/rules/`` is a place. A mutant is one changed function, put
uncompiled into every module that uses it; the rows that call the function are read until a result is wrong, or takes
too long. Of rows that are slow uncompiled only the first results are read. Equations that no row calls are listed
apart: they belong to the world, not to the table.

    python benchmarks/mutation.py            # all equations
    python benchmarks/mutation.py benefit    # those of one module
"""

from __future__ import annotations

import os

os.environ["NUMBA_DISABLE_JIT"] = "1"

import ast
import copy
import importlib
import inspect
import signal
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time
from types import FunctionType
from typing import Any

from experiments.verification import ROWS, Row

RULES = Path(__file__).resolve().parents[1] / "simulation/rules"
PATIENCE = 3.0
"""A mutant that takes so many times as long as the original is noticed: it never comes to rest."""
SLOWEST = 6.0
"""Seconds of computing for which results of a row are read uncompiled."""
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Lt: (ast.GtE,),
    ast.LtE: (ast.Gt,),
    ast.Gt: (ast.LtE,),
    ast.GtE: (ast.Lt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


class Beyond(Exception):
    """A row took longer than patience allows."""


@dataclass(frozen=True)
class Timed:
    """A row, how many of its results are read, and how long they take uncompiled [s]."""

    row: Row
    count: int
    seconds: float


def expressions(node: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function's body, docstring left out."""
    for statement in node.body[1:]:
        yield from ast.walk(statement)


def mutants(node: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield (what was changed, changed function), one place at a time."""
    for k, original in enumerate(expressions(node)):
        for label, change in changes(original):
            other = copy.deepcopy(node)
            place = list(expressions(other))[k]
            before = ast.unparse(original)
            change(place)
            yield f"{before} -> {ast.unparse(place)} ({label})", other


def changes(node: ast.AST) -> list[tuple[str, Callable[[Any], None]]]:
    """Return the changes that can be made at a node."""
    if isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPS:
        return [("operator", lambda n, s=swap: setattr(n, "op", s())) for swap in SWAPS[type(node.op)]]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAPS:
        return [("comparison", lambda n, s=swap: n.ops.__setitem__(0, s())) for swap in SWAPS[type(node.ops[0])]]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [("sign", lambda n: setattr(n, "op", ast.UAdd()))]
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return [("number", lambda n: setattr(n, "value", n.value + 1))]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"min", "max"}:
        return [("corner", lambda n: setattr(n.func, "id", "max" if n.func.id == "min" else "min"))]
    return []


def users(name: str, function: FunctionType) -> list[Any]:
    """Return every loaded module that holds the function under its name."""
    return [module for module in list(sys.modules.values()) if vars(module).get(name) is function]


def put(name: str, function: FunctionType, other: Any) -> Callable[[], None]:
    """Put another function in place of one wherever it is used; return what undoes it."""
    holders = users(name, function)
    for module in holders:
        setattr(module, name, other)
    return lambda: [setattr(module, name, function) for module in holders] and None


def rows_that_call(name: str, function: FunctionType, rows: list[Timed]) -> list[Timed]:
    """Return the rows, quickest first, that call a function."""
    calling = []
    for timed in rows:
        called = []

        def watched(*given: Any, called: list[int] = called) -> Any:
            called.append(1)
            return function(*given)

        undo = put(name, function, watched)
        for _ in islice(timed.row.results(), timed.count):
            if called:
                break
        undo()
        if called:
            calling.append(timed)
    return calling


def notices(timed: Timed) -> bool:
    """Tell whether a row has a wrong result, breaks, or goes on for too long."""
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE * timed.seconds + 3.0)
    try:
        return any(not result.is_right for result in islice(timed.row.results(), timed.count))
    except Exception:  # noqa: BLE001 a broken equation may break anything: that is noticed too
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)


def go_beyond(*_: Any) -> None:
    """Stop a row that does not end."""
    raise Beyond


def timed(row: Row) -> Timed:
    """Return how many results a row gives in time, and how long they take."""
    start, count, seconds = process_time(), 0, 0.0
    signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST)
    try:
        for result in row.results():
            assert result.is_right, (row.number, result)
            count, seconds = count + 1, process_time() - start
    except Beyond:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
    return Timed(row, count, seconds)


def equations(modules: list[str]) -> Iterator[tuple[str, str, FunctionType]]:
    """Yield (module, name, function) of every equation."""
    for module in modules:
        loaded = importlib.import_module(f"simulation.rules.{module}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            if function.__module__ == loaded.__name__:
                yield module, name, function


def main() -> None:
    """Run all mutants and print, for each equation, how many were noticed, and every survivor."""
    signal.signal(signal.SIGVTALRM, go_beyond)
    modules = sys.argv[1:] or sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")
    rows = sorted((each for each in map(timed, ROWS) if each.count > 0), key=lambda each: each.seconds)
    say("results read: " + ", ".join(f"row {each.row.number} {each.count}" for each in rows))
    made, noticed = 0, 0
    uncalled = []
    for module, name, function in equations(modules):
        calling = rows_that_call(name, function, rows)
        if not calling:
            uncalled.append(f"{module}.{name}")
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        for what, mutant in mutants(tree):
            code = compile(ast.fix_missing_locations(ast.Module([mutant], [])), f"<{module}.{name}>", "exec")
            space = dict(function.__globals__)
            exec(code, space)
            undo = put(name, function, space[name])
            made += 1
            if any(map(notices, calling)):
                noticed += 1
            else:
                say(f"survived: {module}.{name}: {what} [rows {sorted(each.row.number for each in calling)}]")
            undo()
    say(f"{noticed} of {made} mutants noticed")
    say(f"equations that no row calls: {', '.join(uncalled)}")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
