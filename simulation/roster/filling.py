"""Missing values of the states: one stated rule per column, each filled value on record.

A rule sees one column, the regions and the populations, and returns a column without gaps. Medians are
taken over the states of the whole table before any of them is left out, so a smaller roster holds the same
figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simulation.roster.records import Filled, Floats, Ints


def zero(values: Floats, regions: Ints, population: Floats) -> Floats:
    """Return the column with 0 where it is empty; the other arguments keep the rules alike."""
    del regions, population
    return np.where(np.isnan(values), 0.0, values)


def region_median(values: Floats, regions: Ints, population: Floats) -> Floats:
    """Return the column with the median of the region, or of the world, where it is empty.

    Parameters
    ----------
    values : float64[S]
        Column, NaN where empty.
    regions : int64[S]
        Index of each state's region.
    population : float64[S]
        Not used here.

    Returns
    -------
    float64[S]
    """
    del population
    filled = values.copy()
    world = values[~np.isnan(values)]
    for row in np.flatnonzero(np.isnan(values)):
        near = values[(regions == regions[row]) & ~np.isnan(values)]
        filled[row] = middle(near if near.size else world) if world.size else 0.0
    return filled


def middle(values: Floats) -> float:
    """Return the median of at least one number.

    ``numpy.median`` would do, but its first call imports ``numpy.ma``, which takes as long as loading the
    whole roster.

    Examples
    --------
    >>> middle(np.array([4.0, 1.0, 2.0]))
    2.0
    """
    order = np.sort(values)
    half = len(order) // 2
    return float(order[half]) if len(order) % 2 else float(order[half - 1] + order[half]) / 2.0


def region_median_per_person(values: Floats, regions: Ints, population: Floats) -> Floats:
    """Return the column with population × the region's median per person where it is empty."""
    return region_median(values / population, regions, population) * population


Rule = Callable[[Floats, Ints, Floats], Floats]
MEDIAN, PERSON, NONE = (
    "median of the region's states",
    "region's median per person × population",
    "0: no figure published",
)


@dataclass(frozen=True)
class Filling:
    """Rule of one column: the function, its unit, and its statement in one line."""

    rule: Rule
    unit: str
    statement: str


FILLING = {
    "military": Filling(zero, "US$bn/yr", NONE),
    "cumulative_emission": Filling(region_median_per_person, "Mt CO2", PERSON),
    "position": Filling(region_median, "ideal point", MEDIAN),
    "liberal_democracy": Filling(region_median, "index 0..1", MEDIAN),
    "government_effectiveness": Filling(region_median, "index -2.5..2.5", MEDIAN),
    "climate_vulnerability": Filling(region_median, "index 0..1", MEDIAN),
    "food_vulnerability": Filling(region_median, "index 0..1", MEDIAN),
    "health_vulnerability": Filling(region_median, "index 0..1", MEDIAN),
    "electricity_access": Filling(region_median, "share", MEDIAN),
    "food_insecurity": Filling(region_median, "share", MEDIAN),
    "refugees_hosted": Filling(region_median_per_person, "persons", PERSON),
    "displaced_internally": Filling(zero, "persons", NONE),
    "latitude": Filling(region_median, "degrees", MEDIAN),
    "longitude": Filling(region_median, "degrees", MEDIAN),
}
"""Rule of every column of the states that may be empty, except the UN assessment."""

ASSESSMENT_REST = "rest of the UN scale × share of GDP among the member states without a figure"
ASSESSMENT_NONE = "0: not a member of the United Nations"


def complete_assessment(values: Floats, income: Floats, un_member: Floats) -> Floats:
    """Return assessments without gaps, scaled to sum to 1.

    Parameters
    ----------
    values : float64[S]
        Published share of the UN scale, NaN where empty [share].
    income : float64[S]
        GDP [US$bn/yr]; splits what the published shares leave of the scale.
    un_member : float64[S]
        1 for UN members, 0 for others, who pay nothing.

    Returns
    -------
    float64[S]
    """
    known = np.where(np.isnan(values), 0.0, values)
    waiting = np.where(np.isnan(values) & (un_member > 0), income, 0.0)
    rest = max(0.0, 1.0 - float(known.sum()))
    if waiting.sum() > 0:
        known = known + rest * waiting / waiting.sum()
    total = float(known.sum())
    return known / total if total > 0 else income / income.sum()


def fill_column(
    column: str, values: Floats, regions: Ints, population: Floats, ids: Sequence[str]
) -> tuple[Floats, list[Filled]]:
    """Return a column of the states without gaps, and a record of each value put in."""
    filling = FILLING[column]
    filled = filling.rule(values, regions, population)
    source = f"{column} of the other states in the table"
    return filled, record(column, np.isnan(values), filled, filling.unit, filling.statement, ids, source)


def record(
    column: str, missing: np.ndarray, values: Floats, unit: str, rule: str, ids: Sequence[str], source: str
) -> list[Filled]:
    """Return one ``Filled`` for each row of the states' column that `missing` marks."""
    return [
        Filled(ids[row], f"states.{column}", float(values[row]), unit, rule, source)
        for row in np.flatnonzero(missing).tolist()
    ]
