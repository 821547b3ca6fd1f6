"""Stored tables as data frames, units in their ``attrs``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa

from experiments.storage.folders import place_beside
from experiments.storage.manifest import Manifest, ResultsError
from experiments.storage.store import Store
from simulation.core.typed import typed

KEY_COLUMNS = ("run", "scenario", "history", "seed", "quarter", "year")


class Told(dict[str, str]):
    """What is told of columns, by name. It is not changed, so that a selection of columns shares it.

    pandas makes a deep copy of ``attrs`` for every selection, which would take longer than the selection.
    """

    def __deepcopy__(self, memo: dict[int, object]) -> Told:
        return self


def frame_of(table: pa.Table) -> pd.DataFrame:
    """Return a stored table as a frame, units and meanings in ``attrs``."""
    frame: pd.DataFrame = table.to_pandas()
    described = {field.name: field.metadata or {} for field in table.schema}
    for told, key in (("units", b"unit"), ("meanings", b"meaning")):
        frame.attrs[told] = Told({name: meta.get(key, b"").decode() for name, meta in described.items()})
    for name in frame.columns:
        if isinstance(frame[name].dtype, pd.CategoricalDtype):
            frame[name] = frame[name].astype(str)
    return frame


@typed
@dataclass(frozen=True)
class Results:
    """A results folder, read.

    Parameters
    ----------
    folder : Path
    manifest : Manifest
    """

    folder: Path
    manifest: Manifest

    def __repr__(self) -> str:
        return f"Results({str(self.folder)!r}, {self.manifest!r})"

    @staticmethod
    @typed
    def open(folder: str | Path) -> Results:
        """Open a results folder.

        Parameters
        ----------
        folder : path

        Raises
        ------
        ResultsError
            When there are no results, or they cannot be compared.
        """
        folder = Path(folder)
        manifest = Manifest.read(folder)
        lengths = sorted(set(manifest.years.values()))
        if len(lengths) > 1:
            raise ResultsError(
                f"'{folder}' holds runs of {lengths[0]} and of {lengths[-1]} years, which cannot be compared. "
                "Run them into folders of their own."
            )
        return Results(folder, manifest)

    @cached_property
    def place(self) -> Path:
        """Where figures, tables and report go: into the folder, unless it can only be read."""
        return place_beside(self.folder)

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a quarter of every history asked for, arms in order; units in ``attrs["units"]``."""
        return self._read("runs")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """What each actor delivered on each issue in each history [US$bn]."""
        return self._read("ledger")

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Actors of each arm with their capacity at the start [US$bn/yr]."""
        return self._read("actors")

    @cached_property
    def failures(self) -> pd.DataFrame:
        """Runs that failed and have not been mended: columns run, scenario, history, seed, stage, error, command."""
        frame = self._read("failures", needed=False)
        return frame[~frame["run"].isin(self.done)].reset_index(drop=True) if len(frame) else frame

    @typed
    def detail(self, name: str) -> pd.DataFrame:
        """Return a table by quarter, units in ``attrs["units"]``: actors, partnerships, threats, events or edges."""
        return self._read(f"detail/{name}")

    @typed
    def detailed(self, name: str) -> list[tuple[str, int]]:
        """Return arm and number of each history that has a table by quarter, with rows or without."""
        wanted = self.manifest.wanted()
        held = Store(self.folder).runs_held(f"detail/{name}")
        found = {(run.arm, run.history) for code, run in held if run.arm in wanted.arms and wanted.keeps(code, run)}
        return sorted(found)

    @typed
    def names_of(self, table: str) -> list[str]:
        """Return the names of a stored table's columns."""
        return Store(self.folder).columns(table)

    @typed
    def columns(self, table: str, names: Sequence[str]) -> pd.DataFrame:
        """Return some columns of a stored table; this takes less memory and time than reading all of them."""
        return self._read(table, columns=names)

    @property
    def missing(self) -> int:
        """Number of runs that were requested and are missing."""
        return self.manifest.planned - len(self.done)

    @cached_property
    def done(self) -> set[str]:
        """Identities of the runs asked for that are there, from the footers of the part files."""
        wanted, histories = self.manifest.wanted(), {arm.name: arm.histories for arm in self.manifest.arms}
        held = Store(self.folder).runs_held()
        return {run.id for code, run in held if wanted.keeps(code, run) and run.history < histories.get(run.arm, 0)}

    def _read(self, table: str, *, needed: bool = True, columns: Sequence[str] | None = None) -> pd.DataFrame:
        read = Store(self.folder).read(table, self.manifest.wanted(), columns)
        nothing = f"'{self.folder}' holds no finished runs yet. Run the experiment again to continue."
        if read is None:
            if needed:
                raise ResultsError(nothing)
            return pd.DataFrame()
        frame = frame_of(read)
        histories = {arm.name: arm.histories for arm in self.manifest.arms}
        kept = frame[frame["history"] < frame["scenario"].map(histories).fillna(0).astype(int)]
        if table == "runs" and kept.empty:
            raise ResultsError(nothing)
        return kept.reset_index(drop=True)
