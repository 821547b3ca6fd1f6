"""Growth: incomes follow their path, chance and what threats cost; means, needs, stakes and scores follow incomes."""

from __future__ import annotations

import math

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.capabilities import armed_now, mean_of_luck, share_capabilities
from simulation.rules.growth import climate_loss, exposed, grown, income_kept, next_deviation
from simulation.rules.motives import standardised
from simulation.rules.transfers import neediness
from simulation.rules.valuation import stake_of_city

CLIMATE, DISEASE = 0, 1
GDP, PEOPLE = 0, 1


def exposure_of(tables: Tables, g: int, i: int, incomes: float) -> float:
    """Return state i's stake in money in threat g over its share of income at the start."""
    share = tables.actors[Actor.INCOME_START, i] / incomes
    return tables.portfolios[Portfolio.ECONOMIC, g, i] / share if share > 0.0 else 0.0


def kept_of_income(tables: Tables, settings: Floats, i: int, incomes: float) -> float:
    """Return the part of its path that threats leave state i, 1 while levels are those of the start."""
    warming, coefficient = settings[Setting.GROWTH_WARMING], settings[Setting.GROWTH_CLIMATE]
    kept = income_kept(
        climate_loss(tables.issues[Issue.LEVEL, CLIMATE], warming, coefficient),
        climate_loss(1.0, warming, coefficient),
        exposure_of(tables, CLIMATE, i, incomes),
    )
    sick = settings[Setting.GROWTH_DISEASE]
    return kept * income_kept(
        sick * tables.issues[Issue.LEVEL, DISEASE], sick, exposure_of(tables, DISEASE, i, incomes)
    )


