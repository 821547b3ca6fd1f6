"""``multipartner show``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import completion
from experiments.cli.commands import shared

EXAMPLE = "multipartner show transactional --set us.regard=0.1 --changed"


def command(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="Name or file.", autocompletion=completion.scenarios)
    ],
    settings: shared.Settings = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only what is not a default.")] = False,
    as_json: shared.AsJson = False,
) -> None:
    """Show every value of a scenario with unit, range, source, and where it was set."""
    from experiments.cli.inspect import show_scenario

    show_scenario(scenario, settings or [], changed=changed, as_json=as_json)
