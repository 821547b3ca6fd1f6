"""Every public name says what it takes and gives, in which unit or shape, and what can go wrong."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import multipartner as mp

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(set(mp.__all__) - {"__version__"})
NUMBERS = re.compile(r"float|Floats|ndarray|DataFrame|Series")
TOLD = re.compile(
    r"\[[^\]]+\]|\bunits?\b|\bshapes?\b|\bshare\b|\bchances?\b|\bodds\b|``attrs|payoff|calendar year|columns",
    re.IGNORECASE,
)
ROLE = re.compile(r":(?:func|class|attr|meth|mod):`")
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}\n", re.MULTILINE)


def sections(doc: str) -> dict[str, str]:
    """Return the sections of a numpy-style docstring by title; what comes first is ``""``."""
    parts = SECTION.split(doc)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def described(section: str) -> set[str]:
    """Return the names that a section of parameters describes."""
    named: set[str] = set()
    for line in section.splitlines():
        if line and not line.startswith(" "):
            named |= {each.strip() for each in line.partition(" :")[0].split(",")}
    return named


def parameters(call: Any) -> set[str]:
    """Return what a call takes that a reader must know."""
    kinds = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
    return {
        name for name, each in inspect.signature(call).parameters.items() if each.kind not in kinds and name != "self"
    }


def members(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield the public methods and properties of a class that the project defines."""
    for base in kind.__mro__:
        if base.__module__.split(".")[0] in {"simulation", "experiments"}:
            for name, value in list(vars(base).items()):
                plain = getattr(value, "__func__", None) or getattr(value, "func", None) or value
                is_shown = inspect.isfunction(plain) or isinstance(value, property)
                if not name.startswith("_") and is_shown and not name.startswith("model_"):
                    yield name, value


def function_of(value: Any) -> Any:
    """Return the function behind a property, a cached property, a static method or a method."""
    for place in ("fget", "func", "__func__"):
        value = getattr(value, place, None) or value
    return value


def complaints(title: str, call: Any) -> Iterator[str]:
    """Yield what a reader of a function's docstring would miss."""
    doc = inspect.getdoc(call) or ""
    if not doc:
        yield f"{title}: a docstring"
        return
    if ROLE.search(doc):
        yield f"{title}: plain words in place of Sphinx's roles, which the site does not know"
    parts = sections(doc)
    if not parts[""].split("\n\n")[0].rstrip().endswith("."):
        yield f"{title}: a first sentence"
    gives = str(inspect.signature(call).return_annotation)
    if NUMBERS.search(gives) and not TOLD.search(doc):
        yield f"{title}: the unit, or the shape, of what it returns"


@pytest.mark.parametrize("name", [name for name in NAMES if inspect.isfunction(getattr(mp, name))])
def test_a_function_says_what_it_takes_gives_and_refuses(name):
    call = inspect.unwrap(getattr(mp, name))
    parts = sections(inspect.getdoc(call) or "")
    missing = list(complaints(name, call))
    missing += [f"{name}: its parameter {each}" for each in parameters(call) - described(parts.get("Parameters", ""))]
    wanted = ("Returns", "Raises", "Examples") if parameters(call) else ("Returns", "Examples")
    missing += [f"{name}: the section {each}" for each in wanted if each not in parts]
    assert not missing, missing


@pytest.mark.parametrize("name", [name for name in NAMES if inspect.isclass(getattr(mp, name))])
def test_a_class_and_all_it_offers_is_described(name):
    kind = getattr(mp, name)
    missing = [] if inspect.getdoc(kind) and not ROLE.search(inspect.getdoc(kind) or "") else [f"{name}: a docstring"]
    for member, value in members(kind):
        missing += complaints(f"{name}.{member}", function_of(value))
    assert not missing, missing


@pytest.mark.parametrize("name", ["WorldOrder", "World", "Game", "Ensemble", "Results"])
def test_a_class_that_people_make_describes_what_it_takes(name):
    kind = getattr(mp, name)
    missing = parameters(kind) - described(sections(inspect.getdoc(kind) or "").get("Parameters", ""))
    assert not missing, missing


def test_every_public_name_stands_in_the_reference():
    page = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")
    missing = [name for name in NAMES if not re.search(rf"^::: multipartner\.{name}$", page, re.MULTILINE)]
    assert not missing, f"write `::: multipartner.NAME` into docs/reference/python.md: {missing}"
