"""Under which code and results something was fitted or matched, so that it can be told when it is due again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

from experiments.execution.engine import model_digest
from simulation.world import World

SHORT = 12
"""Digits of a digest that are kept."""


@lru_cache(maxsize=1)
def results_digest() -> str:
    """Return a digest of what today's world does in two years of one history: it changes with results alone."""
    world = World({"extends": "today", "years": 2}, 0)
    world.run()
    return sha256(world.outcomes.tobytes()).hexdigest()[:SHORT]


def _version() -> str:
    try:
        return version("multipartner")
    except PackageNotFoundError:
        return "unknown"


def provenance(**besides: object) -> pd.DataFrame:
    """Return a table of what and value: date, version, digests of code and results, and what is given besides."""
    made = {
        "date": datetime.now(UTC).date().isoformat(),
        "version": _version(),
        "code": model_digest()[:SHORT],
        "results": results_digest(),
    }
    return pd.DataFrame([(what, str(value)) for what, value in (made | besides).items()], columns=["what", "value"])
