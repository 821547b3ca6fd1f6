"""How well odds tell members from outsiders: area under the curve, average precision, and two plain baselines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from experiments.evidence.lists import RealList
from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError
from simulation.roster import Roster
from simulation.rules.motives import great_circle

NEEDS_LAB = "Scores and fits need scikit-learn; install it with: pip install 'multipartner[analysis]'."


def area_under_curve(outcome: np.ndarray, odds: Floats) -> float:
    """Return the chance that a member drawn by lot has better odds than an outsider; ties count half."""
    try:
        from sklearn.metrics import roc_auc_score
    except ImportError:
        raise MultipartnerError(NEEDS_LAB) from None
    return float(roc_auc_score(outcome, odds))


def average_precision(outcome: np.ndarray, odds: Floats) -> float:
    """Return the area under precision and recall (AUPR): for short lists."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(outcome, odds))


def score_predictions(
    predictions: pd.DataFrame, members: dict[str, set[str]], known: dict[str, set[str]]
) -> pd.DataFrame:
    """Score a table of predictions against real members: states that are neither founders nor recipients.

    Parameters
    ----------
    predictions : columns partnership, actor, kind, odds
    members : real members of each partnership
    known : actors known beforehand, not scored
    """
    rows = []
    for name, table in predictions[predictions.kind == "state"].groupby("partnership", sort=False):
        if name not in members:
            continue
        scored = table[~table.actor.isin(known.get(str(name), set()))]
        outcome = scored.actor.isin(members[str(name)]).to_numpy().astype(np.int64)
        inside, of = int(outcome.sum()), len(outcome)
        row = {"partnership": name, "n": inside, "of": of, "auc": np.nan, "aupr": np.nan}
        if 0 < inside < of:
            odds = scored.odds.to_numpy(dtype=float)
            row |= {"auc": area_under_curve(outcome, odds), "aupr": average_precision(outcome, odds)}
        rows.append(row)
    return pd.DataFrame(rows, columns=["partnership", "n", "of", "auc", "aupr"])


def baseline_features(roster: Roster, real: RealList) -> Floats:
    """Return ten plain features of each scored candidate, shape (scored, 10).

    Log GDP and log GDP per head, democracy, distance of UN ideal point from the mean of those known and mean distance,
    mean and least distance of capitals, share of them in the same region, with a defence pact, any with a border.
    """
    known = np.array([i for i in real.description.founders if i < roster.n_states], dtype=np.int64)
    return np.array([_features_of(roster, int(i), known[known != i]) for i in real.scored])


def _features_of(roster: Roster, i: int, others: np.ndarray) -> list[float]:
    others = others if others.size else np.array([i])
    size = float(np.log(roster.resources[i]))
    x = roster.position
    km = _distances(roster)[i, others]
    pacts, borders = _tied(roster, "pacts"), _tied(roster, "borders")
    return [
        size,
        size - float(np.log(roster.population[i])),
        float(roster.democracy[i]),
        abs(float(x[i] - x[others].mean())),
        float(np.abs(x[i] - x[others]).mean()),
        float(km.mean()),
        float(km.min()),
        float(np.mean([roster.region[j] == roster.region[i] for j in others])),
        float(pacts[i, others].mean()),
        float(borders[i, others].max()),
    ]


_CACHE: dict[tuple[int, str], Floats] = {}


def _distances(roster: Roster) -> Floats:
    key = (id(roster), "km")
    if key not in _CACHE:
        n = roster.n_states
        places = list(zip(roster.latitude[:n].tolist(), roster.longitude[:n].tolist(), strict=True))
        _CACHE[key] = np.array([[great_circle(*a, *b) for b in places] for a in places])
    return _CACHE[key]


def _tied(roster: Roster, what: str) -> Floats:
    key = (id(roster), what)
    if key not in _CACHE:
        table = np.zeros((roster.n_states, roster.n_states))
        pairs = getattr(roster, what)
        table[pairs[:, 0], pairs[:, 1]] = table[pairs[:, 1], pairs[:, 0]] = 1.0
        _CACHE[key] = table
    return _CACHE[key]


def plain_logit(features: Sequence[Floats], outcomes: Sequence[np.ndarray], folds: Sequence[str]) -> list[Floats]:
    """Return the odds that a pooled logit on the features and their squares gives lists left out of its fit."""
    from sklearn.linear_model import LogisticRegression

    sizes = np.cumsum([len(each) for each in outcomes])[:-1]
    fold = np.concatenate([np.repeat(name, len(each)) for name, each in zip(folds, outcomes, strict=True)])
    x, y = np.vstack(features), np.concatenate(outcomes)
    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)
    x = np.hstack([x, x * x])
    scores = np.zeros(len(y))
    for name in np.unique(fold):
        out = fold == name
        fitted = LogisticRegression(max_iter=3000).fit(x[~out], y[~out])
        scores[out] = fitted.decision_function(x[out])
    return list(np.split(scores, sizes))
