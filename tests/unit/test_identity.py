"""What makes two runs the same run."""

from __future__ import annotations

from itertools import product

from experiments.storage.identity import planned_runs, run_id
from tests.fake_world import arm


def test_code_scenario_and_seed_each_make_another_run():
    seen = {run_id(*parts) for parts in product(("c", "d"), ("s", "t"), (0, 1, 10))}
    assert len(seen) == 12


def test_parts_of_an_identity_do_not_run_together():
    assert run_id("ab", "c", 1) != run_id("a", "bc", 1)


def test_runs_come_breadth_first_and_share_seeds_over_arms():
    runs = list(planned_runs("code", [arm("a"), arm("b", 0.1)], 3, seed=40))
    assert [(run.arm, run.history, run.seed) for run in runs] == [
        ("a", 0, 40), ("b", 0, 40), ("a", 1, 41), ("b", 1, 41), ("a", 2, 42), ("b", 2, 42),
    ]  # fmt: skip
    assert len({run.id for run in runs}) == 6


def test_a_longer_experiment_begins_with_the_shorter_one():
    arms = [arm("a"), arm("b", 0.1)]
    assert list(planned_runs("code", arms, 5, 0))[:4] == list(planned_runs("code", arms, 2, 0))
