"""Directions: a number of a scenario, low and high in the same random histories, must move a measure as it is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy import stats

from simulation.core.columns import Actor, Membership
from simulation.measures import Outcome
from simulation.parameters import load_scenario
from simulation.world import World

HISTORIES = 12
LEAST_P = 0.001
SMALL: dict[str, Any] = {"roster.states": 40, "years": 5}
Reading = Callable[[World], float]


def mean_of(*outcomes: Outcome) -> Reading:
    """Return a reading: the mean over the run of the sum of some measures."""
    return lambda world: float(world.outcomes[1:, list(outcomes)].sum(axis=1).mean())


def sum_of(outcome: Outcome) -> Reading:
    """Return a reading: the sum over the run."""
    return lambda world: float(world.outcomes[1:, outcome].sum())


def last_of(outcome: Outcome) -> Reading:
    """Return a reading: the value of the last quarter."""
    return lambda world: float(world.outcomes[-1, outcome])


def of_actor(name: str, column: Actor) -> Reading:
    """Return a reading: a column of an actor at the end."""
    return lambda world: float(world.column(column)[world.ids.index(name)])


def members_of(*partnerships: str) -> Reading:
    """Return a reading: how many members these have at the end."""
    return lambda world: float(
        sum(world.column(Membership.MEMBER)[world.roster.partnership_ids.index(p)].sum() for p in partnerships)
    )


@dataclass(frozen=True)
class Direction:
    """What the literature says of one number: raised from low to high, it raises (1) or lowers (-1) the reading."""

    says: str
    name: str
    low: Any
    high: Any
    reading: Reading
    sign: int
    given: Mapping[str, Any] = field(default_factory=dict)
    base: str = "today"

    def readings(self, value: Any) -> np.ndarray:
        """Return the reading of each history, shape (histories,)."""
        changes = value if isinstance(value, dict) else {self.name: value}
        scenario = load_scenario(self.base, {**SMALL, **self.given, **changes})
        found = []
        for seed in range(HISTORIES):
            world = World(scenario, seed)
            world.run()
            found.append(self.reading(world))
        return np.array(found)

    def check(self) -> None:
        """Fail unless the paired difference has the sign that is said, with p below 0.001."""
        low, high = self.readings(self.low), self.readings(self.high)
        assert_moves(low, high, self.sign, f"{self.says}: {self.name} {self.low} to {self.high}")


def assert_moves(low: np.ndarray, high: np.ndarray, sign: int, says: str) -> None:
    """Fail unless high differs from low in the direction of the sign, by a one-sided paired t test."""
    difference = sign * (high - low)
    found = f"{says}: {low.mean():.5g} to {high.mean():.5g}, paired difference {sign * difference.mean():+.3g}"
    assert difference.mean() > 0.0, found
    if difference.std(ddof=1) > 0.0:
        p = stats.ttest_1samp(difference, 0.0, alternative="greater").pvalue
        assert p < LEAST_P, f"{found}, p = {p:.2g}"
