"""Groups that overlap and withdrawals that meet: what strangers combined in scenarios, and no order decides."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.columns import Membership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.parameters import load_scenario
from simulation.start.groups import groups_of
from simulation.start.names import roster_of
from simulation.world import World

SMALL = {"extends": "today", "years": 1, "roster": {"states": 40}}


def demand(world: World, actor: str) -> float:
    return float(world.column(Lever.TRANSACTIONALISM)[world.ids.index(actor)])


def begun(**said: object) -> World:
    world = World(load_scenario({**SMALL, **said}), 0)
    world.advance(1)
    return world


def stance(name: str, year: float = 2025.0) -> dict[str, object]:
    return {"policy": [{"from": year, "stance": name}]}


def test_the_order_of_groups_decides_nothing_and_the_smaller_one_counts() -> None:
    one = begun(powers={"G7": stance("transactional"), "EU27": stance("cooperative")})
    other = begun(powers={"EU27": stance("cooperative"), "G7": stance("transactional")})
    assert demand(one, "DEU") == demand(other, "DEU") == 0.9, "seven against twenty-seven"
    assert demand(one, "POL") == demand(other, "POL") == 0.1
    assert np.array_equal(one.tables.policy, other.tables.policy)
    assert demand(one, "USA") == 0.9, "a member like the others, as long as [us] says nothing"


def test_two_groups_of_one_size_need_a_word_of_the_actors_own() -> None:
    said = {
        "groups": {"a": ["NOR", "SWE"], "b": ["NOR", "DNK"]},
        "powers": {"a": stance("cooperative"), "b": stance("transactional")},
    }
    with pytest.raises(MultipartnerError, match=r"'a' and 'b' are of the same size and both name NOR"):
        begun(**said)
    settled = {**said, "powers": {**said["powers"], "NOR": stance("statist")}}
    assert demand(begun(**settled), "NOR") == 0.3


def test_a_group_s_policy_holds_until_the_actor_s_own_begins() -> None:
    said = {
        "groups": {"a": ["NOR", "SWE"]},
        "powers": {"a": stance("cooperative"), "NOR": stance("transactional", 2025.5)},
    }
    world = begun(**said)
    assert demand(world, "NOR") == 0.1
    world.advance(2)
    assert demand(world, "NOR") == 0.9
    assert demand(world, "SWE") == 0.1


def test_no_actor_bears_the_name_of_a_shipped_group() -> None:
    own = [{"id": "G7", "kind": "company", "home": "NOR", "revenue": 10}]
    scenario = load_scenario({**SMALL, "actor": own, "powers": {"G7": stance("seeding")}})
    roster = roster_of(scenario)
    with pytest.raises(MultipartnerError, match="a group of that name is shipped"):
        groups_of(scenario, roster)


def test_a_share_of_income_leaves_the_budget_of_who_has_none() -> None:
    """A stance of EU set the Union's own budget to nothing."""
    usual, stanced = begun(), begun(powers={"EU": stance("cooperative")})
    body = usual.ids.index("eu")
    before, after = (world.column(Portfolio.DELIVERED)[:, body].sum() for world in (usual, stanced))
    assert before > 1.0
    assert after > 0.5 * before


def test_the_longer_of_two_withdrawals_bars_the_seat() -> None:
    left = {"actor": "CHN", "partnership": "gavi"}
    spans = [{**left, "from": 2025.0, "until": 2041.0}, {**left, "from": 2025.25, "until": 2026.0}]
    for order in (spans, spans[::-1]):
        world = World(load_scenario({**SMALL, "years": 2, "withdrawals": order}), 0)
        world.advance(4)
        barred = world.column(Membership.BARRED_UNTIL)[world.partnership_ids.index("gavi"), world.ids.index("CHN")]
        assert barred == 1 + 4 * (2041 - 2025)
