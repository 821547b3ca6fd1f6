"""Runs that are compared are equally long: whoever asks for others is told so before anything runs."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import experiments
from experiments.cli.app import app
from experiments.cli.run import Request, run_scenarios
from experiments.cli.session import Options
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from experiments.sweeps import Sweep, sweep
from simulation.core.errors import MultipartnerError
from tests.fake_sweep import DESIGN, ENGINE, written
from tests.fake_world import ALONE, arm
from tests.fake_world import ENGINE as FAKE

YEARS = DESIGN.replace("us.regard = [0.0, 0.4]", "years = [1, 2]").replace("years = 1\n", "", 1)
TWO_BASES = YEARS.replace('scenario = "cooperative"', 'scenarios = ["short.toml", "long.toml"]').replace(
    "years = [1, 2]", "us.regard = [0.0, 0.4]"
)
SAYS = "must be equally long, found "


def test_python_refuses_a_comparison(tmp_path):
    short, long = ({"extends": "small", "years": years} for years in (1, 2))
    with pytest.raises(MultipartnerError, match=f"{SAYS}'scenario a' with 1 and 'scenario b' with 2 years"):
        experiments.compare(short, long, runs=1, out=tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_command_refuses_a_comparison(tmp_path):
    (tmp_path / "long.toml").write_text('extends = "small"\nyears = 9\n', encoding="utf-8")
    request = Request(("small", str(tmp_path / "long.toml")), 1, options=Options(tmp_path / "out", 1))
    with pytest.raises(MultipartnerError, match=SAYS):
        run_scenarios(request)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("text", [YEARS, TWO_BASES], ids=["a factor", "two scenarios"])
def test_a_sweep_refuses_before_anything_runs(text, tmp_path):
    for name, years in (("short", 1), ("long", 2)):
        (tmp_path / f"{name}.toml").write_text(f'extends = "cooperative"\nyears = {years}\n', encoding="utf-8")
    with pytest.raises(MultipartnerError, match=f"{SAYS}'p0.*' with 1 and 'p0.*' with 2 years"):
        sweep(written(tmp_path, text), workers=1, engine=ENGINE, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_years_given_for_all_make_them_equal(tmp_path):
    for name, years in (("short", 1), ("long", 2)):
        (tmp_path / f"{name}.toml").write_text(
            f'extends = "today"\nyears = {years}\n[shocks]\ntension_mean = 0.{years}\n', encoding="utf-8"
        )
    assert len(sweep(written(tmp_path, TWO_BASES), workers=1, engine=ENGINE, years=1, runs=1).frame) == 12


def spoilt(folder, years=5):
    """Make the record of a folder say that one arm's runs have another length."""
    path = folder / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    said["arms"][1]["scenario"]["years"] = years
    path.write_text(json.dumps(said), encoding="utf-8")


@pytest.mark.parametrize("command", ["plot", "report"])
def test_stored_runs_of_other_lengths_are_neither_drawn_nor_told(command, tmp_path):
    run_experiment(Experiment([arm("a"), arm("b", 0.01)], 2, tmp_path, engine=FAKE), ALONE)
    spoilt(tmp_path)
    with pytest.raises(MultipartnerError, match="holds runs of 2 and of 5 years, which cannot be compared"):
        Results.open(tmp_path)
    assert isinstance(CliRunner().invoke(app, [command, str(tmp_path)]).exception, MultipartnerError)


def test_a_stored_sweep_knows_the_length_of_its_points(tmp_path):
    sweep(written(tmp_path), workers=1, engine=ENGINE, runs=1, out=tmp_path / "out")
    assert set(Sweep.open(tmp_path / "out").results.manifest.years.values()) == {1}
