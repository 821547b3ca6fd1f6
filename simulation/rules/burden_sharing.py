"""Burden-sharing rules: how a coalition S turns membership into each member's effort.

Three families cover efforts under all rules; what transfers add is in ``transfers``. A *priced* rule states the
marginal worth at which a member works (its own value, a part of the others', a stated price); a *shared* rule divides
a total by a key; a *fixed* rule states the effort itself. ``v`` are perceived values per effective dollar; a member's
own value includes its regard for others, the others' values are plain, and the sum never exceeds the world's value:
nobody's benefit is counted once per member.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import NamedTuple

from simulation.core.codes import BurdenRule, bits_of


class Family(IntEnum):
    """What a rule states: the worth at which a member works, a key that divides a total, or the effort itself."""

    PRICED = 0
    SHARED = 1
    FIXED = 2


class Weight(IntEnum):
    """What a rule that is priced by values makes the others' benefit count: nothing, what a partnership states, all."""

    NONE = 0
    AMBITION = 1
    ALL = 2


class Rule(NamedTuple):
    """A row of the registry of burden-sharing rules.

    Parameters
    ----------
    family : Family
    weight : Weight
        On the other members' benefit, where the rule is priced by values.
    has_transfers : bool
        Whether it divides the gain by transfers.
    formula : str
        What a member gives, in a line: v are perceived values, C' is marginal cost, K capacity, X the total shared.
    source : str
        Where it comes from, graded.
    """

    family: Family
    weight: Weight
    has_transfers: bool
    formula: str
    source: str


RULES: dict[BurdenRule, Rule] = {
    BurdenRule.VOLUNTARY: Rule(
        Family.PRICED, Weight.NONE, False, "v_i b' = C'_i: each by its own interest", "Exact [bergstrom1986]"
    ),
    BurdenRule.RECIPROCITY: Rule(
        Family.PRICED,
        Weight.AMBITION,
        False,
        "(v_i + rho sum of the others' v) b' = C'_i",
        "Adapted [barrett2002]: rho is ambition",
    ),
    BurdenRule.JOINT: Rule(
        Family.PRICED,
        Weight.ALL,
        False,
        "(sum of members' v) b' = C'_i: each by the members' whole benefit",
        "Exact [samuelson1954]",
    ),
    BurdenRule.PRICE: Rule(
        Family.PRICED, Weight.NONE, False, "P = C'_i: one price for all, the target", "Exact [nordhaus2015]"
    ),
    BurdenRule.QUANTITY: Rule(
        Family.FIXED, Weight.NONE, False, "x_i = target x budget: one quota for all", "Assumed: as in the NATO 2 % norm"
    ),
    BurdenRule.EQUAL: Rule(
        Family.SHARED, Weight.NONE, False, "X / k: equal shares of ambition x the joint optimum", "Exact [ringius2002]"
    ),
    BurdenRule.CAPACITY: Rule(
        Family.SHARED, Weight.NONE, False, "X K_i / sum K: by capacity to pay", "Exact [ringius2002]"
    ),
    BurdenRule.RESPONSIBILITY: Rule(
        Family.SHARED, Weight.NONE, False, "X r_i / sum r: by cumulative emissions", "Exact [ringius2002]"
    ),
    BurdenRule.BENEFIT: Rule(Family.SHARED, Weight.NONE, False, "X v_i / sum v: by own benefit", "Exact [ringius2002]"),
    BurdenRule.HEGEMONIC: Rule(
        Family.PRICED,
        Weight.NONE,
        False,
        "the lead by its own interest, the others nothing",
        "Exact [kindleberger1973]",
    ),
    BurdenRule.LINDAHL: Rule(
        Family.PRICED,
        Weight.AMBITION,
        True,
        "joint optimum; each pays its benefit's part of the price",
        "Exact [lindahl1919]",
    ),
    BurdenRule.SHAPLEY: Rule(
        Family.PRICED, Weight.AMBITION, True, "joint optimum; transfers to the Shapley value", "Exact [shapley1953]"
    ),
    BurdenRule.OPTIMAL: Rule(
        Family.PRICED, Weight.AMBITION, True, "joint optimum; outside option + weight x surplus", "Exact [eyckmans2009]"
    ),
    BurdenRule.NASH_BARGAINING: Rule(
        Family.PRICED, Weight.AMBITION, True, "joint optimum; the Nash product of gains is greatest", "Exact [nash1950]"
    ),
    BurdenRule.CHANDER_TULKENS: Rule(
        Family.PRICED, Weight.AMBITION, True, "joint optimum; costs shared by marginal damage", "Exact [chander1997]"
    ),
}
"""The burden-sharing rules: what follows from a rule's family, weight and transfers follows from its row here."""

