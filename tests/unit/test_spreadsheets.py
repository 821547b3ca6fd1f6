"""Tables as people have them are read, and written for them; a damaged one is one line with file, line and column."""

from __future__ import annotations

import random  # noqa: TID251 - damages files; no draw of a world
from time import process_time

import pytest

from simulation.core.errors import DataError, MultipartnerError
from simulation.parameters import load_scenario
from simulation.parameters.spreadsheets import number_in, rows_of
from tests.fuzz.pace import assert_soon

CITIES = "id,name,home,population,budget\noslo,Oslo,NOR,700000,1.5\nbergen,Bergen,NOR,290000,\n"


def read(tmp_path, content, name="cities.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return rows_of(path, name)


WRITTEN = {
    "commas": CITIES.encode(),
    "a byte order mark": b"\xef\xbb\xbf" + CITIES.encode(),
    "semicolons and decimal commas": CITIES.replace("1.5", "1,50")
    .replace("1,50", "1;5")
    .encode()
    .replace(b",", b";")
    .replace(b"1;5", b"1,5"),
    "German thousands": b"id;name;home;population;budget\noslo;Oslo;NOR;700.000;1,5\nbergen;Bergen;NOR;290.000;\n",
    "tabs in UTF-16, as a spreadsheet's Unicode text": CITIES.replace(",", "\t").encode("utf-16"),
    "a line that names the mark": b"sep=;\r\n" + CITIES.replace(",", ";").replace("\n", "\r\n").encode(),
    "quotes": b'"id","name","home","population","budget"\n"oslo","Oslo","NOR","700000","1.5"\n'
    b'"bergen","Bergen","NOR",290000,""\n',
    "blank lines, columns and notes": b"id,name,home,population,budget,,\n\noslo,Oslo,NOR,700000,1.5,,\n"
    b"bergen,Bergen,NOR,290000,n/a,,\n,,,,,,\n",
    "other case and blanks in the header": b" ID ,Name,Home,Population,Budget\noslo,Oslo,NOR,700 000,1.5\n"
    b"bergen,Bergen,NOR,290000,-\n",
}


@pytest.mark.parametrize("how", WRITTEN)
def test_one_table_in_many_dialects(tmp_path, how):
    table, rows, lines = read(tmp_path, WRITTEN[how])
    assert table == "actor"
    assert rows == [
        {"id": "oslo", "name": "Oslo", "home": "NOR", "population": 700000.0, "budget": 1.5, "kind": "city"},
        {"id": "bergen", "name": "Bergen", "home": "NOR", "population": 290000.0, "kind": "city"},
    ]
    assert len(lines) == 2


def test_points_between_thousands_are_told_by_the_other_numbers(tmp_path):
    """Without a number that tells, nobody knows; taken for a decimal point, Oslo would have 709 inhabitants."""
    _, rows, _ = read(tmp_path, "id;home;population\noslo;NOR;709.000\nnairobi;KEN;4.397.000\n")
    assert [row["population"] for row in rows] == [709_000, 4_397_000]
    _, rows, _ = read(tmp_path, "id;home;population;budget\noslo;NOR;709.000;1.5\n")
    assert rows[0] == {"id": "oslo", "home": "NOR", "population": 709.0, "budget": 1.5, "kind": "city"}
    with pytest.raises(DataError, match=r"found '709\.000'\. It could be two numbers"):
        read(tmp_path, "id;home;population\noslo;NOR;709.000\nbergen;NOR;290000\n")


def test_letters_of_an_old_spreadsheet(tmp_path):
    _, rows, _ = read(tmp_path, "id;name;home;population\nzurich;Zürich;CHE;430000\n".encode("cp1252"))
    assert rows[0]["name"] == "Zürich"


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("1.234.567,8", ",", 1234567.8),
        ("1.234", ",", 1234.0),
        ("12,5 %", ",", 0.125),
        ("1 234,5", ",", 1234.5),
        ("1,234,567", ".", 1234567.0),
        ("1,234.5", ".", 1234.5),
        ("$1.5", ".", 1.5),
        ("2e3", ".", 2000.0),
        ("-.5", ".", -0.5),
        ("4.397.000", ",", 4397000.0),
        ("709.000", "?", None),  # seven hundred, or seven hundred thousand
        ("0.125", "?", 0.125),
        ("12.5", "?", 12.5),
        ("1,234", ".", None),  # a thousand, or one and a bit: nobody knows
        ("0,5", ".", None),
        ("1.23,4", ",", None),
        ("inf", ".", None),
        ("١٢", ".", None),
        ("", ".", None),
    ],
)
def test_numbers(text, decimal, number):
    assert number_in(text, decimal) == number


