"""How a state's government stands with its voters: results that can be shown, burdens compared with others', war."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Tables
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.rules.politics import approval, approval_of_half, beyond_share, enforcement


def results_shown(tables: Tables, i: int) -> float:
    """Return the mean output legitimacy of the partnerships in which i pays, by what it pays; 0 where it pays none."""
    paid, shown = 0.0, 0.0
    for k in range(1, int(tables.seats[i, 0]) + 1):
        p = int(tables.seats[i, k])
        delivered = tables.memberships[Membership.DELIVERED, p, i]
        paid += delivered
        shown += delivered * tables.partnerships[Partnership.OUTPUT_LEGITIMACY, p]
    return shown / paid if paid > 0.0 else 0.0


def burdens_of(tables: Tables, i: int) -> tuple[float, float]:
    """Return by how many times i's shares of effort and of enforcement exceed its share of income, over states."""
    effort, own_effort, order, own_order, incomes = 0.0, 0.0, 0.0, 0.0, 0.0
    for j in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, j]) == Kind.STATE:
            spent = tables.actors[Actor.HOSTING, j]
            for g in range(tables.issues.shape[1]):
                spent += tables.portfolios[Portfolio.DELIVERED, g, j]
            effort += spent
            enforced = enforcement(tables.actors[Actor.SECURITY_CAPACITY, j], tables.levers[Lever.PRESSURE, j])
            order += enforced
            incomes += tables.actors[Actor.INCOME, j]
            if j == i:
                own_effort, own_order = spent, enforced
    fair = tables.actors[Actor.INCOME, i] / incomes if incomes > 0.0 else 0.0
    paying = beyond_share(own_effort / effort, fair) if effort > 0.0 else 0.0
    policing = beyond_share(own_order / order, fair) if order > 0.0 else 0.0
    return paying, policing


def approval_of_halves(tables: Tables, settings: Floats, i: int) -> tuple[float, float]:
    """Return how i's government stands with those averse to paying, and to policing, as log-odds of being kept."""
    paying, policing = burdens_of(tables, i)
    results = settings[Setting.VOTE_RESULTS] * results_shown(tables, i)
    war = settings[Setting.VOTE_WAR] * tables.actors[Actor.ALARM, i]
    return (
        approval_of_half(results, settings[Setting.VOTE_PAYER] * paying, war),
        approval_of_half(results, settings[Setting.VOTE_POLICEMAN] * policing, war),
    )


def approval_of(tables: Tables, settings: Floats, i: int) -> float:
    """Return how i's government stands with its voters, both halves, as log-odds of being kept."""
    payers, policing = approval_of_halves(tables, settings, i)
    return approval(payers, policing)


def remember_approval(tables: Tables, settings: Floats) -> None:
    """Write how governments stand with their voters at the start, from which history's odds are moved."""
    for i in range(tables.actors.shape[1]):
        if tables.actors[Actor.TERMS, i] > 0.0:
            tables.actors[Actor.APPROVED, i] = approval_of(tables, settings, i)
