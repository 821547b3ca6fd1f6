"""Sweeps in processes of their own, what they start, and ways to disturb them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from experiments.design import samples
from experiments.storage.frames import Results
from experiments.storage.parts import part_paths

ROOT = Path(__file__).resolve().parents[2]
HISTORIES = 300


def start(design: str, folder: Path, trouble: str, runs: int = HISTORIES, cluster: str = "") -> subprocess.Popen[str]:
    """Start a sweep in a process of its own."""
    call = [sys.executable, "-m", "tests.fake_sweep", design, str(folder), str(runs), trouble]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*call, cluster] if cluster else call,
        cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip


def finish(design: str, folder: Path, trouble: str = "", **more) -> str:
    """Run a sweep to its end and return what it printed."""
    process = start(design, folder, trouble, **more)
    printed = process.communicate(timeout=600)[0]
    assert process.returncode == 0, printed
    return printed


def kill(process: subprocess.Popen[str]) -> None:
    """End a process as a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def exported(folder: Path) -> bytes:
    """Return every table of a sweep as text, sorted by run."""
    outcomes = Results.open(folder).outcomes.sort_values(["run", "quarter"])
    return outcomes.to_csv(index=False).encode() + samples(folder).to_csv().encode()


def wait_for_parts(folder: Path, process: subprocess.Popen[str], count: int = 1) -> None:
    """Wait until a sweep has written something."""
    while len(part_paths(folder / "runs.parquet")) < count and process.poll() is None:
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()[0]


def _session() -> dict[int, tuple[int, int]]:
    """Return (parent, session) of every process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):  # it has ended
            continue
        found[int(path.parent.name)] = int(words[1]), int(words[3])
    return found


def _said(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def children(parent: int) -> list[int]:
    """Return the fork server of a process, or the workers of a fork server."""
    return [each for each, (other, _) in _session().items() if other == parent and b"forkserver" in _said(each)]


def kin(process: subprocess.Popen[str]) -> dict[str, list[int]]:
    """Return the processes of a sweep by what they are: main, fork server, worker, be their parents dead or not."""
    forked = {
        number: parent
        for number, (parent, session) in _session().items()
        if session == process.pid and b"forkserver" in _said(number)
    }
    servers = [number for number, parent in forked.items() if parent == process.pid]
    return {"main": [process.pid], "fork server": servers, "worker": [n for n in forked if n not in servers]}


def send(process: int, what: signal.Signals) -> bool:
    """Send a signal; False where the process has ended."""
    try:
        os.kill(process, what)
    except ProcessLookupError:
        return False
    return True
