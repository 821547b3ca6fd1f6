"""Every mechanism moves the world in the direction that its literature says, in paired histories of small worlds.

What a mechanism does in one quarter is checked on constructed states in the files `test_direction_*.py` beside this
one; here, what it does to whole histories.
"""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Actor, Membership, Partnership
from simulation.measures import Outcome
from simulation.schedule import PHASES
from simulation.world import World
from tests.paired import Direction, last_of, mean_of, members_of, of_actor, sum_of

NONSTATES = (Outcome.EFFORT_COMPANY, Outcome.EFFORT_NGO, Outcome.EFFORT_PHILANTHROPY)
WARLIKE = {"wars.rate": 0.3}
RESTLESS = {"wars.rate": 0.3, "wars.end_rate": 10.0, "years": 15}
PACED = {"seeding.pace": 2.0}
FERTILE = {"founding.rate": 10.0, "founding.start_up": 0.0, "order.initiative": 1.0, "years": 3}


def rival_platforms(world: World) -> float:
    """Return the memberships of others than China and Russia in the partnerships that these two lead."""
    rivals = [world.ids.index("CHN"), world.ids.index("RUS")]
    led = np.isin(world.column(Partnership.LEAD), rivals)
    return float(np.delete(world.column(Membership.MEMBER), rivals, axis=1)[led].sum())


def yielded_share(world: World) -> float:
    """Return the part of weighed demands that were obeyed."""
    yielded, resisted = sum_of(Outcome.YIELDED)(world), sum_of(Outcome.RESISTED)(world)
    return yielded / max(1.0, yielded + resisted)


def distance_to_pole(world: World) -> float:
    """Return how far states are from the pole to which they turned, on average."""
    position, aligned = world.column(Actor.POSITION), world.column(Actor.ALIGNED).astype(int)
    pole = world.tables.poles[0].astype(int)
    turned = np.flatnonzero((world.kind == 0) & (aligned >= 0))
    return float(np.abs(position[turned] - position[pole[aligned[turned]]]).mean())


def spread_among_members(world: World) -> float:
    """Return the standard deviation of positions within partnerships, on average."""
    member, position = world.column(Membership.MEMBER) > 0.0, world.column(Actor.POSITION)
    return float(np.mean([position[row].std() for row in member if row.sum() > 1]))


def first_pledges(world: World) -> float:
    """Return what is pledged in the first quarter, before memberships answer."""
    return float(world.outcomes[1, Outcome.PLEDGED])


