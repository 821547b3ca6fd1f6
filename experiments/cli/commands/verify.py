"""``multipartner verify``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLE = "multipartner verify --all"


def command(
    every: Annotated[bool, typer.Option("--all", help="Every result: published | ours | difference.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Rewrite docs/verification.md in a clone.")] = False,
) -> None:
    """Check the classic results that the engine reproduces: ours beside the published ones."""
    from experiments.cli.verify import verify as verify_rows

    raise typer.Exit(verify_rows(every=every, write=write))
