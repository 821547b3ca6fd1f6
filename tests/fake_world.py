"""A world of three actors that takes no time: stands in for the engine where tests are about tooling."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from experiments.execution.engine import Engine
from experiments.execution.experiment import RunOptions
from experiments.execution.scheduler import Workers
from experiments.storage.identity import Arm
from simulation.core.codes import ISSUES, THREATS, Kind

KINDS = tuple(kind.label for kind in Kind)


class FakeMeasure(NamedTuple):
    name: str
    unit: str
    meaning: str
    group: str = ""


MEASURES = (
    *(FakeMeasure(f"level_{threat}", "index, 2025 = 1", f"level of {threat}") for threat in THREATS),
    *(FakeMeasure(f"coverage_{threat}", "share", f"coverage of {threat}") for threat in THREATS),
    FakeMeasure("damage", "US$bn/yr", "world damage"),
    *(FakeMeasure(f"effort_{kind}", "US$bn/yr", f"delivered by {kind}") for kind in KINDS),
    *(FakeMeasure(f"effort_{issue}", "US$bn/yr", f"delivered on {issue}") for issue in ISSUES),
    FakeMeasure("effort_usa", "US$bn/yr", "delivered by the United States"),
    FakeMeasure("delivered", "US$bn/yr", "delivered in all"),
)


@dataclass(frozen=True)
class FakeScenario:
    """Like a scenario: values, a digest, where they were set."""

    title: str
    drift: float = 0.0
    years: int = 2
    trouble: str = ""
    origin: dict[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        return f"{self.drift}/{self.years}/{self.trouble}"

    def model_dump(self, **_: Any) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "origin"}


class FakeWorld:
    """Threat levels that drift and wobble; trouble on demand."""

    def __init__(self, scenario: FakeScenario, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.ids = ("USA", "CHN", "IND", "acme", "redcross", "gates", "who")
        self.kind = np.array([0, 0, 0, 1, 2, 3, 4])
        self.capacity = np.array([180.0, 120.0, 30.0, 40.0, 8.0, 6.0, 4.0])
        self.quarters = 4 * scenario.years
        self.years = 2025 + np.arange(self.quarters + 1) / 4

    def run(self) -> None:
        trouble = self.scenario.trouble
        if trouble.startswith("fail") and self.seed % 3 == 1:
            raise ZeroDivisionError("effort of nobody")
        if trouble.startswith("tenth") and self.seed % 10 == 3:
            raise ValueError("one in ten")
        if trouble.startswith("die ") and self.seed == 2:
            os._exit(3)
        if trouble.startswith("dies ") and self.seed == 2:
            _die_some_times(*trouble.split()[1:])
        if trouble.startswith("memory ") and self.seed == 5 and Path(trouble.removeprefix("memory ")).exists():
            raise MemoryError
        if trouble.startswith("slow"):
            time.sleep(0.05)
        if trouble.startswith("count "):
            with Path(trouble.removeprefix("count ")).open("a") as file:
                file.write(f"{self.seed}\n")
        luck = np.random.default_rng(self.seed)  # noqa: TID251 - luck of the fake, not of the model
        t = np.arange(self.quarters + 1)[:, None]
        wobble = luck.normal(0, 0.01, (self.quarters + 1, len(MEASURES))).cumsum(axis=0)
        base = np.array([5.0 if each.name.startswith("effort") else 1.0 for each in MEASURES])
        slope = np.array([self.scenario.drift if each.name.startswith("level") else 0.0 for each in MEASURES])
        scale = np.array([1 - self.scenario.drift * 20 if each.name == "effort_usa" else 1.0 for each in MEASURES])
        self.outcomes = (base + slope * t) * scale * np.exp(wobble)
        self.ledger = np.zeros((7, len(ISSUES)))
        self.ledger[:, :6] = self.capacity[:, None] * luck.random((7, 6)) * 0.3
        self.ledger[0] *= 1 - self.scenario.drift * 20


def _die_some_times(times: str, log: str) -> None:
    """End the process, the first few times."""
    with Path(log).open("a+") as file:
        file.seek(0)
        if len(file.read()) < int(times):
            file.write("x")
            file.flush()
            os._exit(3)


def build(scenario: Any, seed: int) -> FakeWorld:
    return FakeWorld(scenario, seed)


def measures() -> tuple[FakeMeasure, ...]:
    return MEASURES


def digest() -> str:
    return "code-one"


def newer_digest() -> str:
    return "code-two"


ENGINE = Engine(build, measures, digest)  # type: ignore[arg-type]
ONE = Workers(1)
ALONE = RunOptions(ONE)
NEWER = Engine(build, measures, newer_digest)  # type: ignore[arg-type]


def arm(name: str, drift: float = 0.0, trouble: str = "", years: int = 2) -> Arm:
    scenario: Any = FakeScenario(name.capitalize(), drift, years, trouble)
    return Arm(name, scenario, name)
