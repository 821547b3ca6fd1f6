"""Design files: what they may say, the one line for a mistake, and the points they make."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import qmc

from experiments.design import design_names, load_design
from experiments.design.outcomes import REDUCTIONS, OutcomeSpec
from experiments.design.points import arms_of, distinct
from experiments.design.problem import Factor
from experiments.design.record import outcomes_of, problem_of, record_of
from experiments.design.sampling import points_of, unit_cube
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from simulation.parameters import Scenario, fields, load_scenario
from simulation.parameters.listing import find
from tests.fake_sweep import DESIGN, written

OUT = '\n[outcomes]\nclimate = "level_climate"\n'


def load(folder, text, **changes):
    return load_design(written(folder, text), OUTCOMES, **changes)


def test_a_grid_is_every_combination_the_last_factor_fastest(tmp_path):
    points = points_of(load(tmp_path, DESIGN))
    assert points.to_numpy().tolist() == [[0.1, 0.0], [0.1, 0.4], [0.5, 0.0], [0.5, 0.4], [0.9, 0.0], [0.9, 0.4]]


def test_points_are_the_scenarios_that_set_would_make(tmp_path):
    for arm in arms_of(load(tmp_path, DESIGN)):
        assert arm.digest == load_scenario("cooperative", {"years": 1, **arm.values}).digest
        assert arm.scenario.digest == arm.digest
    assert arm.command == "cooperative --years 1 --set us.transactionalism=0.9 --set us.regard=0.4"


def test_tables_and_quoted_names_say_the_same(tmp_path):
    quoted = DESIGN.replace("us.transactionalism", '"us.transactionalism"').replace("us.regard", '"us.regard"')
    nested = DESIGN.replace("[levers]", "[levers.us]").replace("us.transactionalism", "transactionalism")
    nested = nested.replace("us.regard", "regard")
    same = points_of(load(tmp_path, DESIGN))
    assert points_of(load(tmp_path, quoted)).equals(same)
    assert points_of(load(tmp_path, nested)).equals(same)


def test_whole_numbers_choices_and_switches(tmp_path):
    text = """sampler = "latin_hypercube"
samples = 60
[uncertainties]
payoff.candidates = { low = 2, high = 4 }
payoff.tie = {}
payoff.c1 = { low = 1, high = 10, distribution = "log-uniform" }
shocks.tension_mean = { low = 0.0, high = 1.0, distribution = "triangular", mode = 0.9 }
"""
    points = points_of(load(tmp_path, text + OUT))
    assert points["payoff.candidates"].value_counts().to_dict() == {2: 20, 3: 20, 4: 20}
    assert points["payoff.tie"].value_counts().to_dict() == {"join": 20, "stay": 20, "out": 20}
    assert (points["payoff.c1"].astype(float) < np.sqrt(10)).sum() == 30
    assert abs(points["shocks.tension_mean"].astype(float).mean() - (0.0 + 1.0 + 0.9) / 3) < 0.01
    assert {type(value) for value in points["payoff.candidates"]} == {int}
    assert len(distinct(arms_of(load(tmp_path, text + OUT)))) == 60


def test_ranges_are_declared_given_or_a_share_of_the_value(tmp_path):
    text = """sampler = "sobol"
samples = 4
[uncertainties]
payoff.phi = {}
payoff.c1 = { within = 0.5 }
shocks.tension_mean = { low = 0.3, high = 0.5 }
"""
    factors = {factor.name: factor for factor in load(tmp_path, text + OUT).problem.factors}
    declared = {field.dotted: field for field in fields(Scenario)}
    value = load_scenario("today").payoff.c1
    assert factors["payoff.phi"].span == (declared["payoff.phi"].low, declared["payoff.phi"].high)
    assert factors["payoff.c1"].span == (0.5 * value, 1.5 * value)
    assert factors["shocks.tension_mean"].span == (0.3, 0.5)


def test_assumed_takes_every_assumed_number_and_leaves_out_what_is_named(tmp_path):
    text = 'uncertainties = "assumed"\nwithin = 0.2\nleave_out = ["us", "payoff.theta", "years"]\nsampler = "morris"\n'
    design = load(tmp_path, text + OUT)
    names = set(design.problem.names)
    assumed = {f.dotted for f in fields(load_scenario("today")) if f.grade == "Assumed" and f.value is not None}
    expected = {name for name in assumed if not name.startswith("us.")} - {"payoff.theta", "years"}
    tuples = {name for name in expected - names if isinstance(getattr_path(name), tuple)}
    assert names == expected - tuples
    assert {factor.role for factor in design.problem.factors} == {"uncertainty"}


def getattr_path(dotted):
    value = load_scenario("today")
    for step in dotted.split("."):
        value = getattr(value, step)
    return value


def test_a_list_pairs_values_and_several_scenarios_are_a_lever(tmp_path):
    text = """scenarios = ["cooperative", "transactional"]
