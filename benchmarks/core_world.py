"""The core of the model on its own: review, pledges, deliveries and threats, with everything else neutral.

What the benchmarks compare is this core, in whatever form: open platforms without a lead, one burden-sharing rule,
no wars, founding, coercion, transfers or drift. Actors and partnerships are drawn; see ``simulation.roster.synthesis``.
"""

from __future__ import annotations

import math

from simulation.core.codes import Admission, BurdenRule, Consent
from simulation.core.columns import Actor, Membership, Partnership
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.mechanisms import delivery, measuring, pledging, production, review, summing, threats
from simulation.parameters import load_scenario
from simulation.world import World

PHASES = (summing.PHASE, review.PHASE, pledging.PHASE, delivery.PHASE, production.PHASE, threats.PHASE, measuring.PHASE)
PARTNERSHIP = {
    Partnership.RULE: BurdenRule.RECIPROCITY,
    Partnership.CONSENT: Consent.OPEN,
    Partnership.ADMISSION: Admission.OPEN,
    Partnership.LEAD: -1.0,
    Partnership.EXCLUSIVITY: 0.0,
    Partnership.EXCLUDABLE: 0.0,
    Partnership.RECIPIENTS: 0.0,
    Partnership.SHARED: 0.0,
    Partnership.LEVIES: 0.0,
    Partnership.PENALTY: 0.0,
    Partnership.DUES: 0.0,
    Partnership.PRODUCTIVITY: 1.0,
}
NEUTRAL = (
    Setting.COMPLEMENTARITY,
    Setting.COORDINATION_SIZE,
    Setting.COORDINATION_DIVERSITY,
    Setting.COORDINATION_DISTANCE,
    Setting.CONCRETENESS_EFFECT,
    Setting.LEGITIMACY_EFFECT,
    Setting.CAPTURE,
    Setting.DIVERSION,
    Setting.TRUST_WORTH,
    Setting.INFLUENCE_WORTH,
    Setting.MOTIVE_SCALE,
)
OUTSIDE_THE_CORE = ("policy", "withdrawals", "founding", "bargaining", "coercion", "wars", "seeding", "norms")


def size_of(actors: int, partnerships: int, years: int) -> dict[str, object]:
    """Return how large a drawn world is, as a scenario says it: a tenth states, half of the rest companies."""
    states = min(200, max(2, actors // 10))
    others = actors - states
    companies, cities = int(0.5 * others), int(0.2 * others)
    philanthropies, organisations = int(0.02 * others), int(0.01 * others)
    return {
        "roster.kind": "synthetic",
        "roster.states": states,
        "roster.companies": companies,
        "roster.philanthropies": philanthropies,
        "roster.organisations": organisations,
        "roster.ngos": others - companies - cities - philanthropies - organisations,
        "roster.cities": cities,
        "roster.partnerships": partnerships,
        "founding.slots": 0,
        "years": years,
    }


def scenario_of(actors: int, partnerships: int, years: int) -> dict[str, object]:
    """Return what a core world of this size says in a scenario: all that is no part of the core is off."""
    return {
        **size_of(actors, partnerships, years),
        **dict.fromkeys(("giving.habit", "giving.spread", "giving.spread_outside", "nonstates.strength"), 0.0),
        **{f"mechanisms.{name}": False for name in OUTSIDE_THE_CORE},
    }


def core_world(actors: int, partnerships: int, seed: int = 0, years: int = 25) -> World:
    """Return a drawn world of the core only, its efforts settled on the neutral rules; no corner binds in it."""
    world = World(load_scenario("today", scenario_of(actors, partnerships, years)), seed, PHASES)
    world.settings = world.settings.copy()  # those of the scenario are shared by all its histories
    tables, settings = world.tables, world.settings
    for column, value in PARTNERSHIP.items():
        tables.partnerships[column] = value
    for setting in NEUTRAL:
        settings[setting] = 0.0
    settings[Setting.LIMIT] = settings[Setting.MONEY_SWAY] = math.inf
    tables.partnerships[Partnership.AMBITION] = settings[Setting.AMBITION]
    tables.actors[Actor.LEADS] = 0.0
    tables.memberships[Membership.BENEFICIARY] = 0.0
    tables.memberships[Membership.PRESSURE] = 0.0
    tables.actors[Actor.DYADS_FROM] = tables.actors[Actor.DYADS_TO] = 0.0
    tables.levers[Lever.BURDEN_SHIFT] = 0.0
    for phase in (summing.PHASE, pledging.PHASE, delivery.PHASE, production.PHASE):
        phase.run(tables, settings, seed, 0)
    return world
