"""Part files: Parquet files that are either whole or recognisably not.

A part is named by the digest of its own bytes, so a torn, cut or altered file shows itself. It is written
under a temporary name in the same folder, flushed to disk, and renamed; a reader never sees half of one. Its
footer says which runs it holds, so that resuming reads footers and not rows.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from errno import EIO, EISDIR
from hashlib import blake2b
from pathlib import Path
from platform import node
from secrets import token_hex
from time import time

import pyarrow as pa
import pyarrow.parquet as pq

from experiments.storage.identity import Run
from simulation.core.errors import MultipartnerError, StorageError

HEADER = b"multipartner"
WORKING_FILE = re.compile(r"\.lock|\.running|\.probe-[0-9a-f]+|\.[0-9a-f]+-\d+-[0-9a-f]+\.tmp")
"""Names of files that are there while a command works, and after it was killed."""
ABANDONED_AFTER = 24 * 3600.0
"""Seconds after which a temporary file of another machine counts as left behind."""


class DamagedError(MultipartnerError):
    """A stored file is not what was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"'{path}' is damaged. Run the experiment again: what the file held is computed anew.")


@dataclass(frozen=True)
class Header:
    """What a part holds: the code that made it, and the runs, in the order of their rows."""

    code: str
    runs: tuple[Run, ...]

    def encoded(self) -> bytes:
        """Return the header as it stands in the footer."""
        return json.dumps({"code": self.code, "runs": [list(asdict(run).values()) for run in self.runs]}).encode()

    @staticmethod
    def read(path: Path) -> Header:
        """Read the header of a part.

        Raises
        ------
        DamagedError
            When the file has no such footer.
        """
        try:
            said = json.loads(pq.read_schema(path).metadata[HEADER])
            return Header(str(said["code"]), tuple(_run(*values) for values in said["runs"]))
        except (pa.ArrowException, OSError, KeyError, TypeError, ValueError, RecursionError):
            raise DamagedError(path) from None


def _run(identity: object, arm: object, digest: object, history: object, seed: object) -> Run:
    """Return a run as a footer names it."""
    match identity, arm, digest, history, seed:
        case str(), str(), str(), int(), int():
            return Run(identity, arm, digest, history, seed)
    raise TypeError(identity)


def _digest(body: bytes | memoryview) -> str:
    return blake2b(body, digest_size=16).hexdigest()


def _this_process() -> str:
    machine = blake2b(node().encode(), digest_size=4).hexdigest()
    return f"{machine}-{os.getpid()}"


def write_whole(path: Path, body: bytes | memoryview) -> None:
    """Write a file so that at any moment either the old or the new one is there, whole.

    Raises
    ------
    StorageError
        When the system does not let it.
    """
    temporary = path.parent / f".{_this_process()}-{token_hex(4)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        _flush_folder(path)
    except OSError as error:
        raise StorageError(path if error.errno == EISDIR else path.parent, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _flush_folder(path: Path) -> None:
    """Let the disk know a file's name."""
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_part(folder: Path, table: pa.Table, header: Header) -> Path:
    """Write a table and its header as one part of a dataset.

    Parameters
    ----------
    folder : Path
        Folder of the dataset; made if missing.
    table : pyarrow.Table
        Rows of the runs named by `header`.
    header : Header

    Returns
    -------
    Path
        The new part.
    """
    sink = pa.BufferOutputStream()
    whole = table.combine_chunks().replace_schema_metadata({HEADER: header.encoded()})
    words = [field.name for field in table.schema if not pa.types.is_floating(field.type)]  # measures hardly repeat
    pq.write_table(whole, sink, compression="zstd", use_dictionary=words)
    body = sink.getvalue()
    path = folder / f"part-{_digest(memoryview(body))}.parquet"
    write_whole(path, memoryview(body))
    return path


def is_whole(path: Path) -> bool:
    """Tell whether a part is one of ours, and its bytes are those it was written with.

    Raises
    ------
    StorageError
        When the file may not be read.
    """
    try:
        if not path.is_file() or path.name != f"part-{_digest(path.read_bytes())}.parquet":
            return False
        Header.read(path)
    except DamagedError:
        return False
    except OSError as error:
        if error.errno == EIO:  # a spoilt place on the disk
            return False
        raise StorageError(path.parent, error) from None
    return True


def drop(old: Iterable[Path], kept: Iterable[Path]) -> None:
    """Remove parts whose runs are elsewhere now; never one that was just written, or is kept: names are digests.

    Raises
    ------
    StorageError
        When the system does not let it.
    """
    stays = set(kept)
    for path in old:
        if path not in stays:
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise StorageError(path.parent, error) from None


def part_of(folder: Path, table: str) -> Path:
    """Return the folder of one of the datasets of an experiment."""
    return folder / f"{table}.parquet"


def part_paths(folder: Path) -> list[Path]:
    """Return the parts of a dataset, sorted by name."""
    return sorted(folder.glob("part-*.parquet"))


def _is_left_behind(path: Path) -> bool:
    machine, process, _ = path.name.lstrip(".").split("-", 2)
    if machine != _this_process().split("-", maxsplit=1)[0] or os.name != "posix":
        return time() - path.stat().st_mtime > ABANDONED_AFTER
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def remove_left_behind(folder: Path) -> int:
    """Remove temporary files whose process is gone; return how many."""
    removed = 0
    for path in folder.glob(".*-*-*.tmp"):
        try:
            if _is_left_behind(path):
                path.unlink()
                removed += 1
        except (FileNotFoundError, ValueError):
            continue
    return removed


def without_runs(table: pa.Table, header: Header, unwanted: Sequence[Run]) -> tuple[pa.Table, Header]:
    """Return a part's table and header without the rows of some runs."""
    import pyarrow.compute as pc

    drop = {run.id for run in unwanted}
    mask = pc.invert(pc.is_in(table["run"], value_set=pa.array(sorted(drop), pa.string())))
    return table.filter(mask), Header(header.code, tuple(run for run in header.runs if run.id not in drop))
