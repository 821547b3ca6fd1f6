"""What moves births, deaths, exits and late joins: rates, and yearly logits that read record and runs alike.

The logits are auxiliary models in the sense of indirect inference: they describe a panel in a few numbers, and the
same numbers are taken from the record and from runs. They are no causal claim.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.evidence.panel import Panel, Year, moves_between
from experiments.evidence.scoring import NEEDS_LAB
from simulation.core.columns import Floats
from simulation.core.errors import MultipartnerError

WAVE = 1.0 / 3.0
"""Part of the members whose leaving in one year counts as a wave: an organisation that empties."""
RECENT = 2
"""Years within which a move of another member counts as recent."""
FEWEST_EVENTS = 20
"""Events from which a logit is fitted; with fewer its coefficients say nothing."""
EXITS = ("somebody left lately", "distance of positions", "log size")
JOINS = ("somebody joined lately", "members of the own region", "distance of positions", "log distance of capitals")
DEATHS = ("log size",)


@dataclass
class Events:
    """Counts of a panel, and the rows of its logits (features, outcome 0 or 1)."""

    bodies: int = 0
    seats: int = 0
    births: int = 0
    deaths: int = 0
    exits: int = 0
    exits_one_by_one: int = 0
    joins: int = 0

    def __post_init__(self) -> None:
        self.rows: dict[str, list[tuple[Floats, np.ndarray]]] = {"exits": [], "joins": [], "deaths": []}

    def logit(self, name: str) -> Floats:
        """Return the coefficients of a logit, NaN where there are too few events."""
        features = np.vstack([x for x, _ in self.rows[name]])
        outcome = np.concatenate([y for _, y in self.rows[name]])
        if min(int(outcome.sum()), int((~outcome).sum())) < FEWEST_EVENTS:
            return np.full(features.shape[1], np.nan)
        return fitted_logit(features, outcome)


def fitted_logit(features: Floats, outcome: np.ndarray) -> Floats:
    """Return the coefficients of an unpenalised logit, shape (features,)."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MultipartnerError(NEEDS_LAB) from None
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale == 0.0] = 1.0
    model = LogisticRegression(C=1e6, max_iter=1000)
    model.fit((features - centre) / scale, outcome)
    coefficients: Floats = model.coef_[0] / scale
    return coefficients


def events_of(panels: Sequence[Panel], *, with_rows: bool = True) -> Events:
    """Return counts of some panels together, and the rows of the logits if they are wanted."""
    found = Events()
    for panel in panels:
        left: list[dict[int, np.ndarray]] = []
        joined: list[dict[int, np.ndarray]] = []
        for before, after in zip(panel.years, panel.years[1:], strict=False):
            both, born, ended = moves_between(before, after)
            found.bodies += len(before.ids)
            found.births += len(born)
            found.deaths += len(ended)
            gone, come = _count_moves(found, before, after, both)
            if not with_rows:
                continue
            _rows_of_deaths(found, before, set(ended.tolist()))
            if len(left) >= RECENT:
                _rows_of_moves(found, panel, before, gone, come, left[-RECENT:], joined[-RECENT:])
            left.append(gone)
            joined.append(come)
    return found


def _rows_of_deaths(found: Events, year: Year, ended: set[int]) -> None:
    size = year.seats.sum(axis=1)
    peopled = size > 0
    outcome = np.array([int(body) in ended for body in year.ids])[peopled]
    found.rows["deaths"].append((np.log(size[peopled])[:, None], outcome))


def _count_moves(
    found: Events, before: Year, after: Year, both: Sequence[tuple[int, int]]
) -> tuple[dict[int, np.ndarray], dict[int, np.ndarray]]:
    """Count exits and joins of bodies that live on; return who left and who joined, by body."""
    gone, come = {}, {}
    found.seats += int(before.seats.sum())
    for row, now in both:
        was, sits = before.seats[row], after.seats[now]
        body = int(before.ids[row])
        gone[body], come[body] = was & ~sits, sits & ~was
        exits = int(gone[body].sum())
        found.exits += exits
        found.exits_one_by_one += exits if exits <= WAVE * was.sum() else 0
        found.joins += int(come[body].sum())
    return gone, come


def _rows_of_moves(
    found: Events,
    panel: Panel,
    before: Year,
    gone: dict[int, np.ndarray],
    come: dict[int, np.ndarray],
    left: Sequence[dict[int, np.ndarray]],
    joined: Sequence[dict[int, np.ndarray]],
) -> None:
    for row, body in enumerate(before.ids.tolist()):
        sits = before.seats[row]
        size = int(sits.sum())
        if body not in gone or size == 0:
            continue
        if gone[body].sum() <= WAVE * size and size > 1:
            recent = float(any(body in year and year[body].any() for year in left))
            found.rows["exits"].append((_of_members(panel, sits, recent), gone[body][sits]))
        if not sits.all():
            recent = float(any(body in year and year[body].any() for year in joined))
            found.rows["joins"].append((_of_outsiders(panel, sits, recent), come[body][~sits]))


def _of_members(panel: Panel, sits: np.ndarray, recent: float) -> Floats:
    """Return the features of members, the own seat out of the mean position."""
    own, size = panel.position[sits], int(sits.sum())
    others = (own.sum() - own) / (size - 1)
    return np.column_stack([np.full(size, recent), np.abs(own - others), np.full(size, np.log(size))])


def _of_outsiders(panel: Panel, sits: np.ndarray, recent: float) -> Floats:
    outside = ~sits
    near = np.isin(panel.region[outside], panel.region[sits]).astype(float)
    apart = np.abs(panel.position[outside] - panel.position[sits].mean())
    distance = panel.distances[np.ix_(outside, sits)].mean(axis=1)
    return np.column_stack([np.full(len(apart), recent), near, apart, distance])


def ages_at_death(panel: Panel) -> Iterator[tuple[float, bool]]:
    """Yield (years lived, whether it ended) of every body founded within the panel."""
    first_year = {int(body) for body in panel.years[0].ids}
    seen: dict[int, int] = {}
    for number, year in enumerate(panel.years):
        for body in year.ids.tolist():
            if body not in first_year:
                seen.setdefault(body, number)
    last = len(panel.years) - 1
    for body, born in seen.items():
        lived = next((k for k in range(born, last + 1) if body not in panel.years[k].rows()), None)
        yield (float((last if lived is None else lived) - born), lived is not None)


def survival(panels: Sequence[Panel], years: float) -> float:
    """Return the part of bodies that live at some age, by the product-limit estimate [kaplan1958]; NaN if unseen."""
    lives = [life for panel in panels for life in ages_at_death(panel)]
    if not any(length >= years for length, _ in lives):
        return float("nan")
    alive = 1.0
    for age in sorted({length for length, ended in lives if ended and length <= years}):
        at_risk = sum(length >= age for length, _ in lives)
        alive *= 1.0 - sum(ended and length == age for length, ended in lives) / at_risk
    return alive
