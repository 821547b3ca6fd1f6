"""Files that were made to hurt: each is valid, or one line, within seconds; and nothing they say steers a terminal."""

from __future__ import annotations

import re
import time
from io import StringIO

import pytest

from experiments.cli.terminal import Screen, screen
from experiments.design.file import load_design
from experiments.execution.engine import MODEL
from simulation.core.errors import MultipartnerError
from simulation.core.plain_text import one_line, visible
from simulation.parameters import load_scenario
from simulation.parameters.locating import lines_of
from tests.fuzz.commands import ROOT, assert_refused, command
from tests.fuzz.pace import assert_soon

OUTCOMES = '\n[outcomes]\nharm = "damage"\n'
HOSTILE = {
    "keys of 600 levels": "a" + ".a" * 600 + " = 1",
    "a quoted key of 100,000 levels": 'a."b"' + '."c"' * 100_000 + " = 1",
    "a header of 30,000 levels": "[" + ".".join("a" * 30_000) + "]\nx = 1",
    "brackets of 5,000 levels": "x = " + "[" * 5_000 + "]" * 5_000,
    "tables of 5,000 levels": "x = " + "{a = " * 5_000 + "1" + "}" * 5_000,
    "a number of 5,000 digits in sixteens": "extends = 0x" + "1" * 5_000,
    "a number of 5,000 digits": "years = " + "9" * 5_000,
    "16,000 keys": "\n".join(f"k{k} = 1" for k in range(16_000)),
    "90,000 keys": "\n".join(f"k{k} = 1" for k in range(90_000)),
    "20,000 entries": 'extends = "today"\n' + "[[us.policy]]\n" * 20_000,
    "15,000 arrays over several lines": "".join(f"a{k} = [\n1\n]\n" for k in range(15_000)),
    "45,000 numbers for one": "years = [" + "1," * 45_000 + "]",
    "a key of 900,000 letters": '"' + "a" * 900_000 + '" = 1',
    "a text of 900,000 letters": 'description = "' + "a" * 900_000 + '"',
    "a text of 400,000 lines": 'description = """' + "x\n" * 400_000 + '"""',
    "quotes never closed": '"""' + '\\"""' * 200_000,
    "quotes and backslashes": 'x = """' + '\\"""' * 200_000,
    "quotes and more quotes": "'''" + "'" * 900_000,
    "backslashes": 'x = "' + "\\" * 900_001,
    "blanks": " " * 900_000,
    "dots": "." * 900_000,
    "a list of lists as title": "title = [[1]]",
    "escapes in a title": 'title = "\\u001b]0;owned\\u0007"',
    "a whole file of nothing": "\0" * 900_000,
    "steps without end": '[levers]\n"us.regard" = { low = 0, high = 0.4, steps = 10000000 }' + OUTCOMES,
    "a share without end": 'uncertainties = "assumed"\nwithin = 1e308' + OUTCOMES,
    "a share of one range without end": '[uncertainties]\n"order.seats" = { within = 1e308 }' + OUTCOMES,
    "lists as values": '[levers]\n"us.regard" = [[1], [2]]' + OUTCOMES,
    "lists as values of text": "[levers]\ntitle = [[1], [2]]" + OUTCOMES,
    "an outcome that steers": '[levers]\n"us.regard" = [0, 1]\n[outcomes]\n"\\u001b[31m" = "damage"\n',
    "a threshold without end": '[levers]\n"us.regard" = [0, 1]\n[outcomes]\n'
    'harm = { measure = "damage", reduction = "share_beyond", threshold = nan }\n',
}
LOADERS = {"scenario": load_scenario, "design": lambda path: load_design(path, MODEL.measures())}


@pytest.mark.parametrize("kind", LOADERS)
@pytest.mark.parametrize("name", HOSTILE)
def test_entry_07_hostile_files_are_one_line_within_seconds(name, kind, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    began = time.process_time()
    with pytest.raises(MultipartnerError) as caught:
        LOADERS[kind](path)
    assert_soon(began)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 2_100


def test_entry_07_lines_are_found_in_time_that_grows_with_the_file():
    def seconds(count):
        text = "".join(f"a{k} = [\n{k}\n]\n" for k in range(count))
        began = time.process_time()
        assert lines_of(text)[f"a{count - 1}"] == 3 * count - 2
        return time.process_time() - began

    seconds(100)
    assert min(seconds(8_000) for _ in range(3)) < 40 * max(min(seconds(1_000) for _ in range(3)), 1e-3)


def test_entry_07_a_scenario_from_python_may_be_as_hostile():
    endless: dict[str, object] = {}
    endless["us"] = endless
    deep: dict[str, object] = {}
    for _ in range(5_000):
        deep = {"us": deep}
    for hostile in (endless, deep, {"years": 10**5_000}, {"title": "\x1b[31m"}, {"title": "\ud800"}):
        with pytest.raises(MultipartnerError) as caught:
            load_scenario(hostile)
        assert str(caught.value).isprintable()
    for dotted in ("us.policy." + "9" * 5_000 + ".from", "a" + ".a" * 5_000, "us.policy.٣.from", ""):
        with pytest.raises(MultipartnerError):
            load_scenario("today", {dotted: "1"})


@pytest.mark.parametrize("text", ["[bold]o", "[/]", "[red]x[/red]", ":smile:", "[link=http://x]y[/link]", "\\[x]"])
def test_entry_07_brackets_are_printed_as_they_are(text):
    shown = StringIO()
    Screen(file=shown, width=80).print(text)
    assert shown.getvalue() == f"{text}\n"


def test_entry_07_a_terminal_is_not_steered():
    from rich.table import Table

    table = Table("head [/]", "\x1b[31mred", title="\x9b2J")
    table.add_row("[/]", "a\x07\x1b]0;owned\x07")
    shown = StringIO()
    Screen(file=shown, width=120).print(table)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown.getvalue())
    assert "\\x1b[31mred" in shown.getvalue()
    assert "[/]" in shown.getvalue()


def test_entry_07_marks_that_turn_the_direction_are_written_out():
    assert visible("safe\u202egnp.exe") == "safe\\u202egnp.exe"
    assert one_line("a\n\x1b[2Jb\r\nc") == "a \\x1b[2Jb c"
    assert len(one_line("x" * 10_000)) < 2_100


def test_entry_07_there_is_one_place_where_consoles_are_made():
    made = [
        path.name
        for path in (ROOT / "experiments").rglob("*.py")
        if re.search(r"(?<!class Screen\()\bConsole\(", path.read_text(encoding="utf-8"))
    ]
    assert not made
    assert isinstance(screen(), Screen)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a header of 30,000 levels", "16,000 keys"])
def test_entry_07_a_command_needs_little_memory(name, tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(HOSTILE[name], encoding="utf-8")
    assert_refused(command("validate", str(path)))


@pytest.mark.slow
def test_entry_07_a_file_with_a_hostile_name_and_title(tmp_path):
    path = tmp_path / "\x1b[31m[red]mine[∕].toml"
    path.write_text('extends = "today"\ntitle = "[bold]o [/] :smile:"\n', encoding="utf-8")
    right = command("validate", str(path))
    assert right.code == 0
    assert "[bold]o [/] :smile:" in right.out
    assert "\x1b" not in right.out
    assert_refused(command("run", str(path), "--runs", "1"))
    path.write_text("no field = 1", encoding="utf-8")
    assert_refused(command("validate", str(path)))
