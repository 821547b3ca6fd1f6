"""The results folder: datasets of part files, resumable, safe to kill at any moment.

``results/<name>/`` holds ``runs.parquet``, ``ledger.parquet``, ``actors.parquet`` and ``failures.parquet``
(folders of part files, readable by pandas, polars and DuckDB), tables by quarter in ``detail/`` where they were
asked for, and ``manifest.json``. Opening a store mends it: files that are not whole go to ``damaged/``, rows of
other code or of another scenario under the same name go to ``stale/`` (and come back when that code does).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.storage.identity import Run
from experiments.storage.locks import held, held_for_reading, is_held
from experiments.storage.parts import (
    DamagedError,
    Header,
    drop,
    is_whole,
    part_of,
    part_paths,
    remove_left_behind,
    without_runs,
    write_part,
)
from experiments.storage.renaming import rename_runs
from experiments.storage.schemas import DETAILS, TABLES
from simulation.core.errors import StorageError

EVERY_TABLE = (*TABLES, *DETAILS)


@dataclass(frozen=True)
class Wanted:
    """What belongs in a store now: this code, and for each arm named here this scenario and base seed.

    Arms that are not named are left alone: another sweep may be filling the same store.
    """

    code: str
    arms: Mapping[str, tuple[str, int]]

    def keeps(self, code: str, run: Run) -> bool:
        """Tell whether a stored run is current."""
        if code != self.code:
            return False
        return run.arm not in self.arms or (run.digest, run.seed - run.history) == self.arms[run.arm]


@dataclass
class Mending:
    """What opening a store found and put right."""

    done: set[str] = field(default_factory=set)
    """Identities of runs that need not be computed again."""
    failed: set[str] = field(default_factory=set)
    """Identities of runs that failed with this code and scenario."""
    stale: int = 0
    """Runs set aside: other code, or another scenario under the same name."""
    damaged: list[Path] = field(default_factory=list)
    """Files that were not whole, where they are now."""


class Store:
    """One results folder.

    Parameters
    ----------
    folder : Path
        The folder; made when something is written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def dataset(self, table: str) -> Path:
        """Return the folder of a table's part files."""
        return part_of(self.folder, table)

    def locked(self) -> AbstractContextManager[None]:
        """Hold the store's lock.

        Sweeps that share a store take turns at mending, compacting and reading, never at computing and
        writing.
        """
        return held(self.folder / ".lock")

    def reading(self) -> AbstractContextManager[None]:
        """Keep mending and compacting out while parts are read; needs no permission to write."""
        return held_for_reading(self.folder / ".lock")

    def in_use(self) -> AbstractContextManager[None]:
        """Say, for as long as this lasts, that a command is filling the store; several may."""
        return held(self.folder / ".running", shared=True)

    def is_in_use(self) -> bool | None:
        """Tell whether a living command is filling the store; None where the system cannot tell."""
        return is_held(self.folder / ".running")

    def mend(self, wanted: Wanted, needed: Sequence[str] = ("runs", "ledger")) -> Mending:
        """Put the store in order and say what is done already: what is in every dataset needed."""
        found = Mending()
        with self.locked():
            for table in EVERY_TABLE:
                remove_left_behind(self.dataset(table))
                self._bring_back(table, wanted)
                found.damaged += self._set_damaged_aside(table)
                rename_runs(self.dataset(table), wanted.code, wanted.arms)
                stale = self._set_stale_aside(table, wanted)
                found.stale += stale if table == "runs" else 0
            found.done = self.held_in(needed)
            found.failed = self._held("failures") - found.done
        return found

    def held_in(self, tables: Sequence[str]) -> set[str]:
        """Return the identities of runs that are in every one of these datasets; to be called while locked."""
        return set.intersection(*(self._held(table) for table in tables))

    def forget_failures(self) -> None:
        """Drop the rows of failed runs: they are about to be tried again."""
        with self.locked():
            drop(part_paths(self.dataset("failures")), ())

    def read(self, table: str, wanted: Wanted, columns: Sequence[str] | None = None) -> pa.Table | None:
        """Return the current rows of a dataset, each run once, sorted by scenario and history.

        The order of rows says nothing about workers, chunks or interruptions: two stores of the same runs
        read the same, byte for byte. Inside a run, rows are as they were written.

        Parameters
        ----------
        table : str
        wanted : Wanted
        columns : sequence of str, optional
            Columns to read; all of them by default.

        Raises
        ------
        DamagedError
            When a part file is not whole.
        """
        with self.reading():
            found = list(self._current_pieces(table, wanted, columns))
        if not found:
            return None
        runs = sorted((run for _, kept in found for run in kept), key=lambda run: (run.arm, run.history, run.seed))
        whole = pa.concat_tables([piece for piece, _ in found]).unify_dictionaries()
        rank = pc.index_in(whole["run"], value_set=pa.array([run.id for run in runs], pa.string()))
        ordered = whole.take(pc.sort_indices(rank)).combine_chunks()
        return ordered if columns is None else ordered.select(list(columns))

    def _current_pieces(
        self, table: str, wanted: Wanted, columns: Sequence[str] | None
    ) -> Iterator[tuple[pa.Table, list[Run]]]:
        seen: set[str] = set()
        needed = None if columns is None else list(dict.fromkeys(["run", *columns]))
        for path in part_paths(self.dataset(table)):
            if not is_whole(path):
                raise DamagedError(path)
            header = Header.read(path)
            skip = [run for run in header.runs if run.id in seen or not wanted.keeps(header.code, run)]
            left_out = {run.id for run in skip}
            kept = [run for run in header.runs if run.id not in left_out]
            seen |= {run.id for run in kept}
            if kept:
                content = pq.read_table(path, columns=needed)
                piece = without_runs(content, header, skip)[0] if skip else content
                yield piece.replace_schema_metadata(None), kept

    def runs_held(self, table: str = "runs", without: Sequence[Path] = ()) -> list[tuple[str, Run]]:
        """Return every run in a dataset with the code that made it, from the footers alone.

        Parameters
        ----------
        table : str
        without : sequence of Path
            Part files to pass over.

        Raises
        ------
        DamagedError
            When a part file has no footer.
        """
        with self.reading():
            headers = [Header.read(path) for path in part_paths(self.dataset(table)) if path not in without]
        return [(header.code, run) for header in headers for run in header.runs]

    def columns(self, table: str) -> list[str]:
        """Return the names of a dataset's columns; none where it is empty."""
        with self.reading():
            paths = part_paths(self.dataset(table))
            return list(pq.read_schema(paths[0]).names) if paths else []

    def damaged_parts(self) -> list[Path]:
        """Return the part files that are not whole, leaving them where they are."""
        return [path for table in EVERY_TABLE for path in part_paths(self.dataset(table)) if not is_whole(path)]

    def stale_runs(self) -> int:
        """Return how many runs of other code or other scenarios are set aside."""
        paths = [path for path in part_paths(self.folder / "stale" / "runs.parquet") if is_whole(path)]
        return sum(len(Header.read(path).runs) for path in paths)

    def _held(self, table: str) -> set[str]:
        return {run.id for path in part_paths(self.dataset(table)) for run in Header.read(path).runs}

    def _move(self, path: Path, where: str, table: str) -> Path:
        target = self.folder / where / f"{table}.parquet" / path.name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            while target.is_dir() and not target.is_symlink():  # a stranger's, set aside before
                target = target.with_name(f"{target.name}.again")
            return path.replace(target)
        except OSError as error:
            raise StorageError(target.parent, error) from None

    def _bring_back(self, table: str, wanted: Wanted) -> None:
        for path in part_paths(self.folder / "stale" / f"{table}.parquet"):
            if is_whole(path):
                header = Header.read(path)
                if all(wanted.keeps(header.code, run) for run in header.runs):
                    self._move(path, ".", table)

    def _set_damaged_aside(self, table: str) -> list[Path]:
        broken = [path for path in part_paths(self.dataset(table)) if not is_whole(path)]
        return [self._move(path, "damaged", table) for path in broken]

    def _set_stale_aside(self, table: str, wanted: Wanted) -> int:
        moved = 0
        for path in part_paths(self.dataset(table)):
            header = Header.read(path)
            stale = [run for run in header.runs if not wanted.keeps(header.code, run)]
            moved += len(stale)
            if len(stale) == len(header.runs):
                self._move(path, "stale", table)
            elif stale:
                self._split(path, table, header, stale)
        return moved

    def _split(self, path: Path, table: str, header: Header, stale: Sequence[Run]) -> None:
        content = pq.read_table(path)
        aside = set(stale)
        good = [run for run in header.runs if run not in aside]
        write_part(self.folder / "stale" / f"{table}.parquet", *without_runs(content, header, good))
        drop([path], [write_part(self.dataset(table), *without_runs(content, header, stale))])

    def clear(self) -> None:
        """Remove every row that we stored, and the manifest; figures and reports are written over later.

        What else lies there stays. Call while locked.
        """
        for table in EVERY_TABLE:
            for folder in (self.dataset(table), self.folder / "stale" / f"{table}.parquet"):
                drop((path for path in part_paths(folder) if is_whole(path)), ())
        drop((self.folder / name for name in ("manifest.json", "design.parquet", "samples.parquet")), ())
