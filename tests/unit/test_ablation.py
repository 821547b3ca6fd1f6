"""The ablation: every mechanism in turn, paired differences by hand, and a page that is whole."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from experiments.analysis.ablation import (
    READINGS,
    TERMS,
    Reading,
    ablation_arms,
    ablation_table,
    cell,
    head_of,
    markdown,
    outcome_of,
    removals,
    renewed_page,
)
from experiments.cli.ablation import Ablation, ablate
from experiments.storage.frames import Results
from simulation.core.errors import MultipartnerError
from simulation.measures import OUTCOMES
from simulation.parameters import scenario_names
from simulation.parameters.mechanisms import Mechanisms
from simulation.schedule import PHASES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ablation.md"
SECTION = re.compile(r"<!-- results: ablation (\w+) -->\n(.*?)<!-- end -->", re.DOTALL)
quiet = Console(quiet=True)


def test_every_switch_is_left_out_once_and_everything_else_kept() -> None:
    left = [removal.mechanism for removal in removals()]
    assert sorted(left) == sorted({*Mechanisms.model_fields, "pledging", "delivery", *TERMS})
    assert left == [*(phase.name for phase in PHASES if phase.name in left), *TERMS]
    base, *others = ablation_arms("small", 3)
    assert base.scenario.years == 3
    assert len({arm.scenario.digest for arm in (base, *others)}) == len(others) + 1
    for arm in others:
        off = [name for name in Mechanisms.model_fields if not getattr(arm.scenario.mechanisms, name)]
        assert off in ([], [arm.name.removeprefix("without ")])


def test_readings_name_measures() -> None:
    known = {measure.name for measure in OUTCOMES}
    assert {name for group in READINGS.values() for r in group for name in r.measures} <= known


def frame_of(values: dict[str, list[list[float]]]) -> pd.DataFrame:
    """Return outcome rows: arm to histories of quarters, the start first."""
    rows = [
        {"run": f"{arm}{history}", "scenario": arm, "history": history, "quarter": quarter, "x": x, "y": 1.0}
        for arm, histories in values.items()
        for history, quarters in enumerate(histories)
        for quarter, x in enumerate(quarters)
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(("over", "expected"), [("end", [4.0, 8.0]), ("mean", [4.0, 7.0]), ("sum", [8.0, 14.0])])
def test_a_reading_leaves_out_the_start(over: str, expected: list[float]) -> None:
    frame = frame_of({"base": [[9.0, 3.0, 3.0], [9.0, 5.0, 7.0]]})
    found = outcome_of(frame, Reading("x", ("x", "y"), over, "level"), ["base"])
    assert found.values["base"].tolist() == expected


def test_cells_say_no_more_than_they_can() -> None:
    def shown(mean: float, low: float, high: float, pairs: int = 9) -> str:
        return cell(pd.Series({"difference": mean, "low": low, "high": high, "unit": "%", "pairs": pairs}))

    assert shown(1.0, -2.0, 4.0) == "(−2 to 4)"
    assert shown(-3.0, -4.0, -2.0) == "**−3** (−4 to −2)"
    assert shown(0.0, 0.0, 0.0) == "0"
    assert shown(np.nan, np.nan, np.nan) == "–"
    assert shown(1.0, -np.inf, np.inf, 1) == "too few"


@pytest.fixture(scope="module")
def ablated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ablation")
    page = folder / "page.md"
    page.write_text("# Page\n\nBefore.\n\n<!-- results: ablation small -->\nold\n<!-- end -->\n\nAfter.\n", "utf-8")
    assert ablate(Ablation(("small",), 2, years=1, workers=1, out=folder, page=page), quiet) == 0
    return folder


def test_the_table_is_whole_and_paired(ablated: Path) -> None:
    results = Results.open(ablated / "small")
    frame = ablation_table(results)
    assert len(frame) == len(removals()) * sum(map(len, READINGS.values()))
    assert (frame["pairs"] == 2).all()
    stored = pd.read_csv(ablated / "small" / "ablation.csv")
    assert np.allclose(stored["difference"], frame["difference"], rtol=1e-9, equal_nan=True)
    moves = frame[(frame["mechanism"] == "review") & (frame["reading"] == "moves")].iloc[0]
    outcomes = results.outcomes[results.outcomes["quarter"] > 0]
    by_arm = outcomes.groupby("scenario")[["joins", "leaves"]].sum().sum(axis=1) / 2
    assert moves["base"] == by_arm["small"]
    assert moves["without"] == by_arm["without review"]
    assert moves["difference"] == pytest.approx(100 * (moves["without"] / moves["base"] - 1.0))


def test_the_page_is_written_between_its_marks(ablated: Path) -> None:
    text = (ablated / "page.md").read_text("utf-8")
    tables = markdown(ablation_table(Results.open(ablated / "small")))
    assert text == f"# Page\n\nBefore.\n\n<!-- results: ablation small -->\n\n{tables}\n\n<!-- end -->\n\nAfter.\n"


def test_mistakes_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(MultipartnerError, match=r"has no place for 'small'\. Mark one: <!-- results: ablation small"):
        renewed_page("# Page\n", "small", "")
    with pytest.raises(MultipartnerError, match="--runs must be at least 2"):
        ablate(Ablation(("small",), 1), quiet)
    with pytest.raises(MultipartnerError, match="--page must name an existing page"):
        ablate(Ablation(("small",), page=tmp_path / "none.md"), quiet)


def test_the_committed_page_holds_every_mechanism_and_reading() -> None:
    sections = dict(SECTION.findall(PAGE.read_text("utf-8")))
    assert "today" in sections
    for name, text in sections.items():
        if name not in scenario_names():
            continue
        assert int(re.search(rf"`{name}`, (\d+) paired histories", text)[1]) >= 20
        for readings in READINGS.values():
            head = f"| without | {' | '.join(map(head_of, readings))} |"
            assert head in text
            rows = text.split(head)[1].split("\n\n")[0].splitlines()[2:]
            names = [row.split("|")[1].strip() for row in rows]
            assert names == [f"*{name} as it is*", *(f"`{removal.mechanism}`" for removal in removals())]
            assert all(len(row.split("|")) == len(readings) + 3 for row in rows)
