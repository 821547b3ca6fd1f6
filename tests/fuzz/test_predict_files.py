"""What a user may hand to ``predict``, ``evidence``, ``calibrate`` and ``ablation --page``: one line, nothing lost."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiments.cli.ablation import Ablation, ablate
from experiments.cli.app import exit_code
from experiments.cli.evidence import fit, gather
from experiments.cli.predict import FILES, place_for, predict
from experiments.cli.terminal import screen
from experiments.evidence.prediction import COLUMNS, predict_members, the_one
from experiments.evidence.reading import descriptions_of, members_table, read_descriptions, read_members, written
from experiments.storage.ownership import STAMP
from simulation.core.errors import DataError, MultipartnerError
from simulation.roster import load_roster
from tests.fake_world import ENGINE

HEAD = "id,started,issue,lead,founders\n"
GOOD = f"{HEAD}x,2020,climate,USA,\n"
MEMBERS = "partnership,actor\nx,FRA\nx,DEU\n"

WRONG = {
    "deep.toml": ("founders = " + "[" * 3000 + "]" * 3000, "nested more than"),
    "long.toml": ("started = " + "9" * 5000, "number or a key of more than"),
    "dotted.toml": ("a" + ".a" * 3000 + " = 1", "nested more than"),
    "open.toml": ('name = "' + "x" * 200_000, "letters on line 3"),
    "huge.toml": ("# " + "x" * 1_000_001, "at most 1000000"),
    "misspelt.csv": ("id,started,isue,lead\nx,2020,climate,USA\n", "Did you mean 'issue'?"),
    "twice.csv": ("id,id,lead\nx,y,USA\n", "Two columns"),
    "semicolons.csv": ("id;lead\nx;USA\n", "No column is called 'id'"),
    "nobody.csv": (HEAD, "describes no partnership"),
    "short.csv": ("id,lead\n\nx\n", "line 3"),
}
"""A description that is wrong, and what its line must hold."""


@pytest.fixture(scope="module")
def roster():
    return load_roster(40)


@pytest.fixture
def no_world(monkeypatch) -> None:
    """Let it be a mistake to build a world."""

    def built(_: object) -> None:
        raise AssertionError("a world was built before the files were looked at")

    monkeypatch.setattr("experiments.cli.predict.forecast_in", built)


def file(folder: Path, name: str, said: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(said if isinstance(said, bytes) else said.encode())
    return path


def complaint(work: Callable[[], object]) -> str:
    with pytest.raises(MultipartnerError) as caught:
        work()
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_description_is_one_line_before_any_work(name, tmp_path, no_world, capsys):
    said, expected = WRONG[name]
    begin = 'id = "x"\nlead = "USA"\n' if name.endswith(".toml") else ""
    assert exit_code(["predict", str(file(tmp_path, name, begin + said))]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert expected in told


@pytest.mark.parametrize("option", ["--out", "--members"])
def test_other_files_are_looked_at_before_any_work(option, tmp_path, no_world, capsys):
    good, other = file(tmp_path, "p.csv", GOOD), file(tmp_path, "diary.txt", "my diary")
    assert exit_code(["predict", str(good), option, str(other)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert other.read_text() == "my diary"


@pytest.mark.parametrize("name", ["p.csv", "members.csv", "diary.txt", "picture.bin"])
def test_odds_are_never_written_over_a_file_of_the_user(name, tmp_path):
    kept = {"p.csv": GOOD, "members.csv": MEMBERS, "diary.txt": "my diary", "picture.bin": b"\xff\x00\n\n"}
    there = file(tmp_path, name, kept[name])
    assert "not overwritten" in complaint(lambda: place_for(there, "odds", COLUMNS))


def test_odds_are_written_anew_over_odds_and_into_new_and_empty_files(tmp_path):
    heads = ",".join(COLUMNS)
    for name, said in {"old.csv": f"{heads}\nx,USA\n", "windows.csv": f"{heads}\r\n", "empty.csv": ""}.items():
        assert place_for(file(tmp_path, name, said), "odds", COLUMNS) == tmp_path / name
    assert place_for(tmp_path / "new" / "odds.csv", "odds", COLUMNS) == tmp_path / "new" / "odds.csv"


@pytest.mark.parametrize("beside", ["odds_sizes.csv", "odds_reasons.csv"])
def test_nothing_is_written_if_a_file_beside_the_odds_is_the_users(beside, tmp_path, no_world, capsys):
    good, mine = file(tmp_path, "p.csv", GOOD), file(tmp_path, beside, "my diary")
    assert exit_code(["predict", str(good), "--out", str(tmp_path / "odds.csv")]) == 2
    told = capsys.readouterr().err
    assert (told.count("\n"), beside in told) == (1, True)
    assert mine.read_text() == "my diary"
    assert not (tmp_path / "odds.csv").exists()


def test_predict_writes_what_it_takes_for_its_own(tmp_path):
    good, out = file(tmp_path, "p.CSV", GOOD.replace("x,", "=1+1,")), tmp_path / "odds.csv"
    for _ in range(2):
        assert predict(good, "small", out, None, screen(quiet=True)) == 0
    rows = list(csv.reader(out.read_text(encoding="utf-8").splitlines()))
    assert tuple(rows[0]) == COLUMNS
    assert {row[0] for row in rows[1:]} == {"'=1+1"}
    sizes, why = (pd.read_csv(tmp_path / f"odds_{name}.csv") for name in ("sizes", "reasons"))
    assert (tuple(sizes), tuple(why)) == (FILES["sizes"], FILES["reasons"])
    assert sizes[["founders", "age"]].to_numpy().tolist() == [[1, 5]]
    assert sizes.expected_size.iloc[0] >= 1.0
    assert why["rank"].tolist() == ["top"] * 5 + ["bottom"] * 5
    assert why.place.tolist() == [*range(1, 6)] * 2
    assert all(actor in sentence for actor, sentence in zip(why.actor, why.sentence, strict=True))
    none_listed = file(tmp_path, "m.csv", "partnership,actor\nanother,FRA\n")
    assert "'another'" in complaint(lambda: predict(good, "small", None, none_listed, screen(quiet=True)))


def test_lines_are_counted_as_an_editor_counts_them(tmp_path, roster):
    blank = file(tmp_path, "p.csv", f'{HEAD}\n"a\nb",2020,climate,USA,\n\nx,2020,climate,USX,\n')
    assert "line 6, 'lead'" in complaint(lambda: read_descriptions(blank, roster))
    listed = file(tmp_path, "m.csv", "partnership,actor\n\nx,FRX\n")
    assert "line 3, column 'actor'" in complaint(lambda: read_members(listed, roster))


def test_a_member_needs_a_partnership(tmp_path, roster):
    listed = file(tmp_path, "m.csv", "partnership,actor\n,FRA\n")
    assert "line 2, column 'partnership'" in complaint(lambda: read_members(listed, roster))


def test_a_mark_of_byte_order_capitals_and_notes_are_taken(tmp_path, roster):
    marked = file(
        tmp_path,
        "P.CSV",
        b"\xef\xbb\xbf" + GOOD.replace("\n", ",mine\n").replace("founders,mine", "founders,my remark").encode(),
    )
    assert read_descriptions(marked, roster)[0].id == "x"
    assert members_table(file(tmp_path, "M.CSV", b"\xef\xbb\xbf" + MEMBERS.encode())).size == 2


def test_a_table_is_no_list_of_actors(tmp_path, roster):
    for said in ("lead = {USA = 1}", "founders = {USA = 1}"):
        odd = written(file(tmp_path, "p.toml", f'id = "x"\n{said}\n'))
        assert "found a table" in complaint(lambda odd=odd: descriptions_of(odd, roster))


@pytest.mark.parametrize("wrong", [None, 3, [], ["x"], {"x"}, pd.DataFrame({"id": ["x"]}), b"x"])
def test_from_python_what_is_no_description_is_one_line(wrong):
    assert "mapping or the path" in complaint(lambda: predict_members(wrong))


def test_from_python_no_description_of_several_is_dropped_silently(tmp_path, roster):
    many = read_descriptions(file(tmp_path, "p.csv", GOOD + "y,2020,climate,USA,\n"), roster)
    with pytest.raises(DataError, match="holds 2"):
        the_one(many)
    assert the_one(many[:1]).id == "x"


def test_folders_of_the_user_are_no_place_for_evidence_or_strengths(tmp_path):
    mine = file(tmp_path, "p1.csv", "mine")
    strengths = file(tmp_path, "motives.csv", "mine too")
    console = screen(quiet=True)
    for work in (
        lambda: gather(tmp_path, "today", ["p1"], console, with_page=False),
        lambda: fit("motives", 2, tmp_path, console),
    ):
        assert "not from this program" in complaint(work)
    assert (mine.read_text(), strengths.read_text()) == ("mine", "mine too")
    assert not (tmp_path / STAMP).exists()


@pytest.mark.parametrize("said", ["no marks", b"\xff\xfe"])
def test_a_page_without_a_place_is_told_before_the_runs(said, tmp_path):
    page, out = file(tmp_path, "page.md", said), tmp_path / "out"
    complaint(lambda: ablate(Ablation(("small",), 2, years=1, out=out, page=page), screen(quiet=True), ENGINE))
    assert not out.exists()
