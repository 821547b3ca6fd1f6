"""Read descriptions of partnerships: a TOML file of one, a CSV of many, or a table given in Python."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from simulation.core.codes import ISSUES
from simulation.core.errors import DataError, ScenarioError, nearest, no_such, shortened
from simulation.parameters.files import text_of
from simulation.parameters.syntax import NotTomlError, toml_values
from simulation.roster import Roster
from simulation.roster.coding import FORMS
from simulation.roster.partnerships import ROSTER_ROLES
from simulation.roster.reading import Table, read_table_at
from simulation.roster.suggesting import begun, suggestion, surely_meant
from simulation.start.described import Description

COLUMNS = (
    *("id", "started", "issue", "form", "lead", "founders", "recipients", "roster_role"),
    *("political", "social", "economic"),
)
NOTES = ("name", "source", "licence", "note")
"""Words that a TOML description may hold besides, for people."""
EARLIEST = 1000
Written = tuple[Mapping[str, Any] | Description, str]
"""What is written of one partnership, or a description that is made, and in which file and line."""


CODE = re.compile("[A-Z]{3}")
"""What a state's id looks like, be it one that ended or one that is no actor here."""
KNOWN, PLACES = 3, 5
"""Ids that an error names where it has no suggestion, and places that a notice names."""


@dataclass
class LeftOut:
    """Codes of states that no actor of the roster bears, each with the place where it was first found."""

    places: dict[str, str] = field(default_factory=dict)

    def note(self, code: str, where: str) -> None:
        """Remember a code."""
        self.places.setdefault(code, where)

    def sentence(self) -> str:
        """Return one line that names the codes; nothing if there are none.

        Examples
        --------
        >>> LeftOut({"COK": "p.csv, line 4", "YUG": "p.csv, line 4"}).sentence()
        'Left out, no actor of the model: COK, YUG (p.csv, line 4).'
        """
        by_place: dict[str, list[str]] = {}
        for code, where in self.places.items():
            by_place.setdefault(where, []).append(code)
        told = [f"{', '.join(codes)} ({where})" for where, codes in by_place.items()]
        more = [f"and more in {len(told) - PLACES} other places"] if len(told) > PLACES else []
        return f"Left out, no actor of the model: {'; '.join([*told[:PLACES], *more])}." if told else ""


def is_of_nobody(word: str, roster: Roster) -> bool:
    """Tell whether a word is the code of a state that is no actor of the roster, and surely means none of them."""
    states = slice(roster.n_states)
    return (
        CODE.fullmatch(word) is not None
        and surely_meant(word, roster.ids, roster.names) is None
        and begun(word, roster.ids[states], roster.names[states]) is None
    )


def unknown_actor(word: str, roster: Roster, where: str) -> DataError:
    """Return the error for an id that nobody bears: what was meant, or what ids look like."""
    meant = suggestion(word, roster.ids, roster.names)
    hint = f"Did you mean '{meant}'?" if meant else f"Ids are such as {', '.join(roster.ids[:KNOWN])}, …"
    return DataError(f"No actor is called '{shortened(word)}'. {hint} Found: {where}.")


def actor_rows(
    cell: Any, roster: Roster, where: str, left_out: LeftOut | None = None, place: str = ""
) -> tuple[int, ...]:
    """Return the rows of the actors named in a cell, separated by ``|``, or in a list.

    Parameters
    ----------
    left_out : notes codes of states that nobody bears; without it they are refused as any other unknown word is
    where, place : file, line and column, for errors; file and line, for what is left out
    """
    if isinstance(cell, Mapping):
        raise DataError(f"Actors are ids with | between them, or a list of ids, found a table: {where}.")
    words = cell.split("|") if isinstance(cell, str) else cell if isinstance(cell, Iterable) else [cell]
    rows = []
    for word in (str(each).strip() for each in words):
        if not word:
            continue
        if word in roster.ids:
            rows.append(roster.ids.index(word))
        elif left_out is not None and is_of_nobody(word, roster):
            left_out.note(word, place or where)
        else:
            raise unknown_actor(word, roster, where)
    return tuple(dict.fromkeys(rows))


