"""Memory that runs out is no failure of the model: one line, nothing recorded, and the same command goes on."""

from __future__ import annotations

import pytest

from experiments.cli import app
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from experiments.storage.frames import Results
from simulation.core.errors import OutOfMemoryError
from tests.fake_world import ENGINE, arm


@pytest.mark.parametrize("workers", [1, 2])
def test_no_run_is_blamed_and_the_rest_goes_on(workers, tmp_path):
    trouble = tmp_path / "full"
    trouble.touch()
    asked = Experiment([arm("a", trouble=f"memory {trouble}")], 8, tmp_path / "out", engine=ENGINE)
    with pytest.raises(OutOfMemoryError, match="fewer --workers"):
        run_experiment(asked, RunOptions(Workers(workers)))
    assert Results.open(tmp_path / "out").failures.empty
    trouble.unlink()
    run_experiment(asked, RunOptions(Workers(workers)))
    assert len(Results.open(tmp_path / "out").done) == 8


def test_a_command_that_finds_no_memory_is_one_line(monkeypatch, capsys):
    def no_memory(_: list[str]) -> int:
        raise MemoryError

    monkeypatch.setattr(app, "_carried_out", no_memory)
    assert app.exit_code(["list"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
