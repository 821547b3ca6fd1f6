"""Read a table as people have it: commas, semicolons or tabs, decimal points or commas, as spreadsheets save them.

A cell that cannot be what its column says gets a sentence of its own, with file, line and column.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulation.core.errors import DataError, nearest, no_such, of_many, shortened
from simulation.parameters.listing import choices_in, place_of, without_none
from simulation.parameters.own_world import COLUMNS_OF, TABLES, Row
from simulation.parameters.section import LONGEST_TEXT

LARGEST = 20_000_000
"""Bytes beyond which a file is not taken for a table."""
MOST_ROWS = 100_000
BLANK = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", "..", "…", "?"})
"""What people and spreadsheets write into a cell without a figure."""
SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
SHARES = ("share", "index 0..1", "0-1")
"""Units of numbers that may stand in per cent."""
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z", re.ASCII)
_FIRST = r"[+-]?[1-9]\d{0,2}"
"""The digits before the first mark between thousands: never a 0, as in 0.345."""
_GROUPS = {",": re.compile(rf"{_FIRST}(\.\d{{3}})+\Z"), ".": re.compile(rf"{_FIRST}(,\d{{3}})+(\.\d+)?\Z")}
_MANY_GROUPS = re.compile(rf"{_FIRST}(\.\d{{3}}){{2,}}\Z")
_COMMA = re.compile(rf"{_FIRST}(\.\d{{3}})+,\d+\Z|[+-]?\d*,\d+([eE][+-]?\d+)?\Z")
_TRUE, _FALSE = frozenset({"true", "yes", "x", "wahr", "ja"}), frozenset({"false", "no", "falsch", "nein"})
KIND_OF_FILE = {
    "states": "state",
    "companies": "company",
    "ngos": "ngo",
    "philanthropies": "philanthropy",
    "organisations": "organisation",
    "cities": "city",
}
"""Names of files that say which kind of actor is in them, as those of the project's own data do."""
OF_ONE_KIND = {"gdp": "state", "revenue": "company", "giving": "philanthropy", "programme": "organisation"}
"""Columns that no other kind of actor has."""


@dataclass
class Sheet:
    """A table as text: name of the file, header with the line it stands on, rows with theirs."""

    label: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    decimal: str
    line: int = 1
    complaints: list[str] = field(default_factory=list)

    def complain(self, line: int, column: str, sentence: str) -> None:
        """Note a mistake in a cell."""
        self.complaints.append(f"{self.label}, line {line}, column '{shortened(column, 40)}': {sentence}")


def read_sheet(path: Path, label: str, *, as_written: bool = False) -> Sheet:
    """Return the table in a file; names of columns are in small letters unless they are to be `as_written`.

    Raises
    ------
    DataError : it is missing, no text, or has rows of another width than its header
    """
    text = _text_of(path, label)
    mark, text, skipped = _delimiter(text)
    lines = _parsed(text, mark, label, skipped)
    if not lines:
        raise DataError(f"{label} is empty; its first line must name the columns, such as id, name, home.")
    first, header = lines[0][0], [cell.strip().strip("\ufeff") for cell in lines[0][1]]
    header = header if as_written else [cell.lower() for cell in header]
    body = [(line, [each.strip() for each in row]) for line, row in lines[1:] if any(each.strip() for each in row)]
    used = len(header)
    while used and not header[used - 1] and all(not any(row[used - 1 :]) for _, row in body):
        used -= 1
    _check_header(header[:used], label, first)
    complaints = [
        f"{label}, line {line}: {used} cells are needed, found {len(row)}; quote cells that hold a '{mark}'."
        for line, row in body
        if len(row) < used or any(row[used:])
    ]
    if complaints:
        raise of_many(DataError, complaints)
    if len(body) > MOST_ROWS:
        raise DataError(f"{label} has {len(body)} rows; a table beside a scenario has at most {MOST_ROWS}.")
    rows = [(line, row[:used]) for line, row in body]
    return Sheet(label, header[:used], rows, _decimal(mark, rows), first)


def _text_of(path: Path, label: str) -> str:
    try:
        if not path.is_file():
            what = "is a folder, not a table" if path.is_dir() else "is not there; give a path beside the scenario"
            raise DataError(f"{label} {what}.")
        if path.stat().st_size > LARGEST:
            raise DataError(f"{label} has {path.stat().st_size} bytes; a table has at most {LARGEST}.")
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{label} cannot be read: {error.strerror or error}.") from None
    if content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0":
        raise DataError(f"{label} is a workbook; save its sheet as CSV, and name that file.")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what spreadsheets call CSV without a word on encoding
    if "\0" in text:
        raise DataError(f"{label} is not text; save it as CSV in UTF-8.")
    return text


