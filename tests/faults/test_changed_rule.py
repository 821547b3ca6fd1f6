"""Changing one line of a rule makes old rows stale, visibly; reverting it makes them valid again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Copy:
    """A copy of the project whose rules can be edited."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("simulation", "experiments", "scenarios"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        self.rule = folder / "simulation" / "rules" / "threat.py"
        self.original = self.rule.read_text(encoding="utf-8")

    def __call__(self, *words: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "NUMBA_DISABLE_JIT": "1", "COLUMNS": "200"}
        call = [sys.executable, "-m", "experiments.cli.app", *words]
        ended = subprocess.run(call, cwd=self.folder, env=environment, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    def run(self) -> str:
        settings = ("--set", "roster.states=4", "--years", "1", "--runs", "2", "--workers", "1", "--out", "results/x")
        return self("run", "today", *settings)

    def status(self) -> list[str]:
        return self("status", "results/x").splitlines()


@pytest.mark.slow
def test_an_edit_makes_rows_stale_and_its_reversal_makes_them_valid(tmp_path):
    copy = Copy(tmp_path / "copy")
    assert "2 runs in" in copy.run()
    assert any(line.split() == ["today", "2", "2", "0", "0", "0"] for line in copy.status())
    line = next(line for line in copy.original.splitlines() if line.strip().startswith("return "))
    changed = copy.original.replace(line, line.replace("return ", "return 1.0 * (") + ")", 1)
    assert changed != copy.original
    copy.rule.write_text(changed, encoding="utf-8")
    status = copy.status()
    assert any(line.split() == ["today", "2", "2", "0", "0", "2"] for line in status)
    assert any(line.startswith("Stale: the model's files have changed") for line in status)
    rerun = copy.run()
    assert "2 runs of an older model or scenario were set aside in stale/" in rerun
    assert "2 runs in" in rerun
    assert any("2 runs of other versions are in stale/" in line for line in copy.status())
    copy.rule.write_text(copy.original, encoding="utf-8")
    back = copy.run()
    assert "2 runs are already done" in back
    assert "2 runs in" not in back
