"""Change the equations a little, one place at a time, and see whether the classic results notice.

Every operator, comparison and number in ``simulation/rules/`` is a place. A mutant is one changed function, put
uncompiled into every module that uses it; the rows that call the function are read until a result is wrong, or takes
too long. Of rows that are slow uncompiled only the first results are read. All calls that the rows make are noted
first: a mutant that answers each of them as the original does cannot be noticed and is not run (``same answers``).
Equations that no row calls are listed apart: they belong to the world, not to the table.

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
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import process_time
from types import FunctionType
from typing import Any

from experiments.verification import ROWS, Row

RULES = Path(__file__).resolve().parents[1] / "simulation/rules"
MODULES = sorted(path.stem for path in RULES.glob("*.py") if path.stem != "__init__")
MOST_NOTED = 50_000
"""Distinct calls of an equation that are noted for a row; with more, a mutant is always run."""
Given = tuple[Any, ...]
Calls = dict[tuple[int, str], dict[Given, None]]
PATIENCE = 3.0
"""A mutant that takes so many times as long as the original is noticed: it never comes to rest."""
SLOWEST = 6.0
"""Seconds of computing for which results of a row are read uncompiled."""
SWAPS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.Lt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
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


def noted(rows: list[Timed]) -> Calls:
    """Return what every equation is called with in every row: (row, module.name) -> distinct arguments."""
    calls: Calls = {}
    functions = list(equations(MODULES))
    for timed in rows:
        undoing = []
        for module, name, function in functions:
            seen = calls.setdefault((timed.row.number, f"{module}.{name}"), {})

            def watched(*given: Any, seen: dict[Given, None] = seen, function: FunctionType = function) -> Any:
                if len(seen) < MOST_NOTED:
                    seen[given] = None
                return function(*given)

            undoing.append(put(name, function, watched))
        for _ in islice(timed.row.results(), timed.count):
            pass
        for undo in undoing:
            undo()
    return calls


def answers_alike(function: FunctionType, mutant: Any, seen: dict[Given, None]) -> bool:
    """Tell whether a mutant answers every noted call as the original does."""
    if len(seen) >= MOST_NOTED:
        return False
    try:
        return all(repr(function(*given)) == repr(mutant(*given)) for given in seen)
    except Exception:  # noqa: BLE001 a mutant that breaks does not answer alike
        return False


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
    rows = sorted((each for each in map(timed, ROWS) if each.count > 0), key=lambda each: each.seconds)
    say("results read: " + ", ".join(f"row {each.row.number} {each.count}" for each in rows))
    calls = noted(rows)
    totals: Counter[str] = Counter()
    uncalled = []
    for module, name, function in equations(sys.argv[1:] or MODULES):
        of_row = {each.row.number: calls[each.row.number, f"{module}.{name}"] for each in rows}
        if not any(of_row.values()):
            uncalled.append(f"{module}.{name}")
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
        assert isinstance(tree, ast.FunctionDef)
        for what, changed in mutants(tree):
            mutant = built(function, changed)
            other = [each for each in rows if not answers_alike(function, mutant, of_row[each.row.number])]
            undo = put(name, function, mutant)
            fate = "noticed" if any(map(notices, other)) else ("survived" if other else "same answers")
            undo()
            totals[fate] += 1
            if fate != "noticed":
                asked = [each.row.number for each in other] or [row for row, seen in of_row.items() if seen]
                say(f"{fate}: {module}.{name}: {what} [rows {sorted(asked)}]")
    say(", ".join(f"{count} {fate}" for fate, count in totals.items()) + f" of {sum(totals.values())} mutants")
    say(f"equations that no row calls: {', '.join(uncalled)}")


def built(function: FunctionType, changed: ast.FunctionDef) -> Any:
    """Return the function of a changed tree."""
    code = compile(ast.fix_missing_locations(ast.Module([changed], [])), f"<{function.__name__}>", "exec")
    space = dict(function.__globals__)
    exec(code, space)
    return space[function.__name__]


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
