"""Hostile input of every kind that the laboratory reads, made from a string of bytes: the same bytes, the same input.

Bytes come from hypothesis, which shrinks them; from a counter, for the mass; or from a coverage-guided fuzzer.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from hashlib import shake_256
from pathlib import Path
from typing import Any, get_args

from experiments.design.file import FOLDER
from simulation.parameters import Scenario, fields
from simulation.parameters.files import scenario_folder
from simulation.parameters.own_world import OwnActor, OwnDyad, OwnIssue, OwnMembership, OwnPartnership
from simulation.parameters.section import quantity_of
from simulation.roster.reading import DATA

WORDS = (
    "0", "1", "-1", "0.5", "-0.0", "1e308", "-1e308", "1e400", "nan", "inf", "-inf", "5.7", "200", "2025", "2026.25",
    "9" * 30, "9" * 5000,
    "0x" + "f" * 20, "0b1", "1_000", "2025-01-01", "2025-01-01T00:00:00Z", "true", "false", '""', '"x"', "'[/]'",
    '"\\u001b[31m"',
    '"\\u0000"', '"today"', '"seeding"', '"none"', '"../../etc/passwd"', '"/dev/zero"', '"\\U0010ffff"', '"٣"',
    '"' + "a" * 3000 + '"',
    "[]", "[[]]", "[1, 2]", "[[1], [2]]", '["a", 1]', "{}", "{ low = 0, high = 1 }", "{ low = 1, high = 0 }",
    "{ within = 0.5 }",
    "{ within = 1e308 }", "{ steps = 3 }", "{ steps = 100000000 }",
    "{ low = 0.1, high = 0.2, distribution = \"log-uniform\" }",
    "{ low = 0, high = 1, distribution = \"triangular\", mode = 9 }", "[" * 40 + "]" * 40,
    "{ from = 2026, stance = \"seeding\" }",
    "[{ from = 2026, stance = \"seeding\" }, { from = 2025, stance = \"statist\" }]", "[{}, {}]", '"USA"', '"gavi"',
    '"*"', '["USA", "CHN"]',
)  # fmt: skip
"""What may stand behind an equals sign, right or wrong."""
PIECES = (
    "\n", "=", ".", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "'''", "#", ",", "\\", "\t", "\r", "\r\n", "\0",
    "\x1b[2J", "\x7f",
    "\x85", "\u2028", "\u202e", "\ufeff", "é", "extends = \"today\"\n", "extends = \"mine.toml\"\n", "[us]\n",
    "[[us.policy]]\n",
    "[powers.CHN]\n", "[powers.chn]\n", "[[withdrawals]]\n", "a.b.c.d = 1\n", "a" + ".a" * 40 + " = 1\n",
    "years = 3\n", "[levers]\n",
    "[uncertainties]\n", "uncertainties = \"assumed\"\n", "[outcomes]\n", "sampler = \"sobol\"\n",
    "sampler = \"morris\"\n", "crossed = true\n",
    "x = \"damage\"\n", "scenarios = [\"today\", \"seeding\"]\n", "- ", "=1+1", "@SUM(1)", "[bold]", "[/]", ":smile:",
    "%s", "{0}", "$(id)", "`id`",
)  # fmt: skip
"""What may be put anywhere into a text."""


class Luck:
    """Choices read from bytes; when these are used up, the first of everything."""

    def __init__(self, body: bytes) -> None:
        self.body, self.place = body, 0

    @staticmethod
    def number(count: int, kind: str) -> Luck:
        """Return the luck of the case of that number."""
        return Luck(shake_256(f"{kind} {count}".encode()).digest(600))

    def below(self, n: int) -> int:
        """Return a whole number from 0 to n - 1."""
        piece = self.body[self.place : self.place + 3]
        self.place += 3
        return int.from_bytes(piece, "big") % n if n > 1 else 0

    def one_of(self, choices: Sequence[Any]) -> Any:
        """Return one of several."""
        return choices[self.below(len(choices))]


@cache
def texts(folder: Path, pattern: str = "*.toml") -> tuple[str, ...]:
    """Return the texts of files that are right."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern)))


