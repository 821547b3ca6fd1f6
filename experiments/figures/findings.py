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


@singledispatch
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
    TypeError
        When this is not a finding that has a figure.

    Examples
    --------
    >>> draw(sensitivity(study.worlds("damage"))).save("figures")  # doctest: +SKIP
    """
    raise TypeError(f"No figure is known for a finding of type {type(finding).__name__}.")


draw.register(Bands, lever_bands.draw)
draw.register(Crossing, crossing.draw)
draw.register(Discovery, discovery.draw)
draw.register(Efficiency, efficiency.draw)
draw.register(HeatMap, heat_map.draw)
draw.register(Robustness, robustness.draw)


@draw.register
def _sensitivity(found: Sensitivity) -> Drawing:
    return sensitivity.draw([found])


@draw.register
def _sensitivities(found: Sensitivities) -> Drawing:
    return sensitivity.draw(list(found.by_outcome.values())[: sensitivity.MOST_PANELS])
