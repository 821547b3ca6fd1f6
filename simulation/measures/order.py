"""What kind of order it is: blocs, kinds at the table, leaders, and the index that joins them."""

from __future__ import annotations

import numpy as np

from simulation.core.codes import MOST_POLES, Kind
from simulation.core.columns import Actor, Floats, Globals, Membership, Partnership, Tables
from simulation.measures.outcomes import Outcome
from simulation.measures.ties import count_states, tie_in
from simulation.rules.delivery import kind_diversity
from simulation.rules.polarity import (
    concentration,
    effective_number,
    modularity_part,
    multipartner_index,
    of_most_possible,
)

N_KINDS = len(Kind)


def measure_polarity(tables: Tables, row: Floats) -> None:
    """Write how concentrated capabilities are, over states and over blocs, and how many states are poles."""
    blocs = np.zeros(MOST_POLES + 1)
    squares, states, spread, others = 0.0, 0.0, 0.0, 0.0
    for i in range(tables.actors.shape[1]):
        if int(tables.actors[Actor.KIND, i]) != Kind.STATE:
            continue
        share = tables.actors[Actor.CAPABILITY, i]
        squares += share * share
        states += 1.0
        blocs[int(tables.actors[Actor.ALIGNED, i])] += share  # -1, nobody's bloc, is the last place
        if tables.actors[Actor.POLE, i] < 0.0:
            spread += tables.actors[Actor.MULTI_ALIGNMENT, i]
            others += 1.0
    row[Outcome.POLES] = tables.globals[Globals.POLES]
    row[Outcome.CONCENTRATION] = min(1.0, concentration(squares, states))
    row[Outcome.EFFECTIVE_POLES] = effective_number(squares)
    row[Outcome.MULTI_ALIGNMENT] = spread / others if others > 0.0 else 0.0
    row[Outcome.REALIGNED] = tables.globals[Globals.REALIGNED]
    squares, total = 0.0, 0.0
    for b in range(MOST_POLES + 1):
        squares += blocs[b] * blocs[b]
        total += blocs[b]
    if total > 0.0:
        row[Outcome.BLOC_CONCENTRATION] = min(1.0, concentration(squares / (total * total), row[Outcome.POLES]))


def count_blocs(tables: Tables, p: int, heads: Floats) -> None:
    """Write how many of p's members belong to each bloc; those without a bloc stand last."""
    heads[:] = 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        heads[int(tables.actors[Actor.ALIGNED, int(tables.memberships[Membership.ROSTER, p, k])])] += 1.0


def measure_blocs(tables: Tables, row: Floats) -> None:
    """Write the modularity of ties by bloc, and the mean participation of actors across blocs."""
    n_actors = tables.actors.shape[1]
    states = count_states(tables)
    poles = int(tables.globals[Globals.POLES])
    heads = np.zeros(MOST_POLES + 1)
    inside, degree = np.zeros(MOST_POLES + 1), np.zeros(MOST_POLES + 1)
    to_bloc = np.zeros((MOST_POLES + 1, n_actors))
    total = 0.0
    for p in range(int(tables.globals[Globals.ROWS])):
        weight = tie_in(tables, p, states)
        if weight == 0.0:
            continue
        count_blocs(tables, p, heads)
        size = int(tables.partnerships[Partnership.SIZE, p])
        total += size
        for b in range(MOST_POLES + 1):
            inside[b] += heads[b] * max(0.0, heads[b] - 1.0) * weight
            degree[b] += heads[b]
        for k in range(size):
            j = int(tables.memberships[Membership.ROSTER, p, k])
            for b in range(poles):
                to_bloc[b, j] += heads[b] * weight
            own = int(tables.actors[Actor.ALIGNED, j])
            if own >= 0:
                to_bloc[own, j] -= weight  # nobody is tied to itself
    for b in range(MOST_POLES + 1):
        row[Outcome.MODULARITY] += modularity_part(inside[b], degree[b], total)
    row[Outcome.CROSS_BLOC] = mean_participation(to_bloc, poles)


def mean_participation(to_bloc: Floats, poles: int) -> float:
    """Return the mean over actors of the spread of their ties over blocs; ``to_bloc`` has shape (blocs, N)."""
    spread, tied = 0.0, 0.0
    for i in range(to_bloc.shape[1]):
        squares, ties = 0.0, 0.0
        for b in range(poles):
            squares += to_bloc[b, i] * to_bloc[b, i]
            ties += to_bloc[b, i]
        if ties > 1e-12:
            spread += of_most_possible(kind_diversity(squares, ties), poles)
            tied += 1.0
    return spread / tied if tied > 0.0 else 0.0


def kinds_present(tables: Tables) -> int:
    """Return how many kinds of actors there are in the world, seated or not."""
    heads = np.zeros(N_KINDS)
    for i in range(tables.actors.shape[1]):
        heads[int(tables.actors[Actor.KIND, i])] = 1.0
    present = 0
    for k in range(N_KINDS):
        present += int(heads[k])
    return present


def measure_table(tables: Tables, row: Floats) -> None:
    """Write the diversity of kinds over all seats, and how leadership is spread, by deliveries."""
    seats = np.zeros(N_KINDS)
    leads = np.zeros(tables.actors.shape[1])
    delivered, squares, without = 0.0, 0.0, 0.0
    usa = int(tables.globals[Globals.USA])
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] == 0.0:
            continue
        for k in range(int(tables.partnerships[Partnership.SIZE, p])):
            seats[int(tables.actors[Actor.KIND, int(tables.memberships[Membership.ROSTER, p, k])])] += 1.0
        paid = tables.partnerships[Partnership.DELIVERED, p]
        delivered += paid
        lead = int(tables.partnerships[Partnership.LEAD, p])
        if lead >= 0:
            leads[lead] += paid
        else:  # an independent partnership leads itself
            without += paid
            squares += paid * paid
    heads, held = 0.0, 0.0
    for k in range(N_KINDS):
        heads += seats[k] * seats[k]
        held += seats[k]
    for i in range(leads.shape[0]):
        squares += leads[i] * leads[i]
    row[Outcome.KIND_DIVERSITY] = of_most_possible(kind_diversity(heads, held), kinds_present(tables))
    row[Outcome.LEAD_DISPERSION] = kind_diversity(squares, delivered)
    row[Outcome.INDEPENDENT] = min(1.0, without / delivered) if delivered > 0.0 else 0.0
    row[Outcome.LED_USA] = min(1.0, leads[usa] / delivered) if usa >= 0 and delivered > 0.0 else 0.0


def measure_order(tables: Tables, row: Floats) -> None:
    """Write polarity, blocs, kinds, leaders, and the multipartner index."""
    measure_polarity(tables, row)
    measure_blocs(tables, row)
    measure_table(tables, row)
    row[Outcome.MULTIPARTNER_INDEX] = multipartner_index(
        row[Outcome.KIND_DIVERSITY], row[Outcome.CROSS_BLOC], row[Outcome.LEAD_DISPERSION]
    )
