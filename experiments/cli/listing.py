"""Rows that a command shows: as a table for people, as JSON for programs."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from experiments.cli.terminal import screen

WIDE = 200
"""Columns of a table that goes to a file."""


def simple(value: Any) -> Any:
    """Return a value as JSON knows it: what is not finite, or no number, becomes text.

    Examples
    --------
    >>> simple((1, float("inf"))), simple({"a": None})
    ([1, 'inf'], {'a': None})
    """
    if isinstance(value, Mapping):
        return {str(key): simple(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [simple(each) for each in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    return value if value is None or isinstance(value, str | int) else str(value)


def write_json(value: Any) -> None:
    """Write a value as JSON to standard output."""
    sys.stdout.write(json.dumps(simple(value), ensure_ascii=False, indent=1) + "\n")


@dataclass(frozen=True)
class Listing:
    """Rows under headings.

    Parameters
    ----------
    columns : dict
        Name in JSON to heading in the table.
    rows : sequence of sequences
        Values, one a column.
    title : str
        Line above the table.
    formats : dict
        How numbers of a column are written in the table.
    """

    columns: dict[str, str]
    rows: Sequence[Sequence[Any]]
    title: str = ""
    formats: dict[str, str] = field(default_factory=dict)

    def show(self, *, as_json: bool = False) -> None:
        """Print the table, or write the rows as a list of objects."""
        if as_json:
            write_json([dict(zip(self.columns, row, strict=True)) for row in self.rows])
        else:
            screen(width=WIDE).print(self._table())

    def _table(self) -> Table:
        table = Table(title=self.title or None, title_justify="left", header_style="bold", box=None, pad_edge=False)
        for heading in self.columns.values():
            table.add_column(heading, overflow="fold")
        formats = [self.formats.get(name, "") for name in self.columns]
        for row in self.rows:
            table.add_row(*(_text(value, how) for value, how in zip(row, formats, strict=True)))
        return table


def _text(value: Any, how: str) -> str:
    if value is None:
        return ""
    return format(value, how) if how and not isinstance(value, str) else str(value)
