"""``multipartner report``: what can be typed."""

from __future__ import annotations

from experiments.cli.commands import shared

EXAMPLE = "multipartner report results/us-policy"


def command(folder: shared.Folder = None) -> None:
    """Rewrite the report of a results folder, and print the answer."""
    from experiments.cli.redraw import redo_report

    redo_report(folder)