# What kernels read of the rows: bit r of each number is about the rule with code r. Numbers are light to compile, where
# a tuple that is looked up by code takes several times as long.
SHARED = bits_of(rule for rule, row in RULES.items() if row.family == Family.SHARED)
FIXED = bits_of(rule for rule, row in RULES.items() if row.family == Family.FIXED)
TRANSFERRING = bits_of(rule for rule, row in RULES.items() if row.has_transfers)
BY_AMBITION = bits_of(rule for rule, row in RULES.items() if row.weight == Weight.AMBITION)
BY_ALL = bits_of(rule for rule, row in RULES.items() if row.weight == Weight.ALL)


def coalition_value(own: float, others: float, weight: float, ceiling: float) -> float:
    """Return ``min(own + weight x others, ceiling)``: the value at which a member works.

    Weight 0 is the voluntary Nash rule, 1 the joint optimum, between them reciprocity: Adapted [barrett2002]: a
    weight on the other members' benefit; the ceiling is the world's value.

    Examples
    --------
    >>> coalition_value(1.0, 4.0, 0.5, 10.0), coalition_value(1.0, 40.0, 0.5, 10.0)
    (3.0, 10.0)
    """
    return min(own + weight * others, ceiling)


def effect_of_own_dollar(marginal_benefit: float, effectiveness: float, productivity: float) -> float:
    """Return ``b'(E) x epsilon x pi``: marginal worth of one own dollar for a unit of value, Exact [samuelson1954].

    Examples
    --------
    >>> effect_of_own_dollar(0.5, 1.2, 1.0)
    0.6
    """
    return marginal_benefit * effectiveness * productivity


def is_shared(rule: int) -> bool:
    """Tell whether a rule divides a total among members by a key: Exact [ringius2002], the families of fairness norms.

    Examples
    --------
    >>> is_shared(BurdenRule.EQUAL), is_shared(BurdenRule.JOINT)
    (True, False)
    """
    return (SHARED >> rule) & 1 == 1


def is_fixed(rule: int) -> bool:
    """Tell whether a rule states the effort itself: Assumed: as in the NATO 2 % norm.

    Examples
    --------
    >>> is_fixed(BurdenRule.QUANTITY), is_fixed(BurdenRule.PRICE)
    (True, False)
    """
    return (FIXED >> rule) & 1 == 1


def has_transfers(rule: int) -> bool:
    """Tell whether a rule divides the gain by transfers: Assumed: as its row in the registry says.

    Examples
    --------
    >>> has_transfers(BurdenRule.SHAPLEY), has_transfers(BurdenRule.JOINT)
    (True, False)
    """
    return (TRANSFERRING >> rule) & 1 == 1


def weight_on_others(rule: int, ambition: float) -> float:
    """Return the weight of a priced rule on the other members' benefit.

    Voluntary and hegemonic provision count none (Exact [olson1966]: the largest gives by its own interest), the
    joint optimum all (Exact [samuelson1954]), reciprocity and rules with transfers the stated ambition.

    Examples
    --------
    >>> weight_on_others(BurdenRule.VOLUNTARY, 0.3), weight_on_others(BurdenRule.RECIPROCITY, 0.3)
    (0.0, 0.3)
    """
    if (BY_AMBITION >> rule) & 1 == 1:
        return ambition
    return 1.0 if (BY_ALL >> rule) & 1 == 1 else 0.0


def sharing_key(rule: int, capacity: float, responsibility: float, value: float) -> float:
    """Return a member's weight in a shared rule, before dividing by the sum over members.

    Equal, by capacity to pay, by responsibility (cumulative emissions) or by benefit: Exact [ringius2002].

    Examples
    --------
    >>> [sharing_key(r, 5.0, 0.2, 3.0) for r in (5, 6, 7, 8)]
    [1.0, 5.0, 0.2, 3.0]
    """
    if rule == BurdenRule.CAPACITY:
        return capacity
    if rule == BurdenRule.RESPONSIBILITY:
        return responsibility
    if rule == BurdenRule.BENEFIT:
        return value
    return 1.0


def share_of_total(total: float, key: float, keys: float, most: float) -> float:
    """Return ``total x key / sum of keys``, at most ``most``; nothing where nobody has a key: Exact [ringius2002].

    Examples
    --------
    >>> share_of_total(18.0, 3.0, 6.0, 100.0), share_of_total(18.0, 0.0, 0.0, 100.0)
    (9.0, 0.0)
    """
    return min(total * key / keys, most) if keys > 0.0 else 0.0


def fixed_quantity(target: float, capacity: float, by_head: bool, most: float) -> float:
    """Return ``target x K``, or ``target`` by head, at most ``most``: a quota, Assumed: as in the NATO 2 % norm.

    Examples
    --------
    >>> fixed_quantity(0.02, 100.0, False, 100.0), fixed_quantity(4.0, 100.0, True, 100.0)
    (2.0, 4.0)
    """
    return min(target if by_head else target * capacity, most)


def leaders_part(answer: float, curvature: float) -> float:
    """Return ``1 / (1 - a b'')``: what is left of a leader's effort after the followers have responded.

    Exact [barrett1994] and [varian1994]: who leads, or gives first, foresees that others do less as it does more.

    Parameters
    ----------
    answer : how the followers' effort grows with b'(E), a >= 0
    curvature : b''(E), not positive

    Examples
    --------
    >>> leaders_part(0.0, -1.0), leaders_part(4.0, -0.25), leaders_part(4.0, 0.0)
    (1.0, 0.5, 1.0)
    """
    return 1.0 / (1.0 - answer * curvature)


