"""``multipartner plot``: what can be typed."""

from __future__ import annotations

from experiments.cli.commands import shared

EXAMPLE = "multipartner plot results/us-policy"


def command(folder: shared.Folder = None) -> None:
    """Redraw the figures of a results folder from its tables."""
    from experiments.cli.redraw import redo_figures

    redo_figures(folder)
