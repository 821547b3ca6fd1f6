"""Tables by quarter: what they hold agrees with the recorded outcomes, and recording changes no number."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from experiments.design.arms import load_arms, named_arms
from experiments.execution.experiment import Experiment, RunOptions, run_experiment
from experiments.execution.extra_tables import NAMES, chosen, co_membership
from experiments.execution.worker import Plan
from experiments.report.run_folder import write_everything
from experiments.storage.extra_files import write_detail
from experiments.storage.frames import Results
from experiments.storage.store import Store
from simulation.core.errors import MultipartnerError
from simulation.world import World
from tests.fake_world import ONE

SETTINGS = ["roster.states=12"]


def experiment(folder, names=NAMES, histories=2, detailed=1):
    arms = load_arms(["cooperative", "transactional"], SETTINGS, 2)
    return Experiment(arms, histories, folder, plan=Plan(details=tuple(names), detailed=detailed))


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("detail")
    run_experiment(experiment(folder), RunOptions(ONE))
    return Results.open(folder)


def first(frame: pd.DataFrame, scenario="cooperative") -> pd.DataFrame:
    return frame[frame["scenario"] == scenario].reset_index(drop=True)


def test_recording_changes_no_number(results, tmp_path):
    run_experiment(experiment(tmp_path, names=()), RunOptions(ONE))
    assert Results.open(tmp_path).outcomes.equals(results.outcomes)


def test_they_are_of_history_zero_alone_unless_more_is_asked(results, tmp_path):
    assert set(results.detail("actors")["history"]) == {0}
    run_experiment(experiment(tmp_path, ["threats"], detailed=2), RunOptions(ONE))
    assert set(Results.open(tmp_path).detail("threats")["history"]) == {0, 1}


def test_threats_are_the_recorded_levels(results):
    threats = first(results.detail("threats"))
    outcomes = first(results.outcomes[results.outcomes["history"] == 0])
    climate = threats[threats["threat"] == "climate"].reset_index(drop=True)
    assert np.array_equal(climate["level"], outcomes["level_climate"])
    assert np.array_equal(climate["year"], outcomes["year"])


def test_joins_and_leaves_are_the_recorded_numbers(results):
    events = first(results.detail("events"))
    outcomes = first(results.outcomes[results.outcomes["history"] == 0]).set_index("quarter")
    for event, column in (("join", "joins"), ("leave", "leaves")):
        counted = events[events["event"] == event].groupby("quarter").size().reindex(outcomes.index, fill_value=0)
        assert counted[1:].tolist() == outcomes[column].astype(int)[1:].tolist()
    assert events["event"].isin(["join", "leave", "birth", "death"]).all()


def test_actors_and_partnerships_agree_on_memberships(results):
    actors, partnerships = first(results.detail("actors")), first(results.detail("partnerships"))
    seats, sizes = actors.groupby("quarter")["memberships"].sum(), partnerships.groupby("quarter")["size"].sum()
    assert seats.tolist() == sizes.tolist()
    assert set(actors["kind"]) >= {"state", "company"}


def test_edges_are_pictures_of_a_year_and_add_up(results):
    edges = first(results.detail("edges"))
    assert sorted(set(edges["quarter"])) == [0, 4, 8]
    world = World(load_arms(["cooperative"], SETTINGS, 2)[0].scenario, 0)
    world.run()
    from simulation.core.columns import Membership, Partnership

    member = world.column(Membership.MEMBER) * world.column(Partnership.ALIVE)[:, None]
    sizes = member.sum(axis=1)
    last = edges[edges["quarter"] == 8]
    # each partnership of n > 1 members spreads n (n - 1) / 2 ties of 1 / (n - 1): n / 2 in all
    assert np.isclose(last["weight"].sum(), sizes[sizes > 1].sum() / 2)


def test_co_membership_by_hand():
    weight = co_membership(np.array([[1.0, 1.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]))
    assert weight[0].tolist() == [0.0, 0.5, 0.5, 0.0]
    assert weight[1, 2] == 1.5
    assert weight[3].sum() == 0


def test_columns_carry_units(results):
    units = results.detail("actors").attrs["units"]
    assert units["capacity"] == "US$bn/yr"
    assert results.detail("edges").attrs["meanings"]["weight"].startswith("1 / (size - 1)")


def test_files_for_other_programs(results):
    folder = write_detail(results, NAMES)
    for name in NAMES:
        assert len(pd.read_csv(folder / f"{name}.csv")) == len(results.detail(name))
    graph = nx.read_graphml(folder / "edges-transactional-0.graphml")
    edges = first(results.detail("edges"), "transactional")
    last = edges[edges["quarter"] == 8]
    assert graph.number_of_edges() == len(last)
    assert graph.nodes["USA"]["kind"] == "state"
    assert np.isclose(sum(tie["weight"] for _, _, tie in graph.edges(data=True)), last["weight"].sum())


def test_a_table_asked_for_later_runs_its_histories_again_and_no_others(tmp_path):
    run_experiment(experiment(tmp_path, names=()), RunOptions(ONE))
    before = Results.open(tmp_path).outcomes
    again = run_experiment(experiment(tmp_path, ["threats"]), RunOptions(ONE))
    assert again.tally.done == 2
    assert run_experiment(experiment(tmp_path, ["threats"]), RunOptions(ONE)).tally.done == 0
    assert Results.open(tmp_path).outcomes.equals(before)
    held = [run.id for _, run in Store(tmp_path).runs_held()]
    assert len(held) == len(set(held)) == 4


def test_an_unknown_table_names_the_nearest():
    assert chosen("actors, edges,actors") == ("actors", "edges")
    with pytest.raises(MultipartnerError, match="Did you mean 'events'"):
        chosen("actors,event")


def run_small(folder, arms, names=NAMES, **plan):
    run_experiment(Experiment(arms, 1, folder, plan=Plan(details=tuple(names), **plan)), RunOptions(ONE))
    return Results.open(folder)


@pytest.fixture(scope="module")
def unlike(tmp_path_factory):
    """Two arms whose actors differ in number and means."""
    folder = tmp_path_factory.mktemp("unlike")
    few, many = (load_arms(["cooperative"], [f"roster.states={count}", *more], 1)[0].scenario
                 for count, more in ((6, ()), (12, ("capacity.ngo=0.5",))))  # fmt: skip
    return run_small(folder, named_arms({"few": few, "many": many}))


def test_every_table_and_graph_of_an_arm_holds_its_own_actors_and_values(unlike):
    folder = write_detail(unlike, NAMES)
    actors = unlike.detail("actors")
    for arm in ("few", "many"):
        own = actors[(actors["scenario"] == arm) & (actors["quarter"] == 0)].set_index("actor")
        stored = unlike.actors[unlike.actors["scenario"] == arm].set_index("actor")
        graph = nx.read_graphml(folder / f"edges-{arm}-0.graphml")
        assert set(graph.nodes) == set(own.index) == set(stored.index)
        for actor, values in graph.nodes(data=True):
            assert values["capacity"] == own.loc[actor, "capacity"] == stored.loc[actor, "capacity"]
            assert values["kind"] == own.loc[actor, "kind"]
        for name in ("events", "edges"):
            held = unlike.detail(name).query("scenario == @arm")
            named = set(held["actor"]) | (set(held["other"]) if name == "edges" else set())
            assert named - {""} <= set(own.index)
    capacity = unlike.actors.pivot_table(index="actor", columns="scenario", values="capacity", observed=True)
    assert (capacity["few"] != capacity["many"]).any()


@pytest.mark.parametrize(
    "settings",
    [
        ["roster.kind=synthetic", "roster.states=2", "roster.partnerships=0", "mechanisms.founding=false"],
        ["roster.states=4", "mechanisms.review=false", "mechanisms.founding=false", "mechanisms.lifecycle=false"],
    ],
    ids=["no partnership", "no event"],
)
def test_tables_of_a_world_where_nothing_happens_keep_columns_and_types(settings, results, tmp_path):
    if "roster.kind=synthetic" in settings:
        settings = [
            *settings,
            *(f"roster.{kind}=0" for kind in ("companies", "ngos", "philanthropies", "organisations")),
        ]
    empty = run_small(tmp_path, load_arms(["today"], settings, 1))
    nothing = 0
    for name in NAMES:
        here, there = empty.detail(name), results.detail(name)
        assert list(here.columns) == list(there.columns)
        assert here.dtypes.tolist() == there.dtypes.tolist(), name
        assert here.attrs == there.attrs
        nothing += here.empty
    assert nothing
    folder = write_detail(empty, NAMES)
    for name in NAMES:
        assert list(pd.read_csv(folder / f"{name}.csv").columns) == list(empty.detail(name).columns)
    graph = nx.read_graphml(folder / "edges-today-0.graphml")
    assert set(graph.nodes) == set(empty.actors["actor"])
    write_everything(empty)


def test_a_network_that_has_dissolved_is_drawn_as_it_is(unlike):
    """The graph is that of the last quarter, though the last ties may be older."""
    early = replace(unlike)
    every = Results.detail(unlike, "edges")
    object.__setattr__(early, "detail", lambda _: every[every["quarter"] < every["quarter"].max()])
    graph = nx.read_graphml(write_detail(early, ["edges"]) / "edges-few-0.graphml")
    assert graph.number_of_edges() == 0
    assert graph.number_of_nodes() == len(unlike.actors.query("scenario == 'few'"))
