"""Names of partnerships founded during a run: issue, quarter and founder, such as ``climate-2031q2-IND``.

Rows are used again, so a name comes from what never changes about a partnership; an actor founds at most one on an
issue in a quarter.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulation.core.codes import ISSUES
from simulation.core.columns import Globals, Partnership, Tables
from simulation.start.policy import quarter_of, step_of

LONGEST_DATE = 10
"""Letters beyond which nothing is a year and a quarter."""


def founded_name(issue: int, born: int, founder: str, issues: Sequence[str] = ISSUES) -> str:
    """Return the name of a partnership that was founded during a run.

    Parameters
    ----------
    issue : code of its issue
    born : step at which it was founded
    founder : id of the actor that founded it
    issues : ids of the issues of its world

    Examples
    --------
    >>> founded_name(0, 1, "SWE"), founded_name(0, 26, "IND")
    ('climate-2025q1-SWE', 'climate-2031q2-IND')
    """
    year, quarter = quarter_of(born)
    return f"{issues[issue]}-{year}q{quarter}-{founder}"


def founding_step(name: str, actors: Sequence[str], issues: Sequence[str] = ISSUES) -> int | None:
    """Return the step at which a partnership of that name would be founded; None where nothing founded is called so.

    The case of letters does not matter.

    Examples
    --------
    >>> founding_step("climate-2031q2-IND", ["IND"]), founding_step("climate-2031q2-XXX", ["IND"])
    (26, None)
    """
    meant = name.casefold()
    for founder in actors:
        for issue in range(len(issues)):
            first, last = f"{issues[issue]}-".casefold(), f"-{founder}".casefold()
            if meant.startswith(first) and meant.endswith(last):
                date = meant.removeprefix(first).removesuffix(last)
                year, _, quarter = date.partition("q")
                if year.isdecimal() and quarter.isdecimal() and len(date) < LONGEST_DATE:
                    born = step_of(int(year)) + int(quarter) - 1
                    if founded_name(issue, born, founder, issues).casefold() == meant:
                        return born
    return None


def named_partnerships(
    tables: Tables, listed: Sequence[str], actors: Sequence[str], issues: Sequence[str] = ISSUES
) -> tuple[str, ...]:
    """Return the ids of the partnerships in use, row by row.

    A row that is used again bears the name of its present partnership; ``free-61`` is one that never held any.

    Parameters
    ----------
    tables : state
    listed : ids of the partnerships of the roster, the first rows
    actors : ids of the actors
    issues : ids of the issues
    """
    names = []
    for p in range(max(len(listed), int(tables.globals[Globals.ROWS]))):
        column = tables.partnerships[:, p]
        issue, born, founder = (
            int(column[each]) for each in (Partnership.ISSUE, Partnership.BORN, Partnership.FOUNDER)
        )
        if founder >= 0:
            names.append(founded_name(issue, born, actors[founder], issues))
        else:
            names.append(listed[p] if p < len(listed) else f"free-{p}")
    return tuple(names)
