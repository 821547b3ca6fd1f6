"""A chart on the page that is told no more than what has changed."""

from __future__ import annotations

from typing import Any

from nicegui import ui

from experiments.dashboard.charts import Options

EMPTY: Options = {"series": []}


class Drawn:
    """A chart that remembers what it shows.

    Parameters
    ----------
    said : str
        Name for those who listen.
    classes : str
    **more
        As in :class:`nicegui.ui.echart`.
    """

    def __init__(self, said: str, classes: str, **more: Any) -> None:
        self.shown = EMPTY
        self.element = ui.echart({**EMPTY}, renderer="svg", **more).classes(classes)
        self.element.props(f'role="img" aria-label="{said}"')

    def put(self, options: Options) -> None:
        """Draw other options; what is the same does not go over the wire."""
        before, self.shown = self.shown, options
        if len(before["series"]) != len(options["series"]):
            self.element.options.clear()
            self.element.options.update(options)
        elif other := differing(before, options):
            self.element.run_chart_method("setOption", other, {"lazyUpdate": True})


def differing(before: Options, now: Options) -> Options:
    """Return what ECharts must be told to show other options with as many series.

    Examples
    --------
    >>> before = {"series": [{"data": [1]}, {"data": [2]}], "grid": {"left": 4}}
    >>> differing(before, before | {"series": [{"data": [1]}, {"data": [3]}]})
    {'series': [{}, {'data': [3]}]}
    """
    found = _others(before, now)
    if "series" in found:
        found["series"] = [_others(*pair) for pair in zip(before["series"], now["series"], strict=True)]
    return found


def _others(before: Options, now: Options) -> Options:
    return {name: value for name, value in now.items() if before.get(name) != value}
