"""Predictions go through the one decision of the engine: odds, shares, sizes, scores."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.cli.predict import predict, show_one, shown
from experiments.cli.terminal import screen
from experiments.evidence.calibration import Sample, balanced_weights, fitted_strengths
from experiments.evidence.fitting import unidentified
from experiments.evidence.lists import DATA, Description, RealList, organisations, platforms
from experiments.evidence.prediction import (
    forecast_in,
    predict_many,
    predict_members,
    predicted,
    predicted_many,
)
from experiments.evidence.protocols import _lists_tables
from experiments.evidence.reasons import SPEAKING, _speaking, chance_said
from experiments.evidence.scoring import area_under_curve, score_predictions
from experiments.evidence.sizes import RECORDED
from simulation.core.codes import Kind
from simulation.core.columns import Actor, Membership
from simulation.core.errors import DataError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.choice import gain_of_membership
from simulation.decision.payoff import N_TERMS, Term
from simulation.parameters import load_scenario
from simulation.roster.usual import kinds_seated, serves_whoever_needs, usual_form, usual_role
from simulation.rules.participation import long_run_chance
from simulation.start.described import TYPICAL_AGE, with_described

MOVED = {"extends": "today", "motives": {"scale": 0.003}, "payoff": {"affinity_base": 0.0, "affinity_distance": 0.0}}


@pytest.fixture(scope="module")
def forecast():
    return forecast_in(MOVED)


def test_odds_are_those_of_the_gain_of_membership(forecast):
    roster = forecast.roster
    founders = tuple(roster.ids.index(each) for each in ("FRA", "DEU", "ITA"))
    known = Description("p", started=1957, issue="energy", form="bank", founders=founders)
    tables, p = with_described(forecast.start, forecast.settings, forecast.world, known)
    i = roster.ids.index("BEL")
    inside, outside = np.zeros(N_TERMS), np.zeros(N_TERMS)
    gain = compiled(gain_of_membership)(tables, forecast.settings, p, i, inside, outside)
    prospects = forecast.prospects(known)
    noise = forecast.settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i]
    assert prospects.terms[i].sum() == pytest.approx(gain / noise, rel=1e-9)
    inertia = (
        forecast.settings[Setting.INERTIA] + forecast.settings[Setting.SWITCHING] / forecast.settings[Setting.THETA]
    )
    chance = long_run_chance(gain / noise, inertia, 1.0)
    assert prospects.log_odds[i] == pytest.approx(np.log(chance / (1.0 - chance)), rel=1e-6)


def test_the_world_is_left_as_it_was(forecast):
    before = [table.copy() for table in forecast.world]
    forecast.prospects(Description("p", founders=(0, 1), issue="food", form="fund"))
    assert all(np.array_equal(one, other) for one, other in zip(before, forecast.world, strict=True))


def test_founders_are_seated_and_recipients_are_not_predicted(forecast):
    roster = forecast.roster
    zaf, deu = roster.ids.index("ZAF"), roster.ids.index("DEU")
    known = Description("p", issue="energy", form="deal", founders=(deu,), recipients=(zaf,))
    tables, p = with_described(forecast.start, forecast.settings, forecast.world, known)
    assert tables.memberships[Membership.MEMBER, p].sum() == 1.0
    assert np.flatnonzero(tables.memberships[Membership.BENEFICIARY, p]).tolist() == [zaf]
    table = predicted(forecast, known)
    assert "ZAF" not in set(table.actor)
    assert table.expected_share.sum() == pytest.approx(1.0)
    assert table.actor.iloc[0] == "DEU"


def test_many_at_once_are_as_one_by_one(forecast):
    chosen = [each.description for each in organisations(forecast.roster)[:3]]
    together = predicted_many(forecast, chosen)
    alone = pd.concat([predicted(forecast, each) for each in reversed(chosen)], ignore_index=True)
    pd.testing.assert_frame_equal(
        together.sort_values(["partnership", "actor"], ignore_index=True),
        alone.sort_values(["partnership", "actor"], ignore_index=True),
    )


def test_without_an_issue_there_is_no_money_and_no_share(forecast):
    table = predict_members({"id": "p", "founders": "FRA|DEU"}, MOVED)
    assert table.expected_share.isna().all()
    assert table.attrs["expected_size"] > 2.0
    with_money = predict_members({"id": "p", "founders": "FRA|DEU", "issue": "climate", "form": "fund"}, MOVED)
    assert with_money.expected_share.sum() == pytest.approx(1.0)


def test_where_the_members_are_known_they_share_the_burden_and_nobody_else(forecast):
    ids = forecast.roster.ids
    known = Description("p", issue="disease", form="fund", founders=(ids.index("GBR"),))
    odds = predicted(forecast, known).set_index("actor")
    given = predicted(forecast, known, {"GBR", "NOR", "TCD"}).set_index("actor")
    pd.testing.assert_series_equal(given["odds"].sort_index(), odds["odds"].sort_index())
    shares = given["expected_share"]
    assert shares.sum() == pytest.approx(1.0)
    assert set(shares.index[shares > 0.0]) <= {"GBR", "NOR", "TCD"}
    prospects = forecast.prospects(known)
    ratio = prospects.efforts[ids.index("NOR")] / prospects.efforts[ids.index("GBR")]
    assert shares["NOR"] / shares["GBR"] == pytest.approx(ratio)


def test_kinds_without_lists_are_flagged(forecast):
    table = predict_members({"id": "p", "founders": "FRA|DEU"}, MOVED)
    flags = table.groupby("kind").validated.unique()
    assert {kind: flag.tolist() for kind, flag in flags.items()} == {
        "state": [1],
        "company": [1],
        "ngo": [0],
        "philanthropy": [0],
        "organisation": [0],
    }
    assert np.isfinite(table.odds).all()
    assert (table.odds > 0.0).all()


def test_a_form_seats_the_kinds_that_its_listed_partnerships_seat(forecast):
    bank = predicted(forecast, Description("p", issue="infra", form="bank", founders=(0, 1)))
    assert bank[bank.kind != "state"].odds.max() < 1e-6
    assert bank[bank.kind != "state"].expected_share.sum() == pytest.approx(0.0, abs=1e-6)
    anything = predicted(forecast, Description("p", issue="infra", founders=(0, 1)))
    assert anything[anything.kind == "company"].odds.max() > 1e-6


@pytest.mark.parametrize(
    ("form", "seated"),
    [("bank", {"state"}), ("treaty", {"state", "organisation"}), ("", {kind.label for kind in Kind})],
)
def test_kinds_of_a_form_are_read_from_the_table(forecast, form, seated):
    kinds = kinds_seated(forecast.roster, form)
    assert {kind.label for kind in Kind if kinds[kind]} == seated


def test_cities_that_no_table_counts_sit_where_others_sit_beside_states(forecast):
    assert kinds_seated(forecast.roster, "pledge")[Kind.CITY]
    assert not kinds_seated(forecast.roster, "bank")[Kind.CITY]


def test_an_unknown_form_is_the_most_common_one_on_the_issue(forecast):
    roster = forecast.roster
    assert [usual_form(roster, each, "pledge") for each in ("disease", "climate", "security")] == [
        *("fund", "pledge", "alliance"),
    ]
    assert (usual_role(roster, "fund"), usual_role(roster, "pledge")) == ("donors", "all")
    assert serves_whoever_needs(roster, "umbrella")
    assert not serves_whoever_needs(roster, "deal")  # deals name whom they serve


@pytest.mark.parametrize("form", ["", "fund"])
def test_givers_keep_their_habits_where_the_form_is_unknown(forecast, form):
    ids = forecast.roster.ids
    known = Description("p", issue="disease", form=form, founders=(ids.index("GBR"),))
    shares = predicted(forecast, known, ["NOR", "ESP"]).set_index("actor").expected_share
    donors = predicted(forecast, replace(known, roster_role="donors"), ["NOR", "ESP"]).set_index("actor").expected_share
    alike = predicted(forecast, replace(known, roster_role="all"), ["NOR", "ESP"]).set_index("actor").expected_share
    assert shares["NOR"] == pytest.approx(donors["NOR"])
    assert shares["NOR"] > 1.5 * alike["NOR"]


@pytest.mark.parametrize(
    ("known", "company"),
    [
        (Description("p", issue="climate", form="pledge", founders=(0,)), 1),
        (Description("p", issue="climate", form="umbrella", founders=(0,)), 1),
        (Description("p", issue="climate", form="bank", founders=(0,)), 0),
        (Description("p", issue="energy", form="pledge", founders=(0,)), 0),
        (Description("p", issue="energy", founders=(0,)), 0),
    ],
)
def test_companies_are_validated_where_such_lists_were_held_against_the_record(forecast, known, company):
    table = predicted(forecast, known).groupby("kind")["validated"].first()
    assert (table["state"], table["company"], table["ngo"]) == (1, company, 0)


def test_the_screen_shows_states_first_and_few_others():
    kinds = ["company"] * 7 + ["state"] * 12 + ["ngo"]
    odds = [9.0] * 6 + [0.5] + [3.0] * 12 + [0.9]
    told = shown(pd.DataFrame({"kind": kinds, "odds": odds}))
    assert told.kind.tolist() == ["state"] * 10 + ["company"] * 5
    assert (told[told.kind != "state"].odds > 1.0).all()


def test_reasons_name_the_five_likeliest_and_the_five_least_likely(forecast):
    table = predict_members({"id": "p", "founders": "FRA|DEU|ITA"}, MOVED)
    assert len(table.attrs["reasons"]) == 10
    states = table[(table.kind == "state") & ~table.actor.isin(["FRA", "DEU", "ITA"])]
    assert states.actor.iloc[0] in table.attrs["reasons"][0]
    assert all(each.endswith(".") for each in table.attrs["reasons"])
    for rank, told in (("Likeliest", table.attrs["reasons"][:5]), ("Least likely", table.attrs["reasons"][5:])):
        assert [each.partition(":")[0] for each in told] == [f"{rank} {place}" for place in range(1, 6)]
    assert states.actor.iloc[-1] in table.attrs["reasons"][5]
    assert all(each.count("log-odds") == 1 for each in table.attrs["reasons"])


def test_words_of_a_reason_say_which_way_a_term_speaks():
    assert set(SPEAKING) == set(Term)
    apart = np.zeros(len(Term))
    apart[[Term.REGIMES, Term.NEIGHBOURS, Term.DUES]] = 1.1, -2.0, 0.01
    assert _speaking(apart, 1.0) == ["similar regimes (+1.1)"]
    assert _speaking(apart, -1.0) == ["distance to the members (-2.0)"]


@pytest.mark.parametrize(
    ("chance", "said"),
    [(0.0, "under 0.1 %"), (0.0009, "under 0.1 %"), (0.002, "0.2 %"), (0.5, "50 %"), (0.9999, "above 99.9 %")],
)
def test_extreme_chances_are_said_as_such(chance, said):
    assert chance_said(chance) == said


def test_the_old_are_expected_to_be_larger(forecast):
    young = predict_members({"id": "p", "founders": "FRA|DEU|ITA", "started": 2024}, MOVED)
    old = predict_members({"id": "p", "founders": "FRA|DEU|ITA", "started": 1950}, MOVED)
    assert old.attrs["expected_size"] > young.attrs["expected_size"]


def test_the_typical_age_is_that_of_the_organisations_of_the_fit(forecast):
    years = [each.description.started for each in organisations(forecast.roster)]
    assert np.median([RECORDED - year for year in years]) == TYPICAL_AGE


def test_without_a_year_more_are_expected_than_at_the_founding_and_the_age_is_said(forecast, capsys):
    unknown = Description("p", founders=(0, 1, 2))
    dated = replace(unknown, started=2025 - TYPICAL_AGE)
    size = predicted(forecast, unknown).attrs["expected_size"]
    assert size == pytest.approx(predicted(forecast, dated).attrs["expected_size"])
    assert size > predicted(forecast, replace(unknown, started=2025)).attrs["expected_size"] + 1.0
    show_one(unknown, predicted(forecast, unknown), screen())
    assert f"states, {TYPICAL_AGE} years after its founding (no year given)" in capsys.readouterr().out


def test_real_lists_are_whole(forecast):
    roster = forecast.roster
    lists = platforms(roster)
    assert len(lists) == 28
    assert all(each.is_scored(roster) for each in lists)
    nato = next(each for each in lists if each.id == "nato")
    assert len(nato.members) == 32
    assert len(nato.scored) == 193
    deal = next(each for each in lists if each.id == "jetp_zaf")
    assert roster.ids.index("ZAF") not in deal.scored
    assert "ZAF" not in deal.members
    assert len(organisations(roster)) > 150


def test_a_few_organisations_are_told_from_their_founders(forecast):
    kept = [each for each in organisations(forecast.roster) if each.is_scored(forecast.roster)][::12]
    scores = []
    for each in kept:
        odds = forecast.prospects(each.description).log_odds[list(each.scored)]
        scores.append(area_under_curve(each.outcome(forecast.roster), odds))
    assert np.mean(scores) > 0.8


def test_a_curve_by_hand():
    assert area_under_curve(np.array([1, 0, 1, 0]), np.array([4.0, 3.0, 2.0, 1.0])) == 0.75
    assert area_under_curve(np.array([1, 0]), np.array([1.0, 1.0])) == 0.5


def test_scores_leave_out_who_was_known():
    table = pd.DataFrame(
        {
            "partnership": "p",
            "actor": ["A", "B", "C", "x"],
            "kind": ["state"] * 3 + ["ngo"],
            "odds": [9.0, 2.0, 1.0, 8.0],
        }
    )
    scores = score_predictions(table, {"p": {"A", "B"}}, {"p": {"A"}})
    assert scores.to_dict("records") == [{"partnership": "p", "n": 1, "of": 2, "auc": 1.0, "aupr": 1.0}]


def test_weights_balance_a_list():
    weights = balanced_weights(np.array([1, 0, 0, 0]))
    assert weights.tolist() == [1.0, 1 / 3, 1 / 3, 1 / 3]


def test_a_fit_finds_the_sign_of_what_made_the_lists():
    feature = np.linspace(-1.0, 1.0, 40)
    columns = np.column_stack([feature, -feature, np.zeros(40), np.zeros(40), np.zeros(40)])
    outcome = (feature > 0.3).astype(np.int64)
    lists = tuple(RealList(Description(str(k)), frozenset(), (), str(k)) for k in range(6))
    found = fitted_strengths(Sample(lists, (columns,) * 6, (outcome,) * 6))
    assert found[0] > 0.0 > found[1]
    assert found[0] == pytest.approx(-found[1], rel=1e-3)
    assert found[2:].tolist() == [0.0, 0.0, 0.0]


def test_what_may_have_either_sign_is_said():
    said = list(unidentified(pd.DataFrame({"a": [-1.0, 1.0, -1.0, 1.0], "b": [1.0, 2.0, 1.0, 2.0]})))
    assert said[0].startswith("a is not identified")
    assert "a and b can hardly be told apart" in said[1]


def test_from_python_a_state_that_ended_is_left_out_with_one_warning():
    with pytest.warns(UserWarning, match="no actor of the model: YUG, COK") as told:
        table = predict_members({"id": "p", "founders": "FRA|YUG|COK"}, MOVED)
    assert len(told) == 1
    assert told[0].filename == __file__
    assert table.actor.iloc[0] == "FRA"


def test_the_console_says_who_was_left_out(tmp_path: Path, capsys):
    one = tmp_path / "one.csv"
    one.write_text("id,founders\np,FRA|YUG\n", encoding="utf-8")
    assert predict(one, "today", None, None, screen()) == 0
    assert "Left out, no actor of the model: YUG (one.csv, line 2).\n" in capsys.readouterr().out


def test_many_are_predicted_from_a_file_a_table_or_mappings(tmp_path: Path):
    path = tmp_path / "many.csv"
    path.write_text("id,founders,started,remark\np,FRA|DEU,,mine\nq,USA|JPN,1990,\n", encoding="utf-8")
    frame = pd.read_csv(path)
    told = [predict_many(each, MOVED) for each in (path, str(path), frame, frame.to_dict("records"))]
    told.append(predict_many([row for _, row in frame.iterrows()], MOVED))
    for each in told[1:]:
        pd.testing.assert_frame_equal(each, told[0])
    assert told[0].partnership.unique().tolist() == ["p", "q"]
    assert told[0].attrs["age"] == {"p": TYPICAL_AGE, "q": 35}
    assert len(told[0].attrs["reasons"]["q"]) == 10
    row = predict_members(frame.iloc[1], MOVED)
    assert row.attrs["expected_size"] == told[0].attrs["expected_size"]["q"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([], "no description"),
        ({"id": "p", "founders": "FRA"}, "a list of mappings, got dict"),
        (3, "got int"),
        ([3], "got int: description 1"),
        ([{"id": "p", "founders": "FRA"}] * 2, "found 'p' twice"),
        ([{"id": "p", "founders": "FRA", "fonders": "DEU"}], "Did you mean 'founders'.*description 1"),
    ],
)
def test_many_that_cannot_be_meant_are_one_line(wrong, said):
    with pytest.raises(DataError, match=said) as error:
        predict_many(wrong, MOVED)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("members", "said"), [(["XXX"], "'XXX'"), ({"FRA", "GER"}, "Did you mean 'DEU'")])
def test_unknown_members_are_refused_in_one_line(members, said):
    with pytest.raises(DataError, match=said) as error:
        predict_members({"id": "p", "founders": "FRA"}, MOVED, members=members)
    assert len(str(error.value)) < 120


def test_lists_of_members_hold_candidates_only(forecast):
    real = RealList(Description("p", founders=(0,)), frozenset({"DEU", "TWN", "XKX"}), (1, 2), "p")
    scored = _lists_tables(forecast.roster, [real])[0]
    assert scored.to_dict("records") == [{"partnership": "p", "actor": "DEU"}]


def test_candidates_of_a_score_are_those_of_the_protocols(tmp_path: Path, capsys):
    one, real = tmp_path / "one.csv", tmp_path / "real.csv"
    one.write_text("id,founders\np,FRA|DEU\n", encoding="utf-8")
    real.write_text("partnership,actor\np,ITA\np,BEL\np,TWN\n", encoding="utf-8")
    assert predict(one, "today", None, real, screen()) == 0
    said = capsys.readouterr().out
    assert "Candidates are the 193 members of the United Nations, as in P1 and P2; not PSE, TWN, XKX." in said
    row = next(line.split() for line in said.splitlines() if line.strip().startswith("p "))
    assert row[1:3] == ["2", "191"]


def test_the_command_writes_and_scores(tmp_path: Path, capsys):
    (tmp_path / "one.csv").write_text("id,founders\np,FRA|DEU\nq,USA|JPN\n", encoding="utf-8")
    (tmp_path / "real.csv").write_text("partnership,actor\np,ITA\np,BEL\np,FRA\n", encoding="utf-8")
    out = tmp_path / "odds.csv"
    assert predict(tmp_path / "one.csv", "today", out, tmp_path / "real.csv", screen()) == 0
    written = pd.read_csv(out)
    assert list(written)[:5] == ["partnership", "actor", "name", "kind", "odds"]
    assert set(written.partnership) == {"p", "q"}
    said = capsys.readouterr().out
    assert "AUC" in said
    assert "not scored: q" in said


def test_shipped_strengths_are_the_fitted_ones():
    scenario = load_scenario("today").motives
    fitted = pd.read_csv(DATA / "motives.csv").set_index("setting")["value"]
    assert len(fitted) <= 12
    for name, value in fitted.items():
        assert getattr(scenario, name.removeprefix("motives.")) == pytest.approx(value, abs=0.006), name


def test_draws_are_of_the_strengths_that_are_fitted():
    fitted, draws = pd.read_csv(DATA / "motives.csv"), pd.read_csv(DATA / "motive_draws.csv")
    assert draws.columns.tolist() == fitted.setting.tolist()
    assert len(draws) == 200
    middle = draws.median()
    assert ((fitted.low.to_numpy() < middle) & (middle < fitted.high.to_numpy())).all()
