"""A partnership that somebody describes, as a row of the world beside the listed ones: founders seated, nobody else."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from simulation.core.codes import ISSUES, Admission, BurdenRule, Consent
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Portfolio, Tables
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.decision.founding_group import made_for
from simulation.decision.payoff import N_TERMS
from simulation.decision.prospects import fill_prospects
from simulation.decision.seats import seat
from simulation.mechanisms import pledging, summing
from simulation.roster import Roster
from simulation.roster.coding import EXCLUSIVITY, TRANSPARENCY, admission_code, consent_code
from simulation.roster.records import START_YEAR
from simulation.roster.usual import serves_whoever_needs, usual_form, usual_role
from simulation.start.build import Start
from simulation.start.partnerships import membership_columns, needs_of_all, partnership_columns

MONEY = [Portfolio.BUDGET, Portfolio.VALUE, Portfolio.WILLING, Portfolio.STAKE, Portfolio.NEED]
"""What an issue is worth to actors and what they can spend on it."""
ANY_FORM = "pledge"
"""Form where neither it nor an issue is known: the most common one in the table that takes anybody."""
TYPICAL_AGE = 41
"""Age of a partnership whose year nobody says [years]: the median of the organisations that ``motives.new_age`` is
fitted to, in the year in which their lists end. At age 0 nobody but the founders has had time to join."""


@dataclass(frozen=True)
class Description:
    """What is known of a partnership beforehand; actors are rows of the roster, blank words are unknown.

    Attributes
    ----------
    id : word for it
    started : year of its founding; None where it is unknown
    issue, form : words of the roster's tables; without an issue no money is weighed, only the motives beside it, and
        without a form the most common one on the issue holds, open to everybody
    leads, founders : who is in it from the start
    recipients : states that it serves by name; they are an attribute, not candidates
    roster_role : whom its list of members names: all, donors or recipients; unknown, what is usual for the form holds
    flags : political, social, economic; kept beside, no rule reads them
    """

    id: str
    started: int | None = None
    issue: str = ""
    form: str = ""
    leads: tuple[int, ...] = ()
    founders: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    roster_role: str = ""
    flags: tuple[float | None, float | None, float | None] = (None, None, None)

    @property
    def age(self) -> int:
        """Years since its founding when the world starts; that of a typical organisation where no year is known."""
        return TYPICAL_AGE if self.started is None else max(0, START_YEAR - self.started)

    @property
    def seated(self) -> tuple[int, ...]:
        """Rows of leads and founders, each once, named recipients left out."""
        return tuple(sorted({*self.leads, *self.founders} - set(self.recipients)))


@dataclass(frozen=True)
class Prospects:
    """What the decision says of each actor: arrays of shape (N,), and (N, terms) for the terms [log-odds]."""

    terms: Floats
    log_odds: Floats
    eligible: Floats
    efforts: Floats


def prospects_of(tables: Tables, settings: Floats, p: int) -> Prospects:
    """Return what the one decision says of every actor and a partnership, its own seat out, the others as they are."""
    n_actors = tables.actors.shape[1]
    filled = Prospects(np.zeros((n_actors, N_TERMS)), np.zeros(n_actors), np.zeros(n_actors), np.zeros(n_actors))
    compiled(fill_prospects)(tables, settings, p, filled.terms, filled.log_odds, filled.eligible, filled.efforts)
    return filled


def with_described(start: Start, settings: Floats, world: Tables, description: Description) -> tuple[Tables, int]:
    """Return a world in which the described partnership runs with its founders seated, and its row.

    Parameters
    ----------
    start : what the scenario starts from
    settings : numbers to decide with, those of the scenario or others
    world : tables of a history at its start; they are not changed
    """
    p = start.roster.n_partnerships
    if world.partnerships.shape[1] == p:
        raise MultipartnerError("A described partnership needs a free row; set founding.slots to at least 1.")
    tables = Tables(*map(np.copy, world))
    row = _as_roster(start.roster, description)
    columns = partnership_columns(start.scenario, row)[:, :1]
    _write_row(tables, p, columns, row, description)
    _drop_money_without_issue(tables, p, description)
    for i in description.seated:
        compiled(seat)(tables, p, i)
        tables.memberships[Membership.FOUNDER, p, i] = 1.0
    young = compiled(made_for)(tables, settings, p)
    tables.partnerships[Partnership.INTERCEPT, p] = young + settings[Setting.NEW_AGE] * math.log1p(description.age)
    if description.issue:
        summing.PHASE.run(tables, settings, 0, 0)
        pledging.PHASE.run(tables, settings, 0, 0)
    return tables, p


def _as_roster(roster: Roster, description: Description) -> Roster:
    """Return a roster whose one partnership is the described one, coded by the rules of the listed ones."""
    issue = description.issue
    form = description.form or (usual_form(roster, issue, ANY_FORM) if issue else ANY_FORM)
    role, gives = _giving(roster, description, form)
    admission = admission_code(form, issue, 1.0) if description.form and issue else Admission.OPEN
    consent = consent_code(form, admission, 0.0) if description.form else Consent.OPEN

    def whole(value: int) -> np.ndarray:
        return np.array([value], dtype=np.int64)

    def number(value: float) -> Floats:
        return np.array([value])

    return replace(
        roster,
        begins={},
        partnership_ids=(description.id,),
        partnership_names=(description.id,),
        issue=whole(ISSUES.index(issue) if issue else 0),
        founded=whole(START_YEAR - description.age if description.started is None else description.started),
        rule=whole(BurdenRule.RECIPROCITY),
        admission=whole(admission),
        consent=whole(consent),
        concreteness=number(0.5),
        binding=number(0.5),
        transparency=number(TRANSPARENCY.get(form, 0.0)),
        exclusivity=number(EXCLUSIVITY.get(form, 0.0)),
        form=(form,),
        recipients=np.array([gives]),
        named_recipients=(description.recipients,),
        roster_role=(role,),
        leads=(description.leads,),
    )


def _giving(roster: Roster, description: Description, form: str) -> tuple[str, bool]:
    """Return whom the list names and whether others' needs are served: as said, or as is usual for the form."""
    role = description.roster_role
    if role or description.recipients or not description.issue:
        return role or "all", bool(description.recipients) or role in {"donors", "recipients"}
    role = usual_role(roster, form)
    return role, role != "all" or serves_whoever_needs(roster, form)


