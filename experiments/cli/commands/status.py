"""``multipartner status``: what can be typed."""

from __future__ import annotations

import typer

from experiments.cli.commands import shared

EXAMPLE = "multipartner status results/us-policy"


def command(folder: shared.Folder = None, as_json: shared.AsJson = False) -> None:
    """Report which runs of an experiment are done, missing, failed and stale."""
    from experiments.cli.status import print_status

    raise typer.Exit(print_status(folder, as_json=as_json))
