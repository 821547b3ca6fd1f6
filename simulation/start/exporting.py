"""The world of a scenario as files of one's own: read back, they give the same world to the last bit."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO

from simulation.parameters import Scenario
from simulation.parameters.own_world import COLUMNS_OF, TABLES, OwnDyad, OwnIssue, OwnMembership, OwnPartnership, Row
from simulation.roster.own_checks import Known
from simulation.roster.own_rows import made_whole
from simulation.roster.shelf import Shelf
from simulation.start.own_world import TABLE_OF_KIND, shelf_of

Lines = list[dict[str, str]]
HEAD = "# The whole world as files of your own."
"""Begins the scenario that names the files."""
COMPUTED = ("founders", "members")
"""Columns of partnerships whose members stand in a table of their own."""


def world_files(scenario: Scenario, base: str = "today") -> dict[str, str]:
    """Return the text of each table by the name of its file, and of the scenario that names them.

    ``base`` is the scenario whose policy and numbers hold in the world that is read back.
    Members and leads who are no actors of the model, which the shipped tables keep for the record, are left out.
    """
    shelf = made_whole(shelf_of(scenario))
    known = Known.of(shelf)
    files = {f"{table}.csv": _actors(shelf, kind, table) for kind, table in TABLE_OF_KIND.items()}
    files["partnerships.csv"] = _partnerships(shelf, known)
    files["memberships.csv"] = _text(OwnMembership, _memberships(shelf, known))
    files["dyads.csv"] = _text(OwnDyad, _rows(shelf, "dyads", OwnDyad))
    files["issues.csv"] = _text(OwnIssue, [issue.cells() for issue in scenario.issue])
    files = {name: text for name, text in files.items() if text.count("\n") > 1}
    return {**files, "world.toml": _scenario(list(files), base)}


def adds_rows(scenario: Scenario) -> bool:
    """Tell whether a scenario adds or drops actors, partnerships or the like, as its tables do once exported."""
    return bool(scenario.drop) or any(getattr(scenario, table) for table in TABLES)


def _scenario(names: Sequence[str], base: str) -> str:
    listed = "".join(f'    "{name}",\n' for name in names)
    return (
        f"{HEAD} Change what you like; multipartner validate says what is wrong.\n"
        f'extends = {json.dumps(base)}\ntitle = "A world of my own"\n\n[roster]\n'
        f'kind = "own"  # nothing but what stands in these files\nfiles = [\n{listed}]\n'
    )


def _actors(shelf: Shelf, kind: str, table: str) -> str:
    columns = tuple(column for column in COLUMNS_OF[kind] if column != "kind")
    rows = _cells(shelf, table, columns)
    if kind == "state":
        places = {row["id"]: row for row in _cells(shelf, "capitals", ("id", "latitude", "longitude"))}
        rows = [{**row, **places.get(row["id"], {})} for row in rows]
    return _written(columns, rows)


def _partnerships(shelf: Shelf, known: Known) -> str:
    rows = _rows(shelf, "partnerships", OwnPartnership)
    for row in rows:
        row["lead"] = "|".join(name for name in row.get("lead", "").split("|") if name in known.actors)
        for column in COMPUTED:
            row.pop(column, None)
    return _text(OwnPartnership, rows)


def _memberships(shelf: Shelf, known: Known) -> Lines:
    """Return who sits where; of a partnership in which nobody is listed, that its lead has no seat."""
    rows = [row for row in _rows(shelf, "memberships", OwnMembership) if row["actor"] in known.actors]
    named = {row["partnership"] for row in rows}
    for each in _rows(shelf, "partnerships", OwnPartnership):
        leads = [name for name in each.get("lead", "").split("|") if name in known.actors]
        if each["id"] not in named and leads:
            rows.append({"actor": leads[0], "partnership": each["id"], "role": "prospective"})
    return rows


def _rows(shelf: Shelf, table: str, section: type[Row]) -> Lines:
    return _cells(shelf, table, tuple(section.model_fields))


def _cells(shelf: Shelf, table: str, columns: Sequence[str]) -> Lines:
    """Return the rows of a table as far as these columns go; a shipped table may lack some."""
    read = shelf.read(table, (), optional=True)
    held = [column for column in columns if column in read.columns]
    return [{column: read.columns[column][row] for column in held} for row in range(read.size)]


def _text(section: type[Row], rows: Lines) -> str:
    return _written(tuple(section.model_fields), rows)


def _written(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table as text, without the columns in which every cell is blank."""
    used = [column for column in columns if any(row.get(column) for row in rows)]
    used = sorted(used, key=lambda column: column != "id")
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([row.get(column, "") for column in used] for row in rows)
    return text.getvalue()
