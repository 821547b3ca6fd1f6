"""Wars: rivals go to war, more often under tension and less with common ties; war alarms sides, allies, neighbours."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables, War
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.war_risk import rate_of_war
from simulation.measures.ties import tie_weights
from simulation.rules.conflict import jump_probability, peace_rate


def begins(tables: Tables, settings: Floats, seed: int, step: int, w: int, ties: Floats) -> bool:
    """Tell whether the pair goes to war: by the scenario's date, or by chance."""
    if int(tables.wars[War.BEGINS, w]) == step:
        return True
    rate = rate_of_war(tables, settings, w, ties)
    pair = int(tables.wars[War.IDENTITY, w])
    return uniform(seed, Purpose.WAR, step, pair, 0) < jump_probability(rate, QUARTER)


def begin_war(tables: Tables, settings: Floats, step: int, w: int) -> None:
    """Begin a war; tension rises with the capability of its sides."""
    sides = both_capabilities(tables, w)
    tables.wars[War.ACTIVE, w] = 1.0
    tables.wars[War.SINCE, w] = step
    tables.globals[Globals.WARS_BEGUN] += 1.0
    tables.globals[Globals.TENSION] = min(1.0, tables.globals[Globals.TENSION] + settings[Setting.WAR_RISE] * sides)


def rate_of_peace(tables: Tables, settings: Floats, w: int) -> float:
    """Return the hazard of a war's end [1/yr]: higher with a mediator."""
    return peace_rate(settings[Setting.WAR_END_RATE], tables.wars[War.MEDIATION, w])


def end_war(tables: Tables, settings: Floats, seed: int, step: int, w: int) -> None:
    """End a war by chance, sooner with a mediator, to whom the end may be owed."""
    pair = int(tables.wars[War.IDENTITY, w])
    if uniform(seed, Purpose.PEACE, step, pair, 0) >= jump_probability(rate_of_peace(tables, settings, w), QUARTER):
        return
    tables.wars[War.ACTIVE, w] = 0.0
    tables.globals[Globals.WARS_ENDED] += 1.0
    mediator, mediation = int(tables.wars[War.MEDIATOR, w]), tables.wars[War.MEDIATION, w]
    if mediator >= 0 and uniform(seed, Purpose.MEDIATION, step, pair, 0) * (1.0 + mediation) < mediation:
        tables.globals[Globals.WARS_MEDIATED] += 1.0
        tables.actors[Actor.ENDED, mediator] += 1.0


def both_capabilities(tables: Tables, w: int) -> float:
    """Return the capability of both sides together, at most 1."""
    a, b = int(tables.wars[War.A, w]), int(tables.wars[War.B, w])
    return min(1.0, tables.actors[Actor.CAPABILITY, a] + tables.actors[Actor.CAPABILITY, b])


def alarm(tables: Tables, i: int, level: float) -> None:
    """Raise an actor's alarm to a level; a higher one stays."""
    tables.actors[Actor.ALARM, i] = max(tables.actors[Actor.ALARM, i], level)


def alarm_allies(tables: Tables, settings: Floats, side: int, level: float) -> None:
    """Alarm everybody who sits with a side in an exclusive partnership."""
    for seat in range(1, int(tables.seats[side, 0]) + 1):
        p = int(tables.seats[side, seat])
        if tables.partnerships[Partnership.EXCLUSIVITY, p] >= settings[Setting.ORDER_EXCLUSIVE]:
            for k in range(int(tables.partnerships[Partnership.SIZE, p])):
                alarm(tables, int(tables.memberships[Membership.ROSTER, p, k]), level)


def spread_alarm(tables: Tables, settings: Floats, w: int) -> None:
    """Alarm the sides of a war, their allies and neighbours, and a little everybody."""
    a, b = int(tables.wars[War.A, w]), int(tables.wars[War.B, w])
    everywhere = settings[Setting.WAR_WORLD] * both_capabilities(tables, w)
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            alarm(tables, i, everywhere)
    for k in range(tables.borders.shape[0]):
        one, other = int(tables.borders[k, 0]), int(tables.borders[k, 1])
        if one in (a, b):
            alarm(tables, other, settings[Setting.WAR_NEIGHBOUR])
        if other in (a, b):
            alarm(tables, one, settings[Setting.WAR_NEIGHBOUR])
    for side in (a, b):
        alarm_allies(tables, settings, side, settings[Setting.WAR_ALLY])
        alarm(tables, side, 1.0)


def tell_everybody(tables: Tables, settings: Floats) -> None:
    """Write how alarmed everybody is by the ongoing wars; non-states are as alarmed as their home."""
    tables.actors[Actor.ALARM] = 0.0
    for w in range(tables.wars.shape[1]):
        if tables.wars[War.ACTIVE, w] > 0.0:
            spread_alarm(tables, settings, w)
    for i in range(tables.actors.shape[1]):
        home = int(tables.actors[Actor.HOME, i])
        if home >= 0 and home != i:
            tables.actors[Actor.ALARM, i] = tables.actors[Actor.ALARM, home]


def wage_wars(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Begin and end wars, then tell everybody."""
    ties = tie_weights(tables)
    going_on, at_war, chances = 0.0, 0.0, 0.0
    for w in range(tables.wars.shape[1]):
        if tables.wars[War.ACTIVE, w] > 0.0:
            at_war += 1.0
            chances += jump_probability(rate_of_peace(tables, settings, w), 1.0)
            end_war(tables, settings, seed, step, w)
        elif begins(tables, settings, seed, step, w, ties):
            begin_war(tables, settings, step, w)
        going_on += tables.wars[War.ACTIVE, w]
    tables.globals[Globals.WARS] = going_on
    if at_war > 0.0:
        tables.globals[Globals.PEACE_CHANCE] = chances / at_war
    tell_everybody(tables, settings)


PHASE = Phase(
    "wars",
    wage_wars,
    "rivals go to war and make peace; alarm spreads to allies and neighbours",
    (
        War.ACTIVE,
        War.SINCE,
        Actor.ALARM,
        Actor.ENDED,
        Globals.TENSION,
        Globals.WARS,
        Globals.WARS_BEGUN,
        Globals.WARS_ENDED,
        Globals.WARS_MEDIATED,
        Globals.PEACE_CHANCE,
    ),
)
