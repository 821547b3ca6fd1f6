"""Tables for people hold no formula that a spreadsheet would carry out; those for machines keep every text as it is."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.cli.run import Request, run_arms
from experiments.cli.session import Options
from experiments.cli.terminal import screen
from experiments.storage.csv_text import RUNS, as_csv
from experiments.storage.frames import Results
from experiments.storage.workbook import as_workbook
from tests.fake_world import ENGINE, arm
from tests.fuzz.commands import ROOT


@pytest.mark.parametrize(
    "cell", ["=1+1", "@SUM(1)", "+A1", "-A1", "\tx", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]
)
def test_entry_13_a_formula_gets_an_apostrophe(cell):
    frame = pd.DataFrame({"name": [cell, "today"], cell: [-1.5, 2.0]})
    head, first, second = list(csv.reader(io.StringIO(as_csv(frame).decode())))
    assert head == ["name", f"'{cell}"]
    assert first == [f"'{cell}", "-1.5"]
    assert second == ["today", "2"]


@given(st.lists(st.one_of(st.text(max_size=8), st.floats(allow_nan=False), st.none()), min_size=1, max_size=5))
def test_entry_13_no_cell_of_any_table_is_carried_out(cells):
    rows = list(csv.reader(io.StringIO(as_csv(pd.DataFrame({"cell": cells}, dtype=object)).decode(), newline="")))
    for row in rows[1:]:
        for cell in row:
            assert not cell.startswith(RUNS) or re.fullmatch(r"[+-](inf|nan|[0-9_.eE+-]+)", cell.strip(), re.IGNORECASE)


def test_entry_13_tables_of_a_run_with_a_hostile_name(tmp_path):
    arms = [arm("today"), arm("=1+1", 0.01), arm("@SUM(1)", 0.02)]
    run_arms(Request(("today",), 2, options=Options(tmp_path, 1)), arms, screen(quiet=True), ENGINE)
    tables = sorted((tmp_path / "tables").glob("*.csv"))
    assert len(tables) >= 3
    seen = 0
    for table in tables:
        for row in csv.reader(io.StringIO(table.read_text(encoding="utf-8"), newline="")):
            seen += sum(cell in ("'=1+1", "'@SUM(1)") for cell in row)
            assert not [cell for cell in row if cell.startswith(("=", "@"))]
    assert seen
    assert set(Results.open(tmp_path).outcomes["scenario"]) == {"today", "=1+1", "@SUM(1)"}


def test_entry_13_tables_for_people_are_written_in_one_place():
    writers = [path.name for path in (ROOT / "experiments").rglob("*.py") if ".to_csv(" in path.read_text("utf-8")]
    assert writers == ["csv_text.py"]


def test_entry_13_a_scheduler_listens_to_this_machine_alone():
    pages = [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    said = [
        line
        for page in pages
        for line in page.read_text("utf-8").splitlines()
        if re.search(r"\bdask scheduler\b", line)
    ]
    assert said
    for line in said:
        assert "dask scheduler --host 127.0.0.1" in line, line


def test_entry_13_a_workbook_holds_texts_and_numbers_only():
    """A sheet for each table; what looks like a formula or a link is text; the same tables are the same file."""
    tables = {
        "summary": pd.DataFrame({"who": ["=1+1", "@SUM(1)", "http://example.org"], "gain": [-1.5, 2.0, float("nan")]}),
        "a name that is longer than a sheet's may be": pd.DataFrame({"x": [1]}),
    }
    written = as_workbook(tables)
    assert written == as_workbook(tables)
    with zipfile.ZipFile(io.BytesIO(written)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<v>-1.5</v>" in sheet
        assert "hyperlink" not in sheet
        assert "=1+1" in book.read("xl/sharedStrings.xml").decode()
        assert "xl/worksheets/sheet2.xml" in book.namelist()
