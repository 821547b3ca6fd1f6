"""How actors answer what others give, and who has left or joined lately; both signs are in range, 0 leaves it out."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section

_RECORD = "logits of exits and joins of organisations, 1991 to 2013; 0 leaves it out"


class Reactions(Section):
    """Conditional cooperation in money, contagion in seats."""

    giving: float = quantity(
        0,
        -2,
        2,
        "1",
        "Assumed: 0 as the record has both signs: Global Fund 2025 others cut, too; Green Climate Fund 2019 they rose",
        "rise of a state's budget for an issue with what the other states give to it, in logarithms",
    )
    memory: float = quantity(
        2,
        0.25,
        50,
        "years",
        "Adapted [pevehouse2020]: moves within two years",
        "how long moves and gifts are remembered",
    )
    exit: float = quantity(
        0,
        -5,
        5,
        "log-odds",
        f"Adapted [pevehouse2020]: 1.32 in {_RECORD}",
        "pull out of a partnership that somebody has just left",
    )
    exit_largest: float = quantity(
        0,
        -5,
        5,
        "log-odds",
        f"Adapted [pevehouse2020]: 0.60 in {_RECORD}",
        "the same where it was the largest member",
    )
    join: float = quantity(
        0,
        -5,
        5,
        "log-odds",
        f"Adapted [pevehouse2020]: 0.47 in {_RECORD}",
        "pull into a partnership that somebody has just joined",
    )
    taking_over: float = quantity(
        0,
        0,
        5,
        "ratio",
        "Assumed: 0 leaves it out; above 1 at the Green Climate Fund, whose others gave more than its largest had",
        "part of what a member that left had pledged that the others take over, where the partnership gives",
    )
