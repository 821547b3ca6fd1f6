"""Stances, levers and their dates."""

import pytest

from simulation.parameters import LEVERS, load_scenario


def test_without_a_policy_a_state_has_no_levers():
    scenario = load_scenario("today")
    assert scenario.levers("USA", 2025.0) == {}
    assert scenario.levers("CHN", 2025.0) == {}


@pytest.mark.parametrize("name", ["cooperative", "statist", "transactional", "seeding"])
def test_a_stance_sets_every_lever_of_the_united_states_only(name):
    scenario = load_scenario(name)
    assert set(scenario.levers("USA", 2025.0)) == {*LEVERS} - {"effort_share"}, "a stance says what is spent in all"
    assert scenario.levers("USA", 2025.0) == getattr(scenario.stances, name).set_ones()
    assert scenario.levers("CHN", 2025.0) == {}


def test_the_stance_changes_on_its_date():
    scenario = load_scenario("transactional_then_cooperative")
    transactional = scenario.stances.transactional.set_ones()
    cooperative = scenario.stances.cooperative.set_ones()
    assert scenario.levers("USA", 2028.75) == transactional
    assert scenario.levers("USA", 2029.0) == scenario.levers("USA", 2049.75) == cooperative


def test_before_the_first_date_nothing_is_set():
    scenario = load_scenario("seeding", {"us.policy.0.from": 2027.0})
    assert scenario.levers("USA", 2026.75) == {}


def test_own_setting_beats_the_policys_levers_beats_the_stance():
    overrides = {"us.policy.0.levers.regard": 0.6, "us.policy.0.levers.seats": 0.1, "us.seats": 0.2}
    levers = load_scenario("seeding", overrides).levers("USA", 2025.0)
    stance = load_scenario("seeding").levers("USA", 2025.0)
    assert levers == {**stance, "regard": 0.6, "seats": 0.2}


def test_a_lever_alone_needs_no_policy():
    assert load_scenario("today", {"us.transactionalism": 0.8}).levers("USA", 2030.0) == {"transactionalism": 0.8}


def test_a_stance_can_be_given_to_any_power_and_changed():
    scenario = load_scenario(
        {
            "powers": {"CHN": {"policy": [{"from": 2026.0, "stance": "statist"}]}},
            "stances": {"statist": {"regard": 0.9}},
        }
    )
    assert scenario.levers("CHN", 2025.0) == {}
    assert scenario.levers("CHN", 2026.0)["regard"] == 0.9
    assert scenario.levers("USA", 2026.0) == {}


def test_withdrawals_have_dates():
    scenario = load_scenario({"withdrawals": [{"actor": "USA", "partnership": "who", "from": 2026.0, "until": 2029.0}]})
    gone = scenario.withdrawals[0]
    assert (gone.actor, gone.partnership, gone.start, gone.until) == ("USA", "who", 2026.0, 2029.0)


def test_arms_that_differ_only_in_the_use_of_money_have_the_same_money():
    scenario = load_scenario("today")
    assert scenario.stances.seeding.spending == scenario.stances.cooperative.spending


def test_stances_spend_what_the_record_says():
    """U.S. aid of national income: .16 to .24 % in 2009-24, less than half of .24 % after 2025."""
    stances = load_scenario("today").stances
    assert 0.0016 <= stances.cooperative.spending == stances.statist.spending <= 0.0024
    assert 0.0 < stances.transactional.spending < 0.0012


def test_a_share_of_budgets_undoes_what_a_stance_spends_and_the_other_way_round():
    released = load_scenario("transactional", {"us.effort_share": 0.5}).levers("USA", 2025.0)
    assert released["effort_share"] == 0.5
    assert "spending" not in released
    spent = load_scenario("transactional", {"us.policy.0.levers.effort_share": 0.5, "us.spending": 0.003})
    assert spent.levers("USA", 2025.0)["spending"] == 0.003
    assert "effort_share" not in spent.levers("USA", 2025.0)
