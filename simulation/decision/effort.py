"""Total effort on an issue in an imagined world, settled anew.

In runs actors expect last quarter's effort and count only what changes by the imagined membership (one best-reply
step). In games the efforts of everybody settle first: total effort E solves ``E = R + sum of efforts at b'(E)``,
whose right side falls in E, so that there is one solution.
"""

from __future__ import annotations

from simulation.core.codes import Response
from simulation.core.columns import Actor, Floats, Globals, Issue, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.coalition import imagine_coalition
from simulation.decision.outside_option import NOBODY, alone_effort, ties_on_issue
from simulation.rules.benefit import marginal_benefit

STEPS = 200
EXACTNESS = 1e-15
"""Part of the largest possible effort that counts as nothing."""


def marginal_at(tables: Tables, settings: Floats, g: int, effort: float) -> float:
    """Return b'(E) of the issue's benefit."""
    return marginal_benefit(
        int(settings[Setting.BENEFIT]), effort, tables.issues[Issue.SCALE, g], settings[Setting.OFFSET]
    )


def expected_effort(tables: Tables, settings: Floats, g: int) -> float:
    """Return the total effort E that actors expect on issue g: last quarter's, or in games that at rest [US$bn/yr]."""
    if int(settings[Setting.RESPONSE]) == Response.LAGGED:
        return tables.issues[Issue.EFFORT, g] + tables.issues[Issue.OUTSIDE, g]
    return settled_effort(tables, settings, g, NOBODY, NOBODY, False)


def issue_effort(
    tables: Tables, settings: Floats, g: int, p: int, changed: int, inside: bool, marginal: float
) -> float:
    """Return the effective effort of everybody on issue g at a given b', in every partnership and alone [US$bn/yr]."""
    effective = 0.0
    for q in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, q] > 0.0 and int(tables.partnerships[Partnership.ISSUE, q]) == g:
            who = changed if q == p else NOBODY
            output, _, _, _ = imagine_coalition(tables, settings, q, who, inside and q == p, NOBODY, marginal, False)
            effective += output
    for j in range(tables.actors.shape[1]):
        if ties_on_issue(tables, p, g, j, changed, inside) == 0.0:
            alone = alone_effort(tables, settings, g, j, marginal)
            effective += settings[Setting.UNILATERAL] * tables.actors[Actor.EFFECTIVENESS, j] * alone
    return effective


def settled_effort(tables: Tables, settings: Floats, g: int, p: int, changed: int, inside: bool) -> float:
    """Return total effort E [US$bn/yr] at which everybody's effort answers b'(E): the imagined world at rest.

    The root is found by false position, the stale end halved (Adapted [dowell1971]: one step where answers are linear).
    """
    outside = tables.issues[Issue.OUTSIDE, g]
    low = outside
    first = marginal_at(tables, settings, g, low)
    above = issue_effort(tables, settings, g, p, changed, inside, first)
    high = outside + above
    last = marginal_at(tables, settings, g, high)
    if first == last:
        return high
    below = high - outside - issue_effort(tables, settings, g, p, changed, inside, last)
    for _ in range(STEPS):
        middle = low + (high - low) * above / (above + below)
        if not low < middle < high:
            return middle
        marginal = marginal_at(tables, settings, g, middle)
        missing = outside + issue_effort(tables, settings, g, p, changed, inside, marginal) - middle
        if abs(missing) <= EXACTNESS * high:
            return middle
        if missing > 0.0:
            low, above, below = middle, missing, 0.5 * below
        else:
            high, below, above = middle, -missing, 0.5 * above
    return 0.5 * (low + high)
