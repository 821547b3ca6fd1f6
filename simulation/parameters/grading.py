"""Graded sources: ``Exact [key]`` | ``Adapted [key]: what differs`` | ``Assumed: why plausible``."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYS = r"\[[A-Za-z][\w-]*(?:, ?[A-Za-z][\w-]*)*\]"
_GRAMMAR = {
    "Exact": re.compile(rf"^Exact {_KEYS}(?:[,:].+|$)", re.DOTALL),
    "Adapted": re.compile(rf"^Adapted {_KEYS}[^:]*: \S.*$", re.DOTALL),
    "Assumed": re.compile(r"^Assumed: \S.*$", re.DOTALL),
}
_BRACKET = re.compile(_KEYS)


@dataclass(frozen=True, slots=True)
class GradedSource:
    """A source, how closely it is followed, and the bibliography keys it names."""

    text: str
    grade: str
    keys: tuple[str, ...]


def graded(text: str) -> GradedSource:
    """Parse a graded source.

    Raises
    ------
    ValueError
        When the text has no grade, or lacks the key or the reason which its grade demands.

    Examples
    --------
    >>> graded("Adapted [keohane1986]: a number between two ideal types").keys
    ('keohane1986',)
    """
    grade = text.split(" ", 1)[0].rstrip(":")
    pattern = _GRAMMAR.get(grade)
    if pattern is None or not pattern.match(text):
        forms = "'Exact [key], …', 'Adapted [key]: …' or 'Assumed: …'"
        raise ValueError(f"a source must read {forms}, got {text!r}")
    keys = [key.strip() for bracket in _BRACKET.findall(text) for key in bracket[1:-1].split(",")]
    return GradedSource(text, grade, tuple(dict.fromkeys(keys)))
