"""``make calibrate STAGE=dynamics``: which parameter sets the record of births, deaths, exits, joins and sizes allows.

History matching [vernon2010]: runs at some points of the prior, an emulator (a Gaussian process) of each moment, and
what it says is implausible is left out of the next wave. What remains is an ensemble, not a best set. Runs are kept in
a library, so that a calibration that was stopped goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from warnings import catch_warnings, simplefilter

import numpy as np
import pandas as pd

from experiments.evidence.calibration import MOTIVES
from experiments.evidence.dynamics import YEARS, moments_of_training, record
from experiments.evidence.fitting import DRAWS
from experiments.evidence.lists import DATA
from experiments.evidence.panel import panel_of_run
from experiments.evidence.provenance import provenance, results_digest
from experiments.evidence.scoring import NEEDS_LAB
from experiments.evidence.structure import drawn, try_choices
from experiments.storage.csv_text import as_csv
from experiments.storage.parts import write_whole
from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario
from simulation.roster.reading import DATA as FIGURES

CUTOFF = 3.0
"""Standard deviations from the record at which a point is implausible; Pukelsheim's rule for any one-humped law."""
POINTS, WAVES, SETS = 40, 5, 200
PROPOSED = 2**13
BLOCKS = 64
"""Most times that so many points are proposed for the ensemble: the last waves leave a thousandth of the prior."""
SEED = 2014
LEAST_SPREAD = 1e-6
NARROWED, TIED = 0.3, 0.5
"""Contraction from which the record is said to narrow a parameter; correlation from which two are tied; Assumed."""


@dataclass(frozen=True)
class Prior:
    """A parameter that is calibrated, and where it may lie: even on its scale.

    Parameters
    ----------
    name : dotted name of the field
    low, high : range
    by_log : whether the scale is logarithmic
    whole : whether only whole numbers are meant
    """

    name: str
    low: float
    high: float
    by_log: bool = False
    whole: bool = False

    def value(self, share: float) -> float:
        """Return the value at a share of the way from low to high.

        Examples
        --------
        >>> Prior("x", 1.0, 100.0, by_log=True).value(0.5), Prior("n", 2.0, 5.0, whole=True).value(0.4)
        (10.0, 3)
        """
        found = self.low * (self.high / self.low) ** share if self.by_log else self.low + (self.high - self.low) * share
        return round(found) if self.whole else round(found, 6)


PRIORS = (
    Prior("founding.rate", 0.01, 0.2, by_log=True),
    Prior("lifecycle.patience", 4.0, 40.0, by_log=True, whole=True),
    Prior("lifecycle.end_rate", 0.002, 0.03, by_log=True),
    Prior("payoff.review_share", 0.01, 0.12, by_log=True),
    Prior("payoff.inertia", 1.5, 4.5),
    Prior("motives.new_base", -13.0, -9.0),
    Prior("motives.new_age", 0.75, 2.5),
    Prior("motives.ageing", 0.0, 1.0),
)
"""The dynamic parameters; Assumed: ranges of a factor of about ten, or of what the organisations' bootstrap allows."""
NAMES = tuple(prior.name for prior in PRIORS)
SCATTER = {"arms.spread": 0.2, "norms.spread": 0.14}
"""Luck of states, as military shares and ideal points changed from 1990 to 2009: given, not matched."""


def settings_at(point: Sequence[float]) -> dict[str, float]:
    """Return the fields of a point of the unit cube."""
    return {prior.name: prior.value(share) for prior, share in zip(PRIORS, point, strict=True)}


def targets() -> dict[str, tuple[float, float]]:
    """Return, by training moment, the log of the real value and the deviation of which three fill the band."""
    table = record()
    return {
        row["moment"]: (log(row["real"]), log(row["high"] / row["low"]) / 2.0 / CUTOFF)
        for row in table[table["group"] == "training"].to_dict("records")
    }


def library_at(folder: Path) -> pd.DataFrame:
    """Return the runs that a calibration has made: wave, point, results, the point's shares, moments.

    Runs that were made when the model gave other results are left out: they say nothing of this one.
    """
    path = folder / "library.csv"
    if not path.is_file():
        return pd.DataFrame()
    library = pd.read_csv(path, dtype={"results": str})
    if "results" not in library:
        return pd.DataFrame()
    return library[library["results"] == results_digest()].reset_index(drop=True)


