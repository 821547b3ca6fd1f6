"""Mixes of two scenarios: the differences between them in groups, and a scenario for every set of groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experiments.design.points import with_values
from experiments.design.stances import POLICY, PURSE, mixed_policy, policy_parts
from experiments.storage.identity import Arm
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.parameters import Scenario, load_scenario

MOST_GROUPS = 8
"""Groups of which every set is run: 2^8 scenarios."""
WHOLE = ("powers", "withdrawals")
"""Keyed tables and lists are taken as a whole: their entries may be there in one scenario alone."""
TEXT = ("title", "description")
OWN_ROWS = ("actor", "partnership", "membership", "issue")
"""Lists of rows of one's own: they name one another, so that a mix may have one of them alone, but not some."""


@dataclass(frozen=True)
class Group:
    """Settings that change together.

    Parameters
    ----------
    name : as tables and figures show it
    fields : dotted names
    """

    name: str
    fields: tuple[str, ...]


def leaves(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every setting by its dotted name; lists and keyed tables as a whole.

    Examples
    --------
    >>> dict(leaves({"years": 5, "us": {"regard": 1.0, "policy": ()}, "powers": {"CHN": {}}}))
    {'years': 5, 'us.regard': 1.0, 'us.policy': (), 'powers': {'CHN': {}}}
    """
    for key, value in values.items():
        dotted = f"{prefix}{key}"
        if isinstance(value, Mapping) and dotted not in WHOLE:
            yield from leaves(value, f"{dotted}.")
        else:
            yield dotted, value


def differing(one: Scenario, other: Scenario) -> dict[str, Any]:
    """Return the settings in which two scenarios differ, with the value that each has in the second."""
    first, second = (dict(leaves(each.model_dump(mode="python", by_alias=True))) for each in (one, other))
    rows = [name for name in OWN_ROWS if first.get(name) != second.get(name)]
    if apart := sorted(first.keys() ^ second.keys()) or rows[1:]:
        raise MultipartnerError(
            f"The two scenarios have rows of their own that cannot be mixed ('{apart[0]}'): give both the same actors, "
            "partnerships and issues, and let settings differ."
        )
    return {name: value for name, value in second.items() if name not in TEXT and first[name] != value}


def settings_apart(one: Scenario, other: Scenario) -> list[str]:
    """Return the names of what differs between two scenarios, dated policy of the United States lever by lever.

    Where the policies do not begin on one date, or what stances mean differs, ``us.policy`` is one setting.
    """
    names, parts = list(differing(one, other)), policy_parts(one, other)
    if POLICY not in names or not parts:
        return names
    place = names.index(POLICY)
    return list(dict.fromkeys([*names[:place], *parts, *names[place + 1 :]]))


def read_groups(texts: Sequence[str], names: Sequence[str]) -> list[Group]:
    """Return groups from ``NAME=FIELD,FIELD`` texts, what none of them names each by itself.

    Parameters
    ----------
    texts : as typed after ``--group``
    names : settings in which the scenarios differ; a section stands for all of its settings among them

    Raises
    ------
    MultipartnerError : a text is no group, a setting does not differ, or stands in two groups
    """
    groups: list[Group] = []
    taken: set[str] = set()
    for text in texts:
        label, sign, said = text.partition("=")
        if any(group.name == label.strip() for group in groups):
            raise MultipartnerError(f"--group names '{label.strip()}' twice; join the settings of the two.")
        if not sign or not label.strip() or not said.strip():
            raise MultipartnerError(
                f"--group takes NAME=SETTING,SETTING such as 'who sits=order.seats', found '{text}'."
            )
        fields: list[str] = []
        for part in (each.strip() for each in said.split(",")):
            held = [name for name in names if name == part or name.startswith(f"{part}.")]
            if not held:
                raise name_unknown("setting in which the two scenarios differ", part, names)
            fields += held
        twice = [name for name in fields if name in taken or fields.count(name) > 1]
        if twice:
            raise MultipartnerError(f"'{twice[0]}' is in two groups; keep it in one.")
        taken |= set(fields)
        groups.append(Group(label.strip(), tuple(fields)))
    return groups + [Group(name, (name,)) for name in names if name not in taken]


def grouped(names: Sequence[str], texts: Sequence[str]) -> list[Group]:
    """Return the groups of a decomposition: as asked for, else single settings, or sections where they are too many.

    Raises
    ------
    MultipartnerError : there are none, or too many
    """
    if not names:
        raise MultipartnerError("The two scenarios are identical; there is nothing to decompose.")
    groups = read_groups(texts, names)
    if not texts and len(groups) > MOST_GROUPS:
        groups = by_section(names, alone=PURSE)
        groups = groups if len(groups) <= MOST_GROUPS else by_section(names)
    if len(groups) > MOST_GROUPS:
        raise MultipartnerError(
            f"At most {MOST_GROUPS} groups can be told apart, found {len(groups)}; join some by --group NAME=SETTING,…"
        )
    return groups


def by_section(names: Sequence[str], alone: str = "") -> list[Group]:
    """Return settings joined by section; one of them may stand alone.

    Examples
    --------
    >>> [group.name for group in by_section(["us.seats", "us.spending", "us.regard", "years"], alone="us.spending")]
    ['us', 'us.spending', 'years']
    """
    held: dict[str, tuple[str, ...]] = {}
    for name in names:
        section = name if name == alone else name.partition(".")[0]
        held[section] = (*held.get(section, ()), name)
    return [Group(section, fields) for section, fields in held.items()]


def name_of_mix(mask: int, groups: Sequence[Group]) -> str:
    """Return the name of the arm in which the groups of a mask are as in the second scenario.

    Examples
    --------
    >>> groups = [Group("seats", ("order.seats",)), Group("goals", ("order.concreteness",))]
    >>> [name_of_mix(mask, groups) for mask in range(4)]
    ['none', 'seats', 'goals', 'seats + goals']
    """
    return " + ".join(group.name for k, group in enumerate(groups) if mask >> k & 1) or "none"


def mixes(one: Scenario, other: Scenario, groups: Sequence[Group]) -> list[Arm]:
    """Return an arm for every set of groups, in the order of their masks: the first is `one`, the last `other`."""
    base, changes = one.model_dump(mode="python", by_alias=True), differing(one, other)
    parts = policy_parts(one, other) if POLICY in changes else {}
    arms = []
    for mask in range(1 << len(groups)):
        chosen = [name for k, group in enumerate(groups) if mask >> k & 1 for name in group.fields]
        values = {name: changes[name] for name in chosen if name in changes}
        values |= mixed_policy(one, other, parts, chosen)
        arms.append(Arm(name_of_mix(mask, groups), load_scenario(with_values(base, values))))
    return arms
