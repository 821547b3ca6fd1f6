"""Motives of membership beside money, as log-odds of holding a seat; what they are worth; its intended size."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section

_FITTED = "fitted by `make calibrate STAGE=motives` to real lists, own seat out"
_RECORD = "fitted by `make calibrate STAGE=motives` to organisations alive in 2014"


class Motives(Section):
    """Strengths of the motives; 0 leaves one out, and a scale of 0 leaves out all."""

    scale: float = quantity(
        0.006,
        0,
        1,
        "share of capacity",
        "Assumed: a motive of one log-odd weighs as much as theta once or twice; 0 leaves out all motives",
        "worth of one log-odd of a motive",
    )
    neighbours: float = quantity(
        3.04,
        -10,
        10,
        "log-odds",
        f"Adapted [pevehouse2020]: most organisations are regional; {_FITTED}",
        "pull of members that are nearer than the world, per log of distance",
    )
    size: float = quantity(
        1.04,
        -10,
        10,
        "log-odds",
        f"Adapted [waltz1979]: the large sit with the large; {_FITTED}",
        "pull of size on size, both standardised",
    )
    positions: float = quantity(
        -0.15,
        -10,
        10,
        "log-odds",
        f"Adapted [bailey2017]: ideal-point distance as a cost of sitting together; {_FITTED}",
        "pull of members' squared distance of positions, standardised; negative repels those who differ",
    )
    regimes: float = quantity(
        -0.24,
        -10,
        10,
        "log-odds",
        f"Adapted [coppedge2025]: distance of liberal democracy; {_FITTED}",
        "pull of members' squared distance of regimes, standardised; negative repels those with other regimes",
    )
    income: float = quantity(
        -0.14,
        -10,
        10,
        "log-odds",
        f"Assumed: either sign is argued for; {_FITTED}",
        "pull of the actor's own income per head",
    )
    seat: float = quantity(
        -1.0,
        -10,
        10,
        "log-odds",
        "Assumed: a seat asks for staff whatever the size of the state; next to nothing except for the smallest",
        "pull of the burden that a seat puts on small actors; negative deters",
    )
    seat_half: float = quantity(
        0.0035,
        0,
        10,
        "US$bn/yr",
        "Assumed: the discretionary resources of an economy of half a billion dollars",
        "capacity at which a seat asks for ln 2, and at which fellow members see half of an actor",
    )
    near: float = quantity(
        0.3,
        0.001,
        10,
        "thousand km",
        f"Adapted [pevehouse2020]: capitals this close are next door; {_FITTED}",
        "distance added before the logarithm is taken",
    )
    intercept: float = quantity(
        1,
        0,
        1,
        "ratio",
        "Assumed: a published number of members is a datum of a partnership, not evidence for the model",
        "weight of the intended size of a partnership",
    )
    new_base: float = quantity(
        -11.88, -30, 20, "log-odds", f"Adapted [pevehouse2020]: {_RECORD}", "size of a new partnership: constant"
    )
    new_founders: float = quantity(
        1.27,
        -10,
        10,
        "log-odds",
        f"Adapted [pevehouse2020]: many founders, many members; {_RECORD}",
        "the same per log of founders",
    )
    new_age: float = quantity(
        1.49,
        -10,
        10,
        "log-odds",
        f"Adapted [pevehouse2020]: old bodies have gathered more; {_RECORD}",
        "the same per log of age",
    )
    ageing: float = quantity(
        0,
        0,
        1,
        "ratio",
        "Assumed: 0 keeps those that run at the start as large as they are meant to be then; 1 lets them age, too",
        "part of that rise with age that holds for partnerships founded before the start",
    )
    new_spread: float = quantity(
        1.46,
        -10,
        10,
        "log-odds",
        f"Adapted [pevehouse2020]: far-flung founders, many members; {_RECORD}",
        "the same per mean log distance between founders",
    )
    new_pacts: float = quantity(
        -0.36,
        -10,
        10,
        "log-odds",
        f"Adapted [leeds2002]: allies want few; either sign is in the draws; {_RECORD}",
        "the same for founders that are all allies",
    )
