"""Points that somebody brings: a table beside the design or a data frame, a column a factor, a row a point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from experiments.design.schema import DesignError
from simulation.core.errors import of_many
from simulation.parameters.spreadsheets import number_in, read_sheet


def points_in(path: Path, label: str) -> dict[str, list[Any]]:
    """Return the values of each factor in a table as people have it: commas or semicolons, decimal points or commas.

    Raises
    ------
    MultipartnerError
        The table cannot be read, or has no points; every empty cell in a line of its own.
    """
    sheet = read_sheet(path, label, as_written=True)
    if not sheet.rows:
        raise DesignError(f"{label} has no points; a row below the names of the factors is one.")
    for line, row in sheet.rows:
        for column, text in zip(sheet.header, row, strict=True):
            if not text:
                sheet.complain(line, column, "a point needs a value, found an empty cell.")
    if sheet.complaints:
        raise of_many(DesignError, sheet.complaints)
    columns = zip(*(row for _, row in sheet.rows), strict=True)
    return {
        name: [_value(text, sheet.decimal) for text in texts] for name, texts in zip(sheet.header, columns, strict=True)
    }


def points_of_frame(frame: Any) -> dict[str, list[Any]]:
    """Return the values of each factor in a data frame.

    Raises
    ------
    DesignError
        It is none, or has no points or columns without a name.
    """
    if not isinstance(frame, pd.DataFrame) or frame.empty or not all(isinstance(name, str) for name in frame.columns):
        raise DesignError(
            "points must be a data frame with one column per factor, by its dotted name, and one row per point."
        )
    return {str(name): frame[name].tolist() for name in frame.columns}


def _value(text: str, decimal: str) -> Any:
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    number = number_in(text, decimal)
    if number is None:
        return text
    return int(number) if number.is_integer() and abs(number) < 2**53 else number
