"""Every row of the registry of verification is within tolerance, in the order and with the sources it states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments.verification import ROWS, Row, checked

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"row{row.number:02}")
def test_row_is_within_tolerance(row: Row):
    done = checked(row)
    assert done.results
    wrong = [(result.what, result.published, result.ours) for result in done.results if not result.is_right]
    assert not wrong


def test_all_rows_are_there_with_sources():
    assert [row.number for row in ROWS] == list(range(1, 24))
    keys = set(re.findall(r"^@\w+\{(\w+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.MULTILINE))
    for row in ROWS:
        assert row.sources
        assert set(row.sources) <= keys, row.number


def test_every_row_has_a_test_of_its_own():
    files = {path.name[:10] for path in Path(__file__).parent.glob("test_row*.py")}
    assert files == {f"test_row{row.number:02}" for row in ROWS}
