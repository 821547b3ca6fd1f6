"""One name to import: what is offered is there, light, and the same in a clone and in a wheel."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import experiments
import multipartner as mp
import simulation
from tools.wheel import PACKAGE, ROOMS, CannotBeRenamed, imports_of_rooms, packed, renamed

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for room in (PACKAGE, *ROOMS) for path in (ROOT / room).rglob("*.py"))
MODULE = re.compile(r"(?:simulation|experiments)(?:\.\w+)+\.?")
HEAVY = {"numpy", "pandas", "numba", "mesa", "matplotlib", "pyarrow", "scipy", "pydantic", "typer", "rich"}


def test_everything_offered_below_is_offered_here():
    below = set(simulation.__all__) | set(experiments.__all__)
    missing = below - set(mp.__all__)
    assert not missing, f"import these in multipartner/__init__.py, and name them in __all__: {sorted(missing)}"
    assert set(mp.__all__) - {"__version__"} == below


def test_every_name_leads_to_what_it_says():
    for name in mp.__all__:
        assert getattr(mp, name) is not None
    assert mp.WorldOrder is simulation.WorldOrder
    assert set(mp.__all__) <= set(dir(mp))


def test_type_checkers_see_every_name():
    tree = ast.parse((ROOT / PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}
    assert set(mp.__all__) - {"__version__"} <= seen


def test_a_wrong_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'multipartner' has no attribute 'comparr'"):
        _ = mp.comparr  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_heavy():
    script = f"import sys, multipartner; print(sorted({HEAVY!r} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def plain(source: bytes) -> bytes:
    """Return a module as the digest of the code sees it."""
    for room in ROOMS:
        source = source.replace(f"{PACKAGE}.{room}".encode(), room.encode())
    return source.replace(b"from multipartner import ", b"import ")


def test_every_module_is_renamed_and_nothing_else_of_it_changes():
    for path in SOURCES:
        source = path.read_bytes()
        other = renamed(source)
        assert imports_of_rooms(other.decode()) == [], path
        assert plain(other) == plain(source), path


def test_no_text_names_a_module_that_has_another_name_in_a_wheel():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert not MODULE.fullmatch(node.value), f"{path.name}:{node.lineno}: build it from __name__"


def test_an_import_that_would_bind_another_name_is_refused():
    with pytest.raises(CannotBeRenamed, match="line 2"):
        renamed(b"import os\nimport simulation.core.codes\n")


def test_a_wheel_holds_code_data_and_scenarios(tmp_path):
    places = packed(ROOT, tmp_path)
    assert sorted(places.values()) == [
        "multipartner", "multipartner/experiments", "multipartner/simulation", "multipartner/simulation/scenarios",
    ]  # fmt: skip
    assert (tmp_path / "simulation/data/states.csv").is_file()
    assert (tmp_path / "multipartner/py.typed").is_file()
    assert not list(tmp_path.rglob("__pycache__"))
