"""Row 13: a climate club in the structure of Nordhaus (2015), fifteen regions, price P and uniform tariff t."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.verification.clubs import climate_club
from experiments.verification.row import data


def test_payoffs_are_those_of_the_table() -> None:
    """SCC dQ - GDP A m^2 + tariffs, put together from the data for one club by hand."""
    price, tariff, members = 30.0, 0.04, [2, 5, 13]
    regions = data("climate_club_regions")
    gdp, co2, ability, gain, loss = (regions[name].to_numpy() for name in regions.columns[1:])
    imports = data("climate_club_imports").set_index("exporter")[list(regions["region"])].to_numpy()
    own = price * gdp / gdp.sum()
    worked_at = own.copy()
    worked_at[members] = price
    abated = worked_at * (co2 / gdp) / (2 * ability) / 1000
    expected = own * (abated @ co2) / 1000 - gdp * ability * abated**2
    outside = np.setdiff1d(np.arange(15), members)
    for i in members:
        expected[i] += imports[outside, i].sum() * (gain[i] * tariff - loss[i] * tariff**2)
        expected[outside] -= imports[outside, i] * gain[i] * tariff
    game = climate_club(price, tariff)
    game.seat(members)
    assert game.payoffs() == pytest.approx(expected, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize("price", [12.5, 25.0, 50.0, 100.0])
def test_a_higher_tariff_never_makes_the_club_smaller(price: float) -> None:
    sizes = [climate_club(price, tariff).settle(range(15)) for tariff in (0.0, 0.01, 0.03, 0.06, 0.1)]
    assert sizes == sorted(sizes)


def test_a_higher_price_asks_for_a_higher_tariff() -> None:
    needed = []
    for price in (12.5, 25.0, 50.0):
        tariffs = np.arange(0.0, 0.2, 0.005)
        needed.append(next(t for t in tariffs if climate_club(price, t).is_stable(range(15))))
    assert needed == sorted(needed)
    assert needed[0] < needed[-1]
