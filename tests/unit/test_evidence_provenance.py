"""What was matched says under which results; runs of other results are not counted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from experiments.evidence import history_matching, provenance
from experiments.evidence.history_matching import library_at
from experiments.evidence.page import PAGE, provenance_said, write_page
from experiments.evidence.provenance import results_digest


def test_runs_of_other_results_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_matching, "results_digest", lambda: "012345678901")
    rows = [(0, 0, "012345678901"), (0, 1, "abcdef012345"), (1, 0, "012345678901")]
    pd.DataFrame(rows, columns=["wave", "point", "results"]).to_csv(tmp_path / "library.csv", index=False)
    assert library_at(tmp_path)[["wave", "point"]].to_numpy().tolist() == [[0, 0], [1, 0]]
    assert library_at(tmp_path / "nowhere").empty


def test_results_have_one_digest() -> None:
    first = results_digest()
    results_digest.cache_clear()
    assert results_digest() == first
    assert len(first) == provenance.SHORT


def test_it_is_said_whether_results_have_changed_since(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "results_digest", lambda: "012345678901")
    made = provenance.provenance(waves=4, points=40, left="0.031")
    assert "4 waves of 40 runs; 3.1% of the prior is left; the present code gives the same" in provenance_said(made)
    monkeypatch.setattr(provenance, "results_digest", lambda: "abcdef012345")
    assert "results have changed since" in provenance_said(made)


def test_a_part_whose_protocol_was_not_run_stays_in_the_page(tmp_path):
    (tmp_path / "docs").mkdir()
    text = "<!-- generated: p5 -->\n\nof another day\n\n<!-- end -->\n"
    (tmp_path / PAGE).write_text(text, encoding="utf-8")
    write_page(tmp_path / "empty", tmp_path)
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == text
