"""On which line of a TOML file each key stands; `tomllib` does not say."""

from __future__ import annotations

import re

from simulation.parameters.syntax import DOTTED, LONG_TEXT, PART

_HEADER = re.compile(rf"^[ \t]*(\[\[?)[ \t]*({DOTTED})[ \t]*\]")
_KEY = re.compile(rf"^[ \t]*({DOTTED})[ \t]*=")
_TOKEN = re.compile(rf"{LONG_TEXT}|{PART}|#[^\n]*|[\[\]{{}}]", re.DOTALL)


def lines_of(text: str) -> dict[str, int]:
    """Return the line of every key and table of a valid TOML text, by dotted name.

    Entries of an array of tables are numbered from 0: ``us.policy.0.from``. A key inside an inline table or
    array is not listed; its nearest listed ancestor is (see `line_of`).
    """
    found: dict[str, int] = {}
    entries: dict[str, int] = {}
    header: tuple[str, ...] = ()
    for number, line in _statements(text):
        if opened := _HEADER.match(line):
            header = _numbered(_parts(opened[2]), entries, adds=opened[1] == "[[")
            _note(found, header, number)
        elif key := _KEY.match(line):
            _note(found, header + _parts(key[1]), number)
    return found


def line_of(lines: dict[str, int], dotted: str) -> int | None:
    """Return the line of a name, or that of its nearest ancestor, or None."""
    while dotted:
        if dotted in lines:
            return lines[dotted]
        dotted = dotted.rpartition(".")[0]
    return None


def _note(found: dict[str, int], path: tuple[str, ...], number: int) -> None:
    for length in range(1, len(path) + 1):
        found.setdefault(".".join(path[:length]), number)


def _numbered(parts: tuple[str, ...], entries: dict[str, int], *, adds: bool) -> tuple[str, ...]:
    """Put the number of the current entry behind each part that names an array of tables."""
    path: tuple[str, ...] = ()
    for position, part in enumerate(parts):
        path = (*path, part)
        name = ".".join(path)
        if adds and position == len(parts) - 1:
            entries[name] = entries.get(name, -1) + 1
        if name in entries:
            path = (*path, str(entries[name]))
    return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in re.findall(PART, dotted))


def _statements(text: str) -> list[tuple[int, str]]:
    """Return (line number, line) of the lines that begin a statement, outside multi-line values."""
    inside = iter([*_inside_values(text), (len(text) + 1, len(text) + 1)])
    low, high = next(inside)
    start, found = 0, []
    for number, line in enumerate(text.split("\n"), start=1):
        while high < start:
            low, high = next(inside)
        if not low < start <= high:
            found.append((number, line))
        start += len(line) + 1
    return found


def _inside_values(text: str) -> list[tuple[int, int]]:
    """Return the stretches of text inside brackets or multi-line strings."""
    stretches: list[tuple[int, int]] = []
    depth, opened = 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in ("[", "{"):
            opened = token.start() if depth == 0 else opened
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
            if depth == 0:
                stretches.append((opened, token.start()))
        elif depth == 0 and token[0][:3] in ('"""', "'''"):
            stretches.append((token.start(), token.end() - 1))
    return stretches
