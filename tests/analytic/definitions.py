"""Games by their definitions alone: objectives, payoffs, stability and laws, without any formula of the engine.

Nothing here solves for efforts. It is told efforts and says whether anybody could do better by its own objective, what
everybody gets, which sets hold, and what the chain of noisy choices comes to, in exact decimals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, getcontext
from itertools import combinations, permutations, product
from math import inf, log
from typing import Any

import numpy as np

DIGITS = 40
"""Digits of the exact laws; their exponents are unbounded."""
FINE = 1e-6


@dataclass
class Terms:
    """A game as it is told to the front, with the numbers of each actor spelled out."""

    values: np.ndarray
    costs: np.ndarray
    options: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        defaults = {
            "rule": "joint", "benefit": "linear", "cost": "quadratic", "outsider": "nash", "ambition": 1.0, "c1": 1.0,
            "productivity": 1.0, "dues": 0.0, "outsider_gain": 0.0, "outsider_penalty": 0.0, "limit": None,
            "minimum_participation": 0, "tie": "stay", "response": "recompute", "inertia": 0.0, "scale": 1.0,
            "offset": 1.0, "capacity": 1.0,
        }  # fmt: skip
        return self.options.get(name, defaults.get(name))

    @property
    def n(self) -> int:
        return len(self.values)

    def each(self, name: str, otherwise: float) -> np.ndarray:
        given = self.options.get(name)
        return np.broadcast_to(otherwise if given is None else given, (self.n,)).astype(float)

    @property
    def most(self) -> np.ndarray:
        size = 1.0 / self.costs if self.cost == "quadratic" else self.each("capacity", 1.0)
        bound = self.limit if self.limit is not None else (inf if self.cost == "quadratic" else 1.0)
        return bound * size

    def worth(self, effort: float) -> float:
        """b(E)."""
        if self.benefit == "quadratic":
            reached = min(effort, self.peak)
            return reached - reached**2 / (2.0 * self.peak)
        if self.benefit == "log":
            inside = self.offset + effort / self.scale
            return self.scale * log(inside) if inside > 0.0 else -inf
        if self.benefit == "step":
            return 1.0 if effort >= self.threshold else 0.0
        return effort

    def slope(self, effort: float) -> float:
        """b'(E), from b alone."""
        h = FINE * max(1.0, effort)
        return (self.worth(effort + h) - self.worth(effort - h)) / (2.0 * h)

    def spent(self, i: int, effort: float) -> float:
        """C_i(x)."""
        first = self.each("c0", 0.0)[i]
        if self.cost == "linear":
            return first * effort
        if self.cost == "log_capacity":
            left = self.each("capacity", 1.0)[i] - effort
            return -self.c1 * log(left) if left > 0.0 else inf
        return first * effort + self.c1 * self.costs[i] * effort**2 / 2.0

    def in_force(self, members: Iterable[int]) -> bool:
        return len(tuple(members)) >= self.minimum_participation

    def own_worth(self, i: int) -> float:
        """What i acts on alone: v + omega (V - v)."""
        return float(self.values[i] + self.each("regard", 0.0)[i] * (self.values.sum() - self.values[i]))

    def weight(self, i: int, members: tuple[int, ...], rho: float) -> float:
        """What i acts on as a member that weighs the others' benefit by rho, no more than the world's."""
        others = sum(self.values[j] for j in members if j != i)
        return float(min(self.own_worth(i) + rho * others, self.values.sum()))

    def total(self, efforts: np.ndarray, members: tuple[int, ...]) -> float:
        """E: effective effort, that of members times their productivity where the agreement is in force."""
        more = self.productivity if self.in_force(members) else 1.0
        power = np.where(np.isin(np.arange(self.n), members), more, 1.0) * self.each("efficacy", 1.0)
        return float(power @ efforts)

    def plain_payoffs(self, efforts: np.ndarray, members: tuple[int, ...]) -> np.ndarray:
        """Everybody's payoff but for transfers."""
        worth = self.worth(self.total(efforts, members))
        result = np.array([self.own_worth(i) * worth - self.spent(i, efforts[i]) for i in range(self.n)])
        if self.in_force(members):
            inside = np.isin(np.arange(self.n), members)
            gain, loss = (
                np.asarray(getattr(self, name), dtype=float) for name in ("outsider_gain", "outsider_penalty")
            )
            gains, losses = (np.broadcast_to(each, (self.n, self.n)) for each in (gain, loss))
            result += np.where(inside, gains @ ~inside - self.dues, -(losses @ inside))
        return result


def sets_of(n: int) -> Iterator[tuple[int, ...]]:
    return (members for k in range(n + 1) for members in combinations(range(n), k))


def best_reply(objective: Callable[[float], float], at: float, most: float) -> float:
    """By how much the objective could be raised by another effort: over a grid, and by a small step either way."""
    bound = min(most, 4.0 * at + 10.0)
    tried = [*np.linspace(0.0, bound, 301), *(at * np.array([0.9, 0.99, 0.999, 1.001, 1.01, 1.1]))]
    now = objective(at)
    return max(objective(min(x, most)) for x in tried) - now


