"""Rows 10, 17 and 18: measures, by the functions that fill the outcome row of a world."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiments.verification.row import Result, Row, data
from simulation.measures.agency import rank_correlation
from simulation.measures.networks import effective_shares, modularity, participation, share_concentration
from simulation.rules.polarity import concentration, effective_number

FIRST_FACTION = (1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22)
"""Members of the karate club who stayed with the instructor."""


def olson_zeckhauser() -> Iterator[Result]:
    """Yield the rank correlation of size and burden in the NATO of 1964."""
    table = data("olson_zeckhauser_nato_1964")
    size, burden = (table[name].to_numpy(dtype=float) for name in ("gnp_usd_bn_1964", "defence_pct_gnp"))
    yield Result("Spearman(GNP, defence share)", 0.490, rank_correlation(size, burden), 5e-4)


def polarity() -> Iterator[Result]:
    """Yield concentration, effective number, modularity and participation of textbook cases."""
    shares = np.array([0.5, 0.3, 0.2])
    yield Result("CON of (.5, .3, .2)", 0.264575, share_concentration(shares), 5e-7)
    yield Result("effective number of (.5, .3, .2)", 2.631579, effective_shares(shares), 5e-7)
    yield Result("CON of (.7, .3)", 0.4, share_concentration(np.array([0.7, 0.3])), 1e-12)
    yield Result("CON of one alone", 1.0, share_concentration(np.ones(1)))
    yield Result("effective number of one alone", 1.0, effective_shares(np.ones(1)))
    two_of_ten = np.array([0.5] * 2 + [0.0] * 8)
    yield Result("CON of two equal of ten", 0.666667, share_concentration(two_of_ten), 5e-7)
    links = ((0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3))
    triangles = np.zeros((6, 6))
    for a, b in links:
        triangles[a, b] = triangles[b, a] = 1.0
    blocs = np.array([0, 0, 0, 1, 1, 1])
    yield Result("modularity of two triangles and a bridge", 5 / 14, modularity(triangles, blocs), 1e-12)
    yield Result("the same with ties of a hundredth", 5 / 14, modularity(triangles / 100.0, blocs), 1e-12)
    yield Result("participation of a bridge node", 4 / 9, float(participation(triangles, blocs)[2]), 1e-12)
    club, faction = np.zeros((34, 34)), np.ones(34, dtype=np.int64)
    for a, b in data("karate_club").to_numpy():
        club[a - 1, b - 1] = club[b - 1, a - 1] = 1.0
    faction[np.array(FIRST_FACTION) - 1] = 0
    yield Result("modularity of the two factions of the karate club", 0.3582, modularity(club, faction), 5e-5)


def capabilities() -> Iterator[Result]:
    """Yield the largest difference from the published series of concentration, by the sums that it states."""
    table = data("capability_concentration")
    states, majors = (table[name].to_numpy(dtype=float) for name in ("n", "n_major"))
    squares, of_majors = table["hhi"].to_numpy(dtype=float), 1.0 / table["enp_major"].to_numpy(dtype=float)
    for what, ours, published in (
        ("CON of all states", map(concentration, squares, states), table["con_all"]),
        ("effective number of all states", map(effective_number, squares), table["enp"]),
        ("CON of major powers", map(concentration, of_majors, majors), table["con_major"]),
    ):
        gap = float(np.max(np.abs(np.array(list(ours)) - published.to_numpy(dtype=float))))
        yield Result(f"{what}: largest difference over {len(table)} years", 0.0, gap, 1e-9)


ROWS = (
    Row(
        10,
        "The large carry more than their share in an alliance",
        ("olson1966", "spearman1904"),
        "rank_correlation(gnp, defence_share)",
        ("measure",),
        olson_zeckhauser,
    ),
    Row(
        17,
        "Measures of polarity",
        ("ray1973", "laakso1979", "newman2006", "guimera2005", "zachary1977"),
        "share_concentration, effective_shares, modularity, participation",
        ("measure",),
        polarity,
    ),
    Row(
        18,
        "Concentration of capabilities since 1900",
        ("singer1972", "ray1973"),
        "concentration(sum of squares, states)",
        ("measure",),
        capabilities,
    ),
)
