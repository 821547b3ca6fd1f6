"""Taking and giving up a seat: the list of members and the running sums stay whole."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Portfolio, Tables
from simulation.decision.kept_rest import KEPT, let_go
from simulation.decision.peers import count_among_peers
from simulation.decision.running_sums import SUMS, add_distances, add_fellow, empty_sums, reweigh
from simulation.decision.stretches import STRETCHES, make_stale

SEATING = (
    Membership.MEMBER,
    Membership.ROSTER,
    Membership.SEAT,
    Membership.DISTANCES,
    Partnership.SIZE,
    *SUMS,
    *STRETCHES,
    *KEPT,
    Portfolio.TIES,
    Partnership.LEFT,
    Partnership.LARGEST_LEFT,
    Partnership.JOINED,
    Partnership.GIVING_UP,
)
"""The columns that seating writes."""


def seat(tables: Tables, p: int, i: int) -> None:
    """Seat i in p and keep the running sums; i must be outside."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    let_go(tables, g)
    place = int(tables.partnerships[Partnership.SIZE, p])
    reweigh(tables, g, i, -1.0)
    tables.memberships[Membership.MEMBER, p, i] = 1.0
    tables.memberships[Membership.SEAT, p, i] = place
    tables.memberships[Membership.ROSTER, p, place] = i
    tables.partnerships[Partnership.SIZE, p] = place + 1.0
    tables.portfolios[Portfolio.TIES, g, i] += 1.0
    held = int(tables.seats[i, 0]) + 1
    tables.seats[i, held] = p
    tables.seats[i, 0] = held
    add_fellow(tables, p, g, i, 1.0)
    count_among_peers(tables, p, i, 1.0)
    add_distances(tables, p, i, 1.0)
    reweigh(tables, g, i, 1.0)


def unseat(tables: Tables, p: int, i: int) -> None:
    """Take i's seat away; the last member moves into it. i must be inside."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    let_go(tables, g)
    reweigh(tables, g, i, -1.0)
    last = int(tables.partnerships[Partnership.SIZE, p]) - 1
    place = int(tables.memberships[Membership.SEAT, p, i])
    mover = int(tables.memberships[Membership.ROSTER, p, last])
    tables.memberships[Membership.ROSTER, p, place] = mover
    tables.memberships[Membership.SEAT, p, mover] = place
    tables.memberships[Membership.MEMBER, p, i] = 0.0
    tables.partnerships[Partnership.SIZE, p] = float(last)
    tables.portfolios[Portfolio.TIES, g, i] -= 1.0
    held = int(tables.seats[i, 0])
    for k in range(1, held):
        if int(tables.seats[i, k]) == p:
            tables.seats[i, k] = tables.seats[i, held]
    tables.seats[i, 0] = held - 1
    add_fellow(tables, p, g, i, -1.0)
    count_among_peers(tables, p, i, -1.0)
    add_distances(tables, p, i, -1.0)
    reweigh(tables, g, i, 1.0)
    if last == 0:
        empty_sums(tables, p)


def unseat_for_now(tables: Tables, p: int, i: int) -> int:
    """Take i's seat away for a calculation; return its place in the list of members, for :func:`seat_again`."""
    place = int(tables.memberships[Membership.SEAT, p, i])
    unseat(tables, p, i)
    return place


def seat_again(tables: Tables, p: int, i: int, place: int) -> None:
    """Seat i where it sat before it was unseated for a calculation: the list of members is as it was."""
    seat(tables, p, i)
    last = int(tables.memberships[Membership.SEAT, p, i])
    other = int(tables.memberships[Membership.ROSTER, p, place])
    tables.memberships[Membership.ROSTER, p, last] = other
    tables.memberships[Membership.SEAT, p, other] = last
    tables.memberships[Membership.ROSTER, p, place] = i
    tables.memberships[Membership.SEAT, p, i] = place


def fill_roster(tables: Tables, p: int, roster: Floats) -> int:
    """Write p's members in the order of their seats; return how many they are."""
    size = int(tables.partnerships[Partnership.SIZE, p])
    for k in range(size):
        roster[k] = tables.memberships[Membership.ROSTER, p, k]
    return size


def reseat(tables: Tables, p: int, roster: Floats, size: int) -> None:
    """Seat exactly these actors in p, in this order: what was imagined leaves no trace in the list of members."""
    while tables.partnerships[Partnership.SIZE, p] > 0.0:
        unseat(tables, p, int(tables.memberships[Membership.ROSTER, p, 0]))
    for k in range(size):
        seat(tables, p, int(roster[k]))


def is_largest(tables: Tables, p: int, i: int) -> bool:
    """Tell whether no member of p has more means than i."""
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        if tables.actors[Actor.CAPACITY, j] > tables.actors[Actor.CAPACITY, i]:
            return False
    return True


def enter(tables: Tables, p: int, i: int) -> None:
    """Seat i in p for good; the join is counted, and remembered for a while."""
    seat(tables, p, i)
    tables.partnerships[Partnership.JOINED, p] = 1.0
    tables.globals[Globals.JOINS] += 1.0


def leave(tables: Tables, p: int, i: int) -> None:
    """Take i's seat in p away for good; the leave is counted, and remembered for a while."""
    column = tables.partnerships
    column[Partnership.LEFT, p] = 1.0
    if column[Partnership.PLEDGED, p] > 0.0:
        given_up = tables.memberships[Membership.PLEDGED, p, i] / column[Partnership.PLEDGED, p]
        column[Partnership.GIVING_UP, p] = min(1.0, column[Partnership.GIVING_UP, p] + given_up)
    if is_largest(tables, p, i):
        tables.partnerships[Partnership.LARGEST_LEFT, p] = 1.0
    unseat(tables, p, i)
    tables.globals[Globals.LEAVES] += 1.0


def let_efforts_go(tables: Tables, p: int) -> None:
    """Keep nothing of what p's members would do: another one leads."""
    make_stale(tables, p)
    let_go(tables, int(tables.partnerships[Partnership.ISSUE, p]))


def give_up_lead(tables: Tables, p: int) -> None:
    """Leave p without a lead, if it has one."""
    lead = int(tables.partnerships[Partnership.LEAD, p])
    if lead >= 0:
        tables.partnerships[Partnership.LEAD, p] = -1.0
        tables.actors[Actor.LEADS, lead] -= 1.0
        let_efforts_go(tables, p)
