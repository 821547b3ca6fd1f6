"""Whole-number codes of everything that arrays store by number: kinds, issues, rules, admission, consent."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Self

THREATS = ("climate", "disease", "food", "energy", "displacement", "terrorism")
"""Issues with a threat level, in array order."""

ISSUES = (*THREATS, "security", "infra", "minerals", "cyber")
"""Every issue a partnership can be about; the first six are threats, the rest club goods."""


MOST_ISSUES = 64
"""Issues of a world at most, those of one's own included; they come after the shipped ones."""

MOST_POLES = 8
"""Places in the table of poles; poles beyond it are not counted."""


class Kind(IntEnum):
    """Kind of actor; all that is stored by kind follows this order, so that a new kind comes last."""

    plural: str

    def __new__(cls, number: int, plural: str = "") -> Self:
        """Return a kind with the word for many of them; ``Kind(3)`` finds one by its number."""
        kind = int.__new__(cls, number)
        kind._value_ = number
        kind.plural = plural
        return kind

    STATE = 0, "states"
    COMPANY = 1, "companies"
    NGO = 2, "NGOs"
    PHILANTHROPY = 3, "philanthropies"
    ORGANISATION = 4, "organisations"
    CITY = 5, "cities"

    @property
    def label(self) -> str:
        """Name of the kind as users see it."""
        return self.name.lower()


class Admission(IntEnum):
    """Who may apply for membership."""

    STATES = 0
    DEMOCRACIES = 1
    LIKE_MINDED = 2
    OPEN = 3


class Consent(IntEnum):
    """Who must agree to a new member."""

    OPEN = 0
    MAJORITY = 1
    UNANIMITY = 2


class BurdenRule(IntEnum):
    """How a partnership turns membership into effort (equations in ``simulation.rules.burden_sharing``)."""

    VOLUNTARY = 0
    RECIPROCITY = 1
    JOINT = 2
    PRICE = 3
    QUANTITY = 4
    EQUAL = 5
    CAPACITY = 6
    RESPONSIBILITY = 7
    BENEFIT = 8
    HEGEMONIC = 9
    LINDAHL = 10
    SHAPLEY = 11
    OPTIMAL = 12
    NASH_BARGAINING = 13
    CHANDER_TULKENS = 14


class Benefit(IntEnum):
    """Shape of the benefit of effort."""

    LINEAR = 0
    QUADRATIC = 1
    LOG = 2
    STEP = 3


class Cost(IntEnum):
    """Shape of the cost of effort."""

    QUADRATIC = 0
    LINEAR = 1
    LOG_CAPACITY = 2


class Response(IntEnum):
    """How the members of a partnership answer an imagined membership."""

    LAGGED = 0
    RECOMPUTE = 1
    FROZEN = 2
    LEADER = 3


class Dynamics(IntEnum):
    """How a threat level answers coverage."""

    NONE = 0
    STOCK = 1
    OUTBREAK = 2
    DEPRIVATION = 3


def bits_of(codes: Iterable[int]) -> int:
    """Return the number in which bit r is 1 for each code r, so that ``(bits >> r) & 1`` tells whether r is among them.

    Examples
    --------
    >>> bits_of([BurdenRule.VOLUNTARY, BurdenRule.PRICE])
    9
    """
    bits = 0
    for code in codes:
        bits |= 1 << code
    return bits
