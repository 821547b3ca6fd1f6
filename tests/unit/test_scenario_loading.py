"""Loading: extends, merging, overrides, origins, digest."""

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.core.errors import ScenarioError
from simulation.parameters import Scenario, fields, load_scenario, scenario_folder, scenario_names
from simulation.parameters.listing import choices_in
from simulation.parameters.loading import parsed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a scenario file and gives its path."""

    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def line(path, number):
    return f"{path}:{number}"


def test_an_empty_table_gives_the_defaults():
    assert load_scenario({}).digest == Scenario().digest
    assert set(load_scenario({}).origin.values()) == {"default"}


def test_by_name_path_and_text_of_a_path():
    path = scenario_folder() / "small.toml"
    assert load_scenario("small").digest == load_scenario(path).digest == load_scenario(str(path)).digest


def test_a_relative_path(written, monkeypatch):
    path = written("years = 7\n")
    monkeypatch.chdir(path.parent)
    assert load_scenario("mine.toml").years == 7
    assert load_scenario("./mine.toml").origin["years"] == "mine.toml:1"


def test_a_shipped_name_wins_over_a_file_of_that_name(tmp_path, monkeypatch):
    (tmp_path / "today").mkdir()
    monkeypatch.chdir(tmp_path)
    assert load_scenario("today").origin["title"] == "scenarios/today.toml:1"


def test_names_are_sorted_and_hold_the_four_policies():
    assert scenario_names() == sorted(scenario_names())
    assert {"today", "cooperative", "statist", "transactional", "seeding"} <= set(scenario_names())


def test_origin_names_file_and_line(written):
    path = written(
        """
# a comment with [payoff] in it
extends = "today"
title = '''
[payoff]
phi = 9
'''
[payoff]
theta = 0.01 # why

