"""A small sweep with known answers: two levers crossed with sampled worlds, two histories, one number each."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.study import Study
from experiments.design.problem import Factor, Problem

REGARD = Factor("us.regard", "lever", values=(0.0, 0.5), unit="share")
STANCE = Factor("us.stance", "lever", "choice", values=("give", "deal"))
THETA = Factor("payoff.theta", low=0, high=1)
ISSUES = Factor("payoff.issues", kind="whole", low=1, high=4)
RULE = Factor("order.rule", kind="choice", values=("equal", "shared", "priced"))
PROBLEM = Problem((REGARD, STANCE, THETA, ISSUES, RULE), "latin_hypercube", crossed=True)
LUCK = (0.25, -0.25)
"""What each history adds to the outcome, alike in every world: pairing takes it out."""


def worlds(count: int = 40) -> pd.DataFrame:
    """Return sampled uncertainties, evenly spread and in no order that the answers follow."""
    place = np.arange(count)
    cube = np.column_stack([(place * step % count + 0.5) / count for step in (1, 7, 11)])
    return PROBLEM.points(cube)


def damage(row: dict[str, Any], history: int) -> float:
    """Dealing adds 10 (theta − 0.5) where the rule is not 'equal'; regard takes 4 off."""
    gain = 10 * (row["payoff.theta"] - 0.5) if row["us.stance"] == "deal" and row["order.rule"] != "equal" else 0.0
    return 100 - 8 * row["us.regard"] + gain + LUCK[history]


def samples(count: int = 40) -> pd.DataFrame:
    """Return one row a point and history."""
    rows = []
    for regard, stance in product(REGARD.values, STANCE.values):
        for world in worlds(count).to_dict("records"):
            row = {"us.regard": regard, "us.stance": stance, **world}
            name = f"p{len(rows) // 2:05d}"
            for history in (0, 1):
                spent = 50 + 20 * regard + history
                breach = 3.0 if damage(row, history) > 100 else np.nan
                numbers = {"damage": damage(row, history), "spent": spent, "breach": breach}
                rows.append({"scenario": name, "history": history, **row, **numbers})
    frame = pd.DataFrame(rows)
    frame.attrs["units"] = {"damage": "US$bn", "spent": "US$bn", "breach": "yr"}
    return frame


def study(count: int = 40) -> Study:
    return Study.of(samples(count), PROBLEM)
