"""Locks of a results folder: the system lets go of them when a process dies, whatever killed it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import IO

from simulation.core.errors import MultipartnerError, StorageError

TELL_AFTER = 2.0
"""Seconds of waiting after which that is said."""
PATIENCE = 30.0
"""Seconds that a reader waits; a command that holds a lock for so long is suspended."""
ASK_EVERY = 0.02


@contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock file, waiting for it; shared holders do not exclude one another.

    Raises
    ------
    StorageError
        When the lock file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except OSError as error:
        raise StorageError(path.parent, error) from None
    with file:
        _wait_for(file, path, shared=shared)
        yield


@contextmanager
def held_for_reading(path: Path) -> Iterator[None]:
    """Keep writers out for a moment, also where nothing can be written; without a lock file there are no writers.

    Raises
    ------
    MultipartnerError
        When another command does not let go of the lock.
    """
    try:
        file = path.open("r")
    except OSError:
        yield
        return
    with file:
        _wait_for(file, path, shared=True, patience=PATIENCE)
        yield


def _wait_for(file: IO[str], path: Path, *, shared: bool, patience: float = float("inf")) -> None:
    if os.name != "posix":
        return
    import fcntl

    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    since, is_told = monotonic(), False
    while True:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            waited = monotonic() - since
        except OSError as error:  # a file system without locks
            raise StorageError(path.parent, error) from None
        else:
            return
        if waited > patience:
            raise MultipartnerError(
                f"Another command has held '{path}' for {patience:.0f} s. Is it suspended? Let it continue or end it, "
                "and repeat this command."
            )
        if waited > TELL_AFTER and not is_told and sys.stderr is not None:
            is_told = True
            sys.stderr.write(f"Waiting for another command that holds '{path}' …\n")
        sleep(ASK_EVERY)


def is_held(path: Path) -> bool | None:
    """Tell whether a living process holds a lock file; None where the system cannot tell."""
    if os.name != "posix":
        return None
    import fcntl

    try:
        with path.open("r") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False
