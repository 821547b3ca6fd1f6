"""Figures, drawn from stored tables only; each is one module with a function from results to a drawing."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.figures.drawing import Drawing
    from experiments.storage.frames import Results

FIGURES = ("trajectories", "differences", "payers", "effort")
"""Figures in the order of a report; each is a module with ``draw(results)``."""


def draw_all(results: Results) -> list[Drawing]:
    """Draw every figure that the results allow; the difference needs two arms."""
    drawings = []
    for name in FIGURES:
        draw: Callable[[Results], Drawing | None] = import_module(f"experiments.figures.{name}").draw
        drawing = draw(results)
        if drawing is not None:
            drawings.append(drawing)
    return drawings
