"""Lay tables of values over one another, and remember who set each value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.core.errors import ScenarioError
from simulation.parameters.files import Source
from simulation.parameters.listing import find, section_in
from simulation.parameters.own_world import TABLES
from simulation.parameters.section import Section

SET = "--set"
"""Origin of a value given as an override."""

_SET = Source(SET, {}, Path())

Steps = tuple[str | int, ...]

ADDED = (*TABLES, "drop")
"""Lists to which every file adds: what a scenario brings into the world is not lost where another extends it."""


class Merged:
    """The values so far, and the origin of each by dotted name.

    Tables are merged key by key; everything else, arrays of tables included, replaces what was there, except lists of
    the world (``ADDED``), which grow.
    """

    def __init__(self, root: type[Section]) -> None:
        self.root = root
        self.values: dict[str, Any] = {}
        self.origin: dict[str, str] = {}
        self.opened: dict[str, str] = {}
        """Where each table and each list of tables was last opened."""

    def add(self, source: Source) -> None:
        """Lay a file's values over what there is."""
        table = {key: value for key, value in source.values.items() if key != "extends"}
        self._merge(self.values, table, "", source)

    def override(self, path: Steps, value: Any) -> None:
        """Set one value, or lay a table over one; a position leads into a list."""
        dotted = ".".join(map(str, path))
        node: Any = self.values
        for length in range(1, len(path)):
            node = self._descend(node, path[:length], dotted)
        last = path[-1]
        if isinstance(node, list):
            self._check_position(node, last, dotted)
            entry = {str(last): node[int(last)]}
            self._merge(entry, {str(last): value}, dotted.rpartition(".")[0] + ".", _SET)
            node[int(last)] = entry[str(last)]
        else:
            prefix = dotted.rpartition(".")[0]
            self._merge(node, {str(last): value}, prefix + "." if prefix else "", _SET)

    def where(self, dotted: str) -> str:
        """Return the origin of a value or table, or of its nearest ancestor; '' if none was set."""
        name = dotted
        while name:
            if found := self.origin.get(name) or self.opened.get(name):
                return found
            name = name.rpartition(".")[0]
        return ""

    def _descend(self, node: Any, path: Steps, dotted: str) -> Any:
        if isinstance(node, list):
            self._check_position(node, path[-1], dotted)
            inner = node[int(path[-1])]
        else:
            inner = node.setdefault(str(path[-1]), [] if self._is_list(path) else {})
        if not isinstance(inner, dict | list):
            raise ScenarioError(f"{SET} {dotted}: {'.'.join(map(str, path))} is not a table.")
        return inner

    def _is_list(self, path: Steps) -> bool:
        place = find(self.root, path)
        held = section_in(place.annotation) if place else None
        return held is not None and held[0] == "list"

    @staticmethod
    def _check_position(node: list[Any], step: str | int, dotted: str) -> None:
        if not isinstance(step, int) or step >= len(node):
            count = f"entries 0 to {len(node) - 1}" if node else "no entries"
            raise ScenarioError(f"{SET} {dotted}: the list has {count}, got '{step}'.")

    def _merge(self, base: dict[str, Any], new: Mapping[str, Any], prefix: str, source: Source) -> None:
        for key, value in new.items():
            dotted = prefix + key
            if dotted in ADDED and isinstance(value, list) and isinstance(base.get(key), list):
                self._grow(base[key], value, key, source)
                continue
            if isinstance(value, dict) and isinstance(base.get(key), dict):
                self.opened[dotted] = source.where(dotted)
                self._merge(base[key], value, dotted + ".", source)
                continue
            self._forget(base.get(key), dotted)
            base[key] = _copied(value)
            self._claim(value, dotted, source)

    def _grow(self, base: list[Any], new: list[Any], key: str, source: Source) -> None:
        """Put entries behind those that are there; each keeps the place where its file says it."""
        for position, one in enumerate(new):
            there, here = f"{key}.{len(base)}", f"{key}.{position}"
            base.append(_copied(one))
            self._claim(one, there, source, here)

    def _forget(self, value: Any, dotted: str) -> None:
        """Forget who set a value, and whatever lies in it."""
        self.origin.pop(dotted, None)
        if isinstance(value, dict | list):
            for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
                self._forget(inner, f"{dotted}.{key}")

    def _claim(self, value: Any, dotted: str, source: Source, said_as: str = "") -> None:
        """Note who set a value; `said_as` is its name in the file, if it has another there."""
        said_as = said_as or dotted
        inner: list[tuple[Any, Any]] = []
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            inner = list(enumerate(value))
        for key, one in inner:
            self._claim(one, f"{dotted}.{key}", source, f"{said_as}.{key}")
        (self.opened if inner else self.origin)[dotted] = source.where(said_as)


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
