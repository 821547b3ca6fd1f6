"""Reactions: states' budgets answer what the others give; what was left or joined lately is slowly forgotten."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Portfolio, Tables
from simulation.core.phase import Phase
from simulation.core.settings import QUARTER, Setting
from simulation.rules.legitimacy import moved_toward
from simulation.rules.reactions import answer_to_gifts, remembered, vacated_after

FADING = (
    Partnership.LEFT,
    Partnership.LARGEST_LEFT,
    Partnership.JOINED,
    Partnership.VACATED,
)
"""What is remembered of moves."""


def given_by_states(tables: Tables, g: int) -> float:
    """Return what states deliver on issue g [US$bn/yr]."""
    given = 0.0
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
            given += tables.portfolios[Portfolio.DELIVERED, g, i]
    return given


def remember_gifts(tables: Tables) -> None:
    """Write what everybody delivers in the first quarter: later gifts are compared with those."""
    for g in range(tables.issues.shape[1]):
        tables.issues[Issue.GIVEN_START, g] = given_by_states(tables, g)
        for i in range(tables.actors.shape[1]):
            tables.portfolios[Portfolio.GIVEN_START, g, i] = tables.portfolios[Portfolio.DELIVERED, g, i]


def answer_gifts(tables: Tables, settings: Floats) -> None:
    """Write how states' budgets answer what the others give, as it is remembered."""
    for g in range(tables.issues.shape[1]):
        given, first = given_by_states(tables, g), tables.issues[Issue.GIVEN_START, g]
        for i in range(tables.actors.shape[1]):
            if int(tables.actors[Actor.KIND, i]) == Kind.STATE:
                others = given - tables.portfolios[Portfolio.DELIVERED, g, i]
                at_first = first - tables.portfolios[Portfolio.GIVEN_START, g, i]
                wanted = answer_to_gifts(others, at_first, settings[Setting.REACT_GIVING])
                tables.portfolios[Portfolio.ANSWER, g, i] = moved_toward(
                    tables.portfolios[Portfolio.ANSWER, g, i], wanted, 1.0 / settings[Setting.REACT_MEMORY], QUARTER
                )


def react(tables: Tables, settings: Floats, seed: int, step: int) -> None:
    """Answer gifts, and let late moves fade."""
    if settings[Setting.REACT_GIVING] != 0.0:
        if step == 1:
            remember_gifts(tables)
        answer_gifts(tables, settings)
    for p in range(int(tables.globals[Globals.ROWS])):
        for column in FADING:
            fading = remembered(tables.partnerships[column, p], settings[Setting.REACT_MEMORY], QUARTER)
            tables.partnerships[column, p] = fading if tables.partnerships[Partnership.ALIVE, p] > 0.0 else 0.0
        tables.partnerships[Partnership.VACATED, p] = vacated_after(
            tables.partnerships[Partnership.VACATED, p], tables.partnerships[Partnership.GIVING_UP, p]
        )
        tables.partnerships[Partnership.GIVING_UP, p] = 0.0


PHASE = Phase(
    "reactions",
    react,
    "states' budgets respond to what the others give; recent exits and joins fade from memory",
    (
        Portfolio.ANSWER,
        Portfolio.GIVEN_START,
        Issue.GIVEN_START,
        *FADING,
        Partnership.GIVING_UP,
    ),
)