def grow_incomes(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write incomes of states, by path, chance and damage, and the world's."""
    actors = tables.actors
    n_states = tables.growth.shape[2]
    first, now = 0.0, 0.0
    for i in range(n_states):
        first += actors[Actor.INCOME_START, i]
    for i in range(n_states):
        luck = uniform(seed, Purpose.GROWTH, step, int(actors[Actor.IDENTITY, i]), 0)
        deviation = next_deviation(
            actors[Actor.DEVIATION, i],
            settings[Setting.GROWTH_PERSISTENCE],
            settings[Setting.GROWTH_SPREAD],
            normal_quantile(luck),
            QUARTER,
        )
        actors[Actor.DEVIATION, i] = deviation
        kept = kept_of_income(tables, settings, i, first)
        actors[Actor.GROWN, i] = tables.growth[GDP, step, i] * math.exp(deviation) * kept
        actors[Actor.INCOME, i] = actors[Actor.INCOME_START, i] * actors[Actor.GROWN, i]
        now += actors[Actor.INCOME, i]
    tables.globals[Globals.ECONOMY] = now / first if first > 0.0 else 1.0


def elasticity_of(settings: Floats, kind: int) -> float:
    """Return the elasticity of the means of a kind to income; a state's are a share of it."""
    if kind == Kind.COMPANY:
        return settings[Setting.GROWTH_COMPANY]
    if kind == Kind.NGO:
        return settings[Setting.GROWTH_NGO]
    if kind == Kind.PHILANTHROPY:
        return settings[Setting.GROWTH_PHILANTHROPY]
    if kind == Kind.ORGANISATION:
        return settings[Setting.GROWTH_ORGANISATION]
    return settings[Setting.GROWTH_CITY] if kind == Kind.CITY else 1.0


def grow_means(tables: Tables, settings: Floats, step: int) -> None:
    """Write everybody's means, military budgets and trade, and how far states count as in need."""
    actors = tables.actors
    n_states = tables.growth.shape[2]
    common = mean_of_luck(settings, step - 1)
    traded = 0.0
    for i in range(actors.shape[1]):
        home = int(actors[Actor.HOME, i])
        if i >= n_states:
            actors[Actor.GROWN, i] = actors[Actor.GROWN, home] if home >= 0 else tables.globals[Globals.ECONOMY]
        elasticity = elasticity_of(settings, int(actors[Actor.KIND, i]))
        means = grown(actors[Actor.MEANS_START, i], actors[Actor.GROWN, i], elasticity)
        actors[Actor.CAPACITY, i] = actors[Actor.ABILITY, i] = means
        if i < n_states:
            armed = actors[Actor.GROWN, i] * armed_now(tables, i, common)
            actors[Actor.SECURITY_CAPACITY, i] = actors[Actor.SECURITY_START, i] * armed
            actors[Actor.TRADE, i] = settings[Setting.EXPORTS] * actors[Actor.INCOME, i]
            people = actors[Actor.PEOPLE_START, i] * tables.growth[PEOPLE, step, i]
            actors[Actor.NEEDY, i] = neediness(
                1e9 * actors[Actor.INCOME, i] / people,
                settings[Setting.BENEFICIARY_INCOME],
                settings[Setting.BENEFICIARY_STEEPNESS],
            )
            traded += actors[Actor.TRADE, i]
    tables.globals[Globals.TRADE] = traded


def grow_stakes(tables: Tables, g: int, step: int, parts: Floats) -> float:
    """Write every state's stake in threat g, and its city's; return what is exposed as a multiple of the start.

    ``parts`` is room for a number a state.
    """
    portfolios = tables.portfolios
    n_states = tables.growth.shape[2]
    weight = tables.issues[Issue.ECONOMY, g]
    now, first, people = 0.0, 0.0, 0.0
    for i in range(n_states):
        economic, human = portfolios[Portfolio.ECONOMIC, g, i], portfolios[Portfolio.HUMAN, g, i]
        parts[i] = exposed(weight, economic, tables.actors[Actor.GROWN, i], human, tables.growth[PEOPLE, step, i])
        now += parts[i]
        first += exposed(weight, economic, 1.0, human, 1.0)
        people += human * tables.growth[PEOPLE, step, i]
    if now <= 0.0 or first <= 0.0:
        return 1.0
    for i in range(n_states):
        portfolios[Portfolio.STAKE, g, i] = parts[i] / now
        if people > 0.0:
            part = portfolios[Portfolio.HUMAN, g, i] * tables.growth[PEOPLE, step, i]
            portfolios[Portfolio.NEED, g, i] = part / people
    for i in range(n_states, tables.actors.shape[1]):
        home = int(tables.actors[Actor.HOME, i])
        if int(tables.actors[Actor.KIND, i]) == Kind.CITY and tables.actors[Actor.PEOPLE_START, home] > 0.0:
            portfolios[Portfolio.STAKE, g, i] = stake_of_city(
                portfolios[Portfolio.STAKE, g, home],
                tables.actors[Actor.PEOPLE_START, i],
                tables.actors[Actor.PEOPLE_START, home],
            )
    return now / first


def grow_missions(tables: Tables, i: int) -> None:
    """Divide the attention that state i keeps for threats among them by stake x worth x need."""
    issues, missions = tables.issues, tables.portfolios[Portfolio.MISSION]
    pulls, left = 0.0, 0.0
    for g in range(issues.shape[1]):
        if issues[Issue.NEED_START, g] > 0.0:
            left += missions[g, i]
            pulls += tables.portfolios[Portfolio.STAKE, g, i] * issues[Issue.WORTH, g] * issues[Issue.NEED, g]
    for g in range(issues.shape[1]):
        if issues[Issue.NEED_START, g] > 0.0 and pulls > 0.0:
            pull = tables.portfolios[Portfolio.STAKE, g, i] * issues[Issue.WORTH, g] * issues[Issue.NEED, g]
            missions[g, i] = left * pull / pulls


def grow_issues(tables: Tables, settings: Floats, step: int, parts: Floats) -> None:
    """Write needs and stakes of all threats, then missions of states."""
    for g in range(tables.issues.shape[1]):
        if tables.issues[Issue.NEED_START, g] > 0.0:
            rise = grow_stakes(tables, g, step, parts)
            need = grown(tables.issues[Issue.NEED_START, g], rise, settings[Setting.GROWTH_NEEDS])
            tables.issues[Issue.SCALE, g] *= need / tables.issues[Issue.NEED, g]
            tables.issues[Issue.NEED, g] = need
    for i in range(tables.growth.shape[2]):
        grow_missions(tables, i)


def score(tables: Tables, column: int, values: Floats) -> None:
    """Write the logarithms of states' values in units of their standard deviation."""
    n_states = values.shape[0]
    mean, square = 0.0, 0.0
    for i in range(n_states):
        values[i] = math.log(values[i])
        mean += values[i] / n_states
    for i in range(n_states):
        square += (values[i] - mean) * (values[i] - mean) / n_states
    for i in range(n_states):
        tables.actors[column, i] = standardised(values[i], mean, math.sqrt(square))


def grow_scores(tables: Tables, step: int, values: Floats) -> None:
    """Write the scores of size and income, among states as they are now; others have the size of their home."""
    actors = tables.actors
    n_states = tables.growth.shape[2]
    for i in range(n_states):
        values[i] = actors[Actor.INCOME, i]
    score(tables, Actor.SIZE_SCORE, values)
    for i in range(n_states):
        people = actors[Actor.PEOPLE_START, i] * tables.growth[PEOPLE, step, i]
        values[i] = actors[Actor.INCOME, i] / people
    score(tables, Actor.INCOME_SCORE, values)
    for i in range(n_states, actors.shape[1]):
        home = int(actors[Actor.HOME, i])
        if home >= 0:
            actors[Actor.SIZE_SCORE, i] = actors[Actor.SIZE_SCORE, home]


def serve_anew(tables: Tables, p: int) -> None:
    """Write who may receive from p, and what all of them need; the named stay named."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    needs = 0.0
    for i in range(tables.growth.shape[2]):
        if tables.memberships[Membership.BENEFICIARY, p, i] > 0.0:
            tables.memberships[Membership.BENEFICIARY, p, i] = tables.actors[Actor.NEEDY, i]
            needs += tables.actors[Actor.NEEDY, i] * tables.portfolios[Portfolio.NEED, g, i]
    tables.partnerships[Partnership.NEEDS, p] = needs


def serves_the_needy(tables: Tables, p: int) -> bool:
    """Tell whether p serves whoever is in need; a deal for named states serves them, however rich."""
    is_aid = tables.partnerships[Partnership.RECIPIENTS, p] > 0.0 and tables.partnerships[Partnership.ALIVE, p] > 0.0
    for i in range(tables.growth.shape[2]):
        is_aid = is_aid and tables.memberships[Membership.NAMED, p, i] == 0.0
    return is_aid


def grow_world(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Grow incomes, and all that follows from them; nothing where no path is set."""
    if tables.growth.shape[1] == 0:
        return
    n_states = tables.growth.shape[2]
    room = np.zeros(n_states)
    grow_incomes(tables, settings, seed, step)
    grow_means(tables, settings, step)
    share_capabilities(tables, n_states)
    grow_issues(tables, settings, step, room)
    grow_scores(tables, step, room)
    for p in range(int(tables.globals[Globals.ROWS])):
        if serves_the_needy(tables, p):
            serve_anew(tables, p)


PHASE = Phase(
    "growth",
    grow_world,
    "incomes follow their path, chance and what threats cost; means, military budgets, needs and stakes follow them",
    (
        Actor.DEVIATION,
        Actor.GROWN,
        Actor.INCOME,
        Actor.CAPACITY,
        Actor.ABILITY,
        Actor.SECURITY_CAPACITY,
        Actor.TRADE,
        Actor.NEEDY,
        Actor.CAPABILITY,
        Actor.SIZE_SCORE,
        Actor.INCOME_SCORE,
        Portfolio.STAKE,
        Portfolio.NEED,
        Portfolio.MISSION,
        Issue.NEED,
        Issue.SCALE,
        Membership.BENEFICIARY,
        Partnership.NEEDS,
        Globals.ECONOMY,
        Globals.TRADE,
    ),
)
