"""Measuring in turns: every way of doing a thing is measured anew in each turn, and only ratios are quoted.

A machine that slows down slows all of them; a ratio of two measurements side by side stays what it is. Ratios are
medians over turns, with the lowest and the highest.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Measure = Callable[[], float]
"""Does the work once and returns the seconds it took."""


@dataclass(frozen=True)
class Ratio:
    """How many times as long one thing takes as another; where that one ``is_ours`` less is better."""

    what: str
    against: str
    middle: float
    low: float
    high: float
    note: str = ""
    is_ours: bool = True

    def __str__(self) -> str:
        """One line for people."""
        spread = f"{self.middle:.3g} ({self.low:.3g} to {self.high:.3g})"
        return f"{self.what} / {self.against}: {spread}{f'; {self.note}' if self.note else ''}"


def processor_seconds(work: Callable[[], object]) -> Measure:
    """Return a measure of the processor time that this process spends on the work."""

    def measure() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return measure


def in_turns(measures: Mapping[str, Measure], turns: int) -> dict[str, list[float]]:
    """Return what each way took in each turn; a first turn, which warms up, is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for turn in range(turns + 1):
        for name, measure in measures.items():
            seconds = measure()
            if turn:
                taken[name].append(seconds)
    return taken


def ratio(taken: Mapping[str, list[float]], what: str, against: str, note: str = "", *, is_ours: bool = True) -> Ratio:
    """Return the ratio of two ways, turn by turn."""
    each = [a / b for a, b in zip(taken[what], taken[against], strict=True)]
    return Ratio(what, against, statistics.median(each), min(each), max(each), note, is_ours)


def process_seconds(code: str, **environment: str) -> float:
    """Return the number that a fresh process prints last."""
    surroundings = {**os.environ, **environment}
    found = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True, check=True)
    return float(found.stdout.split()[-1])
