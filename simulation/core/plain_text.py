"""Text that others wrote, made fit to be shown: on one line, not too long, no character that steers a terminal."""

from __future__ import annotations

import re

LONGEST_LINE = 2_000
"""Letters of a line beyond which its middle is left out."""

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)
"""Control characters but tab and line feed, signs without width, marks that turn the direction of writing, and halves
of a character."""


def visible(text: str) -> str:
    r"""Return text with every character that steers a terminal written out.

    Examples
    --------
    >>> print(visible("red: \x1b[31m"))
    red: \x1b[31m
    """
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def is_steering(text: str) -> bool:
    """Tell whether text holds a character that `visible` would write out."""
    return _STEERING.search(text) is not None


def one_line(text: str) -> str:
    r"""Return text on one line that a reader can bear.

    Examples
    --------
    >>> one_line("what, allowed,\n   found")
    'what, allowed, found'
    """
    line = visible(" ".join(text.split()))
    if len(line) <= LONGEST_LINE:
        return line
    half = LONGEST_LINE // 2
    return f"{line[:half]} … {line[-half:]}"