DIRECTIONS: dict[str, list[Direction]] = {
    "policy": [
        Direction(
            "pressure of the United States does",
            "us.pressure",
            0.0,
            1.0,
            rival_platforms,
            -1,
            {"order.pressure": 0.0, "coercion.strength": 0.1},
        ),
    ],
    "shocks": [
        Direction("crises make tension", "shocks.tension_jump_rate", 0.0, 1.0, mean_of(Outcome.TENSION), 1),
        Direction(
            "tension makes wars",
            "shocks.tension_mean",
            0.1,
            0.9,
            sum_of(Outcome.WARS_BEGUN),
            1,
            {**WARLIKE, "shocks.tension_reversion": 2.0},
        ),
    ],
    "mediation": [
        Direction("mediation shortens wars", "mediation.strength", 0.0, 20.0, mean_of(Outcome.WARS), -1, WARLIKE),
        Direction("mediators end wars", "mediation.strength", 0.0, 20.0, sum_of(Outcome.WARS_MEDIATED), 1, WARLIKE),
        Direction(
            "mediating costs effort",
            "mediation.cost",
            0.0,
            1.0,
            mean_of(Outcome.EFFORT_STATE),
            -1,
            WARLIKE,
        ),
    ],
    "wars": [
        Direction("wars make tension", "wars.tension_rise", 0.0, 1.0, mean_of(Outcome.TENSION), 1, WARLIKE),
        Direction("common ties pacify", "wars.pacify", 0.0, 10.0, sum_of(Outcome.WARS_BEGUN), -1, RESTLESS),
        Direction(
            "common ties may do the opposite",
            "wars.pacify",
            -1.0,
            0.0,
            sum_of(Outcome.WARS_BEGUN),
            -1,
            RESTLESS,
        ),
        Direction(
            "alarm of neighbours costs effort",
            "wars.alarm_neighbour",
            0.0,
            1.0,
            mean_of(Outcome.EFFORT_STATE),
            -1,
            WARLIKE,
        ),
        Direction(
            "alarm of allies costs effort", "wars.alarm_ally", 0.0, 1.0, mean_of(Outcome.EFFORT_STATE), -1, WARLIKE
        ),
        Direction(
            "alarm everywhere costs effort", "wars.alarm_world", 0.0, 1.0, mean_of(Outcome.EFFORT_STATE), -1, WARLIKE
        ),
    ],
    "attention": [
        Direction(
            "war crowds out effort of states",
            "attention.crowding_war",
            0.0,
            0.5,
            mean_of(Outcome.EFFORT_STATE),
            -1,
            WARLIKE,
        ),
        Direction(
            "tension crowds out effort of states",
            "attention.crowding",
            0.0,
            0.5,
            mean_of(Outcome.EFFORT_STATE),
            -1,
            {"shocks.tension_start": 0.9},
        ),
        Direction(
            "tension diverts resources to rivalry",
            "attention.crowding",
            0.0,
            0.5,
            mean_of(Outcome.SECURITY),
            1,
        ),
        Direction(
            "war crowds out effort of others where it may",
            "attention.crowding_nonstate",
            0.0,
            0.5,
            mean_of(*NONSTATES),
            -1,
            WARLIKE,
        ),
    ],
    "alignment": [
        Direction("votes draw states to the near pole", "alignment.affinity", 0.0, 10.0, distance_to_pole, -1),
        Direction("a lower bar makes more poles", "alignment.pole_share", 0.1, 0.02, last_of(Outcome.POLES), 1),
        Direction("inertia keeps states with their pole", "alignment.inertia", 0.0, 1.0, sum_of(Outcome.REALIGNED), -1),
    ],
    "coercion": [
        Direction(
            "pressure keeps others out of rivals' partnerships",
            "coercion.strength",
            0.0,
            0.1,
            rival_platforms,
            -1,
            {"order.pressure": 1.0},
        ),
        Direction("pressure makes demands", "order.pressure", 0.0, 1.0, sum_of(Outcome.ULTIMATA), 1),
        Direction(
            "spread ties resist",
            "coercion.resistance",
            0.0,
            1.0,
            rival_platforms,
            1,
            {"order.pressure": 1.0, "coercion.strength": 0.1},
        ),
        Direction(
            "spread ties yield less to demands",
            "coercion.resistance",
            -1.0,
            1.0,
            yielded_share,
            -1,
            {"order.pressure": 1.0, "coercion.strength": 0.1, "coercion.rate": 2.0},
        ),
        Direction(
            "demands cost the pole trust",
            "coercion.backlash",
            0.0,
            0.5,
            of_actor("USA", Actor.TRUST),
            -1,
            {"us.pressure": 1.0},
        ),
    ],
    "clubs": [
        Direction(
            "penalties bring outsiders in",
            "clubs.penalty",
            0.0,
            0.1,
            members_of("ppca"),
            1,
            {"payoff.candidates": 10},
        ),
        Direction(
            "retaliation keeps them out",
            "clubs.retaliation",
            0.0,
            1.0,
            members_of("ppca"),
            -1,
            {"payoff.candidates": 10, "clubs.penalty": 0.1},
        ),
    ],
    "founding": [
        Direction("initiative means more proposals", "order.initiative", 0.0, 1.0, sum_of(Outcome.PROPOSALS), 1),
        Direction(
            "a dear start means fewer births", "founding.start_up", 0.0, 0.5, sum_of(Outcome.BIRTHS), -1, FERTILE
        ),
        Direction(
            "a vacancy raises proposals of others",
            "founding.vacancy",
            0.0,
            20.0,
            sum_of(Outcome.PROPOSALS),
            1,
            {"us.effort_share": 0.0},
        ),
        Direction("larger groups may be tried", "founding.largest_group", 2, 12, sum_of(Outcome.BIRTHS), 1, FERTILE),
        Direction(
            "a full table refuses",
            "founding.slots",
            150,
            0,
            sum_of(Outcome.REFUSED),
            1,
            FERTILE,
        ),
    ],
    "review": [
        Direction("inertia keeps seats", "payoff.inertia", 0.0, 12.0, sum_of(Outcome.LEAVES), -1),
        Direction(
            "an order of states seats fewer others", "order.seats", 1.0, 0.0, last_of(Outcome.NONSTATE_SEATS), -1
        ),
        Direction("seats bring a mix of kinds", "order.seats", 0.0, 1.0, last_of(Outcome.KIND_DIVERSITY), 1),
        Direction("overhead lowers memberships", "payoff.overhead", 0.0, 0.02, last_of(Outcome.MEMBERS), -1),
        Direction(
            "running costs that fall on members lower memberships",
            "lifecycle.running_cost_member",
            0.0,
            0.01,
            last_of(Outcome.MEMBERS),
            -1,
            {"seeding.budget": 0.0, "lifecycle.patience": 400},
        ),
        Direction("access to networks makes members", "payoff.network", 0.0, 0.05, last_of(Outcome.MEMBERS), 1),
        Direction("influence makes members", "payoff.influence", 0.0, 0.1, last_of(Outcome.MEMBERS), 1),
    ],
    "pledging": [
        Direction("what can be held to results promises less", "payoff.shallowness", 0.0, 1.0, first_pledges, -1),
    ],
    "delivery": [
        Direction("accountability is kept", "delivery.accountability", 0.0, 0.3, mean_of(Outcome.DELIVERY_RATIO), 1),
        Direction(
            "specific reciprocity withholds", "delivery.withholding", 0.0, 1.0, mean_of(Outcome.DELIVERY_RATIO), -1
        ),
    ],
    "production": [
        Direction(
            "kinds complement one another", "production.complementarity", 0.0, 1.0, mean_of(Outcome.PRODUCTIVITY), 1
        ),
        Direction("size costs", "production.coordination_size", 0.0, 0.1, mean_of(Outcome.PRODUCTIVITY), -1),
        Direction("diversity costs", "production.coordination_diversity", 0.0, 0.5, mean_of(Outcome.PRODUCTIVITY), -1),
        Direction("distance costs", "production.coordination_distance", 0.0, 0.5, mean_of(Outcome.PRODUCTIVITY), -1),
        Direction("companies capture", "production.capture", 0.0, 1.0, mean_of(Outcome.PRODUCTIVITY), -1),
        Direction("what is counted diverts", "production.diversion", 0.0, 0.5, mean_of(Outcome.PRODUCTIVITY), -1),
        Direction(
            "measurable goals focus", "production.concreteness_effect", 0.0, 0.5, mean_of(Outcome.PRODUCTIVITY), 1
        ),
        Direction(
            "the accepted work better", "production.legitimacy_effect", 0.0, 0.5, mean_of(Outcome.PRODUCTIVITY), 1
        ),
        Direction(
            "open societies' groups make more",
            "production.openness_effect",
            0.0,
            1.0,
            last_of(Outcome.RESULTS_OPEN),
            1,
        ),
        Direction(
            "and others than states more of it all",
            "production.openness_effect",
            0.0,
            1.0,
            last_of(Outcome.RESULTS_NONSTATE),
            1,
        ),
    ],
    "legitimacy": [
        Direction("results make legitimacy", "delivery.base", 0.3, 1.0, last_of(Outcome.OUTPUT_LEGITIMACY), 1),
        Direction("recognition makes members", "payoff.recognition", 0.0, 2.0, last_of(Outcome.MEMBERS), 1),
    ],
    "seeding": [
        Direction(
            "a seeding policy lets partnerships go", "us.lead_seed", 0.0, 1.0, last_of(Outcome.INDEPENDENT), 1, PACED
        ),
        Direction("and leads less", "us.lead_seed", 0.0, 1.0, last_of(Outcome.LED_USA), -1, PACED),
        Direction("and spends less on hosting", "us.lead_seed", 0.0, 1.0, mean_of(Outcome.HOSTING_USA), -1),
        Direction("leadership spreads", "us.lead_seed", 0.0, 1.0, last_of(Outcome.LEAD_DISPERSION), 1, PACED),
        Direction(
            "who seeds steps back by a date",
            "seeding.years",
            50.0,
            1.0,
            sum_of(Outcome.SPIN_OFFS),
            1,
            {**FERTILE, "order.seeding": 1.0, "seeding.pace": 0.0, "seeding.size": 10000},
        ),
        Direction(
            "who seeds steps back at a size",
            "seeding.size",
            10000,
            3,
            sum_of(Outcome.SPIN_OFFS),
            1,
            {**FERTILE, "order.seeding": 1.0, "seeding.pace": 0.0, "seeding.years": 50.0},
        ),
        Direction("hosting costs", "production.hosting", 0.0, 0.5, mean_of(Outcome.HOSTING), 1),
        Direction("a budget caps hosting", "seeding.budget", 1.0, 0.001, mean_of(Outcome.HOSTING), -1),
    ],
    "threats": [
        Direction("effort lowers levels", "us.effort_share", 0.0, 1.0, last_of(Outcome.LEVEL_CLIMATE), -1),
        Direction(
            "wars displace people",
            "threats.displacement.war_link",
            0.0,
            0.05,
            last_of(Outcome.LEVEL_DISPLACEMENT),
            1,
            WARLIKE,
        ),
    ],
    "norms": [
        Direction("norms move toward contributors", "norms.pull", 0.0, 1.0, last_of(Outcome.NORM_DRIFT), 1),
        Direction("friends follow along their ties", "norms.friends", 0.0, 0.5, spread_among_members, -1),
        Direction(
            "the stubborn return", "norms.return_rate", 0.0, 1.0, spread_among_members, 1, {"norms.friends": 0.5}
        ),
        Direction("influence follows from it", "norms.pull", 0.0, 1.0, mean_of(Outcome.INFLUENCE_USA), 1),
        Direction("and reaches others", "norms.friends", 0.0, 0.5, mean_of(Outcome.INDIRECT_INFLUENCE_USA), 1),
    ],
    "relations": [
        Direction("trust rises with delivery", "delivery.base", 0.3, 1.0, last_of(Outcome.TRUST), 1),
        Direction("leaving costs trust", "relations.leaving", 0.0, 0.5, last_of(Outcome.TRUST), -1),
    ],
    "lifecycle": [
        Direction(
            "running costs end partnerships",
            "lifecycle.running_cost",
            0.0,
            0.5,
            sum_of(Outcome.DEATHS),
            1,
        ),
        Direction(
            "patience saves them",
            "lifecycle.patience",
            2,
            400,
            sum_of(Outcome.DEATHS),
            -1,
            {"lifecycle.running_cost": 0.5},
        ),
    ],
}
"""Mechanism: what its literature says of it. The first of each is in the fast suite, the others in the slow one."""


def cases() -> list[object]:
    """Return every direction as a case of the test below."""
    return [
        pytest.param(direction, id=f"{mechanism}: {direction.says}", marks=[pytest.mark.slow] if place else [])
        for mechanism, directions in DIRECTIONS.items()
        for place, direction in enumerate(directions)
    ]


@pytest.mark.parametrize("direction", cases())
def test_direction(direction: Direction) -> None:
    direction.check()


def test_every_mechanism_has_a_direction() -> None:
    """The others are checked on constructed states to the last number; most are off unless asked for."""
    elsewhere = {"withdrawals", "dates", "bargaining", "summing", "measuring"}
    elsewhere |= {"growth", "outside", "mobilisation", "purse", "elections", "arms", "reactions"}
    assert {*DIRECTIONS, *elsewhere} == {phase.name for phase in PHASES}