def test_every_bad_cell_has_a_line_of_its_own(tmp_path):
    text = "id,home,population,budget\noslo,NOR,many,1.5\nbergen,NOR,-3,2\n,NOR,5,1\n"
    with pytest.raises(DataError) as caught:
        read(tmp_path, text)
    assert caught.value.lines == (
        "cities.csv, line 2, column 'population': a number from 1e-09 to 1e+12 [persons] is needed, found 'many'.",
        "cities.csv, line 3, column 'population': a number from 1e-09 to 1e+12 [persons] is needed, found '-3'.",
        "cities.csv, line 4, column 'id': must be given, found an empty cell.",
    )
    assert str(caught.value).endswith("found 'many'. (2 more mistakes.)")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("cities.csv", "id,home,populaton\n", "Did you mean 'population'?"),
        ("cities.csv", "id,home,revenue\n", "No column of city rows is called 'revenue'."),
        ("mine.csv", "id,home\nx,NOR\n", "what kind of actors are these? Add a column 'kind'"),
        ("mine.csv", "name,home\nx,NOR\n", "a column 'id' is needed"),
        ("mine.csv", "id,kind,home,gdp\nx,company,NOR,5\n", "line 2, column 'gdp': a company has no 'gdp'"),
        ("mine.csv", "id,kind,home\nx,firm,NOR\n", "No kind is called 'firm'."),
        ("cities.csv", "id,home,home\n", "two columns are called 'home'"),
        ("cities.csv", "id,home,population\nx,NOR\n", "line 2: 3 cells are needed, found 2"),
        ("cities.csv", 'id,home,population\nx,"NOR,5\n', "a quote is not closed"),
        ("cities.csv", "", "is empty"),
        ("cities.csv", b"PK\x03\x04rest", "is a workbook; save its sheet as CSV"),
        ("cities.csv", 'id,home,population\nx,NOR,"0,5"\n', "Write a decimal point"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, name, text, said):
    with pytest.raises(MultipartnerError) as caught:
        read(tmp_path, text, name)
    assert said in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


WHOLE = {
    "cities.csv": "id,name,home,population,budget,interest\noslo,Oslo,NOR,700000,1.5,climate:1\n"
    "bergen,Bergen,NOR,290000,,\n",
    "partnerships.csv": "id;issue;founded;lead;members\nopf;climate;2026;NOR;SWE|KEN:2027\n",
    "memberships.csv": "actor,partnership,joined,role\nIND,gavi,2027,member\n",
    "dyads.csv": "a,b,pact,rivalry_since,border\nIND,PAK,0,1947,1\n",
}


def damaged(text, luck):
    """Return a text in which one thing is wrong: a cell, a mark, a quote, a letter, an end."""
    raw = bytearray(text.encode())
    place = luck.randrange(len(raw))
    what = luck.randrange(6)
    if what == 0:
        raw[place:place] = luck.choice([b"x", b'"', b";;", b",,", b"\n", b"\0", b"-", b"1e999", b"\xff\xfe"])
    elif what == 1:
        del raw[place : place + luck.randrange(1, 8)]
    elif what == 2:
        raw[place] = luck.randrange(256)
    elif what == 3:
        raw = raw[:place]
    elif what == 4:
        raw = raw[place:]
    else:
        raw[place:place] = bytes(raw[: luck.randrange(20)])
    return bytes(raw)


@pytest.mark.parametrize("number", range(200))
def test_damaged_tables_give_one_line_or_are_right(tmp_path, monkeypatch, number):
    """Whatever happens to a file, it is read as what it says, or one line names it; nobody sees a traceback."""
    from simulation.start.names import check_names

    monkeypatch.chdir(tmp_path)
    luck = random.Random(number)
    name = luck.choice(sorted(WHOLE))
    (tmp_path / name).write_bytes(damaged(WHOLE[name], luck))
    try:
        check_names(load_scenario({"roster": {"files": [name]}}))
    except MultipartnerError as error:
        for text in (str(error), *error.lines):
            assert "\n" not in text
            assert name in text, text
            assert len(text) < 1500


def test_a_table_of_many_wrong_columns_is_refused_at_once(tmp_path):
    began = process_time()
    with pytest.raises(MultipartnerError, match=r"'c0'.*cities\.csv, line 1"):
        read(tmp_path, "id,kind,home," + ",".join(f"c{k}" for k in range(20_000)) + "\n")
    assert_soon(began, 1.0)


def test_a_table_for_a_spreadsheet_with_decimal_commas():
    import pandas as pd

    from experiments.storage.csv_text import as_csv, dialect_of

    text = as_csv(pd.DataFrame({"who": ["Zürich"], "share": [0.25]}), dialect_of("excel"))
    assert text == "\ufeffwho;share\r\nZürich;0,25\r\n".encode()
    with pytest.raises(MultipartnerError, match=r"is called 'exel'\. Did you mean 'excel'"):
        dialect_of("exel")
