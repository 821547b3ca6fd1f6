"""Which id somebody meant who wrote another word: another case, a name, the start of a name, a nickname."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.core.errors import nearest

NICKNAMES = {
    "UK": "GBR",
    "US": "USA",
    "UAE": "ARE",
    "Holland": "NLD",
    "Burma": "MMR",
    "GER": "DEU",
    "SUI": "CHE",
    "America": "USA",
    "Britain": "GBR",
    "England": "GBR",
    "Ivory Coast": "CIV",
    "Turkey": "TUR",
}


def surely_meant(word: str, ids: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the id that a word must mean: in another case, a whole name, or a nickname; None if it may be anything.

    Examples
    --------
    >>> surely_meant("deu", ["DEU"], ["Germany"]), surely_meant("YUG", ["DEU"], ["Germany"])
    ('DEU', None)
    """
    folded = word.casefold()
    by_id = {name.casefold(): name for name in ids}
    by_name = dict(zip((name.casefold() for name in names), ids, strict=True))
    nicknames = {name.casefold(): actor for name, actor in NICKNAMES.items() if actor in ids}
    return by_id.get(folded) or by_name.get(folded) or nicknames.get(folded)


def begun(word: str, ids: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the id of the first name that begins with a word of two letters or more.

    Examples
    --------
    >>> begun("GER", ["DEU"], ["Germany"]), begun("G", ["DEU"], ["Germany"])
    ('DEU', None)
    """
    folded = word.casefold()
    starting = (actor for actor, name in zip(ids, names, strict=True) if name.casefold().startswith(folded))
    return next(starting, None) if len(folded) > 1 else None


def suggestion(word: str, ids: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the id that was probably meant by a word that is none.

    Examples
    --------
    >>> suggestion("Germany", ["DEU", "GEO"], ["Germany", "Georgia"]), suggestion("deu", ["DEU"], ["Germany"])
    ('DEU', 'DEU')
    >>> suggestion("GER", ["DEU", "GEO"], ["Germany", "Georgia"])
    'DEU'
    """
    meant = surely_meant(word, ids, names) or begun(word, ids, names)
    if meant:
        return meant
    by_name = dict(zip((name.casefold() for name in names), ids, strict=True))
    close = nearest(word, by_name)
    return by_name[close] if close else nearest(word, ids)
