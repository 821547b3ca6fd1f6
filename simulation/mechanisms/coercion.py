"""Coercion: poles press those who sit in partnerships that their rivals lead, now and then by an open demand."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import MOST_POLES
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Pole, Tables
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.choice import row_of_rivalry
from simulation.rules.conflict import coercive_cost, jump_probability


def rivalry_of(tables: Tables, i: int, j: int) -> float:
    """Return the strength of the rivalry of two actors, at most 1; 0 for none."""
    d = row_of_rivalry(tables, i, j)
    return min(1.0, tables.dyads[d, 2]) if d >= 0 else 0.0


def fill_spheres(tables: Tables, spheres: Floats) -> None:
    """Write how exclusive the partnerships are through which each pole, as their lead, holds each actor."""
    spheres[:] = 0.0
    for q in range(int(tables.globals[Globals.ROWS])):
        lead = int(tables.partnerships[Partnership.LEAD, q])
        if tables.partnerships[Partnership.ALIVE, q] == 0.0 or lead < 0:
            continue
        h = int(tables.actors[Actor.POLE, lead])
        if h >= 0:
            for k in range(int(tables.partnerships[Partnership.SIZE, q])):
                j = int(tables.memberships[Membership.ROSTER, q, k])
                spheres[h, j] = max(spheres[h, j], tables.partnerships[Partnership.EXCLUSIVITY, q])


def demand(tables: Tables, settings: Floats, seed: int, step: int, h: int, p: int, i: int, weight: float) -> None:
    """Let pole h demand of member i to leave p, by chance; the demand costs the pole trust.

    A chance is no larger than the rate times the quarter, so that most of them need not be reckoned.
    """
    rate = settings[Setting.COERCION_RATE] * weight
    actor = int(tables.actors[Actor.IDENTITY, i])
    draw = uniform(seed, Purpose.ULTIMATUM, step, actor, int(tables.partnerships[Partnership.IDENTITY, p]))
    if draw < rate * QUARTER and draw < jump_probability(rate, QUARTER):
        pole = int(tables.poles[Pole.ROW, h])
        tables.memberships[Membership.ULTIMATUM, p, i] = 1.0
        tables.globals[Globals.ULTIMATA] += 1.0
        trust = tables.actors[Actor.TRUST, pole]
        tables.actors[Actor.TRUST, pole] = trust * (1.0 - settings[Setting.COERCION_BACKLASH])


def press_on(tables: Tables, settings: Floats, seed: int, step: int, h: int, p: int, spheres: Floats) -> bool:
    """Add pole h's pressure on all about p, led by its rival; members may face a demand. Tell whether it presses."""
    pole = int(tables.poles[Pole.ROW, h])
    lead = int(tables.partnerships[Partnership.LEAD, p])
    pressure = tables.poles[Pole.PRESSURE, h] * rivalry_of(tables, pole, lead)
    if pressure == 0.0:
        return False
    on_pole, on_lead = (
        tables.memberships[Membership.PRESSURE, p, pole],
        tables.memberships[Membership.PRESSURE, p, lead],
    )
    for i in range(tables.actors.shape[1]):
        tables.memberships[Membership.PRESSURE, p, i] += pressure * tables.exposures[h, i] * (1.0 + spheres[h, i])
    tables.memberships[Membership.PRESSURE, p, pole] = on_pole
    tables.memberships[Membership.PRESSURE, p, lead] = on_lead
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        i = int(tables.memberships[Membership.ROSTER, p, k])
        weight = pressure * tables.exposures[h, i] * (1.0 + spheres[h, i])
        if weight > 0.0 and i not in (pole, lead):
            demand(tables, settings, seed, step, h, p, i, weight)
    return True


def weigh_pressure(tables: Tables, settings: Floats, p: int) -> None:
    """Turn the pressure on everybody about p into what it costs them."""
    for i in range(tables.actors.shape[1]):
        tables.memberships[Membership.PRESSURE, p, i] = coercive_cost(
            settings[Setting.COERCION_STRENGTH],
            tables.memberships[Membership.PRESSURE, p, i],
            tables.actors[Actor.MULTI_ALIGNMENT, i],
            settings[Setting.COERCION_RESISTANCE],
            tables.memberships[Membership.ULTIMATUM, p, i],
        )


def press_partners(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Write the cost that poles put on each membership, present or imagined."""
    fading = 1.0 - min(1.0, QUARTER / settings[Setting.COERCION_MEMORY])
    spheres = np.zeros((MOST_POLES, tables.actors.shape[1]))
    fill_spheres(tables, spheres)
    for p in range(int(tables.globals[Globals.ROWS])):
        tables.memberships[Membership.PRESSURE, p] = 0.0
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        for i in range(tables.actors.shape[1]):
            tables.memberships[Membership.ULTIMATUM, p, i] *= fading
        if tables.partnerships[Partnership.LEAD, p] < 0.0:
            continue
        is_pressed = False
        for h in range(int(tables.globals[Globals.POLES])):
            is_pressed = press_on(tables, settings, seed, step, h, p, spheres) or is_pressed
        if is_pressed:
            weigh_pressure(tables, settings, p)


PHASE = Phase(
    "coercion",
    press_partners,
    "poles press those who sit in partnerships that their rivals lead",
    (Membership.PRESSURE, Membership.ULTIMATUM, Actor.TRUST, Globals.ULTIMATA),
)
