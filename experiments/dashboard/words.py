"""Texts of the page that stand in no other place."""

from __future__ import annotations

from typing import Any

import pandas as pd

from experiments.analysis.wording import estimate, significant

TITLES = {
    "differences": "What differs",
    "levels": "Levels",
    "purse": "Purse and manner",
    "payers": "Who pays",
    "map": "Map",
    "partnerships": "Partnerships",
}
BANDS = "Line: median over histories; dark band: middle 50 % of them; light band: middle 90 %."
HOW_TO_READ = {
    "differences": (
        "Threat under B minus threat under A in the same history, where the level of 2025 is 1. "
        f"{BANDS} Above zero: worse under B."
    ),
    "levels": f"Level of each threat, 2025 = 1. A blue and solid, B orange and dashed. {BANDS}",
    "purse": (
        "Each difference in two parts. Manner: what is left if the United States and all non-state actors spend "
        "under B what they spend under A, in the same history. Purse: the rest. Above zero: more under B."
    ),
    "payers": "Mean over histories of what is delivered over the run; in the table, B minus A and its 95 % interval.",
    "map": (
        "States at their capitals in one history, the larger the more they deliver; no boundaries are shown, and "
        "none are implied. Click one to see where it sits, and why."
    ),
    "partnerships": (
        "Existing partnerships, in a ring by issue, the larger the more is delivered through them; a line joins those "
        "that share more than half of their members. Click one to see who sits in it, and why."
    ),
}


def payer_rows(table: pd.DataFrame) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return columns and rows of the table under the bars."""
    heads = {
        "group": "who",
        "a": "A, US$bn",
        "b": "B, US$bn",
        "a_share": "A, share",
        "b_share": "B, share",
        "difference": "B − A, US$bn (95 %)",
    }
    columns = [{"name": key, "label": head, "field": key, "align": "left"} for key, head in heads.items()]
    rows = [
        {
            "group": row["group"],
            "a": significant(row["a"]),
            "b": significant(row["b"]),
            "a_share": f"{100 * row['a_share']:.0f} %",
            "b_share": f"{100 * row['b_share']:.0f} %",
            "difference": estimate(row["difference"], row["low"], row["high"]),
        }
        for row in table.to_dict("records")
    ]
    return columns, rows
