"""Run a real command as a stranger would, and hold it to what is promised of every command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from threading import Timer
from typing import Any

from tests.fuzz.pace import SECONDS

ROOT = Path(__file__).resolve().parents[2]
MEBIBYTES = 500
"""What a refusal may take."""
BUSY = 4.0
"""How many times as much of the processor's time a command takes where other programs compete for its caches."""
POINT = 0.01
"""Seconds more for each point of a design that was right, and was refused for something else."""
PATIENCE = 300.0
"""Seconds after which a command counts as hanging."""
STARTER = """
import os, sys
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(child, 0)
with open(sys.argv[1], "w") as said:
    said.write(f"{os.waitstatus_to_exitcode(status)} {used.ru_utime + used.ru_stime} {used.ru_maxrss}")
"""
"""Starts a command from a small process: the memory of who starts one counts as its own until it has begun."""


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
    with TemporaryFile() as out, TemporaryFile() as err, NamedTemporaryFile() as used:
        starting = [sys.executable, "-S", "-c", STARTER, used.name, *call]
        process = subprocess.Popen(
            starting, cwd=cwd, env=environment, start_new_session=True, **{"stdout": out, "stderr": err, **how}
        )
        watch = Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        process.wait()
        watch.cancel()
        code, seconds, kibibytes = (float(word) for word in used.read().split())
        said = []
        for stream in (out, err):
            stream.seek(0)
            said.append(stream.read().decode(errors="replace"))
    return Ended(int(code), said[0], said[1], seconds, kibibytes / 1024)


def points_of(ended: Ended) -> int:
    """Return how many points the design had that a command had read before it ended."""
    found = re.search(r"([\d,]+) points", ended.out)
    return int(found[1].replace(",", "")) if found else 0


def assert_refused(ended: Ended) -> None:
    """Check that a command ended as a user's mistake must: one line on standard error, exit code 2, soon."""
    assert ended.code == 2, ended
    assert ended.err.count("\n") == 1, ended.err
    assert ended.err.startswith("multipartner: "), ended.err
    assert ended.err.strip().isprintable(), ended.err
    assert ended.seconds < BUSY * (SECONDS + POINT * points_of(ended)), ended
    assert ended.mebibytes < MEBIBYTES, ended


def still(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what lies in a folder: size and time of change of each file, to see whether anything was touched."""
    found = {}
    for path in sorted(folder.rglob("*")):
        said = path.lstat()
        found[path.relative_to(folder).as_posix()] = (said.st_size, said.st_mtime_ns)
    return found
