"""The coverage-guided fuzzer, where it is installed: ``pip install atheris``."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.fuzz.commands import ROOT

RUNS = int(os.environ.get("GUIDED", "20000"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["scenario", "design", "roster", "manifest"])
def test_coverage_guided_inputs_are_valid_or_one_line(kind):
    pytest.importorskip("atheris", reason="the coverage-guided fuzzer Atheris is not installed: pip install atheris")
    call = [sys.executable, "-m", "tests.fuzz.coverage_guided", kind, f"-runs={RUNS}"]
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1"}
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    assert "Done" in done.stderr
