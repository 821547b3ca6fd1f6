"""The core as Mesa objects, against which speed is measured, does what the compiled core does.

Where luck plays no part both agree number by number: what every actor gains from every partnership, and quarters
without a review. Where it does, they draw from different streams, and what is compared are many small worlds. Their
actors review every other quarter rather than once in three years, so that a small difference has time to show.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from scipy.stats import ttest_ind

from benchmarks.core_world import core_world
from benchmarks.objects import ObjectWorld
from simulation.core.codes import THREATS
from simulation.core.columns import Issue, Partnership
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.choice import gain_of_membership
from simulation.decision.payoff import N_TERMS
from simulation.measures.outcomes import Outcome
from simulation.mechanisms import summing
from simulation.world import World

DISEASE = 1
OUTCOMES = ("effort", "members", "level_climate", "level_energy", "nonstate_seats", "gini_incidence", "delivery_ratio")
QUARTERS = 12
ALPHA = 0.001


def start(seed: int, review_share: float = 0.5) -> World:
    world = core_world(40, 20, seed, years=4)
    world.settings[Setting.REVIEW_SHARE] = review_share
    return world


def row_of(world: World) -> dict[str, float]:
    """Return the last outcome row; effort is effective effort, all issues together."""
    row = {each.name.lower(): float(value) for each, value in zip(Outcome, world.outcomes[world.step], strict=True)}
    return row | {"effort": world.tables.issues[Issue.EFFORT].sum()}


def core_end(seed: int) -> list[float]:
    world = start(seed)
    world.advance(QUARTERS)
    row = row_of(world)
    return [row[name] for name in OUTCOMES]


def object_end(seed: int, changed: Setting | None = None, factor: float = 2.0) -> list[float]:
    world = start(seed)
    if changed is not None:
        world.settings[changed] *= factor
    model = ObjectWorld(world, seed)
    for _ in range(QUARTERS):
        model.step()
    last = model.datacollector.get_model_vars_dataframe().iloc[-1]
    return [last[name] for name in OUTCOMES]


@cache
def core_ends(seeds: range) -> np.ndarray:
    return np.array([core_end(seed) for seed in seeds])


def chances(seeds: range, changed: Setting | None = None) -> dict[str, float]:
    """How likely means at least as far apart are if both are the same process (Welch's test), by outcome."""
    core, objects = core_ends(seeds), np.array([object_end(seed, changed) for seed in seeds])
    assert (core.std(axis=0) > 0.0).all()
    return dict(zip(OUTCOMES, ttest_ind(core, objects, equal_var=False).pvalue, strict=True))


def test_many_small_worlds_end_alike() -> None:
    assert min(chances(range(60)).values()) > ALPHA / len(OUTCOMES)


@pytest.mark.slow
def test_very_many_small_worlds_end_alike() -> None:
    assert min(chances(range(600)).values()) > ALPHA / len(OUTCOMES)


def test_other_inertia_would_be_noticed() -> None:
    assert min(chances(range(60), Setting.INERTIA).values()) < ALPHA / len(OUTCOMES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "changed", [Setting.THETA, Setting.CANDIDATES, Setting.RECOGNITION, Setting.OVERHEAD, Setting.ORDER_SEATS]
)
def test_another_term_of_the_decision_would_be_noticed(changed: Setting) -> None:
    assert min(chances(range(600), changed).values()) < ALPHA / len(OUTCOMES)


@pytest.mark.parametrize("naive", [False, True])
def test_every_actor_gains_the_same_from_every_partnership(naive: bool) -> None:
    """The payoff's difference, number by number, for members and for outsiders."""
    world = start(0)
    world.advance(QUARTERS)
    summing.PHASE.run(world.tables, world.settings, world.seed, QUARTERS + 1)
    assert not world.tables.partnerships[Partnership.EXACT].any(), "no corner binds, so that sums suffice"
    model = ObjectWorld(world, naive=naive)
    for issue in model.issues:
        issue.begin()
    gain, terms = compiled(gain_of_membership), np.zeros((2, N_TERMS))
    for p, partnership in enumerate(model.partnerships):
        core = [gain(world.tables, world.settings, p, i, terms[0], terms[1]) for i in range(len(model.actors))]
        objects = [actor.gain(partnership) for actor in model.actors]
        assert np.allclose(objects, core, rtol=1e-9, atol=1e-12)
        assert np.ptp(core) > 0.0
        assert 0 < len(partnership.members) < len(model.actors)


def test_quarters_without_a_review_agree_number_by_number() -> None:
    world = start(0, review_share=0.0)
    model = ObjectWorld(world)
    for _ in range(QUARTERS):
        model.step()
    world.advance(QUARTERS)
    issues, partnerships = world.tables.issues, world.tables.partnerships
    calm = [g for g in range(len(model.issues)) if g != DISEASE]  # outbreaks are luck
    assert np.allclose([issue.effort for issue in model.issues], issues[Issue.EFFORT], rtol=1e-9)
    assert np.allclose([model.issues[g].level for g in calm], issues[Issue.LEVEL, calm], rtol=1e-9)
    reliability = [each.reliability for each in model.partnerships]
    assert np.allclose(reliability, partnerships[Partnership.RELIABILITY], rtol=1e-9)
    assert len(set(reliability)) > 1
    paid = [[actor.paid[issue] for issue in model.issues] for actor in model.actors]
    assert np.allclose(paid, world.ledger, rtol=1e-9)


def test_what_is_collected_is_what_the_core_writes() -> None:
    world = start(0, review_share=0.0)
    model = ObjectWorld(world)
    model.step()
    world.advance(1)
    core, objects = row_of(world), model.datacollector.get_model_vars_dataframe().iloc[-1]
    names = [name for name in objects.index if name != f"level_{THREATS[DISEASE]}"]  # outbreaks are luck
    assert np.allclose(objects[names], [core[name] for name in names], rtol=1e-9, atol=1e-12)
    assert sum(core[name] != 0.0 for name in names) > 30


def test_going_over_members_and_keeping_sums_decide_alike() -> None:
    kept, naive = (ObjectWorld(start(0), seed=7, naive=naive) for naive in (False, True))
    first = kept.datacollector.model_reporters["members"](kept)
    for _ in range(QUARTERS):
        kept.step()
        naive.step()
    one, other = (model.datacollector.get_model_vars_dataframe() for model in (kept, naive))
    assert np.allclose(one, other, rtol=0.0, atol=1e-9)
    assert first != one["members"].iloc[-1]
