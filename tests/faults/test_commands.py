"""Whole commands where the disk is full or closed, the clock runs back, and others work in the same folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from rich.console import Console

from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.execution.dask_cluster import ClusterError, cluster_workers
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.pool import process_pool
from experiments.execution.scheduler import DEATHS, Workers
from experiments.storage import locks
from experiments.storage.folders import folder_for
from experiments.storage.frames import Results
from experiments.storage.locks import held
from experiments.storage.manifest import Manifest
from experiments.storage.store import Store
from simulation.core.errors import MultipartnerError
from tests.fake_sweep import written
from tests.fake_world import ALONE, ENGINE, ONE, arm
from tests.faults.processes import ROOT, exported, finish, kin, send, start

quiet = Console(quiet=True)


def command(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-m", "experiments.cli.app", *words]
    return subprocess.run(call, capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=300)


def mounted(place: Path, *words: str) -> None:
    """Mount a file system of its own in memory, or change one; skip where that is not allowed."""
    if not sys.platform.startswith("linux") or os.getuid() != 0:
        pytest.skip("mounting needs Linux and the superuser")
    done = subprocess.run(["mount", *words, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path) -> Iterator[Path]:
    """A disk of its own, of 200 kilobytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", "size=200k", "tmpfs")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=False)


# -- 4: a full disk


def test_entry_04_a_full_disk_ends_the_command_which_goes_on_when_there_is_room(small_disk, tmp_path):
    design, folder = written(tmp_path), small_disk / "out"
    process = start(design, folder, "", runs=200)
    printed = process.communicate(timeout=300)[0]
    assert process.returncode == 2, printed
    last = printed.strip().splitlines()[-1]
    assert "Traceback" not in printed
    assert str(folder) in last
    assert "No space left on device" in last
    assert not list(folder.glob("failures.parquet/part-*"))
    mounted(small_disk, "-o", "remount,size=64m")
    finish(design, folder, runs=200)
    finish(design, tmp_path / "whole", runs=200)
    assert exported(folder) == exported(tmp_path / "whole")


@pytest.mark.skipif(sys.platform != "linux", reason="limits of another process")
def test_entry_04_a_limit_on_files_ends_the_command_and_no_run_has_failed(tmp_path):
    import resource

    design, folder = written(tmp_path), tmp_path / "out"

    process = start(design, folder, "", runs=200)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (20_000, 20_000))
    printed = process.communicate(timeout=300)[0]
    assert process.returncode == 2, printed
    assert "File too large" in printed.strip().splitlines()[-1]
    assert "Traceback" not in printed
    finish(design, folder, runs=200)
    assert Results.open(folder).failures.empty
    assert Results.open(folder).missing == 0


# -- 6: variants


def test_entry_06_each_variant_has_a_folder_of_its_own():
    variants = [
        folder_for(["today"], settings, years=years, seed=seed)
        for settings in ((), ["us.regard=0.1"], ["us.regard=0.2"], ["us.regard=0.1", "a=1"], ["us.regard:0.1"])
        for years in (None, 10, 11)
        for seed in (None, 1)
    ]
    assert len(set(variants)) == len(variants)
    assert all(len(folder.name) < 120 for folder in variants)


