"""Addressed luck: every random number belongs to a decision, never to the order in which numbers are drawn.

A draw is addressed by (seed, purpose, step, a, b), where ``a`` and ``b`` are identities of the actors or
partnerships concerned. The same address gives the same number in every policy arm, on any worker, compiled
or not, and one more actor moves nobody else's luck.

The generator is Philox4x32-10 (Salmon et al. 2011, Exact [salmon2011]): four 32-bit words are encrypted in ten
rounds under a 64-bit key. It is written in plain whole numbers, masked to 32 bits, so that the compiled and the
plain version agree.
"""

from __future__ import annotations

import math
from enum import IntEnum
from hashlib import blake2b

from simulation.core.columns import Floats, Ints

MASK = 0xFFFFFFFF


class Purpose(IntEnum):
    """What a draw decides; each purpose has a stream of its own."""

    COMPLETION = 1
    REVIEW = 2
    ORDER = 3
    CONSIDER = 4
    CANDIDATE = 5
    CHOICE = 6
    SEAT = 7
    TENSION = 8
    TENSION_JUMP = 9
    TENSION_SIZE = 10
    OUTBREAK = 11
    OUTBREAK_SIZE = 12
    WAR = 13
    PEACE = 14
    MEDIATION = 15
    ULTIMATUM = 16
    INITIATIVE = 17
    INITIATIVE_ORDER = 18
    PROPOSAL = 19
    INVITATION = 20
    DOOR = 21
    CONCRETENESS = 22
    SEED_OR_LEAD = 23
    ORDER_SEAT = 24
    STEP_BACK = 25
    BOARD = 26
    DONOR = 27
    GROWTH = 28
    ELECTION = 29
    ARMS = 30
    POSITION = 31
    END = 32


def identity(name: str) -> int:
    """Return the 31-bit number that stands for an id in random addresses, whatever its row."""
    return int.from_bytes(blake2b(name.encode(), digest_size=4).digest(), "little") & 0x7FFFFFFF


def uniform(seed: int, purpose: int, step: int, a: int, b: int) -> float:
    """Return the uniform number in (0, 1) at an address, with 52 random bits.

    Parameters
    ----------
    seed : seed of the history, 0 to 2**63 - 1
    purpose : code of :class:`Purpose`
    step : quarter, 0 at the start
    a, b : identities, 0 where the draw needs none; only the low 32 bits count

    Examples
    --------
    >>> uniform(0, 1, 2, 3, 4) == uniform(0, 1, 2, 3, 4)
    True
    >>> 0.0 < uniform(7, 1, 0, 0, 0) < 1.0
    True
    """
    key0 = int(seed) & MASK
    key1 = (int(seed) >> 32) & MASK
    word0 = int(step) & MASK
    word1 = int(a) & MASK
    word2 = int(b) & MASK
    word3 = purpose & MASK
    for _ in range(10):
        product0 = 0xD2511F53 * word0
        product1 = 0xCD9E8D57 * word2
        high0 = (product0 >> 32) & MASK
        high1 = (product1 >> 32) & MASK
        word0 = high1 ^ word1 ^ key0
        word2 = high0 ^ word3 ^ key1
        word1 = product1 & MASK
        word3 = product0 & MASK
        key0 = (key0 + 0x9E3779B9) & MASK
        key1 = (key1 + 0xBB67AE85) & MASK
    return ((word0 >> 6) * 67108864.0 + (word1 >> 6) + 0.5) / 4503599627370496.0


def draw_for_pairs(seed: int, purpose: int, step: int, a: int, others: Ints, draws: Floats) -> None:
    """Write the uniform numbers of one identity with each of others; several at a time where the processor can."""
    for k in range(others.shape[0]):
        draws[k] = uniform(seed, purpose, step, a, others[k])


def draw_for_each(seed: int, purpose: int, step: int, identities: Ints, draws: Floats) -> None:
    """Write the uniform number of each identity, shape (N,)."""
    for k in range(identities.shape[0]):
        draws[k] = uniform(seed, purpose, step, identities[k], 0)


def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of ``u`` in (0, 1).

    Adapted [wichura1988], algorithm AS 241 (PPND7, about seven digits): the short version is exact enough for
    shocks and uses one logarithm and one root only in the tails.

    Examples
    --------
    >>> normal_quantile(0.5)
    0.0
    >>> round(normal_quantile(0.975), 5)
    1.95996
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
        bottom = ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0
        return q * top / bottom
    r = math.sqrt(-math.log(min(u, 1.0 - u)))
    if r <= 5.0:
        r -= 1.6
        top = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777
        bottom = (0.12021132975 * r + 0.73700164250) * r + 1.0
    else:
        r -= 5.0
        top = ((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150
        bottom = (0.012258202635 * r + 0.24197894225) * r + 1.0
    return math.copysign(top / bottom, q)


def poisson_quantile(u: float, mean: float) -> int:
    """Return the Poisson quantile of ``u`` for small means: monotone in both, so policy arms share their luck.

    Examples
    --------
    >>> [poisson_quantile(u, 0.05) for u in (0.5, 0.96, 0.999)]
    [0, 1, 2]
    """
    term = math.exp(-mean)
    total = term
    count = 0
    while u > total and count < 1000:
        count += 1
        term *= mean / count
        total += term
    return count
