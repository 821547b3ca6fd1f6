"""The state at the start, put together; what does not depend on the seed is built once for a scenario."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from simulation.core.codes import ISSUES, MOST_POLES, THREATS, Kind
from simulation.core.columns import (
    N_WHY,
    Actor,
    Floats,
    Globals,
    Membership,
    Partnership,
    Pole,
    Portfolio,
    Tables,
    War,
)
from simulation.core.numba.compiling import compiled
from simulation.decision.payoff import N_TERMS, PACT, RIVALRY
from simulation.decision.seats import enter, leave
from simulation.measures.outcomes import measures_of
from simulation.mechanisms import measuring
from simulation.parameters import Scenario
from simulation.parameters.own_issues import own_issues, own_measured
from simulation.roster import Roster
from simulation.start.actors import actor_columns, portfolio_columns
from simulation.start.giving import draw_donors
from simulation.start.growth import growth_table, remember_actors, remember_issues
from simulation.start.intercepts import fill_intercepts
from simulation.start.issues import issue_columns
from simulation.start.matching import match_start, take_stock
from simulation.start.memory import copied
from simulation.start.motives import distances_between, fill_remoteness
from simulation.start.names import roster_of
from simulation.start.partnerships import count_leads, membership_columns, needs_of_all, partnership_columns
from simulation.start.peers import fill_groups, fill_standings, table_of_peers
from simulation.start.policy import date_table, policy_tables, usual_levers, withdrawal_table
from simulation.start.seating import (
    complete_lists,
    mark_founders,
    missing_members,
    odds_of_membership,
    only_unknown,
    seat_listed,
)
from simulation.start.settings import settings_array
from simulation.start.wars import war_table

KEPT = 16
"""Starts that are kept for the next history, and as many that scenarios share whose policies differ."""


POLITICS = ("us", "powers", "stances", "elections", "withdrawals")
"""Sections of a scenario that say nothing of the start: what they say begins with the first quarter."""


@dataclass(frozen=True)
class Start:
    """What all histories of a scenario share: tables with the listed members, and the odds of the missing ones."""

    scenario: Scenario
    roster: Roster
    settings: Floats
    tables: Tables
    missing: Floats
    odds: Floats
    observed: Floats


_STARTS: OrderedDict[str, Start] = OrderedDict()
_SETTLED: OrderedDict[str, Start] = OrderedDict()


def dyad_rows(roster: Roster, actors: Floats) -> Floats:
    """Return partner, type and strength, both ways, sorted by actor; write where each actor's begin."""
    rows = [(a, b, RIVALRY) for a, b in roster.rivalries] + [(a, b, PACT) for a, b in roster.pacts]
    both = np.array(rows + [(b, a, kind) for a, b, kind in rows], dtype=np.float64).reshape(-1, 3)
    both = np.column_stack([both, np.ones(len(both))])
    both = both[np.lexsort((both[:, 2], both[:, 1], both[:, 0]))]
    first = np.searchsorted(both[:, 0], np.arange(roster.n_actors + 1))
    actors[Actor.DYADS_FROM] = first[:-1]
    actors[Actor.DYADS_TO] = first[1:]
    return np.ascontiguousarray(both[:, 1:])


def empty_tables(scenario: Scenario, roster: Roster) -> Tables:
    """Return the tables of a world before anybody is seated."""
    issues = issue_columns(scenario)
    actors = actor_columns(scenario, roster)
    partnerships = partnership_columns(scenario, roster)
    count_leads(partnerships, actors)
    fill_standings(scenario, roster, actors)
    peers = table_of_peers(actors, fill_groups(roster, actors), partnerships.shape[1])
    levers = usual_levers(scenario, roster)
    policy, holders = policy_tables(scenario, roster, actors, levers)
    world = np.zeros(len(Globals))
    world[Globals.TENSION] = scenario.shocks.tension_start
    world[Globals.USA] = roster.ids.index("USA") if "USA" in roster.ids else -1
    world[Globals.ROWS] = roster.n_partnerships
    world[Globals.TRADE] = actors[Actor.TRADE].sum()
    world[Globals.UNIVERSAL] = scenario.relations.universal
    world[Globals.POSITION_SPREAD] = np.var(roster.position[: roster.n_states])
    distances = distances_between(scenario, roster)
    fill_remoteness(actors, distances)
    wars = war_table(scenario, roster)
    world[Globals.WARS] = world[Globals.WARS_FIRST] = wars[War.ACTIVE].sum()
    poles = np.full((len(Pole), MOST_POLES), -1.0)
    poles[Pole.PRESSURE] = 0.0
    portfolios = portfolio_columns(scenario, roster, issues)
    remember_actors(roster, actors, portfolios)
    memberships = membership_columns(partnerships, actors, roster)
    partnerships[Partnership.NEEDS] = needs_of_all(memberships, portfolios, partnerships[Partnership.ISSUE])
    return Tables(
        actors=actors,
        levers=levers,
        portfolios=portfolios,
        partnerships=partnerships,
        memberships=memberships,
        seats=np.zeros((roster.n_actors, partnerships.shape[1] + 1)),
        peers=peers,
        issues=issues,
        globals=world,
        dyads=dyad_rows(roster, actors),
        borders=roster.borders.astype(np.float64).reshape(-1, 2),
        distances=distances.copy(),
        poles=poles,
        exposures=np.zeros((MOST_POLES, roster.n_actors)),
        wars=wars,
        gains=np.zeros((0, 0)),
        losses=np.zeros((0, 0)),
        likings=np.zeros((0, 0)),
        policy=policy,
        holders=holders,
        withdrawals=withdrawal_table(scenario, roster),
        dates=date_table(roster),
        growth=growth_table(scenario, roster),
        purses=np.zeros((policy.shape[0], 0)),
        outcomes=np.zeros((policy.shape[0], len(measures_of(own_measured(scenario))))),
        why=np.zeros((1, N_WHY + N_TERMS)),
    )


