"""The page of verification says what the registry gives, and the command prints it with a tick per row."""

from __future__ import annotations

import doctest
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments import verification
from experiments.cli import verify
from experiments.cli.app import app
from experiments.verification import ROWS, Result, Row, page, row
from simulation.core.errors import MultipartnerError

ROOT = Path(__file__).resolve().parents[2]


def fake(number: int, *results: Result) -> Row:
    return Row(number, f"title {number}", ("barrett1994",), "Game(...)", ("decision",), lambda: iter(results))


def test_the_page_has_every_row_with_its_setting_and_no_row_wrong():
    text = (ROOT / page.PAGE).read_text(encoding="utf-8")
    for each in ROWS:
        assert f"### {each.number}. {each.title}\n\n    {each.setting}\n" in text
    lines = re.findall(r"^\| (\d+) \| .* \| (\d+) of (\d+) \| [\d.]+ \|$", text, re.MULTILINE)
    assert [int(number) for number, _, _ in lines] == [each.number for each in ROWS]
    assert all(right == count for _, right, count in lines)


def test_writing_changes_only_the_results(tmp_path):
    (tmp_path / "docs").mkdir()
    shutil.copy(ROOT / page.PAGE, tmp_path / page.PAGE)
    done = [row.checked(fake(1, Result("k", 3, 3)))]
    page.write_page(done, tmp_path)
    text, old = (root.joinpath(page.PAGE).read_text(encoding="utf-8") for root in (tmp_path, ROOT))
    assert "title 1" in text
    assert text.split("<!-- results -->")[0] == old.split("<!-- results -->")[0]
    assert text.split("<!-- end of results -->")[1] == old.split("<!-- end of results -->")[1]
    with pytest.raises(MultipartnerError, match="does not exist"):
        page.write_page(done, tmp_path / "nowhere")


@pytest.mark.parametrize(("ours", "code", "tick"), [(3, 0, "✓"), (4, 1, "✗")])
def test_the_command_ticks_each_row_and_fails_when_one_is_wrong(monkeypatch, ours, code, tick):
    monkeypatch.setattr(verify, "ROWS", (fake(1, Result("k", 3, 3)), fake(2, Result("size", 3, ours))))
    outcome = CliRunner().invoke(app, ["verify", "--all"])
    assert outcome.exit_code == code
    assert re.search(rf"{tick}\s+2\s+title 2", outcome.output)
    assert ("published 3, ours 4" in outcome.output) is (ours == 4)


def test_examples_are_right():
    for module in (page, row, verification):
        assert doctest.testmod(module).failed == 0
