"""Scenario files: where they lie, and how they are read without ever showing a traceback."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from simulation.core.errors import ScenarioError, no_such
from simulation.parameters.locating import line_of, lines_of
from simulation.parameters.syntax import LARGEST, NotTomlError, toml_values


@dataclass(frozen=True)
class Source:
    """What a file, or a table given in Python, says, and how to point into it."""

    label: str
    values: dict[str, Any]
    folder: Path
    """Where relative paths in ``extends`` start."""
    place: Path | None = None
    """The file itself, links resolved; None for a table given in Python."""
    lines: dict[str, int] = field(default_factory=dict)

    def where(self, dotted: str) -> str:
        """Return ``file:line`` of a name, or the file alone."""
        line = line_of(self.lines, dotted)
        return self.label if line is None else f"{self.label}:{line}"


def scenario_folder() -> Path:
    """Return the folder of shipped scenarios: in the package when installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "scenarios"
    return packed if packed.is_dir() else package.parent / "scenarios"


def scenario_names() -> list[str]:
    """Return the names of the shipped scenarios, in alphabetical order.

    Returns
    -------
    list of str

    Examples
    --------
    >>> "today" in scenario_names()
    True
    """
    return sorted(path.stem for path in scenario_folder().glob("*.toml"))


def read(name: str | os.PathLike[str], folder: Path | None = None, where: str = "") -> Source:
    """Read a scenario by name or path.

    Parameters
    ----------
    name : str or path
        Name of a shipped scenario, or path of a file; a relative path starts at `folder`.
    folder : Path, optional
        Folder of the file that names this one in ``extends``; by default the working directory.
    where : str
        ``file:line`` of that ``extends``, for errors.
    """
    text = os.fspath(name)
    said = f"{where}: " if where else ""
    if isinstance(name, str) and text in scenario_names():
        return _parsed(scenario_folder() / f"{text}.toml", f"scenarios/{text}.toml", said)
    path = (folder or Path()) / text
    try:
        is_there = path.exists()
    except (OSError, ValueError):  # too long for a path, or not a path at all
        is_there = False
    if is_there or _looks_like_path(name):
        return _parsed(path, str(path), said)
    known = no_such("scenario", text, scenario_names())
    raise ScenarioError(f"{said}{known} Or give the path of a file.")


def _looks_like_path(name: str | os.PathLike[str]) -> bool:
    return not isinstance(name, str) or "/" in name or os.sep in name or name.endswith(".toml")


def _parsed(path: Path, label: str, said: str) -> Source:
    text = text_of(path, label, said)
    try:
        values = toml_values(text)
    except NotTomlError as error:
        raise ScenarioError(f"{said}{label} {error}.") from None
    if not values:
        raise ScenarioError(f'{said}{label} is empty; begin with: extends = "today"')
    return Source(label, values, path.parent, path.resolve(), lines_of(text))


def text_of(path: Path, label: str, said: str = "", kind: str = "scenario") -> str:
    """Return the text of a file, of no more than `LARGEST` bytes.

    Raises
    ------
    ScenarioError
        When it is missing, no ordinary file, too large, or not text.
    """
    try:
        if complaint := _not_a_file(path, label, kind):
            raise ScenarioError(f"{said}{complaint}")
        with path.open("rb") as file:
            content = file.read(LARGEST)  # some files of the system say that they are empty, and never end
        return TextIOWrapper(BytesIO(content), encoding="utf-8-sig").read()
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{said}{label} is not text in UTF-8 (byte {error.start}).") from None
    except OSError as error:
        raise ScenarioError(f"{said}{label} cannot be read: {error.strerror or error}.") from None


def _not_a_file(path: Path, label: str, kind: str) -> str:
    """Return what keeps a path from being such a file, or ''."""
    if path.is_dir():
        return f"{label} is a folder, not a {kind} file (*.toml)."
    if not path.exists():
        shipped = f" Shipped scenarios: {', '.join(scenario_names()) or 'none'}." if kind == "scenario" else ""
        return f"There is no {kind} file {label}.{shipped}"
    if not path.is_file():
        return f"{label} is not an ordinary file."
    size = path.stat().st_size
    return f"{label} has {size} bytes; a {kind} has at most {LARGEST}." if size > LARGEST else ""