def slope_at(objective: Callable[[float], float], at: float, most: float) -> float:
    """How steep the objective is where one could still move: 0 at a best reply."""
    h = 1e-5 * max(1.0, at)
    up = (objective(at + h) - objective(at)) / h if at + h <= most else 0.0
    down = (objective(at) - objective(at - h)) / h if at - h >= 0.0 else 0.0
    if at + h <= most and at - h >= 0.0 and up < 0.0 < down:
        return 0.0  # a kink: worse either way
    if at + h <= most and at - h >= 0.0:
        return (objective(at + h) - objective(at - h)) / (2.0 * h)
    return max(up, 0.0) if at - h < 0.0 else min(down, 0.0)


def keys(terms: Terms, members: tuple[int, ...]) -> np.ndarray:
    """Keys by which a rule divides a total, summing to 1 over the members."""
    by = {
        "equal": np.ones(terms.n),
        "capacity": terms.each("weights", 1.0),
        "responsibility": terms.each("responsibility", 1.0),
        "benefit": np.asarray(terms.values, dtype=float),
    }[terms.rule]
    held = np.array([by[i] for i in members])
    return held / held.sum() if held.sum() > 0.0 else np.zeros(len(members))


def objectives(terms: Terms, members: tuple[int, ...], efforts: np.ndarray) -> dict[int, Callable[[float], float]]:
    """For everybody who chooses its effort, what it maximises, the others' efforts as they are."""
    binding = terms.in_force(members)
    chosen: dict[int, Callable[[float], float]] = {}

    def by_weight(i: int, weight: float) -> Callable[[float], float]:
        def objective(x: float) -> float:
            other = efforts.copy()
            other[i] = x
            return weight * terms.worth(terms.total(other, members)) - terms.spent(i, x)

        return objective

    for i in range(terms.n):
        if i not in members or not binding:
            if terms.outsider == "nash":
                chosen[i] = by_weight(i, terms.own_worth(i))
            continue
        if terms.rule in {"equal", "capacity", "responsibility", "benefit", "quantity"}:
            continue
        if terms.rule == "price":
            chosen[i] = lambda x, i=i: terms.price * x - terms.spent(i, x)
        elif terms.rule == "hegemonic" and i != terms.lead:
            chosen[i] = lambda x, i=i: -terms.spent(i, x)
        else:
            rho = {"voluntary": 0.0, "hegemonic": 0.0, "joint": 1.0}.get(terms.rule)
            chosen[i] = by_weight(i, terms.weight(i, members, terms.each("ambition", 1.0)[i] if rho is None else rho))
    return chosen


def log_chance(gain: float, theta: float) -> Decimal:
    """The logit chance, in exact decimals."""
    return 1 / (1 + (-Decimal(gain) / Decimal(theta)).exp())


def exact_law(gains: dict[tuple[int, ...], dict[int, float]], n: int, theta: np.ndarray) -> np.ndarray:
    """The law of the number of members where one at a time, drawn at random, decides.

    By trees: a state's chance is the sum, over all ways in which every other state leads to it, of the product of rates
    (Freidlin and Wentzell). Only sums and products of positive decimals: nothing can cancel.
    """
    getcontext().prec = DIGITS
    states = list(sets_of(n))
    moves = {state: [tuple(sorted(set(state) ^ {i})) for i in range(n)] for state in states}
    rates = {
        (state, other): log_chance(gains[state][i] * (-1.0 if i in state else 1.0), float(theta[i]))
        for state in states
        for i, other in enumerate(moves[state])
    }
    weights = dict.fromkeys(states, Decimal(0))
    for root in states:
        others = [state for state in states if state != root]
        for choice in product(*(moves[state] for state in others)):
            goes = dict(zip(others, choice, strict=True))
            if all(leads_to(root, state, goes) for state in others):
                weight = Decimal(1)
                for state, other in goes.items():
                    weight *= rates[state, other]
                weights[root] += weight
    total = sum(weights.values())
    return np.array([float(sum(weights[s] for s in states if len(s) == k) / total) for k in range(n + 1)])


def leads_to(root: tuple[int, ...], state: tuple[int, ...], goes: dict[tuple[int, ...], tuple[int, ...]]) -> bool:
    """Whether following the arrows from a state one comes to the root."""
    for _ in goes:
        if state == root:
            return True
        state = goes[state]
    return state == root


def shapley(worth: Callable[[tuple[int, ...]], float], members: tuple[int, ...]) -> dict[int, float]:
    """Mean marginal contributions over all orders of the members."""
    orders = list(permutations(members))
    value = dict.fromkeys(members, 0.0)
    for order in orders:
        for k, i in enumerate(order):
            before = tuple(sorted(order[:k]))
            value[i] += (worth(tuple(sorted((*before, i)))) - worth(before)) / len(orders)
    return value
