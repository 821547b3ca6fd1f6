"""A wheel works where nothing of the clone is: built, installed into empty environments, run from an empty folder."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import which

import pytest

from experiments.storage.frames import Results
from simulation.core.numba.kernel_cache import code_digest

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
AT_HOME = {"PYTHONPATH", "MULTIPARTNER_CACHE", "VIRTUAL_ENV", "NUMBA_DISABLE_JIT"}
SCRIPT = """
import multipartner as mp
from multipartner.simulation.core.numba.kernel_cache import code_digest

found = mp.compare("small", "transactional", runs=2, workers=2)
print(found.frame["run"].nunique(), mp.__version__, code_digest())
"""


def call(*words: str | Path, cwd: Path = ROOT) -> str:
    """Return what a command prints that must succeed where nothing of this environment is seen."""
    surroundings = {key: value for key, value in os.environ.items() if key not in AT_HOME}
    ended = subprocess.run(words, cwd=cwd, env=surroundings, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel of the project, as it is now."""
    code_digest()
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    return next(folder.glob("multipartner-*.whl"))


@cache
def interpreter(version: str) -> str | None:
    """Return an interpreter of a version that works: this one, one named in MULTIPARTNER_PYTHONS, or on the path."""
    named = os.environ.get("MULTIPARTNER_PYTHONS", "").split(os.pathsep)
    check = f"import sys, venv, ensurepip; assert sys.version_info[:2] == {tuple(map(int, version.split('.')))}"
    for path in (sys.executable, *named, which(f"python{version}")):
        if path and subprocess.run([path, "-c", check], capture_output=True, check=False).returncode == 0:
            return path
    return None


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
def test_a_wheel_runs_beside_a_users_own_simulation(wheel: Path, tmp_path: Path, version: str) -> None:
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} is at hand")
    bin_folder = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    call(python, "-m", "venv", tmp_path / "env")
    pinned = ("-c", ROOT / "constraints.txt") if version == "3.11" else ()
    call(bin_folder / "python", "-m", "pip", "install", "--quiet", *pinned, wheel)
    place = tmp_path / "study"
    for name in ("simulation", "experiments"):
        (place / name).mkdir(parents=True)
        (place / name / "__init__.py").write_text("raise SystemExit('the user's own')", encoding="utf-8")
    printed = call(bin_folder / "multipartner", "run", "small", "--runs", "2", "--workers", "2", cwd=place)
    assert "small" in printed
    assert (place / "results" / "small" / "report.html").is_file()
    (place / "study.py").write_text(SCRIPT, encoding="utf-8")
    runs, number, code = call(bin_folder / "python", "study.py", cwd=place).split()
    assert (runs, code) == ("4", code_digest())
    assert number in call(bin_folder / "multipartner", "--version", cwd=place)


@pytest.mark.slow
def test_a_manifest_rebuilds_its_environment_and_the_same_rows(wheel: Path, tmp_path: Path) -> None:
    words = ("run", "small", "--runs", "2", "--years", "2", "--workers", "1")
    pins = [f"-c{ROOT / 'constraints.txt'}"]
    for name in ("first", "again"):
        bin_folder = tmp_path / name / ("Scripts" if os.name == "nt" else "bin")
        call(sys.executable, "-m", "venv", tmp_path / name)
        call(bin_folder / "python", "-m", "pip", "install", "--quiet", *pins, wheel)
        call(bin_folder / "multipartner", *words, "--out", f"results-{name}", cwd=tmp_path)
        manifest = json.loads((tmp_path / f"results-{name}" / "manifest.json").read_text(encoding="utf-8"))
        versions = {key: value for key, value in manifest["versions"].items() if key not in {"python", "multipartner"}}
        pins = [f"{key}=={value}" for key, value in versions.items()]
        words = tuple(shlex.split(manifest["command"])[1:])
    first, again = (Results.open(tmp_path / f"results-{name}") for name in ("first", "again"))
    assert first.manifest.code == again.manifest.code == code_digest()
    assert first.outcomes.equals(again.outcomes)
