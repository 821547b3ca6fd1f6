"""The shipped issues as sections of a scenario: threats with their dynamics, and shares for club goods.

Three dynamics, with q the coverage and L the level (1 at the start):

* stock        dL = dt [inflow (1 - q) + decay (q - L)]
* outbreak     Poisson with rate outbreak_rate max(0, 1 - eta q), lognormal size, decay
* deprivation  dL = dt [growth (1 - q) + climate_link (L_climate - 1) + war_link (wars - wars at the start)]

Numbers and sources: ``simulation/data/issues.csv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import create_model

from simulation.core.codes import ISSUES, THREATS
from simulation.parameters.issue_table import READ_BY, declared, dynamics_of
from simulation.parameters.quantity import subsection
from simulation.parameters.section import Section


def _model(name: str, base: type[Section], fields: dict[str, Any]) -> type[Section]:
    return create_model(name, __base__=base, __module__=__name__, **fields)


def _threat(name: str) -> type[Section]:
    """Return the section of a threat: the numbers that its dynamics read."""
    return _model(
        name.title(), Section, {column: (float, declared(name, column)) for column in READ_BY[dynamics_of(name)]}
    )


if TYPE_CHECKING:

    class _Threats(Section):
        def __getattr__(self, threat: str) -> Section: ...

    class ClubShares(Section):
        """Fixed parts of a state's capacity for issues without a threat; the rest goes to the threats."""

        def __getattr__(self, issue: str) -> float: ...

else:
    _SECTIONS = {threat: _threat(threat) for threat in THREATS}
    globals().update({section.__name__: section for section in _SECTIONS.values()})  # where pickle looks for them
    _Threats = _model("_Threats", Section, {threat: (section, subsection()) for threat, section in _SECTIONS.items()})
    ClubShares = _model(
        "ClubShares", Section, {issue: (float, declared(issue, "share")) for issue in ISSUES if issue not in THREATS}
    )


class Threats(_Threats):
    """One table for each threat."""

    def column(self, name: str, missing: float = 0.0) -> tuple[float, ...]:
        """Return one field of all threats in the order of `THREATS`; `missing` where one lacks it."""
        return tuple(float(getattr(getattr(self, threat), name, missing)) for threat in THREATS)
