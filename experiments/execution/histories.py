"""The tables that finished histories become: outcomes by quarter, the ledger, and who the actors are.

Histories of a chunk are made into a table together, since a small table costs as much as a large one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from experiments.storage.identity import Run
from experiments.storage.schemas import ACTORS, LEDGER, Floats, MeasureLike, WorldLike, kind_name, outcome_schema
from simulation.core.codes import ISSUES

Ints = npt.NDArray[np.int64]
Columns = dict[str, Any]


@dataclass(frozen=True)
class History:
    """What is kept of a finished run until it is written.

    Attributes
    ----------
    run : which run
    outcomes, years, ledger, ids, kind, capacity, issues, names, groups : as in a world
    details : tables by quarter, by the name of their dataset
    """

    run: Run
    outcomes: Floats
    years: Floats
    ledger: Floats
    ids: Sequence[str]
    kind: Ints
    capacity: Floats
    issues: Sequence[str]
    names: Sequence[str]
    groups: Sequence[str]
    details: Mapping[str, pa.Table]

    @classmethod
    def of(
        cls, run: Run, world: WorldLike, measures: Sequence[MeasureLike], details: Mapping[str, pa.Table]
    ) -> History:
        """Return what is to be written of a world; none of its tables is held.

        Raises
        ------
        ValueError
            When the world's outcome array does not have one column a measure.
        """
        outcomes = world.outcomes.copy()  # all else is made for who asks, or belongs to every history
        if outcomes.shape[1] != len(measures):
            raise ValueError(f"the world recorded {outcomes.shape[1]} outcomes, {len(measures)} are declared")
        ids = world.ids
        issues, names = getattr(world, "issues", ISSUES), getattr(world, "names", ids)
        groups = getattr(world, "groups", None) if run.history == 0 else None
        return cls(
            run,
            outcomes,
            world.years,
            world.ledger,
            ids,
            world.kind,
            world.capacity,
            issues,
            names,
            groups or [""] * len(ids),
            details,
        )

    def is_in(self, dataset: str) -> bool:
        """Tell whether the history has a part in a dataset."""
        if dataset == "actors":
            return self.run.history == 0
        return dataset in {"runs", "ledger"} or dataset in self.details


def _words(places: Ints, names: Sequence[str]) -> pa.Array:
    """Return the names at some places, each word stored once."""
    used, codes = np.unique(places, return_inverse=True)
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array([names[k] for k in used], pa.string()))


def _names_of(words: Sequence[str], places: Ints) -> pa.Array:
    """Return the words at some places, of which the same may stand at several."""
    names = list(dict.fromkeys(words))
    row = {name: k for k, name in enumerate(names)}
    return _words(np.array([row[word] for word in words])[places], names)


def _keys(histories: Sequence[History], rows: Sequence[int]) -> Columns:
    """Return the columns that say which run a row belongs to, for so many rows of each history."""
    place = np.repeat(np.arange(len(histories)), rows)
    runs = [history.run for history in histories]
    return {
        "run": pa.array([run.id for run in runs]).take(pa.array(place)),
        "scenario": _names_of([run.arm for run in runs], place),
        "history": np.array([run.history for run in runs], dtype=np.int64)[place],
        "seed": np.array([run.seed for run in runs], dtype=np.int64)[place],
    }


def _table(schema: pa.Schema, columns: Columns) -> pa.Table:
    return pa.Table.from_arrays([pa.array(columns[name]) for name in schema.names], schema=schema)


def outcomes_table(histories: Sequence[History], measures: Sequence[MeasureLike]) -> pa.Table:
    """Return the outcome rows of finished runs."""
    rows = [len(history.years) for history in histories]
    outcomes = np.ascontiguousarray(np.concatenate([history.outcomes for history in histories]).T)
    columns = _keys(histories, rows) | {each.name: row for each, row in zip(measures, outcomes, strict=True)}
    columns["quarter"] = np.concatenate([np.arange(count) for count in rows])
    columns["year"] = np.concatenate([history.years for history in histories])
    return _table(outcome_schema(measures), columns)


def _actor_columns(histories: Sequence[History], actors: Sequence[Ints]) -> Columns:
    """Return name and kind of some actors of each history, history by history."""
    first = np.cumsum([0, *(len(history.ids) for history in histories[:-1])])
    places = np.concatenate([start + rows for start, rows in zip(first, actors, strict=True)])
    kinds = np.concatenate([history.kind for history in histories])[places]
    return {
        "actor": _names_of([name for history in histories for name in history.ids], places),
        "kind": _words(kinds, [kind_name(code) for code in range(int(kinds.max(initial=-1)) + 1)]),
    }


def _all_issues(histories: Sequence[History]) -> Sequence[str]:
    """Return the issues by their places, which may differ between worlds behind the shipped ones only."""
    longest = max((history.issues for history in histories), key=len)
    if any(tuple(longest[: len(history.issues)]) != tuple(history.issues) for history in histories):
        raise ValueError("histories whose issues stand in other places do not fit into one table")
    return longest


def ledger_table(histories: Sequence[History]) -> pa.Table:
    """Return who delivered how much on which issue, without the zeros."""
    paid = [np.nonzero(history.ledger) for history in histories]
    actors = [rows for rows, _ in paid]
    columns = _keys(histories, [len(rows) for rows in actors]) | _actor_columns(histories, actors)
    columns["issue"] = _words(np.concatenate([issues for _, issues in paid]), _all_issues(histories))
    columns["delivered"] = np.concatenate([each.ledger[where] for each, where in zip(histories, paid, strict=True)])
    return _table(LEDGER, columns)


def actors_table(histories: Sequence[History]) -> pa.Table:
    """Return the actors of runs with their capacity at the start."""
    actors = [np.arange(len(history.ids)) for history in histories]
    columns = _keys(histories, [len(rows) for rows in actors]) | _actor_columns(histories, actors)
    columns["capacity"] = np.concatenate([history.capacity for history in histories])
    for column, of in (("name", "names"), ("groups", "groups")):
        words = [word for history in histories for word in getattr(history, of)]
        columns[column] = _names_of(words, np.arange(len(words)))
    return _table(ACTORS, columns)


def table_of_dataset(dataset: str, histories: Sequence[History], measures: Sequence[MeasureLike]) -> pa.Table:
    """Return what histories have in a dataset."""
    if dataset == "runs":
        return outcomes_table(histories, measures)
    if dataset == "ledger":
        return ledger_table(histories)
    if dataset == "actors":
        return actors_table(histories)
    return pa.concat_tables([history.details[dataset] for history in histories]).unify_dictionaries()
