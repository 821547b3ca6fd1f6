"""Read TOML that anybody may have written: what no file of ours needs is refused before the parser meets it.

The parser takes time and memory that grow with the square of the depth of a key, and numbers of any length. One look
along the text, in time that grows with its length, finds what would take too long.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

LARGEST = 1_000_000
"""Bytes beyond which a file is not taken for a scenario or design."""
DEEPEST = 16
"""Levels of a key, and of brackets inside brackets; ours have five."""
LONGEST_WORD = 100
"""Letters of a number or of a key without quotes."""
MOST_VALUES = 50_000
"""Keys, values and tables in a file."""

PART = r"""(?:[A-Za-z0-9_-]++|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|'[^'\n]*+')"""
DOTTED = rf"{PART}(?:[ \t]*+\.[ \t]*+{PART})*"
LONG_TEXT = (
    r'''"""[^"\\]*+(?:(?:\\.?|"(?!""))[^"\\]*+)*+(?:"{3,5}|\Z)''' + r"""|'''[^']*+(?:'(?!'')[^']*+)*+(?:'{3,5}|\Z)"""
)
_TOKEN = re.compile(
    rf"(?P<text>{LONG_TEXT})|#[^\n]*|(?P<dotted>{DOTTED})|(?P<sign>[\[\]{{}}=,])|(?P<open>[\"'])", re.DOTALL
)


class NotTomlError(ValueError):
    """A text is not TOML, or not such as a file of ours could be; the message says why, and on which line."""


def toml_values(text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises
    ------
    NotTomlError
        When it is not valid, or deeper, longer or fuller than any file of ours.
    """
    _look_along(text)
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotTomlError(f"is not valid TOML: {error}") from None


def _look_along(text: str) -> None:
    depth, values = 0, 0
    for token in _TOKEN.finditer(text):
        kind, said = token.lastgroup, token[0]
        if kind == "sign":
            values += said not in "]}"
            depth += (said in "[{") - (said in "]}")
        elif kind == "dotted":
            _look_at_key(said, text, token.start())
        if depth > DEEPEST:
            raise NotTomlError(f"is nested more than {DEEPEST} levels deep on line {_line(text, token.start())}")
        if values > MOST_VALUES:
            raise NotTomlError(f"has more than {MOST_VALUES} keys and values")


def _look_at_key(said: str, text: str, start: int) -> None:
    parts = re.findall(PART, said)
    if len(parts) > DEEPEST:
        raise NotTomlError(f"is nested more than {DEEPEST} levels deep on line {_line(text, start)}")
    if any(len(part) > LONGEST_WORD and part[0] not in "\"'" for part in parts):
        where = _line(text, start)
        raise NotTomlError(f"has a number or a key of more than {LONGEST_WORD} letters on line {where}")


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
