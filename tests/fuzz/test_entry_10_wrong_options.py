"""Wrong options are one line like any mistake: what was wrong, what was found, where to see what is allowed."""

from __future__ import annotations

import pytest

from experiments.cli.app import exit_code
from tests.fuzz.checks import nothing_is_computed

WRONG = {
    "nosuch": "No such command 'nosuch'",
    "run": "Missing argument 'SCENARIO...'",
    "run today --runs abc": "found 'abc'|'abc' is not",
    "run today --runs=-3": "'-3'|-3 is not",
    "run today --runs": "Option '--runs' requires an argument",
    "run today --rusn 3": "No such option: --rusn",
    "list a b": "unexpected extra argument",
    "run today --out /etc/passwd": "/etc/passwd",
    "sweep transactional_regard --samples 0": "0",
    "explain today": "Missing option '--actor'",
    "-x": "No such option: -x",
    "show today --set": "Option '--set' requires an argument",
    "run today --runs 5.7": "5.7",
    "run today --seed nan": "nan",
    "run [bold]today --rusn": "No such option: --rusn",
}


@pytest.mark.parametrize("typed", WRONG)
def test_entry_10_wrong_options_are_one_line(typed, capsys):
    with nothing_is_computed():
        assert exit_code(typed.split()) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("multipartner: ")
    assert any(part in said for part in WRONG[typed].split("|")), said
    command = typed.split()[0]
    where = (
        f"multipartner {command} --help"
        if command in {"run", "list", "sweep", "explain", "show"}
        else "multipartner --help"
    )
    assert where in said


def test_entry_10_words_that_are_no_text_are_one_line(capsys):
    assert exit_code(["show", "\udcff"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