def described(
    values: Mapping[str, Any], roster: Roster, where: str = "description", left_out: LeftOut | None = None
) -> Description:
    """Return a checked description.

    Parameters
    ----------
    values : the columns id, started, issue, form, lead, founders, recipients, roster_role, political, social,
        economic; any but ``id`` and one of ``founders`` and ``lead`` may be blank or missing; others are left alone
    roster : whose actors it names
    where : file and line, for errors
    left_out : notes codes among founders and recipients that no actor bears; without it they are refused
    """
    refuse_misspelt(map(str, values), where)
    given = {name: "" if _is_blank(value) else value for name, value in values.items()}

    def place(column: str) -> str:
        return f"{where}, '{column}'"

    identity = str(given.get("id", "")).strip()
    if not identity or any("\ud800" <= letter <= "\udfff" for letter in identity):
        raise DataError(f"A partnership needs an id: {place('id')}.")
    missed = None if left_out is None else LeftOut()
    found = Description(
        id=identity,
        started=_year(given.get("started", ""), place("started")),
        issue=_word(given.get("issue", ""), "issue", ISSUES, place("issue")),
        form=_word(given.get("form", ""), "form", FORMS, place("form")),
        leads=actor_rows(given.get("lead", ""), roster, place("lead")),
        founders=actor_rows(given.get("founders", ""), roster, place("founders"), missed, where),
        recipients=actor_rows(given.get("recipients", ""), roster, place("recipients"), missed, where),
        roster_role=_word(given.get("roster_role", ""), "roster_role", ROSTER_ROLES, place("roster_role")),
        flags=tuple(_flag(given.get(name, ""), place(name)) for name in COLUMNS[-3:]),  # type: ignore[arg-type]
    )
    if not found.seated:
        gone = f" No actors of the model: {', '.join(missed.places)}." if missed and missed.places else ""
        raise DataError(f"A partnership needs founders or a lead besides its recipients: {where}, '{identity}'.{gone}")
    if left_out is not None and missed is not None:
        for code in missed.places:
            left_out.note(code, where)
    return found


def refuse_misspelt(names: Iterable[str], where: str) -> None:
    """Refuse a column that is near one of ours; any other is somebody's own, and left alone."""
    for name in names:
        meant = nearest(name, COLUMNS)
        if meant is not None and name not in (*COLUMNS, *NOTES):
            raise DataError(f"{no_such('column', name, COLUMNS, meant)} Found: {where}.")


def _is_blank(value: Any) -> bool:
    return value is None or bool(pd.api.types.is_scalar(value) and pd.isna(value))


def _word(value: Any, what: str, known: Iterable[str], where: str) -> str:
    word = str(value).strip()
    if word and word not in known:
        raise DataError(f"{no_such(what, word, known)} It may be blank. Found: {where}.")
    return word


def _number(value: Any, low: float, high: float, blank: float, where: str) -> float:
    if value == "":
        return blank
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not low <= number <= high:
        raise DataError(f"A number from {low:g} to {high:g} is needed, or nothing, found {value!r}: {where}.")
    return number


def _year(value: Any, where: str) -> int | None:
    return None if value == "" else int(_number(value, EARLIEST, 3000, EARLIEST, where))


def _flag(value: Any, where: str) -> float | None:
    return None if value == "" else _number(value, 0.0, 1.0, 0.0, where)


def read_descriptions(path: Path, roster: Roster, left_out: LeftOut | None = None) -> list[Description]:
    """Return the descriptions in a CSV (a row each) or a TOML file (one).

    Raises
    ------
    DataError : one line that says where, what is allowed and what was found
    """
    return descriptions_of(written(path), roster, left_out)


