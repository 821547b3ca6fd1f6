"""Outside: effort outside the model grows with the world, answers that of the model's actors, and is drawn in."""

from __future__ import annotations

from simulation.core.columns import Floats, Globals, Issue, Tables
from simulation.core.phase import Phase
from simulation.core.settings import Setting
from simulation.rules.growth import grown
from simulation.rules.outside import outside_effort


def is_moved(tables: Tables, settings: Floats) -> bool:
    """Tell whether anything moves effort outside the model: growth, an answer, or money drawn in."""
    moved = tables.growth.shape[1] > 0 or settings[Setting.MOBILISATION] != 0.0
    for g in range(tables.issues.shape[1]):
        moved = moved or tables.issues[Issue.ANSWERING, g] != 0.0
    return moved


def move_outside(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write the effort outside the model on every issue."""
    if not is_moved(tables, settings):
        return
    issues = tables.issues
    for g in range(issues.shape[1]):
        growth = grown(1.0, tables.globals[Globals.ECONOMY], settings[Setting.GROWTH_OUTSIDE])
        usual = issues[Issue.EFFORT_START, g] * growth
        ratio = issues[Issue.EFFORT, g] / usual if usual > 0.0 else 1.0
        issues[Issue.OUTSIDE, g] = outside_effort(
            issues[Issue.OUTSIDE_START, g] * growth,
            issues[Issue.ANSWERING, g],
            ratio,
            issues[Issue.MOBILISED, g] - growth * issues[Issue.MOBILISED_START, g],
        )


PHASE = Phase(
    "outside",
    move_outside,
    "effort outside the model grows with the world, responds to the model's actors, and is drawn in",
    (Issue.OUTSIDE,),
)
