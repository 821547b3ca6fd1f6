"""What the page shows, as plain values: two policies, luck, length, view; to and from a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from experiments.dashboard import look as looks
from experiments.dashboard.levers import levers
from experiments.dashboard.look import Look
from experiments.dashboard.own_file import fits_a_link, packed, place_of, unpacked
from experiments.design.equal import at_equal_money
from experiments.storage.identity import Arm
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.whole import whole
from simulation.parameters import Scenario, load_scenario, scenario_names
from simulation.world import LARGEST_SEED

VIEWS = ("differences", "levels", "purse", "payers", "map", "partnerships")
MOST_HISTORIES = 400
MOST_YEARS = 75
LEAVES = "leaves"
FILE = "file"
EVERY_PARTNERSHIP = "*"
MONEY = "us_spending"


@dataclass(frozen=True)
class Policy:
    """One side of the page: a shipped scenario, and what was moved in it.

    Parameters
    ----------
    base : str
        Name of a shipped scenario, or of a file of one's own.
    changes : tuple of (str, float)
        Levers by dotted name, in the order of :func:`experiments.dashboard.levers.levers`.
    leaves : float, optional
        Date at which the United States leaves every partnership for good.
    text : str
        What a file of one's own says; empty for a shipped scenario.
    """

    base: str
    changes: tuple[tuple[str, float], ...] = ()
    leaves: float | None = None
    text: str = ""

    @property
    def source(self) -> str | Path:
        """What the scenario is read from."""
        return place_of(self.base, self.text) if self.text else self.base

    def with_lever(self, name: str, value: float | None) -> Policy:
        """Return the policy with a lever moved; with None, back where the scenario has it."""
        moved = {**dict(self.changes), name: value}
        kept = tuple((each, number) for each in levers() if (number := moved.get(each)) is not None)
        return replace(self, changes=kept)

    def overrides(self, years: int) -> dict[str, Any]:
        """Return what is set besides the base, by dotted name."""
        found: dict[str, Any] = {"years": years, **dict(self.changes)}
        if self.leaves is not None:
            held = load_scenario(self.source).withdrawals
            kept = [each.model_dump(by_alias=True, exclude_none=True) for each in held]
            found["withdrawals"] = [*kept, {"actor": "USA", "partnership": EVERY_PARTNERSHIP, "from": self.leaves}]
        return found

    def scenario(self, years: int) -> Scenario:
        """Return the checked scenario.

        Raises
        ------
        MultipartnerError
            When the base is no shipped scenario, or a value is outside its range.
        """
        return _scenario_of(self, years)

    @property
    def label(self) -> str:
        """The policy in a few words.

        Examples
        --------
        >>> Policy("transactional", (("us.regard", 0.5),), 2029.0).label
        'transactional, regard 0.5, leaves 2029'
        """
        parts = [self.base.replace("_", " ")]
        parts += [f"{levers()[name].label} {value:g}" for name, value in self.changes[:2]]
        if len(self.changes) > 2:
            parts.append(f"{len(self.changes) - 2} more")
        if self.leaves is not None:
            parts.append(f"leaves {self.leaves:g}")
        return ", ".join(parts)


@lru_cache(maxsize=64)
def _scenario_of(policy: Policy, years: int) -> Scenario:
    if not policy.text:
        if policy.base not in scenario_names():
            raise name_unknown("scenario", policy.base, scenario_names())
        return load_scenario(policy.base, policy.overrides(years))
    try:
        return load_scenario(policy.source, policy.overrides(years))
    except MultipartnerError as error:
        raise MultipartnerError(str(error).replace(str(policy.source), policy.base)) from None


@dataclass(frozen=True)
class PageState:
    """All that a link restores.

    Parameters
    ----------
    a, b : Policy
        `b` is compared with `a`.
    seed : int
        Seed of history 0.
    years, histories : int
    view : str
        One of :data:`VIEWS`.
    look : Look
        What map and partnerships show.
    """

    a: Policy = Policy("cooperative")
    b: Policy = Policy("transactional")
    seed: int = 0
    years: int = 25
    histories: int = 100
    view: str = VIEWS[0]
    look: Look = field(default_factory=Look)

    def checked(self) -> PageState:
        """Return the state itself once every value is in its range.

        Raises
        ------
        MultipartnerError
            One line about the first that is not.
        """
        whole("A seed", self.seed, 0, LARGEST_SEED - MOST_HISTORIES)
        whole("The length of a run, years,", self.years, 1, MOST_YEARS)
        whole("The number of histories", self.histories, 2, MOST_HISTORIES)
        if self.view not in VIEWS:
            raise name_unknown("view of the page", self.view, VIEWS)
        self.look.checked()
        for policy in (self.a, self.b):
            policy.scenario(self.years)
        return self


def to_query(state: PageState, version: str = "") -> str:
    """Return a state as the query of a link.

    Examples
    --------
    >>> to_query(PageState(), "1")
    'a=cooperative&b=transactional&seed=0&years=25&histories=100&view=differences&v=1'
    """
    said: list[tuple[str, str]] = []
    for side, policy in (("a", state.a), ("b", state.b)):
        said.append((side, policy.base))
        said += [(f"{side}.{name}", repr(value)) for name, value in policy.changes]
        if policy.leaves is not None:
            said.append((f"{side}.{LEAVES}", repr(policy.leaves)))
        if policy.text and fits_a_link(policy.text):
            said.append((f"{side}.{FILE}", packed(policy.text)))
    said += [(name, str(getattr(state, name))) for name in ("seed", "years", "histories", "view")]
    said += looks.to_parts(state.look)
    return urlencode([*said, *([("v", version)] if version else [])])


def from_query(query: str) -> tuple[PageState, str]:
    """Return the checked state of a link, and the version that made it ('' where it does not say).

    Raises
    ------
    MultipartnerError
        One line: which part of the link is wrong, and what is allowed.
    """
    said: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in said:
            raise MultipartnerError(f"The link contains '{name}' twice; keep one.")
        said[name] = value
    version = said.pop("v", "")
    default = PageState()
    state = PageState(
        _policy("a", said, default.a),
        _policy("b", said, default.b),
        looks.whole_part(said, "seed", default.seed),
        looks.whole_part(said, "years", default.years),
        looks.whole_part(said, "histories", default.histories),
        said.pop("view", default.view),
        looks.from_parts(said),
    )
    if said:
        known = [
            "a",
            "b",
            "seed",
            "years",
            "histories",
            "view",
            "v",
            f"a.{LEAVES}",
            f"a.{FILE}",
            *_named("a"),
            *_named("b"),
            *looks.NAMES,
        ]
        raise name_unknown("part of a link", next(iter(said)), known)
    return state.checked(), version


def _named(side: str) -> list[str]:
    return [f"{side}.{name}" for name in levers()]


def _policy(side: str, said: dict[str, str], default: Policy) -> Policy:
    text = said.pop(f"{side}.{FILE}", "")
    policy = Policy(said.pop(side, default.base), text=unpacked(text) if text else "")
    for name in levers():
        policy = policy.with_lever(name, _number(said, f"{side}.{name}"))
    return replace(policy, leaves=_number(said, f"{side}.{LEAVES}"))


def _number(said: dict[str, str], name: str) -> float | None:
    if name not in said:
        return None
    try:
        return float(said[name])
    except ValueError:
        raise MultipartnerError(f"'{name}' of the link must be a number, found '{said[name]}'.") from None
    finally:
        del said[name]


def arms_of(state: PageState) -> list[Arm]:
    """Return both policies as arms, under names that tell them apart; to see the purse, B also at A's money."""
    names = [state.a.label, state.b.label]
    if names[0] == names[1]:
        names = [f"{name} ({side})" for name, side in zip(names, "AB", strict=True)]
    both = zip(names, (state.a, state.b), strict=True)
    arms = [Arm(name, policy.scenario(state.years)) for name, policy in both]
    return at_equal_money(arms, MONEY) if state.view == "purse" else arms