@cache
def field_names() -> tuple[str, ...]:
    """Return the names of every field of a scenario as a file may have them."""
    return tuple(each.dotted.replace("*", "0") for each in fields(Scenario))


def spoiled(luck: Luck, text: str, pieces: Sequence[str] = PIECES, most: int = 6) -> str:
    """Return a text with a few stretches cut out, doubled, moved or replaced, and pieces put in."""
    for _ in range(luck.below(most + 1)):
        start = luck.below(len(text) + 1)
        end = start + luck.below(1 + luck.one_of((1, 8, 80, 2000)))
        piece = text[start:end]
        text = luck.one_of((
            text[:start] + text[end:],
            text[:start] + luck.one_of(pieces) + text[start:],
            text[:start] + luck.one_of(pieces) + text[end:],
            text[:end] + piece * luck.one_of((1, 2, 50)) + text[end:],
            text[:start] + luck.one_of(WORDS) + text[end:],
            text[end:] + piece + text[:start],
        ))  # fmt: skip
    return text


def _assignment(luck: Luck, names: Sequence[str]) -> str:
    name = luck.one_of(names)
    key = luck.one_of(
        (name, name, name, f'"{name}"', name + "x", name.rpartition(".")[2], name.rpartition(".")[0] or "us")
    )
    return f"{key} = {luck.one_of(WORDS)}\n"


def scenario_text(luck: Luck) -> str:
    """Return the text of a scenario file: a shipped one or one made of fields, spoiled."""
    if luck.below(2):
        text = luck.one_of(texts(scenario_folder()))
    else:
        text = 'extends = "today"\n' * luck.below(2)
        text += "".join(_assignment(luck, field_names()) for _ in range(1 + luck.below(6)))
    return spoiled(luck, text)


def design_text(luck: Luck) -> str:
    """Return the text of a design file: a shipped one or one made of factors, spoiled."""
    if luck.below(2):
        return spoiled(luck, luck.one_of(texts(FOLDER)))
    own = ("title", "question", "scenario", "scenarios", "sampler", "samples", "levels", "second_order", "histories",
    "seed", "years",
           "crossed", "within", "leave_out")  # fmt: skip
    lines = "".join(_assignment(luck, own) for _ in range(luck.below(4)))
    for table in ("levers", "uncertainties", "ranges", "compared_with"):
        if luck.below(3) == 0 or table == "levers":
            lines += f"[{table}]\n" + "".join(_assignment(luck, field_names()) for _ in range(1 + luck.below(3)))
    lines += "[outcomes]\n" + luck.one_of(('harm = "damage"\n', f"harm = {luck.one_of(WORDS)}\n", _outcome(luck)))
    return spoiled(luck, lines, most=3)


def _outcome(luck: Luck) -> str:
    reduction = luck.one_of(("final", "mean", "share_beyond", "first_crossing", "nonsense"))
    return f'harm = {{ measure = "damage", reduction = "{reduction}", threshold = {luck.one_of(WORDS)} }}\n'


OWN = {
    "actor": OwnActor,
    "partnership": OwnPartnership,
    "membership": OwnMembership,
    "dyad": OwnDyad,
    "issue": OwnIssue,
}
NAMED = {
    "id": ("oslo", "mine", "yours", "XYZ"), "name": ("Oslo", "Mine"), "home": ("NOR", "USA", "XYZ"),
    "lead": ("NOR", "gates"),
    "actor": ("NOR", "gates", "oslo", "mine"), "partnership": ("gavi", "mine", "paris"), "a": ("NOR", "USA"),
    "b": ("CHN", "IND"), "issue": ("climate", "food", "mine", "security"), "founders": ("NOR;SWE", "KEN:2028", "G7"),
    "members": ("gates", "IND;CHN:2030"), "interest": ("climate:1", "food:0.5;climate:0.5"), "industry": ("energy", ""),
    "economic_exposure": ("gdp", "gdp*climate_vulnerability"), "human_exposure": ("population*food_vulnerability",),
}  # fmt: skip
"""What is right in columns of words."""


