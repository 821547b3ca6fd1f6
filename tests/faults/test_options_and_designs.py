"""Options and designs that would say nothing, or the same thing twice, are refused: as strangers wrote them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from experiments.claims.file import LIBRARY
from experiments.claims.trying import Trials
from experiments.cli.app import app, exit_code
from experiments.design.arms import assignments
from experiments.design.file import load_design
from experiments.design.mixes import read_groups
from experiments.execution.engine import MODEL
from simulation.core.errors import MultipartnerError


def test_a_setting_is_one_line() -> None:
    with pytest.raises(MultipartnerError, match="without line breaks"):
        assignments(["us.effort_share=0.5\nus.seats=1.0"])


def test_an_empty_value_is_no_value(capfd) -> None:
    """An empty variable of the shell in ``--set us.regard=$REGARD`` used to pass for nothing said."""
    assert exit_code(["run", "small", "--set", "us.regard= ", "--runs", "1"]) == 2
    assert "--set takes KEY=VALUE" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "small", "--years", "2", "--set", "years=1"], "say the same"),
        (["run", "small", "--detailed", "5"], "name the tables, too"),
        (["run", "small", "--equal", "us_spending"], "needs a second scenario"),
        (["run", "small", "--outcomes", ""], "was given nothing"),
    ],
)
def test_what_would_say_nothing_is_refused(words: list[str], said: str, capfd) -> None:
    assert exit_code([*words, "--runs", "1"]) == 2
    assert said in capfd.readouterr().err


def test_the_page_of_all_claims_is_not_that_of_one(capfd) -> None:
    assert exit_code(["claims", "seats", "--quick", "--page"]) == 2
    assert "leave out the names" in capfd.readouterr().err


def test_groups_of_a_decomposition_and_claims_have_names_of_their_own(tmp_path) -> None:
    with pytest.raises(MultipartnerError, match="names 'a' twice"):
        read_groups(["a=order.seats", "a=order.pressure"], ["order.seats", "order.pressure"])
    shipped = next(iter(Trials.of(["seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True).claims))
    file = tmp_path / "seats.toml"
    file.write_text((LIBRARY / "seats.toml").read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(MultipartnerError, match=f"Two claims are called '{shipped.id}'"):
        Trials.of([str(file), "seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True)
    twice = Trials.of(["seats", "seats"], tmp_path, worlds=2, runs=1, seed=0, is_quick=True)
    assert len(twice.claims) == 1


DESIGN = """scenario = "small"
sampler = "{sampler}"
samples = 4
years = 1
[uncertainties]
payoff.phi = {{ {phi} }}
[levers]
us.regard = {{ low = 0.1, high = 0.4, steps = 2 }}
[outcomes]
damage = "damage"
"""


@pytest.mark.parametrize(
    ("phi", "settings", "said"),
    [
        ("low = 0.2, high = 0.5, sd = 0.1", (), "sd belongs to normal and log-normal"),
        ("low = 0.2, high = 0.5, mode = 0.3", (), "mode belongs to triangular"),
        ("low = 0.2, high = 0.5, within = 0.3", (), "nothing for within to set"),
        ("low = 0.2, high = 0.5", ("us.regard=0.3",), "--set us.regard would have no effect"),
    ],
)
def test_what_a_design_would_not_look_at_is_refused(tmp_path, phi, settings, said) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESIGN.format(sampler="latin_hypercube", phi=phi))
    with pytest.raises(MultipartnerError, match=said):
        load_design(path, MODEL.measures(), settings)


def test_worlds_that_are_drawn_twice_meet_one_another_in_turn(tmp_path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(DESIGN.format(sampler="latin_hypercube", phi="low = 0.2, high = 0.5, steps = 2"))
    ended = CliRunner().invoke(
        app, ["sweep", str(path), "--runs", "1", "--workers", "1", "--out", str(tmp_path / "out")]
    )
    assert ended.exit_code == 0, ended.output
