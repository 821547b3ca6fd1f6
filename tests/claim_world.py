"""A world in which it is known what holds: damage by settings of the scenario, for trials of claims."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.execution.engine import Engine
from tests.fake_world import MEASURES, FakeWorld, digest, measures

DAMAGE = [each.name for each in MEASURES].index("damage")


class KnownWorld(FakeWorld):
    """Damage falls with open seats as far as kinds complement one another; by exclusivity as `phi` says; else not."""

    def __init__(self, scenario: Any, seed: int) -> None:
        super().__init__(scenario, seed)

    def run(self) -> None:
        luck = np.random.default_rng(self.seed)  # noqa: TID251 - luck of the fake, not of the model
        said = self.scenario
        damage = 100.0 + luck.normal(0.0, 1.0)
        damage -= 30.0 * said.production.complementarity * said.order.seats
        damage -= 10.0 * said.order.initiative
        damage += 100.0 * (said.payoff.phi - 0.6) * said.order.exclusivity
        self.outcomes = np.full((self.quarters + 1, len(MEASURES)), 1.0)
        self.outcomes[:, DAMAGE] = damage
        self.ledger = np.zeros((7, 10))


def build(scenario: Any, seed: int) -> KnownWorld:
    return KnownWorld(scenario, seed)


ENGINE = Engine(build, measures, digest)  # type: ignore[arg-type]
