"""Every mechanism can be left out: by its switch, by its strength, and its known cost can be left out, too."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from simulation.core.columns import Tables
from simulation.invariants import broken_invariants
from simulation.parameters import Scenario, fields, load_scenario
from simulation.parameters.mechanisms import Mechanisms
from simulation.schedule import PHASES
from simulation.world import World

SWITCHES = tuple(Mechanisms.model_fields)
WITHOUT_SWITCH = {"summing", "pledging", "delivery", "measuring"}
"""They keep the books: frozen, these would show the pledges of those who have left."""

EVENTFUL: dict[str, Any] = {
    "roster.states": 40,
    "years": 4,
    "wars.rate": 0.5,
    "founding.rate": 2.0,
    "clubs.penalty": 0.02,
    "lifecycle.running_cost": 0.5,
    "lifecycle.patience": 3,
    "us.lead_seed": 0.9,
    "us.spending": 0.001,
    "growth.path": "ssp2",
    "mobilisation.strength": 1.0,
    "arms.dispute": 3.0,
    "arms.compete": 0.1,
    "reactions.giving": 0.5,
    "reactions.exit": 1.0,
    "reactions.taking_over": 1.0,
    "arms.spread": 0.2,
    "norms.spread": 0.14,
    "lifecycle.end_rate": 0.01,
    "motives.ageing": 0.5,
}
"""Four years in which every mechanism has something to do."""

STRENGTHS: dict[str, tuple[str, ...]] = {
    "policy": ("us.transactionalism", "us.regard", "us.burden_shift", "us.pressure", "us.partner_filter"),
    "shocks": ("shocks.tension_noise", "shocks.tension_jump_rate", "shocks.tension_reversion"),
    "mediation": ("mediation.strength",),
    "wars": ("wars.rate", "wars.pacify", "wars.alarm_neighbour", "wars.alarm_ally", "wars.alarm_world"),
    "attention": ("attention.crowding", "attention.crowding_war", "attention.crowding_nonstate"),
    "alignment": ("alignment.affinity", "alignment.inertia"),
    "coercion": ("coercion.strength", "coercion.rate", "coercion.resistance"),
    "bargaining": ("bargaining.demand", "bargaining.outside"),
    "clubs": ("clubs.penalty", "clubs.retaliation"),
    "founding": ("founding.rate", "founding.vacancy"),
    "review": ("payoff.review_share",),
    "pledging": ("payoff.ambition", "payoff.assessed", "payoff.quota"),
    "delivery": ("delivery.accountability", "delivery.withholding"),
    "production": (
        "production.complementarity",
        "production.concreteness_effect",
        "production.legitimacy_effect",
        "production.openness_effect",
    ),
    "legitimacy": ("legitimacy.learning", "legitimacy.transparency_effect", "payoff.recognition"),
    "seeding": ("seeding.budget", "seeding.pace", "order.seeding", "us.lead_seed"),
    "threats": tuple(
        f"threats.{name}.value" for name in ("climate", "disease", "food", "energy", "displacement", "terrorism")
    ),
    "norms": ("norms.pull", "norms.friends", "norms.lead", "norms.return_rate", "norms.spread", "payoff.influence"),
    "relations": (
        "relations.learning",
        "relations.leaving",
        "relations.dyad_drift",
        "relations.dyad_return",
        "payoff.trust",
    ),
    "lifecycle": ("lifecycle.running_cost", "lifecycle.running_cost_member", "lifecycle.end_rate"),
    "growth": (
        "growth.spread",
        "growth.climate_damage",
        "growth.disease_damage",
        "growth.needs",
        *(f"growth.means.{kind}" for kind in ("company", "ngo", "philanthropy", "organisation", "city")),
    ),
    "purse": ("us.spending",),
    "mobilisation": ("mobilisation.strength",),
    "outside": ("growth.outside", "threats.climate.answering"),
    "elections": ("elections.results", "elections.payer", "elections.policeman", "elections.war"),
    "arms": ("arms.dispute", "arms.rivals", "arms.pact", "arms.compete", "arms.spread"),
    "reactions": (
        "reactions.giving",
        "reactions.exit",
        "reactions.exit_largest",
        "reactions.join",
        "reactions.taking_over",
    ),
}
"""Mechanism: the numbers that say how strong it is. Withdrawals have no strength but their list."""

TERMS: dict[str, tuple[str, ...]] = {
    "motives": ("motives.scale",),
    "neighbours": ("motives.neighbours",),
    "size": ("motives.size",),
    "positions": ("motives.positions",),
    "regimes": ("motives.regimes",),
    "income": ("motives.income",),
    "seat": ("motives.seat",),
    "intended size": ("motives.intercept",),
    "peers": ("nonstates.strength",),
    "habits of givers": ("giving.habit", "giving.spread", "giving.spread_outside"),
}
"""Terms of the decision beside money, and who gives how much: the numbers that say how strong they are."""

COSTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "measurable goals achieve more": (
        "production.concreteness_effect",
        ("payoff.shallowness", "production.diversion"),
    ),
    "measurable goals are kept": ("delivery.accountability", ("payoff.shallowness",)),
    "open seats bring skills": (
        "production.complementarity",
        ("production.coordination_diversity", "production.coordination_size", "production.capture"),
    ),
    "open societies' civic groups work better": ("production.openness_effect", ("production.capture",)),
    "accepted partnerships meet less resistance": (
        "production.legitimacy_effect",
        ("production.coordination_diversity",),
    ),
    "seeding lets others lead": ("seeding.pace", ("norms.pull", "founding.start_up", "seeding.budget")),
    "leading attracts friends": ("payoff.lead", ("payoff.affinity_rival", "production.hosting")),
    "choosing by ideology": ("order.partner_filter", ("production.coordination_distance",)),
    "many ties give access": ("payoff.network", ("payoff.overhead", "lifecycle.running_cost_member")),
    "many ties resist coercion": ("coercion.resistance", ("payoff.overhead",)),
    "pressure keeps partners in line": ("coercion.strength", ("coercion.backlash",)),
    "influence requires connection": ("payoff.influence", ("lifecycle.running_cost_member", "payoff.overhead")),
    "who has ties to both sides mediates": ("mediation.strength", ("mediation.cost",)),
    "penalties bring outsiders in": ("clubs.penalty", ("clubs.deadweight", "clubs.retaliation")),
    "others step in where leads cease": ("founding.vacancy", ("founding.start_up",)),
    "trust attracts": ("payoff.trust", ("relations.leaving",)),
    "partnerships draw in private money": (
        "mobilisation.strength",
        ("production.capture", "production.coordination_diversity"),
    ),
}
"""What is praised: the number that says how strong it is, and those of the cost that the literature knows."""

ZERO_IS_ABSENT = {
    "shocks": STRENGTHS["shocks"],
    "mediation": STRENGTHS["mediation"],
    "coercion": ("coercion.strength", "coercion.rate"),
    "clubs": ("clubs.penalty",),
    "founding": ("founding.rate",),
    "review": ("payoff.review_share",),
    "norms": ("norms.pull", "norms.friends", "norms.lead", "norms.return_rate", "norms.spread"),
    "relations": ("relations.learning", "relations.leaving", "relations.dyad_drift", "relations.dyad_return"),
}
"""Mechanisms that at strength 0 do nothing at all."""


def eventful(**overrides: Any) -> Scenario:
    named = {key.replace("__", "."): value for key, value in overrides.items()}
    withdrawals = [{"actor": "USA", "partnership": "paris", "from": 2025.5, "until": 2027.0}]
    fund = {"id": "fund", "issue": "climate", "founded": 2026, "ended": 2028, "lead": "NOR", "founders": ["NOR", "SWE"]}
    voting = [{"actor": "IND", "first": 2025.5, "every": 0.5, "governs": "statist", "opposes": "cooperative"}]
    scenario = {
        "extends": "transactional",
        "withdrawals": withdrawals,
        "partnership": [fund],
        "elections": {"held": voting},
    }
    return load_scenario(scenario, {**EVENTFUL, **named})


def ran(scenario: Scenario, without: str = "") -> World:
    world = World(scenario, 3, tuple(phase for phase in PHASES if phase.name != without))
    while world.step < world.steps:
        world.advance()
        assert broken_invariants(world.tables, world.step) == [], f"quarter {world.step}"
    return world


@cache
def everything() -> World:
    return ran(eventful())


def same_bits(one: Tables, other: Tables) -> bool:
    return all(a.tobytes() == b.tobytes() for a, b in zip(one, other, strict=True))


def test_switches_are_the_phases_but_for_those_without_one() -> None:
    names = [phase.name for phase in PHASES]
    assert sorted(SWITCHES) == sorted(set(names) - WITHOUT_SWITCH)
    assert set(names) >= WITHOUT_SWITCH
    assert all(Mechanisms().runs(name) for name in names)


@pytest.mark.parametrize("name", SWITCHES)
def test_switched_off_is_left_out_of_the_schedule(name: str) -> None:
    """The whole state is the same to the last bit; and the eventful world is another one, so that this can fail."""
    off, absent = ran(eventful(**{f"mechanisms__{name}": False})), ran(eventful(), without=name)
    assert name not in {phase.name for phase in off.phases}
    assert same_bits(off.tables, absent.tables)
    assert not np.array_equal(off.outcomes, everything().outcomes)


@pytest.mark.parametrize("name", ZERO_IS_ABSENT)
def test_strength_zero_is_as_good_as_absent(name: str) -> None:
    zero = ran(eventful(**dict.fromkeys(ZERO_IS_ABSENT[name], 0)))
    assert np.array_equal(zero.outcomes, ran(eventful(), without=name).outcomes)


def test_every_mechanism_has_a_strength_and_its_range_contains_zero() -> None:
    assert {*STRENGTHS, "withdrawals", "dates"} == {*SWITCHES, "pledging", "delivery"}
    declared = {field.dotted: field for field in fields(Scenario)}
    for name in {name for table in (STRENGTHS, TERMS) for names in table.values() for name in names}:
        field = declared[name]
        assert field.low <= 0.0 <= field.high, name
        load_scenario("today", {name: 0})


@pytest.mark.parametrize("term", TERMS)
def test_a_term_of_the_decision_at_zero_makes_another_world(term: str) -> None:
    without = ran(eventful(**{name.replace(".", "__"): 0 for name in TERMS[term]}))
    assert np.isfinite(without.outcomes).all()
    assert not np.array_equal(without.outcomes, everything().outcomes)


def test_motives_without_scale_are_as_good_as_motives_without_strength() -> None:
    each = {name: 0 for names in TERMS.values() for name in names if name.startswith("motives.")}
    each |= dict.fromkeys(("nonstates.strength", "motives.scale"), 0)
    no_scale = {"motives.scale": 0, "nonstates.strength": 0}
    assert np.array_equal(ran(eventful(**each)).outcomes, ran(eventful(**no_scale)).outcomes)


@pytest.mark.parametrize("praised", COSTS)
def test_what_is_praised_has_its_cost_and_both_may_be_zero(praised: str) -> None:
    strength, costs = COSTS[praised]
    declared = {field.dotted: field for field in fields(Scenario)}
    for name in (strength, *costs):
        assert declared[name].low <= 0.0 <= declared[name].high, name
    world = World(load_scenario("today", {"roster.states": 40, "years": 1, **dict.fromkeys((strength, *costs), 0)}), 0)
    world.run()


def test_all_strengths_at_zero_still_make_a_world() -> None:
    world = World(load_scenario("today", dict.fromkeys((n for names in STRENGTHS.values() for n in names), 0)), 0)
    world.run()
    assert np.isfinite(world.outcomes).all()
