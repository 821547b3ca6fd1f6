"""Issues as data: the numbers that an issue may have, declared once, and those of the shipped ones with their sources.

``simulation/data/issues.csv`` has a row for each number that is stated of a shipped issue; rows of ``any`` hold where
an issue states nothing. Scenario fields (`simulation.parameters.threats`), issues of one's own and their defaults
(`simulation.parameters.own_issues`) are read from here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from simulation.parameters.quantity import quantity

FILE = Path(__file__).resolve().parent.parent / "data" / "issues.csv"
ANY, CLUB = "any", "club"
"""Rows of what holds for every issue; issues without a level."""


@dataclass(frozen=True, slots=True)
class Number:
    """Range, unit and meaning of a number that an issue may have."""

    low: float
    high: float
    unit: str
    meaning: str


NUMBERS: dict[str, Number] = {
    "need": Number(0.001, 100_000, "US$bn/yr", "effective effort a year that would hold the level"),
    "value": Number(0, 1000, "US$/US$", "world benefit per effective dollar at level 1 (beta)"),
    "observed_coverage": Number(0, 2, "share", "share of the need that today's effort of the whole world covers"),
    "remaining": Number(
        0, 10, "share", "damage that occurs however much is spent, as a part of what effort at the need averts"
    ),
    "economy_weight": Number(0, 1, "share", "weight of damage in money against damage to people in a state's stake"),
    "catastrophe": Number(1, 1000, "level", "level whose crossing is recorded as a catastrophe"),
    "answering": Number(
        -1,
        1,
        "share",
        "part of the effort outside the model that moves in proportion to that of the model's actors",
    ),
    "mobilising": Number(0, 1, "share", "how far partnerships on it can draw in private money"),
    "inflow": Number(0, 10, "level/yr", "rise of a stock a year without any effort or decay"),
    "growth": Number(0, 10, "level/yr", "rise of a deprivation a year without any effort"),
    "decay": Number(0, 4, "1/yr", "part of a stock, or of an outbreak, that fades a year"),
    "outbreak_rate": Number(0, 50, "1/yr", "large outbreaks a year without any effort"),
    "outbreak_size": Number(0, 100, "level", "mean size of an outbreak"),
    "outbreak_spread": Number(0, 4, "log", "standard deviation of the logarithm of the size"),
    "climate_link": Number(-1, 1, "level/yr", "rise of the level a year for each unit of climate above its start"),
    "war_link": Number(-1, 1, "level/yr", "rise of the level a year for each war more than at the start"),
    "share": Number(0, 0.25, "share", "fixed part of a state's capacity for a club good"),
}
_EVERY_THREAT = (
    *("need", "value", "observed_coverage", "remaining", "economy_weight", "catastrophe", "answering", "mobilising"),
)
READ_BY: dict[str, tuple[str, ...]] = {
    "stock": (*_EVERY_THREAT, "inflow", "decay"),
    "outbreak": (*_EVERY_THREAT, "outbreak_rate", "outbreak_size", "outbreak_spread", "decay"),
    "deprivation": (*_EVERY_THREAT, "growth", "climate_link", "war_link"),
    CLUB: ("share",),
}
"""Which numbers an issue has, by how its level answers effort."""


@cache
def shipped() -> dict[str, dict[str, tuple[str, str]]]:
    """Return what the table states: (value as written, source) by issue and column."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["issue"], {})[row["column"]] = (row["value"], row["source"])
    return found


def dynamics_of(issue: str) -> str:
    """Return how the level of a shipped issue answers effort.

    Examples
    --------
    >>> dynamics_of("climate"), dynamics_of("cyber")
    ('stock', 'club')
    """
    return shipped()[issue]["dynamics"][0]


def stated(issue: str, column: str) -> tuple[float, str]:
    """Return a number of a shipped issue and its source, that of any issue where it states none.

    Examples
    --------
    >>> stated("food", "growth")
    (0.03, 'Assumed: a few per cent a year')
    """
    value, source = shipped()[issue].get(column) or shipped()[ANY][column]
    return float(value), source


def declared(issue: str, column: str) -> Any:
    """Return a field of scenarios: a number of a shipped issue with its range, unit, source and meaning."""
    value, source = stated(issue, column)
    number = NUMBERS[column]
    return quantity(value, number.low, number.high, number.unit, source, number.meaning)
