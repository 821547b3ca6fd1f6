"""Poles, wars, mediation and coercion."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from simulation.parameters.quantity import REQUIRED, quantity, words
from simulation.parameters.section import Section


class Alignment(Section):
    """Who is a pole, and who turns to whom."""

    pole_share: float = quantity(
        0.03,
        0.001,
        1,
        "share",
        "Adapted [singer1972]: capability shares; the threshold is assumed, so that five to seven states count today",
        "share of capabilities from which a state is a pole",
    )
    affinity: float = quantity(
        0.5, 0, 10, "1", "Assumed: votes say as much as seats", "weight of affinity against ties in alignment"
    )
    inertia: float = quantity(
        0.1, 0, 10, "1", "Assumed: nobody turns for a trifle", "lead that another pole needs before a state turns"
    )


class ScheduledWar(Section):
    """A war that the scenario starts."""

    between: tuple[str, str] = words("the two states, by ISO3 code", REQUIRED)
    start: float = quantity(
        REQUIRED, 2025, 2225, "calendar year", "Assumed: the scenario's own", "when it begins", alias="from"
    )

    @model_validator(mode="after")
    def _two_sides(self) -> ScheduledWar:
        if self.between[0] == self.between[1]:
            raise PydanticCustomError("sentence", "must name two different states")
        return self


class Wars(Section):
    """Wars between rivals: how they begin, spread attention, and end."""

    ongoing: tuple[tuple[str, str], ...] = words("pairs of states at war at the start, as in 2025", (("RUS", "UKR"),))
    scheduled: tuple[ScheduledWar, ...] = words("wars that the scenario starts on a date", ())
    rate: float = quantity(
        0.006,
        0,
        1,
        "1/yr",
        "Adapted [thompson2021]: wars come from rivalries; with some 56 of them a war in three years at mean tension",
        "wars a year of a pair of rivals at tension one half and without common ties",
    )
    tension_power: float = quantity(
        2.0, 0, 10, "1", "Assumed: the hazard rises faster than tension", "power of tension in the hazard"
    )
    pacify: float = quantity(
        1.0,
        -1,
        10,
        "1",
        "Adapted [russett2001]: common memberships lower the hazard; strength assumed, 0 and below are in range",
        "how far common ties lower the hazard",
    )
    end_rate: float = quantity(
        0.4,
        0,
        10,
        "1/yr",
        "Adapted [slantchev2004]: duration of interstate wars, two to three years",
        "hazard of ending",
    )
    tension_rise: float = quantity(
        0.3, 0, 1, "share", "Assumed: times the capability of both sides", "rise of tension when a war begins"
    )
    alarm_neighbour: float = quantity(
        0.4, 0, 1, "0-1", "Assumed: less than at the front", "alarm of states that border a side"
    )
    alarm_ally: float = quantity(0.3, 0, 1, "0-1", "Assumed: an ally may be called", "alarm of allies of a side")
    alarm_world: float = quantity(
        0.5, 0, 1, "0-1", "Assumed: times the capability of both sides", "alarm of everybody else"
    )


class Mediation(Section):
    """Third parties with ties to both sides."""

    strength: float = quantity(
        4.0,
        0,
        100,
        "1",
        "Adapted [bercovitch2000]: mediation shortens wars; strength assumed, 0 is in range",
        "how much mediators' ties to both sides raise the hazard of ending",
    )
    cost: float = quantity(
        0.02, 0, 1, "share", "Assumed: diplomats who mediate do nothing else", "capacity that mediating takes"
    )


class Coercion(Section):
    """Pressure of poles on those who deal with their rivals."""

    forgotten: float = quantity(
        0.1,
        0,
        1,
        "0-1",
        "Assumed: a tenth",
        "remainder of a demand below which nobody yields to it or resists it any more",
    )
    strength: float = quantity(
        0.01,
        0,
        1,
        "share of capacity",
        "Assumed: at full pressure and exposure a few times the worth of a fellow member",
        "cost of being in a rival's partnership at full pressure, exposure and rivalry",
    )
    rate: float = quantity(
        0.2, 0, 10, "1/yr", "Assumed: open demands are rare", "demands a year at full pressure and exposure"
    )
    resistance: float = quantity(
        0.7,
        -1,
        1,
        "share",
        "Adapted [keohane1977]: alternatives lower vulnerability; strength assumed, 0 and below are in range",
        "part of the pressure that fully spread ties remove",
    )
    backlash: float = quantity(
        0.05,
        0,
        1,
        "share",
        "Adapted [drezner2003]: coercion costs the coercer, too; size assumed",
        "trust lost by a demand",
    )
    memory: float = quantity(
        1.5, 0.25, 20, "years", "Assumed: demands are forgotten slowly", "how long a demand is felt"
    )
