"""``multipartner explain``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import completion
from experiments.cli.commands import shared

EXAMPLE = "multipartner explain transactional --actor IND --partnership gavi --year 2030"


def command(
    run: Annotated[
        str,
        typer.Argument(
            metavar="RUN",
            help="Scenario name, scenario file, or results folder.",
            autocompletion=completion.scenarios,
        ),
    ],
    actor: Annotated[
        str,
        typer.Option(
            help="Actor whose decisions to explain, such as IND or gates.",
            show_default=False,
            autocompletion=completion.actors,
        ),
    ],
    partnership: Annotated[
        str | None,
        typer.Option(
            help="A single partnership, such as gavi.",
            show_default="all it is in or considers",
            autocompletion=completion.partnerships,
        ),
    ] = None,
    year: shared.Date = None,
    scenario: shared.WhichScenario = None,
    history: shared.HistoryNumber = 0,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed instead of a history.", show_default=False)] = None,
    settings: shared.Settings = None,
    as_json: shared.AsJson = False,
) -> None:
    """Explain why an actor is in or out of partnerships: the terms of each decision."""
    from experiments.cli.explain import Question
    from experiments.cli.explain import explain as answer

    answer(Question(run, actor, partnership, year, scenario, history, seed, tuple(settings or ())), as_json=as_json)
