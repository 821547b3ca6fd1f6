"""From the terms of a game to the tables and settings of a small world."""

from __future__ import annotations

from typing import Any

import numpy as np

from simulation.core.codes import Benefit, Cost, Response
from simulation.core.columns import Actor, Floats, Issue, Membership, Partnership, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.levers import Lever
from simulation.core.settings import Setting
from simulation.core.whole import is_whole
from simulation.games.checking import code, number, one_each, only_with, shares, square
from simulation.games.tables import (
    TERMS,
    G,
    game_tables,
    keys_of,
    listed_partnerships,
    neutral_settings,
    set_partnership,
    set_penalties,
    set_threat,
)
from simulation.games.terms import GameTerms
from simulation.start.settings import CODES

SHAPE_PARAMETER = {"peak": Benefit.QUADRATIC, "threshold": Benefit.STEP, "scale": Benefit.LOG, "offset": Benefit.LOG}
"""Which shape of benefit each of its parameters belongs to."""
BENEFITS = {shape.name.lower(): int(shape) for shape in Benefit}
COSTS = {shape.name.lower(): int(shape) for shape in Cost}
RESPONSES = {name: value for name, value in CODES[Setting.RESPONSE].items() if value != Response.LAGGED}


def set_benefit(settings: Floats, issues: Floats, terms: GameTerms) -> None:
    """Write the shape of benefit; a parameter of another shape is refused."""
    shape = code("benefit shape", terms.benefit, BENEFITS)
    settings[Setting.BENEFIT] = shape
    for name, owner in SHAPE_PARAMETER.items():
        given = getattr(terms, name)
        only_with(name, is_given=given is not None, wanted=f"benefit='{owner.name.lower()}'", has=shape == owner)
    settings[Setting.OFFSET] = number("offset", 1.0 if terms.offset is None else terms.offset)
    for name in ("peak", "threshold", "scale"):
        if SHAPE_PARAMETER[name] == shape:
            given = getattr(terms, name)
            least = 1.0 if name == "scale" and given is None else given
            issues[Issue.SCALE, G] = number(name, 0.0 if least is None else least, 1e-300)


def budgets(settings: Floats, costs: Any, terms: GameTerms, n: int) -> Floats:
    """Write the shape of cost and return each actor's K: 1 / c where cost is quadratic, else its capacity."""
    shape = code("cost shape", terms.cost, COSTS)
    slopes = one_each("costs", costs, n, above=0.0)
    is_quadratic = shape == Cost.QUADRATIC
    settings[Setting.COST] = shape
    settings[Setting.C0] = 0.0
    first = one_each("c0", terms.c0, n)
    only_with(
        "c0", is_given=bool(np.any(first != 0.0)), wanted="cost='quadratic' or 'linear'", has=shape != Cost.LOG_CAPACITY
    )
    only_with(
        "c1", is_given=terms.c1 is not None, wanted="cost='quadratic' or 'log_capacity'", has=shape != Cost.LINEAR
    )
    settings[Setting.C1] = number("c1", 1.0 if terms.c1 is None else terms.c1, 1e-300)
    is_given = terms.capacity is not None
    only_with("capacity", is_given=is_given, wanted="cost='linear' or 'log_capacity'", has=not is_quadratic)
    only_with("costs", is_given=bool(np.any(slopes != 1.0)), wanted="cost='quadratic'", has=is_quadratic)
    if terms.limit is not None or not is_quadratic:
        settings[Setting.LIMIT] = number("limit", 1.0 if terms.limit is None else terms.limit)
    return 1.0 / slopes if is_quadratic else one_each("capacity", 1.0 if not is_given else terms.capacity, n, above=0.0)


def set_decision(settings: Floats, terms: GameTerms, count: int) -> None:
    """Write how actors decide."""
    settings[Setting.SWITCHING] = number("inertia", terms.inertia)
    settings[Setting.TIE] = code("tie rule", terms.tie, CODES[Setting.TIE])
    settings[Setting.OUTSIDER] = code("outsider rule", terms.outsider, CODES[Setting.OUTSIDER])
    settings[Setting.RESPONSE] = code("response", terms.response, RESPONSES)
    wanted = count if isinstance(terms.candidates, str) and terms.candidates == "all" else terms.candidates
    if not is_whole(wanted) or wanted < 1:
        raise MultipartnerError(f"candidates must be 'all' or a whole number from 1, got {wanted!r}.")
    settings[Setting.CANDIDATES] = wanted
    settings[Setting.NETWORK_DECAY] = number("delta", terms.delta, 0.0, 1.0)
    settings[Setting.NETWORK] = 1.0 if terms.delta > 0.0 else 0.0


