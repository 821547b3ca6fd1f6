"""Which differences make a difference: parts that add up, groups as asked for, mixes that lie between two scenarios."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import decompose, ensemble
from experiments.analysis.shapley import interactions, shapley_values
from experiments.design.mixes import MOST_GROUPS, Group, differing, grouped, mixes, settings_apart
from experiments.design.stances import levers_at, policy_between, policy_parts
from simulation.core.errors import MultipartnerError
from simulation.parameters import Scenario, load_scenario
from simulation.world import World

SHORT = {"roster.states": 12, "years": 1}


REST = "rest=us.transactionalism,us.regard,us.lead_seed,us.partner_filter,us.burden_shift"


def random_worths(n: int) -> np.ndarray:
    return np.sin(np.arange(float(n), 4.0 * (1 << n) + n) ** 2).reshape(1 << n, 4)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_parts_add_up_to_the_whole_in_every_history(n: int) -> None:
    worths = random_worths(n)
    assert shapley_values(worths).sum(axis=0) == pytest.approx(worths[-1] - worths[0], abs=1e-12)


def test_parts_are_means_over_all_orders_of_changing() -> None:
    from itertools import permutations

    worths = random_worths(3)
    parts = np.zeros((3, 4))
    for order in permutations(range(3)):
        mask = 0
        for k in order:
            parts[k] += (worths[mask | 1 << k] - worths[mask]) / 6
            mask |= 1 << k
    assert shapley_values(worths) == pytest.approx(parts)


def test_who_changes_nothing_has_no_part_and_alike_have_the_same() -> None:
    worths = np.array([[0.0], [2.0], [2.0], [7.0]] * 2)
    assert shapley_values(worths).ravel().tolist() == [3.5, 3.5, 0.0]
    assert interactions(worths)[0, 1].tolist() == [3.0]
    assert interactions(worths)[0, 2].tolist() == [0.0]


def test_scenarios_differ_in_seven_settings_of_order() -> None:
    one, other = load_scenario("multipolar"), load_scenario("multipartner")
    names = differing(one, other)
    assert set(names) == {f"order.{name}" for name in (
        "seats", "partner_filter", "exclusivity", "initiative", "concreteness", "seeding", "pressure",
    )}  # fmt: skip
    assert names["order.seats"] == 1.0
    assert [group.name for group in grouped(list(names), ())] == list(names)


def test_groups_are_as_asked_for_and_the_rest_stands_by_itself() -> None:
    names = ["order.seats", "order.pressure", "order.seeding"]
    groups = grouped(names, ["power=order.pressure,order.seeding"])
    assert groups == [Group("power", ("order.pressure", "order.seeding")), Group("order.seats", ("order.seats",))]
    assert grouped(names, ["all=order"]) == [Group("all", tuple(names))]


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["order.seats"], "--group takes"),
        (["a=order.seat"], "order.seats"),
        (["a=order.seats", "b=order"], "two groups"),
    ],
)
def test_groups_that_make_no_sense_are_refused(texts: list[str], said: str) -> None:
    with pytest.raises(MultipartnerError, match=said):
        grouped(["order.seats", "order.pressure"], texts)


def test_many_settings_are_joined_by_section_or_refused() -> None:
    many = [f"{section}.x{k}" for section in "ab" for k in range(MOST_GROUPS)]
    assert [group.name for group in grouped(many, ())] == ["a", "b"]
    with pytest.raises(MultipartnerError, match="At most 8"):
        grouped([f"{letter}.x" for letter in "abcdefghi"], ())
    with pytest.raises(MultipartnerError, match="are identical"):
        grouped([], ())


def test_the_first_and_last_mix_are_the_two_scenarios() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional_then_cooperative"))
    groups = grouped(settings_apart(one, other), ["manner=us.seats,us.pressure", "purse=us.spending", REST])
    assert [group.name for group in groups] == ["manner", "purse", "rest"]
    arms = mixes(one, other, groups)
    assert len(arms) == 2 ** len(groups)
    assert (arms[0].digest, arms[-1].digest) == (one.digest, other.digest)


def test_a_decomposition_in_python_adds_up() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("multipolar", "multipartner"))
    found = decompose(one, load_scenario(other.model_dump(by_alias=True)), runs=2, workers=1, groups=[
        "who sits=order.seats,order.partner_filter",
        "the rest=order.exclusivity,order.initiative,order.concreteness,order.seeding,order.pressure"
    ])  # fmt: skip
    for _, rows in found.frame.groupby("outcome"):
        assert rows["difference"].iloc[:-1].sum() == pytest.approx(rows["difference"].iloc[-1], abs=1e-9)
    assert set(found.pairs["group"]) == {"who sits"}
    assert found.answers()
    assert found.plot().name == "decomposition"


def test_a_decomposition_over_an_ensemble_says_what_its_intervals_cover() -> None:
    """With parameter sets an interval is the middle of the histories: of two, their range."""
    one, other = (load_scenario(name, SHORT) for name in ("multipolar", "multipartner"))
    fields = ("seats", "partner_filter", "exclusivity", "initiative", "concreteness", "seeding", "pressure")
    groups = ["all=" + ",".join(f"order.{field}" for field in fields)]
    found = decompose(one, other, runs=2, workers=1, groups=groups, parameter_sets=40)
    assert found.answers()[0] == "95 % intervals: luck and 40 sets of parameters and choices of structure."
    whole = found.frame[found.frame["group"] == "whole"]
    for row in whole.to_dict("records"):
        assert row["low"] <= row["difference"] <= row["high"]
        values = found.worths(next(outcome for outcome in found.outcomes if outcome.label == row["outcome"]))
        change = values[-1] - values[0]
        assert row["high"] - row["low"] == pytest.approx(0.95 * np.ptp(change), abs=1e-12)


def test_stances_are_taken_apart_into_the_levers_in_which_they_differ() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional"))
    names = settings_apart(one, other)
    assert names == [f"us.{name}" for name in (
        "transactionalism", "regard", "lead_seed", "seats", "partner_filter", "burden_shift", "pressure", "spending",
    )]  # fmt: skip
    assert [group.name for group in grouped(names, ())] == names
    assert "us.spending" not in settings_apart(one, load_scenario("statist", SHORT)), "they spend the same"
    assert settings_apart(load_scenario("today", SHORT), other) == ["us.policy"], "one of the two has no policy"


def test_what_stances_mean_is_no_part_of_a_policy_taken_apart() -> None:
    one, other = load_scenario("cooperative"), load_scenario("transactional", {"stances.transactional.seats": 0.9})
    assert settings_apart(one, other) == ["stances.transactional.seats", "us.policy"]


def test_a_lever_set_for_the_whole_run_by_both_is_no_part_and_by_one_changes_with_its_part() -> None:
    one = load_scenario("cooperative", {"us.seats": 0.5, "us.regard": 0.3})
    other = load_scenario("transactional", {"us.seats": 0.5})
    assert "us.seats" not in settings_apart(one, other)
    assert settings_apart(one, other).count("us.regard") == 1
    arms = mixes(one, other, [Group("regard", ("us.regard",))])
    assert arms[1].scenario.levers("USA", 2030.0)["regard"] == other.levers("USA", 2030.0)["regard"]


@pytest.mark.parametrize("changed", [set(), {"seats", "pressure"}, {"spending", "effort_share"}])
def test_a_mixed_policy_has_some_levers_of_one_and_the_rest_of_the_other(changed: set[str]) -> None:
    one = load_scenario("cooperative")
    other = load_scenario("transactional_then_cooperative", {"us.policy.0.levers.effort_share": 0.5})
    mixed = between(one, other, changed)
    assert [policy.start for policy in mixed.us.policy] == [policy.start for policy in other.us.policy]
    for year in (2025.0, 2026.0, 2040.0):
        a, b, found = (each.levers("USA", year) for each in (one, other, mixed))
        assert found == {**{k: v for k, v in a.items() if k not in changed}, **{k: b[k] for k in changed & b.keys()}}


def test_money_is_one_part_however_it_is_said() -> None:
    one, other = load_scenario("cooperative"), load_scenario("cooperative", {"us.policy.0.levers.effort_share": 0.5})
    assert policy_parts(one, other) == {"us.spending": ("spending", "effort_share")}
    assert levers_at(other, 2025.0).get("spending") is None


def between(one: Scenario, other: Scenario, changed: set[str]) -> Scenario:
    return load_scenario({**one.model_dump(by_alias=True), "us": {"policy": policy_between(one, other, changed)}})


def test_levers_spelt_out_give_the_bits_of_both_scenarios() -> None:
    """Corners of a decomposition: no lever changed is the one scenario, every lever changed is the other."""
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional"))
    levers = {lever for part in policy_parts(one, other).values() for lever in part}
    for scenario, changed in ((one, set()), (other, levers)):
        worlds = [World(each, 3) for each in (scenario, between(one, other, changed))]
        for world in worlds:
            world.run()
        assert np.array_equal(worlds[0].outcomes, worlds[1].outcomes)


def test_many_settings_leave_the_purse_alone_beside_sections() -> None:
    many = [*(f"us.x{k}" for k in range(MOST_GROUPS)), "us.spending", "withdrawals"]
    assert [group.name for group in grouped(many, ())] == ["us", "us.spending", "withdrawals"]


def test_a_decomposition_of_stances_adds_up_and_its_ends_are_the_scenarios() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional"))
    found = decompose(one, other, runs=2, workers=1, groups=["manner=us.seats,us.pressure", "purse=us.spending", REST])
    for _, rows in found.frame.groupby("outcome"):
        assert rows["group"].tolist() == ["manner", "purse", "rest", "whole"]
        assert rows["difference"].iloc[:-1].sum() == pytest.approx(rows["difference"].iloc[-1], abs=1e-9)
    plain = ensemble(other, runs=2, workers=1).results.outcomes
    last = found.results.outcomes.query("scenario == @found.mixes[-1]")
    columns = plain.columns.difference(["scenario"])
    assert np.array_equal(plain[columns].to_numpy(), last[columns].to_numpy())


def test_the_table_of_interactions_has_its_columns_even_for_one_group() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional"))
    found = decompose(one, other, runs=2, workers=1, groups=["all=us"])
    assert list(found.pairs.columns) == ["outcome", "group", "other", "interaction", "low", "high"]
    assert found.pairs.empty


@pytest.mark.parametrize("pair", [("today", "oceans"), ("oceans", "today")])
def test_scenarios_with_other_rows_of_their_own_are_refused_before_anything_runs(pair):
    with pytest.raises(MultipartnerError, match="rows of their own that cannot be mixed"):
        decompose(*pair, runs=2, workers=1)


def test_one_history_has_no_interval_and_is_refused():
    with pytest.raises(MultipartnerError, match="runs"):
        decompose("multipolar", "multipartner", runs=1, workers=1)
