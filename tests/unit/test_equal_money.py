"""Arms at equal money: the same dollars quarter by quarter, and a difference that falls into purse and manner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments import compare
from experiments.analysis.money import split_outcome
from experiments.analysis.paired import Outcome
from experiments.cli.run import Request
from experiments.design.arms import load_arms, named_arms
from experiments.design.equal import SUFFIX, HeldEqual, at_equal_money
from experiments.execution.engine import build_world
from experiments.execution.recorded import purses_of
from experiments.execution.worker import command_for
from experiments.storage.identity import Run
from simulation.core.codes import Kind
from simulation.core.columns import Membership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.measures.outcomes import Outcome as Measure
from simulation.parameters import Scenario, load_scenario
from simulation.world import World


def short(name: str) -> Scenario:
    return load_scenario(name, {"roster.states": 12, "years": 3})


def test_the_united_states_spend_what_they_spend_in_the_other_arm() -> None:
    first, other = short("cooperative"), short("transactional")
    reference = World(first, 3)
    reference.run()
    held = build_world(HeldEqual(other, first), 3)
    held.run()
    free = World(other, 3)
    free.run()
    wanted, found, unheld = (
        each.outcomes[1:, Measure.SPENDING_USA].reshape(-1, 4).sum(axis=1) for each in (reference, held, free)
    )
    assert found == pytest.approx(wanted, rel=0.02)
    assert not np.allclose(unheld, wanted, rtol=0.2)


def test_non_states_spend_the_same_money_whether_they_have_a_seat_or_not() -> None:
    first, other = short("multipartner"), short("multipolar")
    reference = World(first, 3)
    reference.run()
    held = build_world(HeldEqual(other, first), 3)
    held.run()
    kinds = slice(Measure.EFFORT_COMPANY, Measure.EFFORT_CITY + 1)
    wanted, found = (each.outcomes[1:, kinds].sum() for each in (reference, held))
    assert found == pytest.approx(wanted, rel=0.02)


def test_purses_are_those_of_the_united_states_and_of_all_that_are_no_states() -> None:
    scenario = short("today")
    purses = purses_of(scenario, 0)
    world = World(scenario, 0)
    assert set(purses) == {name for name, kind in zip(world.ids, world.kind, strict=True) if kind or name == "USA"}
    assert all(course.shape == (13,) for course in purses.values())


def test_a_purse_of_another_length_or_below_zero_is_refused() -> None:
    for course in (np.ones(3), np.full(13, -1.0), np.full(13, np.nan)):
        with pytest.raises(MultipartnerError, match="one per quarter"):
            World(short("today"), 0, purses={"USA": course})
    with pytest.raises(MultipartnerError, match="XXX"):
        World(short("today"), 0, purses={"XXX": np.ones(13)})


def test_arms_at_equal_money_stand_behind_the_others_and_are_runs_of_their_own() -> None:
    arms = named_arms({"a": short("cooperative"), "b": short("transactional"), "c": short("seeding")})
    made = at_equal_money(arms, "us_spending")
    assert [arm.name for arm in made] == ["a", "b", "c", "b" + SUFFIX, "c" + SUFFIX]
    assert len({arm.digest for arm in made}) == 5
    assert at_equal_money(arms, None) == arms
    with pytest.raises(MultipartnerError, match="us_spending"):
        at_equal_money(arms, "spending")


def test_purse_and_manner_add_up_to_the_whole_in_every_history() -> None:
    values = pd.DataFrame({"a": [10.0, 20.0], "b": [13.0, 26.0], "b" + SUFFIX: [11.0, 23.0]})
    split = split_outcome(Outcome("x", "x", "is", "money", values), "b", "a")
    assert split.whole.mean == pytest.approx(30.0)
    assert split.manner.mean == pytest.approx(100 * 2.0 / 15)
    assert split.purse.mean == pytest.approx(100 * 2.5 / 15)
    assert split.whole.mean == pytest.approx(split.purse.mean + split.manner.mean)


def test_a_comparison_in_python_tells_both() -> None:
    found = compare(short("cooperative"), short("transactional"), runs=2, workers=1, equal="us_spending")
    parts = found.split.pivot_table(index="outcome", columns="part", values="difference")
    assert parts["whole"].to_numpy() == pytest.approx((parts["purse"] + parts["manner"]).to_numpy(), abs=1e-9)
    with pytest.raises(MultipartnerError, match="equal"):
        _ = compare(short("cooperative"), short("transactional"), runs=2, workers=1).split


@pytest.mark.parametrize("settings", [(), ("parameter_sets=20",)])
def test_the_command_of_an_arm_at_equal_money_names_whose_money_it_is_and_says_equal(settings: tuple[str, ...]) -> None:
    options = "".join(f" --set {each}" for each in settings)
    arms = at_equal_money(load_arms(("cooperative", "transactional"), settings, 2), "us_spending")
    assert arms[-1].command == f"cooperative transactional{options} --years 2 --equal us_spending"
    assert command_for(arms[-1], Run("", arms[-1].name, "", 4, 4)).startswith(
        f"multipartner run {arms[-1].command} --runs 1"
    )
    request = Request(("cooperative", "transactional"), 5, settings=settings, equal="us_spending")
    assert request.command.endswith(f"{options} --equal us_spending")


@pytest.mark.parametrize(
    ("names", "settings", "said"),
    [
        (
            ("today", "small"),
            (),
            "'today' has dangote and .* more and 'small' has not, or lets",
        ),
        (("small", "no_us"), (), "'small' has USA and 'no_us' has not"),
        (("no_us", "today"), (), "'today' has USA and 'no_us' has not"),
        (("today", "no_us"), (), "'today' has USA and 'no_us' has not"),
        (("today", "multipolar"), ("mechanisms.purse=false",), "needs mechanisms.purse = true, found false in 'multip"),
    ],
)
def test_what_cannot_be_at_equal_money_is_refused_before_anything_runs(
    names: tuple[str, str], settings: tuple[str, ...], said: str
) -> None:
    with pytest.raises(MultipartnerError, match=said) as caught:
        at_equal_money(load_arms(names, settings), "us_spending")
    assert "\n" not in str(caught.value)


class Courses:
    """Who spends and who sits, quarter by quarter, in a scenario and in one that spends its money."""

    def __init__(self, first: Scenario, other: Scenario) -> None:
        self.worlds = World(first, 3), build_world(HeldEqual(other, first), 3)
        self.spent, self.alone, self.sits = [], [], []
        for world in self.worlds:
            rows = []
            while world.step < world.steps:
                world.advance()
                sits = world.column(Membership.MEMBER).any(axis=0)
                rows.append((world.spending, world.column(Portfolio.ALONE).sum(axis=0), sits))
            spent, alone, sits = (np.array(each) for each in zip(*rows, strict=True))
            self.spent.append(by_year(spent))
            self.alone.append(by_year(alone))
            self.sits.append(sits)


def by_year(course: np.ndarray) -> np.ndarray:
    return course.reshape(-1, 4, course.shape[1]).sum(axis=1)


def larger(name: str, **changes: float) -> Scenario:
    return load_scenario(
        name, {"roster.states": 40, "years": 6, **{k.replace("__", "."): v for k, v in changes.items()}}
    )


@pytest.mark.parametrize(("one", "other"), [("cooperative", "transactional"), ("multipartner", "multipolar")])
def test_dollars_are_equal_year_by_year_within_one_per_cent(one: str, other: str) -> None:
    found = Courses(larger(one), larger(other))
    usa, others = found.worlds[0].ids.index("USA"), found.worlds[0].kind != Kind.STATE
    reference, held = found.spent
    assert held[:, usa] == pytest.approx(reference[:, usa], rel=0.01)
    assert held[:, others].sum(axis=1) == pytest.approx(reference[:, others].sum(axis=1), rel=0.01)


def test_who_is_refused_every_seat_spends_the_same_money_alone() -> None:
    """Only the order's door differs: who sits in the one world and nowhere in the other is refused there."""
    found = Courses(larger("multipartner"), larger("multipartner", order__seats=0.0))
    admitted, refused = found.sits
    rows = np.flatnonzero(admitted.any(axis=0) & ~refused.any(axis=0))
    assert rows.size
    assert np.all(found.worlds[0].kind[rows] != Kind.STATE)
    assert np.all(found.spent[0][:, rows].sum(axis=0) > 0.0)
    assert found.spent[1][:, rows] == pytest.approx(found.spent[0][:, rows], rel=0.01)
    assert found.alone[1][:, rows] == pytest.approx(found.spent[1][:, rows]), "all of it alone"
    assert np.any(found.alone[0][:, rows] < 0.5 * found.spent[0][:, rows]), "with a seat not"
