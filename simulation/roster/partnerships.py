"""Read the partnerships: what is published about each, coded by the rules of ``coding``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.core.codes import Admission, Consent, Kind
from simulation.core.errors import DataError
from simulation.roster.coding import (
    BURDEN_RULE,
    EXCLUSIVITY,
    FORMS,
    RULES,
    TRANSPARENCY,
    admission_code,
    consent_code,
    half,
)
from simulation.roster.reading import Table
from simulation.roster.records import START_YEAR, Bools, Floats, Ints, TrackRecord
from simulation.roster.shelf import Shelf

COUNTS = tuple(f"{kind.label}_count" for kind in Kind if kind is not Kind.CITY)
"""Published number of members, in the order of ``Kind``; that of cities, the last, may be left out."""

COLUMNS = (
    *("id", "name", "founded", "ended", "issue", "form", "lead", *COUNTS, "unlisted_state", "exhaustive"),
    *("list_note", "roster_role", "goal_measurable", "commitment", "burden_rule", "admission", "consent"),
    *("transparency", "exclusivity", "recipients"),
)
RECORD = ("goal", "pledged", "deployed", "deployed_basis", "attainment", "outcome", "source", "confidence")
ROSTER_ROLES = ("all", "donors", "recipients")
ADMISSIONS = tuple(member.name.lower().replace("_", "-") for member in Admission)
CONSENTS = tuple(member.name.lower() for member in Consent)


@dataclass(frozen=True)
class Partnerships:
    """The partnership columns of a ``Roster`` under the same names, and what its lists still need.

    `lead_names` and `recipient_names` hold words, not rows; `unlisted` counts published states that have no
    row; `exhaustive` says whether the source of the list claims to name every state; `ended` holds the ids of
    partnerships left out as over.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    issue: Ints
    founded: Ints
    rule: Ints
    admission: Ints
    consent: Ints
    concreteness: Floats
    binding: Floats
    transparency: Floats
    exclusivity: Floats
    form: tuple[str, ...]
    recipients: Bools
    roster_role: tuple[str, ...]
    published: Floats
    unlisted: Floats
    exhaustive: Bools
    list_notes: tuple[str, ...]
    lead_names: tuple[tuple[str, ...], ...]
    recipient_names: tuple[tuple[str, ...], ...]
    ended: frozenset[str]
    begins: dict[int, float]
    ends: dict[int, float]
    ambition: dict[int, float]
    target: dict[int, float]
    rules_named: frozenset[int]


def read_partnerships(shelf: Shelf) -> Partnerships:
    """Read ``partnerships.csv`` of a shelf and keep the partnerships that have not ended."""
    table = shelf.read("partnerships", COLUMNS, optional=True)
    ids = table.text("id")
    if len(set(ids)) < len(ids):
        twin = next(name for name in ids if ids.count(name) > 1)
        raise DataError(f"Ids of partnerships must differ, found '{twin}' twice: {table.file}.")
    ended = table.numbers("ended", 1000, 3000)
    live = ~(ended <= START_YEAR)
    founded = table.required("founded", 1000, 3000)
    published = np.zeros((len(ids), len(Kind)))
    published[:, : len(COUNTS)] = np.stack([table.required(name, 0.0) for name in COUNTS], axis=1)
    if "city_count" in table.columns:
        published[:, Kind.CITY] = np.nan_to_num(table.numbers("city_count", 0.0))
    published[founded > START_YEAR] = 0.0  # who joins what is still to begin is not known but by name
    form = [FORMS[code] for code in table.codes("form", FORMS)]
    admission = _admission(table, form, published)
    rules = [*BURDEN_RULE, *RULES]
    words = [rules[code] for code in table.codes("burden_rule", rules)]
    rule = [int((BURDEN_RULE | RULES)[word]) for word in words]
    named = np.array([word not in BURDEN_RULE for word in words], dtype=bool)

    def kept(words: list[str]) -> tuple[str, ...]:
        return tuple(word for word, alive in zip(words, live, strict=True) if alive)

    return Partnerships(
        ids=kept(ids),
        names=kept(table.text("name")),
        issue=_whole(table.codes("issue", shelf.issues))[live],
        founded=founded.astype(np.int64)[live],
        rule=_whole(rule)[live],
        admission=admission[live],
        consent=_consent(table, form, admission, published)[live],
        concreteness=half_levels(table, "goal_measurable")[live],
        binding=half_levels(table, "commitment")[live],
        transparency=_by_form(table, "transparency", form, TRANSPARENCY)[live],
        exclusivity=_by_form(table, "exclusivity", form, EXCLUSIVITY)[live],
        form=kept(form),
        recipients=(table.required("recipients", 0, 1) > 0)[live],
        roster_role=kept([ROSTER_ROLES[code] for code in table.codes("roster_role", ROSTER_ROLES)]),
        published=published[live],
        unlisted=table.required("unlisted_state")[live],
        exhaustive=(table.required("exhaustive", 0, 1) > 0)[live],
        list_notes=kept(table.text("list_note")),
        lead_names=divided(kept(table.text("lead"))),
        recipient_names=divided(kept(table.columns.get("named_recipients", [""] * table.size))),
        ended=frozenset(ids) - frozenset(kept(ids)),
        begins=_where(founded[live], founded[live] > START_YEAR),
        ends=_where(ended[live], ended[live] > START_YEAR),
        ambition=_stated(table, "ambition", 1.0, live),
        target=_stated(table, "target", 1000.0, live),
        rules_named=frozenset(np.flatnonzero(named[live]).tolist()),
    )


