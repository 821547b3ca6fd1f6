"""Burden-sharing rules with transfers: efforts are those of the joint optimum, money moves between the members.

``v`` are plain values per effective dollar times ``b'(E)``, ``s`` what a member's effective output answers to a unit of
the coalition's value, so that the member's output is ``V s`` with ``V`` the sum of values.
"""

from __future__ import annotations

import math

LARGEST_EXPONENT = 700.0
"""Exponent up to which exp is a number."""


def lindahl_transfer(value: float, values: float, own_output: float, output: float) -> float:
    """Return ``V o - v X``: paid for one's own output at the sum of prices, paying one's own price for the whole.

    Exact [lindahl1919]: personal prices equal to marginal benefits; the transfers of all members sum to zero.

    Parameters
    ----------
    value : own marginal benefit v, the Lindahl price
    values : sum of the members' prices V
    own_output : the member's effective output o [US$bn/yr]
    output : the coalition's effective output X [US$bn/yr]

    Examples
    --------
    >>> [lindahl_transfer(v, 6.0, 6.0, 18.0) for v in (3.0, 2.0, 1.0)]
    [-18.0, 0.0, 18.0]
    """
    return values * own_output - value * output


def shapley_triples(v: float, s: float, sum_v: float, sum_vv: float, sum_s: float, sum_vs: float) -> float:
    """Return i's Shapley value of the game ``(sum v)^2 (sum s)``: each product of members is divided among them.

    Exact [shapley1953]: a product over a set of members is a unanimity game of that set.

    Examples
    --------
    >>> shapley_triples(3.0, 1.0, 3.0, 9.0, 1.0, 3.0)
    9.0
    """
    rest_v, rest_s, rest_vv, rest_vs = sum_v - v, sum_s - s, sum_vv - v * v, sum_vs - v * s
    alone = v * v * s
    paired = v * v * rest_s + s * rest_vv + 2.0 * v * s * rest_v + 2.0 * v * rest_vs
    threes = 2.0 * v * (rest_v * rest_s - rest_vs) + s * (rest_v * rest_v - rest_vv)
    return alone + paired / 2.0 + threes / 3.0


def shapley_value(v: float, s: float, sum_v: float, sum_vv: float, sum_s: float, sum_vs: float) -> float:
    """Return i's Shapley value of ``w(T) = V_T^2 S_T / 2 + V_T (A - A_T)``, ``A = sum v s``.

    Exact [shapley1953]: a coalition T plays its joint optimum, the other members do what is best for each.

    Parameters
    ----------
    v, s : the member's value and answer
    sum_v, sum_vv, sum_s, sum_vs : sums over members of v, v^2, s, v s

    Examples
    --------
    >>> [round(shapley_value(v, 1.0, 6.0, 14.0, 3.0, 6.0), 4) for v in (3.0, 2.0, 1.0)]
    [22.9167, 18.1667, 12.9167]
    """
    own = v * s
    left_out = v * own + 0.5 * (v * (sum_vs - own) + own * (sum_v - v))
    triples = shapley_triples(v, s, sum_v, sum_vv, sum_s, sum_vs)
    return 0.5 * triples + v * sum_vs - left_out


def shapley_weight(count: int, size: int, is_in: bool) -> float:
    """Return the weight of a sub-coalition's worth in a Shapley value: ``(t-1)! (k-t)! / k!`` or ``-t! (k-t-1)! / k!``.

    Exact [shapley1953]: the mean marginal contribution over all orders of k members, gathered by sub-coalitions.

    Parameters
    ----------
    count, size : members of the sub-coalition t, and of the whole k
    is_in : whether the member whose value it is belongs to the sub-coalition

    Examples
    --------
    >>> shapley_weight(1, 2, True), shapley_weight(1, 2, False), shapley_weight(2, 2, True)
    (0.5, -0.5, 0.5)
    """
    if is_in:
        return math.gamma(count) * math.gamma(size - count + 1) / math.gamma(size + 1)
    return -math.gamma(count + 1) * math.gamma(size - count) / math.gamma(size + 1)


def share_of_surplus(weight: float, weights: float, surplus: float, gain: float) -> float:
    """Return ``mu surplus - gain``: the transfer that gives a member its outside option and mu of the surplus.

    Exact [eyckmans2009]: optimal sharing; the sum over members is zero, and the coalition holds iff the surplus
    is not negative (potential internal stability).

    Examples
    --------
    >>> share_of_surplus(1.0, 3.0, 3.0, 13.5)
    -12.5
    """
    return surplus * weight / weights - gain if weights > 0.0 else 0.0


