"""Figures, drawn from stored tables and findings only."""

from __future__ import annotations

from experiments.figures import differences, effort, groups, payers, trajectories
from experiments.figures.drawing import Drawing
from experiments.storage.frames import Results

FIGURES = (differences.draw, trajectories.draw, payers.draw, groups.draw, effort.draw)
"""Figures of results in the order of a report: each takes results, and returns None where they do not allow it."""


def draw_all(results: Results) -> list[Drawing]:
    """Draw every figure that the results allow; the difference needs two arms."""
    drawings = (draw(results) for draw in FIGURES)
    return [drawing for drawing in drawings if drawing is not None]
