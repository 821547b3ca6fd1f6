"""``multipartner predict``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner predict my_partnership.toml"


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="TOML of one partnership, or CSV of many: id, started, issue, form, lead, founders, recipients, "
            "roster_role, political, social, economic; leave blank what is unknown, except founders or lead. "
            "Or a scenario that adds partnerships.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            dir_okay=False,
            help="CSV for all odds; expected sizes and reasons go beside it, to NAME_sizes.csv and NAME_reasons.csv.",
            show_default="none",
        ),
    ] = None,
    members: Annotated[
        Path | None,
        typer.Option(
            help="CSV of real members (partnership, actor): they score the prediction, and they share the burden.",
            show_default="none",
        ),
    ] = None,
    scenario: shared.WhoseWorld = "today",
) -> None:
    """Predict who would sit in a partnership that you describe, how many, and why."""
    from experiments.cli.predict import predict as answer
    from experiments.cli.terminal import screen

    raise typer.Exit(answer(file, scenario, out, members, screen()))
