"""What a sweep answers by itself: the right question for each kind of design, and files of every answer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
import pytest
from rich.console import Console
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.session import Options
from experiments.cli.sweep import SweepRequest, run_sweep
from experiments.design import samples
from experiments.sweeps import Sweep, sweep
from tests.fake_sweep import DESIGN, ENGINE, written

COMPARED = "[compared_with]\nus.transactionalism = 0.1\nus.regard = 0.4\n[outcomes]"
BREACH = '[outcomes]\nbreach = { measure = "level_climate", reduction = "first_crossing", threshold = 1.01 }'
WORLDS = """sampler = "latin_hypercube"
samples = 30
[levers]
us.transactionalism = [0.1, 0.9]
[uncertainties]
us.regard = { low = 0.0, high = 1.0 }
[outcomes]
climate = "level_climate"
"""
MORRIS = """sampler = "morris"
samples = 6
[uncertainties]
us.transactionalism = { low = 0.0, high = 1.0 }
us.regard = { low = 0.0, high = 1.0 }
[outcomes]
climate = "level_climate"
"""


def found(folder: Path, text: str, **changes) -> Sweep:
    return sweep(written(folder, text), years=1, workers=1, engine=ENGINE, **changes)


def test_two_levers_on_a_grid_are_heat_maps_and_courses(tmp_path):
    names = [answer.name for answer in found(tmp_path, DESIGN).answers]
    assert names == [
        "heat-map-climate", "heat-map-damage",
        "courses-level_climate-by-transactionalism", "courses-level_climate-by-regard",
        "courses-damage-by-transactionalism", "courses-damage-by-regard",
    ]  # fmt: skip


def test_a_setting_to_compare_with_makes_paired_differences(tmp_path):
    made = found(tmp_path, DESIGN.replace("[outcomes]", COMPARED))
    frame = made.answers[0].frame
    base = frame[(frame["us.transactionalism"] == 0.1) & (frame["us.regard"] == 0.4)]
    assert base["mean"].tolist() == [0.0]
    by_hand = made.frame.pivot_table(index="history", columns=["us.transactionalism", "us.regard"], values="climate")
    expected = (by_hand[0.9, 0.0] - by_hand[0.1, 0.4]).mean()
    cell = frame[(frame["us.transactionalism"] == 0.9) & (frame["us.regard"] == 0.0)]
    assert np.isclose(cell["mean"].iloc[0], expected)


def test_levers_in_sampled_worlds_are_robustness_and_discovery(tmp_path):
    made = found(tmp_path, WORLDS, runs=2)
    assert [answer.name for answer in made.answers][:2] == ["robustness-climate", "discovery-climate"]
    assert len(made.frame) == 2 * 30 * 2
    row = made.answers[0].frame.iloc[0]
    wide = made.frame.pivot_table(index=["us.regard", "history"], columns="us.transactionalism", values="climate")
    worlds = (wide[0.9] - wide[0.1]).groupby("us.regard").mean()
    assert np.isclose(row["above"], (worlds > 0).mean())


def test_nothing_is_claimed_about_what_actors_hardly_decide(tmp_path):
    """Its map is drawn, but no sentence tells an effect; courses are those of what is claimed."""
    made = found(tmp_path, DESIGN, out=tmp_path / "out")
    assert any(text.startswith("Climate [index, 2025 = 1]: lowest at ") for text in made.sentences)
    quiet = Sweep.open(tmp_path / "out")
    vars(quiet)["unclaimed"] = {"climate": "actors decide nothing"}
    assert "heat-map-climate" in [answer.name for answer in quiet.answers]
    assert not any("courses-level_climate" in answer.name for answer in quiet.answers)
    assert [text for text in quiet.sentences if "limate" in text] == ["No claim about climate: actors decide nothing."]


def test_a_morris_design_is_a_sensitivity(tmp_path):
    made = found(tmp_path, MORRIS)
    assert [answer.name for answer in made.answers] == ["sensitivity"]
    frame = made.answers[0].frame
    effects = frame[frame["index"] == "mu_star"].set_index("factor")["value"]
    assert effects["us.transactionalism"] > effects["us.regard"] > 0


def test_a_threshold_is_a_curve_of_crossings(tmp_path):
    made = found(tmp_path, DESIGN.replace("[outcomes]", BREACH))
    assert "crossing-breach" in [answer.name for answer in made.answers]


def test_everything_is_written_and_redone_from_tables_alone(tmp_path):
    folder = tmp_path / "out"
    request = SweepRequest(written(tmp_path), options=Options(folder, 1))
    assert run_sweep(request, Console(quiet=True), ENGINE) == 0
    for path in ("report.html", "figures/heat-map-climate.png", "figures/heat-map-climate.svg", "tables/samples.csv"):
        assert (folder / path).stat().st_size > 0
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "A small grid" in page
    assert "http" not in page.replace("http://www.w3.org", "")
    for name, made in (("plot", "figures/heat-map-climate.png"), ("report", "report.html")):
        (folder / made).unlink()
        assert CliRunner().invoke(app, [name, str(folder)]).exit_code == 0
        assert (folder / made).exists()


def test_missing_runs_are_told_in_every_figure(tmp_path):
    folder = tmp_path / "out"
    request = SweepRequest(written(tmp_path), settings=("description=fail",), options=Options(folder, 1))
    assert run_sweep(request, Console(quiet=True), ENGINE) == 1
    made = Sweep.open(folder)
    assert made.missing == 6
    assert all("6 of 18 runs are missing" in drawing.caption for drawing in made.drawings)
    assert "6 of 18 runs are missing" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    sweep(written(folder), workers=1, engine=ENGINE, out=folder / "out")
    return folder / "out"


def test_tables_open_in_polars_and_duckdb_and_arrow(stored):
    import duckdb
    import polars as pl

    expected = samples(stored).groupby("scenario")["climate"].mean()
    parts = str(stored / "runs.parquet" / "*.parquet")
    last = pl.read_parquet(parts).filter(pl.col("quarter") == 4)
    by_polars = last.group_by(pl.col("scenario").cast(pl.String)).agg(pl.col("level_climate").mean()).sort("scenario")
    assert np.allclose(by_polars["level_climate"].to_numpy(), expected)
    query = f"SELECT scenario, avg(level_climate) FROM '{parts}' WHERE quarter = 4 GROUP BY scenario ORDER BY scenario"
    assert np.allclose([row[1] for row in duckdb.sql(query).fetchall()], expected)
    table = ds.dataset(stored / "runs.parquet").to_table()
    assert table.schema.field("level_climate").metadata[b"unit"] == b"index, 2025 = 1"
    assert pd.read_parquet(stored / "runs.parquet")["run"].nunique() == 18


CONSTANT = MORRIS + 'outbreaks = { measure = "level_climate", reduction = "share_beyond", threshold = 1e6 }\n'


def test_an_outcome_that_never_varies_is_named(tmp_path):
    """Beside others in the sensitivity, and where it is the only one."""
    said = "'outbreaks' is the same in every world of this design: there is nothing to explain."
    assert said in found(tmp_path, CONSTANT).sentences
    alone = CONSTANT.replace('climate = "level_climate"\n', "")
    made = found(tmp_path, alone)
    assert made.answers == []
    assert said in made.sentences


def test_more_outcomes_than_a_figure_has_panels_are_all_told(tmp_path):
    more = "".join(f'extra{k} = "level_food"\n' for k in range(7))
    frame = found(tmp_path, MORRIS + more).answers[0].frame
    assert set(frame["outcome"]) == {"climate", *(f"extra{k}" for k in range(7))}


def test_questions_without_enough_worlds_say_so(tmp_path):
    made = found(tmp_path, WORLDS.replace("samples = 30", "samples = 6"))
    assert not any("discovery" in answer.name for answer in made.answers)
    assert "Where a sign flips is sought from 20 sampled worlds on; here are 6." in made.sentences


def test_one_history_has_no_interval_and_says_so(tmp_path):
    text = found(tmp_path, DESIGN, runs=1).sentences[0]
    assert text.count("(one history, no interval)") == 2
    assert "∞" not in text
    assert "95 %" not in text