sampler = "list"
[levers]
payoff.phi = [0.3, 0.6]
payoff.c1 = [1, 5]
"""
    design = load(tmp_path, text + OUT)
    arms = arms_of(design)
    assert [(arm.typed[0], *arm.values.values()) for arm in arms] == [
        ("cooperative", 0.3, 1.0), ("cooperative", 0.6, 5.0), ("transactional", 0.3, 1.0), ("transactional", 0.6, 5.0),
    ]  # fmt: skip
    assert [factor.name for factor in design.problem.levers] == ["base", "payoff.phi", "payoff.c1"]


ONE_AT_A_TIME = [[0.6, 5], [0.3, 5], [0.6, 1], [0.6, 5]]
FACTORS = ["payoff.phi", "payoff.c1"]


def test_points_of_a_list_may_come_again(tmp_path):
    text = 'sampler = "list"\n[levers]\npayoff.phi = [0.6, 0.3, 0.6, 0.6]\npayoff.c1 = [5, 5, 1, 5]\n'
    design = load(tmp_path, text + OUT)
    assert points_of(design).to_numpy().tolist() == ONE_AT_A_TIME
    assert [factor.values for factor in design.problem.factors] == [(0.6, 0.3), (5.0, 1.0)]
    assert len(distinct(arms_of(design))) == 3
    with pytest.raises(MultipartnerError, match="must list different values"):
        load(tmp_path, text.replace('"list"', '"grid"') + OUT)


@pytest.mark.parametrize(
    "table", ["payoff.phi;payoff.c1\n0,6;5\n0,3;5\n0,6;1\n0,6;5\n", "payoff.phi,payoff.c1\n.6,5\n.3,5\n.6,1\n.6,5\n"]
)
def test_points_come_from_a_table_beside_the_design(tmp_path, table):
    (tmp_path / "points.csv").write_text(table)
    design = load(tmp_path, 'sampler = "list"\npoints = "points.csv"\n' + OUT)
    assert points_of(design).to_numpy().tolist() == ONE_AT_A_TIME
    assert [factor.name for factor in design.problem.levers] == FACTORS


def test_points_come_from_a_data_frame_instead_of_those_of_the_design(tmp_path):
    frame = pd.DataFrame(ONE_AT_A_TIME, columns=FACTORS)
    assert points_of(load(tmp_path, DESIGN, points=frame)).to_numpy().tolist() == ONE_AT_A_TIME
    with pytest.raises(MultipartnerError, match="points must be a data frame"):
        load(tmp_path, DESIGN, points=frame.iloc[:0])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("payoff.phii\n0.5\n", "points.csv:1: No field of [payoff] is called 'phii'. Did you mean 'phi'?"),
        ("payoff.phi\n5\n", "points.csv:1: payoff.phi must be a number from 0 to 1"),
        ("payoff.phi,us.regard\n0.5,\n", "points.csv, line 2, column 'us.regard': a point needs a value"),
        ("payoff.phi\n", "points.csv has no points"),
    ],
)
def test_a_mistake_in_a_table_of_points_is_one_line(tmp_path, table, said):
    (tmp_path / "points.csv").write_text(table)
    with pytest.raises(MultipartnerError) as caught:
        load(tmp_path, 'sampler = "list"\npoints = "points.csv"\n' + OUT)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_normal_distributions_are_cut_off_at_the_range():
    quantiles = np.array([0.0, 0.5, 0.841344746, 1.0])
    wide = Factor("x", low=-100, high=100, distribution="normal", mode=3, sd=2).at(quantiles)
    assert wide.tolist() == pytest.approx([-100.0, 3.0, 5.0, 100.0])
    half = Factor("x", low=0, high=100, distribution="normal", mode=0, sd=1)
    assert half.at(np.array([0.0, 0.682689492])).tolist() == pytest.approx([0.0, 1.0])  # a normal one, folded
    logs = Factor("x", low=1e-9, high=1e9, distribution="log-normal", mode=2, sd=np.log(3))
    assert logs.at(quantiles[1:3]).tolist() == pytest.approx([2.0, 6.0])
    with pytest.raises(MultipartnerError, match="needs a standard deviation"):
        Factor("x", distribution="normal")
    with pytest.raises(MultipartnerError, match="log-normal and must start above 0"):
        Factor("x", distribution="log-normal", sd=1)


def test_a_normal_distribution_has_its_peak_at_the_value_of_the_scenario(tmp_path):
    text = 'sampler = "sobol"\nsamples = 4\n[uncertainties]\npayoff.phi = { distribution = "normal", sd = 0.1 }\n'
    (factor,) = load(tmp_path, text + OUT).problem.factors
    assert (factor.mode, factor.sd) == (load_scenario("today").payoff.phi, 0.1)
    (again,) = problem_of(record_of(load(tmp_path, text + OUT), 4)).factors
    assert again == factor


def test_levers_meet_every_sampled_world(tmp_path):
    text = DESIGN.replace("[outcomes]", "[uncertainties]\npayoff.phi = {}\n[outcomes]")
    design = load(tmp_path, 'sampler = "latin_hypercube"\nsamples = 5\n' + text)
    points = points_of(design)
    assert design.problem.crossed
    assert len(points) == 6 * 5
    assert points.groupby("payoff.phi").size().tolist() == [6] * 5


@pytest.mark.parametrize("sampler", ["latin_hypercube", "sobol", "morris", "saltelli"])
def test_samplers_are_those_of_the_libraries_and_the_seed_decides(tmp_path, sampler):
    text = f'sampler = "{sampler}"\nsamples = 8\n[uncertainties]\npayoff.phi = {{}}\npayoff.c1 = {{}}\n' + OUT
    design = load(tmp_path, text)
    cube = unit_cube(design.problem, 8, 5)
    assert np.array_equal(cube, unit_cube(design.problem, 8, 5))
    assert not np.array_equal(cube, unit_cube(design.problem, 8, 6))
    assert cube.shape == (8 * design.problem.block, 2)
    assert cube.min() >= 0
    assert cube.max() <= 1
    if sampler == "latin_hypercube":
        assert np.array_equal(cube, qmc.LatinHypercube(2, rng=5).random(8))
        assert sorted((cube[:, 0] * 8).astype(int)) == list(range(8))


def test_a_record_gives_problem_and_outcomes_back(tmp_path):
    import json

    text = DESIGN.replace("[outcomes]", "[uncertainties]\npayoff.tie = ['join', 'out']\n[outcomes]")
    design = load(tmp_path, text)
    record = json.loads(json.dumps(record_of(design, 6)))
    assert problem_of(record) == design.problem
    assert outcomes_of(record) == design.outcomes


COURSE = np.array([[1.0, 2.0, 4.0, 3.0, 0.5]])


@pytest.mark.parametrize(
    ("reduction", "expected"),
    [
        ("final", 0.5), ("change", -0.5), ("mean", 9.5 / 4), ("total", 9.5 / 4), ("sum", 9.5), ("max", 4.0),
        ("min", 0.5), ("share_beyond", 0.5), ("first_crossing", 0.5),
    ],
)  # fmt: skip
def test_reductions_by_hand(reduction, expected):
    threshold = 2.5 if REDUCTIONS[reduction].has_threshold else None
    assert OutcomeSpec("x", "m", reduction, threshold).of(COURSE)[0] == expected


def test_every_reduction_is_tested_by_hand():
    marks = test_reductions_by_hand.pytestmark
    assert {case[0] for mark in marks for case in mark.args[1]} == set(REDUCTIONS)


def test_crossing_downward_and_never():
    assert OutcomeSpec("x", "m", "first_crossing", 0.8, "below").of(COURSE)[0] == 1.0
    assert np.isnan(OutcomeSpec("x", "m", "first_crossing", 9.0).of(COURSE)[0])


MISTAKES = {
    "unknown field": ("samler = 'grid'\n" + DESIGN, "grid.toml:1", "Did you mean 'sampler'"),
    "unknown lever": (DESIGN.replace("us.regard", "us.regrad"), "grid.toml:9", "Did you mean 'regard'"),
    "lever out of range": (DESIGN.replace("0.9]", "1.9]"), "grid.toml:8", "must be a number from 0 to 1"),
    "a lever that is a table": (DESIGN.replace("us.regard = [0.0, 0.4]", "payoff = 3"), "grid.toml:9", "is a table"),
    "not a list": (DESIGN.replace("[0.0, 0.4]", "0.4"), "grid.toml:9", "a list of values or a table"),
    "text for a number": (DESIGN.replace("[0.0, 0.4]", "['much']"), "grid.toml:9", "must be a number"),
    "the same value twice": (DESIGN.replace("[0.0, 0.4]", "[0.4, 0.4]"), "grid.toml:9", "different values"),
    "unknown sampler": ("sampler = 'latin'\n" + DESIGN, "grid.toml:1", "one of grid, list, latin_hypercube"),
    "unknown measure": (DESIGN.replace("level_climate", "level_climat"), "grid.toml:12", "'level_climate'"),
    "unknown reduction": (DESIGN.replace('"total"', '"totl"'), "grid.toml:13", "Did you mean 'total'"),
    "no threshold": (DESIGN.replace('"total"', '"first_crossing"'), "grid.toml:13", "needs a number as threshold"),
    "no outcomes": (DESIGN.split("[outcomes]", maxsplit=1)[0], "grid.toml", "[outcomes] must name at least one"),
    "no factors": (OUT, "grid.toml", "must vary something"),
    "unknown scenario": (DESIGN.replace("cooperative", "cooperativ"), "", "Did you mean 'cooperative'"),
    "a range in a grid": (DESIGN.replace("[0.0, 0.4]", "{ low = 0.1 }"), "grid.toml", "needs values or steps"),
    "ragged list": ("sampler = 'list'\n" + DESIGN, "grid.toml:1", "found 2 for us.regard and 3 for"),
    "a range that falls": (DESIGN.replace("[0.0, 0.4]", "{ low = 0.4, high = 0.1 }"), "", "must rise"),
    "unknown part": (DESIGN.replace("[0.0, 0.4]", "{ lo = 0.1 }"), "grid.toml:9", "Did you mean 'low'"),
    "a name that is taken": (DESIGN.replace("climate =", "history ="), "grid.toml:12", "needs another name"),
    "odd levels": ("levels = 3\n" + DESIGN, "grid.toml:1", "levels must be even"),
    "half a history": (DESIGN.replace("histories = 3", "histories = 2.5"), "grid.toml:5", "a whole number"),
    "within without assumed": ("within = 0.5\n" + DESIGN, "grid.toml:1", "only goes with"),
    "not TOML": ("title = \n", "grid.toml", "is not valid TOML"),
    "an entry that is not there": (DESIGN.replace("us.regard", "us.policy.3.from"), "grid.toml:9", "has no entry"),
    "a Sobol sequence out of balance": (
        'sampler = "sobol"\nsamples = 100\n[uncertainties]\npayoff.phi = {}\n' + OUT, "", "must be 64 or 128, got 100"),
    "a point that is no scenario": (
        'scenario = "transactional_then_cooperative"\n[levers]\nus.policy.0.from = [2025.0, 2030.0]\n' + OUT,
        "Point p00001", "rising dates"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_with_its_place(mistake, tmp_path):
    text, place, says = MISTAKES[mistake]
    with pytest.raises(MultipartnerError) as caught:
        arms_of(load(tmp_path, text))
    assert place in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unknown_design_names_the_nearest():
    with pytest.raises(MultipartnerError, match="Did you mean 'assumptions'"):
        load_design("assumption", OUTCOMES)


LARGE = {"assumptions", "leading_assumptions"}
"""Designs over so many numbers that their points take many seconds."""


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] * (name in LARGE)) for name in design_names()]
)
def test_shipped_designs_are_right(name):
    if name == "exclusivity_initiative" and find(Scenario, ("order", "exclusivity")) is None:
        pytest.skip("the fields of world order are not there yet")
    design = load_design(name, OUTCOMES)
    assert design.title
    assert design.question.endswith("?")
    assert len(distinct(arms_of(design))) > 20


@pytest.mark.parametrize("name", sorted(LARGE))
def test_a_trajectory_of_a_large_design_is_right(name):
    design = load_design(name, OUTCOMES, samples=1)
    assert len(distinct(arms_of(design))) > len(design.problem.factors)


def test_the_sample_can_be_made_smaller(tmp_path):
    text = 'sampler = "morris"\nsamples = 10\n[uncertainties]\npayoff.phi = {}\n' + OUT
    assert len(points_of(load(tmp_path, text))) == 20
    assert len(points_of(load(tmp_path, text, samples=3))) == 6


def test_a_size_for_a_grid_is_refused():
    with pytest.raises(MultipartnerError, match=r"samples=5 has no meaning for the grid of 'transactional_regard'"):
        load_design("transactional_regard", OUTCOMES, samples=5)
