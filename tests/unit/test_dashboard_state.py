"""State of the page: to a link and back, to a scenario file, and what is said of wrong links."""

import tomllib
from dataclasses import replace
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.dashboard.levers import ENDS, levers, value_in
from experiments.dashboard.look import SIDES, Look
from experiments.dashboard.moment import COLOURED_BY
from experiments.dashboard.state import (
    PRESETS,
    VIEWS,
    PageState,
    Policy,
    arms_of,
    from_query,
    scenario_file,
    to_query,
)
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario, scenario_names

NAMES = list(levers())


@st.composite
def policies(draw):
    policy = Policy(draw(st.sampled_from(scenario_names())))
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)):
        lever = levers()[name]
        policy = policy.with_lever(name, draw(st.floats(lever.low, lever.high, allow_subnormal=False)))
    return replace(policy, leaves=draw(st.none() | st.integers(2025, 2049).map(float)))


looks = st.builds(
    Look,
    st.sampled_from(SIDES),
    st.integers(2025, 2100),
    st.sampled_from(sorted(COLOURED_BY)),
    st.sampled_from(("", "IND", "shell")),
    st.sampled_from(("", "paris", "USA climate 2031")),
)


states = st.builds(
    PageState,
    policies(),
    policies(),
    seed=st.integers(0, 2**40),
    years=st.integers(1, 75),
    histories=st.integers(2, 400),
    view=st.sampled_from(VIEWS),
    look=looks,
)


@given(states)
def test_a_link_restores_everything(state):
    assert from_query(to_query(state, "1.2-abc")) == (state, "1.2-abc")


@given(policies(), st.integers(1, 60))
def test_a_scenario_file_says_the_same_as_the_page(policy, years):
    values = tomllib.loads(scenario_file(policy, years, PageState()))
    assert load_scenario(values).digest == policy.scenario(years).digest


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=cooperativ", "Did you mean 'cooperative'?"),
        ("a=" + quote("../secrets.toml"), "No scenario is called"),
        ("a.us.regard=2", "us.regard must be a number from 0 to 1"),
        ("a.us.regard=nan", "us.regard must be a number from 0 to 1"),
        ("a.us.regard=much", "'a.us.regard' of the link must be a number, found 'much'"),
        ("a.us.regrad=0.2", "Did you mean 'a.us.regard'?"),
        ("seed=-1", "'seed' of the link must be a whole number"),
        ("seed=²", "'seed' of the link must be a whole number"),
        ("histories=1", "from 2 to 400"),
        ("years=1000", "from 1 to 75"),
        ("seed=1&seed=2", "contains 'seed' twice"),
        ("view=pictures", "No view of the page"),
        ("look.side=c", "No side of the page"),
        ("look.by=gdp", "No colour of the map"),
        ("look.year=2030.5", "'look.year' of the link must be a whole number"),
        ("look.year=1990", "The year that is looked at"),
        ("look.acter=IND", "Did you mean 'look.actor'?"),
        ("a.payoff.phi=0.1", "No part of a link"),
    ],
)
def test_a_wrong_link_gets_one_clear_sentence(query, said):
    with pytest.raises(MultipartnerError) as caught:
        from_query(query)
    assert said in str(caught.value)


def test_an_empty_link_is_the_page_as_it_begins():
    assert from_query("") == (PageState(), "")


def test_levers_are_declared_with_range_unit_source_and_words_for_both_ends():
    for lever in levers().values():
        assert lever.low < lever.high
        assert lever.unit
        assert lever.source
        assert all(lever.ends)
    assert set(ENDS) <= set(NAMES)


def test_every_lever_has_a_value_but_money_which_is_said_in_one_of_two_ways():
    unset = {name for name in levers() if value_in(load_scenario("transactional"), name) is None}
    assert unset == {"us.effort_share"}


def test_a_lever_goes_back_to_the_scenario():
    policy = Policy("statist").with_lever("us.seats", 0.9).with_lever("order.seats", 0.2)
    assert policy.with_lever("us.seats", None) == Policy("statist", (("order.seats", 0.2),))


def test_presets_can_be_run():
    for _, state in PRESETS.values():
        a, b = arms_of(state.checked())
        assert a.digest != b.digest


def test_equal_policies_have_names_of_their_own():
    names = [arm.name for arm in arms_of(PageState(Policy("today"), Policy("today")))]
    assert names == ["today (A)", "today (B)"]