def set_weights(actors: Floats, terms: GameTerms, rules: set[str]) -> None:
    """Write the keys of shared rules and the shares of the surplus."""
    n = actors.shape[1]
    for name, rule in (("weights", "capacity"), ("responsibility", "responsibility"), ("surplus_weights", "optimal")):
        is_given = getattr(terms, name) is not None
        only_with(name, is_given=is_given, wanted=f"rule='{rule}'", has=rule in rules)
    if terms.weights is not None:
        actors[Actor.ABILITY] = keys_of("weights", terms.weights, n)
    actors[Actor.RESPONSIBILITY] = 1.0
    if terms.responsibility is not None:
        actors[Actor.RESPONSIBILITY] = keys_of("responsibility", terms.responsibility, n)
    if terms.surplus_weights is not None:
        actors[Actor.BARGAINING] = shares("surplus_weights", terms.surplus_weights, n)


def set_own_terms(actors: Floats, levers: Floats, settings: Floats, terms: GameTerms) -> None:
    """Write what each actor may have of its own: cost of the first unit, noise of choices, efficacy, regard."""
    n = actors.shape[1]
    actors[Actor.OWN_COST] = one_each("c0", terms.c0, n)
    shared = np.ndim(terms.theta) == 0
    noise = np.full(n, number("theta", terms.theta)) if shared else one_each("theta", terms.theta, n, least=0.0)
    settings[Setting.THETA] = noise.max()
    if noise.max() > 0.0:
        if noise.min() == 0.0:
            raise MultipartnerError(f"theta must be above 0 for every actor, or 0 for all, got {noise.tolist()}.")
        actors[Actor.NOISE] = noise / noise.max()
    actors[Actor.EFFECTIVENESS] = one_each("efficacy", 1.0 if terms.efficacy is None else terms.efficacy, n, above=0.0)
    levers[Lever.REGARD] = one_each("regard", terms.regard, n, least=0.0, most=1.0)


def check_leaders(terms: GameTerms) -> None:
    """Refuse leaders where outsiders give all or nothing: there a leader's first-order condition says nothing."""
    is_curved = terms.benefit in {"quadratic", "log"}
    if terms.response == "leader" and terms.cost == "linear" and is_curved:
        raise MultipartnerError(
            "response='leader' with a curved benefit needs cost='quadratic' or 'log_capacity', as outsiders with a "
            "linear cost undo all that a leader does; take response='recompute'."
        )


def build(values: Any, costs: Any, terms: GameTerms) -> tuple[Tables, Floats]:
    """Return the tables and settings of a game, before anybody is seated.

    Examples
    --------
    >>> tables, settings = build([1.0, 2.0], 1.0, GameTerms())
    >>> tables.actors.shape[1], settings[Setting.THETA].item()
    (2, 0.0)
    """
    if values is None or np.ndim(values) != 1 or len(values) == 0:
        raise MultipartnerError(
            "A game needs at least one actor: values must be a list of numbers, as in Game([1.0] * 10), "
            f"got {values!r}."
        )
    worth = one_each("values", values, len(values), least=0.0)
    n = worth.size
    settings = neutral_settings()
    size = one_each("size", 1.0 if terms.size is None else terms.size, n, above=0.0)
    budget = budgets(settings, costs, terms, n)
    common = {name: getattr(terms, name) for name in TERMS}
    specs = [{**common, **spec} for spec in listed_partnerships(terms.partnerships, n)]
    tables = game_tables(worth, size, budget, len(specs))
    set_benefit(settings, tables.issues, terms)
    set_decision(settings, terms, len(specs))
    for p, spec in enumerate(specs):
        set_partnership(tables, p, spec)
    set_weights(tables.actors, terms, {spec["rule"] for spec in specs})
    set_own_terms(tables.actors, tables.levers, settings, terms)
    check_leaders(terms)
    tables = set_penalties(tables, specs)
    if terms.affinity is not None:
        tables = tables._replace(likings=square("affinity", terms.affinity, n))
    set_threat(tables, terms.level, terms.inflow, terms.decay, terms.effectiveness)
    return tables, settings


def committed_profile(tables: Tables) -> Floats:
    """Return who sits where at the start, shape (P, N): the committed, in the first of partnerships that rival."""
    wanted = (tables.memberships[Membership.COMMITTED] > 0.0).astype(float)
    rivals = np.flatnonzero(tables.partnerships[Partnership.EXCLUSIVITY] == 1.0)
    for i in range(wanted.shape[1]):
        held = [p for p in rivals if wanted[p, i] > 0.0]
        wanted[held[1:], i] = 0.0
    return wanted
