"""P5: rates, logits and sizes are read from panels that can be counted by hand, and from the record."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.evidence.dynamics import beside_record, moments_of_seats, record, recorded_moments
from experiments.evidence.events import events_of, fitted_logit, survival
from experiments.evidence.panel import Panel, Year, panel_of_run
from simulation.core.columns import Membership, Partnership
from simulation.parameters import load_scenario
from simulation.world import World


def year(seats: dict[int, str]) -> Year:
    """Return a year from bodies and their members, written as a row of 0 and 1."""
    members = np.array([[mark == "1" for mark in row] for row in seats.values()])
    return Year(np.array([*seats]), np.full(len(seats), 2000), members)


def panel(*years: dict[int, str]) -> Panel:
    count = len(next(iter(years[0].values())))
    return Panel(
        2000,
        tuple(map(year, years)),
        np.arange(count, dtype=float),
        np.zeros(count, dtype=int),
        np.zeros((count, count)),
    )


def test_moves_are_counted_by_hand() -> None:
    """Body 1 loses one of four and takes one in; 2 ends, which is no exit; 3 begins, whose founders are no joins."""
    events = events_of([panel({1: "11110", 2: "11000"}, {1: "01111", 3: "10001"})])
    assert (events.bodies, events.seats) == (2, 6)
    assert (events.births, events.deaths, events.exits, events.joins) == (1, 1, 1, 1)
    assert events.exits_one_by_one == 1


def test_a_wave_is_told_from_exits_one_by_one() -> None:
    """Two of four leave together: more than a third."""
    events = events_of([panel({1: "1111"}, {1: "1100"})])
    assert (events.exits, events.exits_one_by_one) == (2, 0)


def test_recent_moves_are_those_of_the_two_years_before() -> None:
    """Somebody leaves in the first year: in the third, that is recent for those who stayed; in the fifth no longer."""
    quiet = {1: "01111"}
    events = events_of([panel({1: "11111"}, quiet, quiet, quiet, quiet)])
    assert [rows[0][0, 0] for rows in events.rows["exits"]] == [1.0, 0.0]


def test_survival_knows_who_was_not_seen_to_the_end() -> None:
    """Two begin; one ends after a year, one is seen for two: half live at age one and two, nobody knows age three."""
    lived = panel({1: "11"}, {1: "11", 2: "11", 3: "11"}, {1: "11", 2: "11"}, {1: "11", 2: "11"})
    assert survival([lived], 1.0) == survival([lived], 2.0) == 0.5
    assert math.isnan(survival([lived], 3.0))


def test_sizes_and_memberships_are_those_of_the_last_year() -> None:
    found = moments_of_seats(panel({1: "1000", 2: "1110", 3: "1110", 4: "1111", 5: "0000"}))
    assert (found["size_quarter"], found["size_half"], found["size_three_quarters"]) == (2.5, 3.0, 3.25)


def test_a_logit_finds_the_odds_of_a_table() -> None:
    """Three of four against one of four: log odds differ by 2 ln 3."""
    features = np.repeat([[0.0], [1.0]], 400, axis=0)
    outcome = np.tile([True, False, False, False], 100).tolist() + np.tile([True, True, True, False], 100).tolist()
    assert fitted_logit(features, np.array(outcome)) == pytest.approx([2 * math.log(3)], rel=1e-3)


def test_a_panel_of_a_run_is_its_world_year_by_year() -> None:
    found, world = panel_of_run(load_scenario("today", {"roster.states": 30}), 0, 2)
    assert len(found.years) == 3
    seats = world.column(Membership.MEMBER)[:, : world.roster.n_states][world.column(Partnership.ALIVE) > 0.0]
    assert np.array_equal(found.years[-1].seats, seats > 0.0)
    assert found.years[-1].seats.any()


def test_every_moment_of_the_record_has_a_band_around_it_and_a_source() -> None:
    table = record()
    assert len(table) >= 12
    assert table["moment"].is_unique
    assert table["source"].str.len().min() > 5
    assert set(table["group"]) == {"training", "validation", "given"}
    assert ((table["low"] <= table["real"]) & (table["real"] <= table["high"])).all()
    everything = dict(zip(table["moment"], table["real"], strict=True))
    assert beside_record(everything)["passes"].all()
    assert not beside_record({name: 99.0 + value * 99.0 for name, value in everything.items() if value > 0})[
        "passes"
    ].any()


@pytest.mark.slow
def test_the_table_of_the_record_is_what_the_spells_say() -> None:
    table = record()
    own = table[table["source"] == "organisation_spells.csv"]
    assert len(own) >= 8
    found = recorded_moments(World(load_scenario("today"), 0))
    for row in own.itertuples():
        assert found[row.moment] == pytest.approx(row.real, abs=0.002), row.moment
