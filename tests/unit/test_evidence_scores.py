"""What the decision explains stays explained: scores of the protocols, carried out as `make evidence` does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from experiments.evidence.record import write_evidence

FEWEST = 5
"""Members and outsiders from which a list has to reach the floor."""


@pytest.fixture(scope="module")
def platforms(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    out = tmp_path_factory.mktemp("evidence")
    list(write_evidence(out, "today", ("p1",)))
    return pd.read_csv(out / "p1.csv").set_index("partnership")


def test_platforms_are_explained_without_their_own_lists(platforms: pd.DataFrame) -> None:
    assert len(platforms) == 28
    assert platforms["auc"].mean() >= 0.94
    full = platforms[(platforms["n"] >= FEWEST) & (platforms["of"] - platforms["n"] >= FEWEST)]
    assert full["auc"].min() >= 0.65
    assert platforms["auc"].mean() > platforms["logit"].mean() > platforms["gdp"].mean()


@pytest.mark.parametrize("name", ["aiib", "ndb", "brics", "sco", "g20", "quad", "jetp_zaf", "jetp_idn", "jetp_vnm"])
def test_clubs_deals_and_rivals_banks_are_explained(platforms: pd.DataFrame, name: str) -> None:
    assert platforms.loc[name, "auc"] > 0.8


@pytest.mark.slow
def test_organisations_are_explained_by_their_founders_and_so_is_their_size(tmp_path: Path) -> None:
    list(write_evidence(tmp_path, "today", ("p2",)))
    scores, sizes = pd.read_csv(tmp_path / "p2.csv"), pd.read_csv(tmp_path / "sizes_p2.csv")
    assert scores["auc"].mean() >= 0.85
    assert sizes[["expected", "real"]].corr(method="spearman").iloc[0, 1] >= 0.75


@pytest.mark.slow
def test_who_gives_how_much_is_explained_better_than_by_size(tmp_path: Path) -> None:
    list(write_evidence(tmp_path, "today", ("p3",)))
    rounds = pd.read_csv(tmp_path / "p3.csv")
    many = rounds[rounds["givers"] >= 8]
    assert len(many)
    assert (many["spearman"] > many["gdp"]).all()
