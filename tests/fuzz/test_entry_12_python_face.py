"""From Python: whole numbers of every kind, folders as text, short words for large things, work inside any worker."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

import experiments
from experiments.design.file import load_design
from experiments.ensembles import Comparison, Ensemble, _arms, run_arms
from experiments.execution.engine import MODEL
from experiments.execution.scheduler import Workers
from simulation import Game, WorldOrder
from simulation.core.errors import MultipartnerError
from simulation.core.whole import is_whole, whole
from simulation.parameters import load_scenario
from simulation.world import World
from tests.fake_world import ENGINE, arm

WHOLE = [np.int64(2), np.uint8(2), np.int32(2)]
NOT_WHOLE = [2.5, 5.7, np.float64(2.0), 2.0, True, np.True_, "2", None, [2], np.array([2]), float("nan"), -1]


@pytest.mark.parametrize("number", WHOLE)
def test_entry_12_whole_numbers_of_numpy_are_taken(number):
    found = run_arms([arm("a")], number, number, workers=np.int64(1), engine=ENGINE)
    assert sorted(found.outcomes["seed"].unique()) == [2, 3]
    assert load_scenario("small", {"years": number}).years == 2
    assert load_scenario({"years": number, "us": {"regard": np.float32(0.5)}}).us.regard == 0.5
    design = load_design("transactional_regard", MODEL.measures(), histories=number, seed=number, years=number)
    assert (design.histories, design.seed, design.years) == (2, 2, 2)
    assert type(design.seed) is int
    assert type(Workers(number).count) is int
    assert type(World("small", number).seed) is int
    assert Game([1.0, 1.0, 1.0], partnerships=number, candidates=number, seed=number).n == 3


@pytest.mark.parametrize("wrong", NOT_WHOLE)
def test_entry_12_what_is_no_whole_number_is_one_line(wrong):
    calls = [
        lambda: run_arms([arm("a")], wrong, engine=ENGINE),
        lambda: run_arms([arm("a")], 1, wrong, engine=ENGINE),
        lambda: Workers(wrong),
        lambda: World("small", wrong),
        lambda: WorldOrder("small", wrong),
        lambda: World("small", why=wrong),
        lambda: World("small").advance(wrong),
        lambda: Game([1.0, 1.0], seed=wrong),
    ]
    if wrong is not None:
        calls.append(lambda: load_design("transactional_regard", MODEL.measures(), seed=wrong))
    if not isinstance(wrong, str):
        calls.append(lambda: load_scenario("small", {"years": wrong}))
    for call in calls:
        with pytest.raises(MultipartnerError) as caught:
            call()
        assert "\n" not in str(caught.value)


def test_entry_12_a_fraction_is_not_cut():
    with pytest.raises(MultipartnerError, match=r"runs must be a whole number from 1 to 10000000, got 5\.7\."):
        experiments.ensemble("small", runs=5.7)
    assert whole("runs", np.int16(5), 1) == 5
    assert not is_whole(5.0)


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_entry_12_a_figure_is_saved_into_a_folder_given_as_text_or_path(kind, tmp_path):
    found = Ensemble(run_arms([arm("a")], 2, workers=1, engine=ENGINE))
    places = found.plot().save(kind(tmp_path / "new" / "folder"))
    assert all(place.is_file() for place in places)
    with pytest.raises(MultipartnerError, match="folder must be the path of a folder, got 3"):
        found.plot().save(3)


def _in_worker(_: int) -> int:
    return len(run_arms([arm("a")], 4, workers=4, engine=ENGINE).done)


def test_entry_12_an_ensemble_inside_a_daemonic_worker_works_there():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(_in_worker, [0]) == [4]


@pytest.mark.slow
def test_entry_12_an_ensemble_inside_another_pool_works_there():
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(_in_worker, [0])) == [4]


def test_entry_12_what_is_printed_is_short():
    both = run_arms([arm("a"), arm("b", 0.01)], 3, workers=1, engine=ENGINE)
    design = load_design("transactional_regard", MODEL.measures())
    large = [Ensemble(both), Comparison(both), both, both.manifest, design, load_scenario("transactional")]
    for thing in large:
        for said in (str(thing), repr(thing)):
            assert len(said) < 200
            assert "\n" not in said
    assert repr(Comparison(both)) == "Comparison(a | b: 3 histories each)"


def test_entry_12_two_tables_of_values_are_told_apart():
    one, other = {"us": {"regard": 0.1}}, {"us": {"regard": 0.2}}
    assert [each.name for each in _arms(one, other)] == ["scenario a", "scenario b"]
    named = [{**one, "title": "Little"}, {**other, "title": "More"}]
    assert [each.name for each in _arms(*named)] == ["Little", "More"]
    assert [each.name for each in _arms("today", other)] == ["today", "scenario a"]
    loaded = [load_scenario("today", {"us.regard": 0.1}), load_scenario("today", {"us.regard": 0.2})]
    assert [each.name for each in _arms(*loaded)] == ["scenario a", "scenario b"]