def asked_price(
    rule: int,
    is_lead: bool,
    ambition: float,
    target: float,
    own: float,
    others: float,
    ceiling: float,
    dollar: float,
) -> float:
    """Return the marginal worth of an own dollar at which a priced rule asks a member to work; 0 asks for nothing.

    Exact [barrett1994] for values, [nordhaus2015] for a stated price; see the functions it combines.

    Parameters
    ----------
    rule : code of :class:`BurdenRule`
    is_lead : whether the member leads; under hegemonic provision nobody else gives (Adapted [kindleberger1973])
    ambition : weight on others' benefit under reciprocity
    target : the stated price of the price rule
    own : own value with regard
    others : sum of the other members' plain values
    ceiling : the world's value
    dollar : effective marginal benefit of an own dollar for a unit of value, ``b'(E) epsilon pi``

    Examples
    --------
    >>> asked_price(BurdenRule.JOINT, False, 0.0, 0.0, 1.0, 4.0, 10.0, 1.0)
    5.0
    >>> asked_price(BurdenRule.HEGEMONIC, False, 0.0, 0.0, 1.0, 4.0, 10.0, 1.0)
    0.0
    """
    if rule == BurdenRule.PRICE:
        return target
    if rule == BurdenRule.HEGEMONIC and not is_lead:
        return 0.0
    return coalition_value(own, others, weight_on_others(rule, ambition), ceiling) * dollar


def answer_to_stakes(
    own: float,
    plain: float,
    weight: float,
    ceiling: float,
    dollar: float,
    capacity: float,
    c0: float,
    c1: float,
    limit: float,
    stakes: float,
) -> tuple[float, float, float]:
    """Return (rise, low, high): how a member's effort rises with the sum of members' values, from low to high.

    Exact [barrett1994]: under quadratic costs effort is a line in the price, broken at 0, at the most that may be given
    and at the world's value. Infinite ends where nothing breaks it; no rise at a corner, or where others count nothing.

    Parameters
    ----------
    own, plain : the member's value with regard, and without
    weight : on the other members' values
    ceiling : the world's value
    dollar : marginal worth of an own dollar for a unit of value
    capacity, c0, c1, limit : K [US$bn/yr], coefficients of the cost, and the most effort as a multiple of K
    stakes : sum of members' values around which is asked

    Examples
    --------
    >>> answer_to_stakes(1.0, 1.0, 0.5, 100.0, 0.1, 10.0, 0.0, 1.0, 1.0, 3.0)
    (0.5, -1.0, 19.0)
    >>> answer_to_stakes(1.0, 1.0, 0.5, 100.0, 0.1, 10.0, 0.0, 1.0, 1.0, 20.0)
    (0.0, 19.0, inf)
    """
    if weight <= 0.0 or dollar <= 0.0 or capacity <= 0.0:
        return 0.0, -math.inf, math.inf
    low = plain + (c0 / dollar - own) / weight
    high = plain + (min(ceiling, (c0 + c1 * limit) / dollar) - own) / weight
    if stakes >= high:
        return 0.0, high, math.inf
    if stakes <= low:
        return 0.0, -math.inf, low
    return capacity * weight * dollar / c1, low, high


def interior_pull(kept: float, effectiveness: float, capacity: float, own: float, plain: float, weight: float) -> float:
    """Return ``kept eps^2 K (own - weight x plain)``: a member's part of the output that no other member changes.

    Exact [barrett1994]: the first-order condition of a priced rule is linear where no corner binds, so that the
    coalition's output is ``pi^2 b' / c1 x (sum of pulls + weight x V x sum of slopes)``.

    Examples
    --------
    >>> interior_pull(1.0, 2.0, 3.0, 5.0, 1.0, 0.5)
    54.0
    """
    return kept * effectiveness * effectiveness * capacity * (own - weight * plain)


def interior_slope(kept: float, effectiveness: float, capacity: float) -> float:
    """Return ``kept eps^2 K``: how a member's output responds to the coalition's value: Exact [barrett1994].

    Examples
    --------
    >>> interior_slope(1.0, 2.0, 3.0)
    12.0
    """
    return kept * effectiveness * effectiveness * capacity


def interior_output(
    pull: float, slope: float, weight: float, stakes: float, marginal_benefit: float, productivity: float, c1: float
) -> float:
    """Return ``pi^2 b' / c1 (pull + weight V slope)``: the coalition's output where no corner binds.

    Exact [barrett1994], summed over members; equal to the sum over members by test.

    Examples
    --------
    >>> interior_output(3.0, 1.0, 0.5, 4.0, 1.0, 1.0, 2.0)
    2.5
    """
    return productivity * productivity * marginal_benefit / c1 * (pull + weight * stakes * slope)
