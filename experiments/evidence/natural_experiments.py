"""P6: natural experiments: what the others did when one did something, beside the same move made in a run.

Each event is a paired experiment in the world of 2025: the move is made in 2026, or not, in the same random histories.
Its measure is the others' answer two years on. One set of numbers serves all events, and none of them is fitted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from experiments.evidence.lists import DATA
from simulation.core.codes import Kind
from simulation.core.columns import Floats, Membership, Portfolio
from simulation.parameters import load_scenario
from simulation.roster import Roster, load_roster
from simulation.world import World

RECORD = "natural_experiments"
HISTORIES = 12
MOVED, READ = 2026.0, 2028.0
"""When the move is made, and when the answer is read: two years, as long as moves count as recent in the record."""
NONE = 0.05
"""Change either way up to which there was no answer."""
USA = "USA"
LEAST = 1e-12
"""Answers are divided by no less."""
SPENT = 0.0020
"""What a cooperative United States spends of its income, as the stance has it; a cut is a part of it."""
SEATS_FOLLOW = {"reactions.exit": 1.32, "reactions.exit_largest": 0.60, "reactions.join": 0.47}
"""Contagion of seats as strong as in the record of organisations, in log-odds."""
SETS: Mapping[str, Mapping[str, float]] = {
    "shipped": {},
    "seats follow": SEATS_FOLLOW,
    "gifts follow": SEATS_FOLLOW | {"reactions.giving": 1.0},
    "gifts make up": SEATS_FOLLOW | {"reactions.giving": -1.0},
    "shares are taken over": SEATS_FOLLOW | {"reactions.giving": 1.5, "reactions.taking_over": 1.0},
}
"""Sets of numbers: as shipped, where nobody answers anybody; with contagion of seats as strong as in the record of
organisations; and besides with budgets that follow others' gifts in full, or make up for them in full. In the last set
they follow the gifts of those that stay, and take over the shares of those that leave: chosen with these events in
view, so that it shows what the model can do, and tests nothing."""

Arm = dict[str, Any]
Measure = Callable[[World], float]


@dataclass(frozen=True)
class Event:
    """A move, and what is read of the others.

    Attributes
    ----------
    id, move, answer : name; what one does; what is read, in words
    without, moved : scenarios without and with the move
    measure : reads the others' answer from a world
    """

    id: str
    move: str
    answer: str
    without: Arm
    moved: Arm
    measure: Measure
    record: float = float("nan")


def cooperative(**levers: float) -> Arm:
    """Return today's world with a cooperative United States, whose levers change when the move is made."""
    policy: list[Arm] = [{"from": 2025.0, "stance": "cooperative"}]
    if levers:
        policy.append({"from": MOVED, "stance": "cooperative", "levers": levers})
    return {"extends": "today", "years": 4, "us": {"policy": policy}}


def leaving(partnership: str, actors: Sequence[str] = (USA,), year: float = MOVED) -> list[Arm]:
    """Return withdrawals for good."""
    return [{"actor": actor, "partnership": partnership, "from": year} for actor in actors]


def _row(world: World, partnership: str) -> int:
    return world.partnership_ids.index(partnership)


def pledged_by_others(partnership: str) -> Measure:
    """Return what states but the United States pledge there [US$bn/yr]."""

    def read(world: World) -> float:
        pledges = world.column(Membership.PLEDGED)[_row(world, partnership), : world.roster.n_states]
        return float(pledges.sum() - pledges[world.ids.index(USA)])

    return read


def delivered_by(states: Sequence[str]) -> Measure:
    """Return what some states deliver on all issues [US$bn/yr]."""

    def read(world: World) -> float:
        delivered = world.column(Portfolio.DELIVERED).sum(axis=0)
        return float(sum(delivered[world.ids.index(state)] for state in states))

    return read


def seats_of_others(partnership: str, kind: Kind, movers: Sequence[str]) -> Measure:
    """Return how many of a kind sit there, the movers left out."""

    def read(world: World) -> float:
        member = world.column(Membership.MEMBER)[_row(world, partnership)] > 0.0
        counted = world.kind == kind
        counted[[world.ids.index(actor) for actor in movers]] = False
        return float((member & counted).sum())

    return read


@lru_cache(maxsize=1)
def recorded() -> pd.DataFrame:
    """Return the record: event, actor, before, after and their units, labels and sources."""
    return pd.read_csv(DATA / f"{RECORD}.csv")


def recorded_answer(event: str, roster: Roster) -> float:
    """Return by which part the others of an event changed.

    The Global Fund's givers are named in their own currencies: they are weighted by what they pledged in dollars.
    National aid is an index each, and weighs alike.
    """
    rows = recorded()[recorded()["event"] == event]
    others = rows[rows["actor"] == "others"]
    if len(others):
        before, after = others.iloc[0][["before", "after"]]
        return float(after / before) - 1.0
    named = rows[rows["actor"] != USA]
    ratio = (named["after"] / named["before"]).to_numpy()
    weights = np.ones(len(named))
    if event == "globalfund_2025":
        row = roster.partnership_ids.index("globalfund")
        paid = {roster.ids[each.actor]: each.pledged for each in roster.pledges if each.partnership == row}
        weights = np.array([paid[actor] for actor in named["actor"]]) / ratio
    return float(ratio @ weights / weights.sum()) - 1.0


