"""Levers of policy, the four stances, and their dates.

A lever is, in this order: the power's own setting (`us.transactionalism`), the `levers` of the dated policy
in force, its stance; without any of these the power does as other states do, and `Scenario.levers` leaves the
lever out.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from pydantic import create_model, field_validator, model_validator
from pydantic_core import PydanticCustomError

from simulation.core.levers import Lever
from simulation.parameters.quantity import REQUIRED, choice, quantity, subsection, words
from simulation.parameters.section import Section

StanceName = Literal["cooperative", "statist", "transactional", "seeding"]
LEVERS = tuple(lever.label for lever in Lever)
"""Names of the levers."""


def _unset(lever: Lever) -> Any:
    declared = lever.declared
    source = f"{declared.source}: {declared.unset}"
    return quantity(None, declared.low, declared.high, declared.unit, source, declared.meaning)


if TYPE_CHECKING:

    class _Fields(Section):
        def __getattr__(self, name: str) -> float | None: ...

else:
    _Fields = create_model(
        "_Fields", __base__=Section, **{lever.label: (float | None, _unset(lever)) for lever in Lever}
    )


class Levers(_Fields):
    """Settings of single levers, a field for each of `simulation.core.levers.Lever`; the stance decides the rest."""

    def set_ones(self) -> dict[str, float]:
        """Return the levers that are set."""
        return {name: value for name in LEVERS if (value := getattr(self, name)) is not None}


def merged_levers(*layers: dict[str, float]) -> dict[str, float]:
    """Return levers of several layers, a later one before an earlier one.

    Money has two levers, what is spent in all and the share of budgets that is released; whichever was said last holds,
    so that a share released undoes a sum that only the stance states.

    Examples
    --------
    >>> merged_levers({"spending": 0.002, "seats": 0.7}, {"effort_share": 0.5})
    {'seats': 0.7, 'effort_share': 0.5}
    >>> merged_levers({"effort_share": 0.5}, {"spending": 0.001})
    {'spending': 0.001}
    """
    merged: dict[str, float] = {}
    for layer in layers:
        if "spending" in layer:
            merged.pop("effort_share", None)
        elif "effort_share" in layer:
            merged.pop("spending", None)
        merged |= layer
    return merged


def _in_stance(lever: Lever, stance: str) -> Any:
    declared = lever.declared
    value, why = getattr(declared, stance)
    source = declared.values_from or declared.source
    return quantity(value, declared.low, declared.high, declared.unit, f"{source}: {why}", declared.meaning)


def _stance(stance: StanceName, does: str) -> type[Levers]:
    """Return the section of a stance: the levers with the values that it gives them."""
    set_ones = {lever.label: (float, _in_stance(lever, stance)) for lever in Lever if getattr(lever.declared, stance)}
    fields: dict[str, Any] = set_ones
    return create_model(stance.title(), __base__=Levers, __doc__=does, __module__=__name__, **fields)


Cooperative = _stance("cooperative", "Builds on existing partnerships and widens them.")
Statist = _stance("statist", "Strengthens partnerships between governments.")
Transactional = _stance(
    "transactional", "Enters partnerships case by case, for a return; leaves global threats to others."
)
Seeding = _stance("seeding", "Pays the start of open partnerships and lets others lead them.")

if TYPE_CHECKING:

    class Stances(Section):
        """What each stance means, lever by lever."""

        cooperative: Levers
        statist: Levers
        transactional: Levers
        seeding: Levers

else:

    class Stances(Section):
        """What each stance means, lever by lever."""

        cooperative: Cooperative = subsection()
        statist: Statist = subsection()
        transactional: Transactional = subsection()
        seeding: Seeding = subsection()


def _date(meaning: str, default: Any = REQUIRED, alias: str | None = None) -> Any:
    return quantity(default, 2025, 2225, "calendar year", "Assumed: the scenario's own", meaning, alias=alias)


class Policy(Section):
    """A stance from a date on, with single levers set otherwise."""

    start: float = _date("when it begins; 2025.25 is the second quarter", alias="from")
    stance: StanceName = choice(REQUIRED, "Assumed: the scenario's own", "stance in force from that date")
    levers: Levers = subsection()


class Power(Levers):
    """Policy of one state: dated stances, and levers set for the whole run."""

    policy: tuple[Policy, ...] = words("dated stances, earliest first", ())

    @field_validator("policy", mode="after")
    @classmethod
    def _dates_rise(cls, policy: tuple[Policy, ...]) -> tuple[Policy, ...]:
        for before, after in pairwise(policy):
            if after.start <= before.start:
                reason = f"must have rising dates, got {before.start:g} before {after.start:g}"
                raise PydanticCustomError("sentence", "{reason}", {"reason": reason})
        return policy

    def in_force(self, year: float) -> Policy | None:
        """Return the latest policy that has begun by `year`."""
        return next((policy for policy in reversed(self.policy) if policy.start <= year), None)


class Withdrawal(Section):
    """An actor leaves a partnership on a date, and may come back."""

    actor: str = words("identifier of the actor, USA for the United States", REQUIRED)
    partnership: str = words("identifier of the partnership, * for all", REQUIRED)
    start: float = _date("when it leaves", alias="from")
    until: float | None = _date("when it may join again; never if unset", None)

    @model_validator(mode="after")
    def _ends_after_start(self) -> Withdrawal:
        if self.until is not None and self.until <= self.start:
            reason = f"must end after it begins, got from {self.start:g} until {self.until:g}"
            raise PydanticCustomError("sentence", "{reason}", {"reason": reason})
        return self
