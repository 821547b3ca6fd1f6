"""Locks of a results folder: the system lets go of them when a process dies, whatever killed it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold a lock file, waiting for it; shared holders do not exclude one another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if os.name == "posix":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def is_held(path: Path) -> bool | None:
    """Tell whether a living process holds a lock file; None where the system cannot tell."""
    if os.name != "posix":
        return None
    import fcntl

    try:
        with path.open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
