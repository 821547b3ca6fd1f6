"""P1 and P2: odds of every list with strengths fitted without it, scored beside two plain baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from experiments.evidence.calibration import MOTIVES, all_lists, left_out_strengths, sample_of
from experiments.evidence.lists import RealList, candidates
from experiments.evidence.prediction import Forecast, log_odds_of
from experiments.evidence.scoring import area_under_curve, average_precision, baseline_features, plain_logit
from experiments.evidence.sizes import TRAITS, left_out_sizes, new_bodies
from simulation.core.columns import Floats
from simulation.core.settings import Setting
from simulation.roster import Roster

Strengths = dict[str, dict[Setting, float]]
"""What is decided with when the lists of a fold are predicted."""


@dataclass(frozen=True)
class Scored:
    """A protocol carried out: a row a list, the odds behind it, the real members and what was known beforehand."""

    scores: pd.DataFrame
    odds: pd.DataFrame
    members: pd.DataFrame
    founders: pd.DataFrame


def strengths_by_fold(forecast: Forecast) -> Strengths:
    """Return the strengths of motives fitted without each fold of lists."""
    fitted = left_out_strengths(sample_of(forecast, all_lists(forecast.roster)))
    return {fold: dict(zip(MOTIVES, values.tolist(), strict=True)) for fold, values in fitted.items()}


def platform_odds(forecast: Forecast, real: RealList) -> Floats:
    """Return the odds of each scored candidate: own seat out, the others at data, no switching cost."""
    prospects = forecast.prospects_of(real)
    pulls = prospects.terms.sum(axis=1)
    least = pulls.min() - 1.0
    odds: Floats = np.where(prospects.eligible > 0.0, pulls, least)[list(real.scored)]
    return odds


def founded_odds(forecast: Forecast, real: RealList) -> Floats:
    """Return the odds of each scored candidate from the founders alone, as ``multipartner predict`` gives them."""
    log_odds = log_odds_of(forecast.prospects(real.description), real.description)
    odds: Floats = np.exp(log_odds)[list(real.scored)]
    return odds


def carried_out(
    forecast: Forecast,
    lists: Sequence[RealList],
    strengths: Strengths,
    odds_of_list: Callable[[Forecast, RealList], Floats],
) -> Scored:
    """Predict each list with strengths fitted without its fold, and score those with members and outsiders enough."""
    roster = forecast.roster
    kept = [each for each in lists if each.is_scored(roster)]
    outcomes = [each.outcome(roster) for each in kept]
    odds = [odds_of_list(forecast.with_settings(strengths.get(each.fold, {})), each) for each in kept]
    folds = [each.fold for each in kept]
    logit = plain_logit([baseline_features(roster, each) for each in kept], outcomes, folds)
    size = np.log(roster.resources)
    rows = [
        {
            "partnership": each.id,
            "n": int(outcome.sum()),
            "of": len(outcome),
            "auc": area_under_curve(outcome, predicted_odds),
            "aupr": average_precision(outcome, predicted_odds),
            "gdp": area_under_curve(outcome, size[list(each.scored)]),
            "logit": area_under_curve(outcome, plain),
        }
        for each, outcome, predicted_odds, plain in zip(kept, outcomes, odds, logit, strict=True)
    ]
    return Scored(pd.DataFrame(rows), _odds_table(roster, kept, odds), *_lists_tables(roster, kept))


def _odds_table(roster: Roster, lists: Sequence[RealList], odds: Sequence[Floats]) -> pd.DataFrame:
    tables = [
        pd.DataFrame({"partnership": each.id, "actor": [roster.ids[i] for i in each.scored], "odds": values})
        for each, values in zip(lists, odds, strict=True)
    ]
    return pd.concat(tables, ignore_index=True)


def _lists_tables(roster: Roster, lists: Sequence[RealList]) -> tuple[pd.DataFrame, pd.DataFrame]:
    chosen = {roster.ids[i] for i in candidates(roster)}
    members = [(each.id, actor) for each in lists for actor in sorted(each.members & chosen)]
    founders = [(each.id, roster.ids[i]) for each in lists for i in each.description.founders]
    columns = ["partnership", "actor"]
    return pd.DataFrame(members, columns=columns), pd.DataFrame(founders, columns=columns)


def sizes_by_list(forecast: Forecast, lists: Sequence[RealList]) -> tuple[pd.DataFrame, Strengths]:
    """Return expected and real sizes of new organisations, strengths fitted without the fold, and those strengths."""
    bodies = new_bodies(forecast, lists)
    expected, fitted = left_out_sizes(forecast, bodies)
    frame = pd.DataFrame(
        {
            "partnership": [each.id for each in lists],
            "founders": bodies.founders.astype(int),
            "expected": expected,
            "real": (bodies.founders + bodies.joined).astype(int),
        }
    )
    return frame, {fold: dict(zip(TRAITS, values.tolist(), strict=True)) for fold, values in fitted.items()}
