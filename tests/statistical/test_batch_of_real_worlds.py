"""Real worlds through the batch runner: the same bits on one worker and on two, and money that adds up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.core.codes import Kind

ROOT = Path(__file__).resolve().parents[2]
SORTED = ["scenario", "history", "quarter"]


def run_batch(out: Path, workers: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    words = ["run", "cooperative", "transactional", "--runs", "3", "--years", "2", "--set", "roster.states=40"]
    call = [sys.executable, "-m", "experiments.cli.app", *words, "--workers", str(workers), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    texts = {"scenario": str, "actor": str, "kind": str, "issue": str}  # categories are ordered by first appearance
    ledger = pd.read_parquet(out / "ledger.parquet").astype(texts)
    runs = pd.read_parquet(out / "runs.parquet").astype({"scenario": str}).sort_values(SORTED, ignore_index=True)
    order = ["scenario", "history", "actor", "issue"]
    return runs, ledger.sort_values(order, ignore_index=True)


@pytest.fixture(scope="module")
def batches(tmp_path_factory: pytest.TempPathFactory) -> dict[int, tuple[pd.DataFrame, pd.DataFrame]]:
    return {workers: run_batch(tmp_path_factory.mktemp(f"workers{workers}"), workers) for workers in (1, 2)}


def test_one_worker_and_two_give_the_same_bits(batches: dict[int, tuple[pd.DataFrame, pd.DataFrame]]) -> None:
    for one, two in zip(batches[1], batches[2], strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_ledger_and_outcomes_count_the_same_money(batches: dict[int, tuple[pd.DataFrame, pd.DataFrame]]) -> None:
    runs, ledger = batches[1]
    kinds = [f"effort_{kind.label}" for kind in Kind]
    by_quarter = runs[runs["quarter"] > 0].groupby(["scenario", "history"])[kinds].sum()
    by_actor = ledger.groupby(["scenario", "history"])["delivered"].sum()
    assert np.allclose(0.25 * by_quarter.sum(axis=1), by_actor, rtol=1e-9)


def test_all_arms_start_from_the_same_observed_coverage(batches: dict[int, tuple[pd.DataFrame, pd.DataFrame]]) -> None:
    """By the published need and effort of each threat; effort outside the model makes up the rest."""
    published = {"climate": 0.12, "disease": 0.66, "food": 0.27, "energy": 0.2, "displacement": 0.43, "terrorism": 0.5}
    start = batches[1][0].query("quarter == 0")
    for threat, coverage in published.items():
        assert start[f"coverage_{threat}"].between(coverage / 2, coverage * 2).all()
        assert start[f"coverage_{threat}"].to_numpy() == pytest.approx(coverage, rel=0.02)
