"""``multipartner run``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import completion
from experiments.cli.commands import shared
from simulation.core.errors import MultipartnerError

EXAMPLE = "multipartner run cooperative transactional --runs 200 --set us.transactionalism=0.8"
TABLES_BY_QUARTER = "actors, partnerships, memberships, threats, events, edges"


def command(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="Names or files; the others are compared with the first.",
            autocompletion=completion.scenarios,
        ),
    ],
    runs: Annotated[int, typer.Option(min=1, help="Random histories of each scenario.")] = 100,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the first history; each further history adds one.")] = 0,
    years: shared.Years = None,
    settings: shared.Settings = None,
    sets: shared.ParameterSets = 0,
    out: shared.Out = None,
    workers: shared.WorkerCount = None,
    cluster: shared.Cluster = None,
    tables: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TABLE,...", help=f"Tables by quarter: {TABLES_BY_QUARTER}; repeatable.", show_default=False
        ),
    ] = None,
    detailed: Annotated[int, typer.Option(min=1, help="Histories of each scenario with --tables.")] = 1,
    outcomes: shared.Outcomes = None,
    csv: Annotated[
        str,
        typer.Option(
            "--csv",
            metavar="plain|excel|xlsx",
            help="excel: semicolons and decimal commas, for a spreadsheet; xlsx: a workbook beside the tables.",
        ),
    ] = "plain",
    equal: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE",
            help="Hold money equal to the first scenario's, to separate purse from manner: us_spending.",
            show_default=False,
        ),
    ] = None,
    fresh: shared.Fresh = False,
    retry_failed: shared.Retry = False,
) -> None:
    """Run scenarios side by side in the same random histories; continue where an earlier run stopped."""
    shared.workers_get_ready(workers, cluster)
    from experiments.cli.run import Request, run_scenarios
    from experiments.cli.session import Options
    from experiments.execution.extra_tables import chosen
    from experiments.storage.csv_text import dialect_of
    from experiments.storage.workbook import check_workbooks

    dialect = dialect_of(csv)
    if dialect == "xlsx":
        check_workbooks()
    options = Options(out, workers, cluster, fresh, retry_failed)
    names = chosen(shared.joined(tables)) if tables else ()
    if detailed != 1 and not names:
        raise MultipartnerError("--detailed says of how many histories --tables are kept; name the tables, too.")
    request = Request(
        tuple(scenarios),
        runs,
        seed,
        years,
        shared.typed(settings, sets),
        names,
        detailed,
        shared.joined(outcomes),
        dialect,
        options,
        equal,
    )
    raise typer.Exit(run_scenarios(request))
