"""``multipartner ablation``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner ablation today --runs 20 --years 10"


def command(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO]...", help="Names or files.", show_default="today, multipartner"),
    ] = None,
    runs: Annotated[int, typer.Option(min=2, help="Random histories of each arm.")] = 50,
    seed: shared.FirstSeed = 0,
    years: shared.Years = None,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Results folder.", show_default="results/ablation")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes side by side.", show_default="one per core")
    ] = None,
    page: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Page to write the tables into.", show_default="none")
    ] = None,
) -> None:
    """Leave out one mechanism after another, in the same random histories, and report what changes."""
    from experiments.cli.ablation import Ablation, ablate
    from experiments.cli.terminal import screen
    from experiments.storage.folders import folder_for

    where = out or folder_for(["ablation"], years=years, seed=seed or None)
    request = Ablation(tuple(scenarios or ()), runs, seed, years, workers, where, page)
    raise typer.Exit(ablate(request, screen()))
