"""Tables as comma-separated text for people: no cell is a formula to a spreadsheet."""

from __future__ import annotations

from typing import Any

import pandas as pd

RUNS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is carried out by spreadsheets."""


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as text in UTF-8; where a cell or a heading would be carried out, an apostrophe stands before it.

    Numbers stay numbers, a minus sign included; the Parquet tables keep every text as it is.

    Examples
    --------
    >>> as_csv(pd.DataFrame({"scenario": ["=1+1", "today"], "gain": [-1.5, 2.0]})).decode().splitlines()
    ['scenario,gain', "'=1+1,-1.5", 'today,2']
    """
    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name].dtype)]
    defused = frame.assign(**{name: frame[name].astype(object).map(_defused) for name in texts})
    defused = defused.rename(columns=_defused)
    return defused.to_csv(index=False, float_format="%.10g", lineterminator="\n").encode()


def _defused(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUNS) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
