"""The random generator against the known answers that its authors publish."""

from __future__ import annotations

import pytest

from simulation.core.numba.compiling import compiled
from simulation.core.randomness import uniform

KNOWN = {
    "zeros": ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D)),
    "ones": ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E)),
    "digits of pi": (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB),
    ),
}
"""Philox4x32-10: counter, key and the first two words of the answer (Random123, kat_vectors) [salmon2011]."""


@pytest.mark.parametrize("name", KNOWN)
def test_a_draw_is_the_known_answer_of_philox(name: str) -> None:
    (step, a, b, purpose), (low, high), (first, second) = KNOWN[name]
    seed = (high << 32) | low
    seed -= 1 << 64 if seed >= 1 << 63 else 0  # as a signed number, which compiled code takes
    expected = ((first >> 6) * 2.0**26 + (second >> 6) + 0.5) / 2.0**52
    assert uniform(seed, purpose, step, a, b) == expected
    assert compiled(uniform)(seed, purpose, step, a, b) == expected
