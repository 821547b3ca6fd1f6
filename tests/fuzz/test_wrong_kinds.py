"""Every public name, called with values of the wrong kind one by one: what is raised is our own error, on one line."""

from __future__ import annotations

import inspect
import warnings
from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

import multipartner as mp
from experiments.analysis.provenance import Basis
from experiments.analysis.worlds import Worlds
from experiments.design.problem import Factor, Problem
from experiments.ensembles import run_arms
from simulation.core.column import Column
from simulation.games.terms import GameTerms
from tests.fake_world import ENGINE, arm

SMALL = {"extends": "small", "years": 1}
OTHER = {**SMALL, "us": {"regard": 0.2}}
WRONG = [
    None, True, "3", 5, -1, 2.5, float("nan"), [None], {"a": 1}, {1: 2}, b"x", object(), int,
    np.array([1.0, np.nan]), pd.DataFrame({"a": [1]}), 3 + 4j, "\ud800", "a\0b",
]  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return mp.World(SMALL, 0)


@pytest.fixture(scope="module")
def study():
    points = pd.DataFrame({"us.regard": [0.1, 0.4]}, index=pd.Index(["p0", "p1"], name="scenario"))
    samples = points.loc[["p0", "p0", "p1", "p1"]].reset_index()
    samples = samples.assign(history=[0, 1, 0, 1], damage=[1.0, 2.0, 2.0, 2.5])
    factor = Factor("us.regard", "lever", "number", low=0.1, high=0.4, values=(0.1, 0.4))
    return mp.Study.of(samples, Problem((factor,), "grid"), points)


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def raised(call, given):
    try:
        call(**given)
    except Exception as error:  # noqa: BLE001 - the finding
        return error
    return None


def refused(call, **right):
    """Call with each argument wrong in each way; whatever is raised is one line of our own."""
    for name in right:
        for wrong in WRONG:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found = raised(call, {**right, name: wrong})
            said = f"{getattr(call, '__qualname__', call)}({name}={wrong!r}): {type(found).__name__}: {found}"
            assert found is None or (isinstance(found, mp.MultipartnerError) and "\n" not in str(found)), said


def test_worlds(world, place):
    model, path = mp.WorldOrder(SMALL, 0), world.save(place / "w.npz")
    refused(mp.World, scenario=SMALL, seed=0, phases=world.phases, why=0, purses={})
    refused(mp.WorldOrder, scenario=SMALL, seed=0, why=0)
    refused(world.column, column=Column)
    refused(world.explain, actor="USA", partnership="gavi")
    refused(world.take_up, scenario=world.scenario)
    refused(lambda quarters: world.copy().advance(quarters), quarters=1)
    for each in (world, model):
        refused(each.copy, scenario=SMALL)
        refused(each.save, path=path)
        refused(type(each).load, path=path, scenario=SMALL)
    refused(model.actor, identifier="USA")
    refused(model.partnership, identifier="gavi")
    for kind in (mp.State, mp.Company, mp.NGO, mp.City, mp.Philanthropy, mp.InternationalOrganisation, mp.Partnership):
        refused(kind, model=model, row=0, identifier="USA", name="USA")


def test_scenarios(world):
    refused(mp.load_scenario, scenario=SMALL, overrides={})
    refused(mp.Scenario, years=1, us={}, roster={})
    refused(world.scenario.where, dotted="us.regard")
    refused(world.scenario.power, name="USA")
    refused(world.scenario.levers, actor="USA", year=2025.0)


def test_experiments(place, monkeypatch):
    """With one history of a year, or none: most of these calls are refused."""
    sizes = {"runs": 1, "seed": 0, "out": None}
    refused(lambda **k: mp.ensemble(workers=1, **k), scenario=SMALL, outcomes=None, parameter_sets=0, **sizes)
    refused(lambda **k: mp.compare(workers=1, **k), a=SMALL, b=OTHER, equal=None, **sizes)
    refused(lambda **k: mp.decompose(workers=1, **k), a=SMALL, b=OTHER, groups=(), outcomes=None, **sizes)
    refused(lambda **k: mp.agency(workers=1, **k), scenario=SMALL, actors=["USA"], measure="damage", **sizes)
    refused(mp.sweep, design="transactional_regard", settings="", points="", cluster="", workers=-1)
    refused(
        lambda names, **k: mp.try_claims(names, workers=1, engine=ENGINE, **k),
        names="seats", quick="", worlds=0, **sizes,
    )  # fmt: skip


