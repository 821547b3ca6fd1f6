"""The cache of compiled kernels: nothing of the user's is removed, damage heals, nothing is left behind."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.core.numba import kernel_cache
from simulation.core.numba.kernel_cache import KEPT_CACHES, OWN_FOLDER, PRIVATE, STAMP, STAMP_TEXT
from tests.package_copy import PROBE, answer, copied, start


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be edited."""
    return copied(tmp_path)


def test_entry_01_folders_of_the_user_stay(copy, tmp_path):
    stuff = tmp_path / "stuff"
    for name in (*"abcdef", f"{OWN_FOLDER}/letters"):
        (stuff / name).mkdir(parents=True)
        (stuff / name / "letter.txt").write_text("dear")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / STAMP).write_text(STAMP_TEXT)
    (stuff / OWN_FOLDER / "link").symlink_to(linked, target_is_directory=True)
    for _ in range(KEPT_CACHES + 3):
        compiler = copy / "simulation" / "core" / "numba" / "compiling.py"
        compiler.write_text(compiler.read_text() + "\n# an edit\n")
        folder = answer(start(copy, MULTIPARTNER_CACHE=str(stuff)))[2]
        assert Path(folder).parent == stuff / OWN_FOLDER
    assert all((stuff / name / "letter.txt").exists() for name in (*"abcdef", f"{OWN_FOLDER}/letters"))
    assert (linked / STAMP).exists()
    caches = [each for each in (stuff / OWN_FOLDER).iterdir() if (each / STAMP).exists() and not each.is_symlink()]
    assert len(caches) == KEPT_CACHES


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _flipped(path: Path) -> None:
    body = bytearray(path.read_bytes())
    for place in range(0, len(body), 7):
        body[place] ^= 0xFF
    path.write_bytes(bytes(body))


def _one_bit(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[len(body) // 2] ^= 1
    path.write_bytes(bytes(body))


def _foreign(path: Path) -> None:
    path.write_bytes(b"not a cache")


def _deleted(path: Path) -> None:
    path.unlink()


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").touch()


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


DAMAGE = (_emptied, _cut, _flipped, _one_bit, _foreign, _deleted, _a_folder, _dangling)


@pytest.fixture
def sealed(tmp_path, monkeypatch) -> Path:
    """A cache of two files, written and sealed by this process."""
    monkeypatch.setattr(kernel_cache, "cache_folder", lambda: tmp_path)
    monkeypatch.setattr(kernel_cache, "_known", {})
    for name in ("kernel.nbi", "kernel.1.nbc"):
        (tmp_path / name).write_bytes(bytes(range(256)))
    kernel_cache.seal()
    assert kernel_cache.drop_damaged(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize("name", ["kernel.nbi", "kernel.1.nbc"])
@pytest.mark.parametrize("damage", DAMAGE)
def test_entry_03_what_is_damaged_is_dropped_and_nothing_else(sealed, damage, name):
    other = ({"kernel.nbi", "kernel.1.nbc"} - {name}).pop()
    damage(sealed / name)
    kernel_cache.drop_damaged(sealed)
    assert not os.path.lexists(sealed / name)
    assert (sealed / other).exists()


@pytest.mark.parametrize(("ending", "damage"), [("nbi", _emptied), ("nbc", _flipped)])
def test_entry_03_a_damaged_cache_heals(copy, ending, damage):
    """The same result, and afterwards the kernel is compiled and kept again."""
    before, _, folder = answer(start(copy))
    (path,) = Path(folder).rglob(f"*.{ending}")
    damage(path)
    assert answer(start(copy))[:2] == (before, 0)
    assert answer(start(copy))[:2] == (before, 1)


def test_entry_03_damage_under_way_gets_no_seal(sealed):
    (sealed / "kernel.nbi").write_bytes(b"hole")
    kernel_cache.seal()
    assert kernel_cache.drop_damaged(sealed) == [sealed / "kernel.nbi"]


CLOSED = "PYTHONDONTWRITEBYTECODE"


def closed(copy: Path, tmp_path: Path) -> dict[str, str]:
    """Leave no place for a cache but the folder for temporary files; a file stops the superuser as well."""
    (tmp_path / "closed").write_text("")
    (tmp_path / "temporary").mkdir()
    (copy / "simulation" / "__pycache__").write_text("")
    shut = str(tmp_path / "closed")
    return {"XDG_CACHE_HOME": shut, "HOME": shut, CLOSED: "1", "TMPDIR": str(tmp_path / "temporary")}


CHILD = (
    PROBE
    + """
import os, subprocess, sys
if len(sys.argv) == 1:
    subprocess.run([sys.executable, "-c", SCRIPT, "child"], check=True)
"""
)


def test_entry_15_the_temporary_cache_is_shared_and_removed(copy, tmp_path):
    script = f"SCRIPT = {PROBE!r}\n{CHILD}"
    process = start(copy, script, **closed(copy, tmp_path))
    out, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    first, second = (line.split() for line in out.splitlines())
    assert (first[2], second[1]) == (second[2], "1")
    assert Path(first[2]).parents[1] == tmp_path / "temporary"
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_entry_15_what_a_killed_process_left_goes_with_the_next(copy, tmp_path):
    surroundings = closed(copy, tmp_path)
    process = start(copy, PROBE + "\nimport time; print(flush=True); time.sleep(100)", **surroundings)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    (left,) = (tmp_path / "temporary").iterdir()
    not_ours = tmp_path / "temporary" / f"{OWN_FOLDER}-{process.pid}-letters"
    not_ours.mkdir()
    answer(start(copy, **surroundings))
    assert not left.exists()
    assert not_ours.exists()


def test_entry_15_a_private_folder_of_somebody_else_is_not_taken(tmp_path, monkeypatch):
    monkeypatch.setenv(PRIVATE, str(tmp_path / "theirs"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "theirs").mkdir(mode=0o777)
    (tmp_path / "theirs").chmod(0o777)
    made: list[Callable[[], None]] = []
    monkeypatch.setattr("atexit.register", made.append)
    folder = kernel_cache._temporary_folder()
    assert folder != tmp_path / "theirs"
    assert folder.stat().st_mode & 0o077 == 0
    made[0]()
    assert not folder.exists()


def test_entry_09_a_user_without_a_home_has_a_cache(monkeypatch):
    def nobody(_path: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "expanduser", nobody)
    assert all(folder.name == OWN_FOLDER for folder in kernel_cache._own_folders())
