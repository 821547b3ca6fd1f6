"""Which differences make a difference: parts that add up, groups as asked for, mixes that lie between two scenarios."""

from __future__ import annotations

import numpy as np
import pytest

from experiments import decompose
from experiments.analysis.shapley import interactions, shapley_values
from experiments.design.mixes import MOST_GROUPS, Group, differing, grouped, mixes
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario

SHORT = {"roster.states": 12, "years": 1}


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
    with pytest.raises(MultipartnerError, match="say the same"):
        grouped([], ())


def test_the_first_and_last_mix_are_the_two_scenarios() -> None:
    one, other = (load_scenario(name, SHORT) for name in ("cooperative", "transactional_then_cooperative"))
    groups = grouped(list(differing(one, other)), ())
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
