"""Agency: the difference that a world without an actor makes, actor by actor, in the same random histories."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

import numpy as np
import pandas as pd

from experiments.analysis.paired import interval
from experiments.ensembles import run_arms
from experiments.execution.engine import MODEL, fitted
from experiments.storage.identity import Arm
from experiments.storage.manifest import LEFT_OUT
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.settings import QUARTER
from simulation.core.typed import typed
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.loading import ScenarioLike
from simulation.start.names import roster_of

WITH_ALL = "with all"


@typed
def agency(
    scenario: ScenarioLike,
    actors: Sequence[str],
    runs: int = 20,
    seed: int = 0,
    *,
    measure: str = "damage",
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
) -> pd.DataFrame:
    """Leave out each actor in turn and return how the world without it differs, the largest difference first.

    An actor left out gives nothing and sits nowhere from the first quarter on; its stake in the threats remains.

    Parameters
    ----------
    scenario : name, path, mapping or Scenario
    actors : ids of the actors to leave out, one at a time
    runs, seed, workers, out : as for ``experiments.ensemble``
    measure : outcome that is summed over the run, quarter by quarter

    Returns
    -------
    frame : columns actor, difference, low, high (95 % interval over histories), pairs; the difference is the world
        without the actor minus the world with it, over the whole run, in the unit of the measure times years; a
        positive number of damage is damage that the actor prevents

    Raises
    ------
    MultipartnerError : no actor, an unknown actor or measure, or a run fails

    Examples
    --------
    >>> agency("today", ["USA", "CHN", "gates"], runs=20)  # doctest: +SKIP
    """
    base = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
    ids = roster_of(base).ids
    if not actors:
        raise MultipartnerError("Name at least one actor to leave out, such as 'USA' or 'gates'.")
    for name in actors:
        if name not in ids:
            raise name_unknown("actor", name, ids)
    measures = [each.name for each in fitted(MODEL, [base]).measures()]
    if measure not in measures:
        raise name_unknown("measure", measure, measures)
    values = base.model_dump(mode="python", by_alias=True)
    arms = [Arm(WITH_ALL, base)]
    for name in dict.fromkeys(actors):
        absent = tuple(dict.fromkeys((*base.roster.absent, name)))
        arms.append(Arm(name, Scenario.model_validate({**values, "roster": {**values["roster"], "absent": absent}})))
    outcomes = run_arms(arms, runs, seed, workers=workers, out=out, kind=LEFT_OUT).outcomes
    flows = outcomes[outcomes["quarter"] > 0].assign(total=lambda frame: frame[measure] * QUARTER)
    totals = flows.groupby(["history", "scenario"], observed=True)["total"].sum().unstack("scenario")
    rows = []
    for arm in arms[1:]:
        differences = (totals[arm.name] - totals[WITH_ALL]).dropna().to_numpy(np.float64)
        mean, low, high = interval(differences, parameters=base.parameter_sets > 0)
        rows.append({"actor": arm.name, "difference": mean, "low": low, "high": high, "pairs": len(differences)})
    frame = pd.DataFrame(rows).sort_values("difference", key=abs, ascending=False, ignore_index=True)
    unit = outcomes.attrs.get("units", {}).get(measure, "1")
    frame.attrs["units"] = dict.fromkeys(("difference", "low", "high"), f"{unit} × yr")
    return frame
