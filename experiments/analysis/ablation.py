"""What each mechanism does to the world: a scenario against itself with one mechanism left out, in paired histories."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shlex import join
from typing import Literal

import numpy as np
import pandas as pd

from experiments.analysis.headlines import fitting
from experiments.analysis.paired import Difference, Outcome, Shown, paired_difference
from experiments.analysis.summary import drawn_sets
from experiments.analysis.wording import difference_shown, short_unit
from experiments.design.arms import arm_name
from experiments.markdown import table
from experiments.storage.csv_text import as_csv
from experiments.storage.frames import Results
from experiments.storage.identity import Arm
from experiments.storage.parts import write_whole
from simulation.core.codes import Kind
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario
from simulation.parameters.mechanisms import Mechanisms
from simulation.schedule import PHASES

BASES = ("today", "multipartner")
"""What is ablated unless said otherwise, as far as it is shipped."""
PREFIX = "without "


@dataclass(frozen=True)
class Removal:
    """A mechanism that is left out.

    Parameters
    ----------
    mechanism : str
        Name of its phase.
    settings : mapping
        What leaves it out, as typed after ``--set``.
    """

    mechanism: str
    settings: Mapping[str, str]

    @property
    def arm(self) -> str:
        """Name of the arm without it."""
        return PREFIX + self.mechanism


BY_STRENGTH = {
    "pledging": {"payoff.ambition": "0", "payoff.assessed": "0"},
    "delivery": {"delivery.base": "1", "delivery.accountability": "0", "delivery.withholding": "0"},
}
"""Phases without a switch: nobody pledges for the others' sake; every pledge is delivered."""

TERMS = {
    "motives": {"motives.scale": "0"},
    **{
        name: {f"motives.{name}": "0"}
        for name in ("neighbours", "size", "positions", "regimes", "income", "seat", "intercept")
    },
    "size of non-states": {
        f"nonstates.{name}": "0" for name in ("company_size", "company_openness", "city_size", "city_openness")
    },
    "peers": {f"nonstates.{name}": "0" for name in ("company_home", "company_industry", "city_home")},
    "being served": {"payoff.absorption": "0"},
    "the limit of money": {"payoff.money_sway": "1000"},
    "habits of givers": {"giving.habit": "0", "giving.spread": "0", "giving.spread_outside": "0"},
}
"""Motives of the decision: all at once, each by itself, those of companies and cities, what is received and how far
money counts; and who gives how much."""


@cache
def removals() -> tuple[Removal, ...]:
    """Return everything that can be left out: mechanisms in the order of the schedule, then motives."""
    phases = tuple(
        Removal(phase.name, BY_STRENGTH.get(phase.name, {f"mechanisms.{phase.name}": "false"}))
        for phase in PHASES
        if phase.name in Mechanisms.model_fields or phase.name in BY_STRENGTH
    )
    return phases + tuple(Removal(name, settings) for name, settings in TERMS.items())


@dataclass(frozen=True)
class Reading:
    """A headline: a measure of each history as one number.

    Parameters
    ----------
    label : str
        Head of its column.
    measures : sequence of str
        Columns of the outcome table, added up.
    over : {"end", "mean", "sum"}
        Last quarter, mean over quarters, or sum over quarters.
    shown : {"level", "money", "share"}
        Differences of shares are in percentage points, others in per cent.
    """

    label: str
    measures: tuple[str, ...]
    over: Literal["end", "mean", "sum"]
    shown: Shown


READINGS: dict[str, tuple[Reading, ...]] = {
    "Threats and burdens": (
        *(
            Reading(label, (f"level_{name}",), "mean" if fitting(name) == "mean" else "end", "level")
            for label, name in (
                ("climate", "climate"),
                ("disease", "disease"),
                ("food", "food"),
                ("energy access", "energy"),
                ("displacement", "displacement"),
                ("terrorism", "terrorism"),
            )
        ),
        Reading("damage", ("damage",), "mean", "money"),
        Reading(
            "effort",
            tuple(f"effort_{kind.label}" for kind in Kind),
            "mean",
            "money",
        ),
        Reading("U.S. share", ("share_usa",), "mean", "share"),
    ),
    "Partnerships": (
        Reading("memberships of a state", ("memberships_per_state",), "end", "level"),
        Reading("moves", ("joins", "leaves"), "sum", "level"),
        Reading("births", ("births",), "sum", "level"),
        Reading("deaths", ("deaths",), "sum", "level"),
        Reading("spin-offs", ("spin_offs",), "sum", "level"),
        Reading("delivered of pledged", ("delivery_ratio",), "mean", "share"),
        Reading("productivity", ("productivity",), "mean", "level"),
        Reading("output legitimacy", ("output_legitimacy",), "mean", "share"),
    ),
    "Order": (
        Reading("multipartner index", ("multipartner_index",), "end", "share"),
        Reading("modularity", ("modularity",), "end", "share"),
        Reading("multi-alignment", ("multi_alignment",), "end", "share"),
        Reading("trust", ("trust",), "end", "share"),
        Reading("wars", ("wars",), "mean", "level"),
        Reading("tension", ("tension",), "mean", "share"),
        Reading("demands", ("ultimata",), "sum", "level"),
        Reading("norm drift", ("norm_drift",), "end", "level"),
        Reading("U.S. influence", ("influence_usa",), "mean", "level"),
    ),
}
"""Headline measures by the table in which they stand."""


