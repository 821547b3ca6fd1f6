"""``multipartner dashboard``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLE = "multipartner dashboard --port 8081"


def command(
    port: Annotated[int, typer.Option(min=1024, max=65535, help="Port on this machine.")] = 8080,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Histories side by side.", show_default="one per core")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")] = True,
) -> None:
    """Open the dashboard, on this machine only: two policies side by side, with levers to move."""
    from experiments.cli.dashboard import show_page

    raise typer.Exit(show_page(port, workers, browser=browser))