def chander_tulkens_transfer(extra: float, extras: float, value: float, values: float) -> float:
    """Return ``dC_i - (v_i / V) sum of dC``: the extra cost is paid back and shared by marginal benefit.

    Exact [chander1997]: the sharing of cost that lies in the core against coalitions whose outsiders act alone.

    Parameters
    ----------
    extra, extras : what the agreement costs the member more than acting alone, and all members [US$bn/yr]
    value, values : marginal benefit of the member, and of all members

    Examples
    --------
    >>> [chander_tulkens_transfer(extra, 42.0, v, 6.0) for extra, v in ((13.5, 3.0), (16.0, 2.0), (12.5, 1.0))]
    [-7.5, 2.0, 5.5]
    """
    return extra - value / values * extras if values > 0.0 else 0.0


def bargaining_weight(transactionalism: float, demand: float, spread: float, outside: float) -> float:
    """Return ``1 + demand tau + outside spread``: weight of an actor in dividing a surplus.

    Adapted [nash1950]: who demands specific returns, or has other ties to turn to, gets more.

    Examples
    --------
    >>> bargaining_weight(0.5, 4.0, 0.0, 1.0)
    3.0
    """
    return 1.0 + demand * transactionalism + outside * spread


def absorbed(received: float, most: float) -> float:
    """Return ``r m / (r + m)``: what money received is worth to one that can make use of ``m`` at most [US$bn/yr].

    Adapted [clemens2003]: returns to aid diminish and aid saturates; the hyperbola keeps the first dollar whole.

    Examples
    --------
    >>> absorbed(2.0, 2.0), absorbed(1.0, 0.0), absorbed(0.0, 0.0), absorbed(1.0, math.inf)
    (1.0, 0.0, 0.0, 1.0)
    """
    if most == math.inf:
        return received
    return received * most / (received + most) if received > 0.0 and most > 0.0 else 0.0


def neediness(income: float, line: float, steepness: float) -> float:
    """Return ``1 / (1 + (income / line)^k)``: how far a state counts as in need; half at the line, fading beyond.

    Adapted [worldbank2024]: classes of income; countries graduate from aid over years, not at a dollar more.

    Special cases: 0 without a line, and where the power is larger than a number can be.

    Examples
    --------
    >>> neediness(4500.0, 4500.0, 4.0), round(neediness(9000.0, 4500.0, 4.0), 4), neediness(100.0, 0.0, 4.0)
    (0.5, 0.0588, 0.0)
    >>> neediness(9000.0, 1.0, 100.0), neediness(0.0, 1.0, 100.0)
    (0.0, 1.0)
    """
    if line <= 0.0 or (income > line and steepness * math.log(income / line) > LARGEST_EXPONENT):
        return 0.0
    return 1.0 / (1.0 + (income / line) ** steepness)


def trade_penalty(rate: float, exports: float, partners: float, world: float) -> float:
    """Return ``rate exports partners / world`` [US$bn/yr]: penalty on an outsider's exports to the members.

    Adapted [nordhaus2015]: a uniform tariff; exports go to partners by the size of their own exports.

    Examples
    --------
    >>> trade_penalty(0.03, 100.0, 500.0, 1000.0), trade_penalty(0.03, 100.0, 0.0, 0.0)
    (1.5, 0.0)
    """
    return rate * exports * partners / world if world > 0.0 else 0.0


def penalty_balance(levied: float, collects: bool, retaliation: float, deadweight: float) -> float:
    """Return what a penalty of `levied` leaves one side with: collected, less what is returned in kind, or paid.

    ``levied - r (1 + d) levied`` for who collects, ``r levied - (1 + d) levied`` for who pays, with retaliation r
    and deadweight d: Adapted [nordhaus2015]: tariffs cost the payer more than they bring; retaliation added.

    Examples
    --------
    >>> penalty_balance(2.0, True, 0.0, 0.5), penalty_balance(2.0, False, 0.0, 0.5)
    (2.0, -3.0)
    """
    loss = 1.0 + deadweight
    return levied * (1.0 - retaliation * loss) if collects else levied * (retaliation - loss)
