"""``multipartner list``: what can be typed."""

from __future__ import annotations

from typing import Annotated

import typer

from experiments.cli import completion
from experiments.cli.commands import shared

EXAMPLE = "multipartner list scenarios"
LISTS = (
    "scenarios, designs, rules, equations, mechanisms, measures; of a scenario's world: actors, partnerships, groups, "
    "filled or unresolved."
)


def command(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=LISTS, autocompletion=completion.topics)] = "scenarios",
    scenario: Annotated[
        str | None, typer.Argument(metavar="[SCENARIO]", help="Whose world.", show_default="today")
    ] = None,
    as_json: shared.AsJson = False,
) -> None:
    """List what the model offers, or what the world of a scenario contains."""
    from experiments.cli.inspect import list_topic

    list_topic(topic, scenario, as_json=as_json)
