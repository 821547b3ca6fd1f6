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


def suggestion(word: str, ids: Sequence[str], names: Sequence[str]) -> str | None:
    """Return the id that was probably meant by a word that is none.

    Examples
    --------
    >>> suggestion("Germany", ["DEU", "GEO"], ["Germany", "Georgia"]), suggestion("deu", ["DEU"], ["Germany"])
    ('DEU', 'DEU')
    >>> suggestion("GER", ["DEU", "GEO"], ["Germany", "Georgia"])
    'DEU'
    """
    folded = word.casefold()
    by_id = {name.casefold(): name for name in ids}
    if folded in by_id:
        return by_id[folded]
    by_name = dict(zip((name.casefold() for name in names), ids, strict=True))
    nicknames = {name.casefold(): actor for name, actor in NICKNAMES.items() if actor in ids}
    for known in (by_name, nicknames):
        if folded in known:
            return known[folded]
    starting = [actor for name, actor in by_name.items() if len(folded) > 1 and name.startswith(folded)]
    if starting:
        return starting[0]
    close = nearest(word, by_name)
    return by_name[close] if close else nearest(word, ids)
