"""Figures of the analyses: every one is drawn, says what it stands on, and shows the numbers it was given."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from experiments.analysis.bands import bands
from experiments.analysis.crossing import crossing, crossing_in
from experiments.analysis.discovery import discover
from experiments.analysis.efficiency import effect_per_dollar
from experiments.analysis.heat_map import heat_map
from experiments.analysis.provenance import Basis
from experiments.analysis.robustness import robustness
from experiments.analysis.sensitivity import sensitivity
from experiments.analysis.study import Study
from experiments.design.problem import Factor, Problem
from experiments.figures import efficiency as efficiency_figure
from experiments.figures import sensitivity as sensitivity_figure
from experiments.figures.findings import draw
from simulation.core.errors import MultipartnerError
from tests.analysis_samples import PROBLEM, samples

GIVE, DEAL = {"us.stance": "give", "us.regard": 0.5}, {"us.stance": "deal", "us.regard": 0.5}


@pytest.fixture(scope="module")
def study():
    """Return a sweep of 120 worlds from which every fortieth run is missing."""
    frame = samples(120)
    return Study.of(frame.drop(index=frame.index[::40]), PROBLEM, planned=len(frame), origin="code abc, command: sweep")


@pytest.fixture(scope="module")
def screened():
    factors = tuple(Factor(f"payoff.c{k}", low=0, high=1) for k in range(20))
    problem = Problem(factors, "morris")
    steps = np.tril(np.ones((21, 20)), -1) * 2 / 3
    points = problem.points(np.vstack([steps, steps]))
    rows = points.assign(scenario=[f"p{k:03d}" for k in range(42)], history=0, y=points @ np.arange(20.0))
    return sensitivity(Study.of(rows, problem).worlds("y"))


@pytest.fixture(scope="module")
def findings(study, screened):
    first, other = ({"us.regard": regard, "us.stance": "give"} for regard in (0.0, 0.5))
    contrasts = [study.contrast(name, first, other).pooled() for name in ("damage", "spent")]
    courses = pd.concat([study.samples.assign(quarter=q, year=2025 + q / 4) for q in range(5)])
    courses.attrs["units"] = {"damage": "US$bn"}
    return {
        "bands": bands(study, courses, "us.regard", "damage"),
        "crossing": crossing_in(study, "breach", 25, "us.regard"),
        "discovery": discover(study.contrast("damage", GIVE, DEAL)),
        "efficiency": effect_per_dollar(*contrasts),
        "heat_map": heat_map(study, "damage", "us.stance", "us.regard"),
        "robustness": robustness(study.contrast("damage", GIVE, DEAL), study.contrast("damage", first, other)),
        "sensitivity": screened,
    }


NAMES = ("bands", "crossing", "discovery", "efficiency", "heat_map", "robustness", "sensitivity")


@pytest.fixture(scope="module")
def drawings(findings):
    return {name: draw(findings[name]) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_draws_itself_and_says_what_it_stands_on(findings, drawings, name):
    drawing = drawings[name]
    assert str(findings[name].basis) in drawing.caption
    assert drawing.reading.startswith("How to read it")
    assert drawing.png().startswith(b"\x89PNG")
    assert drawing.provenance in drawing.svg
    assert draw(findings[name]).svg == drawing.svg


@pytest.mark.parametrize("name", NAMES)
def test_notebooks_show_sentences_and_numbers(findings, name):
    html = findings[name]._repr_html_()
    assert html.count("<li>") == len(findings[name].sentences)
    assert "<table" in html


def texts(drawing):
    found = [text.get_text() for axes in drawing.figure.axes for text in axes.texts]
    return found + [label.get_text() for axes in drawing.figure.axes for label in (axes.xaxis.label, axes.yaxis.label)]


@pytest.mark.parametrize("name", ["crossing", "heat_map"])
def test_missing_runs_are_counted(drawings, name):
    assert "480 worlds × 2 histories; 24 of 960 runs are missing." in drawings[name].caption


def test_missing_pairs_are_counted_where_pairs_matter(study, drawings):
    missing = int(study.contrast("damage", GIVE, DEAL).values.isna().to_numpy().sum())
    assert missing
    assert f"120 worlds × 2 histories; {missing} of 240 pairs are missing." in drawings["robustness"].caption


def test_units_are_written_as_they_are(drawings):
    assert "damage [US$bn] per US$bn of spent" in texts(drawings["efficiency"])
    assert "damage [US$bn]" in texts(drawings["bands"])


def test_a_heat_map_writes_every_cell(findings, drawings):
    written = texts(drawings["heat_map"])
    for value in findings["heat_map"].frame["mean"]:
        assert f"{value:.2f}" in written


def test_a_heat_map_writes_intervals_and_tells_small_differences_from_none(study):
    frame = study.samples.assign(y=study.samples["us.regard"] * (1e-5 + 1e-6 * study.samples["history"]), flat=3.0)
    frame.attrs["units"] = {}
    small = Study.of(frame, PROBLEM, planned=960)
    base = {"us.stance": "give", "us.regard": 0.0}
    written = texts(draw(heat_map(small, "y", "us.stance", "us.regard", base)))
    # half of 1e-5 and 1.1e-5 is 5.25e-6 on average, half an interval of two histories 12.7 × 0.25e-6
    assert {"+0.000005", "± 0.000003", "0.000000"} < set(written)
    assert "difference in y" in written
    flat = draw(heat_map(small, "flat", "us.stance", "us.regard"))
    assert texts(flat).count("3") == 4
    assert len(flat.figure.axes) == 1  # no scale of colours for one number


def test_unclear_cells_are_hatched(study):
    frame = study.samples.assign(y=study.samples["history"] * study.samples["us.regard"] - 0.2)
    frame.attrs["units"] = {}
    noisy = Study.of(frame, PROBLEM, planned=960)
    drawing = draw(heat_map(noisy, "y", "us.stance", "us.regard", {"us.stance": "give", "us.regard": 0.0}))
    hatched = [patch for patch in drawing.figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_hatch()]
    # regard makes a difference of 0 in one history and 0.5 in the other: not clear with two; stance makes none at all
    assert sorted(patch.get_xy() for patch in hatched) == [(0, 1), (1, 1)]
    assert "Hatched" in drawing.caption


def test_boxes_are_drawn_over_their_worlds(findings, drawings):
    axes = drawings["discovery"].figure.axes[0]
    outlines = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert outlines
    assert len(findings["discovery"].boxes) == 1
    assert any(text.startswith("box 1: coverage ") for text in texts(drawings["discovery"]))


def test_no_box_is_drawn_where_there_is_none(study):
    drawing = draw(discover(study.worlds("damage", GIVE), 1000))
    assert "It flips in no sampled world." in drawing.caption
    assert "Bars" not in drawing.caption
    assert len(drawing.figure.axes) == 1


def test_only_the_most_important_factors_are_shown(drawings):
    labels = [label.get_text() for label in drawings["sensitivity"].figure.axes[0].get_yticklabels()]
    assert labels[0] == "payoff.c19"
    assert len(labels) == 15
    assert "5 less important factors are not shown." in drawings["sensitivity"].caption


def test_several_outcomes_have_a_panel_each(screened):
    panels = sensitivity_figure.draw([screened] * 5).figure.axes
    assert len(panels) == 5
    for axes in panels:
        longest = max(patch.get_width() for patch in axes.patches)
        assert longest == pytest.approx(screened.noted["value"].max())
        assert len(axes.patches) == 2 * 7  # a bar and its grey part


def test_curves_of_independent_histories_have_bands():
    times = pd.DataFrame({"label": ["a"] * 4 + ["b"] * 4, "time": [2026.0, 2028.0, np.inf, np.inf] + [np.inf] * 4})
    drawing = draw(crossing(times, "climate passes 1.5", 2050.0, Basis("2 worlds × 4 histories", 8)))
    assert "band: 95 % interval" in drawing.caption
    assert "year" in texts(drawing)
    assert {"a", "b"} <= set(texts(drawing))


def test_wrong_use_is_one_clear_line(findings, screened, study):
    with pytest.raises(MultipartnerError, match="1 to 6 outcomes of one method, found 7"):
        sensitivity_figure.draw([screened] * 7)
    spread = [study.contrast(name, {"us.regard": 0.0}, {"us.regard": 0.5}) for name in ("damage", "spent")]
    with pytest.raises(MultipartnerError, match=r"at most 20 arms, found 240\. Pool the worlds first"):
        efficiency_figure.draw(effect_per_dollar(*spread))
