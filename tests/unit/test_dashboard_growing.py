"""The ensemble under the hand: numbers of the runner, latest wins, nothing computed twice, nothing left behind."""

from threading import Event

import numpy as np
import pandas as pd
import pytest

from experiments.dashboard.answers import summed_up
from experiments.dashboard.growing import KEPT, Growing, Request, world_of
from experiments.dashboard.live import live_results
from experiments.dashboard.panels import difference_said, groups_paid, payers_table, threat_charts
from experiments.dashboard.state import PageState, Policy, arms_of
from experiments.ensembles import compare
from simulation.core.codes import THREATS

PATIENCE = 300


@pytest.fixture
def growing():
    made = Growing(2)
    yield made
    made.close()


def state_of(a, b, histories=2, years=1):
    return PageState(a, b, seed=3, years=years, histories=histories)


def asked(growing, state, instead_of=None):
    """Ask for what a page shows and wait until all of it is there."""
    done = Event()
    request = Request(arms_of(state), state.seed, state.histories, lambda: request.is_done and done.set())
    growing.ask(request, instead_of)
    if not request.is_done:
        assert done.wait(PATIENCE)
    return request


def test_the_page_shows_the_numbers_of_the_command(growing):
    state = state_of(Policy("small"), Policy("small", (("us.regard", 0.05),), 2025.5))
    results = live_results(asked(growing, state))
    arms = arms_of(state)
    other = compare(*(arm.scenario for arm in arms), runs=2, seed=3, workers=1).results
    ours, theirs = results.outcomes, other.outcomes
    keys = ["run", "scenario"]
    pd.testing.assert_frame_equal(ours.drop(columns=keys), theirs.drop(columns=keys))
    assert list(ours["run"]) == list(theirs["run"])
    pd.testing.assert_frame_equal(results.ledger.drop(columns=keys), other.ledger.drop(columns=keys))


def test_equal_policies_are_one_computation_and_differ_nowhere(growing):
    request = asked(growing, state_of(Policy("small"), Policy("small")))
    assert len(request.keys) == 2
    a, b = request.pairs()
    assert all(np.array_equal(one.outcomes, other.outcomes) for one, other in zip(a, b, strict=True))
    assert set(payers_table([a, b])["difference"]) == {0.0}


def test_what_was_not_moved_is_there_at_once(growing):
    asked(growing, state_of(Policy("small"), Policy("small", (("us.seats", 0.9),))))
    told = []
    state = state_of(Policy("small"), Policy("small", (("us.seats", 0.1),)))
    request = Request(arms_of(state), state.seed, 2, lambda: told.append(len(request.found)))
    growing.ask(request)
    assert told[0] >= 2


def test_superseded_work_is_dropped_and_heard_of_no_more(growing):
    first_state = state_of(Policy("small"), Policy("small", (("us.seats", 0.3),)), histories=50, years=20)
    heard = []
    first = growing.ask(Request(arms_of(first_state), 0, 50, lambda: heard.append(1)))
    second = asked(growing, state_of(Policy("small"), Policy("small", (("us.seats", 0.6),))), instead_of=first)
    count = len(heard)
    assert first.is_superseded
    assert not first.is_done
    assert second.is_done
    asked(growing, state_of(Policy("small"), Policy("small", (("us.seats", 0.7),))), instead_of=second)
    assert len(heard) == count


def test_memory_stays_flat_over_many_moves(growing):
    request = None
    for k in range(KEPT + 6):
        state = state_of(Policy("small"), Policy("small", (("us.seats", k / 100),)), histories=2)
        request = asked(growing, state, instead_of=request)
    assert len(growing._kept) <= KEPT + 2


def test_a_failed_history_is_said_and_the_rest_goes_on(growing, monkeypatch):
    from experiments.dashboard import growing as module

    class Failing(module.RecordedWorld):
        def __init__(self, scenario, seed):
            if seed == 4:
                raise ValueError("broken")
            super().__init__(scenario, seed)

    monkeypatch.setattr(module, "RecordedWorld", Failing)
    request = asked(growing, state_of(Policy("small"), Policy("small", (("us.seats", 0.3),)), histories=3))
    assert [seed for _, seed in request.failures] == [4, 4]
    assert "broken" in next(iter(request.failures.values()))
    assert len(request.pairs()[0]) == 2


