"""The figure of a finding: ``draw(finding)``, one kind of figure for each kind of finding."""

from __future__ import annotations

from functools import singledispatch

from experiments.analysis.bands import Bands
from experiments.analysis.crossing import Crossing
from experiments.analysis.discovery import Discovery
from experiments.analysis.efficiency import Efficiency
from experiments.analysis.finding import Finding
from experiments.analysis.heat_map import HeatMap
from experiments.analysis.robustness import Robustness
from experiments.analysis.sensitivity import Sensitivities, Sensitivity
from experiments.figures import crossing, discovery, efficiency, heat_map, lever_bands, robustness, sensitivity
from experiments.figures.drawing import Drawing
from simulation.core.errors import MultipartnerError


def draw(finding: Finding) -> Drawing:
    """Draw a finding: one kind of figure for each kind of finding.

    Parameters
    ----------
    finding : Finding
        What an analysis of a sweep returned: sensitivities, robustness, boxes, bands, a heat map …

    Returns
    -------
    Drawing
        Displayed by a notebook; ``save(folder)`` writes PNG and SVG; ``caption`` says what it shows.

    Raises
    ------
        MultipartnerError
        When this is not a finding that has a figure.

    Examples
    --------
    >>> draw(sensitivity(study.worlds("damage"))).save("figures")  # doctest: +SKIP
    """
    return _drawn(finding)


@singledispatch
def _drawn(finding: object) -> Drawing:
    """Return the figure of a finding, by its kind."""
    raise MultipartnerError(
        f"A figure is drawn of what an analysis returned, such as sensitivity(...), got a {type(finding).__name__}."
    )


_drawn.register(Bands, lever_bands.draw)
_drawn.register(Crossing, crossing.draw)
_drawn.register(Discovery, discovery.draw)
_drawn.register(Efficiency, efficiency.draw)
_drawn.register(HeatMap, heat_map.draw)
_drawn.register(Robustness, robustness.draw)


@_drawn.register
def _sensitivity(found: Sensitivity) -> Drawing:
    return sensitivity.draw([found])


@_drawn.register
def _sensitivities(found: Sensitivities) -> Drawing:
    return sensitivity.draw(list(found.by_outcome.values())[: sensitivity.MOST_PANELS])
