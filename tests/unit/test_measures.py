"""Measures on networks and shares small enough to check by hand, on the kernels that runs use."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from simulation.core.columns import Actor, Globals, Membership, Partnership, Portfolio, Tables
from simulation.core.numba.compiling import compiled
from simulation.decision.seats import seat
from simulation.game import Game
from simulation.measures import Outcome
from simulation.measures.agency import measure_agency, measure_fairness, misplaced, rank_correlation
from simulation.measures.burden import gini, top_share
from simulation.measures.influence import measure_influence, measure_money_between
from simulation.measures.order import measure_order
from simulation.measures.ties import common_ties, tie_weights
from simulation.rules.polarity import concentration, effective_number

TWO_TRIANGLES = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5), (2, 3)]


def network(groups: list[tuple[int, ...]], blocs: list[int], kinds: list[int] | None = None) -> Tables:
    """Return a world of actors in the blocs given (-1 for none) that sit together in these groups."""
    n, rows = len(blocs), len(groups)
    game = Game([1.0] * n)
    tables = game.tables._replace(
        partnerships=np.zeros((len(Partnership), rows)),
        memberships=np.zeros((len(Membership), rows, n)),
        seats=np.zeros((n, rows + 1)),
    )
    tables.partnerships[[Partnership.ALIVE, Partnership.PRODUCTIVITY]] = 1.0
    tables.partnerships[Partnership.LEAD] = -1.0
    tables.globals[Globals.ROWS] = rows
    tables.globals[Globals.POLES] = len({bloc for bloc in blocs if bloc >= 0})
    tables.actors[Actor.ALIGNED] = blocs
    tables.actors[Actor.POLE] = -1.0
    tables.actors[Actor.KIND] = kinds or [0] * n
    for p, group in enumerate(groups):
        for i in group:
            seat(tables, p, i)
    return tables


def measured(tables: Tables) -> np.ndarray:
    row = np.zeros(len(Outcome))
    compiled(measure_order)(tables, row)
    return row


def test_two_triangles_and_a_bridge() -> None:
    """Modularity 5/14; a bridge node has participation 4/9, of at most 1/2; the four others have none."""
    row = measured(network(TWO_TRIANGLES, [0, 0, 0, 1, 1, 1]))
    assert row[Outcome.MODULARITY] == pytest.approx(5 / 14)
    assert row[Outcome.CROSS_BLOC] == pytest.approx(2 * (4 / 9) / (1 / 2) / 6)


def test_modularity_of_one_bloc_is_zero_and_of_shuffled_blocs_negative() -> None:
    assert measured(network(TWO_TRIANGLES, [0] * 6))[Outcome.MODULARITY] == pytest.approx(0.0)
    assert measured(network(TWO_TRIANGLES, [0, 1, 0, 1, 0, 1]))[Outcome.MODULARITY] < 0.0


def test_modularity_agrees_with_its_definition() -> None:
    """On groups of several sizes: sum over pairs in a bloc of (tie - degree x degree / total) / total."""
    groups = [(0, 1, 2), (2, 3), (3, 4, 5, 6), (6, 7), (0, 7, 5), (1, 4)]
    blocs = [0, 0, 1, 1, 2, 2, -1, -1]
    tables = network(groups, blocs)
    weights = tie_weights(tables)
    ties = np.array([[common_ties(tables, i, j, weights) if i != j else 0.0 for j in range(8)] for i in range(8)])
    degree, total = ties.sum(axis=1), ties.sum()
    same = np.equal.outer(blocs, blocs)
    expected = ((ties - np.outer(degree, degree) / total) * same).sum() / total
    assert measured(tables)[Outcome.MODULARITY] == pytest.approx(expected)


def test_a_body_of_more_than_half_ties_nobody() -> None:
    tables = network([(0, 1, 2, 3), (0, 1)], [0] * 6)
    assert common_ties(tables, 0, 2, tie_weights(tables)) == 0.0
    assert common_ties(tables, 0, 1, tie_weights(tables)) == 1.0


def test_kinds_at_the_table_and_leaders() -> None:
    """Five seats of states and one of a company, two kinds in the world; deliveries 3, 1 led by two, 2 by nobody."""
    tables = network([(0, 1), (1, 2), (0, 3)], [0, 0, 0, 0, 0, 0], kinds=[0, 0, 0, 1, 0, 0])
    tables.partnerships[Partnership.DELIVERED] = [3.0, 1.0, 2.0]
    tables.partnerships[Partnership.LEAD] = [0.0, 1.0, -1.0]
    row = measured(tables)
    assert row[Outcome.KIND_DIVERSITY] == pytest.approx((1 - (25 + 1) / 36) / (1 - 1 / 2))
    assert row[Outcome.LEAD_DISPERSION] == pytest.approx(1 - (9 + 1 + 4) / 36)
    assert row[Outcome.INDEPENDENT] == pytest.approx(1 / 3)
    expected = row[Outcome.KIND_DIVERSITY] * row[Outcome.CROSS_BLOC] * row[Outcome.LEAD_DISPERSION]
    assert row[Outcome.MULTIPARTNER_INDEX] == expected


def test_kinds_are_counted_whether_seated_or_not() -> None:
    """The same seats are a smaller part of what three kinds allow, one of which, a city, sits nowhere."""
    tables = network([(0, 1), (1, 2), (0, 3)], [0, 0, 0, 0, 0], kinds=[0, 0, 0, 1, 5])
    assert measured(tables)[Outcome.KIND_DIVERSITY] == pytest.approx((1 - (25 + 1) / 36) / (1 - 1 / 3))


def test_concentration_over_states_and_over_blocs() -> None:
    """Shares .5, .3, .2: CON .264575 and 2.631579 powers; two blocs of .5 each are not concentrated at all."""
    tables = network([(0, 1)], [0, 1, 1])
    tables.actors[Actor.CAPABILITY] = [0.5, 0.3, 0.2]
    tables.actors[Actor.POLE] = [0.0, 1.0, -1.0]
    row = measured(tables)
    assert row[Outcome.CONCENTRATION] == pytest.approx(0.264575, abs=1e-6)
    assert row[Outcome.EFFECTIVE_POLES] == pytest.approx(2.631579, abs=1e-6)
    assert row[Outcome.BLOC_CONCENTRATION] == pytest.approx(0.0, abs=1e-9)


def test_two_equal_powers_of_ten() -> None:
    assert concentration(0.5, 10.0) == pytest.approx(2 / 3)
    assert effective_number(0.5) == 2.0
    assert concentration(0.25, 4.0) == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_rank_correlation_with_ties_is_spearmans(seed: int) -> None:
    grid = (np.arange(40) * (seed + 3)) % 11
    one, other = grid.astype(float), ((grid * grid + np.arange(40)) % 7).astype(float)
    expected = stats.spearmanr(one, other).statistic
    assert compiled(rank_correlation)(one, other) == pytest.approx(expected, abs=1e-12)


def test_rank_correlation_of_what_does_not_vary_is_zero() -> None:
    rising = np.arange(4.0)
    assert compiled(rank_correlation)(rising, np.ones(4)) == 0.0
    assert compiled(rank_correlation)(rising, -rising) == -1.0


def test_misplaced_burden() -> None:
    """All paid by one of four equals: three quarters would have to move; paid by the key: nothing."""
    kernel = compiled(misplaced)
    assert kernel(np.array([8.0, 0.0, 0.0, 0.0]), np.ones(4)) == 0.75
    assert kernel(np.array([4.0, 2.0, 1.0]), np.array([8.0, 4.0, 2.0])) == 0.0
    assert kernel(np.array([3.0, 1.0]), np.array([1.0, 3.0])) == 0.5
    assert kernel(np.zeros(3), np.ones(3)) == kernel(np.ones(3), np.zeros(3)) == 0.0


def test_gini_and_top_share() -> None:
    assert compiled(gini)(np.array([0.0, 0.0, 0.0, 5.0])) == pytest.approx(0.75)
    values = np.array([3.0, 1.0, 4.0, 1.5, 9.0])
    pairs = np.abs(np.subtract.outer(values, values)).sum() / (2 * len(values) ** 2 * values.mean())
    assert compiled(gini)(values) == pytest.approx(pairs)
    assert compiled(top_share)(values, 2) == pytest.approx(13.0 / 18.5)
    assert compiled(top_share)(values, 9) == 1.0
    assert compiled(gini)(np.zeros(3)) == compiled(top_share)(np.zeros(3), 2) == 0.0


def test_burdens_against_each_norm_of_fairness() -> None:
    """Two states pay 3 and 1 with capacities 1 and 3, emissions 3/4 and 1/4, values 1 and 1; a company pays 4."""
    tables = network([(0, 1)], [0, 0, 0], kinds=[0, 0, 1])
    tables.portfolios[Portfolio.DELIVERED, 0] = [3.0, 1.0, 4.0]
    tables.portfolios[Portfolio.VALUE, 0] = [1.0, 1.0, 5.0]
    tables.actors[Actor.CAPACITY] = [1.0, 3.0, 9.0]
    tables.actors[Actor.RESPONSIBILITY] = [0.75, 0.25, 0.0]
    row = np.zeros(len(Outcome))
    compiled(measure_fairness)(tables, row)
    assert row[Outcome.UNFAIR_EQUAL] == row[Outcome.UNFAIR_BENEFIT] == 0.25
    assert row[Outcome.UNFAIR_CAPACITY] == 0.5
    assert row[Outcome.UNFAIR_RESPONSIBILITY] == 0.0
    assert row[Outcome.EFFECTIVE_PAYERS] == pytest.approx(64 / (9 + 1 + 16))


def test_results_and_who_made_them() -> None:
    """States made 1, 2, 3 in the order of capability; others made 4, three quarters of it in open societies."""
    tables = network([(0, 1)], [0] * 6, kinds=[0, 0, 0, 1, 2, 4])
    tables.actors[Actor.RESULTS] = [1.0, 2.0, 3.0, 3.0, 1.0, 2.0]
    tables.actors[Actor.CAPABILITY] = [0.1, 0.3, 0.6, 0.0, 0.0, 0.0]
    tables.actors[Actor.OPENNESS] = [0.0, 0.0, 0.0, 0.5, 0.4, 0.0]
    row = np.zeros(len(Outcome))
    compiled(measure_agency)(tables, row)
    assert row[Outcome.RESULTS_RANK] == 1.0
    assert row[Outcome.RESULTS_NONSTATE] == pytest.approx(4 / 12)
    assert row[Outcome.RESULTS_OPEN] == 0.75


def test_norms_their_distance_and_drift() -> None:
    """Deliveries 3 and 1 at norms 1 and -1, the United States at 2: distance (3 x 1 + 1 x 3) / 4; drift half of 1."""
    tables = network([(0, 1), (1, 2)], [0, 0, 0])
    tables.partnerships[Partnership.DELIVERED] = [3.0, 1.0]
    tables.partnerships[Partnership.NORM] = [1.0, -1.0]
    tables.partnerships[Partnership.AIM] = [1.0, 0.0]
    tables.actors[Actor.POSITION, 0] = 2.0
    row = np.zeros(len(Outcome))
    compiled(measure_influence)(tables, 0, row)
    assert row[Outcome.NORM_DISTANCE_USA] == 1.5
    assert row[Outcome.NORM_DRIFT] == 0.5


def test_transfers_penalties_and_what_could_hold() -> None:
    """One partnership with a surplus and one without; transfers and penalties are counted once, where they arrive."""
    tables = network([(0, 1), (1, 2)], [0, 0, 0])
    tables.partnerships[Partnership.SURPLUS] = [2.0, -1.0]
    tables.partnerships[Partnership.SHARED, 0] = tables.partnerships[Partnership.LEVIES, 1] = 1.0
    tables.memberships[Membership.TRANSFER, 0] = [1.5, -1.5, 0.0]
    tables.memberships[Membership.PENALTY, 1] = [-2.0, 1.0, 1.0]
    row = np.zeros(len(Outcome))
    compiled(measure_money_between)(tables, row)
    assert row[Outcome.STABLE] == 0.5
    assert row[Outcome.SURPLUS] == 1.0
    assert row[Outcome.TRANSFERS] == 1.5
    assert row[Outcome.PENALTIES] == 2.0
    assert row[Outcome.PARTNERSHIPS] == 2.0
