"""Where efforts on an issue rest with memberships as they are, kept from one decision to the next.

Where everybody's effort settles for every decision, one of its two worlds is the one that is. What is known of it lasts
from the review of a quarter until its production, and until somebody enters, leaves, or a lead passes on.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Floats, Issue, Tables
from simulation.core.settings import Setting
from simulation.decision.freshness import FRESH, OFF, STALE

KEPT = (Issue.REST, Issue.REST_EFFORT, Issue.REST_MARGINAL, Issue.REST_PART)
"""The columns that hold it."""


def start_keeping(tables: Tables, settings: Floats) -> None:
    """Keep what is found from now on, where efforts settle."""
    settles = int(settings[Setting.RESPONSE]) != Response.LAGGED
    for g in range(tables.issues.shape[1]):
        tables.issues[Issue.REST, g] = STALE if settles else OFF


def stop_keeping(tables: Tables) -> None:
    """Keep nothing any more: what efforts depend on is about to change."""
    tables.issues[Issue.REST] = OFF


def let_go(tables: Tables, g: int) -> None:
    """Forget what is known about issue g."""
    tables.issues[Issue.REST, g] = min(tables.issues[Issue.REST, g], STALE)


def keep(tables: Tables, g: int, effort: float, marginal: float, part: float) -> None:
    """Keep where efforts on issue g rest: total effort [US$bn/yr], b'(E), and the part that the indifferent give."""
    if tables.issues[Issue.REST, g] == OFF:
        return
    tables.issues[Issue.REST, g] = FRESH
    tables.issues[Issue.REST_EFFORT, g] = effort
    tables.issues[Issue.REST_MARGINAL, g] = marginal
    tables.issues[Issue.REST_PART, g] = part