def run_point(point: Sequence[float], seed: int, scenario: str) -> dict[str, float]:
    """Return the training moments of one history at a point."""
    panel, _ = panel_of_run(load_scenario(scenario, SCATTER | settings_at(point)), seed, YEARS)
    return moments_of_training(panel)


@dataclass(frozen=True)
class Emulator:
    """Gaussian processes of the logs of moments over the unit cube, fitted to a library."""

    models: dict[str, object]

    @classmethod
    def of(cls, library: pd.DataFrame) -> Emulator:
        """Fit one process a moment; luck is its noise."""
        try:
            from sklearn.exceptions import ConvergenceWarning
            from sklearn.gaussian_process import GaussianProcessRegressor
            from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
        except ImportError:
            raise MultipartnerError(NEEDS_LAB) from None
        shares = library[list(NAMES)].to_numpy()
        models: dict[str, object] = {}
        for moment in targets():
            seen = library[moment].to_numpy() > 0.0
            kernel = ConstantKernel(1.0) * RBF(np.ones(len(NAMES)), (0.1, 20.0)) + WhiteKernel(0.05, (1e-4, 2.0))
            model = GaussianProcessRegressor(kernel, normalize_y=True, random_state=0)
            with catch_warnings():
                simplefilter("ignore", ConvergenceWarning)  # a length at its bound: the parameter does nothing there
                models[moment] = model.fit(shares[seen], np.log(library[moment].to_numpy()[seen]))
        return cls(models)

    def expected(self, shares: Floats) -> dict[str, tuple[Floats, Floats]]:
        """Return (mean, deviation of the mean) of the log of each moment; luck is not in the deviation."""
        found = {}
        for moment, model in self.models.items():
            mean, deviation = model.predict(shares, return_std=True)  # type: ignore[attr-defined]
            luck = model.kernel_.k2.noise_level * model._y_train_std**2  # type: ignore[attr-defined] # noqa: SLF001
            found[moment] = (mean, np.sqrt(np.maximum(LEAST_SPREAD, deviation**2 - luck)))
        return found

    def implausibility(self, shares: Floats) -> Floats:
        """Return the largest distance of a moment from the record, in standard deviations [vernon2010]."""
        aims = targets()
        found = self.expected(shares)
        apart = [
            np.abs(mean - aims[moment][0]) / np.hypot(deviation, aims[moment][1])
            for moment, (mean, deviation) in found.items()
        ]
        largest: Floats = np.max(apart, axis=0)
        return largest


def proposals(count: int, seed: int) -> Floats:
    """Return points of the unit cube by a scrambled Sobol sequence, shape (count, parameters)."""
    from scipy.stats import qmc

    return np.asarray(qmc.Sobol(len(PRIORS), rng=seed).random(count))


def points_of_wave(library: pd.DataFrame, wave: int, points: int) -> Floats:
    """Return the points of a wave: anywhere at first, then where nothing is implausible, or least so."""
    proposed = proposals(PROPOSED, SEED + wave)
    if wave == 0:
        return proposed[:points]
    earlier = library[library["wave"] < wave]
    apart = Emulator.of(earlier).implausibility(proposed)
    order = np.argsort(np.where(apart <= CUTOFF, 0.0, apart), kind="stable")
    return proposed[order[:points]]


def allowed_points(emulator: Emulator, seed: int, wanted: int = SETS) -> tuple[Floats, float]:
    """Return (points that are not ruled out, at least so many if there are; their part of all that were proposed)."""
    found, proposed = np.empty((0, len(PRIORS))), 0
    for block in np.split(proposals(PROPOSED * BLOCKS, seed), BLOCKS):
        found = np.vstack([found, block[emulator.implausibility(block) <= CUTOFF]])
        proposed += len(block)
        if len(found) >= wanted:
            break
    return found, len(found) / proposed


