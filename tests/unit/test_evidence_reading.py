"""Descriptions of partnerships: what is read, and the one line for what cannot be."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.reading import LeftOut, described, members_of, members_table, read_descriptions, read_members
from simulation.core.errors import DataError
from simulation.roster import load_roster
from simulation.start.described import TYPICAL_AGE

ROSTER = load_roster()
HEAD = "id,started,issue,form,lead,founders,recipients,roster_role,political,social,economic\n"


def rows(*ids: str) -> tuple[int, ...]:
    return tuple(ROSTER.ids.index(each) for each in ids)


def test_all_columns_are_read():
    found = described(
        {
            "id": "p",
            "started": "1957",
            "issue": "energy",
            "form": "bank",
            "lead": "FRA",
            "founders": "FRA | DEU|ITA",
            "recipients": "ZAF",
            "roster_role": "donors",
            "political": "1",
            "social": "",
            "economic": 0,
        },
        ROSTER,
    )
    assert (found.started, found.issue, found.form, found.roster_role) == (1957, "energy", "bank", "donors")
    assert found.leads == rows("FRA")
    assert found.founders == rows("FRA", "DEU", "ITA")
    assert set(found.seated) == set(rows("FRA", "DEU", "ITA"))
    assert found.recipients == rows("ZAF")
    assert found.flags == (1.0, None, 0.0)


def test_all_but_id_and_founders_may_be_blank():
    found = described({"id": "p", "founders": ["USA"], "started": float("nan"), "issue": None}, ROSTER)
    assert (found.started, found.issue, found.form, found.roster_role) == (None, "", "", "")


def test_numbers_and_blanks_of_a_table_are_read_and_other_columns_left():
    row = {"id": np.str_("p"), "founders": "USA", "started": np.int64(1957), "political": np.float32(1), "mine": 3}
    blank = {"issue": pd.NA, "form": np.float32("nan"), "recipients": pd.NaT, 7: "seven"}
    found = described({**row, **blank}, ROSTER)
    assert (found.id, found.started, found.flags[0]) == ("p", 1957, 1.0)
    assert (found.issue, found.form, found.recipients) == ("", "", ())


def test_a_stated_year_stays_as_it_is_this_one_included():
    this_year, unknown = (described({"id": "p", "founders": "USA", "started": each}, ROSTER) for each in (2025, ""))
    assert (this_year.started, this_year.age) == (2025, 0)
    assert (unknown.started, unknown.age) == (None, TYPICAL_AGE)


def test_named_recipients_are_not_seated_even_if_they_founded():
    found = described({"id": "p", "founders": "ZAF|DEU", "recipients": "ZAF"}, ROSTER)
    assert found.seated == rows("DEU")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("GER", "DEU"), ("Germany", "DEU"), ("usa", "USA"), ("EU", "eu"), ("UK", "GBR"), ("Viet Nam", "VNM")],
)
def test_unknown_actors_get_one_line_with_a_suggestion(word, meant):
    with pytest.raises(DataError, match=f"Did you mean '{meant}'"):
        described({"id": "p", "founders": word}, ROSTER)


def test_states_that_are_no_actors_are_left_out_of_founders_and_recipients_and_told():
    left_out = LeftOut()
    values = {"id": "p", "founders": "FRA|YUG|COK", "recipients": "ZAF|CSK"}
    found = described(values, ROSTER, "p.csv, line 4", left_out)
    assert (found.founders, found.recipients) == (rows("FRA"), rows("ZAF"))
    assert left_out.sentence() == "Left out, no actor of the model: YUG, COK, CSK (p.csv, line 4)."


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"lead": "YUG"}, "No actor is called 'YUG'"),
        ({"founders": "GER"}, "Did you mean 'DEU'"),
        ({"founders": "Yugoslavia"}, "No actor is called 'Yugoslavia'"),
        ({"founders": "YUG|COK"}, "needs founders or a lead.*No actors of the model: YUG, COK"),
    ],
)
def test_what_else_is_unknown_stays_an_error(values, said):
    left_out = LeftOut()
    with pytest.raises(DataError, match=said) as error:
        described({"id": "p", **values}, ROSTER, "here", left_out)
    assert not left_out.places
    assert len(str(error.value)) < 160


def test_a_notice_is_short_however_many_are_left_out():
    many = LeftOut({f"A{a}{b}": f"p.csv, line {k}" for k, (a, b) in enumerate(product("BCDEF", "XYZ"))})
    assert many.sentence().endswith("(p.csv, line 4); and more in 10 other places.")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"founders": "USA"}, "needs an id"),
        ({"id": "p"}, "needs founders or a lead"),
        ({"id": "p", "founders": "ZAF", "recipients": "ZAF"}, "needs founders or a lead"),
        ({"id": "p", "founders": "USA", "issue": "peace"}, "No issue is called 'peace'.*climate"),
        ({"id": "p", "founders": "USA", "form": "pact"}, "No form is called 'pact'.*alliance"),
        ({"id": "p", "founders": "USA", "roster_role": "givers"}, "No roster_role is called 'givers'"),
        ({"id": "p", "founders": "USA", "started": "soon"}, "A number from 1000 to 3000"),
        ({"id": "p", "founders": "USA", "political": "2"}, "A number from 0 to 1"),
        ({"id": "p", "founders": "USA", "isue": "food"}, "Did you mean 'issue'"),
    ],
)
def test_what_cannot_be_meant_gets_one_line(values, said):
    with pytest.raises(DataError, match=said) as error:
        described(values, ROSTER, "here.csv, line 2")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        (HEAD, "describes no partnership"),
        ("name,founders\nx,USA\n", "column is called 'id'"),
        ("id,started\nx,1990\n", "'founders' or 'lead'"),
        (HEAD + "a,1990,,,,USA,,,,,\na,1990,,,,DEU,,,,,\n", "found 'a' twice.*lines 2 and 3"),
        (HEAD + "a,1990,,,,USA\n", "11 cells are needed, found 6.*line 2"),
        (HEAD + "a,1990,,,,USA,,,,,\nb,1990,,,,GER,,,,,\n", "line 3.*founders"),
    ],
)
def test_a_damaged_table_gets_one_line(tmp_path: Path, text, said):
    path = tmp_path / "many.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_descriptions(path, ROSTER)


def test_a_table_that_is_no_text_gets_one_line(tmp_path: Path):
    path = tmp_path / "many.csv"
    path.write_bytes(b"id,founders\n\xff\xfe,USA\n")
    with pytest.raises(DataError, match="not UTF-8"):
        read_descriptions(path, ROSTER)


def test_toml_describes_one_and_a_broken_one_gets_one_line(tmp_path: Path):
    good, bad = tmp_path / "one.toml", tmp_path / "bad.toml"
    good.write_text('id = "p"\nfounders = ["FRA", "DEU"]\nstarted = 1952\n', encoding="utf-8")
    bad.write_text("id = \n", encoding="utf-8")
    assert read_descriptions(good, ROSTER)[0].founders == rows("FRA", "DEU")
    with pytest.raises(DataError, match=r"bad\.toml is not valid TOML"):
        read_descriptions(bad, ROSTER)
    with pytest.raises(DataError, match=r"\.toml or \.csv"):
        read_descriptions(tmp_path / "one.xlsx", ROSTER)


def test_columns_may_stand_in_any_order_and_others_are_left(tmp_path: Path):
    path = tmp_path / "few.csv"
    path.write_text("founders,remark,id\nUSA|JPN,mine,quad\n", encoding="utf-8")
    assert read_descriptions(path, ROSTER)[0].id == "quad"


def test_real_members_are_read_by_partnership(tmp_path: Path):
    path = tmp_path / "members.csv"
    path.write_text("partnership,actor\na,USA\na,FRA\nb,DEU\n", encoding="utf-8")
    assert read_members(path, ROSTER) == {"a": {"USA", "FRA"}, "b": {"DEU"}}
    path.write_text("partnership,actor\na,YUG\na,USA\nb,YUG\n", encoding="utf-8")
    left_out = LeftOut()
    assert members_of(members_table(path), ROSTER, left_out) == {"a": {"USA"}, "b": set()}
    assert left_out.sentence() == "Left out, no actor of the model: YUG (members.csv, line 2)."
    path.write_text("partnership,actor\na,GER\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"Did you mean 'DEU'.*line 2"):
        read_members(path, ROSTER)


def test_partnerships_of_a_scenario_are_predicted_as_their_descriptions_are(tmp_path):
    scenario = tmp_path / "mine.toml"
    scenario.write_text(
        'extends = "today"\n[[partnership]]\nid = "fund"\nissue = "disease"\nform = "fund"\nfounded = 2026.5\n'
        'lead = "GBR"\nfounders = ["SWE:2027", "DEU"]\nrecipients = 1\n[[partnership]]\nid = "deal"\nlead = "USA"\n'
        'named_recipients = "ZAF"\n'
    )
    fund, deal = read_descriptions(scenario, ROSTER)
    assert fund == described(
        {"id": "fund", "issue": "disease", "form": "fund", "started": 2026, "lead": "GBR", "founders": "SWE|DEU"},
        ROSTER,
    )
    assert deal == described({"id": "deal", "lead": "USA", "recipients": "ZAF"}, ROSTER)
    scenario.write_text('extends = "today"\npartnership = "fund"\n')
    with pytest.raises(DataError, match=r"\[\[partnership\]\] tables.*mine.toml"):
        read_descriptions(scenario, ROSTER)
