"""Rows for tests of the store, and ways to spoil a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa

from experiments.storage.identity import Run
from experiments.storage.parts import Header


def rows_of(histories: Sequence[int]) -> tuple[pa.Table, Header]:
    """Return a part of these histories, two rows each."""
    runs = tuple(Run(f"run-{number}", "arm", "scenario", number, number) for number in histories)
    names = [run.id for run in runs for _ in range(2)]
    numbers = [run.history for run in runs for _ in range(2)]
    return pa.table({"run": names, "scenario": ["arm"] * len(names), "history": numbers}), Header("code", runs)


def _write(body: Callable[[bytes], bytes]) -> Callable[[Path], bool]:
    def spoil(path: Path) -> bool:
        path.write_bytes(body(path.read_bytes()))
        return True

    return spoil


def _flipped(body: bytes) -> bytes:
    changed = bytearray(body)
    changed[len(changed) // 2] ^= 1
    return bytes(changed)


def _deleted(path: Path) -> bool:
    path.unlink()
    return True


def _a_folder(path: Path) -> bool:
    path.unlink()
    (path / "inside").mkdir(parents=True)
    return True


def _dangling(path: Path) -> bool:
    path.unlink()
    path.symlink_to("nowhere")
    return True


SPOILING: dict[str, Callable[[Path], bool]] = {
    "emptied": _write(lambda _: b""),
    "cut": _write(lambda body: body[: len(body) // 2]),
    "flipped": _write(lambda body: b"{" + _flipped(body)),
    "zeroes": _write(lambda body: bytes(len(body))),
    "foreign": _write(lambda _: b"\x89PNG\r\n\x1a\n not one of ours"),
    "deleted": _deleted,
    "a folder": _a_folder,
    "a dangling link": _dangling,
}
"""By name, what may have happened to a file."""
