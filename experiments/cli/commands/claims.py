"""``multipartner claims``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.commands import shared
from simulation.core.errors import MultipartnerError

EXAMPLE = "multipartner claims seats filter --quick; multipartner claims new"


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CLAIM]...", help="Names or files; 'new' writes a file to fill in.", show_default="all"
        ),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Fewer worlds, one history, no ablation.")] = False,
    worlds: Annotated[
        int | None,
        typer.Option(
            min=2, max=10_000, help="Worlds, with all that is uncertain drawn at random.", show_default="64, quick 24"
        ),
    ] = None,
    runs: Annotated[
        int | None, typer.Option(min=1, help="Histories of each world.", show_default="as the claim says")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the worlds and of the first history.")] = 0,
    out: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder of the trials.", show_default="results/claims")
    ] = None,
    workers: shared.WorkerCount = None,
    cluster: shared.Cluster = None,
    smallest: Annotated[
        bool, typer.Option("--smallest", help="Also find the smallest model in which each verdict holds.")
    ] = False,
    page: Annotated[bool, typer.Option("--page", help="Rewrite docs/claims.md in a clone.")] = False,
    fresh: shared.Fresh = False,
    retry_failed: shared.Retry = False,
) -> None:
    """Test claims of the essay over the worlds that the record leaves open, and give each a verdict by stated rules."""
    if page and names:
        raise MultipartnerError("--page is the page of all shipped claims: leave out the names, or --page.")
    shared.workers_get_ready(workers, cluster)
    from experiments.cli.claims import ClaimsRequest, carry_out
    from experiments.cli.session import Options
    from experiments.cli.terminal import screen

    options = Options(out, workers, cluster, fresh, retry_failed)
    request = ClaimsRequest(tuple(names or ()), quick, worlds, runs, seed, page, options, smallest)
    raise typer.Exit(carry_out(request, screen()))