[threats.disease]
need = 30
[[us.policy]]
from = 2025.0
stance = "statist"
[us.policy.levers]
regard = 0.5
[[us.policy]]
from = 2029.0
stance = "seeding"
levers.seats = 0.3
[powers.CHN]
regard = 0.1
"""
    )
    scenario = load_scenario(path, {"years": 9})
    assert {name: said for name, said in scenario.origin.items() if str(path) in said} == {
        "title": line(path, 4),
        "payoff.theta": line(path, 9),
        "threats.disease.need": line(path, 12),
        "us.policy.0.from": line(path, 14),
        "us.policy.0.stance": line(path, 15),
        "us.policy.0.levers.regard": line(path, 17),
        "us.policy.1.from": line(path, 19),
        "us.policy.1.stance": line(path, 20),
        "us.policy.1.levers.seats": line(path, 21),
        "powers.CHN.regard": line(path, 23),
    }
    assert scenario.origin["years"] == "--set"
    assert scenario.origin["description"] == "scenarios/today.toml:2"
    assert scenario.origin["payoff.phi"] == "default"
    assert set(scenario.origin) == {field.dotted for field in fields(scenario)}


def test_values_inside_an_inline_table_are_placed_at_its_line(written):
    path = written('us.policy = [\n  { from = 2025.0, stance = "seeding" },\n]\nyears = 3\n')
    origin = load_scenario(path).origin
    assert origin["us.policy.0.stance"] == line(path, 1)
    assert origin["years"] == line(path, 4)


def test_extends_merges_tables_key_by_key(written):
    written("years = 10\n[payoff]\nphi = 0.5\ntheta = 0.01\n", "base.toml")
    path = written('extends = "base.toml"\n[payoff]\nphi = 0.4\n', "top.toml")
    scenario = load_scenario(path)
    assert (scenario.years, scenario.payoff.phi, scenario.payoff.theta) == (10, 0.4, 0.01)


def test_extends_is_relative_to_the_file_that_says_it(written, monkeypatch, tmp_path):
    written("years = 10\n", "deep/base.toml")
    written('extends = "base.toml"\n', "deep/middle.toml")
    path = written('extends = "deep/middle.toml"\n', "top.toml")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_scenario(path).years == 10


def test_arrays_of_tables_replace(written):
    path = written('extends = "transactional_then_cooperative"\n[[us.policy]]\nfrom = 2027\nstance = "statist"\n')
    scenario = load_scenario(path)
    assert [(policy.start, policy.stance) for policy in scenario.us.policy] == [(2027.0, "statist")]
    assert "us.policy.1.from" not in scenario.origin


def test_a_table_in_python_may_extend():
    scenario = load_scenario({"extends": "small", "years": 5})
    assert (scenario.roster.states, scenario.years) == (40, 5)
    assert scenario.origin["years"] == "Python"
    assert scenario.origin["roster.states"].startswith("scenarios/small.toml:")


def test_what_was_given_is_left_alone():
    given = {"us": {"policy": [{"from": 2025.0, "stance": "statist"}]}}
    before = copy.deepcopy(given)
    load_scenario(given, {"us.policy.0.stance": "seeding", "payoff.phi": 0.1})
    assert given == before


def test_a_scenario_can_be_loaded_again_with_overrides():
    first = load_scenario("cooperative", {"payoff.phi": 0.5})
    again = load_scenario(first, {"years": 3})
    assert (again.years, again.payoff.phi) == (3, 0.5)
    assert again.origin["us.policy.0.stance"] == first.origin["us.policy.0.stance"]
    assert (again.origin["years"], again.origin["payoff.phi"]) == ("--set", "--set")
    assert first.origin["years"] == "scenarios/today.toml:3"
    assert load_scenario(first).digest == first.digest


@pytest.mark.parametrize(
    ("dotted", "text", "value"),
    [
        ("us.transactionalism", "0.8", 0.8),
        ("us.transactionalism", ".5", 0.5),
        ("us.transactionalism", " 1e-1 ", 0.1),
        ("us.transactionalism", "none", None),
        ("roster.states", "None", None),
        ("roster.states", "10", 10),
        ("years", "1_0", 10),
        ("payoff.benefit", "log", "log"),
        ("title", "2025", "2025"),
        ("withdrawals", "[]", ()),
        ("powers.CHN.regard", "0.3", 0.3),
    ],
)
def test_overrides_given_as_text(dotted, text, value):
    scenario = load_scenario("today", {dotted: text})
    assert {field.dotted: field.value for field in fields(scenario)}.get(dotted, ()) == value
    assert scenario.origin.get(dotted, "--set") == "--set"


def test_text_for_a_switch():
    assert [parsed(bool, text) for text in ("true", "False", "1")] == [True, False, 1]


def test_overrides_of_entries_and_whole_tables():
    scenario = load_scenario(
        "transactional_then_cooperative",
        {"us.policy.1.stance": "seeding", "us.policy.0": {"from": 2026.0}, "payoff": {"phi": 0.1}},
    )
    assert [(one.start, one.stance) for one in scenario.us.policy] == [
        (2026.0, "transactional"),
        (2029.0, "seeding"),
    ]
    assert scenario.payoff.phi == 0.1
    assert scenario.origin["us.policy.0.from"] == scenario.origin["payoff.phi"] == "--set"
    assert scenario.origin["us.policy.0.stance"].startswith("scenarios/")


def test_an_override_may_bring_a_whole_list():
    text = '[{from = 2025.0, stance = "seeding"}]'
    assert load_scenario("today", {"us.policy": text}).digest == load_scenario("seeding").digest


def test_later_overrides_win():
    assert load_scenario("today", {"payoff": {"phi": 0.1}, "payoff.phi": 0.2}).payoff.phi == 0.2


def test_the_digest_ignores_words_order_and_spelling_of_numbers():
    a = {"years": 30, "payoff": {"phi": 1, "theta": 0.01}, "title": "one"}
    b = {"payoff": {"theta": 0.01, "phi": 1.0}, "years": 30, "description": "another"}
    assert load_scenario(a).digest == load_scenario(b).digest
    zero = {"payoff": {"c0": 0.0}}
    assert load_scenario(zero).digest == load_scenario({"payoff": {"c0": -0.0}}).digest


def test_the_digest_ignores_the_order_of_withdrawals_and_of_powers():
    one = {"actor": "USA", "partnership": "who", "from": 2026.0}
    two = {"actor": "ARG", "partnership": "who", "from": 2025.5}
    first = {"withdrawals": [one, two], "powers": {"CHN": {"regard": 0.1}, "IND": {"regard": 0.2}}}
    second = {"withdrawals": [two, one], "powers": {"IND": {"regard": 0.2}, "CHN": {"regard": 0.1}}}
    assert load_scenario(first).digest == load_scenario(second).digest


def test_every_value_changes_the_digest():
    seen = {Scenario().digest}
    for field in fields(Scenario()):
        if field.dotted in ("title", "description"):
            continue
        if names := choices_in(field.annotation):
            other = next(name for name in names if name != field.value)
        elif field.low is not None:
            other = field.low if field.value != field.low else field.high
        else:
            continue
        seen.add(load_scenario({}, {field.dotted: other}).digest)
    changed = [f for f in fields(Scenario()) if choices_in(f.annotation) or f.low is not None]
    assert len(seen) == 1 + len(changed)


def test_the_digest_is_the_same_in_every_process():
    code = "from simulation.parameters import load_scenario; print(load_scenario('cooperative').digest)"
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert said == {load_scenario("cooperative").digest}


def test_loading_needs_no_heavy_library():
    code = "import sys, simulation.parameters; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True, cwd=ROOT)
    assert not {"mesa", "pandas", "numba", "numpy", "scipy"} & set(run.stdout.split())


def test_a_scenario_travels_between_processes():
    scenario = load_scenario("seeding", {"years": 3})
    travelled = pickle.loads(pickle.dumps(scenario))
    assert travelled.digest == scenario.digest
    assert travelled.origin == scenario.origin


def test_scenarios_inside_an_installed_package_are_found(tmp_path, monkeypatch):
    packed = tmp_path / "simulation" / "scenarios"
    packed.mkdir(parents=True)
    (packed / "only.toml").write_text("years = 2\n", encoding="utf-8")
    monkeypatch.setattr(
        "simulation.parameters.files.__file__", str(tmp_path / "simulation" / "parameters" / "files.py")
    )
    assert scenario_names() == ["only"]
    assert load_scenario("only").origin["years"] == "scenarios/only.toml:1"
    with pytest.raises(ScenarioError, match=r"No scenario is called 'today'\."):
        load_scenario("today")