def _write_row(tables: Tables, p: int, columns: Floats, row: Roster, description: Description) -> None:
    """Write the attributes of the described partnership into the free row p."""
    tables.partnerships[:, p] = columns[:, 0]
    memberships = membership_columns(columns, tables.actors, row)
    tables.memberships[:, p, :] = memberships[:, 0, :]
    needs = needs_of_all(memberships, tables.portfolios, columns[Partnership.ISSUE])
    tables.partnerships[Partnership.NEEDS, p] = needs[0]
    tables.partnerships[Partnership.EXACT, p] = 1.0
    tables.globals[Globals.ROWS] = max(tables.globals[Globals.ROWS], p + 1)
    if description.seated:
        positions = tables.actors[Actor.POSITION, list(description.seated)]
        tables.partnerships[[Partnership.NORM, Partnership.AIM], p] = positions.mean()


def _drop_money_without_issue(tables: Tables, p: int, description: Description) -> None:
    """Leave an unknown issue without stakes and budgets, so that nobody weighs money."""
    if not description.issue:
        g = int(tables.partnerships[Partnership.ISSUE, p])
        tables.portfolios[MONEY, g] = 0.0
        tables.portfolios[Portfolio.MISSION, g] = 1.0  # anybody may be interested
        tables.issues[[Issue.EFFORT, Issue.OUTSIDE], g] = 0.0
