"""Row 16: k-groups (Snidal 1985): who contributes all or nothing does so where the group's benefit covers the cost."""

from __future__ import annotations

from math import ceil

import pytest

from simulation.game import Game


def acting(game: Game) -> list[tuple[int, ...]]:
    """Return the stable sets of members that make an effort."""
    found = []
    for members in game.stable_memberships():
        game.seat(members)
        if game.efforts().sum() > 0.0:
            found.append(members)
    return found


@pytest.mark.parametrize(("c", "b"), [(1.5, 1.0), (2.0, 1.0), (0.7, 0.1), (3.9, 1.3), (5.1, 1.0)])
def test_smallest_group_that_acts_and_holds(c: float, b: float) -> None:
    game = Game([b] * 8, cost="linear", c0=c)
    assert {len(members) for members in acting(game)} == {ceil(round(c / b, 9))}


def test_with_unequal_benefits_the_group_must_cover_the_cost_together() -> None:
    """With benefits 3, 2, 1, 1 and a cost of 4, a set acts iff its benefits sum to 4, and holds iff each is needed."""
    values, cost = [3.0, 2.0, 1.0, 1.0], 4.0
    for members in acting(Game(values, cost="linear", c0=cost)):
        total = sum(values[i] for i in members)
        assert total >= cost
        # without a needed member nothing is done; it stays iff its own benefit of all efforts covers its cost
        for i in members:
            is_needed = total - values[i] < cost
            assert is_needed
            assert values[i] * len(members) >= cost


def test_a_privileged_member_acts_alone() -> None:
    game = Game([5.0, 1.0, 1.0], cost="linear", c0=4.0)
    assert game.efforts().tolist() == [1.0, 0.0, 0.0]


def test_a_group_is_founded_at_its_smallest_size() -> None:
    assert Game([1.0] * 8, cost="linear", c0=2.5, founding=True).settle() == 3
