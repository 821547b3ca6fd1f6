"""Wars, alarm, attention, mediation, poles and coercion, quarter by quarter on constructed states."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Globals, Membership, Partnership, Pole, War
from simulation.core.levers import Lever
from simulation.measures import Outcome
from simulation.world import World
from tests.states import actor, partnership, run_phases, sit, ties, world_of

GREAT_WAR = [{"between": ("USA", "CHN"), "from": 2026.0}]


def test_a_scheduled_war_begins_on_its_date() -> None:
    world = world_of(wars__scheduled=GREAT_WAR, wars__rate=0.0, wars__end_rate=0.0)
    world.run()
    begun = world.outcomes[:, Outcome.WARS_BEGUN]
    assert begun.nonzero()[0].tolist() == [5]
    assert world.outcomes[4, Outcome.WARS] + 1 == world.outcomes[5, Outcome.WARS]
    assert world.outcomes[-1, Outcome.WARS] == world.outcomes[5, Outcome.WARS]


@pytest.fixture
def at_war() -> World:
    """The first quarter of a war between the United States and China, no other war going on."""
    world = world_of(
        wars__scheduled=[{"between": ("USA", "CHN"), "from": 2025.0}],
        wars__ongoing=(),
        wars__rate=0.0,
        wars__alarm_neighbour=0.7,
        wars__alarm_ally=0.5,
        wars__alarm_world=0.2,
    )
    run_phases(world, "wars")
    return world


def test_war_alarms_sides_neighbours_allies_and_the_world(at_war: World) -> None:
    alarm, a, b = at_war.column(Actor.ALARM), actor(at_war, "USA"), actor(at_war, "CHN")
    assert alarm[a] == alarm[b] == 1.0
    border = {tuple(pair) for pair in at_war.tables.borders.astype(int).tolist()}
    near = {i for pair in border if {a, b} & set(pair) for i in pair} - {a, b}
    exclusive = at_war.column(Partnership.EXCLUSIVITY) >= 0.5
    member = at_war.column(Membership.MEMBER)[exclusive] > 0.0
    allied = set(np.flatnonzero(member[member[:, a] | member[:, b]].any(axis=0)).tolist()) - {a, b}
    everywhere = 0.2 * (at_war.column(Actor.CAPABILITY)[a] + at_war.column(Actor.CAPABILITY)[b])
    assert near
    assert allied - near
    for i in np.flatnonzero(at_war.kind == Kind.STATE):
        expected = 1.0 if i in (a, b) else 0.7 if i in near else 0.5 if i in allied else everywhere
        assert alarm[i] == pytest.approx(expected), at_war.ids[i]
    homes = at_war.column(Actor.HOME).astype(int)
    others = np.flatnonzero((homes >= 0) & (at_war.kind != Kind.STATE))
    assert np.array_equal(alarm[others], alarm[homes[others]])
    assert np.all(alarm[homes < 0] == 0.0)


def test_attention_falls_with_tension_rivalry_and_alarm(at_war: World) -> None:
    run_phases(at_war, "attention")
    shares, wars = at_war.scenario.attention, at_war.column(Actor.ALARM)
    tension = at_war.tables.globals[Globals.TENSION]
    for i in range(len(at_war.ids)):
        military, means = at_war.column(Actor.SECURITY_CAPACITY)[i], at_war.column(Actor.CAPACITY)[i]
        expected = (1.0 - shares.crowding_nonstate * tension) * (1.0 - shares.crowding_nonstate * wars[i])
        if at_war.kind[i] == Kind.STATE:
            rivalry = military / (military + means)
            expected = (1.0 - shares.crowding * tension * rivalry) * (1.0 - shares.crowding_war * wars[i])
        assert at_war.column(Actor.ATTENTION)[i] == pytest.approx(expected)


def test_the_mediator_has_the_best_ties_to_both_sides(at_war: World) -> None:
    run_phases(at_war, "mediation", "attention", step=2)
    found = ties(at_war)
    a, b = actor(at_war, "USA"), actor(at_war, "CHN")
    hold = np.where(at_war.kind == Kind.STATE, np.minimum(found[a], found[b]), 0.0)
    hold[[a, b]] = 0.0
    w = int(np.flatnonzero(at_war.tables.wars[War.ACTIVE])[0])
    mediator = int(at_war.tables.wars[War.MEDIATOR, w])
    assert hold[mediator] == hold.max() > 0.0
    assert at_war.tables.wars[War.MEDIATION, w] == pytest.approx(at_war.scenario.mediation.strength * hold.max())
    assert at_war.column(Actor.MEDIATING).nonzero()[0].tolist() == [mediator]
    before = at_war.column(Actor.ATTENTION)[mediator]
    at_war.column(Actor.MEDIATING)[mediator] = 0.0
    run_phases(at_war, "attention", step=2)
    assert before == pytest.approx(at_war.column(Actor.ATTENTION)[mediator] * (1.0 - at_war.scenario.mediation.cost))


def test_nobody_mediates_between_those_without_common_friends(at_war: World) -> None:
    for p in range(at_war.tables.partnerships.shape[1]):
        sit(at_war, p, actor(at_war, "CHN"), inside=False)
    run_phases(at_war, "mediation", step=2)
    w = int(np.flatnonzero(at_war.tables.wars[War.ACTIVE])[0])
    assert at_war.tables.wars[War.MEDIATOR, w] == -1.0
    assert at_war.tables.wars[War.MEDIATION, w] == 0.0


def test_the_chance_of_peace_is_that_of_wars_that_go_on(at_war: World) -> None:
    w = int(np.flatnonzero(at_war.tables.wars[War.ACTIVE])[0])
    run_phases(at_war, "mediation", "wars", step=2)
    rate = at_war.scenario.wars.end_rate * (1.0 + at_war.tables.wars[War.MEDIATION, w])
    assert at_war.tables.wars[War.MEDIATION, w] > 0.0
    assert at_war.tables.globals[Globals.PEACE_CHANCE] == pytest.approx(1.0 - np.exp(-rate))
    at_war.tables.wars[War.ACTIVE] = 0.0
    last = at_war.tables.globals[Globals.PEACE_CHANCE]
    run_phases(at_war, "mediation", "wars", step=3)
    assert at_war.tables.globals[Globals.PEACE_CHANCE] == last, "as it was last where none goes on"


def test_mediated_endings_are_owed_to_somebody() -> None:
    world = world_of(wars__rate=0.5, mediation__strength=50.0, years=8)
    world.run()
    mediated = world.outcomes[:, Outcome.WARS_MEDIATED].sum()
    assert 0.0 < mediated <= world.outcomes[:, Outcome.WARS_ENDED].sum()
    assert world.column(Actor.ENDED).sum() == mediated
    assert np.all(world.column(Actor.ENDED)[world.kind != Kind.STATE] == 0.0)


def test_poles_are_the_most_capable_and_exposure_follows_ties() -> None:
    world = world_of()
    world.advance()
    run_phases(world, "alignment", step=2)
    capability = world.column(Actor.CAPABILITY)
    poles = world.tables.poles[Pole.ROW, : int(world.tables.globals[Globals.POLES])].astype(int)
    wanted = np.argsort(-capability, kind="stable")[: int((capability >= world.scenario.alignment.pole_share).sum())]
    assert poles.tolist() == wanted.tolist()
    to_poles = ties(world)[:, poles]
    tied = to_poles.sum(axis=1) > 0.0
    shares = to_poles[tied] / to_poles[tied].sum(axis=1, keepdims=True)
    assert np.allclose(world.tables.exposures[: len(poles)].T[tied], shares)
    spread = (1.0 - (shares**2).sum(axis=1)) / (1.0 - 1.0 / len(poles))
    assert np.allclose(world.column(Actor.MULTI_ALIGNMENT)[tied], np.minimum(1.0, spread))


def press(world: World) -> tuple[int, int]:
    """Let only the United States press, and return (row of a platform that China leads, place of the pole)."""
    world.column(Lever.PRESSURE)[:] = 0.0
    world.column(Lever.PRESSURE)[actor(world, "USA")] = 0.8
    run_phases(world, "alignment", "coercion")
    return partnership(world, "ndb"), int(world.column(Actor.POLE)[actor(world, "USA")])


def test_pressure_follows_exposure_rivalry_sphere_and_ties() -> None:
    world = world_of(coercion__rate=0.0)
    p, h = press(world)
    led = world.column(Partnership.LEAD) == actor(world, "USA")
    member, exclusive = world.column(Membership.MEMBER), world.column(Partnership.EXCLUSIVITY)
    sphere = np.max(member[led] * exclusive[led, None], axis=0)
    numbers = world.scenario.coercion
    resisted = np.maximum(0.0, 1.0 - numbers.resistance * world.column(Actor.MULTI_ALIGNMENT))
    expected = numbers.strength * 0.8 * world.tables.exposures[h] * (1.0 + sphere) * resisted
    expected[[actor(world, "USA"), actor(world, "CHN")]] = 0.0
    assert np.allclose(world.column(Membership.PRESSURE)[p], expected)
    assert expected.max() > 0.0
    assert np.all(world.column(Membership.PRESSURE)[partnership(world, "gavi")] == 0.0)


def test_demands_are_made_to_members_and_cost_the_pole_trust() -> None:
    world = world_of(coercion__rate=10.0, coercion__backlash=0.1)
    before = world.column(Actor.TRUST).copy()
    p, _ = press(world)
    demanded = world.column(Membership.ULTIMATUM) > 0.0
    assert demanded[p].any()
    assert np.all(world.column(Membership.MEMBER)[demanded] == 1.0)
    assert world.tables.globals[Globals.ULTIMATA] == demanded.sum()
    usa = actor(world, "USA")
    assert world.column(Actor.TRUST)[usa] == pytest.approx(before[usa] * 0.9 ** demanded.sum())
    assert np.array_equal(np.delete(world.column(Actor.TRUST), usa), np.delete(before, usa))


def test_a_demand_fades_with_a_lead_and_without() -> None:
    world = world_of(coercion__rate=0.0, coercion__memory=1.0)
    one, other = partnership(world, "ndb"), partnership(world, "aiib")
    world.column(Membership.ULTIMATUM)[[one, other], 3] = 1.0
    world.column(Partnership.LEAD)[other] = -1.0
    run_phases(world, "coercion")
    assert world.column(Membership.ULTIMATUM)[one, 3] == world.column(Membership.ULTIMATUM)[other, 3] == 0.75