SIGNED_2014 = (
    *("BGD", "BRN", "CHN", "IND", "KAZ", "KHM", "KWT", "LAO", "LKA", "MMR", "MNG"),
    *("MYS", "NPL", "OMN", "PAK", "PHL", "QAT", "SGP", "THA", "UZB", "VNM"),
)
"""States that signed the memorandum on the bank in October 2014."""
BANK: Arm = {
    "id": "aiib_2014",
    "name": "Asian Infrastructure Investment Bank, as of 2014",
    "issue": "infra",
    "form": "bank",
    "founded": 2025.25,
    "lead": "CHN",
    "founders": [*SIGNED_2014],
    "burden_rule": "capital_shares",
    "goal_measurable": 1,
    "commitment": 2,
}
ALLIANCE: Arm = {
    "id": "nzba_2021",
    "name": "Net-Zero Banking Alliance, as of 2024",
    "issue": "climate",
    "form": "pledge",
    "founded": 2021,
    "lead": "hsbc",
    "founders": ["hsbc", "jpmorgan"],
    "company_count": 145,
    "burden_rule": "none",
    "goal_measurable": 2,
    "commitment": 0,
}
"""What has ended or has grown since, once more as it was; its attributes are those of its row in partnerships.csv."""


def _companies_at_home(roster: Roster, state: str) -> list[str]:
    home = roster.ids.index(state)
    return [
        name
        for name, kind, where in zip(roster.ids, roster.kind, roster.home, strict=True)
        if kind == Kind.COMPANY and where == home
    ]


def events() -> list[Event]:
    """Return the six events."""
    roster = load_roster()
    plain = cooperative()
    banks = plain | {"partnership": [ALLIANCE]}
    american = _companies_at_home(roster, USA)
    outside = plain | {"drop": ["aiib"], "partnership": [BANK], "withdrawals": leaving("aiib_2014", year=2025.0)}
    britain = {"membership": [{"actor": "GBR", "partnership": "aiib_2014", "joined": MOVED}]}
    allies = ("GBR", "DEU", "CAN", "FRA")
    found = [
        Event(
            "globalfund_2025",
            "the United States pledges 23 % less",
            "pledges of other states to the Global Fund",
            plain,
            cooperative(spending=SPENT * 4600 / 6000),
            pledged_by_others("globalfund"),
        ),
        Event(
            "gcf_2019",
            "the United States leaves the Green Climate Fund",
            "pledges of other states to it",
            plain,
            plain | {"withdrawals": leaving("gcf")},
            pledged_by_others("gcf"),
        ),
        Event(
            "oda_2025",
            "the United States spends 56 % less",
            "deliveries of Britain, Germany, Canada and France",
            plain,
            cooperative(spending=SPENT * 0.44),
            delivered_by(allies),
        ),
        Event(
            "paris_2017",
            "the United States leaves the Paris Agreement",
            "other parties",
            plain,
            plain | {"withdrawals": leaving("paris")},
            seats_of_others("paris", Kind.STATE, [USA]),
        ),
        Event(
            "nzba_2025",
            "U.S. companies leave the Net-Zero Banking Alliance",
            "other members",
            banks,
            banks | {"withdrawals": leaving("nzba_2021", american)},
            seats_of_others("nzba_2021", Kind.COMPANY, american),
        ),
        Event(
            "aiib_2015",
            "Britain joins the Asian Infrastructure Investment Bank",
            "other members, founders included",
            outside,
            outside | britain,
            seats_of_others("aiib_2014", Kind.STATE, ["GBR"]),
        ),
    ]
    return [replace(each, record=recorded_answer(each.id, roster)) for each in found]


def sign_of(change: float) -> int:
    """Return 1 for a rise, -1 for a fall, 0 for a change within 5 % either way.

    Examples
    --------
    >>> sign_of(0.3), sign_of(-0.3), sign_of(0.04)
    (1, -1, 0)
    """
    return 0 if abs(change) <= NONE else 1 if change > 0.0 else -1


class Worlds:
    """Worlds of one history at the time when answers are read; events that share an arm share its run."""

    def __init__(self, values: Mapping[str, float], seed: int) -> None:
        self.values = values
        self.seed = seed
        self.kept: dict[str, World] = {}

    def at(self, arm: Arm) -> World:
        """Return the world of an arm."""
        scenario = load_scenario(arm, self.values)
        if scenario.digest not in self.kept:
            world = World(scenario, self.seed)
            world.advance(round(4 * (READ - 2025.0)))
            self.kept[scenario.digest] = world
        return self.kept[scenario.digest]


def answers(found: Sequence[Event], values: Mapping[str, float], histories: int) -> Floats:
    """Return what the others do without and with each move, shape (histories, events, 2)."""
    read = np.zeros((histories, len(found), 2))
    for seed in range(histories):
        worlds = Worlds(values, seed)
        for k, event in enumerate(found):
            read[seed, k] = [event.measure(worlds.at(arm)) for arm in (event.without, event.moved)]
    return read


def p6_table(histories: int = HISTORIES) -> pd.DataFrame:
    """Return each event under each set of numbers: the answer of record and model, and whether signs agree.

    Answers are parts of what the others do without the move; ``low`` and ``high`` are those of single histories.
    """
    rows = []
    found = events()
    for name, values in SETS.items():
        read = answers(found, values, histories)
        single = read[..., 1] / np.maximum(read[..., 0], LEAST) - 1.0
        pooled = read[..., 1].sum(axis=0) / np.maximum(read[..., 0].sum(axis=0), LEAST) - 1.0
        for k, event in enumerate(found):
            model = float(pooled[k])
            agrees = int(sign_of(model) == sign_of(event.record))
            spread = (float(single[:, k].min()), float(single[:, k].max()))
            rows.append((event.id, event.move, event.answer, name, event.record, model, *spread, agrees))
    heads = ["event", "move", "answer", "values", "record", "model", "low", "high", "same_sign"]
    return pd.DataFrame(rows, columns=heads)
