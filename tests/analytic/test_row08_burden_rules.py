"""Row 8: burden-sharing rules without transfers, v = (3, 2, 1), c = 1, linear benefit, quadratic cost."""

from __future__ import annotations

from typing import Any

import pytest

from simulation.game import Game

V = (3.0, 2.0, 1.0)


@pytest.mark.parametrize(
    ("rule", "options", "payoffs"),
    [
        ("voluntary", {}, (13.5, 10.0, 5.5)),
        ("joint", {}, (36.0, 18.0, 0.0)),
        ("equal", {}, (36.0, 18.0, 0.0)),
        ("benefit", {}, (13.5, 18.0, 13.5)),
        ("capacity", {"weights": (5, 4, 1)}, (13.5, 10.08, 16.38)),
        ("responsibility", {"responsibility": (0.5, 0.4, 0.1)}, (13.5, 10.08, 16.38)),
        ("reciprocity", {"ambition": 0.5}, (25.875, 16.0, 5.875)),
        ("price", {"target": 2.0}, (16.0, 10.0, 4.0)),
        ("quantity", {"target": 4.0}, (28.0, 16.0, 4.0)),
    ],
)
def test_payoffs_of_the_grand_coalition(rule: str, options: dict[str, Any], payoffs: tuple[float, ...]) -> None:
    game = Game(V, rule=rule, **options)
    game.seat(range(3))
    assert game.payoffs() == pytest.approx(payoffs, abs=1e-10)


@pytest.mark.parametrize("rule", ["equal", "capacity", "benefit", "joint"])
def test_total_effort_is_the_joint_optimum_whoever_pays(rule: str) -> None:
    game = Game(V, rule=rule)
    game.seat(range(3))
    assert game.efforts().sum() == pytest.approx(18.0)


@pytest.mark.parametrize("rule", ["equal", "capacity", "benefit"])
def test_ambition_scales_the_total(rule: str) -> None:
    game = Game(V, rule=rule, ambition=0.5)
    game.seat(range(3))
    assert game.efforts().sum() == pytest.approx(9.0)


def test_unequal_costs_shift_effort_to_the_cheap() -> None:
    game = Game([1.0, 1.0], cost=[1.0, 2.0], rule="joint")
    game.seat(range(2))
    assert game.efforts() == pytest.approx([2.0, 1.0])
