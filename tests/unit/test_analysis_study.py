"""Samples become worlds and contrasts: the same world and the same history on both sides."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.study import Study
from experiments.analysis.worlds import averaged_in_blocks
from experiments.design.problem import Factor, Problem
from simulation.core.errors import MultipartnerError, NameUnknownError
from tests.analysis_samples import PROBLEM, samples, study, worlds

GIVE, DEAL = {"us.stance": "give", "us.regard": 0.5}, {"us.stance": "deal", "us.regard": 0.5}


def test_a_contrast_pairs_worlds_and_histories():
    found = study().contrast("damage", GIVE, DEAL)
    expected = np.where(worlds()["order.rule"] == "equal", 0, 10 * (worlds()["payoff.theta"] - 0.5))
    # luck of both histories is gone
    assert found.values.to_numpy() == pytest.approx(np.column_stack([expected, expected]))
    assert found.points.reset_index(drop=True).equals(worlds())
    assert found.noun == "damage under us.stance = deal minus under us.stance = give at us.regard = 0.5"
    assert found.label == "us.stance = deal against us.stance = give at us.regard = 0.5"
    assert (found.unit, found.is_difference) == ("US$bn", True)
    assert str(found.basis) == "40 worlds × 2 histories."


def test_a_contrast_does_not_depend_on_the_order_of_samples():
    mixed = samples().sample(frac=1, random_state=0)
    found = Study.of(mixed, PROBLEM).contrast("damage", GIVE, DEAL)
    assert found.values.equals(study().contrast("damage", GIVE, DEAL).values)


def test_missing_runs_leave_pairs_out_and_are_counted():
    frame = samples()
    gone = (frame["us.stance"] == "deal") & (frame["us.regard"] == 0.5) & (frame["history"] == 1)
    lost = frame[gone].index[:3]
    found = Study.of(frame.drop(index=lost), PROBLEM)
    contrast = found.contrast("damage", GIVE, DEAL)
    assert contrast.frame["histories"].tolist() == [1] * 3 + [2] * 37
    assert str(contrast.basis) == "40 worlds × 2 histories; 3 of 80 pairs are missing."
    assert str(found.basis) == "160 worlds × 2 histories; 3 of 320 runs are missing."


def test_a_point_without_any_run_is_missing_not_forgotten():
    whole = study()
    frame = samples()
    found = Study.of(frame[frame["scenario"] != "p00007"], PROBLEM, whole.points, planned=320)
    worlds_ = found.worlds("damage", {"us.regard": 0.0, "us.stance": "give"})
    assert len(worlds_.frame) == 40
    assert worlds_.frame["histories"].tolist().count(0) == 1
    assert len(worlds_.complete) == 39
    assert found.basis.missing == 2


def test_points_alike_are_one_scenario_stored_once():
    problem = Problem((Factor("x", low=0, high=1),), "list")
    points = pd.DataFrame({"x": [0.0, 1.0, 0.0]}, index=["p0", "p1", "p2"])
    rows = [{"scenario": name, "history": 0, "x": x, "y": 5 + x} for name, x in (("p0", 0.0), ("p1", 1.0))]
    found = Study.of(pd.DataFrame(rows), problem, points)
    assert found.worlds("y").frame["mean"].tolist() == [5, 6, 5]
    assert found.basis.missing == 0


def test_against_one_scenario():
    frame = pd.DataFrame({"scenario": ["base"] * 2 + ["other"] * 2, "history": [0, 1] * 2, "y": [1.0, 2.0, 4.0, 6.0]})
    found = Study.of_scenarios(frame).against("y", {"scenario": "base"})
    assert found.values.to_numpy().tolist() == [[3.0, 4.0]]
    assert found.noun == "y minus y under “base”"
    with pytest.raises(MultipartnerError, match="fits 80 points; name all factors that vary"):
        study().against("damage", {"us.regard": 0.5})


def test_pooled_worlds_are_one():
    found = study().contrast("damage", GIVE, {"us.stance": "give", "us.regard": 0.0}).pooled()
    assert found.frame[["mean", "histories"]].to_numpy().tolist() == [[4.0, 2]]


def test_blocks_average_over_shared_histories():
    nan = np.nan
    values = np.array([[1, 2, 9], [3, 4, nan], [1, nan, nan], [nan, 2, nan]], dtype=float)
    mean, kept = averaged_in_blocks(values, 2)
    # the first block shares histories 0 and 1; the second shares none
    assert mean[:2].tolist() == [1.5, 3.5]
    assert np.isnan(mean[2:]).all()
    assert kept.tolist() == [True, True, False, False]


def test_wrong_use_is_one_clear_line():
    found = study()
    with pytest.raises(NameUnknownError, match=r"No outcome of this sweep is called 'damages'\. Did you mean 'damage'"):
        found.worlds("damages")
    for call, said in (
        (
            lambda: found.worlds("damage", {"us.regard": 0.3}),
            r"No point of this sweep has us\.regard = 0\.3\. Sampled: 0",
        ),
        (lambda: found.worlds("breach"), f"has no value in {samples()['breach'].isna().sum()} of 320 runs"),
        (lambda: found.contrast("damage", GIVE, {"us.regard": 0.5}), "sets the same levers on both sides"),
        (lambda: Study.of(samples().drop(columns="history"), PROBLEM), "have no column 'history'"),
        (lambda: Study.of(pd.concat([samples(), samples().head(1)]), PROBLEM), "have history 0 of 'p00000' twice"),
    ):
        with pytest.raises(MultipartnerError, match=said):
            call()


def test_levers_that_were_not_crossed_have_no_world_in_common():
    problem = Problem((Factor("a", "lever", values=(0, 1)), Factor("b")), "latin_hypercube")
    rows = [{"scenario": f"p{k}", "history": 0, "a": k % 2, "b": k / 10, "y": 1.0} for k in range(6)]
    with pytest.raises(MultipartnerError, match="No world was sampled under both 'a = 0' and 'a = 1'"):
        Study.of(pd.DataFrame(rows), problem).contrast("y", {"a": 0}, {"a": 1})
