"""The results folder: datasets of part files, resumable, safe to kill at any moment.

``results/<name>/`` holds ``runs.parquet``, ``ledger.parquet``, ``actors.parquet`` and ``failures.parquet``
(folders of part files, readable by pandas, polars and DuckDB) and ``manifest.json``. Opening a store mends
it: files that are not whole go to ``damaged/``, rows of other code or of another scenario under the same name
go to ``stale/`` (and come back when that code does).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from experiments.identity import Run
from experiments.parts import (
    Header,
    is_whole,
    part_paths,
    remove_left_behind,
    without_runs,
    write_part,
)
from experiments.tables import TABLES
from experiments.work import part_of

FEW_PARTS = 32
"""A dataset with more small parts than this is compacted."""
ORDER = ("scenario", "history", "quarter", "kind", "actor", "issue", "stage")
"""Columns by which tables are sorted when read, as far as they have them."""
SMALL_PART = 16_000_000
"""Bytes below which a part is small, and up to which small ones are joined."""


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

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the store's lock; the system lets go of it when the process dies.

        Sweeps that share a store take turns at mending, compacting and reading, never at computing and
        writing.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("a") as file:
            if os.name == "posix":
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def mend(self, wanted: Wanted) -> Mending:
        """Put the store in order and say what is done already."""
        found = Mending()
        with self.locked():
            for table in TABLES:
                remove_left_behind(self.dataset(table))
                self._bring_back(table, wanted)
                found.damaged += self._set_damaged_aside(table)
                stale = self._set_stale_aside(table, wanted)
                found.stale += stale if table == "runs" else 0
            found.done = self.finished()
        return found

    def finished(self) -> set[str]:
        """Return the identities of runs whose outcomes and ledger are both on disk."""
        return self._held("runs") & self._held("ledger")

    def read(self, table: str, wanted: Wanted) -> pa.Table | None:
        """Return the current rows of a dataset, each run once, sorted by scenario, history and what follows.

        The order of rows says nothing about workers, chunks or interruptions: two stores of the same runs
        read the same, byte for byte.
        """
        with self.locked():
            pieces = list(self._current_pieces(table, wanted))
        if not pieces:
            return None
        whole = pa.concat_tables(pieces)
        keys = [name for name in ORDER if name in whole.column_names]
        plain = whole.select(keys)
        for name in keys:
            if pa.types.is_dictionary(plain.schema.field(name).type):
                plain = plain.set_column(plain.column_names.index(name), name, plain[name].cast(pa.string()))
        order = pc.sort_indices(plain, sort_keys=[(name, "ascending") for name in keys])
        return whole.unify_dictionaries().take(order).combine_chunks()

    def _current_pieces(self, table: str, wanted: Wanted) -> Iterator[pa.Table]:
        seen: set[str] = set()
        for path in part_paths(self.dataset(table)):
            header = Header.read(path)
            skip = [run for run in header.runs if run.id in seen or not wanted.keeps(header.code, run)]
            seen |= {run.id for run in header.runs}
            if len(skip) < len(header.runs):
                content = pq.read_table(path)
                piece = without_runs(content, header, skip)[0] if skip else content
                yield piece.replace_schema_metadata(None)

    def runs_held(self, table: str = "runs") -> list[tuple[str, Run]]:
        """Return every run in a dataset with the code that made it, from the footers alone."""
        headers = [Header.read(path) for path in part_paths(self.dataset(table))]
        return [(header.code, run) for header in headers for run in header.runs]

    def _held(self, table: str) -> set[str]:
        return {run.id for _, run in self.runs_held(table)}

    def _move(self, path: Path, where: str, table: str) -> Path:
        target = self.folder / where / f"{table}.parquet" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        return path.replace(target)

    def _bring_back(self, table: str, wanted: Wanted) -> None:
        for path in part_paths(self.folder / "stale" / f"{table}.parquet"):
            if is_whole(path):
                header = Header.read(path)
                if all(wanted.keeps(header.code, run) for run in header.runs):
                    self.dataset(table).mkdir(parents=True, exist_ok=True)
                    path.replace(self.dataset(table) / path.name)

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
        good = [run for run in header.runs if run not in set(stale)]
        write_part(self.folder / "stale" / f"{table}.parquet", *without_runs(content, header, good))
        write_part(self.dataset(table), *without_runs(content, header, stale))
        path.unlink()

    def compact(self) -> None:
        """Join small parts where there are many, and drop what is held twice or has been mended since.

        Killed half-way it leaves some rows twice, which readers pass over and the next call removes.
        """
        with self.locked():
            for table in TABLES:
                self._drop_doubles(table)
                self._join_small(table)

    def _drop_doubles(self, table: str) -> None:
        seen = self.finished() if table == "failures" else set()
        for path in part_paths(self.dataset(table)):
            header = Header.read(path)
            doubles = [run for run in header.runs if run.id in seen]
            seen |= {run.id for run in header.runs}
            if doubles and len(doubles) < len(header.runs):
                write_part(self.dataset(table), *without_runs(pq.read_table(path), header, doubles))
            if doubles:
                path.unlink()

    def _join_small(self, table: str) -> None:
        small = [path for path in part_paths(self.dataset(table)) if path.stat().st_size < SMALL_PART]
        if len(small) <= FEW_PARTS:
            return
        group: list[Path] = []
        size = 0
        for path in small:
            if size > SMALL_PART:
                self._join(table, group)
                group, size = [], 0
            group.append(path)
            size += path.stat().st_size
        self._join(table, group)

    def _join(self, table: str, paths: Sequence[Path]) -> None:
        """Join parts of one code into one part; those of other code keep their own."""
        by_code: dict[str, list[Path]] = {}
        for path in paths:
            by_code.setdefault(Header.read(path).code, []).append(path)
        for code, alike in by_code.items():
            if len(alike) > 1:
                runs = tuple(run for path in alike for run in Header.read(path).runs)
                content = pa.concat_tables([pq.read_table(path) for path in alike]).unify_dictionaries()
                write_part(self.dataset(table), content.combine_chunks(), Header(code, runs))
                for path in alike:
                    path.unlink()

    def clear(self) -> None:
        """Remove every stored row and the manifest; figures and reports are written over later."""
        with self.locked():
            for table in TABLES:
                for path in part_paths(self.dataset(table)):
                    path.unlink()
            (self.folder / "manifest.json").unlink(missing_ok=True)