def test_entry_06_a_command_with_changes_does_not_touch_the_folder_without(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run_arms(Request(("a",), 1, options=Options(workers=1)), [arm("a")], quiet, ENGINE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    for changed in (Request(("a",), 1, seed=3), Request(("a",), 1, years=3), Request(("a",), 1, settings=("b=1",))):
        run_arms(changed, [arm("a", 0.01)], quiet, ENGINE)
    assert all(path.read_bytes() == content for path, content in before.items())
    assert len(list((tmp_path / "results").iterdir())) == 4


def test_entry_06_what_is_replaced_is_told_and_how_to_keep_both(tmp_path, capsys):
    for drift in (0.0, 0.01):
        run_arms(Request(("a",), 2, options=Options(tmp_path, 1)), [arm("a", drift)], Console(width=300), ENGINE)
    printed = capsys.readouterr().out
    assert "2 runs of an older model or scenario were set aside in stale/, and a new report replaces theirs" in printed
    assert "give another --out" in printed


# -- 8: folders that can only be read, locks that are held


def test_entry_08_status_report_and_plot_work_where_nothing_can_be_written(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted(disk, "-t", "tmpfs", "tmpfs")
    try:
        folder = disk / "out"
        run_arms(Request(("a", "b"), 2, options=Options(folder, 1)), [arm("a"), arm("b", 0.01)], quiet, ENGINE)
        mounted(disk, "-o", "remount,ro")
        for name in ("status", "report", "plot"):
            ended = command(name, str(folder), cwd=tmp_path)
            assert (ended.returncode, ended.stderr) == (0, "")
        assert (tmp_path / "results" / "out-redrawn" / "report.html").exists()
        assert (tmp_path / "results" / "out-redrawn" / "figures" / "trajectories.png").exists()
    finally:
        subprocess.run(["umount", str(disk)], check=False)


def test_entry_08_status_leaves_no_trace(tmp_path):
    folder = tmp_path / "out"
    run_experiment(Experiment([arm("a")], 2, folder, engine=ENGINE), ALONE)
    for name in (".lock", ".running"):
        (folder / name).unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert command("status", str(folder), cwd=tmp_path).returncode == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.skipif(os.name != "posix", reason="locks")
def test_entry_08_waiting_for_a_lock_is_told_and_a_reader_gives_up(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(locks, "TELL_AFTER", 0.1)
    monkeypatch.setattr(locks, "PATIENCE", 0.5)
    folder = tmp_path / "out"
    run_experiment(Experiment([arm("a")], 2, folder, engine=ENGINE), ALONE)
    with held(folder / ".lock"), pytest.raises(MultipartnerError, match="Is it suspended"):
        Store(folder).runs_held()
    assert capsys.readouterr().err.count("Waiting for another command") == 1


# -- 10: clusters that are none, processes that are killed


@pytest.mark.parametrize(
    "address", ["", "foo", "tls", "tcp://", "ucx://127.0.0.1:1", "http://127.0.0.1:1", "127.0.0.1", "tcp://[::1:9",
                "tcp://127.0.0.1:99999", "tcp://127.0.0.1:port", "tcp://127.0.0.1:1/path", "tcp://" + "a" * 300 + ":1"],
)  # fmt: skip
def test_entry_10_a_malformed_cluster_is_one_line_at_once(tmp_path, address, capfd):
    since = time.monotonic()
    said = "--cluster must be protocol|No Dask scheduler answers"
    with pytest.raises(ClusterError, match=said), cluster_workers(address, tmp_path / "out", print):
        pass
    assert time.monotonic() - since < 5
    assert capfd.readouterr() == ("", "")
    assert not (tmp_path / "out").exists()


def test_entry_10_somebody_else_at_the_address_is_one_line(tmp_path, monkeypatch, capfd):
    """A server that says nothing, or something else than Dask would."""
    from experiments.execution import dask_cluster

    monkeypatch.setattr(dask_cluster, "PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def greet() -> None:
            for _ in range(2):
                connection, _ = server.accept()
                connection.sendall(b"SSH-2.0-OpenSSH_9.9\r\n")
                connection.close()

        threading.Thread(target=greet, daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        said = pytest.raises(ClusterError, match="No Dask scheduler answers")
        with said, cluster_workers(address, tmp_path / "out", print):
            pass
    time.sleep(1)
    assert "Traceback" not in "".join(capfd.readouterr())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is no fork server")
def test_entry_10_the_fork_server_killed_while_starting(tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    process = start(design, folder, "slow", runs=10)
    kills = 0
    while process.poll() is None and kills < 2:
        kills += sum(send(server, 9) for server in kin(process)["fork server"])
        time.sleep(0.01)
    printed = process.communicate(timeout=300)[0]
    assert kills == 2
    assert process.returncode == 0, printed
    assert Results.open(folder).missing == 0


def die() -> None:
    """End this worker as if it had been killed."""
    os._exit(9)


def test_entry_10_a_run_is_blamed_after_some_deaths_and_not_after_one(tmp_path):
    def dying(times: int) -> Path:
        folder = tmp_path / str(times)
        log = tmp_path / f"log-{times}"
        arms = [arm("a", trouble=f"dies {times} {log}")]
        run_experiment(Experiment(arms, 4, folder, engine=ENGINE), RunOptions(Workers(2)))
        return folder

    innocent, guilty = Results.open(dying(DEATHS - 1)), Results.open(dying(99))
    assert innocent.failures.empty
    assert guilty.failures["history"].tolist() == [2]
    assert f"died {DEATHS} times" in guilty.failures["error"][0]


# -- the clock, and company


def test_a_clock_that_runs_back_changes_nothing(tmp_path, monkeypatch):
    def asked(name: str) -> Experiment:
        return Experiment([arm("a"), arm("b", 0.01)], 4, tmp_path / name, engine=ENGINE)

    run_experiment(asked("steady"), ALONE)
    now, ticks = time.time(), count()
    monkeypatch.setattr("time.time", lambda: now - 1e6 * next(ticks))
    monkeypatch.setattr("experiments.storage.parts.time", lambda: now - 1e6 * next(ticks))
    for _ in range(2):
        run_experiment(asked("back"), ALONE)
        for path in (tmp_path / "back").rglob("*"):
            os.utime(path, (2e9, 2e9))  # files from the future
    steady, back = (Results.open(tmp_path / name) for name in ("steady", "back"))
    assert steady.outcomes.equals(back.outcomes)
    assert back.manifest.seconds >= 0


@pytest.mark.parametrize("commands", [2, pytest.param(5, marks=pytest.mark.slow)])
def test_commands_fill_one_folder_at_once(tmp_path, commands):
    design, shared = written(tmp_path), tmp_path / "shared"
    processes = [start(design, shared, "slow", runs=20) for _ in range(commands)]
    for process in processes:
        printed = process.communicate(timeout=600)[0]
        assert process.returncode == 0, printed
    finish(design, tmp_path / "whole", runs=20)
    assert exported(shared) == exported(tmp_path / "whole")
    assert Manifest.read(shared).state == "done"


def test_the_pool_survives_its_fork_server(tmp_path):
    with process_pool(1) as pool:
        assert pool.submit(os.getpid).result() != os.getpid()
    run_experiment(Experiment([arm("a")], 2, tmp_path / "out", engine=ENGINE), RunOptions(ONE))


BEGUN = "import sys; from multipartner.__main__ import main; print('begun', flush=True); main()"


@pytest.mark.parametrize("after", [0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.9])
def test_an_interrupt_while_modules_are_imported_is_no_traceback(after, tmp_path):
    words = ["run", "small", "--runs", "5000", "--years", "1", "--workers", "1", "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", BEGUN, *words], cwd=tmp_path, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=120)
    assert (process.returncode, told) == (130, "")