def without_policy(scenario: Scenario) -> Scenario:
    """Return a scenario in which nobody has a policy: policies begin after the start, which is the same for all."""
    plain = Scenario()
    return scenario.model_copy(update={name: getattr(plain, name) for name in POLITICS})


def _with_policy(settled: Start, scenario: Scenario) -> Start:
    """Return a start with the policies, elections and withdrawals of its scenario."""
    roster, tables = settled.roster, settled.tables
    actors = tables.actors.copy()
    policy, holders = policy_tables(scenario, roster, actors, tables.levers)
    tables = tables._replace(
        actors=actors, policy=policy, holders=holders, withdrawals=withdrawal_table(scenario, roster)
    )
    return replace(settled, scenario=scenario, settings=settings_array(scenario), tables=tables)


def _settle(scenario: Scenario) -> Start:
    roster = roster_of(scenario)
    settings = settings_array(scenario)
    tables = empty_tables(scenario, roster)
    observed = np.zeros(len(roster.issues))
    observed[: len(THREATS)] = scenario.threats.column("observed_coverage")
    observed[len(ISSUES) :] = [issue.observed_coverage for issue in own_issues(scenario)]
    mark_founders(tables, roster)
    compiled(seat_listed)(tables, roster.members.astype(np.float64))
    match_start(tables, settings, observed)
    missing = missing_members(scenario, roster)
    odds = np.zeros((roster.n_partnerships, roster.n_actors))
    compiled(odds_of_membership)(tables, settings, missing, odds)
    only_unknown(roster, odds)
    _solve_intercepts(tables, settings, roster, observed, missing, odds)
    if scenario.roster.start != "lists":
        _seat_few(tables, roster, with_founders=scenario.roster.start == "founders")
        missing = np.zeros_like(missing)
    return Start(scenario, roster, settings, tables, missing, odds, observed)


def _solve_intercepts(
    tables: Tables, settings: Floats, roster: Roster, observed: Floats, missing: Floats, odds: Floats
) -> None:
    """Write how many each partnership is made for, with partial lists completed by the likeliest members."""
    whole = Tables(*map(copied, tables))
    compiled(complete_lists)(whole, 0, missing, odds, False)
    match_start(whole, settings, observed)
    take_stock(whole)
    compiled(fill_intercepts)(whole, settings, roster.published[:, Kind.STATE].copy())
    tables.partnerships[Partnership.INTERCEPT] = whole.partnerships[Partnership.INTERCEPT]


def _seat_few(tables: Tables, roster: Roster, *, with_founders: bool) -> None:
    """Unseat everybody but leads, and founders if they are wanted: the world begins nearly empty."""
    listed = {(int(i), int(p)) for i, p in roster.members}
    leads = {(i, p) for p, rows in enumerate(roster.leads) for i in rows if p not in roster.begins}
    founders = {(i, p) for i, p in listed if tables.memberships[Membership.FOUNDER, p, i] > 0.0}
    wanted = leads | founders if with_founders else leads
    for i, p in sorted(listed - wanted):
        leave(tables, p, i)
    for i, p in sorted(wanted - listed):
        enter(tables, p, i)


def start_of(scenario: Scenario) -> Start:
    """Return the shared start of a scenario, built on first use and kept for the next history."""
    return _kept(_STARTS, scenario, lambda: _with_policy(_settled(scenario), scenario))


def _settled(scenario: Scenario) -> Start:
    plain = without_policy(scenario)
    return _kept(_SETTLED, plain, lambda: _settle(plain))


def _kept(starts: OrderedDict[str, Start], scenario: Scenario, build: Callable[[], Start]) -> Start:
    digest = scenario.digest
    if digest not in starts:
        starts[digest] = build()
        while len(starts) > KEPT:
            starts.popitem(last=False)
    return starts[digest]


def tables_of_history(start: Start, seed: int, why: int = 0) -> Tables:
    """Return fresh tables of one history: lists completed by its luck, start matched, first row measured.

    ``why`` is the number of decisions that the log has room for.
    """
    tables = Tables(*map(copied, start.tables))
    tables = tables._replace(why=np.zeros((why + 1, tables.why.shape[1])))
    compiled(draw_donors)(tables, start.settings, seed)
    compiled(complete_lists)(tables, seed, start.missing, start.odds, True)
    match_start(tables, start.settings, start.observed)
    take_stock(tables)
    remember_issues(tables, start.settings)
    for counter in measuring.COUNTERS:
        tables.globals[counter] = 0.0
    measuring.PHASE.run(tables, start.settings, seed, 0)
    tables.portfolios[Portfolio.PAID] = 0.0
    return tables
