"""Arms at equal money: they spend, history by history and quarter by quarter, what another arm spends.

What is left of their difference is the manner: seats, leading or seeding, whom they choose, pressure, regard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from experiments.storage.identity import Arm
from simulation.core.errors import name_unknown

if TYPE_CHECKING:
    from simulation.parameters import Scenario

SUFFIX = " at equal money"
MEASURES = ("us_spending",)
"""What can be held equal: the dollars of the United States, and those of every actor that is no state."""


@dataclass(frozen=True)
class HeldEqual:
    """A scenario in which the United States and non-states spend what they spend in another, in the same history.

    Parameters
    ----------
    scenario : what is run
    reference : whose dollars are spent
    """

    scenario: Scenario
    reference: Scenario

    @property
    def digest(self) -> str:
        """Digest of both scenarios."""
        return sha256("\n".join((self.scenario.digest, self.reference.digest, *MEASURES)).encode()).hexdigest()

    @property
    def years(self) -> int:
        """Length of a run."""
        return self.scenario.years

    @property
    def title(self) -> str:
        """Title of the scenario that is run."""
        return self.scenario.title

    @property
    def origin(self) -> dict[str, str]:
        """Where each of its values was set."""
        return self.scenario.origin

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """Return the values of the scenario that is run."""
        return self.scenario.model_dump(**how)


def at_equal_money(arms: Sequence[Arm], measure: str | None) -> list[Arm]:
    """Return arms and, behind them, each but the first once more at the money of the first.

    Raises
    ------
    MultipartnerError
        When it is not known what is to be held equal.
    """
    if measure is None:
        return list(arms)
    if measure not in MEASURES:
        raise name_unknown("measure to hold equal", measure, MEASURES)
    first = arms[0]
    held: list[Any] = [HeldEqual(arm.scenario, first.scenario) for arm in arms[1:]]
    return [*arms, *(Arm(arm.name + SUFFIX, each, arm.command) for arm, each in zip(arms[1:], held, strict=True))]
