"""Issues of one's own with every number there: what a scenario leaves blank is filled by a stated default."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.core.codes import ISSUES, MOST_ISSUES
from simulation.core.errors import DataError, no_such
from simulation.parameters.issue_table import ANY, CLUB, stated
from simulation.parameters.own_world import OwnIssue
from simulation.parameters.scenario import Scenario

CLUB_SHARE = 0.02
"""Fixed part of a state's capacity for a club good; Assumed: a small issue, as minerals are."""
ON_WHOM_MONEY, ON_WHOM_PEOPLE = "gdp", "population"
"""On whom damage falls unless the issue says it; Assumed: on all, by income and by head."""


@dataclass(frozen=True)
class WholeIssue:
    """An issue of one's own, whole; numbers that its dynamics do not read are 0."""

    id: str
    name: str
    dynamics: str
    economic_exposure: str
    human_exposure: str
    need: float = 0.0
    value: float = 0.0
    level: float = 1.0
    observed_coverage: float = 0.0
    remaining: float = 0.0
    economy_weight: float = 0.0
    catastrophe: float = 1.0
    inflow: float = 0.0
    growth: float = 0.0
    decay: float = 0.0
    outbreak_rate: float = 0.0
    outbreak_size: float = 0.0
    outbreak_spread: float = 0.0
    climate_link: float = 0.0
    war_link: float = 0.0
    share: float = 0.0


def _as_in(issue: str, *columns: str) -> dict[str, float]:
    return {column: stated(issue, column)[0] for column in columns}


_LEVELLED = {"level": 1.0, **_as_in(ANY, "observed_coverage", "remaining", "economy_weight")}
DEFAULTS: dict[str, dict[str, float]] = {
    "stock": {**_LEVELLED, **_as_in(ANY, "catastrophe"), **_as_in("climate", "inflow", "decay")},
    "outbreak": {
        **_LEVELLED,
        **_as_in("disease", "catastrophe", "decay", "outbreak_rate", "outbreak_size", "outbreak_spread"),
    },
    "deprivation": {**_LEVELLED, **_as_in(ANY, "catastrophe", "growth"), "climate_link": 0.0, "war_link": 0.0},
    CLUB: {"share": CLUB_SHARE},
}
"""What stands for a blank number, by dynamics: the numbers of climate, of disease, and of any deprivation."""


def own_issues(scenario: Scenario) -> tuple[WholeIssue, ...]:
    """Return the issues that a scenario adds, changes applied, blanks filled.

    Raises
    ------
    DataError : an id is taken, a number is missing that no rule can make up, or one is given that nothing reads
    """
    for name in scenario.issues:
        known = [issue.id for issue in scenario.issue]
        if name not in known:
            meant = f" A shipped one is changed in [threats.{name}] or [club_shares]." if name in ISSUES else ""
            raise DataError(f"issues.{name}: {no_such('issue of your own', name, known)}{meant}")
    if len(scenario.issue) > MOST_ISSUES - len(ISSUES):
        most, found = MOST_ISSUES - len(ISSUES), len(scenario.issue)
        raise DataError(f"A world has at most {most} issues of your own, found {found}.")
    return tuple(_whole(scenario, position, issue) for position, issue in enumerate(scenario.issue))


def own_measured(scenario: Scenario) -> tuple[tuple[str, bool], ...]:
    """Return id of each issue of one's own and whether it has a level: what its measures follow from."""
    return tuple((issue.id, issue.dynamics != CLUB) for issue in own_issues(scenario))


def given_numbers(scenario: Scenario, issue: OwnIssue) -> dict[str, float]:
    """Return the numbers that a scenario gives for an issue, its change on top."""
    change = scenario.issues.get(issue.id)
    rows = (issue,) if change is None else (issue, change)
    return {
        column: value
        for row in rows
        for column in type(row).model_fields
        if isinstance(value := getattr(row, column), int | float)
    }


def _whole(scenario: Scenario, position: int, issue: OwnIssue) -> WholeIssue:
    where = scenario.where(f"issue.{position}") or f"issue '{issue.id}'"
    taken = [*ISSUES, *(other.id for other in scenario.issue[:position])]
    if issue.id in taken or not issue.id.isidentifier():
        raise DataError(
            f"{where}: the id of an issue is a word of letters, digits and _ that no other has; found '{issue.id}', "
            f"taken: {', '.join(taken)}."
        )
    change = scenario.issues.get(issue.id)
    dynamics = (change and change.dynamics) or issue.dynamics or "deprivation"
    given = given_numbers(scenario, issue)
    needed = () if dynamics == CLUB else ("need", "value")
    for column in needed:
        if column not in given:
            raise DataError(f"{where}: '{issue.id}' needs a {column}; see multipartner template issue.")
    read = (*needed, *DEFAULTS[dynamics])
    for column in given:
        if column not in read:
            known = ", ".join(read)
            raise DataError(f"{where}: an issue of the dynamics '{dynamics}' reads no {column}; it reads: {known}.")
    return WholeIssue(
        issue.id,
        issue.name or issue.id,
        dynamics,
        (change and change.economic_exposure) or issue.economic_exposure or ON_WHOM_MONEY,
        (change and change.human_exposure) or issue.human_exposure or ON_WHOM_PEOPLE,
        **{**DEFAULTS[dynamics], **given},
    )
