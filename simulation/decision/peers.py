"""Following others: what an actor's peers, of its home or its industry, do about a partnership."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Membership, Tables
from simulation.core.settings import Setting
from simulation.rules.peers import pull_of_peers, share_of_all

NO_GROUP = 0
GROUPS = (Actor.PEERS_KIND, Actor.PEERS_HOME, Actor.PEERS_INDUSTRY)


def count_among_peers(tables: Tables, p: int, i: int, sign: float) -> None:
    """Count i in (sign 1) or out (sign -1) among the members of p in its groups of peers."""
    for column in GROUPS:
        group = int(tables.actors[column, i])
        if group != NO_GROUP:
            tables.peers[p, group] += sign


def peers_in(tables: Tables, p: int, column: int, i: int, changed: int, inside: bool) -> tuple[float, float]:
    """Return (those inside p, all) of i's group of peers, itself left out, in the imagined world."""
    group = int(tables.actors[column, i])
    members = tables.peers[p, group] - tables.memberships[Membership.MEMBER, p, i]
    if changed != i and int(tables.actors[column, changed]) == group:
        members += (1.0 if inside else 0.0) - tables.memberships[Membership.MEMBER, p, changed]
    return members, tables.peers[tables.partnerships.shape[1], group] - 1.0


def pull_at(tables: Tables, settings: Floats, p: int, i: int, changed: int, inside: bool) -> float:
    """Return what i's peers at home and of its industry add to its log-odds of a seat in p."""
    if int(tables.actors[Actor.PEERS_KIND, i]) == NO_GROUP:
        return 0.0
    members, everybody = peers_in(tables, p, Actor.PEERS_KIND, i, changed, inside)
    common, prior = share_of_all(members, everybody), settings[Setting.PEERS_PRIOR]
    is_company = int(tables.actors[Actor.KIND, i]) == Kind.COMPANY
    members, everybody = peers_in(tables, p, Actor.PEERS_HOME, i, changed, inside)
    weight = settings[Setting.COMPANY_HOME] if is_company else settings[Setting.CITY_HOME]
    pull = weight * pull_of_peers(members, everybody, common, prior)
    if int(tables.actors[Actor.PEERS_INDUSTRY, i]) != NO_GROUP:
        members, everybody = peers_in(tables, p, Actor.PEERS_INDUSTRY, i, changed, inside)
        pull += settings[Setting.COMPANY_INDUSTRY] * pull_of_peers(members, everybody, common, prior)
    return pull
