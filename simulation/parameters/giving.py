"""Who gives how much: habits of givers beside their size."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section


class Giving(Section):
    """Budgets of states for partnerships that give: by size, by habit, and by what is the donor's own.

    Published aid as a share of national income stands for the habit.
    """

    habit: float = quantity(
        1,
        0,
        2,
        "ratio",
        "Adapted [addison2004]: shares in multilateral giving do not follow income alone; 0 looks at size alone",
        "how far a state's budget for giving follows its published aid instead of its size",
    )
    outside: float = quantity(
        0.0003,
        0,
        0.01,
        "share of national income",
        "Assumed: 0.03 to 0.05 % of income fits gifts of states without a published ratio; an income line does worse",
        "aid of states that publish none",
    )
    spread: float = quantity(
        0.3,
        0,
        2,
        "1",
        "Adapted [round2004]: much of giving is the donor's own; size from what repeated rounds have in common",
        "standard deviation of the logarithm of a donor's own effect, drawn once for a history",
    )
    spread_outside: float = quantity(
        1,
        0,
        2,
        "1",
        "Assumed: a flat share says little of one state; such gifts to the Global Fund scatter by 1.3",
        "the same for states that publish no aid",
    )
