"""Who takes part, and how much of what they own they may spend on the world's problems."""

from __future__ import annotations

from typing import Literal

from simulation.parameters.quantity import choice, quantity, words
from simulation.parameters.section import ByKind, Section

_SYNTHETIC = "Assumed: {}, of the order of the real roster, so that both worlds have the same size"


class RosterChoice(Section):
    """Which actors and partnerships the world starts from."""

    kind: Literal["real", "synthetic", "own"] = choice(
        "real",
        "Assumed: the real world is the default",
        "real: the shipped tables; synthetic: drawn at random with heavy tails; own: only what you supply",
    )
    breadth: Literal["chosen", "full"] = choice(
        "chosen",
        "Assumed: the model was tested with the chosen actors",
        "full: beside the chosen actors the 2,000 largest companies, 1,176 cities and 713 regions, with their seats",
    )
    states: int | None = quantity(
        None,
        2,
        1_000_000,
        "count",
        "Assumed: all of them unless a smaller world is wanted",
        "number of states that take part, largest economies first; none for all",
    )
    burden: Literal["coded", "gifts", "means"] = choice(
        "coded",
        "Assumed: replenishment rounds answer one another, so that a voluntary pledge is reciprocity; a structural "
        "uncertainty of every result",
        "how published ways of sharing are read; gifts: pledges and norms bind nobody; means: everybody's share is its "
        "means'",
    )
    start: Literal["lists", "founders", "leads"] = choice(
        "lists",
        "Assumed: the world as it is; the others test whether the decision alone would bring it about",
        "who sits at the start: everybody listed, leads and founders only, or leads only",
    )
    absent: tuple[str, ...] = words(
        "actors that take no part from the first quarter on, though their stakes remain", ()
    )
    companies: int = quantity(
        60, 0, 1_000_000, "count", _SYNTHETIC.format("60 companies"), "companies in a synthetic world"
    )
    ngos: int = quantity(50, 0, 1_000_000, "count", _SYNTHETIC.format("50 NGOs"), "NGOs in a synthetic world")
    philanthropies: int = quantity(
        40, 0, 1_000_000, "count", _SYNTHETIC.format("40 foundations"), "philanthropies in a synthetic world"
    )
    organisations: int = quantity(
        12, 0, 1_000_000, "count", _SYNTHETIC.format("12 bodies"), "international organisations, synthetic world"
    )
    cities: int = quantity(
        0,
        0,
        1_000_000,
        "count",
        "Assumed: none are drawn; roster.breadth brings the 1,176 on record",
        "cities, drawn into a real or a synthetic world",
    )
    files: tuple[str, ...] = words("tables and TOML files beside the scenario, whose rows add to the world", ())
    city_budget: float = quantity(
        0.1,
        0,
        1,
        "share",
        "Assumed: of the order of what local governments spend where they have much to do",
        "a city's budget per head as a part of its home's product per head, where none is stated",
    )
    partnerships: int = quantity(
        80, 0, 1_000_000, "count", _SYNTHETIC.format("80 platforms"), "partnerships at the start, synthetic world"
    )
    nonstate_coverage: float = quantity(
        0.2,
        0.0,
        1.0,
        "share",
        "Assumed: the roster lists the largest non-states, about a fifth of those that platforms count",
        "part of the published non-state members that is sought among the roster's actors",
    )


class Capacity(ByKind):
    """Share of an actor's resources that it may spend on global issues."""

    state: float = quantity(
        0.007,
        0.0,
        0.1,
        "share",
        "Adapted [un1970]: the aid target of 0.7 % of gross national product, applied to GDP",
        "share of a state's GDP",
    )
    company: float = quantity(
        0.01,
        0.0,
        0.1,
        "share",
        "Assumed: one per cent, the usual pledge of corporate giving, though of revenue, not of profit",
        "share of a company's revenue",
    )
    ngo: float = quantity(1.0, 0.0, 1.0, "share", "Assumed: an NGO exists for it", "share of an NGO's budget")
    philanthropy: float = quantity(
        1.0, 0.0, 1.0, "share", "Assumed: a foundation exists for it", "share of a philanthropy's giving"
    )
    organisation: float = quantity(
        1.0,
        0.0,
        1.0,
        "share",
        "Assumed: a programme budget is bound to its purpose",
        "share of an international organisation's programme budget",
    )
    city: float = quantity(
        0.02,
        0.0,
        0.1,
        "share",
        "Assumed: 0.7 % of GDP is about two per cent of what a government takes in",
        "share of a city's budget",
    )