def ablation_arms(base: str, years: int | None = None) -> list[Arm]:
    """Return a scenario as it is, and without each mechanism in turn."""
    length = {} if years is None else {"years": str(years)}
    typed = [] if years is None else ["--years", str(years)]
    arms = [Arm(arm_name(base), load_scenario(base, length), join([base, *typed]))]
    for removal in removals():
        settings = [part for name, value in removal.settings.items() for part in ("--set", f"{name}={value}")]
        scenario = load_scenario(base, {**length, **removal.settings})
        arms.append(Arm(removal.arm, scenario, join([base, *settings, *typed])))
    return arms


def outcome_of(frame: pd.DataFrame, reading: Reading, arms: Sequence[str]) -> Outcome:
    """Return a reading of every history and arm."""
    if reading.over == "end":
        rows = frame[frame["quarter"] == frame.groupby("run")["quarter"].transform("max")]
    else:
        rows = frame[frame["quarter"] > 0]
    added = rows[list(reading.measures)].sum(axis=1).groupby([rows["history"], rows["scenario"]])
    values = added.sum() if reading.over == "sum" else added.mean()
    wide = values.unstack("scenario").reindex(columns=list(arms))
    return Outcome(reading.label, reading.label, "is", reading.shown, wide)


def ablation_table(results: Results) -> pd.DataFrame:
    """Return the paired difference that leaving out each mechanism makes, one row a mechanism and reading."""
    arms = results.manifest.names
    base, drawn = arms[0], drawn_sets(results) > 0
    rows = []
    for group, readings in READINGS.items():
        for reading in readings:
            outcome = outcome_of(results.outcomes, reading, arms)
            for arm in arms[1:]:
                difference = paired_difference(outcome, arm, base, parameters=drawn)
                rows.append(
                    {
                        "scenario": base,
                        "table": group,
                        "mechanism": arm.removeprefix(PREFIX),
                        "reading": reading.label,
                        "base": float(outcome.values[base].mean()),
                        "without": float(outcome.values[arm].mean()),
                        "difference": difference.mean,
                        "low": difference.low,
                        "high": difference.high,
                        "unit": difference.unit,
                        "pairs": difference.pairs,
                        "shown": reading.shown,
                    }
                )
    return pd.DataFrame(rows)


def cell(row: pd.Series) -> str:
    """Return a difference as the page shows it: exactly nothing, not clear, or its mean and interval.

    Examples
    --------
    >>> cell(pd.Series({"difference": 0.0, "low": 0.0, "high": 0.0, "unit": "%", "pairs": 9, "base": 1.0}))
    '0'
    >>> cell(pd.Series({"difference": 2.0, "low": 1.0, "high": 3.0, "unit": "%", "pairs": 9, "base": 1.0}))
    '**+2** (1 to 3)'
    """
    difference = Difference(row["difference"], row["low"], row["high"], int(row["pairs"]), str(row["unit"]))
    if difference.pairs < 2:
        return "too few"
    if difference.low == difference.high == 0.0:
        return "0"
    if not np.isfinite(difference.mean) or not difference.unit:
        return "–"
    mean, _, interval = difference_shown(difference).partition(f" {short_unit(difference)} ")
    return f"**{mean}** {interval}" if difference.is_clear else interval


def head_of(reading: Reading) -> str:
    """Return the head of a column: the reading and the unit of its differences."""
    return f"{reading.label}, {'points' if reading.shown == 'share' else '%'}"


def base_cell(value: float, shown: Shown) -> str:
    """Return the base's own value as the page shows it.

    Examples
    --------
    >>> base_cell(0.256, "share"), base_cell(1.2345, "level"), base_cell(4321.0, "money")
    ('25.6 %', '1.23', '4,321')
    """
    if shown == "share":
        return f"{100 * value:.1f} %"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def markdown(frame: pd.DataFrame) -> str:
    """Return the tables of one scenario for a page."""
    base, pairs = str(frame["scenario"].iloc[0]), int(frame["pairs"].min())
    parts = [f"`{base}`, {pairs} paired histories."]
    mechanisms = list(dict.fromkeys(frame["mechanism"]))
    for group, readings in READINGS.items():
        held = frame[frame["table"] == group].set_index(["mechanism", "reading"])
        first = [base_cell(held.loc[(mechanisms[0], r.label), "base"], r.shown) for r in readings]
        rows = [(f"*{base} as it is*", *first)]
        rows += [(f"`{name}`", *(cell(held.loc[(name, r.label)]) for r in readings)) for name in mechanisms]
        parts.append(f"**{group}**\n\n" + table(["without", *map(head_of, readings)], rows))
    return "\n\n".join(parts)


def renewed_page(text: str, base: str, tables: str) -> str:
    """Return a page with the tables of one scenario written anew between its marks.

    Raises
    ------
    MultipartnerError
        When the page has no marks for this scenario.
    """
    marks = re.compile(rf"(<!-- results: ablation {re.escape(base)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marks.search(text):
        raise MultipartnerError(
            f"The page has no place for '{base}'. Mark one: <!-- results: ablation {base} --> and <!-- end -->."
        )
    return marks.sub(lambda found: f"{found[1]}\n{tables}\n\n{found[2]}", text)


def write_ablation(results: Results, page: Path | None = None) -> Path:
    """Write the table of one scenario as CSV and Markdown, and into a page if one is named; return the CSV's place."""
    frame = ablation_table(results)
    place = results.folder / "ablation.csv"
    tables = markdown(frame)
    write_whole(place, as_csv(frame.drop(columns="shown")))
    write_whole(results.folder / "ablation.md", (tables + "\n").encode())
    if page is not None:
        text = renewed_page(page.read_text(encoding="utf-8"), str(frame["scenario"].iloc[0]), tables)
        write_whole(page, text.encode())
    return place
