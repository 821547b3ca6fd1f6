"""``multipartner sweep``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import completion
from experiments.cli.commands import shared

EXAMPLE = "multipartner sweep transactional_regard --runs 4"
AS_SAID = "as the design says"


def command(
    design: Annotated[
        str,
        typer.Argument(
            metavar="DESIGN",
            help="Name or file; see: multipartner list designs.",
            autocompletion=completion.designs,
        ),
    ],
    runs: Annotated[
        int | None, typer.Option(min=1, help="Random histories of each point.", show_default=AS_SAID)
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of history 0.", show_default=AS_SAID)] = None,
    samples: Annotated[int | None, typer.Option(min=1, help="Size of the sample.", show_default=AS_SAID)] = None,
    years: shared.Years = None,
    settings: shared.Settings = None,
    sets: shared.ParameterSets = 0,
    out: shared.Out = None,
    workers: shared.WorkerCount = None,
    cluster: shared.Cluster = None,
    fresh: shared.Fresh = False,
    retry_failed: shared.Retry = False,
) -> None:
    """Run the points of a design, each in several random histories; continue where an earlier sweep stopped."""
    shared.workers_get_ready(workers, cluster)
    from experiments.cli.session import Options
    from experiments.cli.sweep import SweepRequest, run_sweep

    options = Options(out, workers, cluster, fresh, retry_failed)
    request = SweepRequest(design, runs, seed, years, samples, shared.typed(settings, sets), options)
    raise typer.Exit(run_sweep(request))
