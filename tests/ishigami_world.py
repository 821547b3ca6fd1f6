"""Ishigami's function in place of the world [x1, x2, x3 in −π to π]: sensitivity with known answers.

y = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1, evaluated by SALib. `luck` adds noise that depends on seed and point alike
(nothing shared between points), `shared` noise that every point has in the same history.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import numpy as np
from SALib.test_functions import Ishigami

from experiments.design.problem import Factor, Problem
from experiments.execution.engine import Engine
from experiments.storage.identity import Arm
from simulation.core.codes import ISSUES

FIRST = (0.3139, 0.4424, 0.0)
TOTAL = (0.5576, 0.4424, 0.2437)
"""Analytic indices of Ishigami and Homma for a = 7, b = 0.1."""
MU_STAR = (7.7040, 7.875, 6.2488)
"""Mean absolute elementary effects on four levels, worked out by hand: steps of 2/3 between −π, −π/3, π/3, π."""


class Measure(NamedTuple):
    name: str
    unit: str
    meaning: str


MEASURES = (Measure("y", "1", "Ishigami's function"),)


@dataclass(frozen=True)
class IshigamiScenario:
    """Like a scenario: values, a digest, where they were set."""

    x1: float
    x2: float
    x3: float
    luck: float = 0.0
    shared: float = 0.0
    fails: bool = False
    title: str = "Ishigami"
    years: int = 1
    origin: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return "/".join(map(repr, (self.x1, self.x2, self.x3, self.luck, self.shared, self.fails)))

    def model_dump(self, **_: Any) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "origin"}


class IshigamiWorld:
    """A world of one actor whose one outcome is the function's value."""

    def __init__(self, scenario: IshigamiScenario, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.ids = ("USA",)
        self.kind = np.array([0])
        self.capacity = np.array([1.0])
        self.years = np.array([2025.0, 2025.25])
        self.ledger = np.ones((1, len(ISSUES)))

    def run(self) -> None:
        if self.scenario.fails:
            raise ZeroDivisionError("a point that fails")
        point = np.array([[self.scenario.x1, self.scenario.x2, self.scenario.x3]])
        value = float(Ishigami.evaluate(point)[0])
        shared = self.scenario.shared * luck(self.seed)
        own = self.scenario.luck * luck(self.seed, *np.frombuffer(point.tobytes(), np.uint32))
        self.outcomes = np.array([[0.0], [value + shared + own]])


def luck(*address: int) -> float:
    """Return a normal number that belongs to an address."""
    return float(np.random.default_rng(address).normal())  # noqa: TID251 - luck of the fake, not of the model


def build(scenario: Any, seed: int) -> IshigamiWorld:
    return IshigamiWorld(scenario, seed)


def measures() -> tuple[Measure, ...]:
    return MEASURES


def digest() -> str:
    return "ishigami-one"


ENGINE = Engine(build, measures, digest)  # type: ignore[arg-type]


def problem(sampler: Any, **settings: Any) -> Problem:
    names = ("x1", "x2", "x3")
    return Problem(tuple(Factor(name, low=-math.pi, high=math.pi) for name in names), sampler, **settings)


def arm(name: str, point: dict[str, float], **settings: Any) -> Arm:
    scenario: Any = IshigamiScenario(**point, **settings)
    return Arm(name, scenario, name)
