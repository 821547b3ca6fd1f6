"""The tables of evidence are kept: what is made from the same sources is not made again, what is not, is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from experiments.ensembles import ensemble
from experiments.evidence import made, record
from experiments.evidence.made import Made
from experiments.evidence.prediction import Forecast
from experiments.evidence.record import write_evidence
from experiments.storage.manifest import Manifest
from experiments.storage.ownership import claim_for_experiment, claim_shelf
from simulation.core.errors import MultipartnerError


class Counted:
    """A protocol that counts how often it is carried out."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, _: Forecast, out: Path) -> Iterator[str]:
        self.times += 1
        (out / "p3.csv").write_text(f"time\n{self.times}\n")
        yield "P3: carried out"


@pytest.fixture
def protocol(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    monkeypatch.setitem(record.PROTOCOLS, "p3", counted)
    return counted


def made_in(out: Path, *, fresh: bool = False, scenario: str = "today") -> list[str]:
    return list(write_evidence(out, scenario, ("p3",), fresh=fresh))


def test_it_says_how_long_it_will_take_before_it_begins(protocol: Counted, tmp_path: Path) -> None:
    lines = write_evidence(tmp_path, "today", ("p3",))
    assert next(lines).startswith("P3: about ")
    assert protocol.times == 0


def test_what_is_made_is_not_made_again(protocol: Counted, tmp_path: Path) -> None:
    made_in(tmp_path)
    assert "made already" in " ".join(made_in(tmp_path))
    assert protocol.times == 1


def test_fresh_makes_it_again(protocol: Counted, tmp_path: Path) -> None:
    made_in(tmp_path)
    made_in(tmp_path, fresh=True)
    assert protocol.times == 2


@pytest.mark.parametrize("spoil", ["changed", "lost", "note"])
def test_a_table_that_is_changed_or_lost_is_made_again(protocol: Counted, tmp_path: Path, spoil: str) -> None:
    made_in(tmp_path)
    if spoil == "changed":
        (tmp_path / "p3.csv").write_text("time\n9\n")
    elif spoil == "lost":
        (tmp_path / "p3.csv").unlink()
    else:
        (tmp_path / made.EVIDENCE).write_bytes(b"\xff protocol")
    made_in(tmp_path)
    assert protocol.times == 2
    assert pd.read_csv(tmp_path / "p3.csv")["time"].tolist() == [2]


def test_other_sources_make_it_again(protocol: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_in(tmp_path)
    monkeypatch.setattr(made, "sources_digest", lambda _: "other")
    made_in(tmp_path)
    assert protocol.times == 2


def test_a_folder_holds_the_evidence_on_one_scenario(protocol: Counted, tmp_path: Path) -> None:
    made_in(tmp_path)
    with pytest.raises(MultipartnerError, match="holds the evidence on the scenario 'today'"):
        made_in(tmp_path, scenario="multipartner")
    assert protocol.times == 1


def test_tables_replace_links_and_do_not_follow_them(tmp_path: Path) -> None:
    mine, folder = tmp_path / "mine.txt", tmp_path / "evidence"
    mine.write_text("mine")
    folder.mkdir()
    (folder / "p3.csv").symlink_to(mine)
    record.write_table(pd.DataFrame({"time": [1]}), folder / "p3.csv")
    assert mine.read_text() == "mine"
    assert pd.read_csv(folder / "p3.csv")["time"].tolist() == [1]


@pytest.mark.parametrize("seconds", ["inf", "nan", "-5", "1e999", "soon"])
def test_a_length_that_is_none_is_not_told(protocol: Counted, tmp_path: Path, seconds: str) -> None:
    made_in(tmp_path)
    note = tmp_path / made.EVIDENCE
    row = note.read_text().splitlines()
    note.write_text(row[0] + "\n" + row[1].rsplit(",", 1)[0] + f",{seconds}\n")
    assert made_in(tmp_path)[0].startswith("P3: about ")
    assert protocol.times == 2


def test_runs_claims_and_evidence_have_folders_of_their_own(protocol: Counted, tmp_path: Path) -> None:
    claim_shelf(tmp_path)
    made_in(tmp_path)
    with pytest.raises(MultipartnerError, match="holds tables of evidence"):
        claim_for_experiment(tmp_path)
    with pytest.raises(MultipartnerError, match="holds tables of evidence, no single experiment"):
        Manifest.read(tmp_path)
    claims = tmp_path / "claims"
    (claims / "seats" / "trial").mkdir(parents=True)
    (claims / "seats" / "trial" / "manifest.json").write_text("{}")
    with pytest.raises(MultipartnerError, match="holds trials of claims"):
        claim_for_experiment(claims)
    runs = tmp_path / "runs"
    ensemble("small", runs=1, out=runs, workers=1)
    with pytest.raises(MultipartnerError, match="holds an experiment"):
        claim_shelf(runs)


def test_one_that_is_cut_off_is_not_taken_for_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(_: Forecast, out: Path) -> Iterator[str]:
        (out / "p3.csv").write_text("time\n")
        yield "P3: half done"
        raise KeyboardInterrupt

    monkeypatch.setitem(record.PROTOCOLS, "p3", half)
    with pytest.raises(KeyboardInterrupt):
        made_in(tmp_path)
    assert not Made.read(tmp_path, "today").is_current("p3")


def test_sources_are_the_model_the_protocols_and_their_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rounds.csv").write_text("year\n2010\n")
    monkeypatch.setattr(made, "SOURCES", tmp_path)
    found = []
    for text in ("year\n2010\n", "year\n2011\n"):
        (tmp_path / "data" / "rounds.csv").write_text(text)
        made.sources_digest.cache_clear()
        found.append(made.sources_digest("today"))
    monkeypatch.setattr(made, "model_digest", lambda: "another model")
    made.sources_digest.cache_clear()
    found.append(made.sources_digest("today"))
    made.sources_digest.cache_clear()
    assert len(set(found)) == 3


def test_every_protocol_has_an_expected_length() -> None:
    assert list(made.HISTORIES) == list(record.PROTOCOLS)
