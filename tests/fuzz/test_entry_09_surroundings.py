"""Surroundings that a command may meet: no home, narrow encodings, closed streams, readers that wait or leave."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.cli.terminal import screen
from tests.fake_world import ENGINE, arm
from tests.fuzz.commands import ROOT, assert_refused, command

pytestmark = pytest.mark.slow
"""Every case starts commands of its own; a busy machine takes its time."""

LONELY = """
import os, pwd, sys
def nobody(*_):
    raise KeyError("getpwuid(): uid not found")
pwd.getpwuid = pwd.getpwnam = nobody
os.environ.pop("HOME", None)
sys.argv = ["multipartner", *sys.argv[1:]]
from experiments.cli.app import main
main()
"""
NARROW = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"PYTHONIOENCODING": "cp437"},
    {"PYTHONIOENCODING": "utf-16"},
    {"PYTHONIOENCODING": "ascii:strict"},
    {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0"},
]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    request = Request(("a", "b"), 3, options=Options(folder, 1))
    run_arms(request, [arm("a"), arm("b", 0.01)], screen(quiet=True), ENGINE)
    return folder


@pytest.mark.parametrize("env", NARROW[:1] + [pytest.param(env, marks=pytest.mark.slow) for env in NARROW[1:]])
@pytest.mark.parametrize("words", [["report"], pytest.param(["show", "today"], marks=pytest.mark.slow)])
def test_entry_09_narrow_encodings_end_no_command(env, words, results):
    words = [*words, str(results)] if words == ["report"] else words
    ended = command(*words, env=env)
    assert ended.code == 0, ended
    assert not ended.err
    assert len(ended.out) > 100


def test_entry_09_signs_have_stand_ins_where_an_encoding_lacks_them(results):
    plain = command("report", str(results), env={"PYTHONIOENCODING": "ascii"})
    assert plain.out.isascii()
    assert "\\u" not in plain.out
    assert_refused(command("show", "tod−ay", env={"PYTHONIOENCODING": "ascii"}))


@pytest.mark.parametrize("words", [["validate", "today"], ["show", "nosuch"], ["report"]])
def test_entry_09_a_user_without_home_or_entry(words, results):
    words = [*words, str(results)] if words == ["report"] else words
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [sys.executable, "-c", LONELY, *words], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == (2 if "nosuch" in words else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == (done.returncode == 2)


CLOSED = [
    ("2>&-", "show nosuch", 2),
    ("2>/dev/full", "show nosuch", 2),
    (">/dev/full", "list designs", 2),
    ("<&- >&- 2>&-", "list mechanisms", 0),
]


@pytest.mark.parametrize(("redirect", "words", "code"), CLOSED)
def test_entry_09_closed_and_full_streams(redirect, words, code):
    line = f"exec {sys.executable} -m experiments.cli.app {words} {redirect}"
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stderr.count("\n") <= 1


def test_entry_09_a_reader_that_leaves_ends_a_command_without_a_word():
    line = f"{sys.executable} -m experiments.cli.app list filled | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 141), done
    assert not done.stderr


def test_entry_09_a_reader_that_leaves_ends_no_work(tmp_path):
    call = f"{sys.executable} -m multipartner run small --runs 2 --years 1 --workers 1 --out {tmp_path / 'out'}"
    line = f"{call} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.count("\n")) == (0, "", 1)
    assert (tmp_path / "out" / "report.html").is_file()
    assert list((tmp_path / "out" / "tables").iterdir())


def test_entry_09_pipes_are_closed_when_the_command_ends():
    call = [sys.executable, "-m", "experiments.cli.app", "run", "nosuch"]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        process.wait()
        ended = time.monotonic()
        assert process.stdout is not None
        process.stdout.read()
        assert time.monotonic() - ended < 1.0
