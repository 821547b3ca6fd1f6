"""Ensembles and comparisons from Python."""

from __future__ import annotations

import subprocess
import sys

import pytest

import experiments
from experiments.notebook import Comparison, Ensemble, run_arms
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
    "wrong", [{"runs": 0}, {"runs": 2.5}, {"runs": True}, {"runs": 2, "seed": 0.5}, {"runs": 2, "seed": -1}]
)
def test_wrong_numbers_are_one_line(wrong):
    with pytest.raises(MultipartnerError, match="must be a whole number from"):
        experiments.compare("small", "transactional", **wrong)


def test_a_failure_is_one_line_with_the_command_that_repeats_it():
    with pytest.raises(
        MultipartnerError, match=r"1 runs failed; .* To see it again: multipartner run a --runs 1 --seed 1"
    ):
        run_arms([arm("a", trouble="fail")], 3, workers=1, engine=ENGINE)


def test_what_is_offered_is_there():
    assert {"ensemble", "compare", "sweep", "samples"} <= set(experiments.__all__)
    assert all(callable(getattr(experiments, name)) for name in experiments.__all__)


SCRIPT = """
from pathlib import Path
from experiments.experiment import Experiment, How, run_experiment
from experiments.runner import Workers
from tests.fake_world import ENGINE, arm
finished = run_experiment(Experiment([arm("a")], 8, Path("out"), engine=ENGINE), How(Workers(2)))
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
