"""``multipartner template``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "multipartner template partnership --out mine.toml"


def command(
    topic: Annotated[
        str, typer.Argument(metavar="TOPIC", help="actor, partnership, membership, dyad, issue, scenario or design.")
    ],
    kind: Annotated[
        str, typer.Option(help="Kind of actor: state, company, ngo, philanthropy, organisation, city.")
    ] = "",
    out: Annotated[Path | None, typer.Option(dir_okay=False, help="New file.", show_default="the screen")] = None,
) -> None:
    """Write a commented file to start from: what you must specify, and what you may."""
    from experiments.cli.templates import print_template

    print_template(topic, kind, out)