def _delimiter(text: str) -> tuple[str, str, int]:
    """Return the mark between cells, the text without a line that names it, and how many lines that were."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest, 1
    head = re.sub(r'"[^"]*"', "", next((line for line in text.splitlines() if line.strip()), ""))
    return max((",", ";", "\t"), key=head.count), text, 0


def _parsed(text: str, mark: str, label: str, skipped: int) -> list[tuple[int, list[str]]]:
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True)
    start = 1
    try:
        for row in reader:
            if any(each.strip() for each in row):
                found.append((start + skipped, row))
            start = reader.line_num + 1
    except csv.Error as error:
        raise DataError(f"{label}, line {start + skipped}: a quote is not closed, or is stray ({error}).") from None
    return found


def _check_header(header: list[str], label: str, line: int) -> None:
    seen = set[str]()
    for place, column in enumerate(header, 1):
        if not column:
            raise DataError(f"{label}, line {line}: column {place} has no name.")
        if column in seen:
            raise DataError(f"{label}, line {line}: two columns are called '{shortened(column)}'; keep one.")
        seen.add(column)


def _decimal(mark: str, rows: Sequence[tuple[int, list[str]]]) -> str:
    """Return the decimal mark of a table, told by its numbers; ``?`` where nothing tells it.

    A comma where commas divide no cells and a number has one, or more than one point; a point where a number has one
    that divides no thousands.
    """
    if mark == ",":
        return "."
    cells = [each.translate(SPACES) for _, row in rows for each in row]
    if any(_COMMA.match(each) or _MANY_GROUPS.match(each) for each in cells):
        return ","
    has_point = any("." in each and _PLAIN.match(each) and not _could_be_thousands(each) for each in cells)
    return "." if has_point else "?"


def _could_be_thousands(bare: str) -> bool:
    """Tell whether the point of a number may stand between thousands, as in 709.000; in 0.125 it does not."""
    return bool(_GROUPS[","].match(bare))


def number_in(text: str, decimal: str) -> float | None:
    """Return the number that a cell holds, None if it holds none, or one that could be two numbers.

    Examples
    --------
    >>> number_in("1.234,5", ","), number_in("0.5", "."), number_in("1,234", "."), number_in("1 234", ".")
    (1234.5, 0.5, None, 1234.0)
    >>> number_in("0.345", ",") is None
    True
    """
    bare = text.translate(SPACES).removeprefix("$").removeprefix("€")
    share = bare.endswith("%")
    bare = bare.removesuffix("%")
    if decimal == "?" and _could_be_thousands(bare):
        return None
    if decimal == ",":
        if _GROUPS[","].match(bare):
            bare = bare.replace(".", "")
        elif "," in bare:
            bare = bare.replace(".", "").replace(",", ".") if _COMMA.match(bare) else "no number"
        elif "." in bare:
            bare = "no number"  # a decimal point where numbers have decimal commas
    elif "," in bare:
        is_sure = _GROUPS["."].match(bare) and ("." in bare or bare.count(",") > 1)
        bare = bare.replace(",", "") if is_sure else "no number"
    if not _PLAIN.match(bare):
        return None
    return float(bare) / 100 if share else float(bare)


def rows_of(path: Path, label: str) -> tuple[str, list[dict[str, Any]], list[int]]:
    """Return the table that a file adds to, its rows as values, and the line of each.

    Raises
    ------
    DataError : every bad cell in a line of its own
    """
    sheet = read_sheet(path, label)
    table, kind = _table_of(sheet, path.stem.lower())
    section = TABLES[table]
    columns = _columns(sheet, table, kind, section)
    values = [dict(_cells(sheet, line, row, columns, section)) for line, row in sheet.rows]
    for line, said in zip((line for line, _ in sheet.rows), values, strict=True):
        if kind:
            said.setdefault("kind", kind)
        for name, declared in section.model_fields.items():
            if declared.is_required() and name not in said:
                sheet.complain(line, name, "must be given, found an empty cell.")
        _refuse_foreign(sheet, line, said, table)
    if sheet.complaints:
        raise of_many(DataError, sheet.complaints)
    return table, values, [line for line, _ in sheet.rows]


def _refuse_foreign(sheet: Sheet, line: int, said: dict[str, Any], table: str) -> None:
    """Note columns that actors of a row's kind do not have."""
    allowed = COLUMNS_OF.get(str(said.get("kind"))) if table == "actor" else None
    for name in said if allowed else ():
        if name not in allowed:  # type: ignore[operator]
            known = ", ".join(allowed or ())
            sheet.complain(line, name, f"a {said['kind']} has no '{name}'; leave it blank. It may have: {known}.")


