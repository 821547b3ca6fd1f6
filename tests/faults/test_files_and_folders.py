"""Results folders, links and places to write where strangers put them: nothing is lost, mixed or written through."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from experiments.cli.app import app, exit_code
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from experiments.storage.manifest import LEFT_OUT, MIXES
from simulation.core.errors import MultipartnerError
from tests.fake_world import ALONE, ENGINE, arm


def test_a_scenario_under_another_name_keeps_its_runs(tmp_path) -> None:
    def run(*arms):
        run_experiment(Experiment(list(arms), 3, tmp_path, engine=ENGINE), ALONE)

    run(arm("a", 0.0), arm("b", 0.004))
    before = Results.open(tmp_path).outcomes
    run(arm("a", 0.0), arm("better", 0.004))
    results = Results.open(tmp_path)
    assert results.manifest.names == ["a", "better"]
    assert results.missing == 0
    kept = results.outcomes.replace({"scenario": {"better": "b"}})
    assert np.array_equal(kept.drop(columns=["scenario"]).to_numpy(), before.drop(columns=["scenario"]).to_numpy())


def test_a_folder_holds_a_decomposition_or_scenarios_side_by_side(tmp_path) -> None:
    """A later run compared its scenarios with a mix that lay in the folder."""
    run_experiment(Experiment([arm("none", 0.0), arm("a", 0.01)], 2, tmp_path, engine=ENGINE, kind=MIXES), ALONE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(MultipartnerError, match="holds a decomposition, not scenarios side by side"):
        run_experiment(Experiment([arm("b", 0.0), arm("c", 0.01)], 2, tmp_path, engine=ENGINE), ALONE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    other = tmp_path / "other"
    run_experiment(Experiment([arm("b", 0.0)], 2, other, engine=ENGINE), ALONE)
    for kind in (MIXES, LEFT_OUT):
        with pytest.raises(MultipartnerError, match=f"holds scenarios side by side, not {kind}"):
            run_experiment(Experiment([arm("none", 0.0)], 2, other, engine=ENGINE, kind=kind), ALONE)
    groups_of_others = Experiment([arm("none", 0.0), arm("z", 0.02)], 2, tmp_path, engine=ENGINE, kind=MIXES)
    assert run_experiment(groups_of_others, ALONE).tally.done == 2


def test_a_folder_that_lost_files_is_not_called_done(tmp_path) -> None:
    run_experiment(Experiment([arm("a")], 2, tmp_path, engine=ENGINE), ALONE)
    for part in (tmp_path / "runs.parquet").glob("part-*"):
        part.unlink()
    shown = CliRunner().invoke(app, ["status", str(tmp_path)])
    assert "incomplete" in shown.output


def test_files_behind_a_link_in_a_results_folder_stay_where_they_are(tmp_path) -> None:
    folder, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    run_experiment(Experiment([arm("a")], 1, folder, engine=ENGINE), ALONE)
    elsewhere.mkdir()
    (elsewhere / "part-mine.parquet").write_text("precious")
    shutil.rmtree(folder / "runs.parquet")
    (folder / "runs.parquet").symlink_to(elsewhere)
    with pytest.raises(MultipartnerError, match="leads out of itself"):
        run_experiment(Experiment([arm("a")], 1, folder, engine=ENGINE), ALONE)
    assert (elsewhere / "part-mine.parquet").read_text() == "precious"


def test_a_link_that_leads_back_to_itself_is_one_line_and_stays(tmp_path, capfd, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for link, to in (("a", "b"), ("b", "a"), ("dangling", "nowhere")):
        Path(link).symlink_to(to)
    assert exit_code(["run", "small", "--runs", "1", "--years", "1", "--out", "a"]) == 2
    for name in ("a", "dangling"):
        assert exit_code(["template", "actor", "--out", name]) == 2
        assert exit_code(["network", "small", "--out", name]) == 2
        assert Path(name).is_symlink()
    assert capfd.readouterr().err.count("\n") == 5
