"""Which mechanisms run: one switch a phase of the schedule.

Pledging, delivery, summing and measuring have none: they keep the books, and frozen books would show the pledges of
those who have left. What delivery does to pledges is left out by ``delivery.base`` 1, the other two of ``delivery`` 0.
"""

from __future__ import annotations

from simulation.parameters.quantity import switch
from simulation.parameters.section import Section


class Mechanisms(Section):
    """Switched off, a mechanism is left out of the schedule, and what it would write stays as it was at the start."""

    policy: bool = switch("stances of powers take effect")
    withdrawals: bool = switch("dated withdrawals take effect")
    shocks: bool = switch("tension moves")
    mediation: bool = switch("third parties mediate in wars")
    wars: bool = switch("wars begin and end")
    attention: bool = switch("budgets and values follow attention and threats")
    alignment: bool = switch("exposure to poles and alignment follow ties")
    coercion: bool = switch("poles press those who deal with their rivals")
    bargaining: bool = switch("rules with transfers divide the gain")
    clubs: bool = switch("penalties on outsiders are levied")
    founding: bool = switch("partnerships are founded")
    review: bool = switch("memberships are reviewed")
    production: bool = switch("deliveries become effective output")
    legitimacy: bool = switch("legitimacy is earned")
    seeding: bool = switch("leads host or step back; partnerships become independent")
    threats: bool = switch("threat levels respond to effort")
    norms: bool = switch("norms and positions move")
    relations: bool = switch("trust, rivalries and pacts move")
    lifecycle: bool = switch("idle partnerships dissolve")
    dates: bool = switch("partnerships with a date begin and end, members with a date take their seats")
    growth: bool = switch("incomes, means, needs and military budgets grow")
    purse: bool = switch("a power's total spending sets its pledges")
    mobilisation: bool = switch("partnerships draw in money from outside")
    outside: bool = switch("effort outside the model grows and responds")
    elections: bool = switch("governments are kept or replaced")
    reactions: bool = switch("budgets respond to others' gifts; recent moves fade")
    arms: bool = switch("military budgets respond to danger, rivals and alliances")

    def runs(self, phase: str) -> bool:
        """Tell whether a phase of the schedule runs; one without a switch always does."""
        return bool(getattr(self, phase, True))
