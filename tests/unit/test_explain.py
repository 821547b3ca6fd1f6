"""``multipartner explain`` prints the engine's own terms, of a scenario, a results folder or a point of a sweep."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.explain import Question, world_at
from experiments.design import load_design
from experiments.design.arms import load_arms
from experiments.execution.experiment import Experiment, run_experiment
from experiments.sweeps import sweep_experiment
from simulation.core.errors import MultipartnerError
from simulation.world import World
from tests.fake_sweep import DESIGN, ENGINE, written
from tests.fake_world import ALONE, measures

SMALL = ("roster.states=12",)


def said(*words: str) -> str:
    ended = CliRunner().invoke(app, ["explain", *words])
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_it_prints_what_the_world_says():
    printed = said("cooperative", "--actor", "IND", "--partnership", "gavi", "--year", "2026.5", "--set", SMALL[0])
    world = World(load_arms(["cooperative"], SMALL)[0].scenario, 0)
    world.advance(6)
    assert str(world.explain("IND", "gavi")) in printed
    assert "at the end of quarter 2 of 2026" in printed


def test_without_a_partnership_it_prints_every_membership():
    printed = said("cooperative", "--actor", "IND", "--year", "2025", "--set", SMALL[0])
    world = World(load_arms(["cooperative"], SMALL)[0].scenario, 0)
    for partnership in world.roster.partnership_ids:
        why = world.explain("IND", partnership)
        assert (f" {partnership}; " in printed) == (why.is_member or why.probability >= 0.01)


def test_for_programs_it_says_the_same_in_numbers():
    words = ("cooperative", "--actor", "IND", "--partnership", "gavi", "--year", "2025", "--set", SMALL[0])
    told = json.loads(said(*words, "--json"))
    why = World(load_arms(["cooperative"], SMALL)[0].scenario, 0).explain("IND", "gavi")
    assert (told["actor"], told["year"], told["unit"]) == ("IND", 2025.0, "US$bn/yr")
    assert told["decisions"][0]["terms"] == why.terms
    assert told["decisions"][0]["probability"] == why.probability


def test_a_results_folder_gives_scenario_and_seed(tmp_path):
    arms = load_arms(["cooperative", "transactional"], SMALL, 1)
    run_experiment(Experiment(arms, 2, tmp_path, seed=5), ALONE)
    world = world_at(Question(str(tmp_path), "IND", scenario="transactional", history=1))
    assert (world.seed, world.step) == (6, 4)
    assert world.scenario.digest == arms[1].scenario.digest
    with pytest.raises(MultipartnerError, match="Did you mean 'transactional'"):
        world_at(Question(str(tmp_path), "IND", scenario="transactionl"))


def test_a_sweep_gives_the_scenario_of_a_point(tmp_path):
    experiment = sweep_experiment(load_design(written(tmp_path), measures(), SMALL), tmp_path / "out", ENGINE)
    run_experiment(experiment, ALONE)
    world = world_at(Question(str(tmp_path / "out"), "IND", scenario="p00003", year=2025))
    assert world.scenario.digest == experiment.arms[3].digest
    assert DESIGN


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["today", "--actor", "IDN2"], "No actor is called 'IDN2'"),
        (["today", "--actor", "IND", "--partnership", "gavy"], "Did you mean 'gavi'"),
        (["today", "--actor", "IND", "--year", "2100"], "--year must be from 2025 to 2026"),
        (["today", "--actor", "IND", "--scenario", "x"], "is none"),
    ],
)
def test_a_mistake_is_one_line(words, says):
    ended = CliRunner().invoke(app, ["explain", *words, "--set", SMALL[0], "--set", "years=1"])
    assert ended.exit_code != 0
    assert says in str(ended.exception)


@pytest.mark.parametrize(
    ("actor", "partnership", "line"),
    [
        ("INDIANA", None, "actor"),
        ("IND", "gavii", "Did you mean 'gavi'"),
        ("IND", "climate-2031q2-XXX", "partnership"),
        ("IND", "climate-2031q5-USA", "partnership"),
        ("IND", "climate-2031q2-USA", "after the end of quarter 2 of 2026"),
        ("IND", "climate-1999q2-USA", "No partnership"),
    ],
)
def test_wrong_names_are_told_before_a_world_is_built(actor, partnership, line, monkeypatch):
    monkeypatch.setattr("experiments.cli.explain.World", lambda *_: pytest.fail("a world was built"))
    with pytest.raises(MultipartnerError, match=line):
        world_at(Question("cooperative", actor, partnership, year=2026.5, settings=SMALL))


def test_a_partnership_may_be_founded_by_then():
    world = world_at(Question("cooperative", "india", "CLIMATE-2025q2-usa", year=2025.5, settings=SMALL))
    assert world.step == 2
