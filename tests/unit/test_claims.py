"""Claims: the file, the trial over worlds, the verdict by stated rules, the page."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.claims.effects import Effects
from experiments.claims.file import claim_names, load_claim
from experiments.claims.judging import Judgement, confidence_of_each, judge
from experiments.claims.page import body, write_page
from experiments.claims.trial import BARE, FULL, Trial, ablated_variants, variants_of
from experiments.claims.trying import Trials, try_claims
from experiments.claims.verdict import RULES, verdict_on
from experiments.claims.worlds import DrawnWorlds, drawn_worlds
from experiments.cli.claims import TIMED, ClaimsRequest, carry_out, seconds_of_a_run, write_new
from experiments.cli.session import Options
from experiments.execution.engine import MODEL
from experiments.execution.experiment import RunOptions, run_experiment
from experiments.execution.scheduler import Workers
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from simulation.parameters import Scenario, fields, load_scenario
from tests.claim_world import ENGINE

STATED = """
statement = "Doors should be open."
outcome = {{ measure = "damage", reduction = "total" }}
direction = "{direction}"
smallest = {smallest}
reason = "It is a test."
years = 1
histories = 3
[without]
{without}
[with]
{with_}
[favouring]
{favouring}
"""
WIRED = {"without": "order.seats = 0.0", "with_": "order.seats = 1.0", "favouring": "production.complementarity = 0.0"}
EARNED = {"without": "order.initiative = 0.0", "with_": "order.initiative = 1.0"}
BOTH_WAYS = {"without": "order.exclusivity = 0.0", "with_": "order.exclusivity = 1.0"}


def stated(folder: Path, direction: str = "lower", smallest: float = 0.01, **parts: str) -> Path:
    text = STATED.format(direction=direction, smallest=smallest, **{"favouring": "payoff.network = 0.0", **parts})
    path = folder / "mine.toml"
    path.write_text(text)
    return path


def judged(folder: Path, worlds: DrawnWorlds | None = None, **parts) -> Judgement:
    claim = load_claim(stated(folder, **parts), ENGINE.measures())
    trial = Trial(claim, worlds or drawn_worlds(12, 0), variants_of(claim, is_quick=True), claim.said.histories)
    run_experiment(trial.experiment(folder / "out", ENGINE), RunOptions(Workers(1)))
    return judge(claim, folder / "out")


def test_what_is_earned_emerges(tmp_path):
    found = judged(tmp_path, **EARNED)
    assert found.verdict.word == "emerges"
    assert found.effects[FULL].mean.value == pytest.approx(0.1, rel=0.1)
    assert found.effects[FULL].with_the_sign.value == 1.0


@pytest.mark.parametrize(
    ("with_", "said"),
    [
        ("roster.states = 40", r"must have the same actors, .* and \d+ more only in one"),
        ('drop = ["FRA"]', "must have the same actors, .*; FRA and 1 more only in one"),
    ],
)
def test_sides_with_other_actors_or_issues_are_refused(tmp_path, with_, said):
    path = tmp_path / "other.toml"
    path.write_text(f'extends = "today"\n{with_}\n')
    claim = stated(tmp_path, without="order.seats = 0.0", with_='scenario = "other.toml"\norder.seats = 1.0')
    with pytest.raises(MultipartnerError, match=said):
        load_claim(claim, MODEL.measures())


def test_sides_with_other_issues_are_refused(tmp_path):
    claim = stated(tmp_path, without="order.seats = 0.0", with_='scenario = "other.toml"')
    ours = '[[issue]]\nid = "seas"\ndynamics = "stock"\nneed = 174.5\nobserved_coverage = 0.15\nvalue = 5\n'
    (tmp_path / "other.toml").write_text(f'extends = "today"\n{ours}')
    with pytest.raises(MultipartnerError, match=r"must have the same issues, .*; seas only in one"):
        load_claim(claim, MODEL.measures())


def test_what_is_wired_in_is_named_so(tmp_path):
    found = judged(tmp_path, **WIRED)
    assert found.verdict.word == "true by construction"
    assert found.effects[BARE].is_same
    assert "production.complementarity = 0.0" in found.verdict.because


def test_a_claim_rests_on_what_favours_it_where_too_little_is_left(tmp_path):
    both = {
        "without": "order.seats = 0.0\norder.initiative = 0.0",
        "with_": "order.seats = 1.0\norder.initiative = 0.05",
        "favouring": WIRED["favouring"],
    }
    assert judged(tmp_path, smallest=0.02, **both).verdict.word == "rests on what favours it"


def test_the_same_on_both_sides_is_no_difference(tmp_path):
    same = {"without": "order.initiative = 0.5", "with_": "order.initiative = 0.5"}
    assert judged(tmp_path, **same).verdict.word == "no difference"


@pytest.mark.parametrize("parts", [EARNED, WIRED])
def test_reversed_claims_are_not_supported(tmp_path, parts):
    assert judged(tmp_path, direction="higher", **parts).verdict.word == "reversed"


def test_too_small_an_effect_is_no_support(tmp_path):
    found = judged(tmp_path, smallest=0.5, **EARNED)
    assert (found.verdict.word, found.verdict.because) == (
        "not supported", "the sign is right, the effect too small to matter",
    )  # fmt: skip


@pytest.mark.slow
def test_where_the_sign_flips_is_told(tmp_path):
    found = judged(tmp_path, drawn_worlds(60, 1), **BOTH_WAYS)
    assert found.verdict.word == "depends on the world"
    assert "payoff.phi" in found.verdict.because


def test_a_narrower_range_of_one_assumption_changes_the_verdict(tmp_path):
    worlds = drawn_worlds(60, 1)
    low = replace(worlds, points=worlds.points.assign(**{"payoff.phi": np.linspace(0.3, 0.5, 60).astype(object)}))
    assert judged(tmp_path, low, **BOTH_WAYS).verdict.word == "emerges"


def test_a_change_of_a_difference_is_taken_over_both_conditions(tmp_path):
    path = stated(tmp_path, **EARNED)
    path.write_text(path.read_text() + "[normally]\norder.seats = 0.0\n[under]\norder.seats = 1.0\n")
    claim = load_claim(path, ENGINE.measures())
    assert claim.conditions == ("normally", "under")
    trial = Trial(claim, drawn_worlds(6, 0), variants_of(claim, is_quick=True), 2)
    run_experiment(trial.experiment(tmp_path / "out", ENGINE), RunOptions(Workers(1)))
    assert abs(judge(claim, tmp_path / "out").effects[FULL].mean.value) < 0.02  # shares of slightly other damages


def effects(worlds, smallest: float = 1.0) -> Effects:
    values = np.asarray(worlds, float)
    return Effects(values, smallest, bool((values == 0).all()), 0.95, 1, pd.DataFrame(index=range(len(values))))


def test_no_verdict_on_a_threat_that_others_decide():
    found = {FULL: effects([2.0, 2.1, 2.2]), BARE: effects([2.0, 2.1, 2.2])}
    assert verdict_on(found, decided=0.19).word == "no verdict"
    assert verdict_on(found, decided=0.21).word == "emerges"


def test_most_worlds_must_have_the_sign():
    split = effects([10.0] * 7 + [-1.0] * 3)
    assert split.mean.low > 0
    assert verdict_on({FULL: split}).word == "not supported"


def test_every_verdict_has_a_rule():
    assert set(RULES) == set(verdict_on.__globals__["Word"].__args__)


@pytest.mark.parametrize("name", claim_names())
def test_shipped_claims_are_whole(name):
    """Statements of the essay exist, every side is a valid scenario, and a reason is given for what matters."""
    claim = load_claim(name, OUTCOMES)
    essay = set(re.findall(r"^\| (E\d+) \|", Path("docs/essay.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(claim.said.essay) <= essay
    assert claim.said.smallest > 0
    assert claim.said.produced
    arms = Trial(claim, drawn_worlds(1, 0), variants_of(claim, is_quick=True), 1).experiment(Path("x")).arms
    assert len({arm.digest for arm in arms}) == len(arms) >= 2 * len(claim.conditions)


def test_what_a_scenario_of_a_side_says_is_not_drawn():
    trial = Trial(load_claim("order", OUTCOMES), drawn_worlds(2, 0), {FULL: {}}, 1)
    sides = {arm.name.rsplit("-", 1)[1]: arm.scenario for arm in trial.experiment(Path("x")).arms}
    for side, name in (("without", "multipolar"), ("with", "multipartner")):
        assert sides[side].order.model_dump() == {
            **load_scenario(name).order.model_dump(), "exclusive": sides[side].order.exclusive,
        }  # fmt: skip


def test_worlds_are_shared_by_claims_and_hold_fitted_strengths_together():
    worlds = drawn_worlds(5, 3)
    pd.testing.assert_frame_equal(worlds.points, drawn_worlds(5, 3).points)
    assert not worlds.points.equals(drawn_worlds(5, 4).points)
    known = {field.dotted for field in fields(load_scenario("today"))}
    assert set(worlds.points.columns) <= known
    assert "motives.size" in worlds.points.columns


def test_every_mechanism_is_ablated():
    assert {"full", "without founding", "without motives"} <= set(ablated_variants())
    assert ablated_variants()["without founding"] == {"mechanisms.founding": False}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("direction =", "directoin ="), r"mine.toml:4: No field of a claim is called 'directoin'"),
        (('"lower"', '"sideways"'), r"mine.toml:4: direction must be one of"),
        (("order.initiative = 0.0", "order.intiative = 0.0"), r"mine.toml.*intiative.*initiative"),
        (("order.initiative = 1.0", "order.initiative = 7.0"), r"mine.toml: \[with\]: .*initiative"),
        (('"damage"', '"damge"'), r"mine.toml: outcome 'outcome': No measure is called 'damge'. Did you mean 'damage'"),
        (('reduction = "total"', 'reduction = "first_crossing", threshold = 1.0'), r"use share_beyond"),
        (("smallest = 0.01", ""), r"mine.toml: smallest"),
        (("[favouring]", "[normally]"), r"\[normally\] only goes with \[under\]"),
    ],
)  # fmt: skip
def test_a_wrong_claim_is_one_line(tmp_path, change, said):
    path = stated(tmp_path, **EARNED)
    assert change[0] in path.read_text()
    path.write_text(path.read_text().replace(*change))
    with pytest.raises(MultipartnerError, match=said) as caught:
        load_claim(path, ENGINE.measures())
    assert "\n" not in str(caught.value)


def test_an_unknown_claim_is_named_with_those_there_are():
    with pytest.raises(MultipartnerError, match=r"No claim is called 'seat'. Did you mean 'seats'"):
        load_claim("seat", OUTCOMES)


def test_the_command_tries_resumes_and_writes_the_page(tmp_path, monkeypatch):
    text = StringIO()
    console = Console(file=text, width=200)
    path = stated(tmp_path, **EARNED)
    page = tmp_path / "claims.md"
    page.write_text("# Claims\n\n<!-- generated: claims -->\n<!-- end -->\n")
    few = {FULL: {}, "without founding": {"mechanisms.founding": False}}
    monkeypatch.setattr("experiments.claims.trying.ablated_variants", lambda: few)
    monkeypatch.setattr("experiments.cli.claims.write_page", lambda text: write_page(text, page))
    request = ClaimsRequest((str(path),), worlds=6, page=True, options=Options(tmp_path / "results", 1))
    for _ in range(2):
        assert carry_out(request, console, ENGINE) == 0
    said = text.getvalue()
    assert "runs in all" in said
    assert "emerges" in said
    assert len(re.findall(r"\d+ runs in \d", said)) == 2  # the trial and its ablation, once
    written = page.read_text()
    assert "## mine" in written
    assert "May not be said" in written
    report = (tmp_path / "results" / "report.html").read_text()
    assert report.count("<svg") == 2  # all verdicts, and this claim in every world
    assert all(word in report for word in ("Of 1 claims: 1 “emerges”", "Doors should be open", "May be quoted"))
    assert "http" not in report.replace("http://www.w3.org", "")
    assert {"claims.png", "claim_mine.svg"} <= {path.name for path in (tmp_path / "results" / "figures").iterdir()}
    again = body([judge(load_claim(path, ENGINE.measures()), tmp_path / "results" / "mine" / "trial")], {}, "w", "m")
    assert written.count("| [mine](#mine) |") == again.count("| [mine](#mine) |") == 1


def test_the_smallest_model_keeps_what_the_verdict_needs_and_nothing_else(tmp_path, monkeypatch):
    """Damage falls with open seats as far as kinds complement one another: all else may go, all at once."""
    path = stated(tmp_path, **{**WIRED, "favouring": ""})
    off = {name: {f"mechanisms.{name}": False} for name in ("founding", "wars", "norms", "seeding")}
    left_out = {**off, "kinds": {"production.complementarity": 0.0}}
    variants = {FULL: {}} | {f"without {name}": settings for name, settings in left_out.items()}
    monkeypatch.setattr("experiments.claims.trying.ablated_variants", lambda: variants)
    monkeypatch.setattr("experiments.claims.smallest.removable", lambda: left_out)
    text = StringIO()
    request = ClaimsRequest((str(path),), worlds=6, options=Options(tmp_path / "results", 1), smallest=True)
    for _ in range(2):
        assert carry_out(request, Console(file=text, width=200), ENGINE) == 0
    said = text.getvalue()
    assert said.count("mine: “emerges” needs kinds.") == 2
    assert "1 of 1 verdicts stay" in said
    scenario = load_scenario(tmp_path / "results" / "minimal.toml")
    assert not any(getattr(scenario.mechanisms, name) for name in off)
    assert scenario.production.complementarity > 0.0
    runs = len(re.findall(r"\d+ runs in \d", said))
    assert runs == 2 + 5, "the trial, its ablation, the full model, nothing left, and three halvings; none of it twice"
    with pytest.raises(MultipartnerError, match="--smallest starts from the ablation"):
        carry_out(replace(request, quick=True), Console(quiet=True), ENGINE)


def test_a_new_claim_is_written_once_and_is_valid(tmp_path):
    place = tmp_path / "my_claim.toml"
    assert write_new(Console(quiet=True), place) == 0
    assert load_claim(place, MODEL.measures()).said.statement
    with pytest.raises(MultipartnerError, match="already exists"):
        write_new(Console(quiet=True), place)


def test_claims_are_tried_from_python(tmp_path):
    (found,) = try_claims(stated(tmp_path, **EARNED), worlds=4, workers=1, engine=ENGINE)
    assert (found.claim.id, found.verdict.word) == ("mine", "emerges")


def test_intervals_are_as_wide_as_the_number_of_claims_asks():
    assert confidence_of_each() == pytest.approx(1 - 0.05 / len(claim_names()))


def test_a_few_worlds_of_every_kind_are_timed_beforehand_whether_they_run_or_fail(tmp_path: Path) -> None:
    trials = Trials.of([stated(tmp_path, **EARNED)], tmp_path, worlds=32, runs=1, seed=0, is_quick=False)
    timed: list[str] = []

    def build(scenario: Scenario, seed: int) -> NoReturn:
        timed.append(scenario.digest)
        raise MultipartnerError("This one fails.")

    planned = list(trials.experiments())
    assert seconds_of_a_run(planned, replace(MODEL, build=build)) >= 0.0
    assert len(timed) == TIMED + 1
    of = [{arm.digest for arm in experiment.arms} for experiment in planned]
    assert all(len(digests & set(timed[1:])) > 1 for digests in of)


@pytest.mark.parametrize("name", ["statement", "reason"])
def test_a_claim_says_what_it_claims_and_why(tmp_path: Path, name: str) -> None:
    path = stated(tmp_path, **EARNED)
    path.write_text(re.sub(rf'{name} = "[^"]*"', f'{name} = " "', path.read_text()))
    with pytest.raises(MultipartnerError, match=f"'{name}' must say something"):
        load_claim(path, ENGINE.measures())


def test_an_outcome_that_is_never_there_is_no_difference(tmp_path: Path) -> None:
    path = stated(tmp_path, **EARNED)
    with_none = replace(ENGINE, build=lambda scenario, seed: without_outcome(ENGINE.build(scenario, seed)))
    (found,) = try_claims(path, worlds=4, workers=1, engine=with_none)
    assert found.verdict.word == "no difference"


def without_outcome(world):
    """Return a world that never has anything of what is counted."""
    run = world.run
    world.run = lambda: (run(), world.outcomes.fill(0.0))
    return world


def test_the_page_of_the_essay_names_the_claims_that_come_from_each_statement():
    page = (Path(__file__).resolve().parents[2] / "docs" / "essay.md").read_text(encoding="utf-8")
    rows = {
        row.split("|")[1].strip(): row.split("|")[-2].strip() for row in re.findall(r"^\| E\d+ .*$", page, re.MULTILINE)
    }
    files = {name: load_claim(name, MODEL.measures()).said.essay for name in claim_names()}
    assert rows == {each: ", ".join(sorted(n for n, said in files.items() if each in said)) or "–" for each in rows}
    assert {each for said in files.values() for each in said} <= set(rows)
