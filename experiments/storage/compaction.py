"""Few files out of many: small parts are joined, and what is held twice or has been mended since is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.storage.parts import Header, drop, part_paths, without_runs, write_part
from experiments.storage.store import EVERY_TABLE, Store

FEW_PARTS = 32
"""A dataset with more small parts than this is compacted."""
SMALL_PART = 16_000_000
"""Bytes below which a part is small, and up to which small ones are joined."""


def compact(store: Store) -> None:
    """Join small parts where there are many, and drop what is held twice or has been mended since.

    Killed half-way it leaves some rows twice, which readers pass over and the next call removes.
    """
    with store.locked():
        finished = store.held_in(["runs"])
        for table in EVERY_TABLE:
            folder = store.dataset(table)
            _join_small(folder, _without_doubles(folder, finished if table == "failures" else set()))


def _without_doubles(folder: Path, unwanted: set[str]) -> list[Path]:
    """Drop runs that are held twice, and return the parts that hold each run once.

    Workers write without the lock: a part that arrives later may hold a run again, and is not among these.
    """
    seen = set(unwanted)
    kept: dict[Path, None] = {}
    dropped = []
    for path in part_paths(folder):
        if path in kept:  # what was left of an earlier part is, to the byte, this one
            continue
        header = Header.read(path)
        doubles = [run for run in header.runs if run.id in seen]
        seen |= {run.id for run in header.runs}
        if not doubles:
            kept[path] = None
            continue
        if len(doubles) < len(header.runs):
            kept[write_part(folder, *without_runs(pq.read_table(path), header, doubles))] = None
        dropped.append(path)
    drop(dropped, kept)
    return list(kept)


def _join_small(folder: Path, paths: Sequence[Path]) -> None:
    small = [path for path in paths if path.stat().st_size < SMALL_PART]
    if len(small) <= FEW_PARTS:
        return
    group: list[Path] = []
    size = 0
    for path in small:
        if size > SMALL_PART:
            _join(folder, group)
            group, size = [], 0
        group.append(path)
        size += path.stat().st_size
    _join(folder, group)


def _join(folder: Path, paths: Sequence[Path]) -> None:
    """Join parts of one code into one part; those of other code keep their own."""
    by_code: dict[str, list[tuple[Path, Header]]] = {}
    for path in paths:
        header = Header.read(path)
        by_code.setdefault(header.code, []).append((path, header))
    for code, alike in by_code.items():
        if len(alike) > 1:
            runs = tuple(run for _, header in alike for run in header.runs)
            content = pa.concat_tables([pq.read_table(path) for path, _ in alike]).unify_dictionaries()
            joined = write_part(folder, content.combine_chunks(), Header(code, runs))
            drop((path for path, _ in alike), [joined])