def scenario_file(policy: Policy, years: int, state: PageState) -> str:
    """Return a policy as the text of a scenario file that says the same, with the command that runs it."""
    if policy.text and not policy.changes and policy.leaves is None and load_scenario(policy.source).years == years:
        return policy.text
    title = json_text(f"{policy.label[:1].upper()}{policy.label[1:]}")
    lines = [
        "# Made on the multipartner dashboard. To get the same numbers, with this file as FILE:",
        f"#   multipartner run FILE --runs {state.histories} --seed {state.seed}",
        *(["# It changes a file of your own, which must be in the same folder as this one."] if policy.text else []),
        f"extends = {json_text(policy.base)}",
        f"title = {title}",
        f"years = {years}",
    ]
    for section in dict.fromkeys(levers()[name].section for name, _ in policy.changes):
        lines += ["", f"[{section}]"]
        lines += _entries((name, value) for name, value in policy.changes if levers()[name].section == section)
    for entry in policy.overrides(years).get("withdrawals", []):
        lines += ["", "[[withdrawals]]", *(f"{key} = {_value(value)}" for key, value in entry.items())]
    return "\n".join(lines) + "\n"


def _entries(changes: Iterable[tuple[str, float]]) -> list[str]:
    return [f"{name.partition('.')[2]} = {_value(value)}" for name, value in changes]


def _value(value: str | float) -> str:
    return json_text(value) if isinstance(value, str) else repr(value)


def json_text(text: str) -> str:
    """Return text in quotes, as TOML and JSON both write it."""
    from json import dumps

    return dumps(text, ensure_ascii=False)


PRESETS: Mapping[str, tuple[str, PageState]] = {
    "dividend": ("Transactional against cooperative", PageState()),
    "seeding": ("Seeding against statist", PageState(Policy("statist"), Policy("seeding"))),
    "order": ("Multipartner against multipolar order", PageState(Policy("multipolar"), Policy("multipartner"))),
    "exit": (
        "The United States leaves in 2029",
        PageState(Policy("cooperative"), Policy("cooperative", leaves=2029.0)),
    ),
    "return": (
        "One transactional term against staying transactional",
        PageState(Policy("transactional"), Policy("transactional_then_cooperative")),
    ),
}
"""Questions to begin with."""
