"""The six global threats: need, value, and how each level answers coverage.

Three dynamics, with q the coverage and L the level (1 at the start):

* stock        dL = dt [inflow (1 - q) + decay (q - L)]
* outbreak     Poisson with rate outbreak_rate max(0, 1 - eta q), lognormal size, decay
* deprivation  dL = dt [growth (1 - q) + climate_link (L_climate - 1) + war_link (wars - wars at the start)]
"""

from __future__ import annotations

from typing import Any

from simulation.core.codes import THREATS
from simulation.parameters.quantity import quantity, subsection
from simulation.parameters.section import Section


def _need(default: float, source: str) -> Any:
    meaning = "effective effort a year that would hold the level"
    return quantity(default, 0.001, 100_000, "US$bn/yr", source, meaning)


def _value(default: float, source: str) -> Any:
    meaning = "world benefit per effective dollar at level 1 (beta)"
    return quantity(default, 0, 1000, "US$/US$", source, meaning)


def _observed_coverage(default: float, source: str) -> Any:
    meaning = "share of the need that today's effort of the whole world covers"
    return quantity(default, 0, 2, "share", source, meaning)


def _economy_weight(default: float, source: str) -> Any:
    meaning = "weight of damage in money against damage to people in a state's stake"
    return quantity(default, 0, 1, "share", source, meaning)


def _remaining(default: float, source: str) -> Any:
    meaning = "damage that happens however much is spent, as a part of what effort at the need averts"
    return quantity(default, 0, 10, "share", source, meaning)


def _catastrophe(default: float, source: str) -> Any:
    return quantity(default, 1, 1000, "level", source, "level whose crossing is recorded as a catastrophe")


def _answering() -> Any:
    source = (
        "Assumed: 0 as the rest of the world acts for reasons of its own; 1 follows, -1 makes up for what is missing"
    )
    meaning = "part of the effort outside the model that moves in proportion to that of the model's actors"
    return quantity(0, -1, 1, "share", source, meaning)


def _mobilising(default: float, source: str) -> Any:
    return quantity(default, 0, 1, "share", source, "how far partnerships on it can draw in private money")


class Threat(Section):
    """What all threats have in common; every threat overrides the defaults."""

    need: float = _need(1, "Assumed: a unit")
    value: float = _value(1, "Assumed: a unit")
    observed_coverage: float = _observed_coverage(0, "Assumed: none")
    remaining: float = _remaining(0.1, "Assumed: no threat is averted altogether")
    economy_weight: float = _economy_weight(0.5, "Assumed: even")
    catastrophe: float = _catastrophe(2, "Assumed: a doubling")
    answering: float = _answering()
    mobilising: float = _mobilising(1, "Assumed: there is something to earn, as in power, farms and medicine")


class Climate(Threat):
    """Climate change: a stock."""

    need: float = _need(1000, "Adapted [songwe2022]: external finance a year by 2030, outside China")
    value: float = _value(
        2.5,
        "Adapted [rennert2022]: US$185 a tonne of CO2 avoided, at an assumed cost of about US$75 a tonne",
    )
    observed_coverage: float = _observed_coverage(
        0.12, "Adapted [oecd2024]: US$116 bn provided and mobilised for developing countries in 2022"
    )
    remaining: float = _remaining(0.2, "Assumed: the warming that is there hurts whatever is spent in a year")
    economy_weight: float = _economy_weight(0.6, "Assumed: losses in money lead, losses of life follow")
    catastrophe: float = _catastrophe(1.5, "Adapted [forster2024]: 2 degrees against 1.3 in 2023, as a ratio, rounded")
    inflow: float = quantity(
        0.0275,
        0,
        10,
        "level/yr",
        "Adapted [forster2024]: 0.26 degrees a decade on 1.3, at the observed coverage",
        "rise of the level a year without any effort or decay",
    )
    decay: float = quantity(
        0.005, 0, 1, "1/yr", "Assumed: slow natural removal, two centuries", "decay rate of the stock"
    )


class Disease(Threat):
    """Infectious disease: outbreaks."""

    need: float = _need(31.1, "Exact [worldbank_who2022], pandemic preparedness and response a year")
    value: float = _value(
        13, "Adapted [ghrf2016]: US$60 bn expected yearly loss against US$4.5 bn a year of prevention"
    )
    observed_coverage: float = _observed_coverage(
        0.66, "Adapted [worldbank_who2022]: all of the need but the US$10.5 bn of missing external finance"
    )
    remaining: float = _remaining(
        0.5, "Assumed: preparedness averts two thirds of what an outbreak of a given size would do without it"
    )
    economy_weight: float = _economy_weight(0.6, "Assumed: a pandemic's losses in money exceed its toll")
    catastrophe: float = _catastrophe(4, "Assumed: a pandemic on top of the usual burden")
    outbreak_rate: float = quantity(
        1.0,
        0,
        50,
        "1/yr",
        "Assumed: eight emergencies declared from 2009 to 2024 at the observed coverage, one a year at none",
        "large outbreaks a year without any effort",
    )
    outbreak_size: float = quantity(
        1.5, 0, 100, "level", "Assumed: without effort the burden would be three times today's", "mean size"
    )
    outbreak_spread: float = quantity(
        1.2,
        0,
        4,
        "log",
        "Adapted [marani2021]: sizes are heavy-tailed; a lognormal with an assumed spread",
        "standard deviation of the logarithm of the size",
    )
    decay: float = quantity(
        0.5, 0, 4, "1/yr", "Assumed: half of an outbreak is over in a year and a half", "decay of the level"
    )


