"""Mistakes in a world of one's own: one line each, with the file, its line and the closest name."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from experiments.cli.app import app
from simulation.core.errors import DataError, MultipartnerError
from simulation.parameters import load_scenario
from simulation.start.names import check_names
from tests.own_world import COMPANY, FUND, refused

SEAS = {"id": "seas", "dynamics": "stock", "need": 100, "value": 5}


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
