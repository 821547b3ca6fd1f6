"""Files of a world of one's own: cells as people write them, rows that add up, designs, an export that reads back."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from experiments.cli.app import exit_code
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from simulation.parameters import load_scenario
from simulation.parameters.files import scenario_names
from simulation.roster import load_roster
from simulation.start.exporting import world_files
from simulation.start.names import roster_of
from simulation.world import World
from tests.own_world import COMPANY, FUND, refused, world


def test_a_cell_that_names_several_is_written_as_people_do():
    several = {**FUND, "founders": "NOR; SWE,IDN", "members": ["plastix", "JPN:2026"]}
    interest = {**COMPANY, "interest": "climate:0,6; food:0,4"}
    assert world(partnership=[several], actor=[interest]).partnership == world(partnership=[FUND]).partnership
    roster = roster_of(world(actor=[interest]))
    weights = roster.interests[roster.ids.index("plastix")]
    assert weights[[roster.issues.index("climate"), roster.issues.index("food")]].tolist() == [0.6, 0.4]
    assert "Interests must sum to 1, found 0.9" in refused(actor=[{**COMPANY, "interest": {"climate": 0.9}}])
    assert "An interest is written issue:weight" in refused(actor=[{**COMPANY, "interest": "climate"}])


def test_rows_of_a_scenario_and_of_those_that_extend_it_add_up(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cities.csv").write_text("id,home,population\noslo,NOR,700000\nbergen,NOR,290000\n")
    (tmp_path / "base.toml").write_text('extends = "small"\ndrop = ["aukus"]\n[roster]\nfiles = ["cities.csv"]\n')
    (tmp_path / "mine.toml").write_text(
        'extends = "base.toml"\ndrop = ["quad"]\n[[actor]]\nid = "p"\nkind = "company"\nhome = "NOR"\n'
    )
    scenario = load_scenario("mine.toml")
    assert [actor.id for actor in scenario.actor] == ["oslo", "bergen", "p"]
    assert scenario.drop == ("aukus", "quad")
    assert scenario.files == ("cities.csv",)
    assert scenario.roster.files == ()
    assert scenario.where("actor.1") == "cities.csv:3"
    assert scenario.where("actor.2.home") == "mine.toml:6"
    again = load_scenario(scenario, {"years": 3})
    assert again.where("actor.1") == "cities.csv:3"
    assert load_scenario(scenario.model_dump()).digest == scenario.digest
    (tmp_path / "cities.csv").write_text("id,home,population\noslo,NOR,700001\nbergen,NOR,290000\n")
    assert load_scenario("mine.toml").digest != scenario.digest


def test_a_sweep_varies_numbers_of_ones_own_rows(tmp_path, monkeypatch):
    from experiments.design.file import load_design
    from experiments.design.points import arms_of

    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(
        'scenario = "oceans"\n[levers]\nissues.oceans.need = [100, 200]\npartnerships.gavi.exclusivity = [0, 0.5]\n'
        '[outcomes]\nocean = "level_oceans"\n'
    )
    arms = arms_of(load_design("mine.toml", OUTCOMES))
    assert len(arms) == 4
    scenario = arms[3].scenario
    assert scenario.issues["oceans"].need == 200
    gavi = roster_of(scenario).partnership_ids.index("gavi")
    assert roster_of(scenario).exclusivity[gavi] == 0.5


def same(one, other):
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)
    return one == other


FOR_THE_RECORD = {"filled", "unresolved", "exits", "pledges"}
"""What no phase reads."""


def test_the_shipped_world_exported_and_read_back_is_the_same(tmp_path):
    for name, text in world_files(load_scenario("today")).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    read = load_scenario(tmp_path / "world.toml")
    assert read.roster.kind == "own"
    theirs, ours = roster_of(read), load_roster()
    differing = {
        field.name
        for field in dataclasses.fields(ours)
        if not same(getattr(ours, field.name), getattr(theirs, field.name))
    }
    assert differing <= FOR_THE_RECORD
    small = load_scenario(read, {"roster.states": 10, "years": 1})
    first, second = World(small, 3), World(load_scenario("today", {"roster.states": 10, "years": 1}), 3)
    for each in (first, second):
        each.run()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(first.tables, second.tables, strict=True))


FEW = {"small", "transactional", "multipolar", "oceans"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name not in FEW)) for name in scenario_names()]
)
def test_every_scenario_exported_and_read_back_goes_the_same_way(name, tmp_path):
    """Policy and numbers are those of the scenario, not of today."""
    assert exit_code(["export", str(tmp_path / "own"), "--scenario", name]) == 0
    outcomes = []
    for source in (name, tmp_path / "own" / "world.toml"):
        world = World(load_scenario(source, {"years": 1}), 1)
        world.run()
        outcomes.append(world.outcomes)
    assert np.array_equal(*outcomes)


def test_export_writes_over_nothing_else(tmp_path):
    from experiments.cli.templates import export_world

    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(MultipartnerError, match="is not empty"):
        export_world(tmp_path, "today")
    export_world(tmp_path / "world", "oceans")
    with pytest.raises(MultipartnerError, match="is not empty"):
        export_world(tmp_path / "world", "oceans")  # somebody may have edited what was exported
    again = load_scenario(tmp_path / "world" / "world.toml")
    assert [issue.id for issue in again.issue] == ["oceans"]
    assert roster_of(again).begins == roster_of(load_scenario("oceans")).begins
