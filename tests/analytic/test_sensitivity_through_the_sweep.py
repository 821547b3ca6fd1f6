"""Ishigami's function in place of the world, from a design file through sweep, runner, store and table of samples.

Sobol and Morris indices are then those that SALib gives for its own function, and the analytic ones.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.test_functions import Ishigami

from experiments.analysis.sensitivity import RESAMPLES, SEED
from experiments.execution.engine import Engine
from experiments.sweeps import sweep
from tests.ishigami_world import FIRST, MU_STAR, TOTAL, IshigamiScenario, IshigamiWorld, digest, measures

FACTORS = ("shocks.tension_start", "shocks.tension_mean", "attention.crowding")
DESIGN = """
sampler = "{sampler}"
samples = {samples}
years = 1

[uncertainties]
shocks.tension_start = {{ low = 0.0, high = 1.0 }}
shocks.tension_mean = {{ low = 0.0, high = 1.0 }}
attention.crowding = {{ low = 0.0, high = 1.0 }}

[outcomes]
y = "y"
"""
SALIB = {"num_vars": 3, "names": ["x1", "x2", "x3"], "bounds": [[-math.pi, math.pi]] * 3}


def stretched(share):
    """Return a field between 0 and 1 as an argument between −π and π."""
    return -math.pi + 2 * math.pi * share


def build(scenario: Any, seed: int) -> IshigamiWorld:
    """Return Ishigami's world for a real scenario whose three fields are its arguments."""
    shares = (scenario.shocks.tension_start, scenario.shocks.tension_mean, scenario.attention.crowding)
    return IshigamiWorld(IshigamiScenario(*map(stretched, shares)), seed)


ENGINE = Engine(build, measures, digest)  # type: ignore[arg-type]


def swept(folder, sampler, samples):
    path = folder / "ishigami.toml"
    path.write_text(DESIGN.format(sampler=sampler, samples=samples), encoding="utf-8")
    found = sweep(str(path), workers=1, engine=ENGINE)
    assert [answer.name for answer in found.answers] == ["sensitivity"]
    inputs = stretched(found.frame[list(FACTORS)].to_numpy(float))
    return inputs, found.answers[0].frame


def indices(frame, name):
    return frame[frame["index"] == name].set_index("factor")["value"].loc[list(FACTORS)].tolist()


@pytest.mark.slow
def test_sobol_indices(tmp_path):
    inputs, frame = swept(tmp_path, "saltelli", 1024)
    reference = salib_sobol.analyze(SALIB, Ishigami.evaluate(inputs), False, RESAMPLES, seed=SEED)
    assert indices(frame, "first") == pytest.approx(reference["S1"], rel=1e-9, abs=1e-12)
    assert indices(frame, "total") == pytest.approx(reference["ST"], rel=1e-9, abs=1e-12)
    for name, truth in (("first", FIRST), ("total", TOTAL)):
        rows = frame[frame["index"] == name].set_index("factor").loc[list(FACTORS)]
        assert rows["value"].tolist() == pytest.approx(truth, abs=0.02)


def test_morris_effects(tmp_path):
    inputs, frame = swept(tmp_path, "morris", 200)
    reference = salib_morris.analyze(SALIB, inputs, Ishigami.evaluate(inputs), RESAMPLES, num_levels=4, seed=SEED)
    assert indices(frame, "mu_star") == pytest.approx(np.asarray(reference["mu_star"]), rel=1e-9)
    assert indices(frame, "mu_star") == pytest.approx(MU_STAR, rel=0.1)
