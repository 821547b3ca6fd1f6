"""Progress where Python runs: a bar in a notebook, drawn by the notebook's own means; nothing where nobody looks."""

from __future__ import annotations

import logging
import sys
from types import SimpleNamespace

from experiments.ensembles import run_arms
from experiments.execution.progress import NotebookBar, bar_for_python
from tests.fake_world import ENGINE, arm


class Shown:
    def __init__(self):
        self.drawn = []

    def display(self, bar, display_id):
        assert display_id
        self.drawn.append(repr(bar))
        return SimpleNamespace(update=lambda bar: self.drawn.append(bar._repr_html_()))


def test_a_notebook_sees_the_first_and_the_last_state(monkeypatch):
    shown = Shown()
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=shown.display))
    run_arms([arm("a"), arm("b", 0.01)], 2, workers=1, engine=ENGINE)
    assert shown.drawn[0] == "0 of 4 runs"
    assert shown.drawn[-1] == "<progress value='4' max='4'></progress> 4 of 4 runs"


def test_a_bar_counts_failures_and_what_was_done_before():
    bar = NotebookBar(lambda *_, **__: None, 10, 3)
    with bar:
        bar.advance(4, 1)
    assert repr(bar) == "8 of 10 runs, 1 failed"


def test_where_nobody_looks_there_is_no_bar(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    assert bar_for_python() is None


def test_programs_hear_what_happens(caplog):
    with caplog.at_level(logging.INFO, "multipartner"):
        run_arms([arm("a"), arm("b", 0.01)], 2, workers=1, engine=ENGINE)
    assert "4 runs of a, b into" in caplog.messages[0]
    assert caplog.messages[-1].startswith("done: 4 runs done, 0 failed")
    assert {record.name for record in caplog.records} == {"multipartner.execution"}
