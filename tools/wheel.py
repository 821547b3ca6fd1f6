"""How a wheel is built: the folders of the repository become rooms of one package, ``multipartner``.

In a clone the model lies in ``simulation/`` and the studies in ``experiments/``, and they import one another by these
names. Installed under such names they would break every user who has a folder called ``simulation`` too. So a wheel
holds ``multipartner/simulation`` and ``multipartner/experiments``, with the imports between them renamed on the way;
nothing else of a file changes, and lines keep their numbers. A renamed file, its new prefix taken out, is the old one
byte for byte: the digest of the code is therefore the same in a clone and in an installation.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from shutil import copy, copytree, ignore_patterns, rmtree
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "multipartner"
ROOMS = frozenset({"simulation", "experiments"})
SCENARIOS = "scenarios"
DOCUMENTS = ("claims", "evidence")
"""Pages of docs/ that the interactive page shows."""
NAMES_A_ROOM = re.compile(rb"(?:from|import)\s+(?=(?:simulation|experiments)\b)")
LEFT_OUT = ignore_patterns("__pycache__", "*.pyc")


class CannotBeRenamed(ValueError):
    """An import that binds a name which would be another one in an installation."""


def imports_of_rooms(source: str) -> list[ast.Import | ast.ImportFrom]:
    """Return every import of a module that lies in one of the rooms.

    Examples
    --------
    >>> [ast.unparse(node) for node in imports_of_rooms("import os; from simulation.core import codes")]
    ['from simulation.core import codes']
    """
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom) and not ROOMS.isdisjoint(_first_names(node))
    ]


def _first_names(node: ast.Import | ast.ImportFrom) -> set[str]:
    named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    return set() if isinstance(node, ast.ImportFrom) and node.level else {name.split(".")[0] for name in named}


def renamed(source: bytes) -> bytes:
    """Return a module whose imports find the rooms inside the package.

    Parameters
    ----------
    source : text of a module in UTF-8

    Raises
    ------
    CannotBeRenamed : ``import simulation.x`` without ``as`` binds ``simulation``, which an installation does not have

    Examples
    --------
    >>> renamed(b"from simulation.core import codes")
    b'from multipartner.simulation.core import codes'
    >>> renamed(b"import experiments")
    b'from multipartner import experiments'
    """
    lines = source.splitlines(keepends=True)
    for node in imports_of_rooms(source.decode("utf-8")):
        line = lines[node.lineno - 1]
        before, statement = line[: node.col_offset], line[node.col_offset :]
        alone = node.names[0] if len(node.names) == 1 else None
        if isinstance(node, ast.ImportFrom) or (alone and alone.asname):
            after = NAMES_A_ROOM.sub(rb"\g<0>multipartner.", statement, count=1)
        elif alone and alone.name in ROOMS:
            after = b"from multipartner " + statement
        else:
            raise CannotBeRenamed(f"line {node.lineno}: write `from … import …` for {ast.unparse(node)!r}")
        lines[node.lineno - 1] = before + after
    return b"".join(lines)


def packed(root: Path, folder: Path) -> dict[str, str]:
    """Copy what a wheel holds into a folder, with imports renamed; return where each part belongs in the wheel.

    Parameters
    ----------
    root : the repository
    folder : an empty folder
    """
    for name in (PACKAGE, *sorted(ROOMS)):
        copytree(root / name, folder / name, ignore=LEFT_OUT)
        for path in (folder / name).rglob("*.py"):
            path.write_bytes(renamed(path.read_bytes()))
    copytree(root / SCENARIOS, folder / SCENARIOS, ignore=LEFT_OUT)
    documents = folder / "experiments" / "dashboard" / "documents"
    (documents / "images").mkdir(parents=True)
    for source in (
        *(root / "docs" / f"{name}.md" for name in DOCUMENTS),
        *(root / "docs/images").glob("evidence_*.png"),
    ):
        copy(source, documents / source.relative_to(root / "docs"))
    return {
        str(folder / PACKAGE): PACKAGE,
        **{str(folder / room): f"{PACKAGE}/{room}" for room in sorted(ROOMS)},
        str(folder / SCENARIOS): f"{PACKAGE}/simulation/{SCENARIOS}",
    }


class RoomsIntoOnePackage(BuildHookInterface):  # type: ignore[type-arg]
    """Fills a wheel with renamed copies; an editable installation keeps the folders of the clone as they are."""

    folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the copies before the wheel is put together."""
        if version == "standard":
            self.folder = Path(mkdtemp(prefix="multipartner-wheel-"))
            build_data["force_include"].update(packed(Path(self.root), self.folder))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the copies."""
        del version, build_data, artifact_path
        if self.folder is not None:
            rmtree(self.folder, ignore_errors=True)
