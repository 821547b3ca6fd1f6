"""Fuzzed real commands in a folder of their own: a promised exit code, one line, and nothing touched elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.cli.terminal import screen
from tests.fake_world import ENGINE, arm
from tests.fuzz.commands import Ended, assert_refused, command, still
from tests.fuzz.inputs import Luck, design_text, manifest_text, options, scenario_text

MANY = int(os.environ.get("FUZZED_COMMANDS", "1000"))
SMALL = ["--runs", "1", "--years", "1", "--workers", "1", "--set", "roster.states=40"]


def words_of(luck: Luck, home: Path) -> list[str]:
    """Return a command over a file, a manifest or options that are fuzzed; none that would run for long."""
    kind = luck.below(4)
    if kind == 0:
        (home / "mine.toml").write_text(scenario_text(luck), encoding="utf-8", newline="")
        how = luck.one_of(
            (["validate", "mine.toml"], ["show", "mine.toml"], ["run", "mine.toml", *SMALL, "--out", "out"])
        )
        return [*how]
    if kind == 1:
        (home / "mine.toml").write_text(design_text(luck), encoding="utf-8", newline="")
        return ["sweep", "mine.toml", "--runs", "1", "--years", "1", "--cluster", "tcp://127.0.0.1:1"]
    if kind == 2:
        right = (home / "right.json").read_text(encoding="utf-8")
        (home / "kept" / "manifest.json").write_text(manifest_text(luck, right), encoding="utf-8", newline="")
        return [luck.one_of(("status", "report", "plot")), "kept"]
    words = [word for word in options(luck) if "\0" not in word]
    if words and words[0] in {"run", "sweep", "ablation", "explain"}:
        words.append("--nonsense")
    return words


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    quiet = screen(quiet=True)
    run_arms(Request(("a", "b"), 2, options=Options(folder / "kept", 1)), [arm("a"), arm("b", 0.01)], quiet, ENGINE)
    (folder / "right.json").write_bytes((folder / "kept" / "manifest.json").read_bytes())
    for name in ("precious.txt", "results/mine/notes.txt", "stale/old.txt", ".config/thing"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("precious", encoding="utf-8")
    return folder


OWN = ("out", "kept", "mine.toml", ".cache", ".config/matplotlib")
"""What a command may write: its results folder, its cache, that of Matplotlib; and what the test writes."""


def hold(home: Path, number: int) -> Ended:
    """Run one fuzzed command and check what is promised of it."""
    words = words_of(Luck.number(number, "command"), home)
    before = {name: said for name, said in still(home).items() if not name.startswith(OWN)}
    ended = command(*words, cwd=home, env={"HOME": str(home)})
    after = {name: said for name, said in still(home).items() if not name.startswith(OWN)}
    assert after == before, (number, words)
    assert ended.code in (0, 1, 2), (number, words, ended)
    assert "Traceback" not in ended.err + ended.out, (number, words, ended)
    if ended.code == 2 and words and words[0] != "validate":
        assert_refused(ended)
    return ended


def test_fuzzed_commands_end_as_promised(home):
    assert {hold(home, number).code for number in range(2)} <= {0, 1, 2}


@pytest.mark.slow
def test_a_thousand_fuzzed_commands_end_as_promised(home):
    codes = [hold(home, number).code for number in range(2, 2 + MANY)]
    assert {0, 2} <= set(codes)
