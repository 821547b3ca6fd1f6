"""Compiling ahead: every kernel, for the very types it is called with, in two shares."""

from __future__ import annotations

import subprocess
import sys

import pytest

from simulation.core.numba.kernel_cache import compiling_is_on
from simulation.precompiling import KERNELS, calls, compile_missing, make_ready, shares, work
from simulation.schedule import PHASES
from simulation.world import World


def test_every_kernel_is_in_one_share_and_both_have_work() -> None:
    kernels = list(calls())
    one, other = shares(kernels)
    assert {phase.kernel for phase in PHASES} < set(kernels)
    assert sorted(each.__name__ for each in one + other) == sorted(each.__name__ for each in kernels)
    assert min(work(one), work(other)) > 0.9 * max(work(one), work(other))


def test_shares_are_nearly_as_light_as_any() -> None:
    """Moving one kernel to the other share, or exchanging two, would spare no tenth of the longer one."""
    one, other = shares(list(calls()))
    longer = max(work(one), work(other))
    for here, there in ((one, other), (other, one)):
        for kernel in here:
            for back in ([], *([each] for each in there)):
                left = [each for each in here if each is not kernel] + back
                right = [each for each in there if each not in back] + [kernel]
                assert max(work(left), work(right)) > 0.9 * longer


@pytest.mark.skipif(not compiling_is_on(), reason="about compiled code")
def test_the_first_kernel_of_a_process_takes_the_state_as_one_address() -> None:
    """Types may not be looked at before Numba was told about tables."""
    script = (
        "import numba; from simulation.core.numba.compiling import ready; from simulation.precompiling import calls;"
        "tables = next(iter(calls().values()))[0]; ready([], tables); print(numba.typeof(tables))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("State(")


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
    compile_missing(seconds.__setitem__)
    make_ready(KERNELS, seconds.__setitem__)
    assert set(seconds) == {kernel.__name__ for kernel in KERNELS}
    compile_missing(lambda name, _seconds: pytest.fail(f"{name} is compiled again"))


def test_every_kernel_is_known_with_its_arguments() -> None:
    assert set(calls()) == set(KERNELS)
    assert len({kernel.__name__ for kernel in KERNELS}) == len(KERNELS)
