"""What every burden-sharing rule of the registry keeps to, a new one included: it is played, not looked up."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from simulation import Game
from simulation.core.codes import BurdenRule
from simulation.core.columns import Partnership
from simulation.parameters import load_scenario
from simulation.rules.burden_sharing import RULES, has_transfers, is_shared, sharing_key
from simulation.world import World

VALUES = [3.0, 2.0, 1.0, 2.5]
MEMBERS = (0, 1, 2)
OUTSIDER = 3
STATED: dict[BurdenRule, dict[str, Any]] = {
    BurdenRule.PRICE: {"price": 2.0},
    BurdenRule.QUANTITY: {"quantity": 1.5},
    BurdenRule.RESPONSIBILITY: {"responsibility": [1.0, 1.0, 1.0, 1.0]},
    BurdenRule.HEGEMONIC: {"lead": 0},
}
"""What a rule has to be told beside the values."""
every_rule = pytest.mark.parametrize("rule", list(BurdenRule), ids=lambda rule: rule.name.lower())


def played(rule: BurdenRule, values: list[float] = VALUES, **terms: Any) -> Game:
    game = Game(values, rule=rule.name.lower(), **STATED.get(rule, {}), **terms)
    game.seat(MEMBERS)
    return game


def test_every_rule_has_its_row_in_the_order_of_its_code():
    assert list(RULES) == list(BurdenRule)


@every_rule
def test_nobody_is_asked_for_less_than_nothing(rule):
    efforts = played(rule).efforts()
    assert np.isfinite(efforts).all()
    assert (efforts >= 0.0).all()


@every_rule
def test_outsiders_do_what_they_would_do_alone(rule):
    alone = Game(VALUES).efforts()[OUTSIDER]
    assert played(rule).efforts()[OUTSIDER] == pytest.approx(alone, rel=1e-12)
    assert played(rule, outsider="none").efforts()[OUTSIDER] == 0.0


@every_rule
def test_members_are_anonymous(rule):
    """Two members who are no leads change places, and their efforts and payoffs with them."""
    swapped = [VALUES[0], VALUES[2], VALUES[1], VALUES[3]]
    here, there = played(rule), played(rule, swapped)
    order = [0, 2, 1, 3]
    np.testing.assert_allclose(there.efforts(), here.efforts()[order], rtol=1e-12)
    np.testing.assert_allclose(there.payoffs(), here.payoffs()[order], rtol=1e-9)


@every_rule
def test_efforts_scale_with_values_or_do_not_hang_on_them(rule):
    once, twice = played(rule).efforts(), played(rule, [2.0 * value for value in VALUES]).efforts()
    factor = 1.0 if rule in (BurdenRule.PRICE, BurdenRule.QUANTITY) else 2.0
    np.testing.assert_allclose(twice[list(MEMBERS)], factor * once[list(MEMBERS)], rtol=1e-12)


@every_rule
@pytest.mark.parametrize("member", MEMBERS)
def test_who_wants_more_does_not_do_less(rule, member):
    keener = [value + (0.5 if i == member else 0.0) for i, value in enumerate(VALUES)]
    assert played(rule, keener).efforts()[member] >= played(rule).efforts()[member] - 1e-12


@every_rule
def test_transfers_move_money_and_make_none(rule):
    game, joint = played(rule), played(BurdenRule.JOINT)
    if has_transfers(rule):
        np.testing.assert_allclose(game.efforts(), joint.efforts(), rtol=1e-12)
        assert game.payoffs()[list(MEMBERS)].sum() == pytest.approx(joint.payoffs()[list(MEMBERS)].sum(), rel=1e-9)
        assert np.abs(game.payoffs() - joint.payoffs()).max() > 1e-6
    else:
        benefit = np.array(VALUES) * game.efforts().sum()
        np.testing.assert_allclose(game.payoffs(), benefit - game.efforts() ** 2 / 2.0, rtol=1e-9)


@every_rule
def test_shares_follow_a_key_of_their_own(rule):
    """A shared rule that forgot its line in `sharing_key` would divide equally without a word."""
    if not is_shared(rule) or rule == BurdenRule.EQUAL:
        pytest.skip("divides nothing, or equally")
    keys = [sharing_key(rule, capacity, share, value) for capacity, share, value in ((2.0, 0.1, 3.0), (5.0, 0.7, 4.0))]
    assert keys[0] != keys[1]


@every_rule
def test_a_world_runs_under_the_rule(rule):
    """States, kernels and checks at the end of a quarter know its code; a scenario may name it."""
    own = {
        "id": "fund",
        "issue": "climate",
        "founded": 2020,
        "burden_rule": rule.name.lower(),
        "lead": "DEU",
        "founders": ["DEU", "FRA", "USA", "CHN"],
    }
    world = World(load_scenario({"extends": "today", "years": 1, "roster": {"states": 12}, "partnership": [own]}), 0)
    world.run()
    p = world.partnership_ids.index("fund")
    assert world.column(Partnership.RULE)[p] == rule


@every_rule
@pytest.mark.parametrize("benefit", ["quadratic", "log"])
def test_a_question_changes_nothing(rule, benefit):
    """To imagine somebody in and out leaves no rounding behind: a logarithm of next to nothing is far from none."""
    terms = {"benefit": benefit, "offset": 0.0} if benefit == "log" else {}
    game = Game([0.503, 2.935, 1.361, 2.5], rule=rule.name.lower(), **STATED.get(rule, {}), outsider="none", **terms)
    game.seat((2,))
    first = game.gain(2)
    others = [game.gain(i) for i in (0, 1, 3)]
    assert game.gain(2) == first or np.isnan(first)
    assert [game.gain(i) for i in (0, 1, 3)] == others or np.isnan(others).any()
