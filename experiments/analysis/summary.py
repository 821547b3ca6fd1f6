"""What an experiment says: medians, bands, and paired differences with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from experiments.analysis.headlines import headline_outcomes, issues_of_some, other_readings
from experiments.analysis.paired import Difference, Outcome, paired_difference
from experiments.analysis.wording import difference_shown, label_of, sentence
from experiments.storage.frames import Results

NOT_COMPARED = (
    "Not all of these scenarios have the same issues ({issues}): totals such as damage and money count more in one "
    "than in another, and are not compared. To learn what a partnership does, give every scenario the issue, and "
    "the partnership to one of them."
)
"""What is said where a total is not of the same issues everywhere."""


@dataclass(frozen=True)
class Cell:
    """Median over histories, the middle 90 % of them, and the difference from the first arm."""

    median: float
    low: float
    high: float
    difference: Difference | None


@dataclass(frozen=True)
class Row:
    """One outcome, a cell an arm."""

    outcome: Outcome
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Summary:
    """The summary table.

    Parameters
    ----------
    arms : tuple of str
        The first is the one that others are compared with.
    rows : tuple of Row
    histories : int
        Paired histories that every arm has.
    missing : int
        Runs asked for that are not there.
    """

    arms: tuple[str, ...]
    rows: tuple[Row, ...]
    histories: int
    missing: int
    final_year: float
    others: tuple[Row, ...] = ()
    """Other readings of the same threats: in tables, not in the answer."""
    parameter_sets: int = 0
    """Sets of parameters that histories drew from; 0 for none."""
    alone: tuple[str, ...] = ()
    """Issues of one's own that only some arms have."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What arms are called instead of their names, where they have a title of their own."""

    @property
    def labels(self) -> tuple[str, ...]:
        """What each arm is called."""
        return tuple(self.titles.get(arm, label_of(arm)) for arm in self.arms)

    @property
    def covers(self) -> str:
        """What intervals cover, in words."""
        return covered(self.parameter_sets)

    def sentences(self) -> list[str]:
        """Return a sentence for each outcome and arm other than the first."""
        return [
            sentence(row.outcome, label, self.labels[0], cell.difference)
            for row in self.rows
            for label, cell in zip(self.labels, row.cells, strict=True)
            if cell.difference is not None
        ]

    def answers(self) -> list[str]:
        """Return one line for each arm other than the first: what is higher, lower, not clear."""
        return [*(self._answer(place) for place in range(1, len(self.arms))), *self.cautions()]

    def cautions(self) -> list[str]:
        """Return what keeps totals from being compared: issues that only some of the scenarios have."""
        if not self.alone:
            return []
        return [NOT_COMPARED.format(issues=", ".join(self.alone))]

    def _answer(self, place: int) -> str:
        found: dict[str, list[str]] = {"higher": [], "lower": [], "no clear difference": [], "no claim": []}
        for row in self.rows:
            difference = row.cells[place].difference
            assert difference is not None
            if not row.outcome.may_be_claimed:
                found["no claim"].append(row.outcome.noun)
            elif not difference.is_clear:
                found["no clear difference"].append(row.outcome.noun)
            else:
                kind = "higher" if difference.mean > 0 else "lower"
                found[kind].append(f"{row.outcome.noun} {difference_shown(difference)}")
        said = "; ".join(f"{word}: {', '.join(items)}" for word, items in found.items() if items)
        here, there = self.labels[place], self.labels[0]
        basis = f"in {self.histories} paired histories ({self.covers})"
        return f"“{here}” against “{there}” {basis} – {said}."


def covered(parameter_sets: int) -> str:
    """Return what the intervals of an experiment cover.

    Examples
    --------
    >>> covered(0)
    '95 % intervals: luck'
    >>> covered(200)
    '95 % intervals: luck and 200 sets of parameters and choices of structure'
    """
    return "95 % intervals: luck" + (
        f" and {parameter_sets} sets of parameters and choices of structure" if parameter_sets else ""
    )


def drawn_sets(results: Results) -> int:
    """Return from how many sets of parameters the histories of every arm drew, 0 where one did not."""
    return min((int(arm.scenario.get("parameter_sets", 0)) for arm in results.manifest.arms), default=0)


def _cell(outcome: Outcome, arm: str, first: str, sets: int) -> Cell:
    values = outcome.values[arm].dropna().to_numpy(float)
    low, median, high = np.quantile(values, [0.05, 0.5, 0.95]) if len(values) else (np.nan,) * 3
    difference = None if arm == first else paired_difference(outcome, arm, first, parameters=sets > 0)
    return Cell(float(median), float(low), float(high), difference)


def summarise(results: Results) -> Summary:
    """Return the summary table of a results folder."""
    arms = tuple(results.manifest.names)
    outcomes = headline_outcomes(results)
    sets = drawn_sets(results)
    rows, others = (
        tuple(Row(each, tuple(_cell(each, arm, arms[0], sets) for arm in arms)) for each in found)
        for found in (outcomes, other_readings(results))
    )
    complete = len(outcomes[0].values.dropna()) if outcomes else 0
    year = float(results.outcomes["year"].max())
    alone = issues_of_some(results)
    return Summary(arms, rows, complete, results.missing, year, others, sets, alone, results.manifest.labels)


def summary_frame(summary: Summary) -> pd.DataFrame:
    """Return the summary table as a frame: one row an outcome and arm."""
    rows = []
    for row in (*summary.rows, *summary.others):
        for arm, cell in zip(summary.arms, row.cells, strict=True):
            difference = cell.difference
            rows.append(
                {
                    "outcome": row.outcome.label,
                    "scenario": arm,
                    "median": cell.median,
                    "q05": cell.low,
                    "q95": cell.high,
                    "difference": difference.mean if difference else np.nan,
                    "difference_low": difference.low if difference else np.nan,
                    "difference_high": difference.high if difference else np.nan,
                    "difference_unit": difference.unit if difference else "",
                    "pairs": difference.pairs if difference else 0,
                }
            )
    return pd.DataFrame(rows)
