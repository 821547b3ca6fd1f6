"""Total effort on an issue at rest, and what one more unit of it is worth there.

In runs actors expect last quarter's effort and count only what changes by the imagined membership (one best-reply
step). In games the efforts of everybody settle first: total effort E solves ``E = R + sum of efforts at b'(E)``, whose
right side falls in E, so that there is one solution. Where the right side jumps across it, those to whom any effort is
as good make a part of their most, the same part for all of them (``Issue.PART``).
"""

from __future__ import annotations

import math

from simulation.core.bracket import Bracket, guess_between, is_open, narrowed
from simulation.core.codes import Cost
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Portfolio, Tables
from simulation.core.settings import Setting
from simulation.decision.coalition import output_if, sharing
from simulation.decision.outside_option import NOBODY, alone_effort
from simulation.rules.benefit import effort_at_marginal, marginal_benefit
from simulation.rules.cost import INDIFFERENT

STEPS = 400
EXACTNESS = 1e-15
"""Part of the largest possible effort that counts as nothing."""
JUMP = 1e-12
"""Part of the effort from which a difference between two neighbouring prices counts as a jump."""
STEEPEST = 1e100
"""Marginal benefit from which it counts as infinite: the plain logarithm at no effort."""
FACTOR = 16.0


def marginal_at(tables: Tables, settings: Floats, g: int, effort: float) -> float:
    """Return b'(E) of the issue's benefit."""
    return marginal_benefit(
        int(settings[Setting.BENEFIT]), effort, tables.issues[Issue.SCALE, g], settings[Setting.OFFSET]
    )


def issue_effort(tables: Tables, settings: Floats, g: int, marginal: float) -> float:
    """Return the effective effort of everybody on issue g at a given b', in every partnership and alone [US$bn/yr]."""
    effective = tables.issues[Issue.OUTSIDE, g]
    for q in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, q] > 0.0 and int(tables.partnerships[Partnership.ISSUE, q]) == g:
            shared = sharing(tables, settings, q, NOBODY, False, marginal)
            effective += output_if(tables, settings, q, NOBODY, False, shared)
    for j in range(tables.actors.shape[1]):
        if tables.portfolios[Portfolio.TIES, g, j] == 0.0:
            alone = alone_effort(tables, settings, g, j, marginal)
            effective += settings[Setting.UNILATERAL] * tables.actors[Actor.EFFECTIVENESS, j] * alone
    return effective


def missing_effort(tables: Tables, settings: Floats, g: int, effort: float) -> float:
    """Return by how much what everybody would do at b'(E) exceeds E [US$bn/yr]."""
    return issue_effort(tables, settings, g, marginal_at(tables, settings, g, effort)) - effort


def around_settled(tables: Tables, settings: Floats, g: int) -> Bracket:
    """Return two efforts between which everybody's effort settles, the same one twice where it is that [US$bn/yr]."""
    low = tables.issues[Issue.OUTSIDE, g]
    first = marginal_at(tables, settings, g, low)
    high = issue_effort(tables, settings, g, first)
    if high <= low or first == marginal_at(tables, settings, g, high):
        return Bracket(high, high, 0.0, 0.0, 0)
    if first < STEEPEST:
        return Bracket(low, high, high - low, -missing_effort(tables, settings, g, high), 0)
    high = tables.issues[Issue.SCALE, g]
    above = below = missing_effort(tables, settings, g, high)
    while below > 0.0:
        low, above, high = high, below, FACTOR * high
        below = missing_effort(tables, settings, g, high)
    while low == 0.0:
        lower = high / FACTOR
        above = missing_effort(tables, settings, g, lower)
        if above > 0.0:
            low = lower
        else:
            high, below = lower, above
    if above <= 0.0:
        above = missing_effort(tables, settings, g, low)
    return Bracket(low, high, above, -below, 0)


def price_of_jump(tables: Tables, settings: Floats, g: int, effort: float, less: float, more: float) -> float:
    """Return the b' between two neighbours at which everybody's effort jumps across ``effort``."""
    for _ in range(STEPS):
        middle = 0.5 * (less + more)
        if not less < middle < more:
            break
        if issue_effort(tables, settings, g, middle) < effort:
            less = middle
        else:
            more = middle
    return more / (1.0 - INDIFFERENT) if int(settings[Setting.COST]) == Cost.LINEAR else more


def set_part(tables: Tables, settings: Floats, g: int, effort: float, marginal: float) -> None:
    """Write which part of their most the indifferent make, so that everybody's effort adds up to ``effort``."""
    tables.issues[Issue.PART, g] = 0.0
    below = effort - issue_effort(tables, settings, g, marginal)
    tables.issues[Issue.PART, g] = 1.0
    above = issue_effort(tables, settings, g, marginal) - effort
    if below <= 0.0 or above <= 0.0:
        tables.issues[Issue.PART, g] = 0.0 if below <= 0.0 else 1.0
        return
    around = Bracket(0.0, 1.0, below, above, 0)
    for step in range(STEPS):
        part = guess_between(around, step)
        tables.issues[Issue.PART, g] = part
        missing = effort - issue_effort(tables, settings, g, marginal)
        if abs(missing) <= EXACTNESS * effort or not is_open(around, part):
            return
        around = narrowed(around, part, missing)


def guess_by_price(tables: Tables, settings: Floats, g: int, around: Bracket, step: int) -> float:
    """Return the total effort to look at next: where what is made at b'(E), taken as a line in b', meets E.

    Efforts are such lines where costs are quadratic and no corner binds, so that one look is enough there. Every fourth
    step halves, so that a jump is found as well.
    """
    low, high = marginal_at(tables, settings, g, around.low), marginal_at(tables, settings, g, around.high)
    if not low > high or step % 4 == 3:
        return guess_between(around, step)
    made = around.high - around.below
    slope = (around.low + around.above - made) / (low - high)
    line = around
    for inner in range(STEPS):
        middle = guess_between(line, inner)
        if not is_open(line, middle):
            break
        missing = made + slope * (marginal_at(tables, settings, g, middle) - high) - middle
        if abs(missing) <= EXACTNESS * line.high:
            return middle
        line = narrowed(line, middle, missing)
    return line.high


def rounding(tables: Tables) -> float:
    """Return the part of a sum over all actors that counts as nothing: what is lost by rounding as it is added up."""
    return EXACTNESS * math.sqrt(tables.actors.shape[1])


def settled_between(tables: Tables, settings: Floats, g: int, around: Bracket) -> tuple[float, float]:
    """Return (E, b'(E)) at rest between two efforts, at the lower of which more would be made, at the higher less."""
    for step in range(STEPS):
        middle = guess_by_price(tables, settings, g, around, step)
        if not is_open(around, middle):
            break
        marginal = marginal_at(tables, settings, g, middle)
        missing = issue_effort(tables, settings, g, marginal) - middle
        if abs(missing) <= rounding(tables) * around.high:
            return middle, marginal
        around = narrowed(around, middle, missing)
    less, more = marginal_at(tables, settings, g, around.high), marginal_at(tables, settings, g, around.low)
    marginal = price_of_jump(tables, settings, g, around.high, less, more)
    effort = around.high
    if int(settings[Setting.COST]) == Cost.LINEAR and less > 0.0:
        shape, scale = int(settings[Setting.BENEFIT]), tables.issues[Issue.SCALE, g]
        effort = effort_at_marginal(shape, marginal, scale, settings[Setting.OFFSET])
    set_part(tables, settings, g, effort, marginal)
    return effort, marginal
