"""Actors, partnerships, seats, ties and issues from a scenario and from files beside it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from experiments.cli.app import app, exit_code
from experiments.cli.own_world import lines_about
from experiments.cli.templates import template_text
from simulation.core.codes import Kind
from simulation.core.columns import Actor, Issue, Membership, Partnership, Portfolio
from simulation.core.errors import DataError, MultipartnerError
from simulation.core.levers import Lever
from simulation.invariants import broken_invariants
from simulation.measures import OUTCOMES
from simulation.parameters import load_scenario
from simulation.parameters.files import scenario_names
from simulation.parameters.listing import place_of
from simulation.parameters.own_world import CHANGES, COLUMNS_OF, TABLES
from simulation.roster import load_roster
from simulation.roster.coding import BURDEN_RULE, FORMS, RULES
from simulation.start.exporting import world_files
from simulation.start.groups import groups_of
from simulation.start.names import check_names, roster_of
from simulation.world import World

FUND = {
    "id": "fund",
    "issue": "climate",
    "founded": 2025.5,
    "ended": 2026.5,
    "lead": "NOR",
    "founders": ["NOR", "SWE", "IDN"],
    "members": ["plastix", "JPN:2026"],
}
COMPANY = {"id": "plastix", "kind": "company", "home": "NOR", "revenue": 12}
SEAS = {"id": "seas", "dynamics": "stock", "need": 100, "value": 5}


def world(**said):
    scenario = {"extends": "small", "years": 2, "actor": [COMPANY], **said}
    return load_scenario(scenario)


def refused(**said):
    with pytest.raises(MultipartnerError) as caught:
        check_names(world(**said))
    text = str(caught.value)
    assert "\n" not in text
    return text


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


def test_blanks_are_filled_by_stated_rules_and_listed():
    city = {"id": "oslo", "kind": "city", "home": "NOR", "population": 700_000}
    bare = {"id": "bare", "kind": "ngo", "home": "KOR"}
    roster = roster_of(load_scenario({"actor": [COMPANY, city, bare]}))
    shipped = load_roster()
    row = roster.ids.index
    budgets = shipped.resources[shipped.kind == Kind.NGO]
    assert roster.resources[row("bare")] == np.median(budgets)
    norway = row("NOR")
    per_head = roster.resources[norway] / roster.population[norway]
    assert roster.resources[row("oslo")] == pytest.approx(0.1 * 700_000 * per_head)
    assert roster.population[row("oslo")] == 700_000
    assert roster.interests[row("oslo")].sum() == pytest.approx(1.0)
    assert roster.names[row("bare")] == "bare"
    filled = {(each.actor, each.column) for each in roster.filled}
    assert {("bare", "ngos.budget"), ("bare", "ngos.interest"), ("oslo", "cities.budget")} <= filled
    assert ("plastix", "companies.interest") in filled
    assert not any(actor == "plastix" and column == "companies.revenue" for actor, column in filled)


def test_a_state_of_ones_own_shares_in_what_befalls_the_world():
    state = {"id": "ATL", "kind": "state", "gdp": 500, "population": 5e6, "region": "Pacific", "latitude": 10}
    roster = roster_of(load_scenario({"actor": [state]}))
    atlantis = roster.ids.index("ATL")
    assert roster.kind[atlantis] == Kind.STATE
    assert atlantis == roster.n_states - 1
    assert (roster.human_exposure[atlantis] > 0.0).all()
    assert roster.human_exposure.sum(axis=0) == pytest.approx(np.ones(6))
    assert roster.latitude[atlantis] == 10


def test_changes_and_what_is_left_out():
    roster = roster_of(
        load_scenario(
            {
                "partnerships": {"gavi": {"lead": "GBR", "exclusivity": 0.25, "members": ["IND:2027"]}},
                "actors": {"gates": {"giving_development": 1.5}, "USA": {"gdp": 30_000, "latitude": 0}},
                "drop": ["walmart", "aukus"],
            }
        )
    )
    shipped = load_roster()
    gavi = roster.partnership_ids.index("gavi")
    assert [roster.ids[i] for i in roster.leads[gavi]] == ["GBR"]
    assert roster.exclusivity[gavi] == 0.25
    assert roster.resources[roster.ids.index("gates")] == 1.5
    assert roster.resources[roster.ids.index("USA")] == 30_000
    assert roster.latitude[roster.ids.index("USA")] == 0
    assert set(shipped.ids) - set(roster.ids) == {"walmart"}
    assert set(shipped.partnership_ids) - set(roster.partnership_ids) == {"aukus"}
    india = roster.ids.index("IND")
    assert [(each.partnership, each.year) for each in roster.arrivals if each.actor == india] == [(gavi, 2027.0)]


def test_dropping_a_state_leaves_out_who_is_at_home_there():
    roster = roster_of(load_scenario({"drop": ["CHE"]}))
    shipped = load_roster()
    gone = set(shipped.ids) - set(roster.ids)
    assert gone == {name for i, name in enumerate(shipped.ids) if shipped.home[i] == shipped.ids.index("CHE")}
    assert len(gone) > 1


@pytest.mark.parametrize("state", ["USA", "GBR"])
def test_a_state_may_be_left_out_although_who_is_at_home_there_leads_pledges_and_withdraws(state):
    scenario = load_scenario({"drop": [state], "years": 1, "roster": {"states": 40}})
    check_names(scenario)
    roster, shipped = roster_of(scenario), load_roster()
    gone = {name for i, name in enumerate(shipped.ids) if shipped.home[i] == shipped.ids.index(state)}
    assert state in gone
    assert not gone & set(roster.ids)
    world = World(scenario, seed=0)
    world.advance(1)
    assert not broken_invariants(world.tables, world.step)


def test_a_seat_taken_away_and_a_tie_changed():
    shipped = load_roster()
    paris = shipped.partnership_ids.index("paris")
    india, pakistan = (shipped.ids.index(name) for name in ("IND", "PAK"))
    assert [india, paris] in shipped.members.tolist()
    assert [india, pakistan] in shipped.rivalries.tolist()
    roster = roster_of(
        load_scenario(
            {
                "membership": [{"actor": "IND", "partnership": "paris", "role": "left"}],
                "dyad": [{"a": "PAK", "b": "IND", "rivalry_since": 0, "pact": True}],
            }
        )
    )
    assert [india, paris] not in roster.members.tolist()
    assert [india, pakistan] not in roster.rivalries.tolist()
    assert [india, pakistan] in roster.pacts.tolist()
    assert [india, pakistan] in roster.borders.tolist()  # what is not said stays as it was


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"partnership": [{**FUND, "founders": ["NOR", "GER"]}]}, "No actor is called 'GER'. Did you mean 'DEU'?"),
        ({"partnership": [{**FUND, "members": ["Germany"]}]}, "Did you mean 'DEU'?"),
        ({"partnership": [{**FUND, "lead": "norway"}]}, "Did you mean 'NOR'?"),
        ({"partnership": [{**FUND, "founders": ["NOR:soon"]}]}, "a year must follow the colon"),
        ({"partnership": [{**FUND, "issue": "climat"}]}, "No issue is called 'climat'. Did you mean 'climate'?"),
        ({"partnership": [{**FUND, "ended": 2025}]}, "must end after it is founded"),
        ({"partnership": [{"id": "x"}]}, "'x' needs an issue"),
        ({"partnership": [{**FUND, "id": "gavi"}]}, "'gavi' already exists, in the shipped world"),
        ({"partnership": [FUND, FUND]}, "'fund' already exists, at"),
        ({"partnership": [{**FUND, "recipients": ["KEN"]}]}, "must be 1 or 0; states by name belong in named_rec"),
        ({"partnership": [{**FUND, "burden_rule": "lindhal"}]}, "Did you mean 'lindahl'?"),
        ({"actor": [{**COMPANY, "gdp": 3}]}, "a company has no 'gdp'"),
        ({"actor": [{"id": "newco", "kind": "company"}]}, "'newco' needs a home"),
        ({"actor": [{**COMPANY, "home": "gates"}]}, "must be a state, and is one of the philanthropies"),
        ({"actor": [{**COMPANY, "revenu": 3}]}, "Did you mean 'revenue'?"),
        ({"actor": [{**COMPANY, "id": "gates"}]}, "Ids of actors must differ, found 'gates'"),
        ({"actor": [{"id": "ATL", "kind": "state", "gdp": 3}]}, "the state 'ATL' needs a population"),
        ({"actor": [{"id": "newton", "kind": "city", "home": "NOR"}]}, "the city 'newton' needs a population"),
        ({"actor": [{**COMPANY, "home": "TUV"}]}, "no state among the 40 largest"),
        ({"membership": [{"actor": "IND", "partnership": "gavvi"}]}, "Did you mean 'gavi'?"),
        ({"dyad": [{"a": "IND", "b": "plastix", "pact": 1}]}, "must be a state"),
        ({"dyad": [{"a": "IND", "b": "IND", "pact": 1}]}, "a tie needs two states"),
        ({"dyad": [{"a": "IND", "b": "PAK", "rivalry_since": 47}]}, "must be a year, or 0 for no rivalry"),
        ({"partnerships": {"gavvi": {"lead": "GBR"}}}, "No partnership is called 'gavvi'. Did you mean 'gavi'?"),
        ({"actors": {"gate": {"giving": 1}}}, "No actor is called 'gate'. Did you mean 'gates'?"),
        ({"drop": ["walmrt"]}, "Did you mean 'walmart'?"),
        ({"powers": {"EUU": {"regard": 0.5}}}, "No actor is called 'EUU'."),
        ({"groups": {"nordics": ["NOR", "Sweeden"]}}, "Did you mean 'SWE'?"),
        ({"actor": [{**COMPANY, "id": ""}]}, "actor.0.id must not be empty"),
        ({"actor": [{**COMPANY, "id": "a|b"}]}, "must be a word without blanks at its ends and without | : *"),
        ({"actor": [{**COMPANY, "id": "*"}]}, "must be a word without blanks at its ends and without | : *"),
        ({"partnership": [{**FUND, "id": " fund"}]}, "must be a word without blanks at its ends"),
        ({"membership": [{"actor": "IND", "partnership": " "}]}, "membership.0.partnership must not be empty"),
        ({"dyad": [{"a": "", "b": "IND", "pact": 1}]}, "dyad.0.a must not be empty"),
        ({"partnership": [{**FUND, "founders": ["NOR:²"]}]}, "a year must follow the colon"),
        ({"actor": [{**COMPANY, "interest": {"climate": float("nan")}}]}, "Interests must sum to 1, found nan"),
        ({"actor": [{**COMPANY, "interest": {"climate": -1, "food": 2}}]}, "An interest cannot be negative"),
        ({"issue": [{**SEAS, "human_exposure": "population*" * 180 + "gdp"}]}, "181 figures of states is too large"),
        (
            {
                "membership": [
                    {"actor": "NOR", "partnership": "gavi", "role": "member"},
                    {"actor": "NOR", "partnership": "gavi", "role": "left"},
                ]
            },
            "'left' of NOR in gavi, and 'member' in another row; keep one",
        ),
        ({"groups": {"EU": ["SWE"]}}, "a group called 'EU' with 12 members is shipped; give yours another name"),
        ({"groups": {"NOR": ["SWE"]}}, "a group needs a name that no actor has, found 'NOR'"),
        ({"groups": {" ": ["SWE"]}}, "a group needs a name that no actor has"),
        ({"roster": {"kind": "synthetic"}}, "A synthetic world has no shipped actors to add to"),
    ],
)  # fmt: skip
def test_mistakes_are_one_line_with_a_suggestion(said, expected):
    assert expected in refused(**said)


def test_all_mistakes_of_a_file_are_told_at_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(
        '[[actor]]\nid = "plastix"\nkind = "company"\nhome = "Norway"\ninterest = "climat:1"\n'
        '[[partnership]]\nid = "fund"\nissue = "climate"\nlead = "GER"\nfounders = "NOR, GER; Finland:soon"\n'
        '[partnerships.gavvi]\nmembers = ["NOR"]\n[[membership]]\nactor = "INDIA"\npartnership = "paris"\n'
    )
    with pytest.raises(DataError) as caught:
        check_names(load_scenario("mine.toml"))
    assert str(caught.value) == f"{caught.value.lines[0]} (7 more mistakes.)"
    assert [line.split(" multipartner list")[0].split(" Known")[0] for line in caught.value.lines] == [
        "mine.toml:11: No partnership is called 'gavvi'. Did you mean 'gavi'?",
        "mine.toml:4, column 'home': No actor is called 'Norway'. Did you mean 'NOR'?",
        "mine.toml:5, column 'interest': No issue is called 'climat'. Did you mean 'climate'?",
        "mine.toml:10, column 'founders': No actor is called 'GER'. Did you mean 'DEU'?",
        "mine.toml:10, column 'founders': No actor is called 'Finland'. Did you mean 'FIN'?",
        "mine.toml:10, column 'founders': a year must follow the colon, such as NOR:2027, found 'Finland:soon'.",
        "mine.toml:9, column 'lead': No actor is called 'GER'. Did you mean 'DEU'?",
        "mine.toml:14, column 'actor': No actor is called 'INDIA'. Did you mean 'IND'?",
    ]
    said = CliRunner().invoke(app, ["validate", "mine.toml"])
    assert said.exit_code == 2
    assert said.stderr.count("multipartner: ") == 8


def test_a_cell_that_names_several_is_written_as_people_do():
    several = {**FUND, "founders": "NOR; SWE,IDN", "members": ["plastix", "JPN:2026"]}
    interest = {**COMPANY, "interest": "climate:0,6; food:0,4"}
    assert world(partnership=[several], actor=[interest]).partnership == world(partnership=[FUND]).partnership
    roster = roster_of(world(actor=[interest]))
    weights = roster.interests[roster.ids.index("plastix")]
    assert weights[[roster.issues.index("climate"), roster.issues.index("food")]].tolist() == [0.6, 0.4]
    assert "Interests must sum to 1, found 0.9" in refused(actor=[{**COMPANY, "interest": {"climate": 0.9}}])
    assert "An interest is written issue:weight" in refused(actor=[{**COMPANY, "interest": "climate"}])


def test_a_mistake_in_a_file_names_its_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(
        'extends = "small"\n[roster]\nfiles = ["cities.csv", "more.toml"]\n[[partnership]]\nid = "f"\n'
        'issue = "climate"\nfounders = ["NOR",\n "Kenia"]\n'
    )
    (tmp_path / "cities.csv").write_text("id,home,population\noslo,NOR,700000\n")
    (tmp_path / "more.toml").write_text('[[actor]]\nid = "p"\nkind = "company"\nhome = "NOR"\n')
    with pytest.raises(MultipartnerError, match=r"mine\.toml:7, column 'founders': No actor is called 'Kenia'.*'KEN'"):
        check_names(load_scenario("mine.toml"))
    (tmp_path / "more.toml").write_text("years = 3\n")
    with pytest.raises(MultipartnerError, match=r"more\.toml:1: No table of a file beside a scenario is call"):
        load_scenario("mine.toml")
    (tmp_path / "more.toml").unlink()
    with pytest.raises(MultipartnerError, match=r"There is no scenario file more\.toml|more\.toml"):
        load_scenario("mine.toml")


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


CHESS = {"id": "chess", "dynamics": "club", "share": 0}
"""An issue nobody has money for, and on which there is no partnership."""
IDLE = {
    "an actor": {
        "actor": [
            {"id": "idle", "kind": "city", "home": "USA", "population": 1, "budget": 0, "interest": {"chess": 1}},
        ],
        "issue": [CHESS],
    },
    "a partnership still to begin": {"partnership": [{"id": "later", "issue": "food", "founded": 2900, "lead": "NOR"}]},
    "an issue nobody has money for": {"issue": [CHESS]},
}


@pytest.mark.parametrize("what", IDLE)
def test_what_is_added_changes_nobodys_luck(what):
    """What nobody can notice changes no number to the last bit: every draw is where it was."""
    said = {"extends": "transactional", "years": 1, "wars": {"rate": 0.3}}
    plain, larger = World(said, 5), World({**said, **IDLE[what]}, 5)
    for each in (plain, larger):
        each.run()
    of_kinds = {"kind_diversity", "multipartner_index"}  # a part of what the kinds in the world allow: cities are new
    kept = [k for k, measure in enumerate(OUTCOMES) if what != "an actor" or measure.name not in of_kinds]
    assert np.array_equal(plain.outcomes[:, kept], larger.outcomes[:, kept])


OCEANS = {
    "id": "oceans", "dynamics": "stock", "need": 100, "value": 5, "observed_coverage": 0.2, "inflow": 0.08,
    "human_exposure": "population*food_vulnerability",
}  # fmt: skip


def test_an_issue_of_ones_own_has_a_level_stakes_and_measures():
    scenario = load_scenario(
        {"extends": "small", "years": 1, "issue": [OCEANS], "actor": [{**COMPANY, "interest": {"oceans": 1}}]}
    )
    state = World(scenario, 0)
    g = state.issues.index("oceans")
    assert g == 10
    assert state.roster.threats == (0, 1, 2, 3, 4, 5, 10)
    assert state.column(Portfolio.STAKE)[g].sum() == pytest.approx(1.0)
    assert state.column(Portfolio.MISSION)[g, state.ids.index("plastix")] == 1.0
    assert state.column(Issue.SCALE)[g] == scenario.payoff.saturation * 100
    assert state.column(Issue.COVERAGE)[g] == pytest.approx(0.2)
    state.run()
    names = [measure.name for measure in state.measures]
    assert names[len(OUTCOMES) :] == ["effort_oceans", "level_oceans", "coverage_oceans", "model_share_oceans"]
    course = dict(zip(names, state.outcomes.T, strict=True))
    assert course["level_oceans"][0] == 1.0
    assert course["level_oceans"][-1] > 1.05  # four fifths of the inflow are not answered
    assert course["effort_oceans"][-1] == pytest.approx(state.column(Portfolio.DELIVERED)[g].sum())
    assert course["effort_oceans"][-1] > 0.0
    assert broken_invariants(state.tables, state.step) == []


def test_an_issue_can_be_changed_and_swept_by_its_name():
    scenario = load_scenario({"issue": [OCEANS]}, {"issues.oceans.need": 50})
    assert World(load_scenario(scenario, {"roster.states": 5, "years": 1}), 0).column(Issue.NEED)[10] == 50


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"need": 0}, "need must be a number from 0.001"),
        ({"id": "climate"}, "the id of an issue is a word"),
        ({"id": "my issue"}, "the id of an issue is a word"),
        ({"dynamics": "club"}, "an issue of the dynamics 'club' reads no need"),
        ({"growth": 0.1}, "an issue of the dynamics 'stock' reads no growth"),
        ({"human_exposure": "populaton"}, "Did you mean 'population'?"),
        ({"economic_exposure": "gdp*position"}, "No figure of states is called 'position'"),
        ({"dynamics": "stok"}, "Did you mean 'stock'?"),
    ],
)
def test_mistakes_in_an_issue(said, expected):
    assert expected in refused(issue=[{**OCEANS, **said}])


def test_an_issue_needs_what_no_rule_can_make_up():
    assert "'x' needs a need" in refused(issue=[{"id": "x", "value": 2}])
    assert "No issue of your own is called 'climate'" in refused(issues={"climate": {"need": 5}})


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


def test_validate_says_what_is_added_and_filled(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.toml").write_text(template_text("partnership"), encoding="utf-8")
    said = CliRunner().invoke(app, ["validate", "mine.toml", "oceans"]).output
    assert "oceanfund begins in 2026 with 4 members, led by NOR" in said
    assert "filled: oceanfund, partnerships.burden_rule = voluntary_pledge (pledges answer one another)" in said
    assert "oceanfund begins in 2026 with 14 members, led by NOR" in said


def test_rules_are_listed_by_the_names_that_a_partnership_may_state():
    said = CliRunner().invoke(app, ["list", "rules"]).output
    for name in RULES:
        assert name in said
    listed = CliRunner().invoke(app, ["list", "partnerships", "oceans"]).output
    assert "Ocean Plastics Fund" in listed
    assert "Ocean Plastics Fund" not in CliRunner().invoke(app, ["list", "partnerships"]).output


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


def test_a_world_can_be_branched_and_goes_on_with_other_policy():
    from simulation.parameters import load_scenario as load

    base = load("today", {"roster.states": 10, "years": 2})
    other = load("transactional", {"roster.states": 10, "years": 2})
    world = World(base, 4)
    world.advance(3)
    same, changed = world.copy(), world.copy(other)
    for each in (world, same, changed):
        each.run()
    assert all(a.tobytes() == b.tobytes() for a, b in zip(world.tables, same.tables, strict=True))
    assert np.array_equal(changed.outcomes[:4], world.outcomes[:4])
    assert not np.array_equal(changed.outcomes[4:], world.outcomes[4:])
    tension = [measure.name for measure in OUTCOMES].index("tension")
    assert changed.outcomes[4, tension] == pytest.approx(world.outcomes[4, tension], abs=0.05)  # the same luck
    usa = world.ids.index("USA")
    assert changed.column(Lever.TRANSACTIONALISM)[usa] == other.stances.transactional.transactionalism
    for wrong in ({"roster.states": 11, "years": 2}, {"roster.states": 10, "years": 3}):
        with pytest.raises(MultipartnerError, match="A world continues"):
            World(base, 4).copy(load("today", wrong))


def test_mesa_runs_batches_of_it():
    import mesa

    from simulation import WorldOrder

    scenarios = [{"extends": name, "years": 1, "roster": {"states": 6}} for name in ("today", "seeding")]
    rows = mesa.batch_run(
        WorldOrder,
        parameters={"scenario": scenarios, "seed": [1]},
        data_collection_period=1,
        number_processes=1,
        display_progress=False,
    )
    assert len(rows) == 2 * 4  # Mesa leaves out the last step
    assert rows[0]["level_climate"] == 1.0
    model = WorldOrder(scenarios[0], seed=1)
    model.run()
    assert [row["damage"] for row in rows[:4]] == model.results["damage"].tolist()[:4]
    assert model.datacollector.get_model_vars_dataframe().equals(model.results)
    branch = WorldOrder(scenarios[0], seed=1).copy()
    branch.run()
    assert branch.results.equals(model.results)


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


def test_a_table_for_a_spreadsheet_with_decimal_commas():
    import pandas as pd

    from experiments.storage.csv_text import as_csv, dialect_of

    text = as_csv(pd.DataFrame({"who": ["Zürich"], "share": [0.25]}), dialect_of("excel"))
    assert text == "\ufeffwho;share\r\nZürich;0,25\r\n".encode()
    with pytest.raises(MultipartnerError, match=r"is called 'exel'\. Did you mean 'excel'"):
        dialect_of("exel")


@pytest.fixture(scope="module")
def full():
    return roster_of(load_scenario({"roster": {"breadth": "full"}}))


def test_the_many_are_there_once_with_their_seats(full):
    assert np.bincount(full.kind).tolist() == [196, 2010, 43, 32, 12, 1889]
    assert full.ids.count("walmart") == 1
    assert full.n_actors == len(set(full.ids))
    race, targets = (full.partnership_ids.index(name) for name in ("racetozero", "sbti"))
    assert full.listed_count[race].tolist() == [0, 269, 0, 0, 0, 134 + 32]
    assert full.listed_count[targets].tolist() == [0, 430, 0, 0, 0, 0]
    assert np.bincount(full.unknown[:, 1], minlength=full.n_partnerships)[[race, targets]].tolist() == [
        666 + 392 + 237,
        666,
    ]
    assert (full.resources > 0.0).all()


def test_an_unknown_seat_is_drawn_as_often_as_the_known_ones_are_held(full):
    from simulation.start.seating import missing_members, only_unknown

    missing = missing_members(load_scenario({"roster": {"breadth": "full"}}), full)
    race = full.partnership_ids.index("racetozero")
    known = 2010 - 666
    assert missing[race, Kind.COMPANY] == round(666 * 269 / known)
    odds = np.ones((full.n_partnerships, full.n_actors))
    only_unknown(full, odds)
    assert odds[race].sum() == 666 + 392 + 237
    assert odds[0].all()


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