def calibrate(folder: Path, points: int = POINTS, waves: int = WAVES, scenario: str = "today") -> Iterator[str]:
    """Run the waves that are missing, then write the ensemble and what was learned; say how it goes."""
    folder.mkdir(parents=True, exist_ok=True)
    library = library_at(folder)
    for wave in range(waves):
        done = set(library[library["wave"] == wave]["point"]) if len(library) else set()
        if len(done) < points:
            chosen = points_of_wave(library, wave, points)
            for number in range(points):
                if number in done:
                    continue
                found = run_point(chosen[number].tolist(), SEED + wave * points + number, scenario)
                row = (
                    {"wave": wave, "point": number, "results": results_digest()}
                    | dict(zip(NAMES, chosen[number], strict=True))
                    | found
                )
                library = pd.concat([library, pd.DataFrame([row])], ignore_index=True)
                _write(library, folder / "library.csv", 10)
        yield f"wave {wave}: {points} runs; within all bands: {in_bands(library[library['wave'] == wave]):.0%}"
    emulator = Emulator.of(library)
    allowed, part = allowed_points(emulator, SEED + waves)
    yield f"{part:.2%} of the prior is not ruled out."
    if not len(allowed):
        raise MultipartnerError("No parameter set is left: the record is out of the model's reach within these priors.")
    ensemble = pd.DataFrame([settings_at(point) for point in allowed[:SETS]])
    _write(ensemble, folder / "ensemble.csv", 6)
    _write(learned(allowed), folder / "posterior.csv", 6)
    left = f"{part:.4g}"
    _write(provenance(waves=waves, points=points, left=left, sets=len(ensemble)), folder / "provenance.csv", 6)
    yield from told(allowed)


def ship(folder: Path) -> Iterator[str]:
    """Write the project's own sets: parameters as matched, each with a draw of the motives and of the structure."""
    sets, draws = pd.read_csv(folder / "ensemble.csv"), pd.read_csv(DATA / f"{DRAWS}.csv")
    strengths = draws[[setting.dotted for setting in MOTIVES]]
    rows = [k % len(strengths) for k in range(len(sets))]
    whole = pd.concat([sets.assign(**SCATTER), strengths.iloc[rows].reset_index(drop=True)], axis=1)
    tried = pd.DataFrame(list(try_choices(whole.to_dict("records"))))
    _write(tried, DATA / "structure.csv", 4)
    for row in tried.to_dict("records"):
        yield f"{row['choice']} = {row['value']}: {'kept' if row['kept'] else 'left out by ' + row['outside']}"
    whole = pd.concat([whole, drawn(tried, len(whole))], axis=1)
    _write(whole, FIGURES / "parameter_sets.csv", 6)
    _write(pd.read_csv(folder / "posterior.csv"), DATA / "dynamics_posterior.csv", 4)
    _write(pd.read_csv(folder / "provenance.csv", dtype=str), DATA / "dynamics_provenance.csv", 6)
    yield f"{len(whole)} parameter sets: {FIGURES / 'parameter_sets.csv'}"


def in_bands(runs: pd.DataFrame) -> float:
    """Return the part of runs that lie within all bands of training moments."""
    table = record()
    table = table[table["group"] == "training"]
    inside = np.array([runs[row["moment"]].between(row["low"], row["high"]) for row in table.to_dict("records")])
    return float(inside.all(axis=0).mean())


def learned(allowed: Floats) -> pd.DataFrame:
    """Return prior and posterior of each parameter, and its contraction: 1 less the ratio of variances."""
    rows = []
    for k, prior in enumerate(PRIORS):
        low, half, high = (prior.value(share) for share in np.quantile(allowed[:, k], (0.05, 0.5, 0.95)))
        contraction = 1.0 - float(allowed[:, k].var()) * 12.0
        rows.append((prior.name, prior.low, prior.high, low, half, high, contraction))
    return pd.DataFrame(rows, columns=["parameter", "prior_low", "prior_high", "low", "median", "high", "contraction"])


def told(allowed: Floats) -> Iterator[str]:
    """Say what the record narrows, what it leaves as it was, and which two parameters make up for one another."""
    for row in learned(allowed).to_dict("records"):
        kept = "narrowed" if row["contraction"] > NARROWED else "hardly narrowed: keeps its range"
        name, low, high = row["parameter"], row["low"], row["high"]
        yield f"{name:24} {low:9.4g} to {high:9.4g}, contraction {row['contraction']:+.2f}, {kept}"
    ties = np.atleast_2d(np.corrcoef(allowed.T))
    for k, one in enumerate(NAMES):
        for m in range(k + 1, len(NAMES)):
            if abs(ties[k, m]) > TIED:
                yield f"{one} and {NAMES[m]} make up for one another: correlation {ties[k, m]:+.2f}."


def _write(frame: pd.DataFrame, path: Path, digits: int) -> None:
    write_whole(path, as_csv(frame, numbers=f"%.{digits}g"))
