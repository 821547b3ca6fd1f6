"""Equations and their graded sources, read from docstrings without importing anything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from simulation.core import codes

GRADE = re.compile(r"\b(Exact|Adapted|Assumed)\b(?=[ :.\[])")
PLACES = ("rules", "decision", "mechanisms", "measures", "actors")


@dataclass(frozen=True)
class Equation:
    """A function of the model: where, what it returns, and how well it is sourced."""

    place: str
    name: str
    summary: str
    sources: tuple[tuple[str, str], ...]
    """(grade, text) pairs; more than one where parts differ."""


@dataclass(frozen=True)
class BurdenSharing:
    """A burden-sharing rule as a scenario names it."""

    name: str
    published: tuple[str, ...]
    """Published ways of sharing that lead to it."""
    formula: str
    source: str


def burden_rules() -> list[BurdenSharing]:
    """Return the rules that a partnership may state, each with what a member gives and where that comes from."""
    from simulation.core.codes import BurdenRule
    from simulation.roster.coding import BURDEN_RULE
    from simulation.rules.burden_sharing import RULES

    ways = {rule: tuple(way for way, meant in BURDEN_RULE.items() if meant == rule) for rule in BurdenRule}
    return [BurdenSharing(rule.name.lower(), ways[rule], row.formula, row.source) for rule, row in RULES.items()]


def _sources(text: str) -> Iterator[tuple[str, str]]:
    for paragraph in re.split(r"\n\s*\n", text):
        flat = " ".join(paragraph.split())
        starts = [match.start() for match in GRADE.finditer(flat)]
        for start, end in pairwise([*starts, len(flat)]):
            said = flat[start:end].rstrip(" ;,")
            yield said.split(maxsplit=1)[0].rstrip(":."), said


def equations(places: tuple[str, ...] = PLACES) -> list[Equation]:
    """Return the public functions of the model's equations and mechanisms, file by file."""
    root = Path(codes.__file__).parents[1]
    found = []
    for path in sorted(path for place in places for path in (root / place).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            text = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
            if text and isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                summary = " ".join(text.split("\n\n")[0].split())
                place = path.relative_to(root).with_suffix("").as_posix()
                found.append(Equation(place, node.name, summary, tuple(_sources(text))))
    return found
