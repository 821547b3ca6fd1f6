"""What each panel shows, from the histories that a page has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.analysis.headlines import fitting
from experiments.analysis.money import PARTS, Split
from experiments.analysis.paired import LEAST_DECIDED, counted_in, mean_interval
from experiments.analysis.wording import difference_shown, estimate, in_unit, label_of, significant
from experiments.dashboard.charts import DASHES, DIFFERENCE, Course, Floats, Options, bars_chart, courses_chart
from experiments.dashboard.live import LiveResults, courses
from experiments.design.outcomes import OutcomeSpec
from experiments.execution.engine import outcome_measures
from experiments.execution.histories import History
from experiments.figures.drawing import COLOURS
from experiments.figures.payers import payer_shares
from simulation.core.codes import THREATS, Kind

QUARTER = 0.25
SIDES = ("A", "B")
MONEY = "US$bn over the run"
NAMED_PAYERS = 10
PAYERS = "Who pays under A and B, by actor"


def measure_places() -> dict[str, int]:
    """Return the column of each outcome in a history's rows."""
    return {measure.name: place for place, measure in enumerate(outcome_measures())}


BEGINNING = "The first history, as far as it has run."


def threat_charts(
    pairs: Sequence[Sequence[History]], *, levels: bool, until: float | None = None
) -> dict[str, tuple[Options, str]]:
    """Return a panel a threat, paired difference of B from A or both levels, and what it says in a sentence.

    Parameters
    ----------
    pairs : sequence of sequence of History
        For each policy its histories, in the same order.
    levels : bool
    until : float, optional
        Date at which the panels end while the only history is still running; it says nothing in numbers yet.
    """
    places = measure_places()
    years = pairs[0][0].years
    found = {}
    for threat in THREATS:
        a, b = (courses(each, places[f"level_{threat}"]) for each in pairs)
        decided = float(courses(pairs[0], places[f"model_share_{threat}"]).mean())
        shown = (
            [Course(SIDES[k], values, COLOURS[k], DASHES[k]) for k, values in enumerate((a, b))]
            if levels
            else [Course("B − A", b - a, DIFFERENCE)]
        )
        said = difference_said(threat, a, b, decided) if until is None else BEGINNING
        title = threat if decided >= LEAST_DECIDED else f"{threat} (no claim)"
        found[threat] = courses_chart(title, years, shown, 1.0 if levels else 0.0, f"{threat}. {said}", until), said
    return found


def difference_said(threat: str, a: Floats, b: Floats, decided: float) -> str:
    """Return one panel in a sentence: the mean paired difference and its interval, in the reading that fits the threat.

    Parameters
    ----------
    threat : str
    a, b : float64[histories, quarters]
        Levels in the same histories.
    decided : float
        Part of the effort that the model's actors decide.
    """
    if decided < LEAST_DECIDED:
        return f"No claim: the model's actors decide only {100 * decided:.0f} % of the effort."
    reduction = fitting(threat)
    when = "At the end" if reduction == "final" else "On average"
    of_a = reduced(reduction, a)
    differences = reduced(reduction, b) - of_a
    scale, unit = counted_in("level", float(of_a.mean()))
    mean, low, high = mean_interval(differences)
    part = f", {in_unit(significant(scale * mean, 2), unit)} of A" if unit else ""
    so = "worse under B" if low > 0 else "better under B" if high < 0 else "no clear difference"
    return f"{when}, B − A: {estimate(mean, low, high)}{part}; 95 % interval, {len(a)} pairs: {so}."


def reduced(reduction: str, values: Floats) -> Floats:
    """Return one number a history, as the summary reads it."""
    return OutcomeSpec("level", "level", reduction).of(values)


def groups_paid(histories: Sequence[History]) -> dict[str, Floats]:
    """Return what each group delivered over the run, history by history [US$bn]."""
    places = measure_places()

    def total(name: str) -> Floats:
        return np.asarray(courses(histories, places[name])[:, 1:].sum(axis=1) * QUARTER)

    american = total("effort_usa")
    paid = {"United States": american, "other states": total(f"effort_{Kind.STATE.label}") - american}
    others = {kind.plural: total(f"effort_{kind.label}") for kind in Kind if kind != Kind.STATE}
    return paid | others


def payers_table(pairs: Sequence[Sequence[History]]) -> pd.DataFrame:
    """Return what each group pays under A and B, and the paired difference with its 95 % interval.

    Returns
    -------
    pandas.DataFrame
        Columns group, a, b [US$bn over the run], a_share, b_share, difference, low, high.
    """
    a, b = (groups_paid(each) for each in pairs)
    sums = [sum(side.values(), np.zeros(len(pairs[0]))) for side in (a, b)]
    rows = []
    for group in a:
        if not (a[group].any() or b[group].any()):
            continue
        mean, low, high = mean_interval(b[group] - a[group])
        shares = [float(np.mean(side[group] / total)) for side, total in zip((a, b), sums, strict=True)]
        rows.append((group, a[group].mean(), b[group].mean(), *shares, mean, low, high))
    return pd.DataFrame(rows, columns=["group", "a", "b", "a_share", "b_share", "difference", "low", "high"])


def groups_chart(table: pd.DataFrame, *, shares: bool) -> Options:
    """Return bars of what groups pay, in dollars or as shares."""
    columns = ("a_share", "b_share") if shares else ("a", "b")
    scale = 100.0 if shares else 1.0
    sides = [(side, scale * table[name].to_numpy(float)) for side, name in zip(SIDES, columns, strict=True)]
    unit = "% of all delivered dollars" if shares else MONEY
    return bars_chart(list(table["group"]), sides, unit, "Who pays under A and B, by group")


def actors_chart(results: LiveResults, names: dict[str, str]) -> Options:
    """Return bars of the shares that the largest payers carry, by name."""
    shares = payer_shares(results, NAMED_PAYERS)
    order = list(dict.fromkeys(shares.sort_values("delivered", ascending=False)["actor"]))
    order = [*(each for each in order if each in names), *(each for each in order if each not in names)]
    sides = []
    for side, arm in zip(SIDES, results.manifest.names[: len(SIDES)], strict=True):
        own = shares[shares["scenario"] == arm].set_index("actor").reindex(order).fillna(0.0)
        sides.append((side, 100.0 * own["delivered"].to_numpy(float)))
    return bars_chart([names.get(each, label_of(each)) for each in order], sides, "% of all delivered dollars", PAYERS)


def purse_chart(parts: Sequence[Split]) -> Options:
    """Return bars of both parts of each difference, in % of A."""
    shown = [each for each in parts if each.outcome.may_be_claimed and each.whole.unit == "%"]
    sides = [
        ("purse: how much is spent", np.array([each.purse.mean for each in shown])),
        ("manner: how it is spent", np.array([each.manner.mean for each in shown])),
    ]
    return bars_chart([each.outcome.label for each in shown], sides, "B − A, % of A", "Purse and manner", COLOURS[2:])


def purse_rows(parts: Sequence[Split]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return columns and rows of the table under the bars."""
    heads = {"outcome": "what", "whole": "B − A (95 %)", "purse": "purse", "manner": "manner"}
    columns = [{"name": key, "label": head, "field": key, "align": "left"} for key, head in heads.items()]
    rows = [
        {"outcome": each.outcome.label, **{part: difference_shown(getattr(each, part)) for part in PARTS}}
        for each in parts
        if each.outcome.may_be_claimed
    ]
    return columns, rows
