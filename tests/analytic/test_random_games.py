"""Random games of unequal actors, over every rule, benefit, cost and limit, against their definitions.

Efforts are best replies to one another (or, of members that lead, to what outsiders do about them), payoffs are what
definitions say of these efforts, decisions are differences of payoffs, and stable sets and laws follow from them.
"""

from __future__ import annotations

from math import isclose
from typing import Any

import numpy as np
import pytest
from numpy.random import Generator, default_rng  # noqa: TID251 - luck of the test, not of the model

from simulation.game import Game
from tests.analytic.definitions import Terms, best_reply, exact_law, keys, objectives, sets_of, shapley, slope_at

PRICED = ("voluntary", "reciprocity", "joint", "price", "hegemonic")
DIVIDED = ("equal", "capacity", "responsibility", "benefit")
PAID = ("lindahl", "shapley", "optimal", "nash_bargaining", "chander_tulkens")
RULES = (*PRICED, "quantity", *DIVIDED, *PAID)
BENEFITS = ("linear", "quadratic", "log", "plain log", "step")
COSTS = ("quadratic", "linear", "log_capacity")
TOLERANCE = 2e-6


def drawn(seed: int) -> Terms:
    """A game drawn by lot; every rule, benefit and cost comes in turn."""
    draw = default_rng(seed)
    n = int(draw.choice([1, 2, 3, 4], p=[0.05, 0.35, 0.45, 0.15]))
    rule, benefit = RULES[seed % len(RULES)], BENEFITS[seed // len(RULES) % len(BENEFITS)]
    cost = COSTS[int(draw.integers(3))]
    options: dict[str, Any] = {"rule": rule, "cost": cost, "benefit": benefit}
    options |= benefit_of(benefit, draw) | cost_of(cost, benefit, n, draw) | rule_of(rule, n, draw)
    if benefit == "step":  # no small effort changes a step: only stated efforts do
        options |= {"rule": "quantity", "quantity": float(draw.uniform(0.2, 2.0)), "outsider": "none"}
        for name in ("price", "total", "lead", "weights", "responsibility", "surplus_weights", "ambition"):
            options.pop(name, None)
    some: dict[str, Any] = {
        "efficacy": draw.uniform(0.5, 2.0, n),
        "productivity": float(draw.uniform(0.7, 1.6)),
        "regard": draw.uniform(0.0, 0.6, n),
        "outsider_gain": float(draw.uniform(-0.5, 0.5)),
        "outsider_penalty": float(draw.uniform(0.0, 0.8)),
        "dues": float(draw.uniform(-0.6, 0.6)),
        "minimum_participation": int(draw.integers(0, n + 1)),
        "outsider": "none",
    }
    options |= {name: value for name, value in some.items() if draw.random() < 0.3 and name not in options}
    options["tie"] = str(draw.choice(["join", "stay", "out"]))
    if (
        cost != "linear"
        and benefit in {"quadratic", "log"}
        and draw.random() < 0.4
        and rule in {"joint", "reciprocity"}
    ):
        options |= {"response": "leader", "rule": rule}
    return Terms(draw.uniform(0.3, 3.0, n), draw.uniform(0.4, 2.5, n) if cost == "quadratic" else np.ones(n), options)


def benefit_of(benefit: str, draw: Generator) -> dict[str, Any]:
    if benefit == "quadratic":
        return {"peak": float(draw.uniform(2.0, 40.0))}
    if benefit == "log":
        return {"scale": float(draw.uniform(0.5, 5.0)), "offset": float(draw.uniform(0.2, 2.0))}
    if benefit == "plain log":
        return {"benefit": "log", "offset": 0.0, "scale": float(draw.choice([1.0, draw.uniform(0.5, 5.0)]))}
    return {"threshold": float(draw.uniform(0.5, 4.0))} if benefit == "step" else {}


def cost_of(cost: str, benefit: str, n: int, draw: Generator) -> dict[str, Any]:
    options: dict[str, Any] = {}
    if cost == "quadratic":
        if draw.random() < 0.4:
            options["c0"] = draw.uniform(-0.5, 1.0, n)
        if draw.random() < 0.4:
            options["limit"] = float(draw.uniform(0.2, 2.0))
        if draw.random() < 0.3:
            options["c1"] = float(draw.uniform(0.5, 2.0))
    elif cost == "linear":
        options |= {"c0": draw.uniform(0.2, 2.0, n), "capacity": draw.uniform(0.5, 6.0, n)}
    else:
        options |= {"c1": float(draw.uniform(0.3, 2.0)), "capacity": draw.uniform(0.5, 6.0, n), "limit": 0.95}
    return options


def rule_of(rule: str, n: int, draw: Generator) -> dict[str, Any]:
    if rule in {"reciprocity", "lindahl", "shapley", "optimal"}:
        equal = rule != "reciprocity" or draw.random() < 0.5
        return {"ambition": float(draw.uniform(0.0, 1.0)) if equal else draw.uniform(0.1, 1.0, n)}
    if rule == "price":
        return {"price": float(draw.uniform(0.2, 4.0))}
    if rule == "quantity":
        return {"quantity": float(draw.uniform(0.1, 2.0))}
    if rule == "hegemonic":
        return {"lead": int(draw.integers(n))}
    options: dict[str, Any] = {"ambition": float(draw.uniform(0.2, 1.2))} if rule in DIVIDED else {}
    if rule in DIVIDED and draw.random() < 0.4:
        options = {"total": float(draw.uniform(0.5, 6.0))}
    if rule == "capacity":
        options["weights"] = draw.uniform(0.1, 3.0, n)
    if rule == "responsibility":
        options["responsibility"] = draw.uniform(0.1, 3.0, n)
    return options


def game_of(terms: Terms, **more: Any) -> Game:
    options = {
        name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in terms.options.items()
    }
    if terms.cost != "quadratic":
        return Game(terms.values.tolist(), **{**options, **more})
    return Game(terms.values.tolist(), terms.costs.tolist(), **{**options, **more})


def answered(terms: Terms, members: tuple[int, ...], efforts: np.ndarray) -> np.ndarray:
    """Efforts after outsiders have answered the members' ones: each outsider's own optimum at a common E, bisected."""
    outside = [i for i in range(terms.n) if i not in members]
    power, bound = terms.each("efficacy", 1.0), np.minimum(terms.most, 1e6)

    def at(total: float) -> np.ndarray:
        result = efforts.copy()
        for i in outside:
            price, first = terms.own_worth(i) * terms.slope(total) * power[i], terms.each("c0", 0.0)[i]
            if terms.cost == "log_capacity":
                wanted = terms.each("capacity", 1.0)[i] - terms.c1 / price if price > 0.0 else 0.0
            else:
                wanted = (price - first) / (terms.c1 * terms.costs[i])
            result[i] = min(max(wanted, 0.0), bound[i]) if terms.outsider == "nash" else 0.0
        return result

    low, high = 0.0, 1e4
    for _ in range(80):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if terms.total(at(middle), members) > middle else (low, middle)
    return at(high)


def check_leaders(terms: Terms, members: tuple[int, ...], efforts: np.ndarray) -> None:
    """No member that leads gains by another effort, once outsiders have answered it."""
    scale = 1.0 + float(np.abs(efforts).max())
    for i in members:
        weight = terms.weight(i, members, 1.0 if terms.rule == "joint" else terms.each("ambition", 1.0)[i])

        def objective(x: float, i: int = i, weight: float = weight) -> float:
            others = efforts.copy()
            others[i] = x
            return weight * terms.worth(terms.total(answered(terms, members, others), members)) - terms.spent(i, x)

        h = 1e-4 * scale
        now, less, more = (
            objective(x) for x in (efforts[i], max(efforts[i] - h, 0.0), min(efforts[i] + h, terms.most[i]))
        )
        assert max(less, more) <= now + 1e-7 * scale
        if terms.rule == "joint":
            tried = max(objective(x) for x in np.linspace(0.0, min(terms.most[i], 3.0 * scale), 25))
            assert tried <= now + 1e-6 * (1.0 + abs(now))


def check_efforts(terms: Terms, members: tuple[int, ...], efforts: np.ndarray) -> None:
    assert np.all(efforts >= 0.0)
    assert np.all(efforts <= terms.most * (1.0 + 1e-9))
    leads = terms.response == "leader" and terms.in_force(members)
    if leads and members:
        check_leaders(terms, members, efforts)
    for i, objective in objectives(terms, members, efforts).items():
        if leads and i in members:
            continue
        scale = 1.0 + abs(objective(efforts[i])) + abs(terms.own_worth(i))
        assert best_reply(objective, efforts[i], terms.most[i]) <= 1e-8 * scale, (members, i)
        assert abs(slope_at(objective, efforts[i], terms.most[i])) <= 2e-4 * scale, (members, i)
    if terms.outsider == "none":
        assert all(efforts[i] == 0.0 for i in range(terms.n) if i not in members)
    if not terms.in_force(members) or not members:
        return
    given = efforts[list(members)]
    if terms.rule == "quantity":
        assert given == pytest.approx(np.minimum(terms.quantity, terms.most[list(members)]))
    if terms.rule in DIVIDED:
        total = terms.total_to_share(efforts, members)
        if total is not None:
            assert given == pytest.approx(
                np.minimum(total * keys(terms, members), terms.most[list(members)]), rel=TOLERANCE
            )


def divided(terms: Terms, efforts: np.ndarray, members: tuple[int, ...]) -> float | None:
    """Total that a rule divides: stated, or a part of what the members would do together at the present b'(E)."""
    if terms.options.get("total") is not None:
        return float(terms.options["total"])
    slope, power = terms.slope(terms.total(efforts, members)), terms.each("efficacy", 1.0)
    wanted = 0.0
    for i in members:
        price = terms.weight(i, members, 1.0) * slope * power[i] * terms.productivity
        first = terms.each("c0", 0.0)[i]
        if terms.cost == "linear":
            if isclose(price, first, rel_tol=1e-4):
                return None  # any effort is as good
            own = terms.most[i] if price > first else 0.0
        elif terms.cost == "log_capacity":
            own = terms.each("capacity", 1.0)[i] - terms.c1 / price if price > 0.0 else 0.0
        else:
            own = (price - first) / (terms.c1 * terms.costs[i])
        wanted += min(max(own, 0.0), terms.most[i])
    return float(terms.ambition * wanted)


Terms.total_to_share = divided  # type: ignore[attr-defined]


def transfers(
    terms: Terms, members: tuple[int, ...], efforts: dict[tuple[int, ...], np.ndarray], plain: dict[Any, np.ndarray]
) -> np.ndarray:
    """What each member receives, from its definition."""
    paid = np.zeros(terms.n)
    if terms.rule not in PAID or not members or not terms.in_force(members):
        return paid
    now, none = plain[members], plain[()]
    rest = {i: plain[tuple(j for j in members if j != i)][i] for i in members}
    if terms.rule == "lindahl":
        slope = terms.slope(terms.total(efforts[members], members))
        made = efforts[members] * terms.each("efficacy", 1.0) * terms.productivity
        output = sum(made[j] for j in members)
        for i in members:
            paid[i] = slope * (sum(terms.values[j] for j in members) * made[i] - terms.values[i] * output)
    elif terms.rule == "chander_tulkens":
        extra = {i: terms.spent(i, efforts[members][i]) - terms.spent(i, efforts[()][i]) for i in members}
        for i in members:
            paid[i] = extra[i] - terms.values[i] / sum(terms.values[j] for j in members) * sum(extra.values())
    elif terms.rule == "shapley":
        with np.errstate(invalid="ignore"):  # the logarithm of no effort
            value = shapley(lambda some: sum(plain[some][j] for j in some), members)
            for i in members:
                paid[i] = value[i] - now[i]
    else:
        claims = rest if terms.rule == "optimal" else {i: none[i] for i in members}
        surplus = sum(now[i] - claims[i] for i in members)
        for i in members:
            with np.errstate(invalid="ignore"):  # the logarithm of no effort
                paid[i] = claims[i] + surplus / len(members) - now[i]
    return paid


def check(seed: int) -> None:
    terms = drawn(seed)
    game = game_of(terms)
    efforts, payoffs, plain, gains = {}, {}, {}, {}
    for members in sets_of(terms.n):
        game.seat(members)
        efforts[members], payoffs[members] = game.efforts(), game.payoffs()
        gains[members] = {i: game.gain(i) for i in range(terms.n)}
        check_efforts(terms, members, efforts[members])
        plain[members] = terms.plain_payoffs(efforts[members], members)
    for members in sets_of(terms.n):
        expected = plain[members] + transfers(terms, members, efforts, plain)
        finite = np.isfinite(expected)
        scale = 1.0 + np.abs(expected[finite]).max(initial=0.0)
        assert payoffs[members][finite] == pytest.approx(expected[finite], rel=1e-5, abs=2e-6 * scale), members
        for i in range(terms.n):
            inside, outside = tuple(sorted({*members, i})), tuple(j for j in members if j != i)
            gain = payoffs[inside][i] - payoffs[outside][i]
            if np.isfinite(gain) and abs(gain) < 1e6:
                assert gains[members][i] == pytest.approx(gain, rel=1e-7, abs=1e-7), (members, i)
    check_stable(terms, game, payoffs)


def check_stable(terms: Terms, game: Game, payoffs: dict[tuple[int, ...], np.ndarray]) -> None:
    """A set is stable where nobody gains by leaving or entering, and ties fall as the rule for ties says."""
    found, stable = set(game.stable_memberships()), set()
    for members in sets_of(terms.n):
        holds, is_clear = True, True
        for i in range(terms.n):
            inside, outside = tuple(sorted({*members, i})), tuple(j for j in members if j != i)
            gain = payoffs[inside][i] - payoffs[outside][i]
            largest = max(abs(payoffs[inside][i]), abs(payoffs[outside][i]), 1.0)
            if 1e-11 * largest < abs(gain) < 1e-6 * largest:
                is_clear = False
            is_tie = abs(gain) <= 1e-11 * largest
            wants_in = {"join": True, "out": False, "stay": i in members}[terms.tie] if is_tie else bool(gain > 0.0)
            holds = holds and wants_in is (i in members)
        if not is_clear:
            found.discard(members)
        elif holds:
            stable.add(members)
    assert found == stable


@pytest.mark.parametrize("seed", range(len(RULES) * len(BENEFITS)))
def test_a_random_game_is_what_its_definitions_say(seed: int) -> None:
    check(seed)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(22))
