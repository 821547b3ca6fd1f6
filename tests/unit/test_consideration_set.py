"""What a reviewer looks at: all seats and invitations, and the candidates that a plain reckoning would draw."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from simulation.core.columns import Actor, Globals, Membership, Partnership, Portfolio
from simulation.core.numba.compiling import compiled
from simulation.core.randomness import Purpose, draw_for_each, draw_for_pairs, uniform
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.consideration_set import fill_considered
from simulation.parameters import Scenario
from simulation.rules.participation import candidate_priority, contact
from simulation.world import World


def looked_at(world: World, step: int, i: int) -> dict[int, float]:
    """Return the partnerships that actor i looks at, with their keys, as the kernel says."""
    n = int(world.tables.globals[Globals.ROWS])
    identities, issues = (
        world.tables.partnerships[column, :n].astype(np.int64) for column in (Partnership.IDENTITY, Partnership.ISSUE)
    )
    rows, priorities = np.zeros(n, dtype=np.int64), np.full(n, math.inf)
    keys, weights = np.zeros(n), np.zeros(n)
    fill = compiled(fill_considered)
    count = fill(world.tables, world.settings, world.seed, step, i, identities, issues, rows, priorities, keys, weights)
    found = rows[:count].tolist()
    assert np.all(priorities == math.inf)
    assert [keys[p] for p in found] == sorted(keys[p] for p in found)
    return {p: float(keys[p]) for p in found}


def by_definition(world: World, step: int, i: int) -> dict[int, float]:
    """Return the same, partnership after partnership, every priority reckoned."""
    tables, settings, seed = world.tables, world.settings, world.seed
    actor = int(tables.actors[Actor.IDENTITY, i])
    sure, drawn = [], []
    for p in range(int(tables.globals[Globals.ROWS])):
        partnership = int(tables.partnerships[Partnership.IDENTITY, p])
        mission = tables.portfolios[Portfolio.MISSION, int(tables.partnerships[Partnership.ISSUE, p]), i]
        if tables.memberships[Membership.MEMBER, p, i] > 0.0:
            sure.append(p)
        elif not is_eligible(tables, settings, p, i, step):
            continue
        elif tables.memberships[Membership.BENEFICIARY, p, i] >= settings[Setting.INVITED]:
            sure.append(p)
        elif mission > 0.0:
            weight = mission * contact(tables.partnerships[Partnership.SIZE, p], 10.0)
            draw = uniform(seed, Purpose.CANDIDATE, step, actor, partnership)
            drawn.append((candidate_priority(draw, weight), p))
    chosen = [p for _, p in sorted(drawn)[: int(settings[Setting.CANDIDATES])]]
    identities = tables.partnerships[Partnership.IDENTITY].astype(int)
    return {p: uniform(seed, Purpose.CONSIDER, step, actor, int(identities[p])) for p in sure + chosen}


@pytest.mark.parametrize("candidates", [1, 4, 500])
def test_reviewers_look_at_what_a_plain_reckoning_says(small: Callable[..., Scenario], candidates: int) -> None:
    world = World(small("today", roster__states=20, payoff__candidates=candidates), 1)
    world.advance(3)
    seen = 0
    for i in range(0, len(world.ids), 2):
        found = looked_at(world, 4, i)
        assert found == by_definition(world, 4, i)
        seen += len(found)
    assert seen > world.tables.memberships[Membership.MEMBER, :, ::2].sum()


def test_draws_in_a_row_are_the_draws_one_by_one() -> None:
    identities = np.array([7, 2**31 - 1, 0, 99, 12345], dtype=np.int64)
    pairs, each = np.zeros(5), np.zeros(5)
    compiled(draw_for_pairs)(3, Purpose.CANDIDATE, 8, 41, identities, pairs)
    compiled(draw_for_each)(3, Purpose.REVIEW, 8, identities, each)
    assert pairs.tolist() == [uniform(3, Purpose.CANDIDATE, 8, 41, k) for k in identities.tolist()]
    assert each.tolist() == [uniform(3, Purpose.REVIEW, 8, k, 0) for k in identities.tolist()]
