"""``make calibrate STAGE=motives``: strengths fitted to all lists, with a bootstrap and what is not identified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.evidence.calibration import MOTIVES, all_lists, bootstrap, fitted_strengths, multiplier, sample_of
from experiments.evidence.lists import DATA, organisations
from experiments.evidence.prediction import Forecast, forecast_in
from experiments.evidence.sizes import TRAITS, fitted_traits, new_bodies, solved_intercepts
from experiments.storage.csv_text import as_csv
from simulation.core.randomness import Purpose, uniform

STAGES = ("motives", "dynamics")
STRENGTHS, DRAWS = "motives", "motive_draws"
"""Names of the tables that are written."""
COUNTED_OUT = 0.7
"""Correlation of two strengths beyond which the lists hardly tell one from the other; Assumed."""


def fit_motives(draws: int, out: Path | None = None, scenario: str = "today") -> Iterator[str]:
    """Fit strengths and write two tables: estimates with intervals, and the draws of the bootstrap.

    Parameters
    ----------
    draws : number of bootstrap draws
    out : folder, by default the project's own data
    scenario : in whose world features are computed; its scale and inertia set the unit of sizes
    """
    out = out or DATA
    out.mkdir(parents=True, exist_ok=True)
    forecast = forecast_in(scenario)
    sample = sample_of(forecast, all_lists(forecast.roster))
    found = fitted_strengths(sample)
    yield f"{len(sample.lists)} lists with members and outsiders enough."
    taken = bootstrap(sample, draws)
    made_for, more = sizes_drawn(forecast, found, draws)
    names = [*taken.columns, *more.columns]
    table = strengths_table(names, np.concatenate([found, made_for]), pd.concat([taken, more], axis=1))
    _write(table, out / f"{STRENGTHS}.csv", 4)
    _write(pd.concat([taken, more], axis=1), out / f"{DRAWS}.csv", 4)
    for row in table.itertuples():
        yield f"{row.setting:22} {row.value:+8.3f}  (90 % of draws {row.low:+.3f} to {row.high:+.3f})"
    yield f"A balanced fit times {multiplier(sample, found):.2f} fits the lists as they are best."
    yield from unidentified(taken)
    yield from unidentified(more)


def sizes_drawn(forecast: Forecast, strengths: np.ndarray, draws: int) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the strengths behind sizes of new organisations, and their draws, organisations drawn with replacement."""
    fitted = forecast.with_settings(dict(zip(MOTIVES, strengths.tolist(), strict=True)))
    bodies = new_bodies(fitted, organisations(forecast.roster))
    intercepts = solved_intercepts(fitted, bodies)
    count = len(intercepts)
    rows = []
    for draw in range(draws):
        chosen = [int(count * uniform(1, Purpose.CHOICE, draw, k, 0)) for k in range(count)]
        rows.append(fitted_traits(bodies.traits[chosen], intercepts[chosen]))
    return fitted_traits(bodies.traits, intercepts), pd.DataFrame(rows, columns=[each.dotted for each in TRAITS])


def strengths_table(names: list[str], values: np.ndarray, draws: pd.DataFrame) -> pd.DataFrame:
    """Return estimates with 90 per cent of the draws around them, a row a strength."""
    low, high = draws.quantile(0.05), draws.quantile(0.95)
    return pd.DataFrame({"setting": names, "value": values, "low": low.to_numpy(), "high": high.to_numpy()})


def unidentified(draws: pd.DataFrame) -> Iterator[str]:
    """Say which strengths may have either sign and which two cannot be told apart."""
    for name in draws:
        if draws[name].quantile(0.05) < 0.0 < draws[name].quantile(0.95):
            yield f"{name} is not identified: 90 % of the draws hold both signs."
    tied, names = draws.corr().to_numpy(), list(draws)
    for k, one in enumerate(names):
        for m in range(k + 1, len(names)):
            if abs(tied[k, m]) > COUNTED_OUT:
                yield f"{one} and {names[m]} can hardly be told apart: correlation {tied[k, m]:+.2f}."


def _write(frame: pd.DataFrame, path: Path, digits: int) -> None:
    path.write_bytes(as_csv(frame, numbers=f"%.{digits}f"))
