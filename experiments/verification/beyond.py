"""Rows 21 to 23: farsighted agreements, transfers from no agreement at all, and a least number of members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiments.verification.row import Result, Row
from simulation.game import Game
from simulation.games.farsight import farsighted

IDEAL = (11.5, 4.0, 1.5)
"""What warm, temperate and cold want the world to be cooled by, Heyen and Lehtomaa (2021) [K]."""
WEAK: Mapping[tuple[int, ...], float] = {(): 11.5, (1, 2): 11.5, (0, 2): 6.5, (0, 1): 7.75, (0, 1, 2): 17.0 / 3.0}
"""Cooling where whoever wants most decides, by who cooperates."""
POWER = {**WEAK, (): 0.0, (1, 2): 2.75}
"""Cooling where a majority is needed."""


def looking_ahead() -> Iterator[Result]:
    """Yield what each agreement is worth to warm, temperate and cold, all that follows counted."""
    published = {
        "weak governance": (WEAK, {(): (132.25, -40.25, -97.75), (0, 1, 2): (131.24918, -38.67729, -95.31944)}),
        "power threshold": (POWER, {(): (55.13063, 14.29313, 0.68063), (0, 1, 2): (57.44227, 14.03234, -0.43764)}),
    }
    for name, (cooling, worth) in published.items():
        payoffs = {who: [want**2 - (want - level) ** 2 for want in IDEAL] for who, level in cooling.items()}
        ahead = farsighted(payoffs, discount=0.99)
        for members, values in worth.items():
            for actor, value in zip(("warm", "temperate", "cold"), values, strict=True):
                ours = float(ahead.value(members)[["warm", "temperate", "cold"].index(actor)])
                yield Result(f"{name}, {len(members)} cooperate: worth to {actor}", value, ours, 1e-5)
    yield Result("power threshold: what lasts", ((1, 2),), tuple(ahead.stable))
    yield Result("three alike, linear benefit: what lasts", ((0, 1, 2),), tuple(Game([1.0] * 3).farsighted().stable))


def from_no_agreement() -> Iterator[Result]:
    """Yield payoffs of all three, v = (3, 2, 1), from 13.5, 10, 5.5 without an agreement to 54 together."""
    for rule, payoffs in (
        ("nash_bargaining", (13.5 + 25 / 3, 10.0 + 25 / 3, 5.5 + 25 / 3)),
        ("chander_tulkens", (26.0, 55 / 3, 29 / 3)),
    ):
        game = Game([3.0, 2.0, 1.0], rule=rule)
        game.seat(range(3))
        for i, payoff in enumerate(payoffs):
            yield Result(f"{rule}: payoff of actor {i}", payoff, float(game.payoffs()[i]), 1e-9)


def least_number() -> Iterator[Result]:
    """Yield agreements of five that hold where so many are needed: (k - 1)^2 / 2 >= 0 keeps everybody who is needed."""
    for least in range(2, 6):
        game = Game([1.0] * 5, minimum_participation=least)
        yield Result(f"{least} needed: do {least} hold", 1, int(game.is_stable(range(least))))
    game = Game([1.0] * 5, minimum_participation=4)
    game.seat(range(3))
    yield Result("three where four are needed: effort of all", 5.0, float(game.efforts().sum()), 1e-12)


ROWS = (
    Row(
        21,
        "Farsighted agreements on cooling the climate, three countries",
        ("heyen2021",),
        "farsighted({members: payoffs}, discount=0.99); Game([1.0] * 3).farsighted()",
        ("payoff",),
        looking_ahead,
    ),
    Row(
        22,
        "Transfers that start from no agreement: bargaining solution, and costs by marginal benefit",
        ("nash1950", "chander1997"),
        "Game([3.0, 2.0, 1.0], rule=...)",
        ("rule",),
        from_no_agreement,
    ),
    Row(
        23,
        "Agreements that need a least number of members",
        ("carraro2009",),
        "Game([1.0] * 5, minimum_participation=least)",
        ("decision", "rule"),
        least_number,
    ),
)
