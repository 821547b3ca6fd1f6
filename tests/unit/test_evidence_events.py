"""P6: answers of the record by hand, signs, and a move that is made in one arm and not in the other."""

from __future__ import annotations

import pytest

from experiments.evidence.natural_experiments import (
    SETS,
    answers,
    events,
    pledged_by_others,
    recorded_answer,
    seats_of_others,
    sign_of,
)
from simulation.core.codes import Kind
from simulation.core.columns import Membership
from simulation.parameters import load_scenario
from simulation.roster import load_roster
from simulation.world import World


def test_answers_of_the_record_are_those_of_its_rows() -> None:
    roster = load_roster()
    assert recorded_answer("gcf_2019", roster) == pytest.approx(9776 / 6300 - 1)
    assert recorded_answer("oda_2025", roster) == pytest.approx((0.61 + 0.73 + 0.75 + 0.81) / 4 - 1)
    assert recorded_answer("paris_2017", roster) == 0.0
    assert recorded_answer("nzba_2025", roster) == -1.0


def test_givers_to_the_global_fund_weigh_by_what_they_gave_in_dollars() -> None:
    """Britain and Germany, who cut, gave by far most: the whole falls though as many rise as fall."""
    assert -0.2 < recorded_answer("globalfund_2025", load_roster()) < -0.1


def test_a_change_within_five_per_cent_is_none() -> None:
    assert [sign_of(change) for change in (0.051, 0.05, -0.05, -0.051)] == [1, 0, 0, -1]


def test_every_event_has_a_record_and_two_arms_that_differ() -> None:
    found = events()
    assert len(found) == 6
    for event in found:
        assert event.record == event.record
        assert load_scenario(event.without).digest != load_scenario(event.moved).digest
    assert set(SETS) == {"shipped", "seats follow", "gifts follow", "gifts make up", "shares are taken over"}


def test_measures_leave_the_movers_out() -> None:
    world = World(load_scenario("today", {"roster.states": 40}), 0)
    row, usa = world.partnership_ids.index("globalfund"), world.ids.index("USA")
    pledges = world.column(Membership.PLEDGED)[row, : world.roster.n_states]
    assert pledged_by_others("globalfund")(world) == pytest.approx(pledges.sum() - pledges[usa])
    nato = world.column(Membership.MEMBER)[world.partnership_ids.index("nato")]
    assert seats_of_others("nato", Kind.STATE, ["USA"])(world) == nato.sum() - 1


def test_who_leaves_paris_is_out_and_others_are_counted_alike() -> None:
    """The worlds share their luck: with nobody answering anybody, the other parties stay within a seat or two."""
    event = next(each for each in events() if each.id == "paris_2017")
    without, moved = answers([event], {}, 1)[0, 0]
    assert without == pytest.approx(moved, abs=2)
