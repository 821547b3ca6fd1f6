"""``multipartner export``: what can be typed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = "multipartner export my_world"


def command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", file_okay=False, help="New or empty folder.")],
    scenario: Annotated[str, typer.Option(help="Whose world.")] = "today",
) -> None:
    """Write the whole world to files that you can edit; read back, they give the same numbers to the last bit."""
    from experiments.cli.templates import export_world

    export_world(folder, scenario)
