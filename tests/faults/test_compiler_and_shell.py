"""What surrounds a command: settings that cannot be read, interrupts, readers that leave, a folder that is gone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from experiments.cli.app import exit_code
from experiments.cli.terminal import is_swallowing, sound_surroundings
from experiments.execution.experiment import Experiment, run_experiment
from simulation.core.errors import MultipartnerError
from tests.fake_world import ALONE, ENGINE, arm

ROOT = Path(__file__).resolve().parents[2]


def test_an_interrupt_during_compiling_is_told_by_the_frames_of_the_compiler() -> None:
    ours = SimpleNamespace(f_globals={"__name__": "experiments.cli.run"}, f_back=None)
    theirs = SimpleNamespace(f_globals={"__name__": "llvmlite.binding.ffi"}, f_back=ours)
    inside = SimpleNamespace(f_globals={"__name__": "threading"}, f_back=theirs)
    importing = SimpleNamespace(f_globals={"__name__": "importlib._bootstrap"}, f_back=ours)
    assert is_swallowing(inside)
    assert is_swallowing(importing)
    assert not is_swallowing(ours)
    assert not is_swallowing(sys._getframe())


@pytest.mark.parametrize(
    ("name", "value"), [("NUMBA_NUM_THREADS", "0"), ("NUMBA_NUM_THREADS", "many"), ("NUMBA_OPT", "much")]
)
def test_a_setting_that_the_compiler_cannot_read_is_one_line(name, value, tmp_path) -> None:
    """It was stored as a failed run, or told as a traceback."""
    call = [sys.executable, "-m", "multipartner", "run", "small", "--runs", "1", "--out", str(tmp_path / "out")]
    ended = subprocess.run(call, env={**os.environ, name: value}, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert name in ended.stderr
    assert "unset it" in ended.stderr
    assert not (tmp_path / "out").exists()


def test_a_setting_that_the_compiler_cannot_read_is_one_line_in_python(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("NUMBA_NUM_THREADS", "0")
    with pytest.raises(MultipartnerError, match="NUMBA_NUM_THREADS must be a whole number from 1, found '0'"):
        run_experiment(Experiment([arm("a")], 1, tmp_path / "out", engine=ENGINE), ALONE)
    assert not (tmp_path / "out").exists()


def test_a_module_that_was_cut_short_is_no_interrupt(monkeypatch, capsys) -> None:
    def cut_short(*_: object, **__: object) -> None:
        raise typer.Abort from EOFError("marshal data too short")

    monkeypatch.setattr("experiments.cli.app.app", cut_short)
    assert exit_code(["list"]) == 2
    assert "__pycache__" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["list", "actors", "--json"], ["run", "--help"]])
def test_a_reader_that_leaves_at_once_is_told_by_the_exit_code(words: list[str]) -> None:
    line = f"{sys.executable} -m multipartner {' '.join(words)} | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (141, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_without_words_is_no_traceback(shell: str) -> None:
    call = [sys.executable, "-m", "multipartner"]
    asked = {**os.environ, "_MULTIPARTNER_COMPLETE": f"complete_{shell}"}
    ended = subprocess.run(call, env=asked, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_what_the_shell_says_and_libraries_cannot_read_is_passed_over(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    sound_surroundings()
    assert not {"COLUMNS", "SOURCE_DATE_EPOCH"} & set(os.environ)


def test_a_current_folder_that_is_gone_is_one_line(tmp_path) -> None:
    line = f"cd {tmp_path} && mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m multipartner run small"
    ended = subprocess.run(
        ["bash", "-c", f"{line} --runs 1"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode == 2
    assert ended.stderr == "multipartner: The current folder no longer exists; change to another one.\n"
