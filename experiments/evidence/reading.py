"""Read descriptions of partnerships: a TOML file of one, a CSV of many, or a table given in Python."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from simulation.core.codes import ISSUES
from simulation.core.errors import DataError, nearest, no_such
from simulation.roster import Roster
from simulation.roster.coding import FORMS
from simulation.roster.members import START_YEAR
from simulation.roster.partnerships import ROSTER_ROLES
from simulation.roster.reading import read_table
from simulation.start.described import Description

COLUMNS = (
    *("id", "started", "issue", "form", "lead", "founders", "recipients", "roster_role"),
    *("political", "social", "economic"),
)
NOTES = ("name", "source", "licence", "note")
"""Words that a TOML description may hold besides, for people."""
EARLIEST = 1000
NICKNAMES = {"UK": "GBR", "US": "USA", "UAE": "ARE", "Holland": "NLD", "Burma": "MMR"}


def suggestion(word: str, roster: Roster) -> str | None:
    """Return the id somebody probably meant by a word that is none: by case, by name, or by the start of a name."""
    folded = word.casefold()
    ids = {name.casefold(): name for name in roster.ids}
    if folded in ids:
        return ids[folded]
    names = dict(zip((name.casefold() for name in roster.names), roster.ids, strict=True))
    nicknames = {name.casefold(): actor for name, actor in NICKNAMES.items()}
    for known in (names, nicknames):
        if folded in known:
            return known[folded]
    starting = [actor for name, actor in names.items() if len(folded) > 1 and name.startswith(folded)]
    if starting:
        return starting[0]
    close = nearest(word, names)
    return names[close] if close else None


def actor_rows(cell: Any, roster: Roster, where: str) -> tuple[int, ...]:
    """Return the rows of the actors named in a cell, separated by ``|``, or in a list."""
    words = cell.split("|") if isinstance(cell, str) else cell if isinstance(cell, Iterable) else [cell]
    rows = []
    for word in (str(each).strip() for each in words):
        if not word:
            continue
        if word not in roster.ids:
            meant = suggestion(word, roster)
            raise DataError(f"{no_such('actor', word, roster.ids, meant)} Found: {where}.")
        rows.append(roster.ids.index(word))
    return tuple(dict.fromkeys(rows))


def described(values: Mapping[str, Any], roster: Roster, where: str = "description") -> Description:
    """Return a checked description.

    Parameters
    ----------
    values : the columns id, started, issue, form, lead, founders, recipients, roster_role, political, social,
        economic; any but ``id`` and one of ``founders`` and ``lead`` may be blank or missing
    roster : whose actors it names
    where : file and line, for errors
    """
    given = {name: "" if _is_blank(value) else value for name, value in values.items()}
    for name in given:
        if name not in (*COLUMNS, *NOTES):
            raise DataError(f"{no_such('column', name, COLUMNS)} Found: {where}.")

    def place(column: str) -> str:
        return f"{where}, '{column}'"

    identity = str(given.get("id", "")).strip()
    if not identity:
        raise DataError(f"A partnership needs an id: {place('id')}.")
    found = Description(
        id=identity,
        started=int(_number(given.get("started", ""), EARLIEST, 3000, START_YEAR, place("started"))),
        issue=_word(given.get("issue", ""), "issue", ISSUES, place("issue")),
        form=_word(given.get("form", ""), "form", FORMS, place("form")),
        leads=actor_rows(given.get("lead", ""), roster, place("lead")),
        founders=actor_rows(given.get("founders", ""), roster, place("founders")),
        recipients=actor_rows(given.get("recipients", ""), roster, place("recipients")),
        roster_role=_word(given.get("roster_role", ""), "roster_role", ROSTER_ROLES, place("roster_role")) or "all",
        flags=tuple(_flag(given.get(name, ""), place(name)) for name in COLUMNS[-3:]),  # type: ignore[arg-type]
    )
    if not found.seated:
        raise DataError(f"A partnership needs founders or a lead besides its recipients: {where}, '{identity}'.")
    return found


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


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
    except (TypeError, ValueError):
        number = math.nan
    if not low <= number <= high:
        raise DataError(f"A number from {low:g} to {high:g} is needed, or nothing, found {value!r}: {where}.")
    return number


def _flag(value: Any, where: str) -> float | None:
    return None if value == "" else _number(value, 0.0, 1.0, 0.0, where)


def read_descriptions(path: Path, roster: Roster) -> list[Description]:
    """Return the descriptions in a CSV (a row each) or a TOML file (one).

    Raises
    ------
    DataError : one line that says where, what is allowed and what was found
    """
    if path.suffix.lower() == ".toml":
        return [described(_toml(path), roster, path.name)]
    if path.suffix.lower() != ".csv":
        raise DataError(f"A description is a .toml or .csv file, found '{path.name}'.")
    table = read_table(path.parent, path.stem, ("id",))
    columns = [name for name in COLUMNS if name in table.columns]
    if "founders" not in columns and "lead" not in columns:
        raise DataError(f"The table {path.name} needs a column 'founders' or 'lead'.")
    rows = [{name: table.text(name)[row] for name in columns} for row in range(table.size)]
    found = [described(values, roster, f"{path.name}, line {k}") for k, values in enumerate(rows, start=2)]
    seen: dict[str, int] = {}
    for line, each in enumerate(found, start=2):
        if each.id in seen:
            raise DataError(f"Ids must differ, found '{each.id}' twice: {path.name}, lines {seen[each.id]} and {line}.")
        seen[each.id] = line
    if not found:
        raise DataError(f"The table {path.name} describes no partnership; give each a row.")
    return found


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise DataError(f"The file {path} is not UTF-8 text; save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path.name} is no TOML: {error}.") from None


def read_members(path: Path, roster: Roster) -> dict[str, set[str]]:
    """Return who really is a member of each partnership, from a CSV with the columns partnership and actor."""
    if path.suffix.lower() != ".csv":
        raise DataError(f"A list of members is a .csv file, found '{path.name}'.")
    table = read_table(path.parent, path.stem, ("partnership", "actor"))
    found: dict[str, set[str]] = {}
    for row, (partnership, actor) in enumerate(zip(table.text("partnership"), table.text("actor"), strict=True)):
        if actor not in roster.ids:
            meant = suggestion(actor, roster)
            raise name_unknown_at("actor", actor, roster.ids, meant, table.where(row, "actor"))
        found.setdefault(partnership, set()).add(actor)
    return found


def name_unknown_at(what: str, name: str, known: Iterable[str], meant: str | None, where: str) -> DataError:
    """Return the error for a name in a table that nobody bears."""
    return DataError(f"{no_such(what, name, known, meant)} Found: {where}.")
