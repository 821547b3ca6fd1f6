"""The table of samples of a sweep: one row a point and history, from stored tables alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from experiments.design.record import outcomes_of, problem_of
from experiments.storage.csv_text import as_csv
from experiments.storage.manifest import Manifest, ResultsError
from experiments.storage.parts import write_whole
from experiments.storage.points import read_design_table
from experiments.storage.store import Store
from simulation.core.typed import typed

TABLE = "samples.parquet"
Floats = npt.NDArray[np.float64]


@typed
def samples(folder: str | Path) -> pd.DataFrame:
    """Return what a sweep has found so far, tidy.

    Parameters
    ----------
    folder : path
        Results folder of a sweep.

    Returns
    -------
    pandas.DataFrame
        Columns ``scenario`` (the point), ``history``, one per factor by its dotted name, one per outcome by the
        design's name; rows by point and history. Missing runs have no row. ``attrs["units"]`` and
        ``attrs["meanings"]`` describe the columns; the unit of a year is years since the start.

    Raises
    ------
    ResultsError
        When the folder holds no sweep, or none of its runs has finished.

    Examples
    --------
    >>> samples("results/transactional_regard").attrs["units"]["damage"]  # doctest: +SKIP
    'US$bn'
    """
    folder = Path(folder)
    manifest = Manifest.read(folder)
    if manifest.design is None:
        raise ResultsError(
            f"'{folder}' holds no sweep. Make one: multipartner sweep transactional_regard --out {folder}"
        )
    outcomes, problem = outcomes_of(manifest.design), problem_of(manifest.design)
    measures = list(dict.fromkeys(outcome.measure for outcome in outcomes))
    table = Store(folder).read("runs", manifest.wanted(), ["run", "scenario", "history", "quarter", *measures])
    if table is None:
        raise ResultsError(f"'{folder}' holds no finished runs yet. Run the sweep again to continue.")
    courses, rows = _courses(table, measures, manifest.arms[0].histories)
    for outcome in outcomes:
        rows[outcome.name] = outcome.of(courses[outcome.measure])
    points = read_design_table(folder)
    found = _spread_over_points(points, rows)
    found = found[["scenario", "history", *problem.names, *(outcome.name for outcome in outcomes)]]
    said = {field.name: field.metadata or {} for field in table.schema}
    unit, meaning = (
        {name: meta.get(key, b"").decode() for name, meta in said.items()} for key in (b"unit", b"meaning")
    )
    found.attrs["units"] = {factor.name: factor.unit for factor in problem.factors}
    found.attrs["units"] |= {outcome.name: outcome.unit(unit[outcome.measure]) for outcome in outcomes}
    found.attrs["meanings"] = {factor.name: factor.meaning for factor in problem.factors}
    found.attrs["meanings"] |= {outcome.name: outcome.meaning(meaning[outcome.measure]) for outcome in outcomes}
    return found


def _courses(table: pa.Table, measures: list[str], histories: int) -> tuple[dict[str, Floats], pd.DataFrame]:
    """Return each measure as (runs, quarters + 1), and which run is which; rows of a run lie together."""
    starts = np.flatnonzero(table["quarter"].to_numpy() == 0)
    quarters = np.diff([*starts, len(table)])
    if len(set(quarters.tolist())) > 1:
        raise ResultsError("The runs of this sweep have different lengths; its outcomes cannot be compared.")
    first = table.select(["scenario", "history"]).take(pa.array(starts)).to_pandas()
    rows = pd.DataFrame({"scenario": first["scenario"].astype(str), "history": first["history"].astype(np.int64)})
    kept = (rows["history"] < histories).to_numpy()
    courses = {name: table[name].to_numpy().reshape(len(starts), -1)[kept] for name in measures}
    return courses, rows[kept].reset_index(drop=True)


def _spread_over_points(points: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row for every point and history; points that are one and the same scenario share their runs."""
    digest_of = points.set_index("scenario")["digest"]
    found = rows.assign(digest=rows["scenario"].map(digest_of)).drop(columns="scenario")
    joined = points.merge(found, on="digest", how="inner").drop(columns="digest")
    return joined.sort_values(["scenario", "history"], kind="stable", ignore_index=True)


def write_samples(frame: pd.DataFrame, folder: Path) -> Path:
    """Write the table of samples as ``samples.parquet``, units in its columns, and as CSV; return its place."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    fields = [
        field.with_metadata(
            {"unit": frame.attrs["units"].get(field.name, ""), "meaning": frame.attrs["meanings"].get(field.name, "")}
        )
        for field in table.schema
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(table.cast(pa.schema(fields)), sink, compression="zstd")
    write_whole(folder / TABLE, memoryview(sink.getvalue()))
    write_whole(folder / "tables" / "samples.csv", as_csv(frame))
    return folder / TABLE
