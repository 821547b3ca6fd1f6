"""Politics at home: elections, and what keeps a government."""

from __future__ import annotations

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from simulation.parameters.policy import StanceName
from simulation.parameters.quantity import REQUIRED, choice, quantity, words
from simulation.parameters.section import Section

_FAIR = "Adapted [fair2012]: a party seldom keeps the presidency for a third term; own count, 1948 to 2024"


class Election(Section):
    """A state in which a government stands for a stance and is kept or replaced at its dates."""

    actor: str = words("ISO3 code of the state, USA for the United States", REQUIRED)
    first: float = quantity(
        REQUIRED, 2025, 2225, "calendar year", "Assumed: the scenario's own", "when the first government takes office"
    )
    every: float = quantity(4, 0.25, 100, "years", "Assumed: as in the United States", "length of a term")
    governs: StanceName = choice(REQUIRED, "Assumed: the scenario's own", "stance of the government at the start")
    opposes: StanceName = choice(REQUIRED, "Assumed: the scenario's own", "stance of the opposition at the start")
    terms: int = quantity(1, 1, 20, "count", "Assumed: in its first term", "terms of the government at the start")

    @model_validator(mode="after")
    def _differ(self) -> Election:
        if self.governs == self.opposes:
            raise PydanticCustomError("sentence", "must name two different stances, got the same twice")
        return self


class Elections(Section):
    """Who votes when, and how much results, burdens and war count; 0 leaves what history says."""

    held: tuple[Election, ...] = words("states with elections; none unless a scenario says so", ())
    kept_once: float = quantity(
        0.7, 0.001, 0.999, "share", f"{_FAIR}: 7 of 10", "chance of re-election after one term, other things equal"
    )
    kept_more: float = quantity(0.2, 0.001, 0.999, "share", f"{_FAIR}: 2 of 10", "the same after two terms or more")
    results: float = quantity(
        2,
        -10,
        10,
        "log-odds",
        "Adapted [slaughter2024]: both camps demand specific results; size assumed",
        "effect of full output legitimacy where the state pays, compared with none",
    )
    payer: float = quantity(
        1,
        -10,
        10,
        "log-odds",
        "Adapted [slaughter2024]: one camp is averse to being the payer; size assumed",
        "log-odds lost with half of the voters, for each time that its share of effort exceeds its share of income",
    )
    policeman: float = quantity(
        1,
        -10,
        10,
        "log-odds",
        "Adapted [slaughter2024]: the other camp is averse to being the policeman; size assumed",
        "the same for the other half, for each time that its share of military budgets, including pressure, exceeds it",
    )
    war: float = quantity(
        0.5, -10, 10, "log-odds", "Assumed: a war costs votes; either sign is argued for", "full alarm by war"
    )

    @field_validator("held", mode="after")
    @classmethod
    def _one_a_state(cls, held: tuple[Election, ...]) -> tuple[Election, ...]:
        actors = [election.actor for election in held]
        for actor in actors:
            if actors.count(actor) > 1:
                reason = f"must have one row a state, got {actors.count(actor)} for {actor}; keep one"
                raise PydanticCustomError("sentence", "{reason}", {"reason": reason})
        return held


class Arms(Section):
    """What military budgets answer beside income."""

    dispute: float = quantity(
        0,
        -10,
        10,
        "log per probability",
        "Assumed: 0 leaves it out; 3 is the elasticity of [nordhaus2012], a tenth more for a chance up by 3 in 100",
        "rise of the desired share of income, in logarithms, with the state's own yearly chance of war",
    )
    rivals: float = quantity(
        0,
        -2,
        2,
        "1",
        "Assumed: 0 leaves it out; both signs occur in the literature [plumper2015]",
        "rise of the desired share with that of its rivals, in logarithms",
    )
    pact: float = quantity(
        0,
        0,
        1,
        "share",
        "Assumed: 0 leaves it out; allies below the promised share go up to it in part, as after 2014",
        "part of the way to the promised share that a member of an exclusive alliance wants to go",
    )
    promised: float = quantity(
        0.02, 0, 0.2, "share of income", "Adapted [nato2014]: two per cent of GDP", "share that allies promise"
    )
    pace: float = quantity(
        0.1, 0, 4, "1/yr", "Assumed: budgets take a decade to follow", "rate at which shares follow what is desired"
    )
    compete: float = quantity(
        0,
        0,
        1,
        "share",
        "Assumed: 0 as these are different budgets; 1 takes every dollar more from global issues, as far as it goes",
        "part of the increase in arms since the start that is taken from means for global issues",
    )
    least: float = quantity(
        0.1,
        0,
        1,
        "share of means",
        "Assumed: a tenth of the means for global issues remains, however large the arms budget",
        "smallest part of its means for global issues that a state keeps",
    )
    spread: float = quantity(
        0,
        0,
        1,
        "1/yr^0.5",
        "Assumed: 0 leaves it out; 0.2 with this persistence comes near the middle half of changes from 1990 to 2009",
        "random spread of the logarithm of a state's military share of income",
    )
    persistence: float = quantity(
        0.88,
        0,
        1,
        "1/yr",
        "Adapted [singer1972]: military budgets of 1990 to 2009; a quarter of a deviation is left after a decade",
        "part of such a deviation that is left after a year",
    )
