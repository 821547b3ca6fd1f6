"""``multipartner validate``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

EXAMPLE = "multipartner validate my_policy.toml scenarios/*.toml"


def command(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files or names.")],
) -> None:
    """Check scenario files: what is wrong, one line each; what they add to the world, and how gaps are filled."""
    from experiments.cli.inspect import validate_files

    raise typer.Exit(validate_files(files))
