"""Every profile of memberships that a small game allows, in chunks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product

import numpy as np

from simulation.core.columns import Floats, Membership, Partnership, Tables
from simulation.core.errors import MultipartnerError

MOST_PROFILES = 2**16
CHUNK = 4096


def able_seats(tables: Tables) -> list[list[int]]:
    """Return who may sit in each partnership."""
    barred = tables.memberships[Membership.BARRED_UNTIL]
    return [np.flatnonzero(row == 0.0).tolist() for row in barred]


def options_of_actor(tables: Tables, i: int) -> list[tuple[int, ...]]:
    """Return the sets of partnerships that actor i may sit in at the same time."""
    able = [p for p, seats in enumerate(able_seats(tables)) if i in seats]
    rivals = {p for p in able if tables.partnerships[Partnership.EXCLUSIVITY, p] == 1.0}
    committed = {p for p in able if tables.memberships[Membership.COMMITTED, p, i] > 0.0}
    sets = (chosen for k in range(len(able) + 1) for chosen in combinations(able, k))
    return [
        chosen
        for chosen in sets
        if len(rivals & set(chosen)) <= 1
        and committed - rivals <= set(chosen)
        and (not committed & rivals or (rivals & set(chosen)) or len(rivals) == 0)
    ]


def seats_of_profiles(tables: Tables, links: bool) -> tuple[int, Iterator[tuple[tuple[int, int], ...]]]:
    """Return how many profiles there are, and each as (partnership, actor) pairs, those with few seats first.

    Where partnerships are ``links`` both ends of one are in, or neither is: one alone is no tie.
    """
    if links:
        ends = [tuple((p, i) for i in seats) for p, seats in enumerate(able_seats(tables))]
        chosen = (subset for k in range(len(ends) + 1) for subset in combinations(ends, k))
        return 2 ** len(ends), (tuple(seat for link in subset for seat in link) for subset in chosen)
    n = tables.actors.shape[1]
    options = [options_of_actor(tables, i) for i in range(n)]
    count = int(np.prod([float(len(each)) for each in options]))
    profiles = (tuple((p, i) for i, sets in enumerate(choice) for p in sets) for choice in product(*options))
    return count, profiles


def profiles_in_chunks(tables: Tables, *, links: bool) -> Iterator[Floats]:
    """Yield all profiles as arrays of shape (up to ``CHUNK``, P, N); refuse games with too many."""
    count, profiles = seats_of_profiles(tables, links)
    if count > MOST_PROFILES:
        raise MultipartnerError(
            f"At most {MOST_PROFILES} profiles of memberships can be tried one by one, this game has {count}; "
            "settle it instead, or take fewer actors or partnerships."
        )
    shape = tables.memberships.shape[1:]
    while chunk := list(islice(profiles, CHUNK)):
        wanted = np.zeros((len(chunk), *shape))
        for m, seats in enumerate(chunk):
            for p, i in seats:
                wanted[m, p, i] = 1.0
        yield wanted
