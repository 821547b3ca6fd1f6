"""Row 13: a climate club of fifteen regions with a uniform tariff on outsiders."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.verification.row import Result, Row, data
from simulation.game import Game

THOUSAND = 1000.0
"""Mt times US$ per t is US$ million: a thousandth of US$bn."""


def climate_club(price: float, tariff: float) -> Game:
    """Return the game of the regions at a price of carbon [US$/t] and a uniform tariff [share].

    Effort is abatement in Mt; benefit, cost, gains and losses are in US$bn.
    """
    regions = data("climate_club_regions")
    gdp, co2, ability, gain, loss = (
        regions[name].to_numpy(dtype=float) for name in ("gdp", "co2", "abatement_cost", "tariff_gain", "tariff_loss")
    )
    imports = data("climate_club_imports").set_index("exporter")[list(regions["region"])].to_numpy(dtype=float)
    return Game(
        price * gdp / gdp.sum() / THOUSAND,
        2.0 * gdp * ability / co2**2,
        rule="price",
        price=price / THOUSAND,
        outsider_gain=imports.T * (gain * tariff - loss * tariff**2)[:, np.newaxis],
        outsider_penalty=imports * (gain * tariff)[np.newaxis, :],
    )


def coalitions() -> Iterator[Result]:
    """Yield the members of the one stable coalition at some prices and tariffs."""
    cases = ((25.0, 0.0, 0), (12.5, 0.01, 15), (25.0, 0.03, 15), (100.0, 0.05, 1))
    for price, tariff, size in cases:
        game = climate_club(price, tariff)
        yield Result(f"${price:g} and {tariff:.0%}: members left of all fifteen", size, game.settle(range(15)))
    for price, tariff, size in cases:
        stable = climate_club(price, tariff).stable_memberships()
        yield Result(f"${price:g} and {tariff:.0%}: sizes of all stable of 2^15", (size,), tuple(map(len, stable)))


ROWS = (
    Row(
        13,
        "A climate club: a small tariff on outsiders holds all, a high price none",
        ("nordhaus2015",),
        "Game(SCC, 2 GDP A / CO2^2, rule='price', price=P, outsider_gain=..., outsider_penalty=...)",
        ("decision", "rule"),
        coalitions,
    ),
)
