"""``multipartner assumptions``: what can be typed."""

from __future__ import annotations

EXAMPLE = "multipartner assumptions > assumptions.txt"


def command() -> None:
    """List every number and equation that is assumed rather than taken from a source."""
    from experiments.cli.inspect import print_assumptions

    print_assumptions()
