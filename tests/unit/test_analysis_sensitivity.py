"""Ishigami's function in place of the world: design, runs, store and analysis give SALib's answers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.sample import morris as morris_sample
from SALib.sample import sobol as sobol_sample
from SALib.test_functions import Ishigami

from experiments.analysis.provenance import Basis
from experiments.analysis.sensitivity import RESAMPLES, SEED, sensitivity
from experiments.analysis.study import Study
from experiments.analysis.worlds import Worlds
from experiments.design.problem import Factor, Problem
from experiments.execution.experiment import Experiment, run_experiment
from experiments.storage.frames import Results
from simulation.core.errors import MultipartnerError
from tests.fake_world import ALONE
from tests.ishigami_world import ENGINE, FIRST, MU_STAR, TOTAL, arm, problem

SALIB = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-np.pi, np.pi]] * 3}


def designed(kind, count):
    """Return a problem and its points, drawn by SALib from the unit cube."""
    found = problem(kind)
    if kind == "morris":
        cube = morris_sample.sample(found.salib(), count, num_levels=4, seed=0)
    else:
        cube = sobol_sample.sample(found.salib(), count, calc_second_order=False, seed=0)
    points = found.points(cube)
    return found, points.set_axis([f"p{k:05d}" for k in range(len(points))])


def run(found, points, folder, histories=1, failing=(), **settings):
    """Run every point through runner and store, and return the study of the stored rows."""
    arms = [arm(name, point, fails=name in failing, **settings) for name, point in points.to_dict("index").items()]
    run_experiment(Experiment(arms, histories, folder, engine=ENGINE), ALONE)
    stored = Results.open(folder).outcomes.query("quarter == 1")[["scenario", "history", "y"]]
    return Study.of(stored.join(points, on="scenario"), found, points, len(points) * histories)


@pytest.fixture(scope="module")
def saltelli(tmp_path_factory):
    found, points = designed("saltelli", 1024)
    return points, sensitivity(run(found, points, tmp_path_factory.mktemp("saltelli")).worlds("y"))


@pytest.fixture(scope="module")
def morris(tmp_path_factory):
    found, points = designed("morris", 400)
    return points, sensitivity(run(found, points, tmp_path_factory.mktemp("morris")).worlds("y"))


def test_sobol_indices_are_salibs(saltelli):
    points, found = saltelli
    reference = salib_sobol.analyze(SALIB, Ishigami.evaluate(points.to_numpy(float)), False, RESAMPLES, seed=SEED)
    for name, key in (("first", "S1"), ("total", "ST")):
        rows = found.frame[found.frame["index"] == name].set_index("factor").loc[["x1", "x2", "x3"]]
        assert rows["value"].tolist() == pytest.approx(reference[key], rel=1e-9, abs=1e-12)
        assert ((rows["high"] - rows["low"]) / 2).tolist() == pytest.approx(reference[f"{key}_conf"], rel=1e-9)


def test_sobol_indices_are_the_analytic_ones(saltelli):
    _, found = saltelli
    for name, truth in (("first", FIRST), ("total", TOTAL)):
        rows = found.frame[found.frame["index"] == name].set_index("factor").loc[["x1", "x2", "x3"]]
        assert rows["value"].tolist() == pytest.approx(truth, abs=0.02)
        assert (rows["low"] <= np.array(truth)).all()
        assert (rows["high"] >= np.array(truth)).all()


def test_morris_effects_are_salibs(morris):
    points, found = morris
    inputs = points.to_numpy(float)
    reference = salib_morris.analyze(SALIB, inputs, Ishigami.evaluate(inputs), RESAMPLES, num_levels=4, seed=SEED)
    for name in ("mu", "mu_star", "sigma"):
        assert found.index(name)[["x1", "x2", "x3"]].tolist() == pytest.approx(reference[name], rel=1e-9, abs=1e-9)


def test_morris_effects_are_those_worked_out_by_hand(morris):
    _, found = morris
    rows = found.noted.set_index("factor").loc[["x1", "x2", "x3"]]
    assert rows["value"].tolist() == pytest.approx(MU_STAR, rel=0.1)
    assert rows.loc["x2", "value"] == pytest.approx(7.875)
    assert (rows["low"] <= np.array(MU_STAR) + 1e-9).all()
    assert (rows["high"] >= np.array(MU_STAR) - 1e-9).all()
    # x1 only ever raises, x3 does both
    assert "x1 7" in found.sentences[0]
    assert found.sentences[0].count("raises it") == 1
    assert found.sentences[0].count("both ways") == 2


def test_luck_that_all_points_share_changes_nothing(tmp_path, morris):
    points, found = morris
    shared = sensitivity(run(problem("morris"), points, tmp_path, 3, shared=5.0).worlds("y"))
    assert shared.noted["value"].tolist() == pytest.approx(found.noted["value"].tolist())
    assert shared.luck == pytest.approx(0, abs=1e-20)


def test_luck_of_each_point_is_averaged_and_told(tmp_path):
    found, points = designed("morris", 40)
    noisy = sensitivity(run(found, points, tmp_path, 2, luck=6.0).worlds("y"))
    assert noisy.luck > 0.2
    assert any("Luck left after averaging over histories makes up" in text for text in noisy.sentences)


def test_what_luck_alone_gives_is_not_called_an_influence():
    found, points = designed("morris", 200)
    noise = np.random.default_rng(0).normal(size=(len(points), 4))  # noqa: TID251 - luck of the test, not of the model
    histories = pd.DataFrame(noise, points.index)
    truth = Ishigami.evaluate(points.to_numpy(float))
    only_luck, both = (
        sensitivity(Worlds(points, histories.add(added, axis=0), found, "y", "y", Basis("many", 4)))
        for added in (np.zeros(len(points)), truth)
    )
    # a mean of four unit normals has a spread of 1/2, a difference of two √2/2, its absolute value √(2/π) of that,
    # and a step is 2/3 of the range; 200 of them give that within some 5 %
    assert only_luck.index("luck").tolist() == pytest.approx([(2 / np.pi) ** 0.5 * 0.5 * 2**0.5 * 1.5] * 3, rel=0.1)
    assert only_luck.index("mu_star").tolist() == pytest.approx(only_luck.index("luck").tolist(), rel=0.2)
    assert only_luck.clear.empty
    assert "No factor has a clear influence on y." in only_luck.sentences
    assert sorted(both.clear["factor"]) == ["x1", "x2", "x3"]


def test_failed_points_take_their_block_with_them(tmp_path):
    found, points = designed("saltelli", 64)
    left = sensitivity(run(found, points, tmp_path, failing={"p00007", "p00008", "p00101"}).worlds("y"))
    # five points a block: 7 and 8 lie in the second block, 101 in the twenty-first
    assert (left.blocks, left.left_out) == (62, 2)
    outputs = Ishigami.evaluate(points.to_numpy(float)).reshape(64, 5)
    kept = np.delete(outputs, [1, 20], axis=0).ravel()
    reference = salib_sobol.analyze(SALIB, kept, False, RESAMPLES, seed=SEED)
    assert left.index("total")[["x1", "x2", "x3"]].tolist() == pytest.approx(reference["ST"], rel=1e-9)
    assert left.sentences[-1] == "2 of 64 sample sets are left out for missing runs."


def table(values, kind="morris", factors=2):
    """Return worlds of a hand-made design of one trajectory after another."""
    named = tuple(Factor(f"x{k}", low=0, high=1) for k in range(factors))
    steps = np.array([[0, 0], [2 / 3, 0], [2 / 3, 2 / 3]])[:, :factors]
    points = pd.DataFrame(
        np.tile(steps, (len(values) // 3 + 1, 1))[: len(values)], columns=[each.name for each in named]
    )
    rows = points.assign(scenario=[f"p{k}" for k in range(len(points))], history=0, y=values)
    return Study.of(rows, Problem(named, kind)).worlds("y")


def test_effects_by_hand():
    found = sensitivity(table([0.0, 2.0, 1.0] * 2))
    # steps of 2/3: x0 adds 2, x1 takes 1 off
    assert found.index("mu").to_dict() == pytest.approx({"x0": 3.0, "x1": -1.5})
    assert "x0 3.00 (3.00 to 3.00), raises it; x1 1.500 (1.500 to 1.500), lowers it" in found.sentences[0]


def test_wrong_use_is_one_clear_line():
    for worlds, said in (
        (table([1.0] * 6, "grid"), "needs a design sampled by 'morris' or 'saltelli', found 'grid'"),
        (table([1.0] * 6), "'y' is the same in every world of this design"),
        (table([1.0, 2.0, 3.0]), "at least 2 whole blocks of 3 points, found 1"),
        (table([1.0, 2.0, 3.0, 4.0]), "comes in blocks of 3 points, found 4 points"),
    ):
        with pytest.raises(MultipartnerError, match=said):
            sensitivity(worlds)
    crossed = Problem((Factor("a", "lever", values=(0, 1)), Factor("b")), "morris", crossed=True)
    rows = [{"scenario": f"p{k}", "history": 0, "a": k // 4, "b": k % 2 * 2 / 3, "y": float(k)} for k in range(8)]
    with pytest.raises(MultipartnerError, match="choose one setting of a, or a contrast"):
        sensitivity(Study.of(pd.DataFrame(rows), crossed).worlds("y"))
    mixed = Problem((Factor("b"),), "morris")
    with pytest.raises(MultipartnerError, match="one factor moves at each step"):
        sensitivity(Study.of(pd.DataFrame(rows).assign(b=[0, 0.1, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6]), mixed).worlds("y"))


def test_a_choice_has_no_direction():
    from dataclasses import replace

    numbers = table([0.0, 2.0, 1.0] * 2)
    named = (replace(numbers.problem.factors[0], kind="choice", values=("none", "nash")), numbers.problem.factors[1])
    points = numbers.points.assign(x0=np.where(numbers.points["x0"] > 0, "nash", "none"))
    found = sensitivity(replace(numbers, points=points, problem=Problem(named, "morris", levels=4)))
    assert "x0 " in found.sentences[0]
    assert "raises" not in found.sentences[0]
    assert "x1 1.500 (1.500 to 1.500), lowers it" in found.sentences[0]
