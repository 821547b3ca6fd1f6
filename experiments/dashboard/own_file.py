"""Scenario files that a visitor drops on the page: kept as text, so that a link can carry them."""

from __future__ import annotations

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from simulation.core.errors import MultipartnerError

LARGEST = 100_000
"""Bytes that a file may have."""
LONGEST_IN_A_LINK = 6_000
"""Letters of a link that a file may take: browsers and mail programs cut off what is much longer."""


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="multipartner-page-")


def place_of(name: str, text: str) -> Path:
    """Return where a dropped file lies for as long as the page is served, written if it is not there.

    Parameters
    ----------
    name : str
        What its owner calls it; only letters, digits, ``-`` and ``_`` are kept.
    text : str
    """
    stem = "".join(letter for letter in Path(name).stem if letter.isalnum() or letter in "-_") or "own"
    folder = Path(_folder().name) / sha256(text.encode()).hexdigest()[:16]
    folder.mkdir(exist_ok=True)
    path = folder / f"{stem}.toml"
    if not path.exists():
        path.write_text(text, encoding="utf-8")
    return path


def packed(text: str) -> str:
    """Return a file as letters of a link.

    Examples
    --------
    >>> unpacked(packed('extends = "today"'))
    'extends = "today"'
    """
    return urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")


def fits_a_link(text: str) -> bool:
    """Whether a link can carry a file."""
    return len(packed(text)) <= LONGEST_IN_A_LINK


def unpacked(said: str) -> str:
    """Return the file that a link carries.

    Raises
    ------
    MultipartnerError
        When these letters are no file, or one that is too large.
    """
    try:
        opened = zlib.decompressobj()
        content = opened.decompress(urlsafe_b64decode(said + "=" * (-len(said) % 4)), LARGEST + 1)
        text = content.decode()
    except (ValueError, zlib.error):
        raise MultipartnerError("The scenario file in the link is damaged; ask for the link again.") from None
    if len(content) > LARGEST or not opened.eof:
        raise MultipartnerError("The scenario file in the link is damaged or too large; ask for the file itself.")
    return text


def read_dropped(content: bytes) -> str:
    """Return what was dropped as text.

    Raises
    ------
    MultipartnerError
        When it is too large, or no text.
    """
    if len(content) > LARGEST:
        raise MultipartnerError(f"A scenario file has at most {LARGEST:,} bytes; this one has {len(content):,}.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise MultipartnerError("A scenario file must be text in UTF-8; this one is not.") from None