def test_results(place):
    both = run_arms([arm("a"), arm("b", 0.01)], 3, workers=1, engine=ENGINE, out="kept")
    refused(mp.Results, folder=both.folder, manifest=both.manifest)
    refused(mp.Results.open, folder="kept")
    refused(mp.samples, folder="kept")
    refused(mp.Sweep.open, folder="kept")
    for kind in (mp.Ensemble, mp.Comparison):
        refused(lambda results, kind=kind: repr(kind(results)), results=both)
    refused(mp.Ensemble(both).plot().save, folder="figures")
    refused(both.detail, name="actors")
    refused(both.detailed, name="actors")
    refused(both.names_of, table="runs")
    refused(both.columns, table="runs", names=["damage"])
    refused(mp.first_crossings, outcomes=both.outcomes, measure="damage", threshold=1.0, direction="above")
    refused(mp.Decomposition, results=both, groups=(), names=("a", "b"), mixes=("a", "b"))


def test_findings(study):
    worlds = study.worlds("damage")
    assert isinstance(worlds, Worlds)
    assert isinstance(worlds.basis, Basis)
    refused(study.worlds, outcome="damage", settings={})
    refused(study.contrast, outcome="damage", first={"us.regard": 0.1}, other={"us.regard": 0.4})
    refused(study.against, outcome="damage", first={"us.regard": 0.1})
    refused(study.where, settings={"us.regard": 0.1})
    refused(study.world, levers=["us.regard"])
    for look in (study.unit, study.check_outcome, study.wide):
        refused(look, outcome="damage")
    refused(mp.Study.of, samples=study.samples, problem=study.problem, points=None, planned=None, origin="")
    refused(mp.Study.of_scenarios, samples=study.samples, planned=None, origin="")
    refused(mp.sensitivity, worlds=worlds)
    refused(mp.discover, worlds=worlds, threshold=0.0)
    refused(lambda worlds, threshold: mp.robustness(worlds, threshold=threshold), worlds=worlds, threshold=0.0)
    refused(mp.effect_per_dollar, outcome=worlds, spending=worlds)
    refused(mp.draw, finding=worlds)
    refused(mp.enough_histories, pilot=[1.0, 2.0, 3.0], half_width=0.5, confidence=0.95)
    with pytest.raises(mp.MultipartnerError, match="at least one contrast"):
        mp.robustness()


def test_predictions():
    right = {"id": "p", "founders": "FRA|DEU"}
    refused(lambda scenario: mp.predict_members({"id": "p"}, scenario), scenario="small")
    refused(lambda description: mp.predict_members(description, SMALL), description="")
    refused(lambda descriptions: mp.predict_many(descriptions, SMALL), descriptions="")
    refused(lambda **said: mp.predict_members({**said, "issue": "none"}, SMALL), **right)
    refused(lambda members: mp.predict_members(right, SMALL, members), members=["FRA"])


def test_games():
    refused(mp.Game, values=[1.0] * 3, costs=1.0)
    for term in fields(GameTerms):
        refused(mp.Game, values=[1.0] * 3, **{term.name: None})
    game = mp.Game([1.0] * 3)
    refused(game.settle, members=[0], most_sweeps=100)
    refused(game.farsighted, discount=0.9, chances=None)
    refused(game.selection_gradient, share=0.5)
    refused(game.mean_over_groups, law=[0.25] * 4, outcome=[1.0, 2.0, 3.0, 4.0])
    refused(game.step, decide=True)
    refused(game.seat, members=[0], partnership=0)
    refused(game.place, memberships=[[0]])
    for ask in (game.gain, game.wants_in, game.terms_of):
        refused(ask, i=0, partnership=0)
    refused(game.surplus, partnership=0)


def test_no_public_name_is_left_out():
    """A new public name has its place above."""
    text = inspect.getsource(inspect.getmodule(refused))
    known = {"MultipartnerError", "__version__", "scenario_names"}  # a text, and what takes no argument
    assert [name for name in mp.__all__ if f"mp.{name}" not in text and name not in known] == []


def test_a_missing_argument_is_told_as_python_does():
    with pytest.raises(TypeError, match=r"ensemble\(\) missing 1 required positional argument: 'scenario'"):
        mp.ensemble()
    with pytest.raises(TypeError, match="unexpected keyword argument 'run'"):
        mp.ensemble("small", run=3)


def test_the_line_says_what_where_and_found():
    with pytest.raises(mp.MultipartnerError) as caught:
        mp.compare("small", "today", outcomes=5)
    assert str(caught.value) == "compare: outcomes must be text, a list of text, a table of values or None, got 5."