def own_files(luck: Luck) -> dict[str, str]:
    """Return a scenario with rows of its own, and files beside it, by name."""
    text = luck.one_of(('extends = "today"\n', 'extends = "oceans"\n', 'extends = "small"\n'))
    text += luck.one_of(("", 'drop = ["walmart"]\n', f"drop = [{luck.one_of(WORDS)}]\n"))
    files = {}
    if luck.below(2):
        name = luck.one_of(("mine.csv", "cities.csv", "actors.tsv", "more.toml", "x.txt"))
        files[name] = _own_table(luck) if not name.endswith(".toml") else _own_rows(luck)
        text += f'[roster]\nfiles = ["{luck.one_of((name, name, name, "../" + name, "nosuch.csv"))}"]\n'
    text += _own_rows(luck)
    return {**files, "own.toml": spoiled(luck, text, most=1) if luck.below(2) else text}


def _own_rows(luck: Luck) -> str:
    text = ""
    for _ in range(1 + luck.below(3)):
        table = luck.one_of(tuple(OWN))
        cells = ((name, _right(luck, table, name)) for name in _columns(luck, table))
        said = [(name, f'"{cell}"' if isinstance(cell, str) else cell) for name, cell in cells]
        text += f"[[{table}]]\n"
        text += "".join(f"{name} = {cell if luck.below(12) else luck.one_of(WORDS)}\n" for name, cell in said)
    return text


def _columns(luck: Luck, table: str) -> list[str]:
    """Return the columns that a row must have, and some others."""
    declared = OWN[table].model_fields
    needed = [name for name, field in declared.items() if field.is_required()]
    needed += {"actor": ["home"], "partnership": ["issue", "founded"], "issue": ["dynamics", "need"]}.get(table, [])
    return list(dict.fromkeys([*needed, *(luck.one_of(tuple(declared)) for _ in range(luck.below(4)))]))


def _right(luck: Luck, table: str, name: str) -> Any:
    """Return what may stand in a column: a number in its range, a name, or one of its words."""
    declared = quantity_of(OWN[table], name)
    if declared is not None and declared.low is not None and declared.high is not None:
        low, high = declared.low, declared.high
        return luck.one_of((low, high, min(max(1.0, low), high), min(max(2026.0, low), high)))
    kinds = [kind for part in (OWN[table].model_fields[name].annotation,) for kind in _literals(part)]
    return luck.one_of(kinds or NAMED.get(name, ("", "words")))


def _literals(annotation: Any) -> tuple[str, ...]:
    found = get_args(annotation)
    return tuple(word for part in found for word in ((part,) if isinstance(part, str) else _literals(part)))


def _own_table(luck: Luck) -> str:
    table = luck.one_of(tuple(OWN))
    columns = [name for name in _columns(luck, table) if luck.below(20)]
    mark = luck.one_of((",", ";", "\t"))
    cells = [[str(_right(luck, table, name)) if luck.below(12) else luck.one_of(CELLS) for name in columns]
             for _ in range(1 + luck.below(4))]  # fmt: skip
    lines = [mark.join(row) for row in (columns, *cells)]
    return spoiled(luck, "\n".join(lines), (",", ";", "\n", '"', "\0", "\r", "\ufeff"), 1)


CELLS = ("", " ", "0", "-1", "1e400", "nan", "inf", "9" * 400, "USA", "usa", "=1+1", '"', "\0", "\x1b[31m", "é",
    "a,b", "[/]", "x" * 200_000,
         "٣", "1,5", "0x1", "True", "state", "climate", "*", ";", "|", "USA;CHN", "2025")  # fmt: skip


