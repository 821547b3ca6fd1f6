"""Partnerships of one's own begin, take in and end on their dates; groups and withdrawals count; tables show them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from simulation.core.columns import Actor, Membership, Partnership
from simulation.core.levers import Lever
from simulation.invariants import broken_invariants
from simulation.parameters import load_scenario
from simulation.start.groups import groups_of
from simulation.start.names import roster_of
from simulation.world import World
from tests.own_world import FUND, world


def members(state, p):
    return {state.ids[i] for i in np.flatnonzero(state.column(Membership.MEMBER)[p])}


def test_a_partnership_begins_takes_in_and_ends_on_its_dates():
    state = World(world(partnership=[FUND]), 0)
    p = state.partnership_ids.index("fund")
    norway = state.ids.index("NOR")
    leads = state.column(Actor.LEADS)[norway]
    course = []
    for _ in range(8):
        state.advance()
        assert broken_invariants(state.tables, state.step) == []
        course.append((state.column(Partnership.ALIVE)[p], members(state, p)))
        if state.step == 3:  # from July 2025 on
            assert state.column(Partnership.LEAD)[p] == norway
            assert state.column(Actor.LEADS)[norway] == leads + 1
            assert state.column(Membership.FOUNDER)[p, norway] == 1.0
            assert state.column(Partnership.BORN)[p] == 3
            assert state.column(Partnership.DELIVERED)[p] > 0.0
            position = state.column(Actor.POSITION)
            mean = np.mean([position[state.ids.index(name)] for name in ("NOR", "SWE", "IDN", "plastix")])
            assert state.column(Partnership.AIM)[p] == pytest.approx(mean, abs=0.1)  # positions move a little first
    assert [alive for alive, _ in course] == [0, 0, 1, 1, 1, 1, 0, 0]
    assert course[2][1] == {"NOR", "SWE", "IDN", "plastix"}
    assert "JPN" not in course[3][1]
    assert "JPN" in course[4][1]
    assert course[1][1] == course[6][1] == set()


def test_a_row_that_is_awaited_is_not_given_to_a_founder():
    from simulation.mechanisms.founding import free_row

    state = World(world(partnership=[FUND], founding={"slots": 0}), 0)
    assert free_row(state.tables) == -1
    state.tables.partnerships[Partnership.AWAITED] = 0.0
    assert free_row(state.tables) == state.partnership_ids.index("fund")


def test_who_has_withdrawn_takes_no_seat_by_date():
    leaving = [{"actor": "SWE", "partnership": "fund", "from": 2025.0, "until": 2030.0}]
    state = World(world(partnership=[FUND], withdrawals=leaving), 0)
    state.advance(3)
    assert members(state, state.partnership_ids.index("fund")) == {"NOR", "IDN", "plastix"}


def test_groups_act_as_one_where_they_do():
    stance = {"policy": [{"from": 2025.0, "stance": "seeding"}]}
    scenario = load_scenario(
        {
            "extends": "small",
            "years": 1,
            "powers": {"EU": stance, "DEU": {"regard": 0.9}},
            "groups": {"nordics": ["NOR", "SWE"]},
            "withdrawals": [{"actor": "nordics", "partnership": "gavi", "from": 2025.25}],
        }
    )
    roster = roster_of(scenario)
    groups = groups_of(scenario, roster)
    assert [roster.ids[i] for i in groups["nordics"]] == ["NOR", "SWE"]
    assert len(groups["G7"]) == 7
    assert groups["EU"] == (*groups["EU27"], roster.ids.index("eu"))
    state = World(scenario, 0)
    gavi = state.partnership_ids.index("gavi")
    state.advance(2)
    seeds = state.column(Lever.LEAD_SEED)
    stance_of_seeding = scenario.stances.seeding.lead_seed
    for name in ("FRA", "ITA", "eu", "DEU"):
        assert seeds[state.ids.index(name)] == stance_of_seeding
    regard = state.column(Lever.REGARD)  # what is said of a state beats what is said of its group, lever by lever
    assert regard[state.ids.index("DEU")] > 1.5 * regard[state.ids.index("FRA")]
    assert not {"NOR", "SWE"} & members(state, gavi)


def test_a_partnership_of_ones_own_is_in_payers_tables_and_report(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(
        'extends = "small"\ntitle = "Plastics"\nyears = 2\n[groups]\nnordics = ["NOR", "SWE"]\n'
        '[[actor]]\nid = "plastix"\nkind = "company"\nhome = "NOR"\n'
        '[[partnership]]\nid = "fund"\nname = "The Fund"\nissue = "climate"\nfounded = 2026\nlead = "NOR"\n'
        'founders = ["NOR", "SWE", "IDN"]\nmembers = ["plastix"]\n'
    )
    said = CliRunner().invoke(
        app, ["run", "small", "mine.toml", "--runs", "1", "--years", "2", "--workers", "1", "--out", "o"]
    )
    assert said.exit_code == 0, said.output
    table = pd.read_csv("o/tables/own_partnerships.csv")
    assert table["year"].tolist() == [2026, 2026]
    assert table[["scenario", "partnership", "quarter", "members", "companies", "lead"]].to_dict("records")[0] == {
        "scenario": "mine", "partnership": "fund", "quarter": 1, "members": 4, "companies": 1, "lead": "NOR",
    }  # fmt: skip
    assert {"NOR", "plastix"} <= set(pd.read_csv("o/tables/payers.csv")["actor"])
    report = (tmp_path / "o" / "report.html").read_text("utf-8")
    assert "The Fund (Plastics)" in report
    assert "2026: 4 members, led by NOR" in report
    assert "“Plastics” against “small”" in report
