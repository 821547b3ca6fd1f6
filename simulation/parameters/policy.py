"""Levers of policy, the four stances, and their dates.

A lever is, in this order: the power's own setting (`us.transactionalism`), the `levers` of the dated policy
in force, its stance; without any of these the power does as other states do, and `Scenario.levers` leaves the
lever out.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Literal

from pydantic import field_validator, model_validator
from pydantic_core import PydanticCustomError

from simulation.parameters.quantity import REQUIRED, choice, quantity, subsection, words
from simulation.parameters.section import Section

StanceName = Literal["cooperative", "statist", "transactional", "seeding"]

# name: (low, high, source of the scale, meaning)
_LEVERS: dict[str, tuple[float, float, str, str]] = {
    "transactionalism": (0, 1, "Adapted [keohane1986]: ", "demand for specific, not diffuse, reciprocity"),
    "regard": (0, 1, "Assumed: ", "weight on others' benefit, times openness + `payoff.regard_closed`"),
    "effort_share": (0, 2, "Assumed: ", "share of its capacity released for global issues"),
    "lead_seed": (0, 1, "Adapted [slaughter2024]: ", "0 leads and hosts, 1 seeds and steps back"),
    "seats": (0, 1, "Adapted [slaughter2024]: ", "who it wants at the table: 0 states only, 1 everyone"),
    "partner_filter": (0, 1, "Adapted [slaughter2024]: ", "0 open world, 1 democracies only"),
    "burden_shift": (0, 1, "Adapted [slaughter2024]: ", "part of its burden it leaves to its friends"),
    "pressure": (0, 1, "Adapted [slaughter2024]: ", "how hard it presses partners that deal with its rivals"),
    "spending": (
        0,
        0.01,
        "Assumed: ",
        "share of its income that it spends on global issues in all, whatever its budgets",
    ),
}
LEVERS = tuple(_LEVERS)
"""Names of the levers."""


def _lever(name: str, default: float | None = None, why: str = "unset, the stance decides") -> Any:
    low, high, source, meaning = _LEVERS[name]
    return quantity(default, low, high, "ratio" if name == "regard" else "share", source + why, meaning)


class Levers(Section):
    """Settings of single levers; unset ones are decided by the stance."""

    transactionalism: float | None = _lever("transactionalism")
    regard: float | None = _lever("regard")
    effort_share: float | None = _lever("effort_share")
    lead_seed: float | None = _lever("lead_seed")
    seats: float | None = _lever("seats")
    partner_filter: float | None = _lever("partner_filter")
    burden_shift: float | None = _lever("burden_shift")
    pressure: float | None = _lever("pressure")
    spending: float | None = _lever("spending", why="unset, the stance decides; without one budgets do")

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


_NOT_TRANSACTIONAL = "mean U.S. aid of national income in 2009-16 and 2021-24, .17 to .24 %"


def _spending(default: float, why: str) -> Any:
    low, high, _, meaning = _LEVERS["spending"]
    return quantity(default, low, high, "share", f"Adapted [oecd2025]: {why}", meaning)


class Cooperative(Levers):
    """Builds on existing partnerships and widens them."""

    transactionalism: float = _lever("transactionalism", 0.1, "0.1, close to diffuse reciprocity")
    regard: float = _lever("regard", 0.4, "twice the ordinary state's")
    lead_seed: float = _lever("lead_seed", 0.2, "mostly hosts what it founds")
    seats: float = _lever("seats", 0.7, "as in the vaccine coalition of 2021")
    partner_filter: float = _lever("partner_filter", 0.2, "summits of democracies, but open platforms")
    burden_shift: float = _lever("burden_shift", 0.1, "little")
    pressure: float = _lever("pressure", 0.1, "little")
    spending: float = _spending(0.0020, _NOT_TRANSACTIONAL)


class Statist(Levers):
    """Strengthens partnerships between governments."""

    transactionalism: float = _lever("transactionalism", 0.3, "0.3, the ordinary state's")
    regard: float = _lever("regard", 0.2, "the ordinary state's")
    lead_seed: float = _lever("lead_seed", 0.0, "leads")
    seats: float = _lever("seats", 0.1, "governments, as in the Quad and NATO")
    partner_filter: float = _lever("partner_filter", 0.5, "democracies first")
    burden_shift: float = _lever("burden_shift", 0.2, "allies are asked for more")
    pressure: float = _lever("pressure", 0.4, "allies are asked to choose")
    spending: float = _spending(0.0020, f"{_NOT_TRANSACTIONAL}; .22 % in 2021-24, the years nearest to it")


class Transactional(Levers):
    """Enters partnerships case by case, for a return; leaves global threats to others."""

    transactionalism: float = _lever("transactionalism", 0.9, "0.9, close to specific reciprocity")
    regard: float = _lever("regard", 0.05, "nearly none")
    lead_seed: float = _lever("lead_seed", 0.0, "leads or leaves")
    seats: float = _lever("seats", 0.3, "firms may come, others hardly")
    partner_filter: float = _lever("partner_filter", 0.0, "regimes do not matter in a deal")
    burden_shift: float = _lever("burden_shift", 0.8, "friends shall pay")
    pressure: float = _lever("pressure", 0.6, "deals are tied to sides")
    spending: float = _spending(
        0.0010, ".24 % in 2023 less 56 %, as bilateral aid was projected for 2025-26; .17 % in 2017-20"
    )


class Seeding(Levers):
    """Pays the start of open partnerships and lets others lead them."""

    transactionalism: float = _lever("transactionalism", 0.1, "0.1, as cooperative")
    regard: float = _lever("regard", 0.4, "as cooperative")
    lead_seed: float = _lever("lead_seed", 0.9, "seeds nearly all")
    seats: float = _lever("seats", 1.0, "everyone who bears a fair share")
    partner_filter: float = _lever("partner_filter", 0.0, "an open world")
    burden_shift: float = _lever("burden_shift", 0.2, "others carry what they come to own")
    pressure: float = _lever("pressure", 0.05, "hardly any")
    spending: float = _spending(0.0020, "as cooperative, so that money is equal")


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