def test_two_thousand_random_games_are_what_their_definitions_say(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * (hundred + 1)):
        check(seed)


def two_wells(seed: int) -> tuple[Game, np.ndarray]:
    """Two or three actors who like each other, or not, so that all in and all out are wells; noise down to 1/1000."""
    draw = default_rng(10_000 + seed)
    n = int(draw.choice([2, 3]))
    liking = draw.uniform(0.4, 1.2, (n, n))
    theta = 10.0 ** draw.uniform(-3.0, -0.5) * (draw.uniform(0.7, 1.4, n) if draw.random() < 0.5 else np.ones(n))
    dues = float(draw.uniform(0.2, 0.6) * liking.sum() / n / (n - 1) * (n - 1))
    return Game([0.0] * n, affinity=liking.tolist(), dues=dues, theta=theta.tolist()), theta


@pytest.mark.parametrize("seed", [*range(40), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(40, 100))])
def test_the_law_of_two_wells_is_exact_however_deep_they_are(seed: int) -> None:
    game, theta = two_wells(seed)
    gains = {}
    for members in sets_of(game.n):
        game.seat(members)
        gains[members] = {i: game.gain(i) for i in range(game.n)}
    law = game.law()
    assert law == pytest.approx(exact_law(gains, game.n, theta), rel=1e-6, abs=1e-300)
    assert law.sum() == pytest.approx(1.0, abs=1e-12)
