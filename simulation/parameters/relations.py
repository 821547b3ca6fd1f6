"""Trust, norms, bargaining over the gain, and penalties on outsiders."""

from __future__ import annotations

from simulation.parameters.quantity import quantity, words
from simulation.parameters.section import Section


class Relations(Section):
    """Trust and the drift of affinities."""

    trust_start: float = quantity(
        0.5, 0, 1, "0-1", "Assumed: neutral", "trust in an actor about whom nothing is known yet"
    )
    learning: float = quantity(
        0.3,
        0,
        4,
        "1/yr",
        "Adapted [axelrod1984]: trust follows what was kept; pace assumed",
        "rate at which trust follows delivery",
    )
    universal: float = quantity(
        0.5,
        0,
        10,
        "share of all states",
        "Assumed: a body of more members than half of all states brings no two of them closer",
        "size above which sitting in the same partnership is not a tie",
    )
    leaving: float = quantity(0.02, 0, 1, "share", "Assumed: small for one seat", "trust lost by leaving a partnership")
    dyad_drift: float = quantity(
        0.02,
        -1,
        1,
        "1/yr",
        "Adapted [jackson2010]: contact changes relations; sign disputed, 0 is in range",
        "how fast rivalries fade and pacts deepen for each small common partnership",
    )
    dyad_return: float = quantity(
        0.05,
        0,
        4,
        "1/yr",
        "Assumed: old rivalries come back without contact",
        "return of rivalries and pacts to their strength at the start",
    )


class Norms(Section):
    """What partnerships stand for, and whom that moves."""

    pull: float = quantity(
        0.2,
        0,
        4,
        "1/yr",
        "Adapted [friedkin1990]: positions move toward a weighted mean; pace assumed",
        "rate at which a norm moves toward those who contribute",
    )
    lead: float = quantity(
        0.5,
        0,
        10,
        "1",
        "Assumed: who hosts sets the agenda",
        "weight of a lead beyond its contribution, as a share of all",
    )
    friends: float = quantity(
        0.02,
        0,
        4,
        "1/yr",
        "Adapted [friedkin1990]: positions move toward those of partners; pace assumed, 0 is in range",
        "rate at which members' positions move toward the norms of their partnerships",
    )
    return_rate: float = quantity(
        0.05,
        0,
        4,
        "1/yr",
        "Adapted [friedkin1990]: stubborn agents; strength assumed",
        "return to the position at the start",
    )
    spread: float = quantity(
        0,
        0,
        1,
        "ideal points/yr^0.5",
        "Assumed: 0 leaves it out; 0.14 with the rates above comes near the changes over 5 to 15 years of 1990 to 2009",
        "random spread of a state's position",
    )


class Bargaining(Section):
    """Who gets how much of the gain where transfers divide it."""

    every: float = quantity(
        5.0,
        0.25,
        50,
        "years",
        "Assumed: the surplus moves slowly, and is costly to compute",
        "time between two calculations of the surplus of partnerships without transfers",
    )
    demand: float = quantity(
        4.0,
        0,
        100,
        "1",
        "Adapted [keohane1986]: specific reciprocity as a demand for a larger share; size assumed",
        "rise of bargaining weight with transactionalism",
    )
    outside: float = quantity(
        1.0,
        0,
        100,
        "1",
        "Adapted [nash1950]: whoever has alternatives gets more; size assumed",
        "rise of bargaining weight with the spread of ties",
    )


class Clubs(Section):
    """Penalties of clubs on outsiders: Nordhaus's tariff."""

    exports: float = quantity(
        0.25,
        0,
        10,
        "share",
        "Assumed: about the world's exports of goods and services over its product",
        "exports of a state as a share of its product",
    )
    levied_by: tuple[str, ...] = words("partnerships that may levy penalties", ("ppca",))
    penalty: float = quantity(
        0,
        0,
        1,
        "share",
        "Adapted [nordhaus2015]: a uniform tariff on all trade with outsiders; none in today's world",
        "penalty of climate clubs on trade with outsiders",
    )
    retaliation: float = quantity(
        0.0, 0, 1, "share", "Assumed: none unless asked for", "part of the penalty that outsiders return in kind"
    )
    deadweight: float = quantity(
        0.3, 0, 5, "share", "Assumed: trade that does not happen", "loss of the payer beyond what is collected"
    )
