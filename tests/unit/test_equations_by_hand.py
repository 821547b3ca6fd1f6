"""Special cases and numbers by hand of the equations of order, conflict, influence, founding and transfers."""

from __future__ import annotations

import math
from itertools import combinations, permutations

import pytest

from simulation.rules import conflict, founding, influence, polarity, transfers


def test_tension_stays_between_zero_and_one() -> None:
    assert conflict.next_tension(0.9, 0.5, 0.0, 0.0, 0.0, 5.0, 0.25) == 1.0
    assert conflict.next_tension(0.1, 0.5, 0.0, 1.0, -5.0, 0.0, 0.25) == 0.0
    assert conflict.next_tension(0.2, 0.6, 1.0, 0.0, 0.0, 0.0, 0.25) == pytest.approx(0.3)


def test_chance_of_a_jump_is_that_of_a_poisson_process() -> None:
    assert conflict.jump_probability(2.0, 0.5) == pytest.approx(1.0 - math.exp(-1.0))
    assert conflict.jump_probability(1e9, 0.25) == 1.0


def test_war_needs_tension_and_is_rarer_among_the_tied() -> None:
    assert conflict.war_rate(0.1, 0.0, 2.0, 0.0, 1.0) == 0.0
    assert conflict.war_rate(0.1, 0.5, 2.0, 1.0, 1.0) == pytest.approx(0.1 / math.e)
    assert conflict.war_rate(0.1, 0.5, 2.0, 1.0, 0.0) == 0.1
    assert conflict.war_rate(0.1, 0.0, 0.0, 0.0, 1.0) == 0.1


def test_resistance_cannot_turn_pressure_into_a_gift() -> None:
    assert conflict.coercive_cost(0.1, 1.0, 1.0, 1.0, 1.0) == 0.0
    assert conflict.coercive_cost(0.1, 1.0, 1.0, -1.0, 0.0) == 0.2
    assert conflict.coercive_cost(0.1, 0.0, 0.5, 0.5, 1.0) == 0.0


def test_shifts_of_a_norm_add_up_to_the_way_to_the_weighted_mean() -> None:
    positions, weights, norm = (2.0, -1.0, 0.5), (3.0, 1.0, 4.0), -0.5
    total = sum(weights)
    shifts = [influence.norm_shift(0.3, w, total, x, norm) for x, w in zip(positions, weights, strict=True)]
    mean = sum(w * x for x, w in zip(positions, weights, strict=True)) / total
    assert sum(shifts) == pytest.approx(0.3 * (mean - norm))


def test_positions_rest_between_company_and_origin() -> None:
    x = 0.0
    for _ in range(4000):
        x = influence.moved_position(x, 1.0, -1.0, 0.3, 0.1, 0.25)
    assert x == pytest.approx((0.3 * 1.0 + 0.1 * -1.0) / 0.4)
    assert influence.passed_on(1.0, 0.5, 1.0, 0.0, 1.0) == 0.0


def test_trust_is_kept_within_bounds() -> None:
    assert influence.trust_after(0.1, 0.1, 0.5, 0.25, 9.0, 0.5) == 0.0
    assert influence.trust_after(0.5, 1.0, 100.0, 0.25, 0.0, 0.5) == 1.0


def test_initiative_needs_means_and_running_costs_grow_with_work_and_size() -> None:
    assert founding.initiative(1.0, 1.0, 0.0, 2.0, 1.0, 9.0) == 0.0
    assert founding.initiative(1.0, 0.0, 5.0, 2.0, 1.0, 9.0) == 0.0
    assert founding.running_cost(0.0, 9.0, 0.0, 0.0, 50.0) == 0.0
    assert founding.running_cost(0.1, 10.0, 0.5, 0.01, 100.0) == pytest.approx(2.5)


def values_of(coalition: tuple[int, ...], v: tuple[float, ...], s: tuple[float, ...]) -> float:
    """Return the worth of a coalition: its joint optimum, the others doing what is best for each."""
    inside, answers = sum(v[i] for i in coalition), sum(s[i] for i in coalition)
    outside = sum(v[j] * s[j] for j in range(len(v)) if j not in coalition)
    return inside * inside * answers - 0.5 * inside * inside * answers + inside * outside


def test_shapley_values_are_the_mean_over_all_orders_of_arrival() -> None:
    v, s = (3.0, 2.0, 1.0, 0.5), (1.0, 0.5, 2.0, 1.5)
    sums = (sum(v), sum(x * x for x in v), sum(s), sum(x * y for x, y in zip(v, s, strict=True)))
    orders = list(permutations(range(4)))
    for i in range(4):
        arrivals = []
        for order in orders:
            before = order[: order.index(i)]
            arrivals.append(values_of((*before, i), v, s) - values_of(before, v, s))
        found = transfers.shapley_value(v[i], s[i], sums[0], sums[1], sums[2], sums[3])
        assert found == pytest.approx(sum(arrivals) / len(orders))


def test_transfers_of_each_rule_sum_to_zero() -> None:
    v, o = (3.0, 2.0, 1.0), (5.0, 7.0, 1.0)
    lindahl = [transfers.lindahl_transfer(a, sum(v), b, sum(o)) for a, b in zip(v, o, strict=True)]
    assert sum(lindahl) == pytest.approx(0.0)
    weights, gains = (1.0, 4.0, 2.0), (2.0, -1.0, 6.0)
    optimal = [transfers.share_of_surplus(w, sum(weights), sum(gains), g) for w, g in zip(weights, gains, strict=True)]
    assert sum(optimal) == pytest.approx(0.0)
    assert transfers.share_of_surplus(1.0, 0.0, 5.0, 2.0) == 0.0


def test_a_penalty_is_paid_by_one_side_and_collected_by_the_other() -> None:
    exports = (10.0, 20.0, 30.0, 40.0)
    world = sum(exports)
    for size in range(5):
        for club in combinations(range(4), size):
            traded = sum(exports[i] for i in club)
            paid = sum(transfers.trade_penalty(0.1, exports[i], traded, world) for i in range(4) if i not in club)
            got = sum(transfers.trade_penalty(0.1, exports[i], world - traded, world) for i in club)
            assert paid == pytest.approx(got)


def test_retaliation_in_full_turns_the_penalty_round() -> None:
    assert transfers.penalty_balance(1.0, True, 1.0, 0.5) == -0.5
    assert transfers.penalty_balance(1.0, False, 1.0, 0.5) == -0.5
    assert transfers.penalty_balance(1.0, True, 0.0, 0.0) + transfers.penalty_balance(1.0, False, 0.0, 0.0) == 0.0


def test_shares_of_nobody() -> None:
    assert polarity.concentration(0.0, 0.0) == 1.0
    assert polarity.modularity_part(0.0, 0.0, 0.0) == 0.0
    assert polarity.of_most_possible(0.9, 2) == 1.0
