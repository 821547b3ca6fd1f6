"""What an actor sees in the other members of a partnership: how near, how large, how like-minded, how like-governed."""

from __future__ import annotations

from simulation.core.columns import Actor, Globals, Membership, Partnership, Tables
from simulation.rules.motives import nearness, size_match
from simulation.rules.participation import mean_squared_distance


def fellow_features(tables: Tables, p: int, i: int, changed: int, inside: bool) -> tuple[float, float, float, float]:
    """Return (nearness, size match, squared distance of positions, of regimes) of p's other members as i sees them.

    Each is 0 where there is nobody to be seen. Sums over members are corrected for the viewer, who is no fellow of
    itself, and for the changed actor, whose membership is imagined.
    """
    home = int(tables.actors[Actor.HOME, i])
    if home < 0 or tables.distances.shape[0] == 0:
        return 0.0, 0.0, 0.0, 0.0
    seen = tables.partnerships[Partnership.PRESENCES, p]
    sizes = tables.partnerships[Partnership.PRESENCE_SIZE, p]
    positions = tables.partnerships[Partnership.PRESENCE_POSITION, p]
    squares = tables.partnerships[Partnership.PRESENCE_SQUARE, p]
    regimes = tables.partnerships[Partnership.PRESENCE_REGIME, p]
    regime_squares = tables.partnerships[Partnership.PRESENCE_REGIME_SQUARE, p]
    distances = tables.memberships[Membership.DISTANCES, p, home]
    least = 1e-9 * seen
    for k in range(2):
        j = i if k == 0 else changed
        if k == 1 and changed == i:
            continue
        wanted = 1.0 if k == 1 and inside else 0.0
        weight = (wanted - tables.memberships[Membership.MEMBER, p, j]) * tables.actors[Actor.PRESENCE, j]
        if weight == 0.0:
            continue
        position, regime = tables.actors[Actor.POSITION, j], tables.actors[Actor.REGIME_SCORE, j]
        seen += weight
        sizes += weight * tables.actors[Actor.SIZE_SCORE, j]
        positions += weight * position
        squares += weight * position * position
        regimes += weight * regime
        regime_squares += weight * regime * regime
        distances += weight * tables.distances[home, int(tables.actors[Actor.HOME, j])]
    if seen <= least:
        return 0.0, 0.0, 0.0, 0.0
    spread = tables.globals[Globals.POSITION_SPREAD]
    apart = mean_squared_distance(tables.actors[Actor.POSITION, i], positions / seen, squares / seen)
    return (
        nearness(tables.actors[Actor.REMOTENESS, i], distances / seen),
        size_match(tables.actors[Actor.SIZE_SCORE, i], sizes / seen),
        apart / spread if spread > 0.0 else 0.0,
        mean_squared_distance(tables.actors[Actor.REGIME_SCORE, i], regimes / seen, regime_squares / seen),
    )
