"""Strengths of the mechanisms between membership and threat; where the sign is disputed, 0 is in range."""

from __future__ import annotations

from simulation.parameters.quantity import quantity, subsection
from simulation.parameters.section import ByKind, Section


class Delivery(Section):
    """From pledge to delivery."""

    base: float = quantity(
        0.7,
        0,
        1,
        "share",
        "Assumed: middle of the band of 0.4 to 0.9 seen in pledging rounds",
        "share of a pledge that arrives without accountability",
    )
    accountability: float = quantity(
        0.2, -1, 1, "share", "Assumed: measurable goals shame late payers", "gain when goals are measurable"
    )
    withholding: float = quantity(
        0.3,
        0,
        1,
        "share",
        "Adapted [keohane1986]: specific reciprocity answers shortfall with shortfall; strength assumed",
        "share of a pledge that a fully transactional actor holds back where nothing was delivered",
    )
    memory: float = quantity(
        2.0, 0, 50, "years", "Assumed: half a term of office", "how long a shortfall is remembered"
    )


class Effectiveness(ByKind):
    """Effective result per dollar, by kind, in an open society."""

    state: float = quantity(1.0, 0, 5, "ratio", "Assumed: the yardstick", "effectiveness of states")
    company: float = quantity(1.0, 0, 5, "ratio", "Assumed: as states", "effectiveness of companies")
    ngo: float = quantity(1.0, 0, 5, "ratio", "Assumed: as states", "effectiveness of NGOs")
    philanthropy: float = quantity(1.0, 0, 5, "ratio", "Assumed: as states", "effectiveness of foundations")
    organisation: float = quantity(1.0, 0, 5, "ratio", "Assumed: as states", "effectiveness of organisations")
    city: float = quantity(1.0, 0, 5, "ratio", "Assumed: as states", "effectiveness of cities")


class Production(Section):
    """From delivered to effective dollars."""

    effectiveness: Effectiveness = subsection()
    openness_effect: float = quantity(
        0.2,
        -1,
        1,
        "share",
        "Assumed: civil society works better from open societies",
        "gain of non-states from a fully open home",
    )
    complementarity: float = quantity(
        0.2, 0, 2, "share", "Assumed: kinds bring different skills", "gain from an even mix of kinds"
    )
    coordination_size: float = quantity(
        0.02, 0, 1, "share", "Assumed: a tenth lost at some 150 members", "loss per log of the size"
    )
    coordination_diversity: float = quantity(
        0.05, 0, 1, "share", "Assumed: unlike members take longer to agree", "loss at full diversity"
    )
    concreteness_effect: float = quantity(
        0.1, -1, 1, "share", "Assumed: the sign is disputed", "gain when goals are measurable"
    )
    legitimacy_effect: float = quantity(
        0.1, -1, 1, "share", "Assumed: the accepted meet less resistance", "gain at full legitimacy"
    )
    least: float = quantity(
        0.1, 0.001, 1, "ratio", "Assumed: some of every dollar arrives", "least effective output per dollar"
    )
    coordination_distance: float = quantity(
        0.02,
        0,
        1,
        "share",
        "Assumed: the like-minded agree more cheaply",
        "loss for each standard deviation of members' positions",
    )
    capture: float = quantity(
        0.05,
        0,
        1,
        "share",
        "Assumed: companies at the table turn a part of the work to their own use",
        "loss where companies pay everything",
    )
    diversion: float = quantity(
        0.05,
        0,
        1,
        "share",
        "Assumed: effort goes to what is counted",
        "loss when goals are measurable",
    )
    hosting: float = quantity(
        0.05, 0, 1, "share", "Assumed: a secretariat takes a twentieth", "cost of hosting, borne by the lead"
    )


class Legitimacy(Section):
    """Why a partnership is accepted."""

    start: float = quantity(
        0.5,
        0,
        1,
        "0-1",
        "Assumed: the benefit of the doubt",
        "attainment with which audiences credit a partnership before its first quarter",
    )
    input_weight: float = quantity(
        0.5,
        0,
        1,
        "share",
        "Adapted [scharpf1999]: input and output legitimacy, weighted evenly for lack of data",
        "weight of input legitimacy; the rest is output legitimacy",
    )
    transparency_effect: float = quantity(
        0.5, 0, 1, "share", "Assumed: half of input legitimacy", "part that depends on transparent choice"
    )
    learning: float = quantity(
        0.25, 0, 4, "1/yr", "Assumed: reputations take years", "rate at which legitimacy follows results"
    )


class Attention(Section):
    """What rivalry does to the effort for global issues."""

    hosting_most: float = quantity(
        0.5,
        0,
        1,
        "share of capacity",
        "Assumed: half of an actor's work continues, whatever it hosts",
        "largest part of its capacity that hosting takes away from effort",
    )
    crowding: float = quantity(
        0.2,
        0,
        1,
        "share",
        "Assumed: urgency beats importance",
        "share diverted at full tension by a state all of whose means serve rivalry",
    )
    crowding_nonstate: float = quantity(
        0.02, 0, 1, "share", "Assumed: missions are bound", "share that full tension or war takes from others"
    )
    crowding_war: float = quantity(
        0.5,
        0,
        1,
        "share",
        "Assumed: a state at war has half of its attention left at most for anything else",
        "share that full alarm takes from a state",
    )


class Shocks(Section):
    """Tension between the great powers. Outbreaks belong to ``threats.disease``."""

    tension_start: float = quantity(0.5, 0, 1, "share", "Assumed: high in 2025", "tension at the start")
    tension_mean: float = quantity(
        0.4,
        0,
        1,
        "share",
        "Assumed: the middle of the scale, nearly",
        "tension in the long run",
    )
    tension_reversion: float = quantity(
        0.25, 0, 4, "1/yr", "Assumed: crises fade in four years", "rate of return to the mean"
    )
    tension_noise: float = quantity(0.05, 0, 1, "1/yr^0.5", "Assumed: small", "ordinary fluctuation")
    tension_jump_rate: float = quantity(0.1, 0, 10, "1/yr", "Assumed: one great crisis in ten years", "crises a year")
    tension_jump_size: float = quantity(0.3, 0, 1, "share", "Assumed: large", "rise of tension in a crisis")
