"""How many a new partnership is made for: the intercept that founders and age imply, fitted to organisations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.evidence.lists import RealList
from experiments.evidence.prediction import Forecast
from experiments.evidence.scoring import NEEDS_LAB
from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError
from simulation.core.settings import Setting
from simulation.decision.payoff import Term
from simulation.roster import Roster
from simulation.rules.participation import long_run_chance
from simulation.start.described import TYPICAL_AGE

RECORDED = 2014
"""Year in which the lists of organisations end."""
TRAITS = (Setting.NEW_BASE, Setting.NEW_FOUNDERS, Setting.NEW_AGE, Setting.NEW_SPREAD, Setting.NEW_PACTS)
"""The strengths that are fitted: constant, log founders, log age, spread and pacts of founders."""
FURTHEST = 60.0
HALVINGS = 50
LEAST = 0.5
"""Joiners and outsiders that are left to expect where nobody or everybody joined; Assumed."""
MOST_INTERCEPT = 8.0
"""Intercepts are cut here before they are explained [log-odds]; Assumed: where nearly all join they run away."""


@dataclass(frozen=True)
class NewBodies:
    """Organisations as their founders left them.

    Attributes
    ----------
    traits : shape (organisations, traits)
    pulls : log-odds of one choice for each candidate before the intercept, one array an organisation
    founders, joined : how many founded it, and how many others were in at the end of the record
    """

    lists: tuple[RealList, ...]
    traits: Floats
    pulls: tuple[Floats, ...]
    founders: Floats
    joined: Floats


def new_bodies(forecast: Forecast, lists: Sequence[RealList]) -> NewBodies:
    """Return what is known of organisations when they are founded, and how many joined."""
    pulls = []
    for each in lists:
        terms = forecast.prospects(each.description).terms[list(each.scored)].copy()
        terms[:, Term.INTERCEPT] = 0.0
        pulls.append(terms.sum(axis=1))
    return NewBodies(
        tuple(lists),
        np.array([traits_of(forecast, each) for each in lists]),
        tuple(pulls),
        np.array([float(len(each.description.founders)) for each in lists]),
        np.array([float(each.outcome(forecast.roster).sum()) for each in lists]),
    )


def traits_of(forecast: Forecast, real: RealList) -> list[float]:
    """Return 1, log founders, log of one and age, mean log distance and share of pacts between founders."""
    founders = list(real.description.founders)
    among = np.triu_indices(len(founders), 1)
    distances = forecast.world.distances[np.ix_(founders, founders)][among]
    pacts = pact_table(forecast.roster)[np.ix_(founders, founders)][among]
    started = real.description.started
    age = TYPICAL_AGE if started is None else max(0, RECORDED - started)
    spread, allied = (float(each.mean()) if each.size else 0.0 for each in (distances, pacts))
    return [1.0, float(np.log(len(founders))), float(np.log1p(age)), spread, allied]


def pact_table(roster: Roster) -> Floats:
    """Return 1 where a defence pact stands, shape (states, states)."""
    table = np.zeros((roster.n_states, roster.n_states))
    a, b = roster.pacts[:, 0], roster.pacts[:, 1]
    table[a, b] = table[b, a] = 1.0
    return table


def expected_joiners(forecast: Forecast, pulls: Floats, intercept: float) -> float:
    """Return the sum of long-run chances at an intercept [log-odds]."""
    settings = forecast.settings
    inertia, theta = float(settings[Setting.INERTIA]), float(settings[Setting.THETA])
    worth = float(settings[Setting.MOTIVE_SCALE]) / theta
    switching = inertia + float(settings[Setting.SWITCHING]) / theta
    return sum(long_run_chance(pull + worth * intercept, switching, 1.0) for pull in pulls.tolist())


def solved_intercept(forecast: Forecast, pulls: Floats, joined: float) -> float:
    """Return the intercept at which as many are expected as joined [log-odds]."""
    wanted = max(LEAST, min(joined, len(pulls) - LEAST))
    low, high = -FURTHEST, FURTHEST
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        if expected_joiners(forecast, pulls, middle) < wanted:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def solved_intercepts(forecast: Forecast, bodies: NewBodies) -> Floats:
    """Return the intercept of every organisation, cut at ``MOST_INTERCEPT``."""
    found = [solved_intercept(forecast, *each) for each in zip(bodies.pulls, bodies.joined.tolist(), strict=True)]
    return np.clip(np.array(found), -MOST_INTERCEPT, MOST_INTERCEPT)


def fitted_traits(traits: Floats, intercepts: Floats) -> Floats:
    """Return the strengths that explain the intercepts best, by least squares with a little ridge; shape (traits,)."""
    try:
        from sklearn.linear_model import Ridge
    except ImportError:
        raise MultipartnerError(NEEDS_LAB) from None
    model = Ridge(alpha=1.0).fit(traits[:, 1:], intercepts)
    return np.array([model.intercept_, *model.coef_])


def left_out_sizes(forecast: Forecast, bodies: NewBodies) -> tuple[Floats, dict[str, Floats]]:
    """Return the expected size of each organisation with strengths fitted without its fold, and those strengths."""
    intercepts = solved_intercepts(forecast, bodies)
    fold = np.array([each.fold for each in bodies.lists])
    sizes, strengths = np.zeros(len(fold)), {}
    for name in np.unique(fold):
        out = fold == name
        fitted = fitted_traits(bodies.traits[~out], intercepts[~out])
        strengths[str(name)] = fitted
        for k in np.flatnonzero(out):
            joiners = expected_joiners(forecast, bodies.pulls[k], float(bodies.traits[k] @ fitted))
            sizes[k] = bodies.founders[k] + joiners
    return sizes, strengths