def test_panels_are_drawn_from_the_paired_histories(growing):
    pairs = asked(growing, state_of(Policy("small"), Policy("small", (("us.effort_share", 0.0),)))).pairs()
    drawn = threat_charts(pairs, levels=False)
    assert list(drawn) == list(THREATS)
    options, said = drawn["climate"]
    assert options["series"][-1]["data"][0] == [2025.0, 0.0]
    assert "2 pairs" in said
    assert sum(groups_paid(pairs[1])["United States"]) == 0.0
    assert len(threat_charts(pairs, levels=True)["climate"][0]["series"]) == 10


def test_a_panel_says_by_how_much_and_whether_that_is_worse():
    a, more = np.array([[1.0, 2.0]] * 3), np.array([[0.0, 0.1], [0.0, 0.2], [0.0, 0.3]])
    unsure = difference_said("climate", a, a + more, 1.0)
    assert unsure.startswith("At the end, B − A: 0.2")
    assert "10 % of A" in unsure
    assert unsure.endswith("no clear difference.")
    assert difference_said("climate", a, a + 0.5 + more, 1.0).endswith("worse under B.")
    assert difference_said("climate", a, a - 0.5 + more, 1.0).endswith("better under B.")
    assert difference_said("climate", a, a, 1.0).endswith("0 % of A; 95 % interval, 3 pairs: no clear difference.")


def test_the_first_history_is_shown_while_it_runs_and_is_the_beginning_of_the_whole(growing):
    begun = []
    state = state_of(Policy("small"), Policy("small", (("us.seats", 0.9),)), years=5)
    done = Event()

    def heard():
        if request.is_done:
            done.set()
        elif found := request.beginning():
            begun.append([each.outcomes.copy() for (each,) in found])

    request = Request(arms_of(state), state.seed, state.histories, heard)
    growing.ask(request)
    assert done.wait(PATIENCE)
    wholes = [histories[0].outcomes for histories in request.pairs()]
    assert any(len(parts[0]) < len(wholes[0]) for parts in begun)
    for parts in begun:
        for part, whole in zip(parts, wholes, strict=True):
            np.testing.assert_array_equal(part[1:], whole[1 : len(part)])


def test_purse_and_manner_are_those_of_the_command(growing):
    state = PageState(
        Policy("small"), Policy("small", (("us.effort_share", 0.1),)), seed=3, years=1, histories=2, view="purse"
    )
    results = live_results(asked(growing, state))
    arms = arms_of(state)[:2]
    other = compare(*(arm.scenario for arm in arms), runs=2, seed=3, workers=1, equal="us_spending").results
    columns = ["damage", "effort_usa", "level_climate"]
    np.testing.assert_array_equal(results.outcomes[columns].to_numpy(), other.outcomes[columns].to_numpy())


def test_one_pair_has_no_interval_and_nothing_is_said_of_it(growing):
    request = asked(growing, state_of(Policy("small"), Policy("small", (("us.effort_share", 0.2),))))
    assert summed_up(request, with_purse=False).results.done
    del request.found[request.keys[-1]]
    assert len(request.pairs()[0]) == 1
    assert summed_up(request, with_purse=False) is None


def test_further_histories_wait_for_the_first_pair(growing, monkeypatch):
    begun = []
    monkeypatch.setattr(
        "experiments.dashboard.growing.world_of", lambda scenario, seed: begun.append(seed) or world_of(scenario, seed)
    )
    request = Request(arms_of(state_of(Policy("small"), Policy("small", (("us.seats", 0.7),)), histories=3)), 3, 3)
    assert request.awaits_first
    done = Event()
    request.on_change = lambda: request.is_done and done.set()
    growing.ask(request)
    assert done.wait(PATIENCE)
    assert sorted(begun[:2]) == [3, 3]
    assert sorted(begun) == [3, 3, 4, 4, 5, 5]
    assert not request.awaits_first
