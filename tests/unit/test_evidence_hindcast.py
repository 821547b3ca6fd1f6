"""P7: the world of 2009 is that of the record, and the record is read and scored by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.evidence.hindcast import (
    BODIES,
    CHOICES,
    joiners,
    p7_table,
    recorded,
    scores,
    seats_of,
    values_of,
    with_change,
)
from experiments.evidence.past import (
    FIRST,
    LAST,
    MOVED,
    growth_since,
    multiples,
    policy_since,
    states_by_year,
    world_of_2009,
)
from simulation.parameters import load_scenario
from simulation.roster import load_roster
from simulation.world import World

ROSTER = load_roster()


@pytest.fixture(scope="module")
def world() -> World:
    return World(load_scenario(world_of_2009()), 0)


def test_states_have_what_they_had_in_2009(world: World) -> None:
    then = states_by_year().set_index(["id", "year"]).loc[("CHN", FIRST)]
    row = world.ids.index("CHN")
    assert world.roster.resources[row] == pytest.approx(then["gdp"])
    assert world.roster.security_resources[row] == pytest.approx(then["military"])
    assert world.roster.position[row] == pytest.approx(then["position"])


def test_bodies_have_the_members_of_2009_and_the_bank_is_still_to_come(world: World) -> None:
    sizes = {name: int(seats.sum()) for name, seats in seats_of(world).items()}
    assert sizes == {"nato": 28, "eu": 27, "brics": 4, "sco": 6, "dac": 22, "oecd": 30, "aiib": 0}
    assert "paris" not in world.partnership_ids
    assert "gcf" in world.partnership_ids


def test_the_record_at_the_start_is_what_the_world_says_at_its_start(world: World) -> None:
    """Shares of the largest differ by those states alone whose figures had to be filled."""
    record, values = recorded(ROSTER), values_of(world)
    for name in ("military USA", "military CHN", "military world", "military allies", "distance USA CHN"):
        assert values[name] == pytest.approx(record[name][FIRST], rel=1e-6)
    for name in ("poles", "capability USA", "capability CHN"):
        assert values[name] == pytest.approx(record[name][FIRST], rel=0.05)


def test_members_of_the_record_come_and_go_with_their_years() -> None:
    record = recorded(ROSTER)
    assert [record["members nato"][year] for year in (2009, 2017, 2020, 2023, 2024)] == [28, 29, 30, 31, 32]
    assert [record["members eu"][year] for year in (2012, 2013, 2020)] == [27, 28, 27]
    assert record["pledges gavi"][2015] == pytest.approx(7.5 / 5)


def test_growth_is_that_of_the_record_quarter_by_quarter() -> None:
    growth = growth_since(ROSTER)
    assert growth.shape == (2, 4 * (LAST - FIRST) + 1, ROSTER.n_states)
    assert np.all(growth[:, 0] == 1.0)
    row = ROSTER.ids.index("CHN")
    table = states_by_year().set_index(["id", "year"])["gdp"]
    assert growth[0, 4 * 6, row] == pytest.approx(table["CHN", 2015] / table["CHN", 2009])
    assert growth[0, 2, row] == pytest.approx((1.0 + table["CHN", 2010] / table["CHN", 2009]) / 2.0)


def test_who_has_no_figure_grows_as_the_median_state() -> None:
    yearly = multiples("gdp", ROSTER)
    known = states_by_year()["gdp"].notna().groupby(states_by_year()["id"]).all()
    rises = yearly[1, [known[name] for name in ROSTER.ids[: ROSTER.n_states]]]
    assert yearly[1, ROSTER.ids.index("TWN")] == pytest.approx(np.median(rises), rel=0.02)


def test_policy_is_that_of_the_record_year_by_year() -> None:
    policy = policy_since()
    assert [each["stance"] for each in policy][::6] == ["cooperative", "cooperative", "statist"]
    assert policy[0] == {"from": FIRST + 1 + MOVED, "stance": "cooperative", "levers": {"spending": 0.0021}}


def test_choices_are_all_mixes_of_answers() -> None:
    assert len(CHOICES) == 12
    assert len({tuple(sorted(choice.items())) for choice in CHOICES}) == 12


def test_a_point_is_scored_against_its_band_and_against_no_change() -> None:
    values = np.arange(1.0, 22.0)
    runs = pd.DataFrame({"quantity": "spread", "year": 2010, "history": range(21), "value": values})
    table = p7_table(runs, {"spread": {2009: 5.5, 2010: 11.0}})
    assert table.iloc[0].to_dict() == {
        "quantity": "spread",
        "year": 2010,
        "record": 11.0,
        "low": 2.0,
        "middle": 11.0,
        "high": 20.0,
        "inside": 1,
        "before": 5.5,
    }
    told = scores(table).iloc[-1]
    assert (told["points"], told["coverage"], told["error"]) == (1, 1.0, 0.0)
    assert told["error_as_before"] == pytest.approx(np.log(2.0))


def test_change_of_poles_is_a_multiple_of_each_start() -> None:
    runs = pd.DataFrame(
        [("poles", FIRST, 0, 4.0), ("poles", FIRST, 1, 8.0), ("poles", 2010, 0, 5.0), ("poles", 2010, 1, 8.0)],
        columns=["quantity", "year", "history", "value"],
    )
    changed = with_change(runs).iloc[4:]
    assert changed["value"].tolist() == [1.0, 1.0, 1.25, 1.0]


def test_joiners_are_told_from_those_who_stayed_out() -> None:
    """Whoever joined NATO sat there in every run, nobody else: all pairs are told."""
    often = {name: np.zeros(ROSTER.n_states) for name in BODIES}
    for name in ("MNE", "MKD", "FIN", "SWE"):
        often["nato"][ROSTER.ids.index(name)] = 1.0
    told = joiners(often, ROSTER).set_index("body")
    assert told.loc["nato"].tolist() == [4, ROSTER.n_states - 28, 1.0]
    assert told.loc["eu", "auc"] == 0.5