def _table_of(sheet: Sheet, stem: str) -> tuple[str, str]:
    """Return which table a sheet is, told by its columns, and the kind of its actors if the file says it."""
    heads = set(sheet.header)
    if {"a", "b"} <= heads:
        return "dyad", ""
    if {"actor", "partnership"} <= heads:
        return "membership", ""
    if "id" not in heads:
        meant = nearest("id", sheet.header)
        hint = f" Is it '{shortened(meant)}'?" if meant else ""
        raise DataError(
            f"{sheet.label}, line {sheet.line}: a column 'id' is needed (or actor and partnership, or a and b), found: "
            f"{', '.join(shortened(each, 40) for each in sheet.header[:12])}.{hint}"
        )
    if "dynamics" in heads or "need" in heads:
        return "issue", ""
    if heads & {"issue", "form", "lead", "members", "founders", "burden_rule"}:
        return "partnership", ""
    return "actor", "" if "kind" in heads else _kind_of(sheet, stem)


def _kind_of(sheet: Sheet, stem: str) -> str:
    for word, kind in KIND_OF_FILE.items():
        if word in re.split(r"[^a-z]+", stem):
            return kind
    for column, kind in OF_ONE_KIND.items():
        if column in sheet.header:
            return kind
    kinds = ", ".join(COLUMNS_OF)
    raise DataError(
        f"{sheet.label}, line {sheet.line}: what kind of actors are these? Add a column 'kind' ({kinds}), or name the "
        f"file after it, such as cities.csv."
    )


def _columns(sheet: Sheet, table: str, kind: str, section: type[Row]) -> list[str]:
    known = COLUMNS_OF[kind] if kind else tuple(section.model_fields)
    for column in sheet.header:
        if column not in known:
            raise DataError(
                f"{no_such(f'column of {kind or table} rows', column, known)} {sheet.label}, line {sheet.line}."
            )
    return sheet.header


def _cells(
    sheet: Sheet, line: int, row: Sequence[str], columns: Sequence[str], section: type[Row]
) -> Iterator[tuple[str, Any]]:
    """Yield name and value of each cell that holds anything; note those that cannot be what their column says."""
    for column, text in zip(columns, row, strict=True):
        place = place_of(section, column)
        kind, choices = without_none(place.annotation), choices_in(place.annotation)
        is_word = text.lower() in choices or kind is str  # where "none" and "-" are words like others
        if not text or (text.lower() in BLANK and not is_word):
            continue
        if choices:
            if text.lower() in choices:
                yield column, text.lower()
            else:
                sheet.complain(line, column, no_such(column, text, choices))
        elif kind is str:
            if len(text) > LONGEST_TEXT:
                sheet.complain(line, column, f"at most {LONGEST_TEXT} letters are allowed, found {len(text)}.")
            else:
                yield column, text
        else:
            declared = place.declared
            value = _number(text, sheet.decimal, declared.unit if declared is not None else "")
            if value is not None and declared is not None and declared.refuses(value) is None:
                yield column, value
            else:
                low, high = (declared.low, declared.high) if declared else (None, None)
                unit = declared.unit if declared else ""
                allowed = f"a number from {low:g} to {high:g} [{unit}] is needed"
                sheet.complain(line, column, f"{allowed}, found '{shortened(text, 40)}'.{_hint(text, sheet.decimal)}")


def _number(text: str, decimal: str, unit: str) -> float | None:
    """Return the number of a cell; yes and no are one where a flag is asked for, and per cent where a share is."""
    if unit == "0/1" and text.lower() in _TRUE | _FALSE:
        return float(text.lower() in _TRUE)
    if "%" in text and not unit.startswith(SHARES):
        return None
    return number_in(text, decimal)


def _hint(text: str, decimal: str) -> str:
    if decimal == "?" and _could_be_thousands(text.translate(SPACES)):
        return " It could be two numbers: leave out the mark between thousands, or write other decimals."
    if decimal == "." and re.fullmatch(r"[+-]?\d+,\d+", text.strip()):
        return " Write a decimal point, and no mark between thousands."
    if decimal == "," and re.fullmatch(r"[+-]?\d+\.\d+", text.strip()):
        return " Other numbers of the table have decimal commas: write one here, too."
    return ""
