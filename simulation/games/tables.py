"""The tables and settings of a game: an ordinary world of states with one issue, everything else neutral."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from simulation.core.codes import ISSUES, MOST_POLES, Admission, BurdenRule, Consent, Dynamics, Kind
from simulation.core.columns import (
    N_WHY,
    Actor,
    Floats,
    Globals,
    Holder,
    Issue,
    Membership,
    Partnership,
    Pole,
    Portfolio,
    Tables,
    War,
)
from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.core.settings import QUARTER, Setting
from simulation.core.whole import is_whole
from simulation.decision.payoff import N_TERMS
from simulation.games.checking import code, flag, known, number, one_each, only_with, position, positions, square
from simulation.measures.outcomes import Outcome
from simulation.parameters import load_scenario
from simulation.rules.burden_sharing import RULES as ROWS
from simulation.rules.burden_sharing import Weight, has_transfers, is_shared
from simulation.start.settings import settings_array

G = 0
NEUTRAL = {
    Setting.PHI: 1.0,
    Setting.PHI_NONSTATE: 1.0,
    Setting.UNILATERAL: 1.0,
    Setting.LIMIT: np.inf,
    Setting.REVIEW_SHARE: 1.0,
    Setting.DELIVERY_BASE: 1.0,
    Setting.CONCRETENESS_EFFECT: 1.0,
    Setting.AFFINITY_BY_SIZE: 1.0,
    Setting.ORDER_BOARD: 1e9,
    Setting.MONEY_SWAY: np.inf,
    Setting.ABSORPTION: np.inf,
}
"""Settings of a game that are not 0: plain benefits, no budget limit, all review and are asked, pledges are kept."""
KEPT = (
    Setting.MEMORY,
    Setting.DEMOCRACY_LEAST,
    Setting.LIKE_MINDED_NEAREST,
    Setting.CONTACT_SIZE,
    Setting.ORDER_EXCLUSIVE,
    Setting.INVITED,
    Setting.BARGAIN_EVERY,
)
RULES = {rule.name.lower(): int(rule) for rule in BurdenRule}
CONSENTS = {consent.name.lower(): int(consent) for consent in Consent}
TERMS = (
    "rule",
    "ambition",
    "price",
    "quantity",
    "total",
    "lead",
    "consent",
    "exclusive",
    "outsider_gain",
    "outsider_penalty",
    "dues",
    "minimum_participation",
    "productivity",
    "committed",
    "seats",
)
"""What may be said of one partnership among several."""


def neutral_settings() -> Floats:
    """Return the settings of a game: everything that a world adds to the classic payoff is 0."""
    defaults = settings_array(load_scenario({}))
    settings = np.zeros_like(defaults)
    for setting in KEPT:
        settings[setting] = defaults[setting]
    for setting, value in NEUTRAL.items():
        settings[setting] = value
    return settings


def state_columns(size: Floats) -> Floats:
    """Return the actors of a game: states of a size."""
    n = size.size
    actors = np.zeros((len(Actor), n))
    actors[Actor.IDENTITY] = np.arange(n)
    actors[Actor.KIND] = Kind.STATE
    actors[Actor.HOME] = np.arange(n)
    actors[Actor.CAPACITY] = size
    for column in (
        Actor.EFFECTIVENESS,
        Actor.ABILITY,
        Actor.BARGAINING,
        Actor.NOISE,
        Actor.RECIPROCITY,
        Actor.SCALED,
    ):
        actors[column] = 1.0
    actors[Actor.POLE] = actors[Actor.ALIGNED] = actors[Actor.PURSE] = -1.0
    return actors


def lever_columns(size: Floats, budget: Floats) -> Floats:
    """Return the levers of a game's actors: each releases its budget, and has no policy."""
    levers = np.zeros((len(Lever), size.size))
    levers[Lever.EFFORT_SHARE] = budget / size
    levers[Lever.SEATS] = 1.0
    levers[Lever.SPENDING] = -1.0
    return levers


def partnership_columns(count: int) -> Floats:
    """Return so many open partnerships without a lead."""
    columns = np.zeros((len(Partnership), count))
    columns[Partnership.IDENTITY] = np.arange(count)
    for one in (Partnership.ALIVE, Partnership.PRODUCTIVITY, Partnership.RELIABILITY, Partnership.BY_HEAD):
        columns[one] = 1.0
    columns[Partnership.ADMISSION] = Admission.OPEN
    columns[Partnership.LEAD] = columns[Partnership.FOUNDER] = -1.0
    return columns


