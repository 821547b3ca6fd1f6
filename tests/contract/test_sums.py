"""The built-in sum adds floats differently from Python 3.12 on; here it may only count."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WHOLE = ("sum(map(len, ", "sum(reached(", "sum((1 + n for n in ", "sum(self.actors)", "sum((said != 'default' ")
"""How sums begin that count: whole numbers, whose sum is exact."""


def sums_in(path: Path) -> list[str]:
    """Return every call of the built-in sum, and of what resembles it in `math` and `statistics`."""
    names = {"sum", "fmean", "mean"}
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return [ast.unparse(call) for call in calls if isinstance(call.func, ast.Name) and call.func.id in names]


@pytest.mark.parametrize("path", sorted((ROOT / "simulation").rglob("*.py")), ids=lambda path: path.name)
def test_floats_are_added_in_order(path: Path) -> None:
    floats = [text for text in sums_in(path) if not text.startswith(WHOLE)]
    if path.name == "precompiling.py":  # numbers of seconds, which order the compiling and nothing else
        return
    assert floats == [], f"use simulation.core.adding.added: {floats}"
