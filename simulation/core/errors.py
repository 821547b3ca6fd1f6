"""The one family of errors for a user's mistake, and the sentence that names the closest match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from errno import EDQUOT, EFBIG, ENOSPC
from typing import TypeVar

from simulation.core.plain_text import one_line

LISTED = 60
"""Longest list of known names that an error spells out."""

LONGEST_NAME = 80
"""Letters of a mistaken name that an error repeats."""


class MultipartnerError(Exception):
    """A mistake that the user can correct; its text is one line, never a traceback.

    Parameters
    ----------
    message : str
        What, allowed, found, where, what next. Line breaks become spaces, and characters that control a terminal are
        written out.
    lines : sequence of str
        One line for each mistake, where there are several; by default only the message.
    """

    def __init__(self, message: str, lines: Sequence[str] = ()) -> None:
        super().__init__(one_line(message))
        self.lines = tuple(map(one_line, lines or (message,)))


class ScenarioError(MultipartnerError):
    """A scenario says something it may not say."""


class DataError(MultipartnerError):
    """A table of data is missing, malformed or contradicts itself."""


Mistake = TypeVar("Mistake", bound=MultipartnerError)


def of_many(kind: type[Mistake], lines: Iterable[str]) -> Mistake:
    """Return one error for several mistakes: it tells the first and counts the others, which are its ``lines``.

    Examples
    --------
    >>> str(of_many(DataError, ["No home.", "No name.", "No home."]))
    'No home. (1 more mistake.)'
    """
    each = tuple(dict.fromkeys(lines))
    more = len(each) - 1
    count = f" ({more} more mistake{'s' if more > 1 else ''}.)" if more else ""
    return kind(each[0] + count, each)


class OutOfMemoryError(MultipartnerError):
    """The machine has no memory left: no fault of any run, and none is recorded."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or "Memory ran out. Nothing is lost: close other programs, take fewer --workers or a smaller world, and "
            "give the same command again."
        )


class StorageError(MultipartnerError):
    """The system does not let a folder be written or read: no fault of any run, and none is recorded.

    Parameters
    ----------
    folder : path
    error : OSError
        What the system said.
    otherwise : str
        What may be done instead of making room or getting permission.
    """

    def __init__(self, folder: object, error: OSError, otherwise: str = "") -> None:
        self.made_of = (folder, OSError(error.errno, error.strerror or str(error)), otherwise)
        remedy = "make room" if error.errno in {ENOSPC, EDQUOT, EFBIG} else "see to it"
        more = f" ({otherwise})" if otherwise else ""
        super().__init__(
            f"'{folder}' could not be used ({error.strerror or error}). Nothing is lost: {remedy}{more}, and give the "
            "same command again."
        )

    def __reduce__(self) -> tuple[type[StorageError], tuple[object, OSError, str]]:
        """Travel from a worker to its parent."""
        return StorageError, self.made_of


class NameUnknownError(MultipartnerError):
    """Nothing of that kind bears that name."""


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """Return a name as an error repeats it: its end left out where it is very long."""
    return name if len(name) <= longest else name[:longest] + "…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name closest to `name`, ignoring case; None if nothing is close."""
    by_folded = {word.casefold(): word for word in known}
    close = get_close_matches(name.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


def no_such(what: str, name: str, known: Iterable[str], meant: str | None = None) -> str:
    """Return ``No X is called 'y'. Did you mean 'z'? Known: …``.

    Parameters
    ----------
    what : str
        Kind of thing, singular: ``burden-sharing rule``.
    name : str
        The word that was used.
    known : iterable of str
        Every right word, in the order to print.
    meant : str, optional
        The suggestion; by default the nearest known word.

    Examples
    --------
    >>> no_such("tie rule", "jion", ["join", "stay", "out"])
    "No tie rule is called 'jion'. Did you mean 'join'? Known: join, stay, out."
    """
    words, name = list(known), shortened(name)
    meant = meant or nearest(name, words)
    hint = f" Did you mean '{meant}'?" if meant else ""
    rest = f", and {len(words) - LISTED} more" if len(words) > LISTED else ""
    listed = ", ".join(words[:LISTED]) or "none"
    return f"No {what} is called '{name}'.{hint} Known: {listed}{rest}."


def name_unknown(what: str, name: str, known: Iterable[str]) -> NameUnknownError:
    """Return the error to raise when a look-up by name fails."""
    return NameUnknownError(no_such(what, name, known))
