"""What is said of a sweep that runs, was killed, or meets another one in its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.status import Standing, state_of
from experiments.design import samples
from experiments.storage.manifest import Manifest
from experiments.storage.store import Store
from tests.fake_sweep import written
from tests.faults.processes import HISTORIES, kill, start, wait_for_parts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


def test_status_says_running_and_after_a_kill_stopped(tmp_path):
    folder = tmp_path / "out"
    process = start(written(tmp_path), folder, "slow")
    wait_for_parts(folder, process)
    manifest, store = Manifest.read(folder), Store(folder)
    assert state_of(manifest, store, Standing.of(manifest, store, manifest.code)) == "running"
    kill(process)
    status = CliRunner().invoke(app, ["status", str(folder)])
    assert f"{folder}: stopped" in status.output.replace("\n", "")
    assert "multipartner sweep" in status.output


def test_a_sweep_of_something_else_does_not_enter_a_folder_in_use(tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    other = written(tmp_path, Path(design).read_text().replace("0.9]", "0.7]"), "other")
    first = start(design, folder, "slow")
    wait_for_parts(folder, first)
    second = start(other, folder, "slow")
    printed = second.communicate(timeout=60)[0]
    assert second.returncode != 0
    assert "Another command is filling" in printed
    kill(first)


def test_a_sweep_of_other_histories_or_outcomes_does_not_enter_a_folder_in_use(tmp_path):
    """The last to end would have the last word in the manifest, and hide what the other was asked for."""
    design, folder = written(tmp_path), tmp_path / "out"
    more = written(tmp_path, Path(design).read_text() + 'food = "level_food"\n', "more")
    first = start(design, folder, "slow")
    wait_for_parts(folder, first)
    for asked, runs in ((design, HISTORIES - 1), (more, HISTORIES)):
        second = start(asked, folder, "slow", runs=runs)
        printed = " ".join(second.communicate(timeout=60)[0].split())
        assert second.returncode != 0
        assert f"with something else (grid, --runs {HISTORIES})" in printed
    kill(first)
    assert Manifest.read(folder).planned == 6 * HISTORIES


def test_of_two_sweeps_that_start_at_once_one_has_its_way(tmp_path):
    design, folder = written(tmp_path), tmp_path / "out"
    both = {runs: start(design, folder, "slow", runs=runs) for runs in (12, 13)}
    printed = {runs: process.communicate(timeout=300)[0] for runs, process in both.items()}
    ended = sorted(both, key=lambda runs: both[runs].returncode != 0)
    assert [both[runs].returncode == 0 for runs in ended] == [True, False], printed
    assert "with something else" in " ".join(printed[ended[1]].split())
    assert Manifest.read(folder).planned == 6 * ended[0] == len(samples(folder))
