"""Shared fixtures: small worlds that run in a second."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from simulation.parameters import Scenario, load_scenario

settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


HERE = Path(__file__).parent
MINUTES = re.compile(r"(faults|fuzz|statistical)/|analytic/test_row(0[6-9]|1\d|2\d)_")
"""Tests that start, kill and feed commands, compare ensembles, or play and compile many games: minutes in all."""
FAST = (
    "faults/test_compiler_and_shell.py",
    "faults/test_files_and_folders.py",
    "faults/test_groups_and_withdrawals.py",
    "faults/test_numbers_and_games.py",
    "faults/test_options_and_designs.py",
    "faults/test_promises.py",
    "faults/test_states_and_odds.py",
    "faults/test_storage.py",
    "fuzz/test_entry_13_spreadsheets.py",
    "fuzz/test_entry_14_floors.py",
    "fuzz/test_wrong_kinds.py",
)
"""Of these, what works within this process and takes less than a minute in all; single tests there may be slow."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes minutes as slow: `make test-slow` runs it, `make attack` and `make verify` much of it."""
    for item in items:
        place = item.path.relative_to(HERE).as_posix() if item.path.is_relative_to(HERE) else ""
        if MINUTES.match(place) and place not in FAST:
            item.add_marker(pytest.mark.slow)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the kernels once, before several workers would all do so."""
    if getattr(session.config.option, "numprocesses", None):
        from simulation.precompiling import compile_missing

        compile_missing(lambda _name, _seconds: None)


SMALL = {"roster.states": 40, "years": 2}


@pytest.fixture
def small() -> Callable[..., Scenario]:
    """Return a scenario with the forty largest economies over two years, with overrides by dotted name."""

    def load(name: str = "today", **overrides: Any) -> Scenario:
        return load_scenario(name, {**SMALL, **{key.replace("__", "."): value for key, value in overrides.items()}})

    return load


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn: the test is about something else, and figures take longest."""
    monkeypatch.setattr("experiments.report.run_folder.save_figures", lambda _results: [])
    monkeypatch.setattr("experiments.sweeps.Sweep.drawings", [])
