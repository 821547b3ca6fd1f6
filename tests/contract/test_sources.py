"""Every equation and number is sourced: graded, with keys that resolve, and with an example that runs."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from simulation.parameters import Scenario, fields

ROOT = Path(__file__).resolve().parents[2]
KEY = re.compile(r"\[([a-z][a-z_]*\d{4}[a-z]?)\]")
CITING = [
    path
    for pattern in (
        "simulation/**/*.py",
        "simulation/data/*.csv",
        "experiments/**/*.py",
        "scenarios/*.toml",
        "docs/*.md",
        "README.md",
    )
    for path in sorted(ROOT.glob(pattern))
]
SHOWN_ONLY = {ROOT / "simulation/parameters/grading.py", ROOT / "tools/documents.py"}
"""Modules that describe citations rather than cite."""
SOURCE = re.compile(r"Exact \[[a-z_]+\d{4}[a-z]?\]|Adapted \[[a-z_]+\d{4}[a-z]?\][^:]*: \S|Assumed[:,] \S", re.DOTALL)
MODULES = sorted(path.stem for path in (ROOT / "simulation/rules").glob("*.py") if path.stem != "__init__")
REQUIRED = {
    "article": {"author", "title", "journal", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "year"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "techreport": {"author", "title", "institution", "year"},
    "misc": {"author", "title", "note", "year"},
}


def module(name):
    return importlib.import_module(f"simulation.rules.{name}")


EQUATIONS = [
    (name, function)
    for name in MODULES
    for title, function in inspect.getmembers(module(name), inspect.isfunction)
    if not title.startswith("_") and function.__module__ == f"simulation.rules.{name}"
]
NAMES = [f"{name}.{function.__name__}" for name, function in EQUATIONS]


def entries():
    """Return (kind, key, fields) of every entry of the bibliography."""
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    return [
        (kind, key, dict(re.findall(r"^  (\w+)\s*= \{(.*)\},?$", body, re.MULTILINE)))
        for kind, key, body in re.findall(r"^@(\w+)\{(\w+),\n(.*?)^\}", text, re.MULTILINE | re.DOTALL)
    ]


def cited():
    """Return where each key is cited."""
    found: dict[str, set[str]] = {}
    for path in CITING:
        if path not in SHOWN_ONLY:
            for key in KEY.findall(path.read_text(encoding="utf-8")):
                found.setdefault(key, set()).add(path.relative_to(ROOT).as_posix())
    return found


def test_there_is_something_to_test():
    assert len(EQUATIONS) > 30
    assert len(entries()) > 30
    assert len(cited()) > 30


def test_every_key_resolves():
    known = {key for _, key, _ in entries()}
    assert {key: sorted(places) for key, places in cited().items() if key not in known} == {}


def test_every_entry_is_cited():
    places = cited()
    assert [key for _, key, _ in entries() if key not in places] == []


def test_entries_are_whole_sorted_and_unique():
    keys = [key for _, key, _ in entries()]
    assert keys == sorted(set(keys))
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    assert len(keys) == len(re.findall(r"^@", text, re.MULTILINE))
    for kind, key, said in entries():
        assert set(said) >= REQUIRED[kind], key
        assert re.fullmatch(r"\d{4}", said["year"]), key
        assert all(value.strip() for value in said.values()), key


def test_keys_of_values_are_cited_keys():
    known = {key for _, key, _ in entries()}
    named = set(chain.from_iterable(field.keys for field in fields(Scenario)))
    assert named
    assert named <= known


@pytest.mark.parametrize(("_", "function"), EQUATIONS, ids=NAMES)
def test_equation_has_a_graded_reference(_, function):
    assert SOURCE.search(inspect.getdoc(function) or ""), (
        f"{function.__name__} needs 'Exact [key]', 'Adapted [key]: what differs' or 'Assumed: why plausible'"
    )


@pytest.mark.parametrize(("_", "function"), EQUATIONS, ids=NAMES)
def test_equation_has_an_example(_, function):
    examples = doctest.DocTestFinder(recurse=False).find(function, globs={})
    assert any(found.examples for found in examples), f"{function.__name__} needs an example"


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_rules_are_right(name):
    outcome = doctest.testmod(module(name), optionflags=doctest.ELLIPSIS)
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_rules_are_only_equations():
    for name in MODULES:
        tree = ast.parse((ROOT / f"simulation/rules/{name}.py").read_text(encoding="utf-8"))
        imported = Counter(
            node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        )
        allowed = {"__future__", "math", "enum", "typing", "simulation.core.codes"}
        assert all(word in allowed or word.startswith("simulation.rules.") for word in imported), name
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        assert not any(node.decorator_list or node.args.defaults for node in functions), name
