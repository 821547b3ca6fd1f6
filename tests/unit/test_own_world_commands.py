"""What helps with a world of one's own: templates, the meaning of every cell, lists, and what validate says of it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from experiments.cli.own_world import lines_about
from experiments.cli.templates import template_text
from simulation.parameters import load_scenario
from simulation.parameters.listing import place_of
from simulation.parameters.own_world import CHANGES, COLUMNS_OF, TABLES
from simulation.roster.coding import BURDEN_RULE, FORMS, RULES
from simulation.start.names import check_names, roster_of
from tests.own_world import COMPANY, FUND


@pytest.mark.parametrize("topic", [*TABLES, "scenario"])
def test_templates_are_right_as_they_are(tmp_path, topic):
    (tmp_path / "mine.toml").write_text(template_text(topic), encoding="utf-8")
    check_names(load_scenario(tmp_path / "mine.toml"))


def test_a_template_of_a_partnership_shows_what_a_blank_is_filled_with():
    lines = template_text("partnership").splitlines()
    assert any(line.startswith("# goal_measurable = 1 ") for line in lines)
    assert any(line.startswith('# burden_rule = "voluntary_pledge" ') for line in lines)


@pytest.mark.parametrize("kind", COLUMNS_OF)
def test_templates_of_actors_are_right_and_name_every_column(tmp_path, kind):
    text = template_text("actor", kind)
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    check_names(load_scenario(tmp_path / "mine.toml"))
    for column in COLUMNS_OF[kind]:
        assert f"{column} = " in text


def test_words_of_own_rows_are_those_of_the_tables():
    from typing import get_args

    from simulation.parameters.own_world import Form, Way

    assert set(get_args(Form)) == set(FORMS)
    assert set(get_args(Way)) == {*BURDEN_RULE, *RULES}
    assert set(CHANGES) == {"actors", "partnerships", "issues"}


@pytest.mark.parametrize("table", [*TABLES, *CHANGES])
def test_every_cell_says_what_it_is(table):
    section = {**TABLES, **CHANGES}[table]
    for name in section.model_fields:
        place = place_of(section, name)
        assert place.declared.meaning, name
        if place.declared.low is not None:
            assert place.declared.unit, name
            assert place.declared.low < place.declared.high, name


def test_rules_are_listed_by_the_names_that_a_partnership_may_state():
    said = CliRunner().invoke(app, ["list", "rules"]).output
    for name in RULES:
        assert name in said
    listed = CliRunner().invoke(app, ["list", "partnerships", "oceans"]).output
    assert "Ocean Plastics Fund" in listed
    assert "Ocean Plastics Fund" not in CliRunner().invoke(app, ["list", "partnerships"]).output


def test_validate_says_what_is_added_and_filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(template_text("partnership"), encoding="utf-8")
    said = CliRunner().invoke(app, ["validate", "mine.toml", "oceans"]).output
    assert "oceanfund begins in 2026 with 4 members, led by NOR" in said
    assert "filled: oceanfund, partnerships.burden_rule = voluntary_pledge (pledges answer one another)" in said
    assert "oceanfund begins in 2026 with 14 members, led by NOR" in said


def test_validate_notes_what_does_nothing_or_is_said_twice():
    scenario = load_scenario(
        {
            "extends": "today",
            "actor": [COMPANY],
            "partnership": [
                {
                    **FUND,
                    "founded": 2060,
                    "ended": 2070,
                    "members": [],
                    "founders": ["NOR", "SWE", "SWE"],
                    "state_count": 40,
                }
            ],
            "withdrawals": [
                {"actor": "USA", "partnership": "isa", "from": 2026.0},
                {"actor": "USA", "partnership": "nato", "from": 2026.0},
            ],
            "powers": {"CHN": {"policy": [{"from": 2055.0, "stance": "seeding"}]}},
        }
    )
    notes = [line for line in lines_about(scenario, roster_of(scenario)) if line.startswith("note: ")]
    assert notes == [
        "note: powers.CHN.policy begins in 2055, and the run ends with 2049",
        f"note: {FUND['id']} begins in 2060, and the run ends with 2049",
        "note: USA is on no list of isa: the withdrawal keeps it from joining",
        f"note: {FUND['id']} names SWE twice",
        f"note: state_count of {FUND['id']} is not used: it begins after the start, with only those named",
    ]


def test_validate_notes_what_moves_nothing_and_where_growth_ends():
    held = [{"actor": "USA", "first": 2060.0, "governs": "transactional", "opposes": "cooperative"}]
    said = {
        "extends": "today",
        "elections": {"held": held},
        "growth": {"spread": 0.05},
        "arms": {"compete": 0.5},
    }
    off = load_scenario(said)
    assert [line for line in lines_about(off, roster_of(off)) if line.startswith("note: ")] == [
        "note: the first elected government of USA begins in 2060, and the run ends with 2049",
        'note: growth.spread does nothing, since growth.path is "none"',
        "note: arms.compete does nothing, since arms.dispute, arms.rivals, arms.pact and arms.spread are 0",
    ]
    on = load_scenario(said, {"growth.path": "ssp2", "arms.pact": 1.0, "years": 40})
    assert [line for line in lines_about(on, roster_of(on)) if line.startswith("note: ")] == [
        "note: growth.path ends in 2050; incomes and populations stay constant from then on"
    ]