def game_tables(values: Floats, size: Floats, budget: Floats, count: int) -> Tables:
    """Return the tables of a world of N states whose stakes in the one threat are their values."""
    n = values.size
    portfolios = np.zeros((len(Portfolio), len(ISSUES), n))
    portfolios[Portfolio.MISSION, G] = 1.0
    portfolios[Portfolio.GENEROSITY] = portfolios[Portfolio.ANSWER] = 1.0
    total = values.sum()
    portfolios[Portfolio.STAKE, G] = values / total if total > 0.0 else 0.0
    issues = np.zeros((len(Issue), len(ISSUES)))
    issues[Issue.SCALE] = issues[Issue.LEVEL] = issues[Issue.SCALING] = issues[Issue.PART] = 1.0
    issues[Issue.NEED, G], issues[Issue.WORTH, G], issues[Issue.CATASTROPHE] = 1.0, total, np.inf
    world = np.zeros(len(Globals))
    world[Globals.USA] = -1.0
    world[Globals.ROWS] = count
    world[Globals.UNIVERSAL] = load_scenario({}).relations.universal
    return Tables(
        actors=state_columns(size),
        levers=lever_columns(size, budget),
        portfolios=portfolios,
        partnerships=partnership_columns(count),
        memberships=np.zeros((len(Membership), count, n)),
        seats=np.zeros((n, count + 1)),
        peers=np.zeros((count + 1, 1)),
        issues=issues,
        globals=world,
        dyads=np.zeros((0, 3)),
        borders=np.zeros((0, 2)),
        distances=np.zeros((0, 0)),
        poles=np.full((len(Pole), MOST_POLES), -1.0),
        exposures=np.zeros((MOST_POLES, n)),
        wars=np.zeros((len(War), 0)),
        gains=np.zeros((0, 0)),
        losses=np.zeros((0, 0)),
        likings=np.zeros((0, 0)),
        policy=np.zeros((1, 0, len(Lever))),
        holders=np.zeros((1, 0, len(Holder))),
        withdrawals=np.zeros((0, 4)),
        dates=np.zeros((0, 4)),
        growth=np.zeros((2, 0, 0)),
        purses=np.zeros((1, 0)),
        outcomes=np.zeros((1, len(Outcome))),
        why=np.zeros((1, N_WHY + N_TERMS)),
    )


MOST_PARTNERSHIPS = 100_000
"""Partnerships of a game beyond which a number is a slip."""


def listed_partnerships(partnerships: int | str | Sequence[Mapping[str, Any]], n: int) -> list[dict[str, Any]]:
    """Return what is said of each partnership: of so many alike, of one for every pair, or one by one."""
    if isinstance(partnerships, str) and partnerships == "pairs":
        return [{"seats": (i, j)} for i in range(n) for j in range(i + 1, n)]
    if is_whole(partnerships) and 0 < partnerships <= MOST_PARTNERSHIPS:
        return [{} for _ in range(partnerships)]
    if not isinstance(partnerships, Sequence) or isinstance(partnerships, str) or not partnerships:
        raise MultipartnerError(
            f"partnerships must be a whole number from 1 to {MOST_PARTNERSHIPS:,}, 'pairs', or a list of tables, got "
            f"{partnerships!r}."
        )
    for spec in partnerships:
        if not isinstance(spec, Mapping):
            raise MultipartnerError(f"Each of several partnerships is a table of what differs in it, got {spec!r}.")
        known("term of a partnership", spec, TERMS)
    return [dict(spec) for spec in partnerships]


def set_partnership(tables: Tables, p: int, spec: Mapping[str, Any]) -> None:
    """Write what is said of partnership p; ``spec`` has every one of ``TERMS``."""
    n = tables.actors.shape[1]
    column = tables.partnerships[:, p]
    rule = code("burden-sharing rule", spec["rule"], RULES)
    column[Partnership.RULE] = rule
    column[Partnership.SHARED] = 1.0 if has_transfers(rule) else 0.0
    column[Partnership.CONSENT] = code("consent rule", spec["consent"], CONSENTS)
    set_ambition(tables, p, rule, spec["ambition"])
    column[Partnership.DUES] = number("dues", spec["dues"], -np.inf)
    column[Partnership.LEAST] = position("minimum_participation", spec["minimum_participation"], n + 1)
    column[Partnership.PRODUCTIVITY] = number("productivity", spec["productivity"])
    column[Partnership.CONCRETENESS] = column[Partnership.PRODUCTIVITY] - 1.0  # production works it out anew from this
    column[Partnership.EXCLUSIVITY] = 1.0 if flag("exclusive", spec["exclusive"]) else 0.0
    for name, needed in (("price", BurdenRule.PRICE), ("quantity", BurdenRule.QUANTITY)):
        only_with(name, is_given=spec[name] is not None, wanted=f"rule='{name}'", has=rule == needed)
        if rule == needed:
            column[Partnership.TARGET] = number(name, -1.0 if spec[name] is None else spec[name])
    only_with("total", is_given=spec["total"] is not None, wanted="a rule that divides a total", has=is_shared(rule))
    if spec["total"] is not None:
        column[Partnership.STATED] = number("total", spec["total"], 1e-300)
    is_led = rule == BurdenRule.HEGEMONIC
    only_with("rule='hegemonic'", is_given=is_led, wanted="a lead", has=spec["lead"] is not None)
    if spec["lead"] is not None:
        column[Partnership.LEAD] = position("lead", spec["lead"], n)
    set_seats(tables, p, spec)