def _where(values: Floats, chosen: Bools) -> dict[int, float]:
    """Return the chosen values by row."""
    return {row: float(values[row]) for row in np.flatnonzero(chosen).tolist()}


def _stated(table: Table, column: str, high: float, live: Bools) -> dict[int, float]:
    """Return what partnerships state in a column that may be missing, by row."""
    if column not in table.columns:
        return {}
    values = table.numbers(column, 0.0, high)[live]
    return _where(values, ~np.isnan(values))


def divided(cells: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the words of each cell, which stand between bars.

    Examples
    --------
    >>> divided(("CAN|GBR", ""))
    (('CAN', 'GBR'), ())
    """
    return tuple(tuple(part for part in cell.split("|") if part) for cell in cells)


def half_levels(table: Table, column: str) -> Floats:
    """Return a column of levels 0, 1, 2 as shares.

    Returns
    -------
    float64[rows]
    """
    return np.array([half(level) for level in table.required(column, 0, 2).tolist()])


def _admission(table: Table, form: list[str], published: Floats) -> Ints:
    """Return the stated admission, or the one that follows from form, issue and published members."""
    stated = table.codes("admission", ADMISSIONS, blank=-1)
    outsiders = published[:, 1:4].sum(axis=1).tolist()
    words = zip(stated, form, table.text("issue"), outsiders, strict=True)
    return _whole([code if code >= 0 else int(admission_code(f, issue, n)) for code, f, issue, n in words])


def _consent(table: Table, form: list[str], admission: Ints, published: Floats) -> Ints:
    """Return the stated consent, or the one that follows from form, admission and number of states."""
    stated = table.codes("consent", CONSENTS, blank=-1)
    words = zip(stated, form, admission.tolist(), published[:, 0].tolist(), strict=True)
    return _whole([code if code >= 0 else int(consent_code(f, Admission(a), n)) for code, f, a, n in words])


def _by_form(table: Table, column: str, form: list[str], by_form: dict[str, float]) -> Floats:
    """Return the stated number, or the one of the form; 0 for forms without one."""
    stated = table.numbers(column, 0, 1)
    usual = np.array([by_form.get(word, 0.0) for word in form])
    return np.where(np.isnan(stated), usual, stated)


def _whole(codes: list[int]) -> Ints:
    return np.array(codes, dtype=np.int64)


def read_track_record(shelf: Shelf) -> tuple[TrackRecord, ...]:
    """Read what every partnership of a shelf, ended ones included, publishes about pledges and results."""
    table = shelf.read("partnerships", ("id", "founded", "ended", *RECORD), optional=True)
    known: dict[str, list[float | None]] = {}
    for column in ("ended", "pledged", "deployed", "attainment"):
        known[column] = [None if np.isnan(value) else float(value) for value in table.numbers(column, 0.0)]
    founded = table.required("founded", 1000, 3000)
    text = table.columns
    return tuple(
        TrackRecord(
            partnership=text["id"][row],
            founded=int(founded[row]),
            ended=None if (ended := known["ended"][row]) is None else int(ended),
            goal=text["goal"][row],
            pledged=known["pledged"][row],
            deployed=known["deployed"][row],
            deployed_basis=text["deployed_basis"][row],
            attainment=known["attainment"][row],
            outcome=text["outcome"][row],
            source=text["source"][row],
            confidence=text["confidence"][row],
        )
        for row in range(table.size)
    )
