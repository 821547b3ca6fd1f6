"""Numbers of a fixed run, stored: a change of results is seen, named in the changelog, and then stored anew.

Run ``python tests/regression/test_baseline.py`` to store the present numbers.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from simulation.measures import OUTCOMES
from simulation.parameters import load_scenario
from simulation.world import World

STORED = Path(__file__).with_name("baseline.json")
ARMS: dict[str, tuple[str, dict[str, Any]]] = {
    "cooperative": ("cooperative", {}),
    "transactional": ("transactional", {}),
    "seeding": ("seeding", {}),
    "cooperative, budgets": ("cooperative", {"us.effort_share": 1.0}),
    "transactional, budgets": ("transactional", {"us.effort_share": 0.5}),
    "seeding, budgets": ("seeding", {"us.effort_share": 1.0}),
}
"""Arm: scenario and changes. The last three say how much of the budget is released, as stances did before they stated
what is spent, and give the numbers of then."""


def present() -> dict[str, dict[str, float]]:
    """Return the mean over the run of every measure in each arm, forty states over ten years, seed 0."""
    found = {}
    for arm, (name, changes) in ARMS.items():
        world = World(load_scenario(name, {"roster.states": 40, "years": 10, **changes}), 0)
        world.run()
        means = world.outcomes[1:].mean(axis=0)
        found[arm] = {measure.name: float(mean) for measure, mean in zip(OUTCOMES, means, strict=True)}
    return found


def test_results_are_those_stored() -> None:
    stored, found = json.loads(STORED.read_text()), present()
    changed = [
        f"{arm}.{name}: {before if (before := stored.get(arm, {}).get(name)) is not None else 'nothing'} became {value}"
        for arm in ARMS
        for name, value in found[arm].items()
        if is_other(value, stored.get(arm, {}).get(name))
    ]
    assert not changed, (
        "results changed, or a measure is new; say so in CHANGELOG.md ('Changes results') and store them anew: "
        "python tests/regression/test_baseline.py\n" + "\n".join(changed)
    )


def is_other(value: float, before: float | None) -> bool:
    """Tell whether a number is new, or another one than is stored."""
    return before is None or value != pytest.approx(before, rel=1e-9, abs=1e-12)


def store() -> None:
    """Store the present numbers; what differs by rounding alone stays as it is."""
    stored, found = json.loads(STORED.read_text()), present()
    for arm, numbers in found.items():
        for name, value in numbers.items():
            before = stored.get(arm, {}).get(name)
            numbers[name] = value if is_other(value, before) else before
    STORED.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    store()
