"""What a comparison looks at: what fits each threat, or what was asked for, kept for plot and report."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.analysis.headlines import fitting
from experiments.analysis.summary import summarise, summary_frame
from experiments.cli.redraw import redo_report
from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.design.file import design_names, load_design
from experiments.design.outcomes import asked_outcomes
from experiments.ensembles import run_arms as run_in_python
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from simulation.core.codes import THREATS
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from tests.fake_world import ALONE, ENGINE, FakeWorld, arm, measures

ARMS = [arm("calm"), arm("spiky", 0.001)]
DISEASE = THREATS.index("disease")


@pytest.fixture
def spiky(monkeypatch, tmp_path):
    """Disease that spikes half again as high in one arm, and is over by the end in both."""
    calm = FakeWorld.run

    def run(world):
        calm(world)
        height = 3.0 if world.scenario.drift else 2.0
        world.outcomes[:, DISEASE] = 1.0
        world.outcomes[2:4, DISEASE] = height + world.seed / 100

    monkeypatch.setattr(FakeWorld, "run", run)
    run_experiment(Experiment(ARMS, 6, tmp_path, engine=ENGINE), ALONE)
    return Results.open(tmp_path)


def test_spikes_are_told_by_their_mean(spiky):
    summary = summarise(spiky)
    row = next(row for row in summary.rows if row.outcome.noun == "disease")
    assert row.outcome.label == "disease, mean level"
    frame = spiky.outcomes[spiky.outcomes["quarter"] > 0]
    by_hand = frame.groupby(["scenario", "history"])["level_disease"].mean().unstack("scenario")
    assert np.allclose(row.outcome.values["spiky"], by_hand["spiky"])
    expected = 100 * (by_hand["spiky"] - by_hand["calm"]).mean() / by_hand["calm"].mean()
    assert row.cells[1].difference is not None
    assert row.cells[1].difference.mean == pytest.approx(expected)
    assert row.cells[1].difference.is_clear
    assert any(text.startswith("Under “spiky”, disease is on average ") for text in summary.sentences())


def test_both_readings_stand_in_the_table_and_one_in_the_answer(spiky):
    summary = summarise(spiky)
    table = summary_frame(summary).set_index(["outcome", "scenario"])["median"]
    for threat in THREATS:
        assert {(f"{threat}, final level", "calm"), (f"{threat}, mean level", "calm")} <= set(table.index)
    assert table["disease, final level", "spiky"] == 1.0
    assert summary.answers()[0].count("disease") == 1


def test_every_place_reads_outbreaks_by_their_mean():
    from experiments.analysis.ablation import READINGS

    over = {reading.measures: reading.over for group in READINGS.values() for reading in group}
    assert over["level_disease",] == "mean"
    assert over["level_climate",] == "end"
    for name in design_names():
        for spec in load_design(name, OUTCOMES).outcomes:
            threat = spec.measure.removeprefix("level_")
            if threat in THREATS and spec.reduction in ("final", "mean"):
                assert spec.reduction == fitting(threat), (name, spec)


def test_outcomes_can_be_chosen_and_are_kept(tmp_path, capsys):
    asked = "level_climate:max,damage:total,level_food:share_beyond:above:1.0"
    request = Request(("calm", "spiky"), 4, outcomes=asked, options=Options(tmp_path, 1))
    assert run_arms(request, ARMS, Console(quiet=True), ENGINE) == 0
    assert f"--outcomes {asked}" in request.command
    results = Results.open(tmp_path)
    rows = summarise(results).rows
    assert [row.outcome.label for row in rows] == [
        "level of climate, largest value of the run, index, 2025 = 1",
        "damage, sum over the run, US$bn",
        "level of food, part of the run beyond (above 1)",
    ]
    frame = results.outcomes[results.outcomes["quarter"] > 0]
    largest = frame.groupby(["scenario", "history"])["level_climate"].max().unstack("scenario")
    pd.testing.assert_frame_equal(rows[0].outcome.values, largest[["calm", "spiky"]], check_names=False)
    redo_report(tmp_path)
    assert "level of climate, largest value" in capsys.readouterr().out


def test_python_chooses_as_designs_do():
    as_design = {"worst": {"measure": "level_food", "reduction": "max"}}
    by_text = ["level_food:max"]
    found = [
        summarise(run_in_python(ARMS, 2, workers=1, engine=ENGINE, outcomes=each)) for each in (as_design, by_text)
    ]
    assert [row.cells for row in found[0].rows] == [row.cells for row in found[1].rows]
    assert len(found[0].rows) == 1


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("level_diseas", "Did you mean 'level_disease'"),
        ("damage:totl", "Did you mean 'total'"),
        ("level_climate:share_beyond", "needs a number as threshold"),
        ("level_climate:share_beyond:abve:1.5", "Did you mean 'above'"),
        ("level_climate:share_beyond:above:much", "threshold of .* must be a number"),
        ("level_climate:first_crossing:above:1.5", "use share_beyond here"),
    ],
)
def test_a_wrong_outcome_is_one_line(asked, says):
    with pytest.raises(MultipartnerError, match=says) as caught:
        asked_outcomes(asked, measures())
    assert "\n" not in str(caught.value)
