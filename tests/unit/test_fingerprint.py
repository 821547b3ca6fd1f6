"""The digest of a kernel changes with whatever its machine code hinges on, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from types import FunctionType
from typing import Any, cast

import pytest

from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import reached
from simulation.core.numba.fingerprint import kernel_digest
from simulation.precompiling import KERNELS


def _made(text: str, **surroundings: Any) -> FunctionType:
    spaces = {"__name__": "simulation.made", **surroundings}
    exec(text, spaces)
    return cast("FunctionType", spaces["kernel"])


def _digest(text: str, **surroundings: Any) -> str:
    return kernel_digest([_made(text, **surroundings)])


class Before(IntEnum):
    FIRST = 0


class After(IntEnum):
    FIRST = 1


READS = "def kernel(x):\n    return x + CONSTANT"


@pytest.mark.parametrize(
    ("one", "other"), [(1, 2), (1, 1.0), (0.0, -0.0), ((1, 2), (2, 1)), (Before.FIRST, After.FIRST), (Before, After)]
)
def test_a_constant_is_part_of_it(one: object, other: object) -> None:
    assert _digest(READS, CONSTANT=one) == _digest(READS, CONSTANT=one)
    assert _digest(READS, CONSTANT=one) != _digest(READS, CONSTANT=other)


@pytest.mark.parametrize("change", ["return x - 1", "return x + 2", "return y + 1", "y = x\n    return y + 1"])
def test_code_is_part_of_it(change: str) -> None:
    assert _digest("def kernel(x):\n    return x + 1") != _digest(f"def kernel(x):\n    {change}")


def test_defaults_are_part_of_it() -> None:
    assert _digest("def kernel(x=1):\n    return x") != _digest("def kernel(x=2):\n    return x")


def test_comments_and_places_are_not() -> None:
    assert _digest("def kernel(x):\n    return x") == _digest(
        "# why\n\n\ndef kernel(x):\n    # so\n    return x", OTHER=3
    )


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(MultipartnerError, match=r"A kernel reads a list; a constant must be a number"):
        _digest(READS, CONSTANT=[1])


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_every_kernel_has_one(kernel: Callable[..., object]) -> None:
    assert len(kernel_digest(reached(kernel))) == 64
