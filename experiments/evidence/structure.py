"""Choices of structure: each is held against the record with the parameter sets; those that do no worse are drawn.

History matching narrows numbers. A shape of benefit, a reading of burdens, or how the rest of the world answers is no
number: each alternative is run with sets that the record allows, and is left out if more moments lie outside their
bands than with the shipped choice. What is left is drawn, each as often as the others, and apart from one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from experiments.evidence.dynamics import YEARS, moments_of_training, record
from experiments.evidence.panel import panel_of_run
from simulation.core.codes import THREATS
from simulation.parameters import load_scenario

TRIED = 12
"""Sets, and histories, by which an alternative is judged."""
SEED = 2014
DOUBT = 2.0
"""Standard errors of a mean over histories by which it must lie outside a band; Assumed: as is usual."""


@dataclass(frozen=True)
class Choice:
    """A choice that the model has to make, and nobody knows how.

    Attributes
    ----------
    name : as tables show it
    fields : dotted names that it sets; to try an alternative all of them are set alike, in an ensemble each by itself
    values : alternatives, the shipped one first
    """

    name: str
    fields: tuple[str, ...]
    values: tuple[str | float, ...]


CHOICES = (
    Choice("payoff.benefit", ("payoff.benefit",), ("quadratic", "linear", "log", "step")),
    Choice("payoff.cost", ("payoff.cost",), ("quadratic", "linear", "log_capacity")),
    Choice("payoff.outsider", ("payoff.outsider",), ("nash", "none")),
    Choice("roster.burden", ("roster.burden",), ("coded", "gifts", "means")),
    Choice("threats.*.answering", tuple(f"threats.{threat}.answering" for threat in THREATS), (0.0, -0.5, 0.5)),
)
"""Shape of benefit and cost, what outsiders do, rules of burden-sharing, and whether the effort outside the model
stays, makes up for what is missing, or follows."""


def moments_with(sets: Sequence[Mapping[Any, Any]], settings: dict[str, Any], scenario: str) -> pd.DataFrame:
    """Return the training moments with some settings, one row a history that has a set of its own."""
    found = []
    for seed, each in enumerate(sets):
        panel, _ = panel_of_run(load_scenario(scenario, {**each, **settings}), seed, YEARS)
        found.append(moments_of_training(panel))
    return pd.DataFrame(found)


def outside(moments: pd.DataFrame) -> list[str]:
    """Return which training moments lie outside their bands on average, by more than their luck explains."""
    table = record()
    mean, doubt = moments.mean(), DOUBT * moments.sem()
    return [
        row["moment"]
        for row in table[table["group"] == "training"].to_dict("records")
        if not row["low"] - doubt[row["moment"]] <= mean[row["moment"]] <= row["high"] + doubt[row["moment"]]
    ]


def try_choices(sets: Sequence[Mapping[Any, Any]], scenario: str = "today") -> Iterator[dict[str, Any]]:
    """Yield a row for each alternative of each choice, all else as shipped: its moments and whether it is kept."""
    few = sets[:TRIED]
    shipped = moments_with(few, {}, scenario)
    for choice in CHOICES:
        for value in choice.values:
            settings = dict.fromkeys(choice.fields, value)
            moments = shipped if value == choice.values[0] else moments_with(few, settings, scenario)
            missed = outside(moments)
            yield {
                "choice": choice.name,
                "value": value,
                **{str(name): float(mean) for name, mean in moments.mean().items()},
                "outside": " ".join(missed),
                "kept": int(len(missed) <= len(outside(shipped))),
            }


def drawn(tried: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return so many rows of settings: every alternative that was kept as often as the others, in random order."""
    from scipy.stats import qmc

    fields = [field for choice in CHOICES for field in choice.fields]
    places = iter(qmc.LatinHypercube(len(fields), rng=SEED).random(count).T)
    columns = {}
    for choice in CHOICES:
        kept = tried[(tried["choice"] == choice.name) & (tried["kept"] == 1)]["value"].tolist()
        for field in choice.fields:
            columns[field] = [kept[int(place * len(kept))] for place in next(places)]
    return pd.DataFrame(columns)
