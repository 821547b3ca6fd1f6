"""Run a real command as a stranger would, and hold it to what is promised of every command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any

from tests.fuzz.pace import SECONDS

ROOT = Path(__file__).resolve().parents[2]
MEBIBYTES = 500
"""What a refusal may take."""
BUSY = 4.0
"""How many times as much of the processor's time a command takes where other programs compete for its caches."""
PATIENCE = 300.0
"""Seconds after which a command counts as hanging."""


@dataclass(frozen=True)
class Ended:
    """How a command ended, what of the processor's time and of memory it took."""

    code: int
    out: str
    err: str
    seconds: float
    mebibytes: float


def command(*words: str | bytes, cwd: Path = ROOT, env: Mapping[str, str] | None = None, **how: Any) -> Ended:
    """Run ``multipartner`` with these words and return how it ended; what else is said goes to `subprocess.Popen`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(env or {})}
    call = [sys.executable, "-m", "experiments.cli.app", *words]
    with TemporaryFile() as out, TemporaryFile() as err:
        process = subprocess.Popen(call, cwd=cwd, env=environment, **{"stdout": out, "stderr": err, **how})
        watch = Timer(PATIENCE, process.kill)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode(errors="replace"))
    return Ended(process.returncode, said[0], said[1], used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def assert_refused(ended: Ended) -> None:
    """Check that a command ended as a user's mistake must: one line on standard error, exit code 2, soon."""
    assert ended.code == 2, ended
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("multipartner: "), ended.err
    assert ended.err.strip().isprintable(), ended.err
    assert ended.seconds < BUSY * SECONDS, ended
    assert ended.mebibytes < MEBIBYTES, ended


def still(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what lies in a folder: size and time of change of each file, to see whether anything was touched."""
    found = {}
    for path in sorted(folder.rglob("*")):
        said = path.lstat()
        found[path.relative_to(folder).as_posix()] = (said.st_size, said.st_mtime_ns)
    return found
