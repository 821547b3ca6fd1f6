"""A threat or club good: its level, the effort on it, and what the effort is worth."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

from simulation.core.codes import Dynamics
from simulation.core.columns import Floats
from simulation.core.columns import Issue as Column
from simulation.core.randomness import normal_quantile, poisson_quantile
from simulation.core.settings import QUARTER
from simulation.rules import benefit, threat

if TYPE_CHECKING:
    from benchmarks.objects.world import ObjectWorld


class Issue:
    """A threat or club good.

    Attributes
    ----------
    level : threat level
    effort, outside : effective effort of the actors last quarter, and that outside the model [US$bn/yr]
    coming, delivered : effective effort and deliveries of this quarter, as they are made [US$bn/yr]
    marginal : b'(E) that everybody expects this quarter
    """

    def __init__(self, model: ObjectWorld, column: Floats) -> None:
        self.model = model
        self.given = SimpleNamespace(**{name.label: float(column[name]) for name in Column})
        self.level, self.effort, self.outside = self.given.level, self.given.effort, self.given.outside
        self.ceiling = self.given.ceiling
        self.coming = self.delivered = 0.0
        self.marginal = 0.0

    def begin(self) -> None:
        """Begin a quarter: everybody expects the effort of the last."""
        p = self.model.parameters
        self.coming = self.delivered = 0.0
        self.marginal = benefit.marginal_benefit(
            self.model.benefit, self.effort + self.outside, self.given.scale, p.offset
        )

    def worth(self, total: float) -> float:
        """Return the benefit of total effort for a unit of value [US$bn/yr]."""
        return benefit.benefit(self.model.benefit, total, self.given.scale, self.model.parameters.offset)

    def answer(self, climate: float) -> None:
        """End a quarter: the level answers coverage."""
        given = self.given
        self.effort = self.coming
        covered = threat.coverage(self.effort, self.outside, given.need)
        if given.dynamics == Dynamics.STOCK:
            self.level = threat.stock_level(self.level, covered, given.inflow, given.removal, given.decay, QUARTER)
        elif given.dynamics == Dynamics.OUTBREAK:
            self.level = threat.outbreak_level(self.level, self.struck(covered), given.decay, QUARTER)
        elif given.dynamics == Dynamics.DEPRIVATION:
            self.level = threat.deprivation_level(
                self.level, covered, given.inflow, climate, given.climate_link, 0.0, given.war_link, QUARTER
            )

    def struck(self, covered: float) -> float:
        """Return the summed size of the outbreaks of this quarter."""
        given, random = self.given, self.model.random
        rate = threat.outbreak_rate(given.rate, given.prevention, covered)
        count = poisson_quantile(random.random(), rate * QUARTER)
        return sum(
            threat.outbreak_size(given.size, given.dispersion, normal_quantile(random.random())) for _ in range(count)
        )
