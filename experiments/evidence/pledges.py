"""P3: who gives how much, given who gives: the engine's own pledging against published rounds.

A partnership's members are made those that gave in a round; everybody else sits as listed, and partial lists are
completed by the likeliest. What the burden-sharing rule then asks of each is held against what was pledged. Expected
pledges leave donors' own effects out; the spread of gifts is that of histories, which draw them.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from simulation.core.codes import Kind
from simulation.core.columns import Membership, Tables
from simulation.core.numba.compiling import compiled
from simulation.decision.seats import reseat
from simulation.mechanisms import attention, pledging, summing
from simulation.parameters import Scenario, load_scenario
from simulation.start.build import Start, start_of
from simulation.start.giving import draw_donors
from simulation.start.seating import complete_lists

Floats = npt.NDArray[np.float64]

LEAST_GIVERS = 8
"""States that a round needs for its order to be told from luck."""
HISTORIES = 40
BOOKS = (attention.PHASE, summing.PHASE, pledging.PHASE)


class Round(NamedTuple):
    """What states pledged to a partnership in one round.

    Attributes
    ----------
    partnership, round : str
        Id of the partnership and name of the round.
    p : int
        Row of the partnership.
    givers : list of int
        Rows of the states that gave.
    pledged : float64[givers]
        Their pledges [US$bn].
    """

    partnership: str
    round: str
    p: int
    givers: list[int]
    pledged: Floats


def rounds_of(start: Start) -> list[Round]:
    """Return the published rounds with enough givers among states, in the order of the table."""
    roster, found = start.roster, []
    for (p, name), items in groupby(roster.pledges, key=lambda item: (item.partnership, item.round)):
        gifts = {item.actor: item.pledged for item in items if roster.kind[item.actor] == Kind.STATE and item.pledged}
        if len(gifts) >= LEAST_GIVERS:
            found.append(Round(roster.partnership_ids[p], name, p, list(gifts), np.array(list(gifts.values()))))
    return found


def listed_world(scenario: Scenario | None = None) -> tuple[Start, Tables]:
    """Return the start of a scenario, today's by default, and its tables with partial lists completed."""
    start = start_of(load_scenario("today") if scenario is None else scenario)
    tables = Tables(*map(np.copy, start.tables))
    compiled(complete_lists)(tables, 0, start.missing, start.odds, False)
    return start, tables


def pledges_of_members(start: Start, tables: Tables, p: int, members: list[int], seed: int | None = None) -> Floats:
    """Return what each member of p pledges if these are its members, in their order [US$bn/yr].

    Parameters
    ----------
    start : Start
        Whose settings hold.
    tables : Tables
        The world in which they pledge; it is left as it is.
    p : int
        Row of the partnership.
    members : list of int
        Rows of the actors that are in, and nobody else.
    seed : int, optional
        History whose luck sets donors apart; without one every donor is as its habit says.
    """
    world = Tables(*map(np.copy, tables))
    if seed is not None:
        compiled(draw_donors)(world, start.settings, seed)
    reseat(world, p, np.array(members, dtype=np.float64), len(members))
    for phase in BOOKS:
        phase.run(world, start.settings, 0, 0)
    return np.asarray(world.memberships[Membership.PLEDGED, p, members])


def spread(pledges: Floats, incomes: Floats) -> float:
    """Return the standard deviation of ln(pledge / GDP) over givers."""
    given = pledges > 0.0
    return float(np.log(pledges[given] / incomes[given]).std())


def order_agrees(one: Floats, other: Floats) -> float:
    """Return Spearman's rank correlation."""
    return float(pd.Series(one).corr(pd.Series(other), method="spearman"))


def p3_scores(scenario: Scenario | None = None) -> pd.DataFrame:
    """Return one row a round: givers, rank correlations with real pledges, and spreads of ln(pledge / GDP).

    Columns: ``spearman`` of expected pledges and ``gdp`` of GDP; ``spread`` over donors as habits say, ``spread_drawn``
    its mean over histories with donors' own effects, ``real``, and ``ratio`` of the drawn to the real one.
    """
    start, tables = listed_world(scenario)
    rows = []
    for name, number, p, givers, pledged in rounds_of(start):
        incomes = start.roster.resources[givers]
        expected = pledges_of_members(start, tables, p, givers)
        drawn = [spread(pledges_of_members(start, tables, p, givers, seed), incomes) for seed in range(HISTORIES)]
        real = spread(pledged, incomes)
        rows.append(
            {
                "partnership": name,
                "round": number,
                "givers": len(givers),
                "spearman": order_agrees(expected, pledged),
                "gdp": order_agrees(incomes, pledged),
                "spread": spread(expected, incomes),
                "spread_drawn": float(np.mean(drawn)),
                "real": real,
                "ratio": float(np.mean(drawn)) / real,
            }
        )
    return pd.DataFrame(rows)


def p3_pledges(scenario: Scenario | None = None) -> pd.DataFrame:
    """Return one row a giver and round: its real and expected shares of what the round's givers pledged."""
    start, tables = listed_world(scenario)
    rows = []
    for name, number, p, givers, pledged in rounds_of(start):
        expected = pledges_of_members(start, tables, p, givers)
        for i, real, share in zip(givers, pledged / pledged.sum(), expected / expected.sum(), strict=True):
            rows.append(
                {
                    "partnership": name,
                    "round": number,
                    "actor": start.roster.ids[i],
                    "real_share": float(real),
                    "expected_share": float(share),
                }
            )
    return pd.DataFrame(rows)
