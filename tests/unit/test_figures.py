"""Figures and report: drawn from stored tables, self-contained, and silent about nothing that is missing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

from experiments.analysis.summary import summarise
from experiments.execution.experiment import Experiment, run_experiment
from experiments.figures import FIGURES, differences, draw_all, effort, poles, trajectories
from experiments.figures.drawing import COLOURS, LINES, places_of, spread
from experiments.figures.payers import REST, beside_a_bar, payer_groups, payer_shares, printable_names
from experiments.figures.trajectories import by_history
from experiments.report.page import flattened, inline_svg, page, scenario_differences
from experiments.report.run_folder import band_table, write_everything
from experiments.storage.frames import Results
from experiments.storage.titles import labels_of
from simulation.core.columns import Globals, Pole
from simulation.parameters import load_scenario
from simulation.world import World
from tests.fake_world import ALONE, ENGINE, arm
from tests.states import run_phases

NOTHING_TO_SHOW = ("groups",)
"""Figures that these results have nothing for: its actors belong to no group."""
ARMS = [arm("cooperative"), arm("transactional", 0.004), arm("broken", 0.001, trouble="fail")]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("results")
    run_experiment(Experiment(ARMS, 5, folder, engine=ENGINE, command="multipartner run …"), ALONE)
    return Results.open(folder)


@pytest.fixture(scope="module")
def drawings(results):
    return draw_all(results)


def test_every_figure_is_drawn_and_says_how_many_runs_are_missing(drawings):
    assert [each.name for each in drawings] == ["differences", "trajectories", "payers", "effort"]
    assert len(drawings) == len(FIGURES) - len(NOTHING_TO_SHOW), "a figure that is never drawn here is never tested"
    for each in drawings:
        assert "2 of 15 runs are missing" in each.caption
        assert "5 cooperative, 5 transactional, 3 broken" in each.caption
        assert each.reading.startswith("How to read it")


def test_payers_are_called_by_name(results, drawings):
    names = printable_names(results)
    assert names
    assert all(names.values())
    (payers,) = (each for each in drawings if each.name == "payers")
    shown = {label.get_text() for label in payers.figure.axes[0].get_yticklabels()}
    assert shown == {*map(beside_a_bar, names.values()), REST}


@pytest.mark.parametrize("count", [2, 5, 9])
def test_every_arm_is_named_once_or_in_every_panel_and_nothing_is_cut_off(tmp_path, count):
    arms = [arm(f"policy_number_{k}", 0.001 * k) for k in range(count)]
    run_experiment(Experiment(arms, 3, tmp_path, engine=ENGINE), ALONE)
    shown = Results.open(tmp_path)
    for made, least in ((differences.draw, 1), (trajectories.draw, 0)):
        figure = made(shown).figure
        words = [
            text for text in figure.findobj(Text) if text.get_text().replace("\n", " ").startswith("policy number")
        ]
        assert len({text.get_text() for text in words}) == count - least
        inside = figure.bbox
        for text in words:
            box = text.get_window_extent()
            assert inside.x0 <= box.x0
            assert box.x1 <= inside.x1
            assert inside.y0 <= box.y0
            assert box.y1 <= inside.y1


def test_a_kind_that_does_nothing_is_not_named(results):
    quiet = Results.open(results.folder)
    quiet.outcomes["effort_city"] = 0.0
    for shown, is_named in ((results, True), (quiet, False)):
        words = {text.get_text() for text in effort.draw(shown).figure.findobj(Text)}
        assert "companies" in words
        assert ("cities" in words) == is_named


def test_files_carry_their_provenance(drawings, tmp_path):
    png, svg = drawings[2].save(tmp_path)
    with Image.open(png) as image:
        assert round(image.info["dpi"][0]) == 200
        assert "code code-one" in image.info["Description"]
        assert "multipartner run" in image.info["Description"]
    assert "code code-one" in svg.read_text(encoding="utf-8")


def test_the_same_data_give_the_same_svg(results, drawings):
    assert draw_all(results)[0].svg == drawings[0].svg


def test_one_arm_has_no_difference_figure(tmp_path):
    run_experiment(Experiment(ARMS[:1], 1, tmp_path, engine=ENGINE), ALONE)
    results = Results.open(tmp_path)
    assert [each.name for each in draw_all(results)] == ["trajectories", "payers", "effort"]
    write_everything(results)
    assert "One scenario" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_differences_pair_the_same_histories(results):
    years, arms = by_history(results, "level_climate")
    assert years[0] == 2025
    assert arms["cooperative"].shape == arms["broken"].shape == (5, 9)
    assert np.isnan(arms["broken"][1]).all()
    frame = results.outcomes.query("scenario == 'broken' and history == 2")
    assert arms["broken"][2] == pytest.approx(frame["level_climate"].to_numpy())


def test_shares_add_up(results):
    shares = payer_shares(results, named=3)
    sums = shares.groupby("scenario")[["delivered", "capacity"]].sum()
    assert sums.to_numpy() == pytest.approx(1.0)
    assert set(shares["actor"]) == {"USA", "CHN", "acme", REST}


def test_labels_never_overlap_and_stay_inside():
    placed = spread([0.5, 0.5, 0.52, 0.9, 0.98], 0.1, 0.0, 1.0)
    assert np.diff(sorted(placed)).min() == pytest.approx(0.1)
    assert 0.0 <= min(placed) <= max(placed) <= 1.0 + 1e-12


def test_band_table_is_the_quantiles(results):
    table = band_table(results).set_index(["scenario", "quarter", "outcome"])
    values = results.outcomes.query("scenario == 'cooperative' and quarter == 8")["damage"]
    row = table.loc[("cooperative", 8, "damage")]
    assert row["q50"] == pytest.approx(values.median())
    assert row["q95"] == pytest.approx(values.quantile(0.95))


class Outline(HTMLParser):
    """Collects what a browser would fetch, and ids."""

    def __init__(self):
        super().__init__()
        self.fetched: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in {"src", "href", "xlink:href"} and not (value or "").startswith("#"):
                self.fetched.append(f"{tag} {value}")
            if name == "id":
                self.ids.append(value or "")


def test_the_report_stands_by_itself(results, drawings):
    text = page(results, summarise(results), drawings)
    outline = Outline()
    outline.feed(text)
    assert outline.fetched == []
    assert len(outline.ids) == len(set(outline.ids))
    assert "http" not in text
    assert not re.search(r"@import|url\((?!#)", text)
    assert len(text.encode()) < 3_000_000
    assert "2 of 15 runs are missing" in text


def test_references_inside_a_figure_lead_somewhere(drawings):
    for each in drawings:
        svg = inline_svg(each)
        ids = set(re.findall(r'\bid="([^"]+)"', svg))
        targets = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
        assert targets <= ids


def test_names_cannot_inject_markup(tmp_path):
    run_experiment(Experiment([arm("<b>a</b>"), arm("c&d", 0.01)], 2, tmp_path, engine=ENGINE), ALONE)
    results = Results.open(tmp_path)
    text = page(results, summarise(results), draw_all(results))
    assert "<b>a" not in text
    assert "&lt;b&gt;a" in text


def test_scenario_differences_name_what_differs(results):
    names = [name for name, _ in scenario_differences(results.manifest)]
    assert names == ["drift", "trouble"]
    assert flattened({"a": [{"b": 1}, {"b": 2}], "c": []}) == {"a.0.b": 1, "a.1.b": 2, "c": []}


def test_a_scenario_keeps_its_colour_whoever_is_beside_it_and_no_two_look_alike():
    alone = places_of(["transactional", "mine"])
    together = places_of(["today", "mine", "cooperative", "transactional"])
    assert alone["transactional"] == together["transactional"]
    assert alone["mine"] == together["mine"]
    many = places_of([f"scenario {k}" for k in range(30)])
    assert len({(place % len(COLOURS), place % len(LINES)) for place in many.values()}) == 30


def test_titles_of_ones_own_are_the_labels():
    mine = ("mine", "My fund", "mine.toml:2")
    assert labels_of([("no_us", "Without the U.S.", "scenarios/no_us.toml:2"), mine]) == {
        "no_us": "no us",
        "mine": "My fund",
    }
    assert labels_of([mine, ("mine at equal money", "My fund", "mine.toml:2")])["mine at equal money"] == (
        "My fund at equal money"
    )
    assert labels_of([("my_a", "Mine", "a.toml:1"), ("my_b", "Mine", "b.toml:1")]) == {"my_a": "my a", "my_b": "my b"}
    assert labels_of([("of_today", "Today's world", "scenarios/today.toml:1")]) == {"of_today": "of today"}


def test_groups_of_one_arm_are_told_of_the_same_actors_in_the_others():
    keys = {"scenario": ["a", "a", "b", "b"], "actor": ["NOR", "USA", "NOR", "USA"]}
    actors = pd.DataFrame({**keys, "groups": ["nordics", "G7", "", "G7"]})
    ledger = pd.DataFrame({**keys, "history": 0, "delivered": [1.0, 3.0, 2.0, 2.0]})
    found = payer_groups(SimpleNamespace(actors=actors, ledger=ledger)).set_index(["scenario", "group"])
    assert found["dollars"].to_dict() == {
        ("a", "G7"): 3.0,
        ("a", "nordics"): 1.0,
        ("b", "G7"): 2.0,
        ("b", "nordics"): 2.0,
    }
    assert found.loc[("b", "nordics"), "share"] == 0.5


@pytest.fixture(scope="module")
def paths():
    return {path: poles.capabilities(path) for path in poles.PATHS}


def test_poles_of_either_end_are_shown_japan_among_them(paths):
    least = load_scenario("today").alignment.pole_share
    shown = poles.states_shown(paths, least)
    for table in paths.values():
        for end in (table.iloc[0], table.iloc[-1]):
            assert set(end.index[end >= least]) <= set(shown)
    assert {"JPN", "SAU"} <= set(shown), "a pole of 2025 alone, and one of 2050 on some paths"
    assert len(shown) == poles.SHOWN


def test_how_many_poles_there_are_in_the_end_differs_by_path(paths):
    least = load_scenario("today").alignment.pole_share
    counts = {path: poles.poles_at_end(table, least) for path, table in paths.items()}
    assert counts == {"ssp1": 4, "ssp2": 5, "ssp3": 6, "ssp4": 6, "ssp5": 4}
    assert {int((table.iloc[0] >= least).sum()) for table in paths.values()} == {7}, "all start from one world"


def test_the_poles_of_the_figure_are_those_that_the_model_finds():
    scenario = load_scenario("today", {"growth.path": "ssp3", "growth.spread": 0.0, "years": 25})
    damaging = ("growth.climate_damage", "growth.disease_damage")
    world = World(load_scenario(scenario, dict.fromkeys(damaging, 0.0)), 0)
    run_phases(world, "growth", "alignment", step=world.steps)
    held = world.tables.poles[Pole.ROW, : int(world.tables.globals[Globals.POLES])].astype(int)
    end = poles.capabilities("ssp3").iloc[-1]
    assert {world.ids[row] for row in held} == set(end.index[end >= scenario.alignment.pole_share])
