"""Fit the strengths of the motives to real lists: a balanced logit with ridge, an intercept for each list.

Each list weighs the same, half of it on members and half on outsiders. What the decision weighs in money is left out of
the fit: it would hide behind an intercept of each list or stand for size. Lists and organisations are left out in
folds that keep near-copies together; a bootstrap over lists says how sure the strengths are. How flat a balanced fit
is, one multiplier by plain likelihood tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.evidence.lists import RealList, organisations, platforms
from experiments.evidence.prediction import Forecast
from experiments.evidence.scoring import NEEDS_LAB
from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError
from simulation.core.settings import Setting
from simulation.decision.payoff import Term
from simulation.roster import Roster

MOTIVES = {
    Setting.MOTIVE_NEIGHBOURS: Term.NEIGHBOURS,
    Setting.MOTIVE_SIZE: Term.SIZE,
    Setting.MOTIVE_POSITIONS: Term.POSITIONS,
    Setting.MOTIVE_REGIMES: Term.REGIMES,
    Setting.MOTIVE_INCOME: Term.INCOME,
}
"""The strengths that are fitted, and the term each of them multiplies."""
RIDGE = 1.0
"""Inverse of the prior variance of a strength, for a list of weight 2: shrinks what the lists say nothing about."""
LIST_PRIOR = 100.0
"""Prior variance of a list's intercept: next to none."""


@dataclass(frozen=True)
class Sample:
    """Lists as numbers.

    Attributes
    ----------
    features : what a seat changes for each candidate, per unit of strength, one (candidates, motives) array a list
    outcomes : 1 for members, one array a list
    """

    lists: tuple[RealList, ...]
    features: tuple[Floats, ...]
    outcomes: tuple[np.ndarray, ...]

    def without(self, fold: str) -> Sample:
        """Return the sample without the lists of one fold."""
        return self.chosen([k for k, each in enumerate(self.lists) if each.fold != fold])

    def chosen(self, rows: Sequence[int]) -> Sample:
        """Return some lists, repeated as often as they are named."""
        return Sample(
            tuple(self.lists[k] for k in rows),
            tuple(self.features[k] for k in rows),
            tuple(self.outcomes[k] for k in rows),
        )


def unit_strengths(forecast: Forecast) -> Forecast:
    """Return a world in which each motive counts one log-odd per unit of its feature."""
    theta = float(forecast.settings[Setting.THETA])
    return forecast.with_settings({Setting.MOTIVE_SCALE: theta, **dict.fromkeys(MOTIVES, 1.0)})


def sample_of(forecast: Forecast, lists: Sequence[RealList]) -> Sample:
    """Return the features of lists, computed by the engine's own decision."""
    unit = unit_strengths(forecast)
    kept = [each for each in lists if each.is_scored(forecast.roster)]
    columns = list(MOTIVES.values())
    features = tuple(unit.prospects_of(each).terms[list(each.scored)][:, columns] for each in kept)
    return Sample(tuple(kept), features, tuple(each.outcome(forecast.roster) for each in kept))


def all_lists(roster: Roster) -> list[RealList]:
    """Return platforms and organisations; folds of the two kinds bear different names."""
    return [*platforms(roster), *organisations(roster)]


def fitted_strengths(sample: Sample) -> Floats:
    """Return the strengths that fit the lists best, shape (motives,) [log-odds]."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MultipartnerError(NEEDS_LAB) from None
    from scipy.sparse import csr_matrix, hstack

    x, y = np.vstack(sample.features), np.concatenate(sample.outcomes)
    row_list = np.repeat(np.arange(len(sample.outcomes)), [len(each) for each in sample.outcomes])
    weights = np.concatenate([balanced_weights(each) for each in sample.outcomes])
    own = csr_matrix((np.full(len(y), np.sqrt(LIST_PRIOR * RIDGE)), (np.arange(len(y)), row_list)))
    model = LogisticRegression(C=1.0 / RIDGE, fit_intercept=False, max_iter=5000, tol=1e-6)
    model.fit(hstack([csr_matrix(x), own]).tocsr(), y, sample_weight=weights)
    strengths: Floats = model.coef_[0][: x.shape[1]].copy()
    return strengths


def balanced_weights(outcome: np.ndarray) -> Floats:
    """Return weights that add up to 1 over members and to 1 over outsiders."""
    inside = outcome.sum()
    weights: Floats = np.where(outcome == 1, 1.0 / max(1, inside), 1.0 / max(1, len(outcome) - inside))
    return weights


def left_out_strengths(sample: Sample) -> dict[str, Floats]:
    """Return the strengths fitted without each fold."""
    return {fold: fitted_strengths(sample.without(fold)) for fold in sorted({each.fold for each in sample.lists})}


def bootstrap(sample: Sample, draws: int, seed: int = 0) -> pd.DataFrame:
    """Return strengths fitted to folds drawn with replacement, a row a draw."""
    from simulation.core.randomness import Purpose, uniform

    by_unit: dict[str, list[int]] = {}
    for k, each in enumerate(sample.lists):
        key = each.fold if each.fold not in ORGANISATION_FOLDS else each.id
        by_unit.setdefault(key, []).append(k)
    units = sorted(by_unit)
    rows = []
    for draw in range(draws):
        picks = [int(len(units) * uniform(seed, Purpose.CHOICE, draw, k, 0)) for k in range(len(units))]
        rows.append(fitted_strengths(sample.chosen([k for pick in picks for k in by_unit[units[pick]]])))
    return pd.DataFrame(rows, columns=[setting.dotted for setting in MOTIVES])


ORGANISATION_FOLDS = frozenset(str(k) for k in range(10))
"""Folds of organisations, which are drawn one by one."""


def multiplier(sample: Sample, strengths: Floats) -> float:
    """Return by how much the log-odds of a balanced fit are too flat or too steep: one slope by plain likelihood."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    pull, y = np.vstack(sample.features) @ strengths, np.concatenate(sample.outcomes)
    row_list = np.repeat(np.arange(len(sample.outcomes)), [len(each) for each in sample.outcomes])
    own = csr_matrix((np.full(len(y), np.sqrt(LIST_PRIOR)), (np.arange(len(y)), row_list)))
    model = LogisticRegression(C=1.0, fit_intercept=False, max_iter=5000)
    model.fit(hstack([csr_matrix(pull[:, None]), own]).tocsr(), y)
    return float(model.coef_[0][0])
