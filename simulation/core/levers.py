"""The levers of policy, each declared once: what it means, its range and source, its value in each stance.

All that concerns a lever is read from here: the fields of scenarios (`simulation.parameters.policy`), the table of what
is in force (``levers[Lever.SEATS, i]``), the sliders of the page, the pages of documentation, and the test that asks
whether it moves anything. What a lever does is a line of the mechanism that reads its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from simulation.core.column import INF, Column

Stated = tuple[float, str]
"""A value and the reason for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLever:
    """What is declared about a lever.

    Attributes
    ----------
    meaning : what it says, in one clause
    low, high : range that a scenario may set, both ends included
    ends : what the two ends stand for, in words
    source : graded source of the scale
    usual : what an actor without policy has: a number, or the scenario's setting of that name
    cooperative, statist, transactional, seeding : what the stance sets, and why; None where it leaves the lever alone
    values_from : graded source of the values in stances, if it is another
    unit : of the number
    unset : what happens where a scenario does not set it
    """

    meaning: str
    low: float
    high: float
    ends: tuple[str, str]
    source: str
    usual: float | str
    cooperative: Stated | None = None
    statist: Stated | None = None
    transactional: Stated | None = None
    seeding: Stated | None = None
    values_from: str = ""
    unit: str = "share"
    unset: str = "unset, the stance decides"


class Lever(Column):
    """One lever of policy; table ``levers`` of shape (columns, N): what is in force, by actor."""

    declared: PolicyLever

    def __new__(cls, declared: PolicyLever) -> Self:
        """Return the next lever: levers are numbered in the order in which they are declared."""
        low = min(declared.low, declared.usual) if isinstance(declared.usual, float) else declared.low
        # A lever that may pass 1 is bounded for scenarios alone: a game releases what its budgets ask for.
        lever = cls.numbered(declared.meaning, declared.unit, low, 1.0 if declared.high <= 1.0 else INF)
        lever.declared = declared
        return lever

    TRANSACTIONALISM = PolicyLever(
        meaning="demand for specific, not diffuse, reciprocity",
        low=0,
        high=1,
        ends=("gives without asking for a return", "wants a return for everything"),
        source="Adapted [keohane1986]",
        usual="payoff.transactionalism",
        cooperative=(0.1, "0.1, close to diffuse reciprocity"),
        statist=(0.3, "0.3, the ordinary state's"),
        transactional=(0.9, "0.9, close to specific reciprocity"),
        seeding=(0.1, "0.1, as cooperative"),
    )
    REGARD = PolicyLever(
        meaning="weight on others' benefit, times openness + `payoff.regard_closed`",
        unit="ratio",
        low=0,
        high=1,
        ends=("looks at itself alone", "others count as itself"),
        source="Assumed",
        usual="payoff.regard_base",
        cooperative=(0.4, "twice the ordinary state's"),
        statist=(0.2, "the ordinary state's"),
        transactional=(0.05, "nearly none"),
        seeding=(0.4, "as cooperative"),
    )
    EFFORT_SHARE = PolicyLever(
        meaning="share of its capacity released for global issues",
        low=0,
        high=2,
        ends=("spends nothing", "spends twice its means"),
        source="Assumed",
        usual=1.0,
    )
    LEAD_SEED = PolicyLever(
        meaning="0 leads and hosts, 1 seeds and steps back",
        low=0,
        high=1,
        ends=("leads and hosts", "seeds and steps back"),
        source="Adapted [slaughter2024]",
        usual="order.seeding",
        cooperative=(0.2, "mostly hosts what it founds"),
        statist=(0.0, "leads"),
        transactional=(0.0, "leads or leaves"),
        seeding=(0.9, "seeds nearly all"),
    )
    SEATS = PolicyLever(
        meaning="who it wants at the table: 0 states only, 1 everyone",
        low=0,
        high=1,
        ends=("states only", "everyone who bears a share"),
        source="Adapted [slaughter2024]",
        usual=1.0,
        cooperative=(0.7, "as in the vaccine coalition of 2021"),
        statist=(0.1, "governments, as in the Quad and NATO"),
        transactional=(0.3, "firms may come, others hardly"),
        seeding=(1.0, "everyone who bears a fair share"),
    )
    PARTNER_FILTER = PolicyLever(
        meaning="0 open world, 1 democracies only",
        low=0,
        high=1,
        ends=("open world", "democracies only"),
        source="Adapted [slaughter2024]",
        usual=0.0,
        cooperative=(0.2, "summits of democracies, but open platforms"),
        statist=(0.5, "democracies first"),
        transactional=(0.0, "regimes do not matter in a deal"),
        seeding=(0.0, "an open world"),
    )
    BURDEN_SHIFT = PolicyLever(
        meaning="part of its burden it leaves to its friends",
        low=0,
        high=1,
        ends=("bears its own part", "leaves it all to friends"),
        source="Adapted [slaughter2024]",
        usual=0.0,
        cooperative=(0.1, "little"),
        statist=(0.2, "allies are asked for more"),
        transactional=(0.8, "friends shall pay"),
        seeding=(0.2, "others carry what they come to own"),
    )
    PRESSURE = PolicyLever(
        meaning="how hard it presses partners that deal with its rivals",
        low=0,
        high=1,
        ends=("presses nobody", "asks all to choose a side"),
        source="Adapted [slaughter2024]",
        usual="order.pressure",
        cooperative=(0.1, "little"),
        statist=(0.4, "allies are asked to choose"),
        transactional=(0.6, "deals are tied to sides"),
        seeding=(0.05, "hardly any"),
    )
    SPENDING = PolicyLever(
        meaning="share of its income that it spends on global issues in total, whatever its budgets",
        low=0,
        high=0.01,
        ends=("spends nothing", "spends 1 % of its income"),
        source="Assumed",
        usual=-1.0,
        unset="unset, the stance decides; without one budgets do",
        values_from="Adapted [oecd2025]",
        cooperative=(0.0020, "mean U.S. aid of national income in 2009-16 and 2021-24, .17 to .24 %"),
        statist=(
            0.0020,
            "mean U.S. aid of national income in 2009-16 and 2021-24; .22 % in 2021-24, the years nearest to it",
        ),
        transactional=(
            0.0010,
            ".24 % in 2023 less 56 %, as bilateral aid was projected for 2025-26; .17 % in 2017-20",
        ),
        seeding=(0.0020, "as cooperative, so that money is equal"),
    )


N_LEVERS = len(Lever)
