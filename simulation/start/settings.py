"""The settings array of a scenario: names of choices become codes, everything else is a number already."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from simulation.core.codes import Benefit, Cost, Response
from simulation.core.columns import Floats
from simulation.core.settings import Setting
from simulation.parameters import Scenario

CODES: dict[Setting, dict[str, int]] = {
    Setting.BENEFIT: {shape.name.lower(): int(shape) for shape in Benefit},
    Setting.COST: {shape.name.lower(): int(shape) for shape in Cost},
    Setting.TIE: {"join": 0, "stay": 1, "out": 2},
    Setting.RESPONSE: {response.name.lower(): int(response) for response in Response},
    Setting.OUTSIDER: {"none": 0, "nash": 1},
}


def value_of(scenario: Scenario, dotted: str) -> Any:
    """Return the value of a scenario by its dotted name."""
    return reduce(getattr, dotted.split("."), scenario)


def settings_array(scenario: Scenario) -> Floats:
    """Return the array that kernels read, shape (settings,)."""
    values = np.zeros(len(Setting))
    for setting in Setting:
        value = value_of(scenario, setting.dotted)
        values[setting] = CODES[setting][value] if setting in CODES else float(value)
    return values
