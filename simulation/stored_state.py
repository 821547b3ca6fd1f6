"""The state of a world as a file: saved midway, and taken up again, under the same policy or another.

A file holds numbers and text only. It is taken up by the version of the model that wrote it; of any other, columns may
mean something else.
"""

from __future__ import annotations

import json
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tokenize import TokenError
from typing import Any, NamedTuple

import numpy as np

from simulation.core.columns import Tables
from simulation.core.errors import MultipartnerError, StorageError, shortened
from simulation.core.numba.kernel_cache import code_digest

STAMP = "multipartner state"
HEAD = "head"
NOT_OURS = (
    *(ValueError, LookupError, TypeError, EOFError, MemoryError, RecursionError, RuntimeError, ArithmeticError),
    *(AttributeError, SyntaxError, zipfile.BadZipFile, zlib.error, struct.error, TokenError),
)
"""What reading something else than a state may end in."""
LARGEST_HEAD = 50_000_000
"""Bytes of a head, beyond which a file is none of ours."""


class StoredState(NamedTuple):
    """What a file says: scenario as values, seed, quarters done, and the tables."""

    scenario: Mapping[str, Any]
    seed: int
    step: int
    tables: Tables


def write_state(path: str | os.PathLike[str], state: StoredState) -> Path:
    """Write a state into a new file, or over one that was written here; return where it is.

    Raises
    ------
    MultipartnerError : the file is there and is none of ours
    StorageError : the system does not let it be written
    """
    place = Path(path).expanduser()
    if not place.name:
        raise MultipartnerError(f"A state is written into a file, got '{path}'; name one, such as 'world.npz'.")
    place = place if place.suffix == ".npz" else place.with_name(f"{place.name}.npz")
    try:
        place, is_taken = place.resolve(), place.exists()
    except (OSError, RuntimeError) as error:
        raise MultipartnerError(f"No file can be called '{shortened(str(path))}': {error}.") from None
    if is_taken and not (place.is_file() and _is_ours(place)):
        raise MultipartnerError(f"'{place}' is not a stored state of a world and is left as it is; name another file.")
    head = {
        "stamp": STAMP, "code": code_digest(), "scenario": state.scenario, "seed": state.seed, "step": state.step,
        "tables": tables_digest(state.tables),
    }  # fmt: skip
    temporary = place.with_name(f".{place.name}.{os.getpid()}.tmp")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            text = np.frombuffer(json.dumps(head).encode(), dtype=np.uint8)
            arrays: dict[str, Any] = {HEAD: text, **state.tables._asdict()}
            np.savez_compressed(file, **arrays)
        temporary.replace(place)
    except OSError as error:
        raise StorageError(place.parent, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return place


def read_state(path: str | os.PathLike[str]) -> StoredState:
    """Return the state that a file holds.

    Raises
    ------
    MultipartnerError : one line: there is no such file, it holds no whole state, or another version wrote it
    """
    place = Path(path).expanduser()
    if not place.exists():
        raise MultipartnerError(f"There is no file '{place}'.")
    try:
        head, tables = _read(place)
    except OSError as error:
        raise StorageError(place, error) from None
    except NOT_OURS:
        raise MultipartnerError(f"'{place}' is not a complete state of a world; save it again.") from None
    if head["code"] != code_digest():
        raise MultipartnerError(
            f"'{place}' was saved by another version of the model (code {head['code'][:12]}, here "
            f"{code_digest()[:12]}); run that version, or save it again with this one."
        )
    if head["tables"] != tables_digest(tables):  # rows and codes that no kernel would check lie in them
        raise MultipartnerError(f"'{place}' was changed after it was saved; save it again.")
    return StoredState(head["scenario"], head["seed"], head["step"], tables)


def tables_digest(tables: Tables) -> str:
    """Return a digest of every number of a state."""
    digest = sha256()
    for table in tables:
        digest.update(f"{table.shape}{table.dtype}".encode())
        digest.update(table.tobytes())
    return digest.hexdigest()


def _is_ours(place: Path) -> bool:
    try:
        with place.open("rb") as raw, np.load(raw) as file:  # no objects, by default
            _head(file)
    except (OSError, *NOT_OURS):
        return False
    return True


def _read(place: Path) -> tuple[dict[str, Any], Tables]:
    with place.open("rb") as raw, np.load(raw) as file:  # no objects, by default
        return _head(file), Tables(*(np.ascontiguousarray(file[name]) for name in Tables._fields))


def _head(file: Mapping[str, Any]) -> dict[str, Any]:
    if file[HEAD].nbytes > LARGEST_HEAD:
        raise ValueError("too long")
    head = json.loads(file[HEAD].tobytes())
    if not isinstance(head, dict) or head.get("stamp") != STAMP or not isinstance(head["scenario"], dict):
        raise ValueError("not ours")
    whole = {name: int(head[name]) for name in ("seed", "step")}
    return {**head, "code": str(head["code"]), "tables": str(head.get("tables")), **whole}


def is_whole(tables: Tables) -> bool:
    """Tell whether every number of a state is one, decisions that are kept left out."""
    arrays = (getattr(tables, name) for name in Tables._fields if name != "why")
    return not any(np.isnan(each).any() for each in arrays)


def fits(tables: Tables, others: Tables) -> bool:
    """Tell whether two states have the same rows and kinds of numbers, decisions that are kept left out."""
    pairs = ((getattr(tables, name), getattr(others, name)) for name in Tables._fields if name != "why")
    return all(one.shape == other.shape and one.dtype == other.dtype for one, other in pairs)
