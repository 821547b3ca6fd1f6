"""Columns of the tables that are stored, and what the runner needs of a world to fill them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from experiments.storage.identity import Run
from simulation.core.codes import Kind

TABLES = ("runs", "ledger", "actors", "failures")
"""Datasets of an experiment; each is a folder ``<table>.parquet`` of part files."""
DETAILS = tuple(f"detail/{name}" for name in ("actors", "partnerships", "memberships", "threats", "events", "edges"))
"""Datasets by quarter, written where they are asked for."""

Floats = npt.NDArray[np.float64]
KIND_NAMES = {int(kind): kind.label for kind in Kind}


class MeasureLike(Protocol):
    """A column of the outcome table."""

    @property
    def name(self) -> str:
        """Name of the column."""

    @property
    def unit(self) -> str:
        """Its unit."""

    @property
    def meaning(self) -> str:
        """What it measures."""


class WorldLike(Protocol):
    """What the runner needs of a world."""

    @property
    def outcomes(self) -> Floats:
        """(quarters + 1, measures); row 0 is the start."""

    @property
    def years(self) -> Floats:
        """(quarters + 1), calendar years."""

    @property
    def ledger(self) -> Floats:
        """(actors, issues), US$bn delivered over the run."""

    @property
    def capacity(self) -> Floats:
        """(actors), US$bn/yr for global issues at the start."""

    @property
    def ids(self) -> Sequence[str]:
        """Actors, in row order."""

    @property
    def kind(self) -> npt.NDArray[np.int64]:
        """(actors), codes of :class:`simulation.core.codes.Kind`."""

    def run(self) -> None:
        """Run the whole history."""


@dataclass(frozen=True)
class Failure:
    """A run that did not end well."""

    run: Run
    stage: str
    error: str
    command: str


def described(name: str, kind: pa.DataType, unit: str, meaning: str) -> pa.Field:
    """Return a column with its unit and meaning, which travel in Parquet files."""
    return pa.field(name, kind, metadata={"unit": unit, "meaning": meaning})


TEXT = pa.dictionary(pa.int32(), pa.string())
KEYS = [
    described("run", pa.string(), "", "identity of the run: digest of code, scenario and seed"),
    described("scenario", TEXT, "", "name of the arm"),
    described("history", pa.int64(), "", "number of the random history; the same number, the same luck"),
]
LEDGER = pa.schema(
    [
        *KEYS,
        described("actor", TEXT, "", "actor"),
        described("kind", TEXT, "", "kind of actor"),
        described("issue", TEXT, "", "issue"),
        described(
            "delivered",
            pa.float64(),
            "US$bn",
            "delivered over the run; actors that gave nothing are left out",
        ),
    ]
)
ACTORS = pa.schema(
    [
        *KEYS,
        described("actor", TEXT, "", "actor"),
        described("kind", TEXT, "", "kind of actor"),
        described("capacity", pa.float64(), "US$bn/yr", "resources for global issues at the start"),
        described("name", TEXT, "", "printable name"),
        described("groups", TEXT, "", "groups it belongs to, with | between them"),
    ]
)
FAILURES = pa.schema(
    [
        *KEYS,
        described("seed", pa.int64(), "", "seed of the history"),
        described("stage", pa.string(), "", "what was being done"),
        described("error", pa.string(), "", "what went wrong"),
        described("command", pa.string(), "", "how to see it again"),
    ]
)


@cache
def _outcome_schema(measures: tuple[MeasureLike, ...]) -> pa.Schema:
    return pa.schema(
        [
            *KEYS,
            described("seed", pa.int64(), "", "seed of the history"),
            described("quarter", pa.int64(), "quarter", "quarters since the start; 0 is the start"),
            described("year", pa.float64(), "yr", "calendar year"),
            *(described(each.name, pa.float64(), each.unit, each.meaning) for each in measures),
        ]
    )


def outcome_schema(measures: Sequence[MeasureLike]) -> pa.Schema:
    """Return the schema of the outcome table: keys, seed, quarter, year, then one column a measure."""
    return _outcome_schema(tuple(measures))


def table_of(schema: pa.Schema, rows: int, constants: dict[str, Any], columns: dict[str, Any]) -> pa.Table:
    """Return a table of so many rows; some columns hold one value throughout."""
    arrays = [
        _repeated(field.type, constants[field.name], rows)
        if field.name in constants
        else _column(field.type, columns[field.name])
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _column(kind: pa.DataType, values: Any) -> pa.Array:
    """Return values as a column of the declared type, which an empty one has, too."""
    if not len(values):
        return pa.array([], kind)
    return pa.array(values).cast(kind) if pa.types.is_dictionary(kind) else pa.array(values, kind)


def _repeated(kind: pa.DataType, value: Any, rows: int) -> pa.Array:
    if pa.types.is_dictionary(kind):
        places = pa.array(np.zeros(rows, dtype=np.int32), kind.index_type)
        return pa.DictionaryArray.from_arrays(places, pa.array([value], kind.value_type))
    return pa.repeat(pa.scalar(value, kind), rows)


def key_values(run: Run) -> dict[str, Any]:
    """Return what stands in every row of a run."""
    return {"run": run.id, "scenario": run.arm, "history": run.history, "seed": run.seed}


def kind_name(code: int) -> str:
    """Return a kind of actor as a word."""
    return KIND_NAMES.get(code, str(code))


def failures_table(failures: Sequence[Failure]) -> pa.Table:
    """Return failed runs as rows."""
    rows = [
        {**key_values(each.run), "stage": each.stage, "error": each.error, "command": each.command} for each in failures
    ]
    return pa.Table.from_pylist(rows, schema=FAILURES)
