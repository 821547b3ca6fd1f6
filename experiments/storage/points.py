"""The table of points of a sweep, ``design.parquet``: name, digest of the scenario, and a column a factor."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.storage.parts import write_whole
from simulation.core.errors import MultipartnerError

TABLE = "design.parquet"


def write_design_table(folder: Path, table: pa.Table) -> None:
    """Write ``design.parquet`` whole."""
    sink = BytesIO()
    pq.write_table(table, sink, compression="zstd")
    write_whole(folder / TABLE, sink.getvalue())


def read_design_table(folder: Path) -> pd.DataFrame:
    """Return the table of points of a results folder, units in ``attrs``.

    Raises
    ------
    MultipartnerError
        When it is missing or damaged.
    """
    path = folder / TABLE
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException) as error:
        said = "is missing" if isinstance(error, FileNotFoundError) else "is damaged"
        raise MultipartnerError(f"'{path}' {said}. Run the sweep again to write it.") from None
    frame: pd.DataFrame = table.to_pandas()
    frame.attrs["units"] = {field.name: (field.metadata or {}).get(b"unit", b"").decode() for field in table.schema}
    return frame
