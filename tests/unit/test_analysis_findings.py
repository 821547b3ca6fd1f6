"""What analyses say: numbers by hand, boxes that find what was put in, and no claim beyond the interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.analysis.bands import bands
from experiments.analysis.crossing import crossing, crossing_in, first_crossings
from experiments.analysis.discovery import discover
from experiments.analysis.efficiency import effect_per_dollar
from experiments.analysis.finding import library
from experiments.analysis.heat_map import heat_map
from experiments.analysis.provenance import Basis
from experiments.analysis.robustness import robustness
from experiments.analysis.study import Study
from experiments.design.problem import Factor, Problem
from simulation.core.errors import MultipartnerError, NameUnknownError
from tests.analysis_samples import REGARD, STANCE, damage, samples, study, worlds

GIVE, DEAL = {"us.stance": "give", "us.regard": 0.5}, {"us.stance": "deal", "us.regard": 0.5}
BASIS = Basis("4 worlds × 1 history", 4)


def contrast(count: int = 40):
    return study(count).contrast("damage", GIVE, DEAL)


def sampled(value, count=200):
    """Return a study of one number that is a function of three factors, one history."""
    factors = (Factor("x", low=0, high=1), Factor("n", kind="whole", low=1, high=9), Factor("z", low=0, high=1))
    problem = Problem(factors, "latin_hypercube")
    place = np.arange(count)
    points = problem.points(np.column_stack([(place * step % count + 0.5) / count for step in (1, 7, 27)]))
    rows = points.assign(y=[value(row) for row in points.to_dict("records")], history=0)
    return Study.of(rows.assign(scenario=[f"p{k:04d}" for k in place]), problem)


class TestRobustness:
    def test_counts_worlds_by_sign(self):
        found = robustness(contrast())
        effect = np.where(worlds()["order.rule"] == "equal", 0, worlds()["payoff.theta"] - 0.5)
        row = found.frame.iloc[0]
        assert row["above"] == pytest.approx((effect > 0).mean())
        # both histories agree exactly, so all signs are clear, and no effect is not a sign
        assert (row["clearly_above"], row["clearly_below"]) == pytest.approx(((effect > 0).mean(), (effect < 0).mean()))
        assert row["low"] < row["above"] < row["high"]
        assert found.sentences[0].startswith(
            "Damage under us.stance = deal minus under us.stance = give at us.regard = 0.5 is below 0 in "
        )

    def test_a_grid_is_no_sample(self):
        frame = samples(1).drop(columns=["payoff.theta", "payoff.issues", "order.rule"])
        whole = Study.of(frame, Problem((REGARD, STANCE), "grid"))
        found = robustness(whole.contrast("damage", {"us.regard": 0.0}, {"us.regard": 0.5}))
        assert found.frame.loc[0, ["above", "clearly_below", "worlds"]].tolist() == [0, 1, 2]
        assert found.frame[["low", "high"]].isna().all(axis=None)
        assert "below 0 in 100 % of 2 settings of the design, clearly so in 100 %." in found.sentences[0]

    def test_worlds_met_under_several_levers_are_no_sample(self):
        stances = {"us.stance": "give"}, {"us.stance": "deal"}
        assert not study().contrast("damage", *stances).is_sample
        assert contrast().is_sample

    def test_one_history_makes_nothing_clear(self):
        row = robustness(sampled(lambda row: row["x"]).worlds("y")).frame.iloc[0]
        assert (row["above"], row["clearly_above"], row["clearly_below"]) == (1, 0, 0)


class TestDiscovery:
    def test_finds_the_box_that_was_put_in(self):
        found = discover(sampled(lambda row: 1 if row["x"] < 0.4 and row["n"] >= 6 else -1).worlds("y"))
        assert found.side == "above"
        assert len(found.boxes) == 1
        bounds = {bound.factor.name: bound for bound in found.boxes[0].bounds}
        assert set(bounds) == {"x", "n"}
        assert bounds["x"].high == pytest.approx(0.4, abs=0.01)
        assert bounds["n"].low == 5.5
        assert (found.boxes[0].coverage, found.boxes[0].density.value) == (1.0, 1.0)
        assert "It is above where x ≤ 0.4 and n > 5: so in 100 %" in found.sentences[1]

    def test_choices_are_named(self):
        found = discover(contrast(120))
        rules = [bound.words for box in found.boxes for bound in box.bounds if bound.factor.name == "order.rule"]
        assert "order.rule is shared or priced" in rules
        theta = [bound.low for box in found.boxes for bound in box.bounds if bound.factor.name == "payoff.theta"]
        assert theta == pytest.approx([0.5], abs=0.02)

    def test_coverage_and_density_count_worlds(self):
        found = discover(sampled(lambda row: row["x"] + 0.3 * row["z"] - 0.8).worlds("y"))
        for box in found.boxes:
            inside = np.logical_and.reduce([bound.holds(found.cases[bound.factor.name]) for bound in box.bounds])
            holds = found.cases["holds"]
            assert box.worlds == inside.sum()
            assert box.coverage == pytest.approx((holds & inside).sum() / holds.sum())
            assert box.density.value == pytest.approx(holds[inside].mean())

    def test_luck_alone_has_no_box(self):
        found = discover(sampled(lambda row: np.sin(1e6 * row["x"] + row["n"])).worlds("y"))
        assert found.boxes == ()
        assert found.sentences[-1] == "The sampled factors do not tell where."

    def test_what_never_flips_says_so(self):
        found = discover(sampled(lambda row: 1 + row["x"]).worlds("y"))
        assert found.sentences == [
            "Y is above 0 in all 200 sampled worlds: it flips nowhere (up to 1.9 % of worlds may differ, 95 %)."
        ]

    def test_too_few_worlds(self):
        with pytest.raises(MultipartnerError, match="at least 20 worlds, found 10"):
            discover(sampled(lambda row: row["x"], 10).worlds("y"))


class TestHeatMap:
    def test_cells_are_means_over_worlds(self):
        found = heat_map(study(), "damage", "us.stance", "us.regard")
        frame = samples()
        for row in found.frame.to_dict("records"):
            cell = frame[(frame["us.stance"] == row["us.stance"]) & (frame["us.regard"] == row["us.regard"])]
            assert row["mean"] == pytest.approx(cell["damage"].mean())
            assert row["histories"] == 2
        assert found.grid("mean").shape == (2, 2)

    def test_differences_are_paired_in_worlds_and_histories(self):
        frame = samples()
        found = heat_map(study(), "damage", "us.stance", "us.regard", {"us.stance": "give", "us.regard": 0.0})
        cells = found.frame.set_index(["us.stance", "us.regard"])
        assert cells.loc[("give", 0.0), ["mean", "low", "high"]].tolist() == [0, 0, 0]
        # regard takes 8 × 0.5 off in every world and history
        assert cells.loc[("give", 0.5), ["mean", "low", "high"]].tolist() == pytest.approx([-4, -4, -4])
        lost = frame[(frame["us.regard"] == 0.0) & (frame["us.stance"] == "give")].index[::3]
        thinner = Study.of(frame.drop(index=lost), study().problem)
        again = heat_map(thinner, "damage", "us.stance", "us.regard", {"us.stance": "give", "us.regard": 0.0})
        assert again.frame.set_index(["us.stance", "us.regard"]).loc[("give", 0.5), "mean"] == pytest.approx(-4)

    def test_words_name_the_extremes_and_their_doubts(self):
        def said(outcome, base=None):
            frame = samples().assign(
                flat=1.0, luck=lambda f: (f["history"] - 0.4) * f["us.regard"], more=lambda f: 8 * f["us.regard"]
            )
            return heat_map(Study.of(frame, study().problem), outcome, "us.stance", "us.regard", base).sentences

        base = {"us.stance": "give", "us.regard": 0.0}
        shown = "us.stance = give, us.regard = 0"
        assert said("flat") == ["Flat: the same at every setting of us.stance and us.regard."]
        assert said("more", base)[0].startswith(
            f"More compared with {shown}: lowest at the reference; highest at us.stance = "
        )
        assert "us.regard = 0.5, +4.00 (4.00 to 4.00) (95 % over histories)." in said("more", base)[0]
        assert "lowest at the reference" not in said("more")[0]
        # −0.2 in one history and 0.3 in the other
        assert "us.regard = 0.5, +0.0 (−3.1 to 3.2), perhaps by luck (95 %" in said("luck", base)[0]

    def test_wrong_use(self):
        with pytest.raises(MultipartnerError, match=r"takes two levers, found 'us\.stance' twice"):
            heat_map(study(), "damage", "us.stance", "us.stance")
        with pytest.raises(MultipartnerError, match=r"at most 40 values per lever, found 50 of payoff\.theta"):
            heat_map(study(50), "damage", "us.stance", "payoff.theta")
        with pytest.raises(MultipartnerError, match="sets both of its levers"):
            heat_map(study(), "damage", "us.stance", "us.regard", {"us.stance": "give"})


class TestEfficiency:
    def test_effect_per_dollar_by_hand(self):
        first, other = ({"us.regard": regard, "us.stance": "give"} for regard in (0.0, 0.5))
        effects = study().contrast("damage", first, other).pooled()
        spending = study().contrast("spent", first, other).pooled()
        found = effect_per_dollar(effects, spending)
        # 4 less damage for 10 more dollars, in every history
        assert found.frame.loc[0, ["effect", "low", "high"]].tolist() == pytest.approx([-0.4] * 3)
        assert (
            "damage −0.400 (−0.400 to −0.400) US$bn per US$bn of spent (95 %, 2 paired histories), clearly negative."
            in (found.sentences[0])
        )

    def test_equal_money_has_no_effect_per_dollar(self):
        found = effect_per_dollar(contrast().pooled(), study().contrast("spent", GIVE, DEAL).pooled())
        assert "does not differ clearly, so no effect per dollar can be told" in found.sentences[0]

    def test_wrong_use(self):
        with pytest.raises(MultipartnerError, match="takes two paired differences between the same worlds"):
            effect_per_dollar(contrast(), study().worlds("spent"))


class TestCrossing:
    def test_kaplan_meier_by_hand(self):
        times = pd.DataFrame({"label": "a", "time": [1.0, 2.0, 2.0, np.inf, np.nan]})
        found = crossing(times, "it happens", 5.0, BASIS)
        assert found.frame["time"].tolist() == [1, 2, 5]
        assert found.frame["crossed"].tolist() == pytest.approx([0.2, 0.6, 0.6])
        assert found.ends.loc[0, ["crossed", "median", "histories"]].tolist() == [0.6, 2.0, 5]
        assert found.sentences == [
            "a: it happens in 60 % (23 to 88) of 5 histories within 5 years (95 %), in half of all within 2 years."
        ]

    @settings(max_examples=30)
    @given(st.lists(st.one_of(st.floats(0.25, 10), st.just(float("inf"))), min_size=1, max_size=30))
    def test_curves_rise_and_stay_in_their_bands(self, times):
        found = crossing(pd.DataFrame({"label": "", "time": times}), "it happens", 10.0, BASIS)
        curve = found.frame
        assert curve["crossed"].is_monotonic_increasing
        assert curve["crossed"].iloc[-1] == pytest.approx(np.isfinite(times).mean())
        known = curve.dropna()
        assert ((known["low"] <= known["crossed"] + 1e-12) & (known["crossed"] <= known["high"] + 1e-12)).all()

    def test_first_quarter_beyond_counts(self):
        outcomes = pd.DataFrame({
            "scenario": ["a"] * 6, "history": [0, 0, 0, 1, 1, 1], "year": [2025.0, 2025.25, 2025.5] * 2,
            "level": [1.0, 1.5, 1.6, 1.0, 1.2, 1.1],
        })  # fmt: skip
        assert first_crossings(outcomes, "level", 1.5)["time"].tolist() == [2025.5, np.inf]
        assert first_crossings(outcomes, "level", 1.15, "below")["time"].tolist() == [2025.0, 2025.0]
        with pytest.raises(NameUnknownError, match=r"No measure is called 'levels'\. Did you mean 'level'"):
            first_crossings(outcomes, "levels", 1.5)

    def test_runs_of_several_worlds_have_no_interval(self):
        found = crossing_in(study(), "breach", 25, "us.regard")
        assert found.ends["label"].tolist() == ["us.regard = 0", "us.regard = 0.5"]
        frame = samples()
        share = frame[frame["us.regard"] == 0.0]["breach"].notna().mean()
        assert found.ends["crossed"].iloc[0] == pytest.approx(share)
        assert found.ends[["low", "high"]].isna().all(axis=None)
        assert "histories" not in found.sentences[0]

    def test_wrong_use(self):
        with pytest.raises(MultipartnerError, match="crosses at 9, after the end at 5"):
            crossing(pd.DataFrame({"label": "a", "time": [9.0]}), "it", 5.0, BASIS)
        with pytest.raises(MultipartnerError, match="every run is missing"):
            crossing(pd.DataFrame({"label": [], "time": []}), "it", 5.0, BASIS)


class TestBands:
    def test_bands_are_quantiles_over_worlds_and_histories(self):
        whole = study()
        outcomes = pd.concat([whole.samples.assign(quarter=q, year=2025 + q / 4) for q in (0, 1)])
        found = bands(whole, outcomes, "us.regard", "damage")
        own = samples().query("`us.regard` == 0.5")["damage"]
        row = found.frame.query("`us.regard` == 0.5 and quarter == 1").iloc[0]
        assert row[["q05", "q50", "q95"]].tolist() == pytest.approx(own.quantile([0.05, 0.5, 0.95]).tolist())
        assert row["courses"] == len(own)
        paired = bands(whole, outcomes, "us.regard", "damage", 0.0)
        # regard takes 4 off in every world and history
        assert paired.frame["us.regard"].unique().tolist() == [0.5]
        assert paired.frame[["q05", "q50", "q95"]].to_numpy() == pytest.approx(-4)
        assert paired.noun == "damage compared with us.regard = 0"
        with pytest.raises(NameUnknownError, match="No measure is called 'level'"):
            bands(whole, outcomes, "us.regard", "level")
        with pytest.raises(MultipartnerError, match=r"No point of this sweep has us\.regard = 0\.1"):
            bands(whole, outcomes, "us.regard", "damage", 0.1)
        with pytest.raises(MultipartnerError, match="belongs to a point of the sweep"):
            bands(whole, outcomes.assign(scenario="else"), "us.regard", "damage")


def test_a_missing_library_is_one_clear_line():
    with pytest.raises(MultipartnerError, match=r"Boxes needs nowhere, which is not installed\. Run: pip install"):
        library("nowhere.at.all", "Boxes")


def test_the_samples_are_what_they_claim():
    row = {"us.regard": 0.5, "us.stance": "deal", "payoff.theta": 0.75, "order.rule": "shared"}
    assert damage(row, 0) == 100 - 4 + 2.5 + 0.25


class TestThresholdsInWords:
    """What is printed divides the worlds as the threshold itself does."""

    def test_a_threshold_near_the_largest_value(self):
        worlds = sampled(lambda row: 2900 + 47 * row["x"]).worlds("y")
        found = discover(worlds, 2945.6123)
        held = int((worlds.complete["mean"] > 2945.6123).sum())
        said = float(found.line.replace(",", ""))
        assert 0 < held == int((worlds.complete["mean"] > said).sum())
        assert found.sentences[0].startswith(f"Y is above {found.line} in ")
        assert robustness(worlds, threshold=2945.6123).sentences[0].count(found.line) == 1

    @given(st.floats(-1e6, 1e6), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
    @settings(max_examples=200, deadline=None)
    def test_any_threshold(self, value, numbers):
        from experiments.analysis.wording import divider

        held = np.array(numbers)
        assert ((held > divider(value, numbers)) == (held > value)).all()

    def test_bounds_of_a_box_are_read_as_they_are(self):
        found = discover(sampled(lambda row: float(row["n"] > 4 and row["x"] > 0.49)).worlds("y"), 0.5)
        cases = found.cases
        for box in found.boxes:
            inside = np.all([bound.holds(cases[bound.factor.name]) for bound in box.bounds], axis=0)
            assert inside.sum() == box.worlds
