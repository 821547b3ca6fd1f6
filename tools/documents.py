"""The generated parts of the documents: tables made from the code, so that words and code cannot part.

A document marks where a part stands, and the part is written between the marks:

    <!-- generated: schedule -->
    <!-- end -->

``python -m tools.documents`` writes every part anew; a test fails when one is stale.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from experiments.markdown import table
from experiments.sources import equations
from simulation.core.column import Column
from simulation.core.columns import Actor, Globals, Holder, Issue, Membership, Partnership, Portfolio
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.levers import Lever
from simulation.measures import OUTCOMES
from simulation.parameters import FieldInfo, declared_values
from simulation.schedule import PHASES

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = (
    "README.md",
    *(f"docs/reference/{name}.md" for name in ("commands", "data", "equations", "measures", "scenario", "state")),
)
MARKED = re.compile(r"(?P<head><!-- generated: (?P<name>[a-z]+) -->\n).*?(?P<foot><!-- end -->)", re.DOTALL)

TABLES: tuple[tuple[str, type[Column], str], ...] = (
    ("actors", Actor, "one number per actor *i*"),
    ("levers", Lever, "one number per actor *i*; `policy` has the same, with a row for each quarter and power"),
    ("portfolios", Portfolio, "one number per issue *g* and actor *i*"),
    ("partnerships", Partnership, "one number per partnership *p*"),
    ("memberships", Membership, "one number per partnership *p* and actor *i*"),
    ("issues", Issue, "one number per issue *g*"),
    ("globals", Globals, "one number per world"),
    ("holders", Holder, "one number per quarter and row of `policy`"),
)


def bounds(low: float | None, high: float | None) -> str:
    """Return a range as tables show it.

    Examples
    --------
    >>> bounds(0.0, 1.0), bounds(0.0, float("inf")), bounds(None, None)
    ('0 to 1', 'from 0', '')
    """
    if low is None or high is None:
        return ""
    if high == float("inf"):
        return "any" if low == -high else f"from {low:g}"
    return f"{low:g} to {high:g}"


def schedule() -> str:
    """Return the phases of a quarter and the columns that each may write."""
    rows = [
        (
            place,
            f"`{phase.name}`",
            phase.summary,
            ", ".join(f"{type(c).__name__}.{c.label}" for c in phase.writes),
        )
        for place, phase in enumerate(PHASES, 1)
    ]
    return table(["", "phase", "what happens", "columns it may write"], rows)


def columns() -> str:
    """Return every declared column, a table for each table of the state."""
    parts = []
    for name, kind, meaning in TABLES:
        rows = [(f"`{column.label}`", column.meaning, column.unit, bounds(column.low, column.high)) for column in kind]
        parts.append(f"**`{name}`**: {meaning}.\n\n" + table(["column", "meaning", "unit", "bounds"], rows))
    return "\n\n".join(parts)


def _default(field: FieldInfo) -> str:
    if field.default is None:
        return "unset"
    if field.default in ("", (), {}) or field.default is ...:
        return ""
    return f"{field.default:g}" if isinstance(field.default, float) else str(field.default)


def settings() -> str:
    """Return every value of a scenario with meaning, default, unit, range and graded source, by section."""
    sections: dict[str, list[FieldInfo]] = {}
    for field in declared_values():
        section = field.dotted.partition(".")[0] if "." in field.dotted else "the run"
        sections.setdefault(section, []).append(field)
    parts = []
    for section, held in sections.items():
        rows = [
            (
                f"`{f.dotted}`",
                f.meaning,
                _default(f),
                f.unit,
                bounds(f.low, f.high),
                f.source or "the author's own",
            )
            for f in held
        ]
        title = section if section == "the run" else f"`[{section}]`"
        parts.append(
            f"**{title}**\n\n" + table(["name", "meaning", "default", "unit", "range", "source of the default"], rows)
        )
    return "\n\n".join(parts)


def measures() -> str:
    """Return every measure of the outcome row."""
    return table(
        ["measure", "meaning", "unit", "group"],
        [(f"`{m.name}`", m.meaning, m.unit, m.group) for m in OUTCOMES],
    )


def _plain(text: str) -> str:
    """Return docstring prose as Markdown.

    Examples
    --------
    >>> _plain("the ``x`` of :class:`Kind`")
    'the `x` of `Kind`'
    """
    return re.sub(r":\w+:(`[^`]+`)", r"\1", text).replace("``", "`")


def _clause(text: str) -> str:
    """Return a graded reference without the prose that follows it.

    Examples
    --------
    >>> _clause("Adapted [key]: as an index. More prose"), _clause("Exact [key]) and then")
    ('Adapted [key]: as an index', 'Exact [key]')
    """
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or text.startswith(". ", place):
            return text[:place]
    return text.rstrip(".")


def rules() -> str:
    """Return every equation: what it returns, and its graded reference."""
    parts: dict[str, list[tuple[str, str, str]]] = {}
    for each in equations(("rules",)):
        said = re.split(r":?\s*\b(?:Exact|Adapted|Assumed)\b(?=[ :.\[])", each.summary)[0].rstrip(" ,;(.")
        told = "; ".join(_plain(_clause(text)) for _, text in each.sources)
        parts.setdefault(each.place, []).append((f"`{each.name}`", _plain(said), told))
    return "\n\n".join(
        f"**`simulation/{place}.py`**\n\n" + table(["equation", "what it does", "reference"], rows)
        for place, rows in parts.items()
    )


def _option(each: Any) -> tuple[str, str, str]:
    """Return an option or argument as a row: what is typed, what it does, what holds without it."""
    takes_value = not getattr(each, "is_flag", False)
    is_argument = each.param_type_name == "argument"
    kind = each.metavar or str(each.name).upper()
    typed = kind if is_argument else " ".join([each.opts[-1], *([kind] if takes_value else [])])
    said = each.show_default if isinstance(each.show_default, str) else ""
    plain = each.default if takes_value and isinstance(each.default, int | float | str) else ""
    return f"`{typed}`", each.help or "", said or str(plain)


def commands() -> str:
    """Return every command with its arguments and options."""
    from typer.main import get_command

    from experiments.cli.app import app

    known: dict[str, Any] = getattr(get_command(app), "commands", {})
    parts = []
    for name, command in known.items():
        rows = [_option(each) for each in command.params if each.name != "help"]
        example = f"    {command.epilog.removeprefix('Example: ')}"
        options = table(["", "what it does", "by default"], rows) if rows else "It takes no options."
        parts.append(f"## {name}\n\n{command.help}\n\n{example}\n\n{options}")
    return "\n\n".join(parts)


def counts() -> str:
    """Return in a sentence what the world starts from and how much of it is assumed."""
    from simulation.core.codes import Kind
    from simulation.roster import load_roster

    roster = load_roster()
    kinds = Counter(Kind(int(kind)) for kind in roster.kind)
    lists = Counter(roster.listed)
    graded = [field for field in declared_values() if field.grade]
    grades = Counter(field.grade for field in graded)
    *first, last = (f"{kinds[kind]} {kind.plural}" for kind in Kind if kinds[kind])
    return (
        f"The world of 2025 has {', '.join(first)} and {last}, in {len(roster.partnership_ids)} "
        f"partnerships with {len(roster.members)} listed memberships.\nOf the lists of member states, "
        f"{lists['complete']} are complete, {lists['partial']} partial and {lists['none']} missing; "
        f"{len(roster.filled)} other figures, missing or from another year or purpose, are "
        f"imputed by documented rules.\nA scenario has {len(graded)} numbers and choices: "
        f"{grades['Exact'] + grades['Adapted']} follow a source, exactly or adapted, and "
        f"{grades['Assumed']} are assumed."
    )


def licences() -> str:
    """Return, table by table, where its figures come from and under which licence they are."""
    import csv

    with (ROOT / "simulation" / "data" / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    parts = []
    for name in dict.fromkeys(row["table"] for row in figures):
        held: dict[tuple[str, str], list[str]] = {}
        for row in figures:
            if row["table"] == name:
                held.setdefault((row["source"], row["licence"]), []).append(f"`{row['column']}`")
        rows = [(", ".join(columns), source, licence) for (source, licence), columns in held.items()]
        parts.append(f"## {name}.csv\n\n" + table(["columns", "source", "licence"], rows))
    return "\n\n".join(parts)


PARTS: dict[str, Callable[[], str]] = {
    "schedule": schedule,
    "columns": columns,
    "settings": settings,
    "measures": measures,
    "rules": rules,
    "counts": counts,
    "commands": commands,
    "licences": licences,
}
"""What can be generated, by the name that stands in the mark."""


def renewed(text: str) -> str:
    """Return a document with every generated part written anew."""

    def part(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in PARTS:
            raise name_unknown("generated part", name, PARTS)
        return f"{found['head']}\n{PARTS[name]()}\n\n{found['foot']}"

    return MARKED.sub(part, text)


def write_documents(root: Path = ROOT) -> list[Path]:
    """Write the generated parts of every document, and return those that changed."""
    changed = []
    for name in DOCUMENTS:
        path = root / name
        if not path.is_file():
            raise MultipartnerError(
                f"{name} does not exist: the documents can be written only in a clone of the project."
            )
        old = path.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def main() -> None:
    """Write the documents and say which changed."""
    changed = write_documents()
    names = ", ".join(path.relative_to(ROOT).as_posix() for path in changed)
    sys.stdout.write(f"written anew: {names}\n" if changed else "the documents are up to date\n")


if __name__ == "__main__":
    main()