def set_ambition(tables: Tables, p: int, rule: int, ambition: Any) -> None:
    """Write the ambition of partnership p: the largest, and each actor's as a part of it where they differ.

    Where ambition is a weight on fellow members' benefit there is nothing above 1 to weigh.
    """
    n = tables.actors.shape[1]
    is_weight = ROWS[BurdenRule(rule)].weight == Weight.AMBITION
    each = one_each("ambition", ambition, n, least=0.0, most=1.0 if is_weight else np.inf)
    differ = np.ndim(ambition) > 0 and bool(np.any(each != each[0]))
    only_with(
        "ambition of each actor", is_given=differ, wanted="rule='reciprocity'", has=rule == BurdenRule.RECIPROCITY
    )
    only_with(
        "ambition of each actor", is_given=differ, wanted="one partnership", has=tables.partnerships.shape[1] == 1
    )
    tables.partnerships[Partnership.AMBITION, p] = each.max()
    if differ:
        tables.actors[Actor.RECIPROCITY] = each / each.max()


def set_seats(tables: Tables, p: int, spec: Mapping[str, Any]) -> None:
    """Write who may be a member of partnership p, and who never leaves it."""
    n = tables.actors.shape[1]
    seats = positions("seats", range(n) if spec["seats"] is None else spec["seats"], n)
    committed = positions("committed", spec["committed"], n)
    tables.memberships[Membership.BARRED_UNTIL, p] = np.inf
    tables.memberships[Membership.BARRED_UNTIL, p, seats] = 0.0
    tables.memberships[Membership.COMMITTED, p, committed] = 1.0
    if not set(committed) <= set(seats):
        raise MultipartnerError(f"Committed actors must be among the seats {seats}, got {committed}.")


def set_penalties(tables: Tables, specs: Sequence[Mapping[str, Any]]) -> Tables:
    """Return the tables with gains from and penalties on outsiders: by head, or by matrices for all partnerships."""
    n = tables.actors.shape[1]
    names = ("outsider_gain", "outsider_penalty")
    if any(np.ndim(spec[name]) == 2 for spec in specs for name in names):
        if any(not np.array_equal(spec[name], specs[0][name]) for spec in specs for name in names):
            raise MultipartnerError(
                "outsider_gain and outsider_penalty as matrices hold for all partnerships: state them once, for all."
            )
        gain, loss = (
            square(name, np.broadcast_to(specs[0][name], (n, n)) if np.ndim(specs[0][name]) == 0 else specs[0][name], n)
            for name in ("outsider_gain", "outsider_penalty")
        )
        return tables._replace(gains=gain, losses=loss)
    for p, spec in enumerate(specs):
        gain = spec["outsider_gain"]
        tables.partnerships[Partnership.GAIN_HEAD, p] = number("outsider_gain", gain, -np.inf)
        tables.partnerships[Partnership.LOSS_HEAD, p] = number("outsider_penalty", spec["outsider_penalty"])
    return tables


def set_threat(tables: Tables, level: float, inflow: float, decay: float, effectiveness: float) -> None:
    """Write the threat in the loop; a step of the game is one period, whatever the length of the engine's."""
    issues = tables.issues
    issues[Issue.LEVEL, G] = number("level", level)
    rates = (number("inflow", inflow), number("decay", decay, 0.0, 1.0), number("effectiveness", effectiveness))
    issues[Issue.DYNAMICS, G] = Dynamics.STOCK if any(rates) else Dynamics.NONE
    for column, rate in zip((Issue.INFLOW, Issue.DECAY, Issue.REMOVAL), rates, strict=True):
        issues[column, G] = rate / QUARTER


def keys_of(what: str, values: Any, n: int) -> Floats:
    """Return the weights of a shared rule, not negative and not all zero."""
    given = one_each(what, values, n, least=0.0)
    if given.sum() <= 0.0:
        raise MultipartnerError(f"{what} must not all be 0.")
    return given
