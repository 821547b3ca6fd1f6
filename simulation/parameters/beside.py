"""Files beside a scenario, ``[roster] files = ["cities.csv", "mine.toml"]``: what they add, and where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from simulation.core.errors import ScenarioError, no_such
from simulation.parameters.files import Source, read
from simulation.parameters.own_world import WORLD
from simulation.parameters.spreadsheets import rows_of

TABLE_FILES = (".csv", ".tsv", ".txt")


def named_files(values: dict[str, Any]) -> list[str]:
    """Return the files that a scenario names; none where it says something that is no list of names."""
    roster = values.get("roster")
    said = roster.get("files") if isinstance(roster, dict) else None
    return list(said) if isinstance(said, list) and all(isinstance(one, str) for one in said) else []


def sources_beside(source: Source) -> list[Source]:
    """Return what each file beside a scenario says, as if the scenario said it.

    Raises
    ------
    MultipartnerError : a file is missing, or says what it may not say
    """
    where = source.where("roster.files")
    return [_read(name, source.folder, where) for name in named_files(source.values)]


def _read(name: str, folder: Path, where: str) -> Source:
    path = folder / name
    if path.suffix.lower() in TABLE_FILES:
        return _table(path, name, where)
    if path.suffix.lower() != ".toml":
        raise ScenarioError(f"{where}: roster.files names tables (.csv) and TOML files, got '{name}'.")
    found = read(path, None, where)
    for key in found.values:
        if key not in WORLD:
            raise ScenarioError(f"{found.where(key)}: {no_such('table of a file beside a scenario', key, WORLD)}")
    return Source(name, found.values, found.folder, found.place, found.lines)


def _table(path: Path, name: str, where: str) -> Source:
    if not path.exists():
        raise ScenarioError(f"{where}: roster.files names '{name}', and there is no such file in {path.parent}.")
    table, rows, lines = rows_of(path, name)
    places = {f"{table}.{row}": line for row, line in enumerate(lines)}
    return Source(name, {table: rows} if rows else {}, path.parent, path, {table: 1, **places})
