"""How much money from outside the model partnerships draw in."""

from __future__ import annotations

from typing import Any

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section

_THIRD = "Assumed: the three conditions are weighted equally for lack of data"


def _part(meaning: str) -> Any:
    return quantity(1 / 3, 0, 1, "share", _THIRD, meaning)


class Mobilisation(Section):
    """Private money that follows public money, where a partnership invites it and keeps its word.

    Published averages are of lenders' projects with private partners: a partnership without companies, measurable
    goals or lenders at the table draws in less.
    """

    strength: float = quantity(
        0,
        -2,
        3,
        "ratio",
        "Assumed: 0 leaves it out; 1 takes published leverage; below 0 public money crowds private money out",
        "strength of mobilisation",
    )
    leverage: float = quantity(
        0.75,
        0,
        10,
        "US$/US$",
        "Adapted [attridge2019]: private dollars a dollar of development lenders; published values run from 0.37 to 7",
        "private money for each public dollar under all conditions",
    )
    leverage_poorest: float = quantity(
        0.37,
        0,
        10,
        "US$/US$",
        "Adapted [attridge2019]: the same in the poorest countries",
        "the same in a partnership that serves those in need",
    )
    companies: float = _part("part of it that depends on companies at the table")
    goals: float = _part("part of it that depends on measurable goals")
    lenders: float = _part("part of it that depends on an international organisation at the table, which may guarantee")
    deployed: float = quantity(
        0.62,
        0,
        1,
        "share",
        "Adapted [sei2019]: disbursed of committed climate finance; 201 of 1,400 in [slaughter2024]",
        "part of what is mobilised that is spent",
    )
