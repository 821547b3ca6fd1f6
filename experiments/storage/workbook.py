"""Tables as one workbook of a spreadsheet (xlsx): a sheet for each, numbers as numbers, texts never as formulas."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from io import BytesIO
from typing import Any

import pandas as pd

from simulation.core.errors import MultipartnerError

MOST_ROWS = 1_048_575
"""Rows of a sheet under its header."""
MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Date that every workbook states, so that the same tables are the same file."""


def check_workbooks() -> None:
    """Refuse to begin where no workbook could be written.

    Raises
    ------
    MultipartnerError : what writes them is not installed
    """
    if find_spec("xlsxwriter") is None:
        raise MultipartnerError("Workbooks need XlsxWriter: pip install 'multipartner[excel]', or use --csv excel.")


def as_workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return a workbook with a sheet for each table that fits into one, in their order.

    Examples
    --------
    >>> as_workbook({"summary": pd.DataFrame({"gain": [1.5]})})[:2]
    b'PK'
    """
    sink = BytesIO()
    as_they_are: dict[str, Any] = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(sink, engine="xlsxwriter", engine_kwargs={"options": as_they_are}) as writer:
        writer.book.set_properties({"created": MADE})
        for name, table in tables.items():
            if len(table) <= MOST_ROWS:
                table.to_excel(writer, sheet_name=name[:31], index=False, freeze_panes=(1, 0))
    return sink.getvalue()
