"""Runs under another name: of a scenario whose file was renamed, or of a point that a grown design numbers anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.storage.identity import Run
from experiments.storage.parts import Header, drop, part_paths, write_part


def rename_runs(folder: Path, code: str, arms: Mapping[str, tuple[str, int]]) -> None:
    """Write part files anew in which runs of known scenarios stand under names that are no longer theirs.

    Parameters
    ----------
    folder : Path
        Dataset.
    code : str
        Digest of the model; runs of other code keep their names.
    arms : mapping
        Digest of the scenario and base seed by name, as it is now.
    """
    names = {said: name for name, said in arms.items()}
    for path in part_paths(folder):
        header = Header.read(path)
        runs = tuple(_renamed(run, names) if header.code == code else run for run in header.runs)
        if runs != header.runs:
            drop([path], [write_part(folder, _relabelled(pq.read_table(path), runs), Header(code, runs))])


def _renamed(run: Run, names: Mapping[tuple[str, int], str]) -> Run:
    return replace(run, arm=names.get((run.digest, run.seed - run.history), run.arm))


def _relabelled(table: pa.Table, runs: tuple[Run, ...]) -> pa.Table:
    """Return the rows of a part with the column ``scenario`` as the runs now say."""
    arm_of = {run.id: run.arm for run in runs}
    place = table.column_names.index("scenario")
    column = pa.array([arm_of[run] for run in table["run"].to_pylist()], pa.string())
    field = table.schema.field(place)
    return table.set_column(place, field, column.dictionary_encode().cast(field.type))
