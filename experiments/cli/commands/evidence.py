"""``multipartner evidence``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner evidence --only p1"


def command(
    out: Annotated[Path | None, typer.Option(file_okay=False, help="Folder.", show_default="results/evidence")] = None,
    only: Annotated[list[str] | None, typer.Option(help="One protocol; repeatable.", show_default="all")] = None,
    page: Annotated[bool, typer.Option("--page", help="Rewrite docs/evidence.md in a clone.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Make anew what the folder holds already.")] = False,
    scenario: shared.WhoseWorld = "today",
) -> None:
    """Test the decision against real lists of members, beside two plain baselines."""
    from experiments.cli.evidence import gather
    from experiments.cli.terminal import screen
    from experiments.storage.folders import RESULTS

    folder = out or RESULTS / "evidence"
    raise typer.Exit(gather(folder, scenario, only or [], screen(), with_page=page, fresh=fresh))
