"""A fake world behind real scenarios: sweeps, kills and clusters are tested without the time of the model.

Run as a program it sweeps a design with it: ``python -m tests.fake_sweep DESIGN FOLDER [options of sweep]``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from experiments.execution.engine import Engine
from simulation.core.errors import MultipartnerError
from tests.fake_world import FakeScenario, FakeWorld, digest, measures

DESIGN = """
title = "A small grid"
scenario = "cooperative"
years = 1
histories = 3

[levers]
us.transactionalism = [0.1, 0.5, 0.9]
us.regard = [0.0, 0.4]

[outcomes]
climate = "level_climate"
damage = { measure = "damage", reduction = "total" }
"""


def build(scenario: Any, seed: int) -> FakeWorld:
    """Return a fake world: its drift grows with transactionalism, trouble stands in the description."""
    drift = (scenario.us.transactionalism or 0.0) / 100 - (scenario.us.regard or 0.0) / 200
    return FakeWorld(FakeScenario("fake", drift, scenario.years, scenario.description), seed)


ENGINE = Engine(build, measures, digest)  # type: ignore[arg-type]


def written(folder: Path, text: str = DESIGN, name: str = "grid") -> str:
    """Write a design file and return its path."""
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def main() -> int:
    """Sweep a design with the fake world."""
    from rich.console import Console

    from experiments.cli.session import Options
    from experiments.cli.sweep import SweepRequest, run_sweep

    design, folder, runs, trouble, *cluster = sys.argv[1:]
    options = Options(Path(folder), workers=None if cluster else 2, cluster=cluster[0] if cluster else None)
    request = SweepRequest(design, int(runs), settings=(f"description={trouble}",), options=options)
    try:
        return run_sweep(request, Console(), sys.modules["tests.fake_sweep"].ENGINE)
    except MultipartnerError as error:
        sys.stderr.write(f"multipartner: {error}\n")
        return 2


if __name__ == "__main__":
    import tests.fake_sweep

    sys.exit(tests.fake_sweep.main())
