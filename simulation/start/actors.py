"""The actors of a world: resources, positions and openness from the roster; shares and defaults from the scenario."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Issue, Portfolio
from simulation.core.randomness import identity
from simulation.parameters import Scenario
from simulation.parameters.own_issues import own_issues
from simulation.roster import Roster
from simulation.rules.conflict import capability
from simulation.rules.giving import giving_habit
from simulation.rules.influence import kept_from_mean
from simulation.rules.transfers import neediness
from simulation.rules.valuation import stake_of_city
from simulation.start.motives import fill_scores


def less_luck(scenario: Scenario, position: Floats) -> Floats:
    """Return where positions return to, shape of position: nearer the mean, as part of where they are is luck."""
    norms = scenario.norms
    kept = kept_from_mean(norms.spread, norms.return_rate + norms.friends, float(position.var()))
    mean = float(position.mean())
    base: Floats = mean + kept * (position - mean)
    return base


def actor_columns(scenario: Scenario, roster: Roster) -> Floats:
    """Return the table of actors, shape (columns of Actor, N)."""
    table = np.zeros((len(Actor), roster.n_actors))
    by_kind = roster.kind
    states = by_kind == Kind.STATE
    payoff = scenario.payoff
    table[Actor.IDENTITY] = [identity(name) for name in roster.ids]
    table[Actor.KIND] = by_kind
    table[Actor.HOME] = roster.home
    table[Actor.CAPACITY] = np.take(scenario.capacity.in_order(), by_kind) * roster.resources
    table[Actor.SECURITY_CAPACITY] = roster.security_resources
    table[Actor.OPENNESS] = roster.democracy
    table[Actor.POSITION] = np.where(states, 1.0, payoff.position_shrink) * roster.position
    effectiveness = np.take(scenario.production.effectiveness.in_order(), by_kind)
    openness_gain = np.where(states, 0.0, scenario.production.openness_effect) * roster.democracy
    table[Actor.EFFECTIVENESS] = effectiveness * (1.0 + openness_gain)
    emitted = roster.emissions.sum()
    table[Actor.RESPONSIBILITY] = roster.emissions / emitted if emitted > 0.0 else 0.0
    table[Actor.BASE_POSITION] = table[Actor.POSITION]
    if scenario.norms.spread > 0.0:
        table[Actor.BASE_POSITION, states] = less_luck(scenario, table[Actor.POSITION, states])
    table[Actor.TRUST] = scenario.relations.trust_start
    table[Actor.BARGAINING] = table[Actor.NOISE] = table[Actor.RECIPROCITY] = 1.0
    table[Actor.OWN_COST] = payoff.c0
    table[Actor.POLE] = table[Actor.ALIGNED] = -1.0
    economy, military = roster.resources * states, roster.security_resources * states
    table[Actor.CAPABILITY] = [
        capability(a, b) for a, b in zip(parts_of_sum(economy), parts_of_sum(military), strict=True)
    ]
    table[Actor.TRADE] = scenario.clubs.exports * economy
    with np.errstate(divide="ignore", invalid="ignore"):
        income = 1e9 * roster.resources / roster.population
    line, steepness = payoff.beneficiary_income, payoff.beneficiary_steepness
    table[Actor.NEEDY] = [
        neediness(each, line, steepness) if is_state else 0.0
        for each, is_state in zip(income.tolist(), states.tolist(), strict=True)
    ]
    table[Actor.ABILITY] = table[Actor.CAPACITY]
    table[Actor.ATTENTION] = 1.0
    table[Actor.AID] = roster.aid
    fill_scores(scenario, roster, table)
    return table


def parts_of_sum(values: Floats) -> Floats:
    """Return values as parts of their sum; zeros where there is none."""
    total = values.sum()
    parts: Floats = values / total if total > 0.0 else np.zeros_like(values)
    return parts


def portfolio_columns(scenario: Scenario, roster: Roster, issues: Floats) -> Floats:
    """Return the table of actors by issue, shape (columns of Portfolio, G, N): stakes, needs, missions."""
    table = np.zeros((len(Portfolio), len(roster.issues), roster.n_actors))
    threats = list(roster.threats)
    weight = issues[Issue.ECONOMY, threats, None]
    stakes = weight * roster.economic_exposure.T + (1.0 - weight) * roster.human_exposure.T
    shares = _shares(stakes)
    _give_cities_their_stakes(roster, shares)
    table[Portfolio.STAKE, threats] = shares
    table[Portfolio.NEED, threats] = _shares(roster.human_exposure.T)
    table[Portfolio.MISSION] = roster.interests.T
    states = roster.kind == Kind.STATE
    table[Portfolio.MISSION][:, states] = _state_missions(scenario, roster, issues, table[Portfolio.STAKE][:, states])
    table[Portfolio.GENEROSITY] = 1.0
    table[Portfolio.GENEROSITY][:, states] = _generosity(scenario, roster, table[Portfolio.MISSION][:, states])
    return table


def _generosity(scenario: Scenario, roster: Roster, missions: Floats) -> Floats:
    """Return the habits of givers, shape (G, states).

    Published aid, or a flat share of income, against the mean over states; the mean mission against the own one.
    Means are weighted by income, so that all states together give what they would have given by size and stake.
    """
    states = roster.kind == Kind.STATE
    income, aid = parts_of_sum(roster.resources[states]), roster.aid[states]
    shares = np.where(aid > 0.0, aid, scenario.giving.outside)
    mean, strength = float(shares @ income), scenario.giving.habit
    return np.array(
        [
            [giving_habit(share, mean, own, common, strength) for share, own in zip(shares, row.tolist(), strict=True)]
            for row, common in zip(missions, (missions @ income).tolist(), strict=True)
        ]
    )


def _give_cities_their_stakes(roster: Roster, stakes: Floats) -> None:
    """Write each city's part of its home's stakes, by people; ``stakes`` has shape (threats, N)."""
    cities = np.flatnonzero(roster.kind == Kind.CITY)
    home = roster.home[cities]
    people, of_home = roster.population[cities].tolist(), roster.population[home].tolist()
    for row in stakes:
        row[cities] = [stake_of_city(*each) for each in zip(row[home].tolist(), people, of_home, strict=True)]


def _shares(values: Floats) -> Floats:
    """Return rows scaled to sum 1; a row of zeros stays as it is."""
    sums = values.sum(axis=1, keepdims=True)
    return np.divide(values, sums, out=np.zeros_like(values), where=sums > 0.0)


def _state_missions(scenario: Scenario, roster: Roster, issues: Floats, stakes: Floats) -> Floats:
    """Return missions of states, shape (G, states): fixed club shares, the rest by stake x worth x need."""
    missions = np.zeros_like(stakes)
    threats = list(roster.threats)
    own = {issue.id: issue for issue in own_issues(scenario)}
    for k, name in enumerate(roster.issues):
        if k not in threats:
            missions[k] = own[name].share if name in own else getattr(scenario.club_shares, name)
    pull = stakes * (issues[Issue.WORTH] * issues[Issue.NEED])[:, None]
    sums = pull.sum(axis=0)
    left = 1.0 - missions.sum(axis=0)
    missions[threats] = np.divide(left * pull, sums, out=np.zeros_like(pull), where=sums > 0.0)[threats]
    return missions