def roster_table(luck: Luck) -> tuple[str, str]:
    """Return the name and text of a table of the roster, with some cells, rows or the syntax spoiled."""
    path = luck.one_of(sorted(DATA.glob("*.csv")))
    lines = path.read_text(encoding="utf-8").splitlines()
    for _ in range(1 + luck.below(4)):
        row = luck.below(min(len(lines), 40))
        cells = lines[row].split(",")
        cells[luck.below(len(cells))] = luck.one_of(CELLS)
        lines[row] = luck.one_of(
            (",".join(cells), ",".join(cells), ",".join(cells), lines[row] + "\n" + lines[row], ",".join(cells[:-1]))
        )
    text = "\n".join(lines)
    return path.name, spoiled(luck, text, (",", "\n", '"', "\0", "\r"), 2) if luck.below(3) == 0 else text


FLAGS = ("--runs", "--seed", "--years", "--set", "--out", "--workers", "--cluster", "--tables", "--detailed",
    "--fresh", "--retry-failed",
         "--samples", "--actor", "--partnership", "--year", "--scenario", "--history", "--changed", "--all", "--help",
         "-h", "--page", "-x",
         "--", "--runs=", "--nonsense", "--run")  # fmt: skip
ARGUMENTS = ("today", "small", "transactional", "cooperative", "todai", "transactional_regard", "assumptions",
    "scenarios", "designs", "", " ",
             "-1", "0", "1", "2", "3", "1e9", "9" * 30, "nan", "2.5", "USA", "gavi", "2026", "/", "/etc/passwd", "..",
             ".", "\x1b[31m", "[/]",
             "a\nb", "=1", "us.regard=0.5", "us.regard=9", "us.regrad=1", "years=[[1]]", "us.policy.0.from=2026",
             "us.policy." + "9" * 5000 + "=1",
             "threats,events", "nonsense", "x" * 5000, "é", "\u202e", "today.toml", "powers.CHN.regard=0.1",
             "title=[bold]o",
             "roster.states=40", "a" + ".a" * 3000 + "=1")  # fmt: skip
COMMANDS = (
    "run",
    "sweep",
    "explain",
    "validate",
    "list",
    "show",
    "plot",
    "report",
    "status",
    "ablation",
    "nonsense",
    "",
)


def options(luck: Luck) -> list[str]:
    """Return what somebody may type after ``multipartner``."""
    words = [luck.one_of(COMMANDS)]
    for _ in range(luck.below(6)):
        words += [luck.one_of(FLAGS)] if luck.below(2) else []
        words += [luck.one_of(ARGUMENTS)] if luck.below(4) else []
    return [word for word in words if word or luck.below(2)]


JSON = (None, True, False, 0, -1, 1, 5.7, 1e308, float("nan"), float("inf"), 10**30, "", "x", "\x1b[31m", "[/]", "\0",
    "a" * 5000, [], [[]], {}, {"a": {}},
        [1, "x"], "running", "done", "../..", [{}], {"years": "x"})  # fmt: skip


def manifest_text(luck: Luck, right: str) -> str:
    """Return the text of a manifest that is right, with values exchanged, lost or added, or its syntax spoiled."""
    said = json.loads(right)
    for _ in range(luck.below(4)):
        _exchange(luck, said)
    text = json.dumps(said, indent=1)
    deep = ("[" * 100_000, '{"a":' * 50_000, "", "\ufeff", "NaN", "9" * 5_000)
    return spoiled(luck, text, (*PIECES, *deep), 3) if luck.below(3) == 0 else text


def _exchange(luck: Luck, node: Any) -> None:
    """Put something else in the place of one value, anywhere."""
    for _ in range(12):
        keys: list[Any] = list(node) if isinstance(node, dict) else list(range(len(node)))
        if not keys:
            return
        key = luck.one_of(keys)
        if isinstance(node[key], dict | list) and node[key] and luck.below(4):
            node = node[key]
            continue
        if luck.below(2):
            node[key] = deepcopy(luck.one_of(JSON))
        else:
            node.pop(key)
        if isinstance(node, dict) and luck.below(4) == 0:
            node[luck.one_of(("x", "arms", "code", "design"))] = deepcopy(luck.one_of(JSON))
        return
