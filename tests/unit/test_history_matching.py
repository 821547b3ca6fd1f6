"""History matching finds what a known record allows, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments.evidence import history_matching
from experiments.evidence.dynamics import record
from experiments.evidence.history_matching import CUTOFF, NAMES, PRIORS, Prior, calibrate, proposals, settings_at
from simulation.parameters import load_scenario

TRAINING = record()[record()["group"] == "training"]


def known(point: Any, seed: int, scenario: str) -> dict[str, float]:
    """Return moments that are real where the first parameter is in the middle, and far off at its ends."""
    del seed, scenario
    off = np.exp(6.0 * (point[0] - 0.5))
    return {row.moment: row.real * off for row in TRAINING.itertuples()}


def test_priors_are_fields_and_ranges_that_scenarios_take() -> None:
    for share in (0.0, 1.0):
        load_scenario("today", settings_at([share] * len(PRIORS)))
    shipped = load_scenario("today", {})
    for prior in PRIORS:
        section, name = prior.name.split(".")
        value = getattr(getattr(shipped, section), name)
        assert prior.low <= value <= prior.high or value == 0.0, f"{prior.name} is neither in its range nor left out"
    assert len(PRIORS) <= 8


def test_points_fill_the_cube_and_are_the_same_every_time() -> None:
    points = proposals(64, 3)
    assert points.shape == (64, len(PRIORS))
    assert np.array_equal(points, proposals(64, 3))
    assert np.allclose(points.mean(axis=0), 0.5, atol=0.05)


def test_a_value_is_even_on_its_scale() -> None:
    assert Prior("x", 0.01, 1.0, by_log=True).value(0.5) == 0.1
    assert Prior("x", 2.0, 4.0).value(0.25) == 2.5


def test_what_the_record_rules_out_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bands of a factor of 1.5 leave the first parameter 0.5 plus and minus ln 1.5 / 6, all others their range."""
    monkeypatch.setattr(history_matching, "run_point", known)
    told = list(calibrate(tmp_path, points=24, waves=2))
    sets, posterior = pd.read_csv(tmp_path / "ensemble.csv"), pd.read_csv(tmp_path / "posterior.csv")
    prior = PRIORS[0]
    shares = np.log(sets[prior.name] / prior.low) / np.log(prior.high / prior.low)
    assert len(sets) > 20
    assert shares.between(0.5 - 0.1, 0.5 + 0.1).all()
    contraction = dict(zip(posterior["parameter"], posterior["contraction"], strict=True))
    assert contraction[prior.name] > 0.9
    assert all(abs(contraction[name]) < 0.35 for name in NAMES[1:])
    assert any("not ruled out" in line for line in told)
    assert CUTOFF == 3.0


def test_a_calibration_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def stopping(point: Any, seed: int, scenario: str) -> dict[str, float]:
        if len(calls) == 15:
            calls.append(-1)
            raise KeyboardInterrupt
        calls.append(seed)
        return known(point, seed, scenario)

    monkeypatch.setattr(history_matching, "run_point", stopping)
    with pytest.raises(KeyboardInterrupt):
        list(calibrate(tmp_path, points=12, waves=2))
    list(calibrate(tmp_path, points=12, waves=2))
    done = [seed for seed in calls if seed >= 0]
    assert len(done) == len(set(done)) == 24
    whole = tmp_path / "at once"
    monkeypatch.setattr(history_matching, "run_point", known)
    list(calibrate(whole, points=12, waves=2))
    assert (whole / "ensemble.csv").read_text() == (tmp_path / "ensemble.csv").read_text()
