"""``multipartner network``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner network today --year 2030 --out today-2030.graphml"


def command(
    run: Annotated[str, typer.Argument(metavar="RUN", help="Scenario name, scenario file, or results folder.")],
    out: Annotated[Path, typer.Option(dir_okay=False, help="New GraphML file.", show_default=False)],
    year: shared.Date = None,
    every: Annotated[bool, typer.Option("--all", help="All ties, not just the 2,000 strongest.")] = False,
    scenario: shared.WhichScenario = None,
    history: shared.HistoryNumber = 0,
    settings: shared.Settings = None,
) -> None:
    """Write the network of who sits with whom at a date, with names and kinds, for programs that draw networks."""
    from experiments.cli.explain import Question
    from experiments.cli.network import write_network

    question = Question(run, "", None, year, scenario, history, None, tuple(settings or ()))
    write_network(question, out, every=every)
