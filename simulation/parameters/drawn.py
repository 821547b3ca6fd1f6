"""What drawn actors and partnerships look like: those of synthetic worlds, and cities in any world."""

from __future__ import annotations

from simulation.parameters.quantity import quantity
from simulation.parameters.section import Section

_LARGEST = "Assumed: the largest one of the shipped tables"
_TAIL = "Adapted [gabaix2009]: exponents near 1 are common for sizes; not measured for these"
_REAL = "Assumed: as over the states of the shipped tables, rounded"
_VULNERABLE = "Assumed: no state is spared, and some are hit several times as hard as others"


class Drawn(Section):
    """Shapes of what is drawn; real actors and partnerships are as the tables have them."""

    city_primacy: float = quantity(
        0.05,
        0.001,
        0.06,
        "share",
        "Assumed: larger in small states, smaller in large ones; up to 0.06 a million cities leave people elsewhere",
        "largest part of its home's people in a city of rank 1",
    )
    largest_company: float = quantity(648.0, 0.01, 10_000, "US$bn/yr", _LARGEST, "money of the largest company")
    largest_ngo: float = quantity(3.5, 0.01, 10_000, "US$bn/yr", _LARGEST, "money of the largest NGO")
    largest_philanthropy: float = quantity(5.47, 0.01, 10_000, "US$bn/yr", _LARGEST, "money of the largest foundation")
    largest_organisation: float = quantity(
        34.2, 0.01, 10_000, "US$bn/yr", _LARGEST, "money of the largest international organisation"
    )
    tail_company: float = quantity(
        1.06,
        0.5,
        4,
        "exponent",
        "Adapted [axtell2001]: firms by employees; receipts are near 1",
        "tail of companies' sizes: they fall with rank by its inverse",
    )
    tail_ngo: float = quantity(1.0, 0.5, 4, "exponent", _TAIL, "the same for NGOs")
    tail_philanthropy: float = quantity(1.0, 0.5, 4, "exponent", _TAIL, "the same for philanthropies")
    tail_organisation: float = quantity(1.0, 0.5, 4, "exponent", _TAIL, "the same for international organisations")
    scatter: float = quantity(
        0.1,
        0,
        1,
        "1",
        "Assumed: sizes do not lie on a line",
        "spread of the logarithm of such sizes about their rank's",
    )
    population_spread: float = quantity(2.2, 0, 4, "1", _REAL, "spread of the logarithm of states' populations")
    income_spread: float = quantity(1.5, 0, 3, "1", _REAL, "spread of the logarithm of states' income per head")
    emission_spread: float = quantity(0.7, 0, 3, "1", _REAL, "spread of the logarithm of emissions per dollar")
    military_share: float = quantity(0.018, 0, 0.2, "share", _REAL, "median of military spending as a share of GDP")
    military_spread: float = quantity(0.7, 0, 3, "1", _REAL, "spread of the logarithm of that share")
    economic_least: float = quantity(
        0.2, 0.001, 1, "ratio", _VULNERABLE, "least loss by a threat per dollar, before what is drawn"
    )
    economic_range: float = quantity(0.6, 0, 10, "ratio", _VULNERABLE, "most that is drawn in addition, evenly from 0")
    human_least: float = quantity(
        0.05, 0.001, 1, "ratio", _VULNERABLE, "least harm by a threat per head, before what is drawn"
    )
    human_range: float = quantity(1.0, 0, 10, "ratio", _VULNERABLE, "most that is drawn in addition, evenly from 0")
    focus: float = quantity(
        0.3,
        0.05,
        100,
        "1",
        "Assumed: a few issues each",
        "how evenly a non-state divides its attention (parameter of a Dirichlet distribution)",
    )
    founded_from: int = quantity(
        1945, 1800, 2024, "year", "Assumed: the order after the Second World War", "first year of founding"
    )
    for_states: float = quantity(
        0.4, 0, 1, "share", "Assumed: of the order of the shipped tables", "partnerships that admit states alone"
    )
    for_like_minded: float = quantity(
        0.15,
        0,
        1,
        "share",
        "Assumed: of the order of the shipped tables",
        "partnerships that admit the like-minded; the rest is open",
    )
    exclusive: float = quantity(
        0.1,
        0,
        1,
        "share",
        "Assumed: most partnerships leave members free",
        "partnerships that are exclusive to any degree",
    )
    for_recipients: float = quantity(
        0.4, 0, 1, "share", "Assumed: of the order of the shipped tables", "partnerships that deliver to those in need"
    )
    state_density: float = quantity(
        0.27, 0, 1, "share", "Assumed: the density of the published counts", "pairs of state and partnership seated"
    )
    state_ties: float = quantity(
        12.0, 0, 1000, "count", "Assumed: keeps large worlds sparse", "most seats that a state holds on average"
    )
    other_density: float = quantity(
        0.05, 0, 1, "share", "Assumed: non-states sit in few of all partnerships", "the same density for non-states"
    )
    other_ties: float = quantity(
        1.5, 0, 1000, "count", "Assumed: keeps large worlds sparse", "most seats that a non-state holds on average"
    )
    small: float = quantity(
        0.6,
        0.1,
        10,
        "1",
        "Assumed: many small partnerships, a few with nearly all",
        "first parameter of the beta distribution of sizes; smaller for more small ones",
    )
    large: float = quantity(
        1.6, 0.1, 10, "1", "Assumed: see the first parameter", "second one; smaller for more large ones"
    )
    skew: float = quantity(
        1.5,
        0.5,
        10,
        "exponent",
        "Assumed: no figure",
        "how much more often larger actors belong (power of an even rank)",
    )
    rivalries: float = quantity(
        0.25, 0, 10, "count", "Assumed: of the order of the shipped tables", "pairs drawn as rivals, per state"
    )
    pacts: float = quantity(
        4.0, 0, 10, "count", "Assumed: of the order of the shipped tables", "pairs drawn as allies, per state"
    )
    borders: float = quantity(
        2.0, 0, 10, "count", "Assumed: of the order of the shipped tables", "pairs drawn as neighbours, per state"
    )
