"""What can be moved on the page: fields of a scenario, with the range, unit and source that they are declared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from simulation.core.levers import Lever as PolicyLever
from simulation.parameters import Scenario
from simulation.parameters.listing import FieldInfo, fields
from simulation.parameters.policy import LEVERS

ORDER = ("seats", "partner_filter", "exclusivity", "initiative", "concreteness", "seeding", "pressure")
"""Settings of the order that the shipped `multipolar` and `multipartner` worlds differ in."""
ENDS: Mapping[str, tuple[str, str]] = {
    **{f"us.{lever.label}": lever.declared.ends for lever in PolicyLever},
    "order.seats": ("states only", "everyone who bears a share"),
    "order.partner_filter": ("open world", "partners by ideology"),
    "order.exclusivity": ("open platforms", "spheres of influence"),
    "order.initiative": ("just poles propose", "everyone proposes"),
    "order.concreteness": ("vague goals", "measurable, dated goals"),
    "order.seeding": ("founders keep leading", "founders step back"),
    "order.pressure": ("poles press nobody", "poles ask for sides"),
}
"""What the two ends of a lever stand for, in words."""


@dataclass(frozen=True)
class Lever:
    """A number of a scenario that a hand may move.

    Parameters
    ----------
    name : str
        Dotted name in scenario files, such as ``us.regard``.
    label, meaning, unit, source : str
        As declared.
    low, high : float
        Inclusive range.
    ends : tuple of str
        Words for both ends.
    """

    name: str
    label: str
    meaning: str
    unit: str
    source: str
    low: float
    high: float
    ends: tuple[str, str]

    @property
    def section(self) -> str:
        """Table of a scenario file that it stands in."""
        return self.name.partition(".")[0]

    def shown(self, value: float) -> str:
        """Return a value with the digits that its range is worth.

        Examples
        --------
        >>> levers()["us.regard"].shown(0.05), levers()["us.spending"].shown(0.0008)
        ('0.05', '0.0008')
        """
        return f"{value:.2f}" if self.high >= 0.5 else f"{value:.4f}"


def _lever(field: FieldInfo) -> Lever:
    assert field.low is not None
    assert field.high is not None
    label = field.dotted.rpartition(".")[2].replace("_", " ")
    ends = ENDS.get(field.dotted, (f"{field.low:g}", f"{field.high:g}"))
    return Lever(field.dotted, label, field.meaning, field.unit, field.source, field.low, field.high, ends)


@cache
def levers() -> dict[str, Lever]:
    """Return the levers by dotted name: those of U.S. policy, then those of the order."""
    wanted = [*(f"us.{name}" for name in LEVERS), *(f"order.{name}" for name in ORDER)]
    declared = {field.dotted: field for field in fields(Scenario)}
    return {name: _lever(declared[name]) for name in wanted}


def value_in(scenario: Scenario, name: str) -> float | None:
    """Return what a scenario says of a lever at its start; None where the United States does as other states.

    Examples
    --------
    >>> from simulation.parameters import load_scenario
    >>> value_in(load_scenario("transactional"), "us.regard"), value_in(load_scenario("today"), "us.regard")
    (0.05, None)
    """
    section, _, field = name.partition(".")
    if section == "us":
        return scenario.levers("USA", 2025.0).get(field)
    return float(getattr(getattr(scenario, section), field))
