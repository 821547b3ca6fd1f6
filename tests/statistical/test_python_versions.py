"""The same bits on every supported Python: run with each that is at hand, and skipped by name where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("3.11", "3.12", "3.13")
NEEDED = "numpy, numba, scipy, pandas, mesa, pydantic"
SCRIPT = """
import hashlib
import numpy
from simulation.game import Game
from simulation.parameters import load_scenario
from simulation.world import World

digest = hashlib.sha256()
for name, changes in (("today", {}), ("multipartner", {"roster.kind": "synthetic"})):
    world = World(load_scenario(name, {"roster.states": 8, "years": 1, **changes}), 0)
    for moment in ("start", "end"):
        for table in world.tables:
            digest.update(numpy.ascontiguousarray(numpy.asarray(table)).tobytes())
        if moment == "start":
            world.run()
game = Game([1.0, 0.3, 0.7], theta=0.1)
digest.update(numpy.asarray(game.law()).tobytes())
digest.update(numpy.asarray(game.gain(0)).tobytes())
print("bits", digest.hexdigest(), numpy.__version__)
"""
"""Start and end of worlds from tables and from a draw, and a game; without compiling, where Python adds itself."""


def interpreters(version: str) -> list[str]:
    """Return interpreters of a version: named in MULTIPARTNER_PYTHONS, this one, or on the path."""
    named = os.environ.get("MULTIPARTNER_PYTHONS", "").split(os.pathsep)
    found = [path for path in (*named, sys.executable, which(f"python{version}")) if path]
    return list(dict.fromkeys(found))


@cache
def run(version: str) -> str | None:
    """Return the bits of a version; None where no interpreter of it has what the model needs."""
    environment = {**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)}
    check = f"import sys; assert sys.version_info[:2] == {tuple(map(int, version.split('.')))}; import {NEEDED}"
    for interpreter in interpreters(version):
        if (
            subprocess.run([interpreter, "-c", check], env=environment, capture_output=True, check=False).returncode
            == 0
        ):
            ended = subprocess.run(
                [interpreter, "-c", SCRIPT], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert ended.returncode == 0, ended.stderr
            return ended.stdout
    return None


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_the_bits_are_those_of_this_python(version: str) -> None:
    here, there = run(f"{sys.version_info[0]}.{sys.version_info[1]}"), run(version)
    if there is None:
        pytest.skip(f"no Python {version} with {NEEDED} is at hand; name one in MULTIPARTNER_PYTHONS")
    assert here is not None
    if here.split()[2] != there.split()[2]:
        pytest.skip(f"Python {version} has another numpy: {there.split()[2]}, not {here.split()[2]}")
    assert there == here
