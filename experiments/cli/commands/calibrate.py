"""``multipartner calibrate``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "multipartner calibrate motives"


def command(
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="What to fit: motives or dynamics.")],
    draws: Annotated[int, typer.Option(min=2, help="Draws of the bootstrap.")] = 200,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder.", show_default="the project's own data")
    ] = None,
) -> None:
    """Fit motives to real lists, with a bootstrap, or match dynamics to the record in waves that resume."""
    from experiments.cli.evidence import fit
    from experiments.cli.terminal import screen

    raise typer.Exit(fit(stage, draws, out, screen()))
