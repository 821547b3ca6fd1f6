"""Settings that follow from factors: arithmetic over numeric factors, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.design.file import load_design
from experiments.design.formulas import Formula
from experiments.design.points import arms_of
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES

DESIGN = """
[levers]
us.transactionalism = [0.0, 0.5, 1.0]
[outcomes]
damage = "damage"
[tied]
"""


def design(folder: Path, tied: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(DESIGN + tied)
    return path


def test_a_tied_setting_follows_from_the_factors_of_every_point(tmp_path: Path) -> None:
    path = design(
        tmp_path,
        'us.regard = "0.4 * (1 - us.transactionalism)"\nroster.states = "round(100 + 51 * us.transactionalism)"',
    )
    arms = arms_of(load_design(path, OUTCOMES))
    assert [arm.scenario.us.regard for arm in arms] == [0.4, 0.2, 0.0]
    assert [arm.scenario.roster.states for arm in arms] == [100, 126, 151]  # half rounds to even
    assert "us.regard=0.2" in arms[1].command


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 ** 3 / 4 - -1", 3.0),
        ("min(us.a, 0.1) + max(1, 2, 3)", 3.1),
        ("abs(-2) + sqrt(4) + exp(0) + log(1)", 5.0),
        ("+us.a.b", 7.0),
        ("round(2.5) + round(us.a + 1.1)", 4.0),
    ],
)
def test_arithmetic(text: str, value: float) -> None:
    assert Formula(text).value({"us.a": 0.5, "us.a.b": 7.0}) == pytest.approx(value)


def test_what_binary_leaves_of_a_whole_number_is_one() -> None:
    assert Formula("100 * us.a", is_whole=True).value({"us.a": 0.29}) == 29


@pytest.mark.parametrize(
    ("tied", "said"),
    [
        ('us.regard = "0.4 *"', "is not a formula. Allowed: numbers, factors by name"),
        ("us.regard = \"__import__('os').system('true')\"", "cannot be used in a formula"),
        ('us.regard = "us.transactionalism.__class__"', "numeric factor of this design"),
        ('us.regard = "us.transactionalsm"', "Did you mean 'us.transactionalism'"),
        ('us.regard = "[1][0]"', "cannot be used in a formula"),
        ('us.regard = "sqrt(1, 2)"', "cannot be used in a formula"),
        ('us.regard = "lambda: 1"', "cannot be used in a formula"),
        ('us.regard = "True"', "cannot be used in a formula"),
        ('us.regard = "' + "(" * 90 + "1" + ")" * 90 + '"', "0.*"),
        ('us.regard = "' + "-" * 120 + '1"', "nested too deep"),
        ('us.regard = "' + "1+" * 300 + '1"', "at most 500 characters"),
        ("us.regard = 0.5", "must be a formula in quotes, got 0.5"),
        ('us.transactionalism = "1"', "is a factor and cannot follow"),
        ('payoff.benefit = "1"', "is not a number"),
        ('us.regrd = "1"', "Did you mean 'regard'"),
        ('us.regard = "log(us.transactionalism)"', "Point p00000 of the design is not a valid scenario: 'log"),
        ('us.regard = "1 / us.transactionalism"', "has no value there: .*division by zero"),
        (
            'roster.states = "100 + 51 * us.transactionalism"',
            "p00001 .* gives 125.5, where a whole number",
        ),
        ('us.regard = "5 * us.transactionalism"', "us.regard"),
    ],
)
def test_a_mistake_is_one_line(tmp_path: Path, tied: str, said: str) -> None:
    if said == "0.*":  # brackets alone are no steps
        assert arms_of(load_design(design(tmp_path, tied), OUTCOMES))
        return
    with pytest.raises(MultipartnerError, match=said) as caught:
        arms_of(load_design(design(tmp_path, tied), OUTCOMES))
    assert "\n" not in str(caught.value)
