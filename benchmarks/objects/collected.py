"""What is collected in a quarter, each number by a reporter of its own: what the core writes into its outcome row.

Left out are numbers of the row that need what objects do not have: poles, blocs, legitimacy, productivity, damage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from simulation.core.codes import ISSUES, THREATS, Kind
from simulation.rules.polarity import effective_number
from simulation.rules.threat import coverage

if TYPE_CHECKING:
    from benchmarks.objects.actor import Actor
    from benchmarks.objects.world import ObjectWorld

Reporter = Callable[["ObjectWorld"], float]


def gini(values: Iterable[float]) -> float:
    """Return the Gini coefficient, with Python's own sort: the one of the model is made for compiling."""
    ordered = sorted(values)
    n, total = len(ordered), sum(ordered)
    return 2.0 * sum(rank * x for rank, x in enumerate(ordered, 1)) / (n * total) - (n + 1) / n if total else 0.0


def states(model: ObjectWorld) -> list[Actor]:
    """Return the states."""
    return [actor for actor in model.actors if actor.is_state]


def effort(model: ObjectWorld) -> float:
    """Return all deliveries [US$bn/yr]."""
    return sum(actor.effort for actor in model.actors)


def pledged(model: ObjectWorld) -> float:
    """Return all pledges [US$bn/yr]."""
    return sum(each.pledged for each in model.partnerships)


def delivered(model: ObjectWorld) -> float:
    """Return deliveries in partnerships [US$bn/yr]."""
    return sum(each.delivered for each in model.partnerships)


def members(model: ObjectWorld) -> int:
    """Return how many memberships there are."""
    return sum(len(each.members) for each in model.partnerships)


def share_of_top_five(model: ObjectWorld) -> float:
    """Return the part of states' deliveries that the five largest payers carry."""
    paid = sorted((actor.effort for actor in states(model)), reverse=True)
    return sum(paid[:5]) / sum(paid) if sum(paid) else 0.0


def payers(model: ObjectWorld) -> float:
    """Return the effective number of equal payers."""
    total = effort(model)
    return effective_number(sum((actor.effort / total) ** 2 for actor in model.actors)) if total else 0.0


def of_kind(kind: Kind) -> Reporter:
    """Return a reporter of the deliveries by one kind of actor."""
    return lambda model: sum(actor.effort for actor in model.actors if actor.kind == kind)


def on_issue(g: int) -> Reporter:
    """Return a reporter of the deliveries on one issue."""
    return lambda model: model.issues[g].delivered


def level_of(g: int) -> Reporter:
    """Return a reporter of the level of one issue."""
    return lambda model: model.issues[g].level


def coverage_of(g: int) -> Reporter:
    """Return a reporter of effective effort as a share of need."""
    return lambda model: coverage(model.issues[g].effort, model.issues[g].outside, model.issues[g].given.need)


REPORTERS: dict[str, Reporter] = {
    **{f"level_{name}": level_of(g) for g, name in enumerate(THREATS)},
    **{f"coverage_{name}": coverage_of(g) for g, name in enumerate(THREATS)},
    **{f"effort_{kind.label}": of_kind(kind) for kind in Kind},
    **{f"effort_{name}": on_issue(g) for g, name in enumerate(ISSUES)},
    "effort": lambda model: sum(issue.effort for issue in model.issues),
    "pledged": pledged,
    "delivered": delivered,
    "delivery_ratio": lambda model: delivered(model) / pledged(model) if pledged(model) else 0.0,
    "effort_alone": lambda model: effort(model) - delivered(model),
    "share_top5": share_of_top_five,
    "gini_burden": lambda model: gini(actor.effort for actor in states(model)),
    "gini_incidence": lambda model: gini(actor.effort / actor.capacity for actor in states(model)),
    "effective_payers": payers,
    "members": members,
    "reviews": lambda model: model.reviews,
    "joins": lambda model: model.joins,
    "leaves": lambda model: model.leaves,
    "memberships_per_state": lambda model: sum(len(a.partnerships) for a in states(model)) / len(states(model)),
    "nonstate_seats": lambda model: 1.0 - sum(len(a.partnerships) for a in states(model)) / members(model),
}
