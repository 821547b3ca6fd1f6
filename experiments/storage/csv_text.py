"""Tables as comma-separated text for people: no cell is a formula to a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, cast, get_args

import pandas as pd

from simulation.core.errors import name_unknown
from simulation.core.whole import is_number

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is carried out by spreadsheets."""


Dialect = Literal["plain", "excel", "xlsx"]
"""How tables are written: with commas and decimal points, as a spreadsheet with decimal commas opens them, or plainly
with a workbook beside them."""


def dialect_of(word: str) -> Dialect:
    """Return the way of writing tables that a word names.

    Raises
    ------
    NameUnknownError : there is none of that name
    """
    for known in get_args(Dialect):
        if word == known:
            return cast("Dialect", known)
    raise name_unknown("way of writing tables (--csv)", word, get_args(Dialect))


def as_csv(frame: pd.DataFrame, dialect: Dialect = "plain", numbers: str = "%.10g") -> bytes:
    """Return a table as text in UTF-8; where a cell or a heading would be carried out, an apostrophe stands before it.

    Numbers stay numbers, a minus sign included, written as `numbers` says; Parquet tables keep every text as it is.

    Examples
    --------
    >>> as_csv(pd.DataFrame({"scenario": ["=1+1", "today"], "gain": [-1.5, 2.0]})).decode().splitlines()
    ['scenario,gain', "'=1+1,-1.5", 'today,2']
    """
    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name].dtype)]
    defused = frame.assign(**{name: frame[name].astype(object).map(_defused) for name in texts})
    defused = defused.rename(columns=_defused)
    if dialect == "excel":
        text = defused.to_csv(index=False, float_format=numbers, lineterminator="\r\n", sep=";", decimal=",")
        return text.encode("utf-8-sig")
    return defused.to_csv(index=False, float_format=numbers, lineterminator="\n").encode()


def read_csv(path: Path) -> pd.DataFrame:
    """Return a table that was written in either dialect."""
    with path.open(encoding="utf-8-sig") as file:
        excel = ";" in file.readline()
    return pd.read_csv(path, sep=";" if excel else ",", decimal="," if excel else ".", encoding="utf-8-sig")


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) and not is_number(cell) else cell