def _growth(default: float, source: str) -> Any:
    return quantity(default, 0, 10, "level/yr", source, "rise of the level a year without any effort")


def _climate_link(default: float, source: str) -> Any:
    meaning = "rise of the level a year for each unit of climate above its start"
    return quantity(default, -1, 1, "level/yr", source, meaning)


def _war_link(default: float, source: str) -> Any:
    meaning = "rise of the level a year for each war more than at the start"
    return quantity(default, -1, 1, "level/yr", source, meaning)


class Deprivation(Threat):
    """A lack that grows when it is not met, and faster in a harsher climate."""

    growth: float = _growth(0.03, "Assumed: a few per cent a year")
    climate_link: float = _climate_link(0.02, "Assumed: half again of climate adds one per cent a year")
    war_link: float = _war_link(0.0, "Assumed: none unless the threat says so")


class Food(Deprivation):
    """Hunger."""

    need: float = _need(45, "Adapted [vonbraun2020]: middle of US$39 to 50 bn; 33 in [laborde2020]")
    value: float = _value(10, "Adapted [hoddinott2013]: median of 18 for stunting, less for the rest")
    observed_coverage: float = _observed_coverage(
        0.27, "Adapted [laborde2020]: US$12 bn of donors' money a year against the need above"
    )
    economy_weight: float = _economy_weight(0.2, "Assumed: hunger hurts people first")
    war_link: float = _war_link(0.005, "Assumed: a war raises prices of grain for a while")


class Energy(Deprivation):
    """Lack of electricity and clean cooking."""

    need: float = _need(45, "Adapted [iea2023]: universal access by 2030, rounded")
    value: float = _value(4, "Assumed: between clean cooking (above 2) and electricity (above 5)")
    observed_coverage: float = _observed_coverage(0.2, "Assumed: connections lag the goal by far")
    economy_weight: float = _economy_weight(0.3, "Assumed: lost output, but lost health above all")
    growth: float = _growth(0.02, "Assumed: population outgrows connections where they lag")
    climate_link: float = _climate_link(0.005, "Assumed: little")
    war_link: float = _war_link(0.005, "Assumed: a war raises the price of fuel for a while")


class Displacement(Deprivation):
    """Refugees and people displaced within their country."""

    need: float = _need(46.4, "Adapted [ocha2024]: the United Nations' humanitarian appeals of 2024")
    value: float = _value(3, "Assumed: relief repays itself a few times over")
    observed_coverage: float = _observed_coverage(
        0.43, "Adapted [ocha2024]: US$20 bn received in 2023 against the need above"
    )
    economy_weight: float = _economy_weight(0.2, "Assumed: it hurts people first")
    growth: float = _growth(0.07, "Adapted [ocha2024]: displacement doubled in ten years")
    climate_link: float = _climate_link(0.05, "Assumed: a second cause, rising")
    mobilising: float = _mobilising(0, "Assumed: nothing is earned by relief")
    war_link: float = _war_link(
        0.02, "Assumed: a large war displaces some millions, two per cent of all displaced, a year"
    )


class Terrorism(Deprivation):
    """Terrorism by non-state groups."""

    need: float = _need(20, "Assumed: of the order of the yearly losses it causes; no published need")
    value: float = _value(3, "Assumed: prevention repays itself a few times over")
    observed_coverage: float = _observed_coverage(0.5, "Assumed: much is spent, mostly at home")
    economy_weight: float = _economy_weight(0.5, "Assumed: fear costs money as much as lives")
    growth: float = _growth(0.02, "Assumed: slow")
    mobilising: float = _mobilising(0, "Assumed: nothing is earned by it")
    climate_link: float = _climate_link(0.0, "Assumed: no direct effect")
    war_link: float = _war_link(0.01, "Assumed: wars breed terrorism")


class Threats(Section):
    """One table for each threat."""

    climate: Climate = subsection()
    disease: Disease = subsection()
    food: Food = subsection()
    energy: Energy = subsection()
    displacement: Displacement = subsection()
    terrorism: Terrorism = subsection()

    def column(self, name: str, missing: float = 0.0) -> tuple[float, ...]:
        """Return one field of all threats in the order of `THREATS`; `missing` where one lacks it."""
        return tuple(float(getattr(getattr(self, threat), name, missing)) for threat in THREATS)
