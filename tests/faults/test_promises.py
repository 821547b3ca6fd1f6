"""What SECURITY.md promises: nothing received is run, no port is opened."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for package in ("simulation", "experiments") for path in (ROOT / package).rglob("*.py"))
RUNNING = {"pickle", "cPickle", "dill", "cloudpickle", "marshal", "shelve", "joblib", "runpy", "code", "codeop"}
LISTENING = {"socketserver", "http", "urllib.request", "ftplib", "smtplib", "requests", "ssl"}
CALLS = {
    *("eval", "exec", "compile", "__import__", "read_pickle", "create_server", "urlopen", "popen"),
    *("start_server", "start_unix_server", "open_connection"),  # what asyncio listens and calls by
    *("create_subprocess_exec", "create_subprocess_shell"),
}
"""Of functions; ``re.compile`` and the compilation of kernels are methods of what is not a builtin."""


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _called(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute) and node.func.attr != "compile":
                yield node.func.attr


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_received_is_run_and_nobody_is_listened_to(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {name for module in _imported(tree) for name in (module, module.split(".")[0])}
    assert not imported & (RUNNING | LISTENING)
    assert not set(_called(tree)) & CALLS


def test_arrays_are_never_loaded_with_objects():
    assert not [path for path in SOURCES if "allow_pickle" in path.read_text(encoding="utf-8")]
