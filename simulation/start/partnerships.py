"""The partnerships of a world: attributes from the roster, strengths from the scenario."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import BurdenRule
from simulation.core.columns import Actor, Floats, Ints, Membership, Partnership, Portfolio
from simulation.core.randomness import identity
from simulation.parameters import Scenario
from simulation.roster import Roster
from simulation.roster.coding import CODED_OTHERWISE
from simulation.rules.burden_sharing import is_shared
from simulation.rules.founding import agreed_ambition


def partnership_columns(scenario: Scenario, roster: Roster) -> Floats:
    """Return the table of partnerships, shape (columns of Partnership, P), still without members."""
    slots = scenario.founding.slots
    table = np.zeros((len(Partnership), roster.n_partnerships))
    payoff = scenario.payoff
    is_club = ~np.isin(roster.issue, roster.threats)
    for target, values in (
        (Partnership.IDENTITY, [identity(name) for name in roster.partnership_ids]),
        (Partnership.ISSUE, roster.issue),
        (Partnership.ADMISSION, roster.admission),
        (Partnership.CONSENT, roster.consent),
        (Partnership.CONCRETENESS, roster.concreteness),
        (Partnership.BINDING, roster.binding),
        (Partnership.TRANSPARENCY, roster.transparency),
        (Partnership.EXCLUSIVITY, roster.exclusivity),
        (Partnership.FOUNDED, roster.founded),
        (Partnership.LEAD, [leads[0] if leads else -1 for leads in roster.leads]),
    ):
        table[target] = values
    table[Partnership.ALIVE] = 1.0
    awaited = list(roster.begins)
    table[Partnership.ALIVE, awaited] = 0.0
    table[Partnership.AWAITED, awaited] = 1.0
    table[Partnership.LEAD, awaited] = -1.0
    table[Partnership.RULE] = np.where(is_club, BurdenRule.QUANTITY, _rules(scenario, roster))
    table[Partnership.AMBITION] = _ambition(scenario, table)
    table[Partnership.TARGET] = payoff.quota
    for target, stated in ((Partnership.AMBITION, roster.ambition), (Partnership.TARGET, roster.target)):
        table[target, list(stated)] = list(stated.values())
    donors_only = np.array([role == "donors" for role in roster.roster_role], dtype=bool)
    table[Partnership.DONORS_ONLY] = donors_only
    table[Partnership.RECIPIENTS] = roster.recipients
    aid = np.where(donors_only, 0.0, payoff.excludable_share)
    table[Partnership.EXCLUDABLE] = np.where(
        is_club, payoff.club_share, np.where(roster.recipients, aid, roster.exclusivity)
    )
    table[Partnership.PRODUCTIVITY] = 1.0
    table[Partnership.RELIABILITY] = 1.0
    table[Partnership.OUTPUT_LEGITIMACY] = scenario.legitimacy.start * roster.concreteness
    table[Partnership.FOUNDER] = -1.0
    for name in scenario.clubs.levied_by:
        if name in roster.partnership_ids:
            table[Partnership.LEVIES, roster.partnership_ids.index(name)] = 1.0
    free = np.zeros((len(Partnership), slots))
    free[Partnership.LEAD] = free[Partnership.FOUNDER] = -1.0
    return np.concatenate([table, free], axis=1)


def _rules(scenario: Scenario, roster: Roster) -> Ints:
    """Return the rule of every partnership, as the scenario reads published ways of sharing the burden."""
    otherwise = CODED_OTHERWISE[scenario.roster.burden]
    rules = [
        int(rule if p in roster.rules_named else otherwise.get(BurdenRule(rule), rule))
        for p, rule in enumerate(roster.rule.tolist())
    ]
    return np.array(rules, dtype=np.int64)


def _ambition(scenario: Scenario, table: Floats) -> Floats:
    """Return rho of priced rules or the share of shared ones; what can be held to results promises less."""
    rules = table[Partnership.RULE]
    stated = np.where([is_shared(int(rule)) for rule in rules], scenario.payoff.assessed, scenario.payoff.ambition)
    shallowness = scenario.payoff.shallowness
    agreed = [agreed_ambition(a, shallowness, c) for a, c in zip(stated, table[Partnership.CONCRETENESS], strict=True)]
    return np.array(agreed)


def membership_columns(partnerships: Floats, actors: Floats, roster: Roster) -> Floats:
    """Return the table of memberships, shape (columns of Membership, P, N): who may receive, nobody seated yet.

    A deal made for named states serves them, however rich; other platforms serve whoever is in need, by degree.
    """
    table = np.zeros((len(Membership), partnerships.shape[1], actors.shape[1]))
    serves = (partnerships[Partnership.RECIPIENTS] > 0.0) & (partnerships[Partnership.DONORS_ONLY] == 0.0)
    table[Membership.BENEFICIARY] = np.outer(serves, actors[Actor.NEEDY])
    for p, named in enumerate(roster.named_recipients):
        if named and serves[p]:
            table[Membership.BENEFICIARY, p] = 0.0
            table[Membership.BENEFICIARY, p, list(named)] = table[Membership.NAMED, p, list(named)] = 1.0
    return table


def needs_of_all(memberships: Floats, portfolios: Floats, issues: Floats) -> Floats:
    """Return the need of all who may receive from each partnership, seated or not, shape (P,); the named are alike."""
    need = np.where(memberships[Membership.NAMED] > 0.0, 1.0, portfolios[Portfolio.NEED][issues.astype(int)])
    needs: Floats = (memberships[Membership.BENEFICIARY] * need).sum(axis=1)
    return needs


def count_leads(partnerships: Floats, actors: Floats) -> None:
    """Write how many partnerships each actor leads."""
    for lead in partnerships[Partnership.LEAD].astype(int):
        if lead >= 0:
            actors[Actor.LEADS, lead] += 1.0
