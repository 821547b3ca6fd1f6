"""Read one comma-separated table and turn its cells into numbers, with errors that say where.

A table is a file ``<name>.csv`` in a folder, in UTF-8, its first line naming the columns. Empty cells are
missing values. Columns that the reader does not ask for are ignored, so people may keep notes in their own
files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from simulation.core.errors import DataError, no_such, shortened
from simulation.core.whole import is_number
from simulation.roster.records import Floats

DATA = Path(__file__).resolve().parent.parent / "data"
"""Folder of the project's own figures."""
LARGEST = 50_000_000
"""Bytes beyond which a file is not taken for a table."""


@dataclass(frozen=True)
class Table:
    """The rows of one file as text.

    Attributes
    ----------
    file : str
        Name of the file, for errors.
    columns : mapping of str to list of str
        Cells by column, spaces at the ends removed.
    size : int
        Number of rows.
    lines : sequence of int
        On which line of the file each row ends; blank lines and cells of several lines count.
    places : mapping of int to str
        Where rows stand that come from somewhere else than the file.
    """

    file: str
    columns: Mapping[str, list[str]]
    size: int
    lines: Sequence[int] = ()
    places: Mapping[int, str] = field(default_factory=dict)

    def text(self, column: str) -> list[str]:
        """Return the cells of a column, empty ones included."""
        return self.columns[column]

    def where(self, row: int, column: str) -> str:
        """Return the place of a cell as a person finds it in the file; the header is line 1."""
        place = self.places.get(row) or f"{self.file}, line {self.lines[row]}"
        return f"{place}, column '{column}'"

    def numbers(self, column: str, low: float = -np.inf, high: float = np.inf) -> Floats:
        """Return a column as numbers, NaN where a cell is empty; refuse what lies outside [low, high].

        Returns
        -------
        float64[size]
        """
        cells = self.columns[column]
        try:
            values = np.array([float(cell) if cell else np.nan for cell in cells])
        except ValueError:
            row = next(row for row, cell in enumerate(cells) if cell and not is_number(cell))
            raise DataError(f"A number is needed, found '{cells[row]}': {self.where(row, column)}.") from None
        wrong = ~((values >= low) & (values <= high) & np.isfinite(values))
        for row in np.flatnonzero(wrong).tolist():
            if cells[row]:
                allowed = f"A number from {low:g} to {high:g} is needed"
                raise DataError(f"{allowed}, found {cells[row]}: {self.where(row, column)}.")
        return values

    def required(self, column: str, low: float = -np.inf, high: float = np.inf) -> Floats:
        """Return a column of numbers in which no cell may be empty.

        Returns
        -------
        float64[size]
        """
        values = self.numbers(column, low, high)
        empty = np.flatnonzero(np.isnan(values))
        if empty.size:
            raise DataError(f"A number is needed, found an empty cell: {self.where(int(empty[0]), column)}.")
        return values

    def flags(self, column: str) -> Floats:
        """Return a column of 0 and 1; only rows of one's own may be blank, which is 0.

        Returns
        -------
        float64[size]
        """
        values = self.numbers(column, 0, 1)
        blank = [row for row in np.flatnonzero(np.isnan(values)).tolist() if row in self.places]
        values[blank] = 0.0
        if np.isnan(values).any():
            return self.required(column, 0, 1)
        return values

    def codes(self, column: str, known: Sequence[str], blank: int | None = None) -> list[int]:
        """Return the index in `known` of each cell; `blank` stands for empty cells, if it is given."""
        index = {word: code for code, word in enumerate(known)}
        found = []
        for row, cell in enumerate(self.columns[column]):
            if not cell and blank is not None:
                found.append(blank)
            elif cell in index:
                found.append(index[cell])
            else:
                raise DataError(f"{no_such(column, cell, known)} Found: {self.where(row, column)}.")
        return found


def read_table(folder: Path, name: str, columns: Iterable[str], *, optional: bool = False) -> Table:
    """Read ``folder/name.csv``.

    Parameters
    ----------
    folder : Path
        Folder of the tables.
    name : str
        Name of the table, without ``.csv``.
    columns : iterable of str
        Columns that must be there.
    optional : bool
        Whether a missing file counts as an empty table.
    """
    path = folder / f"{name}.csv"
    if optional and not path.is_file():
        return Table(path.name, {column: [] for column in columns}, 0)
    return read_table_at(path, columns)


def read_table_at(path: Path, columns: Iterable[str]) -> Table:
    """Read the table in a file, whatever its name; these columns must be there."""
    needed, folder = list(columns), path.parent
    if not path.is_file():
        raise DataError(f"The table '{path.name}' is missing in the folder {folder}; it needs: {', '.join(needed)}.")
    rows = _rows(path)
    if not rows:
        raise DataError(f"The table {path} is empty; its first line must name the columns: {', '.join(needed)}.")
    header = [cell.strip() for cell in rows[0][1]]
    for column in header:
        if column and header.count(column) > 1:
            raise DataError(f"Two columns of the table {path} are called '{shortened(column)}'; keep one.")
    for column in needed:
        if column not in header:
            raise DataError(f"{no_such('column', column, header)} It is needed in {path}.")
    width = len(header)
    for line, row in rows[1:]:
        if len(row) != width:
            raise DataError(f"{width} cells are needed, found {len(row)}: {path.name}, line {line}.")
    body = [row for _, row in rows[1:]]
    cells = zip(*body, strict=True) if body else ([] for _ in header)
    texts = {
        column: [cell.strip() for cell in column_cells] for column, column_cells in zip(header, cells, strict=True)
    }
    return Table(path.name, texts, len(body), [line for line, _ in rows[1:]])


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return line and cells of each row that is not blank, as text."""
    try:
        if path.stat().st_size > LARGEST:
            raise DataError(f"The table {path} has {path.stat().st_size} bytes; a table has at most {LARGEST}.")
        with path.open(encoding="utf-8-sig", newline="") as lines:
            found = csv.reader(lines)
            return [(found.line_num, row) for row in found if row]
    except csv.Error as error:
        raise DataError(f"The table {path} is not comma-separated text ({error}); save it as such.") from None
    except OSError as error:
        raise DataError(f"The table {path} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise DataError(f"The table {path} is not UTF-8 text; save it as UTF-8.") from None
