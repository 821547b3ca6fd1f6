"""Sweeps: points as arms, the table of samples, resuming, sharing runs, and what status says."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.cli.sweep import SweepRequest, run_sweep
from experiments.design import load_design, samples
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.storage.frames import Results
from experiments.storage.identity import FEW_ARMS, batches
from experiments.storage.manifest import Manifest, ResultsError
from experiments.storage.points import read_design_table
from experiments.storage.store import Store
from experiments.sweeps import Sweep, sweep, sweep_experiment
from simulation.core.errors import MultipartnerError
from tests.fake_sweep import DESIGN, ENGINE, written
from tests.fake_world import ALONE, ONE, arm, measures

quiet = Console(quiet=True)


def swept(folder: Path, text: str = DESIGN, engine=ENGINE, how=ALONE, settings=(), **changes):
    folder.mkdir(exist_ok=True)
    design = load_design(written(folder, text), measures(), settings, **changes)
    return run_experiment(sweep_experiment(design, folder / "out", engine, "multipartner sweep grid"), how)


def test_samples_have_a_row_a_point_and_history_and_carry_units(tmp_path):
    finished = swept(tmp_path)
    assert finished.tally.done == 18
    frame = samples(tmp_path / "out")
    assert list(frame.columns) == ["scenario", "history", "us.transactionalism", "us.regard", "climate", "damage"]
    assert frame["scenario"].tolist() == [f"p{k:05d}" for k in range(6) for _ in range(3)]
    assert frame["history"].tolist() == [0, 1, 2] * 6
    assert frame.attrs["units"] == {
        "us.transactionalism": "share", "us.regard": "ratio", "climate": "index, 2025 = 1", "damage": "US$bn",
    }  # fmt: skip


def test_samples_are_what_the_stored_courses_say(tmp_path):
    swept(tmp_path)
    frame, stored = samples(tmp_path / "out"), Results.open(tmp_path / "out").outcomes
    one = stored[(stored["scenario"] == "p00004") & (stored["history"] == 2)]
    row = frame[(frame["scenario"] == "p00004") & (frame["history"] == 2)].iloc[0]
    assert row["climate"] == one["level_climate"].iloc[-1]
    assert np.isclose(row["damage"], one["damage"].iloc[1:].sum() / 4)
    assert (row["us.transactionalism"], row["us.regard"]) == (0.9, 0.0)


def test_points_share_their_luck(tmp_path):
    swept(tmp_path)
    stored = Results.open(tmp_path / "out").outcomes
    assert stored.groupby("history")["seed"].unique().map(list).tolist() == [[0], [1], [2]]


def test_the_table_of_points_stands_in_the_folder_and_the_manifest_stays_small(tmp_path):
    text = 'scenario = "cooperative"\nsampler = "sobol"\nsamples = 256\n[uncertainties]\nus.regard = {}\n'
    swept(tmp_path, text + '[outcomes]\nclimate = "level_climate"\n', years=1)
    points = read_design_table(tmp_path / "out")
    assert list(points.columns) == ["scenario", "digest", "us.regard"]
    assert len(points) == 256
    assert (tmp_path / "out" / "manifest.json").stat().st_size < 20_000
    assert pq.read_schema(tmp_path / "out" / "design.parquet").field("us.regard").metadata[b"unit"] == b"ratio"
    manifest = Manifest.read(tmp_path / "out")
    assert (manifest.planned, len(manifest.names)) == (256, 256)
    assert Results.open(tmp_path / "out").missing == 0


def test_points_that_are_one_scenario_share_their_runs(tmp_path):
    text = DESIGN.replace("us.regard = [0.0, 0.4]", "us.regard = [0.4]").replace("cooperative", "today")
    text = text.replace("us.transactionalism = [0.1, 0.5, 0.9]", "payoff.tie = ['join', 'stay']")
    twice = text.replace('scenario = "today"', 'sampler = "morris"\nsamples = 4\nscenario = "today"')
    finished = swept(tmp_path, twice.replace("[levers]", "[uncertainties]").replace("'stay'", "'stay', 'out'"))
    frame = samples(tmp_path / "out")
    points = read_design_table(tmp_path / "out")
    assert finished.tally.done == 3 * points["digest"].nunique() < 3 * len(points)
    assert len(frame) == 3 * len(points)
    assert frame.groupby(frame["scenario"].map(points.set_index("scenario")["digest"]))["climate"].nunique().max() <= 3


def test_an_interrupted_sweep_goes_on_and_a_longer_one_adds(tmp_path):
    swept(tmp_path, histories=1)
    assert swept(tmp_path, histories=1).tally.done == 0
    assert swept(tmp_path, histories=3).tally.done == 12
    other = tmp_path / "other"
    swept(other, histories=3)
    assert samples(tmp_path / "out").to_csv() == samples(other / "out").to_csv()


def test_the_seed_of_a_sweep_is_that_of_its_first_history(tmp_path):
    swept(tmp_path, seed=7)
    assert sorted(set(Results.open(tmp_path / "out").outcomes["seed"])) == [7, 8, 9]


def test_batches_hold_every_history_once_and_half_a_sweep_is_balanced():
    for histories in (1, 2, 7, 100):
        for arms in (2, FEW_ARMS, FEW_ARMS + 1):
            every = list(batches(histories, arms))
            assert [history for batch in every for history in batch] == list(range(histories))
    assert len(list(batches(100, FEW_ARMS + 1))) == 7


@pytest.mark.usefixtures("undrawn")
def test_failures_of_a_sweep_are_named_with_the_command_that_repeats_them(tmp_path, capsys):
    request = SweepRequest(written(tmp_path), 4, settings=("description=fail",), options=Options(tmp_path / "out", 1))
    assert run_sweep(request, Console(width=300), ENGINE) == 1
    printed = capsys.readouterr().out
    assert "6 of 24 runs failed" in printed
    point = "--set us.transactionalism=0.1 --set us.regard=0.0"
    wanted = f"multipartner run cooperative --set description=fail --years 1 {point} --runs 1 --seed 1 --workers 1"
    assert wanted in printed
    assert samples(tmp_path / "out")["history"].value_counts().to_dict() == {0: 6, 2: 6, 3: 6}


def test_a_sweep_and_scenarios_do_not_share_a_folder(tmp_path):
    swept(tmp_path)
    with pytest.raises(ResultsError, match="holds a sweep, not scenarios side by side"):
        run_experiment(Experiment([arm("a")], 2, tmp_path / "out", engine=ENGINE), ALONE)
    run_arms(Request(("a",), 2, options=Options(tmp_path / "runs", 1)), [arm("a")], quiet, ENGINE)
    design = load_design(written(tmp_path), measures())
    with pytest.raises(ResultsError, match="holds scenarios side by side, not a sweep"):
        run_experiment(sweep_experiment(design, tmp_path / "runs", ENGINE), ALONE)
    run_experiment(sweep_experiment(design, tmp_path / "runs", ENGINE), RunOptions(ONE, fresh=True))
    assert len(samples(tmp_path / "runs")) == 18


def test_another_design_in_the_folder_sets_its_points_aside(tmp_path):
    swept(tmp_path)
    before = samples(tmp_path / "out").to_csv()
    changed = swept(tmp_path, DESIGN.replace("0.9]", "0.8]"))
    assert changed.mending.stale == 6
    assert changed.tally.done == 6
    assert swept(tmp_path).tally.done == 0
    assert samples(tmp_path / "out").to_csv() == before


def test_a_design_that_grows_computes_only_what_is_new(tmp_path):
    swept(tmp_path)
    larger = DESIGN.replace("[0.1, 0.5, 0.9]", "[0.1, 0.3, 0.5, 0.9]")  # numbers most points anew
    grown = swept(tmp_path, larger)
    assert (grown.tally.done, grown.mending.stale) == (6, 0)
    swept(tmp_path / "at-once", larger)
    assert samples(tmp_path / "out").to_csv() == samples(tmp_path / "at-once" / "out").to_csv()
    there, at_once = (Results.open(folder / "out").outcomes for folder in (tmp_path, tmp_path / "at-once"))
    assert there.to_csv() == at_once.to_csv()
    assert swept(tmp_path).tally.done == 0


def test_a_folder_without_a_sweep_is_one_line(tmp_path):
    run_experiment(Experiment([arm("a")], 2, tmp_path, engine=ENGINE), ALONE)
    with pytest.raises(ResultsError, match="holds no sweep"):
        samples(tmp_path)


def test_a_missing_table_of_points_is_one_line(tmp_path):
    swept(tmp_path)
    (tmp_path / "out" / "design.parquet").write_bytes(b"half")
    with pytest.raises(MultipartnerError, match=r"is damaged\. Run the sweep again"):
        samples(tmp_path / "out")
    assert swept(tmp_path).tally.done == 0
    assert len(samples(tmp_path / "out")) == 18


@pytest.mark.parametrize("lost", ["seed", "problem", "bases"])
def test_a_manifest_of_another_version_is_one_line(tmp_path, lost):
    swept(tmp_path)
    path = tmp_path / "out" / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    del said["design"][lost]
    path.write_text(json.dumps(said), encoding="utf-8")
    with pytest.raises(MultipartnerError, match=f"cannot be read .no '{lost}'.*Run the experiment again"):
        samples(tmp_path / "out")


@pytest.mark.usefixtures("undrawn")
def test_samples_are_written_with_units_in_their_columns(tmp_path):
    request = SweepRequest(written(tmp_path), options=Options(tmp_path / "out", 1))
    assert run_sweep(request, quiet, ENGINE) == 0
    schema = pq.read_schema(tmp_path / "out" / "samples.parquet")
    assert schema.field("damage").metadata[b"unit"] == b"US$bn"
    assert pd.read_parquet(tmp_path / "out" / "samples.parquet").equals(samples(tmp_path / "out"))
    assert len(pd.read_csv(tmp_path / "out" / "tables" / "samples.csv")) == 18


def test_from_python_a_sweep_keeps_its_rows_after_its_folder_is_gone(tmp_path):
    found = sweep(written(tmp_path), runs=2, workers=1, engine=ENGINE)
    assert isinstance(found, Sweep)
    assert not found.results.folder.exists()
    assert len(found.frame) == 12
    assert found.outcomes == ["climate", "damage"]
    assert found.problem.names == ("us.transactionalism", "us.regard")
    assert found.missing == 0
    assert "A small grid" in found._repr_html_()


def test_from_python_wrong_numbers_are_one_line(tmp_path):
    for wrong in ({"runs": 0}, {"runs": 1.5}, {"seed": 0.5}, {"seed": -1}, {"workers": 0}):
        with pytest.raises(MultipartnerError, match="a whole number from"):
            sweep(written(tmp_path), engine=ENGINE, **{"workers": 1, **wrong})


def test_thousands_of_points_need_no_more_than_a_row_each(tmp_path):
    """Chunks carry one base for all their points, and the manifest none."""
    import pickle

    text = 'scenario = "cooperative"\nsampler = "sobol"\nsamples = 512\n[uncertainties]\nus.regard = {}\n'
    design = load_design(written(tmp_path, text + '[outcomes]\nclimate = "level_climate"\n'), measures())
    experiment = sweep_experiment(design, tmp_path / "out", ENGINE)
    one, all_of_them = (len(pickle.dumps(list(experiment.arms[:count]))) for count in (1, 512))
    assert all_of_them < one + 512 * 300
    assert len(json.dumps(experiment.design)) < 20_000


def test_a_run_asked_for_again_elsewhere_is_the_same_run(tmp_path):
    """A point and the scenario that its command names have one identity."""
    swept(tmp_path)
    held = {run.id for _, run in Store(tmp_path / "out").runs_held()}
    from experiments.design.arms import load_arms

    experiment = load_design(written(tmp_path), measures())
    command = sweep_experiment(experiment, tmp_path / "out", ENGINE).arms[3].command.split()
    arms = load_arms([command[0]], [word for word in command if "=" in word], 1)
    run_experiment(Experiment(arms, 1, tmp_path / "alone", engine=replace(ENGINE)), ALONE)
    assert {run.id for _, run in Store(tmp_path / "alone").runs_held()} <= held
