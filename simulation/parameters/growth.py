"""How economies and populations grow, what grows with them, and what threats cost them."""

from __future__ import annotations

from typing import Any, Literal

from simulation.parameters.quantity import choice, quantity, subsection
from simulation.parameters.section import Section

_ELASTICITY = "Assumed: means grow as the economy that feeds them; 0 keeps them as they are"


def _means(who: str) -> Any:
    return quantity(1, 0, 2, "1", _ELASTICITY, f"rise of the means of {who} with income, in logarithms")


class MeansGrowth(Section):
    """Elasticities of the means of non-states to income: of their home, or of the world where they have none."""

    company: float = _means("companies")
    ngo: float = _means("NGOs")
    philanthropy: float = _means("philanthropies")
    organisation: float = _means("international organisations")
    city: float = _means("cities")


class Growth(Section):
    """A path of income and population by country; ``none`` keeps the world as large as it is in 2025."""

    path: Literal["none", "ssp1", "ssp2", "ssp3", "ssp4", "ssp5"] = choice(
        "none",
        "Adapted [riahi2017]: the five shared socioeconomic pathways as multiples of 2025; none is not one of them",
        "path of every state's GDP and population",
    )
    spread: float = quantity(
        0.02,
        0,
        0.2,
        "1/yr^0.5",
        "Assumed: growth of a decade scatters by about half a per cent a year around any forecast",
        "random spread of the logarithm of a state's income around its path",
    )
    persistence: float = quantity(
        0.98,
        0,
        1,
        "1/yr",
        "Assumed: a deviation halves in about a generation; 1 never comes back to the path",
        "part of a deviation that is left after a year",
    )
    warming: float = quantity(
        1.3,
        0,
        10,
        "degrees C",
        "Adapted [forster2024]: human-caused warming in 2023, for level 1",
        "warming at the start, which converts the climate level into degrees",
    )
    climate_damage: float = quantity(
        0.00595,
        0,
        0.05,
        "share/degree^2",
        "Adapted [howard2017]: 0.595 % of income for each squared degree, without catastrophes; 0.855 % with them",
        "part of income that warming takes, per squared degree",
    )
    disease_damage: float = quantity(
        0.006,
        0,
        0.1,
        "share",
        "Adapted [fan2018]: 0.6 % of the world's income a year expected from pandemic influenza, lives valued",
        "part of income that the starting level of disease takes, and each further unit of the level again",
    )
    needs: float = quantity(
        1,
        0,
        2,
        "1",
        "Assumed: the need grows with what is exposed; below 1 where growth itself relieves it",
        "rise of the need of a threat with the incomes and people exposed to it, in logarithms",
    )
    outside: float = quantity(
        1,
        0,
        2,
        "1",
        "Assumed: what the rest of the world does keeps its share of income",
        "rise of effort outside the model with the world's income, in logarithms",
    )
    means: MeansGrowth = subsection()
