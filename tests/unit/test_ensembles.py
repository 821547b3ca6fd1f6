"""Ensembles and comparisons from Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

import experiments
from experiments.ensembles import Comparison, Ensemble, run_arms
from simulation.core.errors import MultipartnerError
from tests.fake_world import ENGINE, arm


def test_a_comparison_has_rows_words_and_pictures():
    found = Comparison(run_arms([arm("a"), arm("b", 0.01)], 3, workers=1, engine=ENGINE))
    assert found.frame["run"].nunique() == 6
    assert found.frame.attrs["units"]["damage"] == "US$bn/yr"
    assert found.plot().png().startswith(b"\x89PNG")
    assert "climate ends" in " ".join(found.sentences)
    assert "<table" in found._repr_html_()


def test_an_ensemble_keeps_its_rows_after_its_folder_is_gone():
    found = Ensemble(run_arms([arm("a")], 2, workers=1, engine=ENGINE))
    assert not found.results.folder.exists()
    assert len(found.ledger) > 0
    assert found.plot().name == "trajectories"


@pytest.mark.parametrize(
    "wrong",
    [
        {"runs": 0},
        {"runs": 2.5},
        {"runs": True},
        {"runs": "2"},
        {"seed": 0.5},
        {"seed": -1},
        {"workers": 0},
        {"workers": 1.5},
    ],
)
def test_wrong_numbers_are_one_line(wrong):
    with pytest.raises(MultipartnerError, match="must be a whole number from"):
        experiments.compare("small", "transactional", **wrong)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: experiments.ensemble("transactionl"), "Did you mean 'transactional'"),
        (lambda: experiments.ensemble(3), "scenario must be a name, a path, a table of values or a Scenario, got 3"),
        (lambda: experiments.ensemble({"us": {"regrad": 0.1}}), "No field of .us. is called 'regrad'"),
        (lambda: experiments.compare("today", {"us": {"regard": 9}}), "us.regard must be a number from 0 to 1"),
        (lambda: experiments.compare("today", "today"), "are identical"),
        (lambda: experiments.sweep("transactional_regrad"), "Did you mean 'transactional_regard'"),
        (lambda: experiments.sweep(5), "design must be a name or a path, got 5"),
        (lambda: experiments.sweep("transactional_regard", settings=["us.regrad=1"]), "Did you mean 'regard'"),
        (lambda: experiments.sweep("transactional_regard", out=5), "out must be a name, a path or None, got 5"),
        (lambda: experiments.samples("nowhere"), "holds no results"),
    ],
)
def test_a_wrong_argument_is_one_line(call, says):
    with pytest.raises(MultipartnerError, match=says) as error:
        call()
    assert "\n" not in str(error.value)


def test_a_file_is_no_results_folder(tmp_path):
    (tmp_path / "file").touch()
    for place in ("file", "file/below"):
        with pytest.raises(MultipartnerError, match="cannot be a results folder"):
            run_arms([arm("a")], 1, workers=1, engine=ENGINE, out=tmp_path / place)


def test_a_failure_is_one_line_with_the_command_that_repeats_it():
    with pytest.raises(
        MultipartnerError, match=r"1 runs failed; .* To reproduce it: multipartner run a --runs 1 --seed 1"
    ):
        run_arms([arm("a", trouble="fail")], 3, workers=1, engine=ENGINE)


def test_what_is_offered_is_there():
    assert {"ensemble", "compare", "sweep", "samples"} <= set(experiments.__all__)
    assert all(callable(getattr(experiments, name)) for name in experiments.__all__)


SCRIPT = """
from pathlib import Path
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from tests.fake_world import ENGINE, arm
finished = run_experiment(Experiment([arm("a")], 8, Path("out"), engine=ENGINE), RunOptions(Workers(2)))
print(finished.tally.done)
"""


def test_a_plain_script_needs_no_main_guard(tmp_path):
    import os
    from pathlib import Path

    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    call = [sys.executable, "script.py"]
    ended = subprocess.run(call, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["8"]
