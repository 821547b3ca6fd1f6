"""What produces a verdict: the part of an effect that goes with each mechanism, and what has tested that mechanism."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.ablation import removals
from experiments.claims import carriers
from experiments.claims.carriers import CONFIDENCE, TESTED_BY, ablated
from experiments.claims.effects import Effects
from experiments.claims.file import load_claim
from experiments.claims.judging import Judgement
from experiments.claims.trial import FULL
from experiments.claims.verdict import Verdict
from experiments.claims.wording import how_ablated, produced
from experiments.execution.engine import MODEL

EVIDENCE = Path(__file__).resolve().parents[2] / "docs" / "evidence.md"
WORLDS = 8
LUCK = np.linspace(-0.002, 0.002, WORLDS)


def effects(mean: float, spread: float = 1.0) -> Effects:
    values = mean + spread * LUCK
    return Effects(values, 0.005, False, CONFIDENCE, 1, pd.DataFrame(index=pd.Index(range(WORLDS))))


def judgement_of(monkeypatch: pytest.MonkeyPatch, **without: Effects) -> tuple[str, carriers.Ablated]:
    full = without.pop("full")
    over_all = without.pop("over_all", full)
    found = {FULL: full, **{f"without {name}": each for name, each in without.items()}}
    monkeypatch.setattr(carriers, "effects_by_variant", lambda *_: found)
    claim = load_claim("order", MODEL.measures())
    ablation = ablated(claim, Path("nowhere"))
    judgement = Judgement(claim, {FULL: over_all}, Verdict("emerges"), "", None, None, "")  # type: ignore[arg-type]
    return produced(ablation, judgement), ablation


def test_a_mechanism_that_takes_the_effect_along_is_named_with_what_has_tested_it(monkeypatch) -> None:
    said, found = judgement_of(
        monkeypatch, full=effects(0.04), founding=effects(0.0), review=effects(0.039), production=effects(0.02)
    )
    assert [each.mechanism for each in found.carriers] == ["founding", "production"]
    assert found.carriers[0].lost.value == pytest.approx(1.0)
    assert "“production” (50%" in said
    assert TESTED_BY["founding"] in said
    assert "review" not in said


def test_what_leaves_nothing_in_any_world_is_the_way_and_not_the_cause(monkeypatch) -> None:
    said, found = judgement_of(monkeypatch, full=effects(0.04), policy=effects(0.0, 0.0), founding=effects(0.01))
    assert [each.is_way for each in found.carriers] == [True, False]
    assert "hardly anything is left without “policy”" in said
    assert "goes, when one mechanism is left out: “founding”" in said


def test_where_no_effect_is_clear_nothing_is_shared_out(monkeypatch) -> None:
    said, found = judgement_of(monkeypatch, full=effects(0.0, 9.0), founding=effects(-0.0001), wars=effects(0.001))
    assert not found.has_effect
    assert found.carriers == ()
    assert "not clear enough" in said
    assert "founding" not in said


def test_what_hides_an_effect_that_matters_is_named(monkeypatch) -> None:
    said, found = judgement_of(monkeypatch, full=effects(0.0, 9.0), founding=effects(0.001), wars=effects(-0.03))
    assert list(found.hindering) == ["wars"]
    assert "without “wars” it is −3 %" in said


def test_what_is_clear_only_because_luck_is_gone_hides_nothing(monkeypatch) -> None:
    _, found = judgement_of(monkeypatch, full=effects(0.006, 9.0), founding=effects(0.006))
    assert not found.has_effect
    assert found.hindering == {}


def test_what_is_clear_in_the_few_worlds_alone_is_not_shared_out_and_nothing_else_is_said_of_it(monkeypatch) -> None:
    said, _ = judgement_of(monkeypatch, full=effects(0.04), founding=effects(0.0), over_all=effects(0.0, 9.0))
    assert "over all worlds it is not clear" in said
    assert "founding" not in said
    assert "brings out none" not in said


def test_an_effect_of_many_mechanisms_is_that_of_none(monkeypatch) -> None:
    said, _ = judgement_of(monkeypatch, full=effects(0.04), founding=effects(0.038))
    assert "no mechanism alone" in said


def test_it_is_said_how_many_are_named_by_luck_alone() -> None:
    assert "some 2 would be named by luck" in how_ablated(40)


def test_of_whatever_can_be_left_out_it_is_said_what_has_tested_it() -> None:
    assert set(TESTED_BY) == {each.mechanism for each in removals()}


def test_protocols_that_are_named_are_on_the_page_of_evidence() -> None:
    named = {each for said in TESTED_BY.values() for each in re.findall(r"P\d", said)}
    on_page = set(re.findall(r"^## .*\((P\d)\)", EVIDENCE.read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= on_page
