"""Files that are shipped by name or given by path, designs and claims: found, read, and their fields checked."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from simulation.core.errors import MultipartnerError, no_such
from simulation.parameters.complaints import scenario_error
from simulation.parameters.files import Source, text_of
from simulation.parameters.locating import lines_of
from simulation.parameters.section import Section, keys_of
from simulation.parameters.syntax import NotTomlError, toml_values

Fields = TypeVar("Fields", bound=Section)


def shipped_in(folder: Path) -> list[str]:
    """Return the names of the files that a folder of the package ships, in alphabetical order."""
    return sorted(path.stem for path in folder.glob("*.toml"))


def read_given(given: object, folder: Path, kind: str, error: type[MultipartnerError]) -> tuple[Source, str]:
    """Return a file and its text.

    Parameters
    ----------
    given : str or path
        Name of a file that `folder` ships, or path of one.
    kind : str
        What such a file is called, ``design`` or ``claim``.
    error : type
        Raised where there is no such file, or it is no TOML: one line, where, what, allowed, found.
    """
    if not isinstance(given, str | os.PathLike):
        raise error(f"A {kind} must be a name or the path of a file, got {given!r}.")
    typed = os.fspath(given)
    names = shipped_in(folder)
    is_shipped = isinstance(given, str) and typed in names
    path = folder / f"{typed}.toml" if is_shipped else Path(typed)
    label = f"{kind}s/{typed}.toml" if is_shipped else typed
    try:
        is_there = path.exists()
    except (OSError, ValueError):  # too long for a path, or not a path at all
        is_there = False
    if not is_there:
        raise error(f"{no_such(kind, typed, names)} Or give the path of a file.")
    text = text_of(path, label, kind=kind)
    try:
        values = toml_values(text)
    except NotTomlError as fault:
        raise error(f"{label} {fault}.") from None
    return Source(label, values, path.parent, path.resolve(), lines_of(text)), text


def checked_fields(fields: type[Fields], source: Source, kind: str, error: type[MultipartnerError]) -> Fields:
    """Return the fields that a file may have, each of its type and in its range.

    Raises
    ------
    error
        One line: where, what, allowed, found.
    """
    known = [name for name, _ in keys_of(fields)]
    for key in source.values:
        if key not in known:
            raise error(f"{source.where(key)}: {no_such(f'field of a {kind}', key, known)}")
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in source.values.items()}
    try:
        return fields.model_validate(values)
    except ValidationError as complaint:
        raise scenario_error(fields, complaint, source.where) from None
