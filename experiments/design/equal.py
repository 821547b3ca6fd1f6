"""Arms at equal money: they spend, history by history and quarter by quarter, what another arm spends.

What is left of their difference is the manner: seats, leading or seeding, whom they choose, pressure, regard.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from experiments.storage.identity import Arm
from simulation.core.errors import MultipartnerError, name_unknown

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


def spenders(scenario: Scenario) -> tuple[str, ...]:
    """Return the ids of those whose money is held equal: the United States, and every actor that is no state.

    Who takes no part spends nothing, whatever it is told to.
    """
    from simulation.core.codes import Kind
    from simulation.start.names import roster_of

    roster = roster_of(scenario)
    kinds = zip(roster.ids, roster.kind.tolist(), strict=True)
    absent = set(scenario.roster.absent)
    return tuple(name for name, kind in kinds if name not in absent and (name == "USA" or kind != Kind.STATE))


def check_comparable(first: Arm, other: Arm) -> None:
    """Refuse what cannot be run at the money of another scenario.

    Raises
    ------
    MultipartnerError
        When its purses are switched off, or somebody spends in one of the two who is not in the other.
    """
    if not other.scenario.mechanisms.purse:
        raise MultipartnerError(
            f"Equal money needs mechanisms.purse = true, found false in '{other.name}'; switch it on, or leave equal "
            "out."
        )
    here, there = spenders(first.scenario), spenders(other.scenario)
    for one, ids, without, lacking in ((first, here, other, there), (other, there, first, here)):
        missing = [name for name in ids if name not in set(lacking)]
        if missing:
            raise MultipartnerError(
                f"Equal money needs the United States and the same non-states in all scenarios: '{one.name}' has "
                f"{missing[0]}{f' and {len(missing) - 1} more' if len(missing) > 1 else ''} and '{without.name}' has "
                "not, or lets it take no part; give them one roster, or leave equal out."
            )


def at_equal_money(arms: Sequence[Arm], measure: str | None) -> list[Arm]:
    """Return arms and, behind them, each but the first once more at the money of the first.

    Raises
    ------
    MultipartnerError
        When it is not known what is to be held equal, or it cannot be.
    """
    if measure is None:
        return list(arms)
    if measure not in MEASURES:
        raise name_unknown("measure to hold equal", measure, MEASURES)
    first, *others = arms
    if not others:
        raise MultipartnerError("--equal needs a second scenario whose money is held equal to that of the first.")
    for arm in others:
        check_comparable(first, arm)
    named = first.command.partition(" --")[0]
    held: list[Any] = [HeldEqual(arm.scenario, first.scenario) for arm in others]
    return [
        *arms,
        *(
            Arm(arm.name + SUFFIX, each, f"{named} {arm.command} --equal {measure}")
            for arm, each in zip(others, held, strict=True)
        ),
    ]
