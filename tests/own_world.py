"""A world of one's own for tests: a fund and a company in a small world, and the one line that refuses a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from simulation.core.errors import MultipartnerError
from simulation.parameters import Scenario, load_scenario
from simulation.start.names import check_names

FUND = {
    "id": "fund",
    "issue": "climate",
    "founded": 2025.5,
    "ended": 2026.5,
    "lead": "NOR",
    "founders": ["NOR", "SWE", "IDN"],
    "members": ["plastix", "JPN:2026"],
}
COMPANY = {"id": "plastix", "kind": "company", "home": "NOR", "revenue": 12}


def world(**said: Any) -> Scenario:
    """Return a small world with the company, and with whatever else is said."""
    scenario = {"extends": "small", "years": 2, "actor": [COMPANY], **said}
    return load_scenario(scenario)


def refused(**said: Any) -> str:
    """Return the line by which such a world is refused."""
    with pytest.raises(MultipartnerError) as caught:
        check_names(world(**said))
    text = str(caught.value)
    assert "\n" not in text
    return text
