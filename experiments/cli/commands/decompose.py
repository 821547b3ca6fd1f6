"""``multipartner decompose``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner decompose multipolar multipartner --runs 20"


def command(
    a: Annotated[str, typer.Argument(metavar="A", help="Name or file of the scenario to start from.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Name or file of the scenario to end at.")],
    runs: Annotated[int, typer.Option(min=2, help="Random histories of each mix of the two.")] = 20,
    seed: shared.FirstSeed = 0,
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=SETTING,...",
            help="Settings that change together, such as 'who sits=order.seats,order.partner_filter', or levers of "
            "U.S. policy, 'manner=us.seats,us.pressure'; repeatable.",
            show_default="each setting, or, if there are many, each section, with the purse (us.spending) separate",
        ),
    ] = None,
    years: shared.Years = None,
    settings: shared.Settings = None,
    sets: shared.ParameterSets = 0,
    outcomes: shared.Outcomes = None,
    out: shared.Out = None,
    workers: shared.WorkerCount = None,
    cluster: shared.Cluster = None,
    fresh: shared.Fresh = False,
    retry_failed: shared.Retry = False,
) -> None:
    """Divide the difference between two scenarios among groups of settings, by Shapley value."""
    shared.workers_get_ready(workers, cluster)
    from experiments.cli.decompose import Asked
    from experiments.cli.decompose import decompose as answer
    from experiments.cli.session import Options
    from experiments.cli.terminal import screen

    options = Options(out, workers, cluster, fresh, retry_failed)
    said = shared.typed(settings, sets)
    asked = Asked(a, b, runs, seed, years, said, tuple(group or ()), shared.joined(outcomes), options)
    raise typer.Exit(answer(asked, screen()))