def written(path: Path) -> list[Written]:
    """Return what a file says of each partnership and where, before there is a world to hold it against."""
    if path.suffix.lower() == ".toml":
        values = _toml(path)
        return of_scenario(values["partnership"], path) if "partnership" in values else [(values, path.name)]
    if path.suffix.lower() != ".csv":
        raise DataError(f"A description is a .toml or .csv file, found '{path.name}'.")
    table = read_table_at(path, ("id",))
    columns = [name for name in COLUMNS if name in table.columns]
    refuse_misspelt(table.columns, f"{path.name}, line 1")
    if "founders" not in columns and "lead" not in columns:
        raise DataError(f"The table {path.name} needs a column 'founders' or 'lead'.")
    if not table.size:
        raise DataError(f"The table {path.name} describes no partnership; give each a row.")
    return [
        ({name: table.text(name)[row] for name in columns}, f"{path.name}, line {table.lines[row]}")
        for row in range(table.size)
    ]


def descriptions_of(rows: Iterable[Written], roster: Roster, left_out: LeftOut | None = None) -> list[Description]:
    """Return checked descriptions; their ids must differ."""
    found: list[Description] = []
    seen: dict[str, str] = {}
    for values, where in rows:
        each = values if isinstance(values, Description) else described(values, roster, where, left_out)
        if each.id in seen:
            first, line = seen[each.id].replace(" line ", " lines "), where.rpartition(" ")[2]
            raise DataError(f"Ids must differ, found '{each.id}' twice: {first} and {line}.")
        seen[each.id] = where
        found.append(each)
    return found


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return toml_values(text_of(path, str(path), kind="description"))
    except ScenarioError as error:
        raise DataError(str(error)) from None
    except NotTomlError as error:
        raise DataError(f"{path.name} {error}.") from None


def of_scenario(rows: Any, path: Path) -> list[Written]:
    """Return what the partnerships of a scenario file say, in the columns of a description."""
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        raise DataError(
            f"The partnerships of a scenario are [[partnership]] tables, found something else: {path.name}."
        )
    return [(as_description(row), f"{path.name}, partnership {number}") for number, row in enumerate(rows, start=1)]


def as_description(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a partnership of a scenario in the columns of a description.

    Examples
    --------
    >>> as_description({"id": "p", "founded": 2026.5, "lead": "GBR", "founders": ["DEU:2027", "KEN"], "recipients": 1})
    {'id': 'p', 'lead': 'GBR', 'founders': 'DEU|KEN', 'recipients': '', 'started': 2026}
    """
    found = {name: row[name] for name in ("id", "issue", "form", "roster_role") if name in row}
    found |= {name: _without_years(row[name]) for name in ("lead", "founders") if name in row}
    found["recipients"] = _without_years(row.get("named_recipients", ""))
    if isinstance(founded := row.get("founded"), int | float):
        found["started"] = int(founded)
    return found


def _without_years(cell: Any) -> str:
    """Return the ids in a cell or list, without the years of joining behind colons."""
    words = cell if isinstance(cell, list) else str(cell).split("|")
    return "|".join(str(word).partition(":")[0].strip() for word in words)


def members_table(path: Path) -> Table:
    """Return the table of a list of members, before there is a world to hold it against."""
    if path.suffix.lower() != ".csv":
        raise DataError(f"A list of members is a .csv file, found '{path.name}'.")
    table = read_table_at(path, ("partnership", "actor"))
    if "odds" in table.columns:
        raise DataError(f"A list of members contains only members; {path.name} has odds, a row for every actor.")
    return table


def read_members(path: Path, roster: Roster) -> dict[str, set[str]]:
    """Return who really is a member of each partnership, from a CSV with the columns partnership and actor."""
    return members_of(members_table(path), roster)


def members_of(table: Table, roster: Roster, left_out: LeftOut | None = None) -> dict[str, set[str]]:
    """Return who is a member of each partnership of a table."""
    found: dict[str, set[str]] = {}
    for row, (partnership, actor) in enumerate(zip(table.text("partnership"), table.text("actor"), strict=True)):
        if not partnership:
            raise DataError(f"A member needs a partnership, found an empty cell: {table.where(row, 'partnership')}.")
        seats = found.setdefault(partnership, set())
        if actor in roster.ids:
            seats.add(actor)
        elif left_out is not None and is_of_nobody(actor, roster):
            left_out.note(actor, f"{table.file}, line {table.lines[row]}")
        else:
            raise unknown_actor(actor, roster, table.where(row, "actor"))
    return found
