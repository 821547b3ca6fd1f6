"""Seeding: leads host and founders pay the start, from one stated budget; who seeds steps back."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Tables
from simulation.core.levers import Lever
from simulation.core.phase import Phase
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import QUARTER, Setting
from simulation.decision.seats import give_up_lead
from simulation.rules.founding import hosting_budget, running_cost
from simulation.rules.legitimacy import moved_toward


def cost_of(tables: Tables, settings: Floats, p: int) -> float:
    """Return p's running cost [US$bn/yr]."""
    return running_cost(
        settings[Setting.HOSTING],
        tables.partnerships[Partnership.DELIVERED, p],
        settings[Setting.RUNNING_COST],
        settings[Setting.RUNNING_COST_MEMBER],
        tables.partnerships[Partnership.SIZE, p],
    )


def host(tables: Tables, settings: Floats, step: int, wanted: Floats) -> None:
    """Write what each actor spends on hosting and start-up, within its budget for it, and the members' dues."""
    wanted[:] = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        lead = int(tables.partnerships[Partnership.LEAD, p])
        if tables.partnerships[Partnership.ALIVE, p] == 0.0 or lead < 0:
            continue
        kept = 1.0 - tables.partnerships[Partnership.INDEPENDENCE, p]
        wanted[lead] += kept * cost_of(tables, settings, p)
        born = int(tables.partnerships[Partnership.BORN, p])
        if born > 0 and QUARTER * (step - born) < settings[Setting.FOUNDING_START_UP_YEARS]:
            wanted[lead] += settings[Setting.FOUNDING_START_UP]
    for i in range(tables.actors.shape[1]):
        most = hosting_budget(
            settings[Setting.SEEDING_BUDGET],
            tables.actors[Actor.CAPACITY, i],
            tables.actors[Actor.ATTENTION, i],
            tables.levers[Lever.EFFORT_SHARE, i],
        )
        spent = min(wanted[i], most)
        tables.actors[Actor.HOSTING, i] = spent
        tables.actors[Actor.HOSTED, i] += spent * QUARTER
        wanted[i] = spent / wanted[i] if wanted[i] > 0.0 else 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            tables.partnerships[Partnership.DUES, p] = 0.0
            continue
        lead = int(tables.partnerships[Partnership.LEAD, p])
        by_lead = (1.0 - tables.partnerships[Partnership.INDEPENDENCE, p]) * wanted[lead] if lead >= 0 else 0.0
        mass = tables.partnerships[Partnership.MASS, p]
        unpaid = (1.0 - by_lead) * cost_of(tables, settings, p)
        tables.partnerships[Partnership.DUES, p] = unpaid / mass if mass > 0.0 else 0.0


def spin_off(tables: Tables, p: int) -> None:
    """Make p independent: its lead is gone, and what the lead delivers there no longer counts as led."""
    lead = int(tables.partnerships[Partnership.LEAD, p])
    g = int(tables.partnerships[Partnership.ISSUE, p])
    tables.partnerships[Partnership.INDEPENDENCE, p] = 1.0
    give_up_lead(tables, p)
    led = tables.issues[Issue.LED, g] - tables.memberships[Membership.DELIVERED, p, lead]
    tables.issues[Issue.LED, g] = max(0.0, led)
    tables.globals[Globals.SPIN_OFFS] += 1.0


def is_to_be_seeded(tables: Tables, seed: int, p: int, lead: int) -> bool:
    """Tell whether the lead's policy lets p go: each partnership has luck of its own, the same at any time.

    What the lead alone pays for cannot stand without it.
    """
    if int(tables.partnerships[Partnership.RULE, p]) == BurdenRule.HEGEMONIC:
        return False
    actor = int(tables.actors[Actor.IDENTITY, lead])
    partnership = int(tables.partnerships[Partnership.IDENTITY, p])
    return uniform(seed, Purpose.STEP_BACK, 0, actor, partnership) < tables.levers[Lever.LEAD_SEED, lead]


def step_back(tables: Tables, settings: Floats, seed: int, step: int, p: int) -> None:
    """Let p's lead step back: at a date or size if it seeded p, else at a pace if its policy is to let p go."""
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if tables.partnerships[Partnership.SEEDED, p] > 0.0:
        age = QUARTER * (step - tables.partnerships[Partnership.BORN, p])
        is_grown = tables.partnerships[Partnership.SIZE, p] >= settings[Setting.SEEDING_SIZE]
        if age >= settings[Setting.SEEDING_YEARS] or is_grown:
            spin_off(tables, p)
        return
    independence = tables.partnerships[Partnership.INDEPENDENCE, p]
    if is_to_be_seeded(tables, seed, p, lead):
        independence = moved_toward(independence, 1.0, settings[Setting.SEEDING_PACE], QUARTER)
        tables.partnerships[Partnership.INDEPENDENCE, p] = independence
        if independence >= settings[Setting.SEEDING_SPIN_OFF]:
            spin_off(tables, p)


def seed_or_lead(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Pay for hosting and starts, then let those step back who seed."""
    host(tables, settings, step, np.zeros(tables.actors.shape[1]))
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0 and tables.partnerships[Partnership.LEAD, p] >= 0.0:
            step_back(tables, settings, seed, step, p)


PHASE = Phase(
    "seeding",
    seed_or_lead,
    "leads host, founders pay for the start; those that seed step back, and platforms become independent",
    (
        Actor.HOSTING,
        Actor.HOSTED,
        Actor.LEADS,
        Issue.LED,
        Partnership.DUES,
        Partnership.INDEPENDENCE,
        Partnership.LEAD,
        Globals.SPIN_OFFS,
    ),
)
