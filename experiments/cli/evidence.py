"""``multipartner evidence`` and ``multipartner calibrate``: the tables of evidence, and what is fitted to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from rich.console import Console

from experiments.cli.exit_codes import DONE
from experiments.evidence.fitting import STAGES, fit_motives
from experiments.evidence.record import PROTOCOLS, write_evidence
from experiments.execution.progress import duration
from experiments.storage.folders import RESULTS
from experiments.storage.ownership import at_home, claim_shelf
from simulation.core.errors import name_unknown
from simulation.parameters import load_scenario


def gather(out: Path, scenario: str, only: list[str], console: Console, *, with_page: bool, fresh: bool = False) -> int:
    """Make the tables of evidence, all protocols or some; what is there already, from the same sources, stays."""
    for name in only:
        if name not in PROTOCOLS:
            raise name_unknown("protocol", name, PROTOCOLS)
    load_scenario(scenario)  # a wrong name leaves no folder behind
    out = at_home(out)
    claim_shelf(out)
    start = monotonic()
    for line in write_evidence(out, scenario, tuple(dict.fromkeys(only)) or tuple(PROTOCOLS), fresh=fresh):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    if with_page:
        from experiments.evidence.page import ROOT, write_page
        from experiments.figures.evidence import draw_evidence

        console.print(f"written: {write_page(out)}", highlight=False)
        draw_evidence(out, ROOT / "docs" / "images")
    console.print(f"done in {duration(monotonic() - start)}: {out}", highlight=False)
    return DONE


def dynamics(out: Path | None) -> Iterator[str]:
    """Match dynamic parameters to the record; without a folder given, the project's own sets are written anew."""
    from experiments.evidence.history_matching import calibrate, ship

    library = out or RESULTS / "calibration" / "dynamics"
    claim_shelf(library)
    yield from calibrate(library)
    if out is None:
        yield from ship(library)


def fit(stage: str, draws: int, out: Path | None, console: Console) -> int:
    """Fit one stage and write strengths and draws."""
    if stage not in STAGES:
        raise name_unknown("stage", stage, STAGES)
    if out is not None:
        out = at_home(out)
        claim_shelf(out)
    lines = fit_motives(draws, out) if stage == "motives" else dynamics(out)
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    return DONE
