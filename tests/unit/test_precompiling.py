"""Compiling ahead: every kernel, for the very types it is called with, in two shares."""

from __future__ import annotations

import pytest

from simulation.core.compiling import compiling_is_on, reached
from simulation.precompiling import calls, compile_all, shares
from simulation.schedule import PHASES
from simulation.world import World


def test_every_kernel_is_in_one_share_and_both_have_work() -> None:
    kernels = list(calls())
    one, other = shares(kernels)
    assert {phase.kernel for phase in PHASES} < set(kernels)
    assert sorted(each.__name__ for each in one + other) == sorted(each.__name__ for each in kernels)
    work = [
        sum({name: size for kernel in share for name, size in reached(kernel).items()}.values())
        for share in (one, other)
    ]
    assert min(work) > 0.5 * max(work)


@pytest.mark.skipif(not compiling_is_on(), reason="about compiled code")
def test_types_are_those_of_a_run(small) -> None:
    import numba

    world = World(small(), 0)
    in_run = (world.tables, world.settings, world.seed, 1)
    ahead = calls()[PHASES[0].kernel]
    assert [numba.typeof(each) for each in ahead] == [numba.typeof(each) for each in in_run]


@pytest.mark.skipif(not compiling_is_on(), reason="about compiled code")
def test_all_are_reported_where_all_are_compiled_already() -> None:
    seconds: dict[str, float] = {}
    compile_all(seconds.__setitem__)
    assert set(seconds) == {kernel.__name__ for kernel in calls()}
