"""Arms: military shares of income answer danger, rivals and alliances, and may take means from global issues."""

from __future__ import annotations

import math

from simulation.core.codes import ISSUES, Kind
from simulation.core.columns import Actor, Floats, Partnership, Tables, War
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, normal_quantile, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.capabilities import armed_now, mean_of_luck, share_capabilities
from simulation.decision.payoff import RIVALRY
from simulation.decision.war_risk import rate_of_war
from simulation.measures.ties import tie_weights
from simulation.rules.arms import toward_promise, wanted_arms
from simulation.rules.conflict import jump_probability
from simulation.rules.growth import next_deviation
from simulation.rules.legitimacy import moved_toward


def add_danger(tables: Tables, settings: Floats) -> None:
    """Write the yearly chance of a war of its own for each state: over all pairs, and certain while one goes on."""
    ties = tie_weights(tables)
    tables.actors[Actor.DANGER] = 0.0
    for w in range(tables.wars.shape[1]):
        a, b = int(tables.wars[War.A, w]), int(tables.wars[War.B, w])
        rate = rate_of_war(tables, settings, w, ties)
        chance = 1.0 if tables.wars[War.ACTIVE, w] > 0.0 else jump_probability(rate, 1.0)
        for side in (a, b):
            tables.actors[Actor.DANGER, side] = min(1.0, tables.actors[Actor.DANGER, side] + chance)


def rivals_arms(tables: Tables, i: int) -> float:
    """Return the mean logarithm of the military shares of i's rivals, as multiples of their start."""
    found, total = 0.0, 0.0
    for d in range(int(tables.actors[Actor.DYADS_FROM, i]), int(tables.actors[Actor.DYADS_TO, i])):
        if int(tables.dyads[d, 1]) == RIVALRY:
            rival = int(tables.dyads[d, 0])
            armed = tables.actors[Actor.ARMED, rival]
            total += math.log(armed) + tables.actors[Actor.ARMED_LUCK, rival] if armed > 0.0 else 0.0
            found += 1.0
    return total / found if found > 0.0 else 0.0


SECURITY = ISSUES.index("security")


def is_allied(tables: Tables, settings: Floats, i: int) -> bool:
    """Tell whether i sits in an exclusive alliance."""
    for k in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, k])
        is_security = int(tables.partnerships[Partnership.ISSUE, p]) == SECURITY
        if is_security and tables.partnerships[Partnership.EXCLUSIVITY, p] >= settings[Setting.ORDER_EXCLUSIVE]:
            return True
    return False


def draw_luck(tables: Tables, settings: Floats, seed: int, step: int, i: int) -> None:
    """Write the logarithm by which i's military share is off for no reason that the model knows; its median is 0."""
    tables.actors[Actor.ARMED_LUCK, i] = next_deviation(
        tables.actors[Actor.ARMED_LUCK, i],
        settings[Setting.ARMS_PERSISTENCE],
        settings[Setting.ARMS_SPREAD],
        normal_quantile(uniform(seed, Purpose.ARMS, step, int(tables.actors[Actor.IDENTITY, i]), 0)),
        QUARTER,
    )


def arm(tables: Tables, settings: Floats, i: int, common: float) -> None:
    """Move i's military share of income towards what it wants, and take a part of the rise from its other means.

    ``common`` is the logarithm of the mean multiple that luck makes of all shares.
    """
    actors = tables.actors
    first = actors[Actor.SECURITY_START, i] / actors[Actor.INCOME_START, i]
    if first <= 0.0:
        return
    wanted = first * wanted_arms(
        actors[Actor.DANGER, i] - actors[Actor.DANGER_START, i],
        settings[Setting.ARMS_DISPUTE],
        rivals_arms(tables, i),
        settings[Setting.ARMS_RIVALS],
    )
    if is_allied(tables, settings, i):
        wanted = toward_promise(wanted, settings[Setting.ARMS_PROMISED], settings[Setting.ARMS_PACT])
    actors[Actor.ARMED, i] = moved_toward(actors[Actor.ARMED, i], wanted / first, settings[Setting.ARMS_PACE], QUARTER)
    armed = armed_now(tables, i, common)
    grown = actors[Actor.GROWN, i]
    actors[Actor.SECURITY_CAPACITY, i] = actors[Actor.SECURITY_START, i] * grown * armed
    taken = settings[Setting.ARMS_COMPETE] * actors[Actor.SECURITY_START, i] * grown * max(0.0, armed - 1.0)
    means = actors[Actor.MEANS_START, i] * grown
    actors[Actor.CAPACITY, i] = max(means - taken, settings[Setting.ARMS_LEAST] * means)


def is_on(settings: Floats) -> bool:
    """Tell whether military budgets answer anything, or move by luck."""
    return (
        settings[Setting.ARMS_SPREAD] != 0.0
        or settings[Setting.ARMS_DISPUTE] != 0.0
        or settings[Setting.ARMS_RIVALS] != 0.0
        or settings[Setting.ARMS_PACT] != 0.0
    )


def arm_states(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Let every state arm or disarm by what it fears and has promised."""
    if not is_on(settings):
        return
    if settings[Setting.ARMS_DISPUTE] != 0.0:
        add_danger(tables, settings)
    common = mean_of_luck(settings, step)
    n_states = 0
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            if step == 1:
                tables.actors[Actor.DANGER_START, i] = tables.actors[Actor.DANGER, i]
            if settings[Setting.ARMS_SPREAD] != 0.0:
                draw_luck(tables, settings, seed, step, i)
            arm(tables, settings, i, common)
            n_states += 1
    share_capabilities(tables, n_states)


PHASE = Phase(
    "arms",
    arm_states,
    "military shares of income respond to danger, rivals and alliances; capabilities follow",
    (
        Actor.ARMED,
        Actor.ARMED_LUCK,
        Actor.DANGER,
        Actor.DANGER_START,
        Actor.SECURITY_CAPACITY,
        Actor.CAPACITY,
        Actor.CAPABILITY,
    ),
)
