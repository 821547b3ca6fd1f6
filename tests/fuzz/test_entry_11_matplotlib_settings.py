"""Figures are drawn from Matplotlib's defaults: what the user's own settings say changes nothing, and ends nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import matplotlib.style
import pytest

from experiments.figures import draw_all
from experiments.figures.drawing import LOOK
from tests.fake_world import ENGINE, arm
from tests.fuzz.commands import ROOT

SETTINGS = {
    "dark": """
axes.facecolor: black
figure.facecolor: black
savefig.facecolor: black
axes.grid: True
lines.linewidth: 9
""",
    "usetex": """
text.usetex: True
font.family: serif
savefig.dpi: 30
savefig.bbox: tight
savefig.transparent: True
""",
    "layout": """
figure.autolayout: True
axes.prop_cycle: cycler('color', ['k'])
path.sketch: 3, 100, 2
svg.fonttype: none
""",
    "nonsense": """
axes.faccolor: 3
font.size: large and small
""",
}
DRAW = """
import hashlib, sys, logging
logging.disable(logging.CRITICAL)
from experiments.ensembles import Comparison, run_arms
from experiments.figures import draw_all
from tests.fake_world import ENGINE, arm
results = run_arms([arm("a"), arm("b", 0.01)], 3, workers=1, engine=ENGINE)
for drawing in draw_all(results):
    svg = drawing.svg.split("command:")[-1]
    print(drawing.name, hashlib.sha256(svg.encode()).hexdigest(), hashlib.sha256(drawing.png()[-4000:]).hexdigest())
"""


def drawn(settings: Path | None) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment |= {"MATPLOTLIBRC": str(settings)} if settings else {}
    done = subprocess.run(
        [sys.executable, "-c", DRAW], capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def usual() -> list[str]:
    return drawn(None)


@pytest.mark.parametrize("name", ["all", *(pytest.param(name, marks=pytest.mark.slow) for name in SETTINGS)])
def test_entry_11_settings_of_the_user_change_no_figure(name, usual, tmp_path):
    text = SETTINGS.get(name) or "".join(SETTINGS.values())
    (tmp_path / "matplotlibrc").write_text(text, encoding="utf-8")
    assert len(usual) > 3
    assert drawn(tmp_path / "matplotlibrc") == usual


def test_entry_11_a_style_in_force_in_a_notebook_changes_no_figure():
    from experiments.ensembles import run_arms

    results = run_arms([arm("a"), arm("b", 0.01)], 3, workers=1, engine=ENGINE)

    def digests() -> list[str]:
        return [hashlib.sha256(drawing.svg.encode()).hexdigest() for drawing in draw_all(results)]

    usual = digests()
    with mpl.style.context("dark_background"), mpl.rc_context({"text.usetex": True, "axes.grid": True}):
        assert digests() == usual


def test_entry_11_the_look_says_everything_but_where_windows_open():
    left = set(mpl.rcParamsDefault) - set(LOOK)
    assert not [name for name in left if name.startswith(("axes", "figure", "font", "text", "svg", "savefig", "lines"))]
