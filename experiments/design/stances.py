"""Two dated policies of the United States taken apart: what they differ in, lever by lever, and policies between them.

Policies can be taken apart where they begin on the same date: from there on each says at every date which levers are in
force. A lever that both scenarios set for the whole run is no part of the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from simulation.parameters import Scenario
from simulation.parameters.policy import LEVERS, Policy, merged_levers

POLICY = "us.policy"
PURSE = "us.spending"
"""How much is spent in all; the other levers say how."""
MONEY = ("spending", "effort_share")
"""Levers that are two ways to say the same: they change together."""
Parts = Mapping[str, tuple[str, ...]]
"""Levers by the name of their part."""


def levers_at(scenario: Scenario, year: float) -> dict[str, float]:
    """Return the levers that the dated policy of the United States sets in a year, its stance spelt out."""
    policy = scenario.us.in_force(year)
    if policy is None:
        return {}
    stance = getattr(scenario.stances, policy.stance)
    return merged_levers(stance.set_ones(), policy.levers.set_ones())


def _dates(one: Scenario, other: Scenario) -> list[float]:
    """Return all dates of two policies; none where they cannot be taken apart."""
    first, second = ([policy.start for policy in each.us.policy] for each in (one, other))
    begin_together = bool(first and second) and first[0] == second[0]
    return sorted({*first, *second}) if begin_together and one.stances == other.stances else []


def policy_parts(one: Scenario, other: Scenario) -> Parts:
    """Return the levers in which the dated policies of two scenarios differ; none where they cannot be taken apart.

    Money is one part, ``us.spending``, by whichever of its two levers it is said.
    """
    dates = _dates(one, other)
    held = [(levers_at(one, date), levers_at(other, date)) for date in dates]
    settled = one.us.set_ones().keys() & other.us.set_ones().keys()
    parts: dict[str, tuple[str, ...]] = {}
    for lever in (lever for lever in LEVERS if lever != MONEY[1]):
        levers = MONEY if lever in MONEY else (lever,)
        if not settled.intersection(levers) and any(a.get(each) != b.get(each) for a, b in held for each in levers):
            parts[f"us.{lever}"] = levers
    return parts


def policy_between(one: Scenario, other: Scenario, changed: Collection[str]) -> list[dict[str, Any]]:
    """Return the dated policy of `one` in which some levers are those of `other`, every lever spelt out.

    Parameters
    ----------
    one, other : scenarios whose policies can be taken apart
    changed : names of the levers that are as in `other`
    """
    return [
        {
            "from": date,
            "stance": _in_force(one, date).stance,
            "levers": {
                **{name: value for name, value in levers_at(one, date).items() if name not in changed},
                **{name: value for name, value in levers_at(other, date).items() if name in changed},
            },
        }
        for date in _dates(one, other)
    ]


def _in_force(scenario: Scenario, year: float) -> Policy:
    policy = scenario.us.in_force(year)
    assert policy is not None, "policies that can be taken apart have begun"
    return policy


def mixed_policy(one: Scenario, other: Scenario, parts: Parts, chosen: Sequence[str]) -> dict[str, Any]:
    """Return the setting ``us.policy`` where some parts are as in `other`; as it is written where it is all or none."""
    levers = [lever for name in chosen for lever in parts.get(name, ())]
    if not levers:
        return {}
    if set(parts) <= set(chosen):
        return {POLICY: [policy.model_dump(mode="python", by_alias=True) for policy in other.us.policy]}
    return {POLICY: policy_between(one, other, levers)}
