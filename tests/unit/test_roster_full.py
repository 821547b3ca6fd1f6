"""The full roster: the thousands on record are there once, with their seats, known and unknown."""

from __future__ import annotations

import numpy as np
import pytest

from simulation.core.codes import Kind
from simulation.parameters import load_scenario
from simulation.start.names import roster_of


@pytest.fixture(scope="module")
def full():
    return roster_of(load_scenario({"roster": {"breadth": "full"}}))


def test_the_many_are_there_once_with_their_seats(full):
    assert np.bincount(full.kind).tolist() == [196, 2010, 43, 32, 12, 1889]
    assert full.ids.count("walmart") == 1
    assert full.n_actors == len(set(full.ids))
    race, targets = (full.partnership_ids.index(name) for name in ("racetozero", "sbti"))
    assert full.listed_count[race].tolist() == [0, 269, 0, 0, 0, 134 + 32]
    assert full.listed_count[targets].tolist() == [0, 430, 0, 0, 0, 0]
    assert np.bincount(full.unknown[:, 1], minlength=full.n_partnerships)[[race, targets]].tolist() == [
        666 + 392 + 237,
        666,
    ]
    assert (full.resources > 0.0).all()


def test_an_unknown_seat_is_drawn_as_often_as_the_known_ones_are_held(full):
    from simulation.start.seating import missing_members, only_unknown

    missing = missing_members(load_scenario({"roster": {"breadth": "full"}}), full)
    race = full.partnership_ids.index("racetozero")
    known = 2010 - 666
    assert missing[race, Kind.COMPANY] == round(666 * 269 / known)
    odds = np.ones((full.n_partnerships, full.n_actors))
    only_unknown(full, odds)
    assert odds[race].sum() == 666 + 392 + 237
    assert odds[0].all()
