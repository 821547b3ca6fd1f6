"""Names of partnerships founded during a run: issue, year and founder, such as ``climate-2031-IND``."""

from __future__ import annotations

from collections.abc import Sequence

from simulation.core.codes import ISSUES
from simulation.core.columns import Globals, Partnership, Tables


def named_partnerships(tables: Tables, listed: Sequence[str], actors: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the partnerships in use, row by row.

    Parameters
    ----------
    tables : state
    listed : ids of the partnerships of the roster, the first rows
    actors : ids of the actors

    A founder that began two partnerships on an issue in a year has the second told apart by ``-2``. A row that is used
    again bears the name of its present partnership.
    """
    names = list(listed)
    taken = set(listed)
    for p in range(len(listed), int(tables.globals[Globals.ROWS])):
        column = tables.partnerships[:, p]
        founder = int(column[Partnership.FOUNDER])
        who = actors[founder] if founder >= 0 else "nobody"
        name = f"{ISSUES[int(column[Partnership.ISSUE])]}-{int(column[Partnership.FOUNDED])}-{who}"
        again = 2
        unique = name
        while unique in taken:
            unique, again = f"{name}-{again}", again + 1
        taken.add(unique)
        names.append(unique)
    return tuple(names)
