"""What is looked at from near: which policy, when, coloured by what, whom; to and from the parts of a link."""

from __future__ import annotations

from dataclasses import dataclass, fields

from experiments.dashboard.moment import COLOURED_BY
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.whole import whole

FIRST_YEAR = 2025
SIDES = ("a", "b")
PREFIX = "look."


@dataclass(frozen=True)
class Look:
    """What map and partnerships show.

    Parameters
    ----------
    side : {"a", "b"}
        Whose world.
    year : int
        Calendar year; a run that ends earlier shows its end.
    by : str
        What actors are coloured by.
    actor, partnership : str
        Ids of what was chosen; empty for nothing. Who is not there is not chosen.
    """

    side: str = "b"
    year: int = 2030
    by: str = "effort"
    actor: str = ""
    partnership: str = ""

    def checked(self) -> Look:
        """Return the look itself once every value is in its range.

        Raises
        ------
        MultipartnerError
            One line about the first that is not.
        """
        for value, known, what in ((self.side, SIDES, "side of the page"), (self.by, COLOURED_BY, "colour of the map")):
            if value not in known:
                raise name_unknown(what, value, known)
        whole("The year that is looked at", self.year, FIRST_YEAR)
        return self


NAMES = tuple(PREFIX + each.name for each in fields(Look))
"""Parts of a link."""


def to_parts(look: Look) -> list[tuple[str, str]]:
    """Return what differs from where the page begins.

    Examples
    --------
    >>> to_parts(Look(year=2040, actor="IND"))
    [('look.year', '2040'), ('look.actor', 'IND')]
    """
    begun = Look()
    return [
        (PREFIX + each.name, str(getattr(look, each.name)))
        for each in fields(Look)
        if getattr(look, each.name) != getattr(begun, each.name)
    ]


def from_parts(said: dict[str, str]) -> Look:
    """Take what a link says of it out of its parts, and return it.

    Raises
    ------
    MultipartnerError
        The year is no whole number.
    """
    year = whole_part(said, f"{PREFIX}year", Look.year)
    given = {name.removeprefix(PREFIX): said.pop(name) for name in NAMES if name in said}
    return Look(year=year, **given)


def whole_part(said: dict[str, str], name: str, default: int) -> int:
    """Take a whole number out of the parts of a link, and return it.

    Raises
    ------
    MultipartnerError
        What the link says is none.
    """
    text = said.pop(name, str(default))
    if not text.isascii() or not text.isdecimal():
        raise MultipartnerError(f"'{name}' of the link must be a whole number, found '{text}'.")
    return int(text)
