"""P8: the lists are whole, features follow the rules by hand, and odds reach what was asked for."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.evidence import non_states
from experiments.evidence.non_states import (
    LISTS,
    features_of,
    fitted,
    folds_of,
    odds_by,
    p8_odds,
    p8_scores,
    pulls,
    read_list,
    shipped_weights,
)
from simulation.rules.peers import pull_of_peers, share_of_all

REACHED = {"companies": 0.77, "cities": 0.84, "regions": 0.85}


@pytest.fixture(scope="module")
def scores() -> pd.DataFrame:
    return p8_scores().set_index("list")


def test_lists_are_complete_but_for_blank_flags() -> None:
    sizes = {listed.id: read_list(listed).shape[0] for listed in LISTS}
    assert sizes == {
        "companies_race_to_zero": 1999,
        "companies_science_based": 1999,
        "cities_race_to_zero": 1176,
        "regions_race_to_zero": 713,
    }
    for listed in LISTS:
        frame = read_list(listed)
        assert set(frame["member"].dropna()) == {0.0, 1.0}
        assert 0 < frame["member"].isna().sum() < len(frame) / 2


def test_pulls_by_hand_leave_the_own_seat_and_blank_flags_out() -> None:
    blank = float("nan")
    found = pulls(["a", "a", "a", "b", ""], [1.0, 0.0, blank, 1.0, 0.0], 2.0)
    assert found[0] == pytest.approx(pull_of_peers(0.0, 1.0, share_of_all(1.0, 3.0), 2.0))
    assert found[1] == pytest.approx(pull_of_peers(1.0, 1.0, share_of_all(2.0, 3.0), 2.0))
    assert found[2] == pytest.approx(pull_of_peers(1.0, 2.0, share_of_all(2.0, 4.0), 2.0))
    assert found[3] == found[4] == 0.0


def test_a_flag_moves_no_feature_of_its_own_actor(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = LISTS[3]
    frame = read_list(listed)
    turned = frame.copy()
    first = int(np.flatnonzero(frame["member"] == 1.0)[0])
    turned.loc[first, "member"] = 0.0
    before = features_of(listed).loc[first]
    monkeypatch.setattr(non_states, "read_list", lambda _: turned)
    after = features_of.__wrapped__(listed).loc[first]
    assert list(after) == list(before)


def test_every_known_flag_is_left_out_once() -> None:
    for listed in LISTS:
        fold, member = folds_of(listed), read_list(listed)["member"]
        assert set(fold[member.notna()]) == set(range(10))
        assert set(fold[member.isna()]) == {-1}


def test_odds_reach_what_was_asked_for_out_of_fold(scores: pd.DataFrame) -> None:
    for name, row in scores.iterrows():
        assert row["auc"] >= REACHED[str(name).split("_")[0]], name
        assert row["auc"] > max(row["size"], row["home"]) - 0.001, name
        assert row["shipped"] > row["auc"] - 0.01, name


def test_the_shipped_weights_are_the_fitted_ones() -> None:
    for whose in ("company", "city"):
        shipped = shipped_weights(whose)
        for name, value in fitted(whose).items():
            assert shipped[name] == pytest.approx(value, abs=0.05), (whose, name)


def test_with_weights_of_nothing_nobody_differs() -> None:
    nothing = dict.fromkeys(shipped_weights("company"), 0.0)
    assert not odds_by(LISTS[0], nothing).any()


def test_everybody_gets_odds() -> None:
    odds = p8_odds()
    assert np.isfinite(odds["odds"]).all()
    assert len(odds) == 1999 * 2 + 1176 + 713
