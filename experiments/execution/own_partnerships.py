"""What becomes of partnerships of one's own, year by year, in the first history of each arm that brings some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from experiments.storage.identity import ArmLike
from simulation.core.codes import Kind
from simulation.core.columns import Membership, Partnership
from simulation.start.policy import quarter_of
from simulation.world import World

QUARTERS = 4
COLUMNS = (
    *("scenario", "partnership", "name", "year", "quarter", "members"),
    *(kind.plural for kind in Kind),
    *("lead", "delivered"),
)


def own_partnerships(arms: Sequence[ArmLike], seed: int) -> pd.DataFrame:
    """Return partnerships of one's own in their first quarter and at the end of each year, in the history of one seed.

    Returns
    -------
    pandas.DataFrame
        Columns scenario, partnership, name, year, quarter, members and how many of each kind, lead (empty without one),
        and dollars delivered by members [US$bn/yr]; no row while a partnership does not run.
    """
    bringing = [arm for arm in arms if getattr(arm.scenario, "partnership", ())]
    rows = [row for arm in bringing for row in _of_arm(arm, seed)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_arm(arm: ArmLike, seed: int) -> Iterator[dict[str, Any]]:
    names = {each.id: each.name or each.id for each in arm.scenario.partnership}
    world = World(arm.scenario, seed)
    seen: set[str] = set()
    while world.step < world.steps:
        world.advance()
        for p, identity in enumerate(world.partnership_ids):
            runs = identity in names and world.column(Partnership.ALIVE)[p] > 0.0
            if runs and (world.step % QUARTERS == 0 or identity not in seen):
                seen.add(identity)
                yield {"scenario": arm.name, "name": names[identity], **_row(world, p)}


def _row(world: World, p: int) -> dict[str, Any]:
    members = np.flatnonzero(world.column(Membership.MEMBER)[p] > 0.0)
    lead = int(world.column(Partnership.LEAD)[p])
    year, quarter = quarter_of(world.step)
    kinds = np.bincount(world.kind[members], minlength=len(Kind)).tolist()
    return {
        "partnership": world.partnership_ids[p],
        "year": year,
        "quarter": quarter,
        "members": len(members),
        **dict(zip((kind.plural for kind in Kind), kinds, strict=True)),
        "lead": world.ids[lead] if lead >= 0 else "",
        "delivered": float(world.column(Partnership.DELIVERED)[p]),
    }
