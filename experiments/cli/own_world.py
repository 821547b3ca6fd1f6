"""What a scenario adds to the world, in sentences: for ``validate`` and ``show``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from simulation.core.codes import Kind
from simulation.parameters import Scenario, fields
from simulation.parameters.own_issues import DEFAULTS, given_numbers, own_issues
from simulation.parameters.own_world import CHANGES, TABLES
from simulation.roster import Filled, Roster
from simulation.roster.growth import YEARS
from simulation.start.own_world import has_own_world
from simulation.start.policy import START

SHOWN = 12
"""Filled values, and rows, that are listed one by one."""


def lines_about(scenario: Scenario, roster: Roster) -> Iterator[str]:
    """Yield what a scenario brings into the world, what begins and ends, and what is filled by which rule."""
    yield from _notes(scenario, roster)
    if not has_own_world(scenario):
        return
    yield from _added(scenario)
    yield from _dated(scenario, roster)
    yield from _filled(scenario, roster)
    for each in roster.unresolved:
        if each.partnership in {own.id for own in scenario.partnership}:
            yield f"left out of {each.partnership}: {each.name}, {each.reason}"


def _notes(scenario: Scenario, roster: Roster) -> Iterator[str]:
    """Yield what is right as it is written, but does nothing, or says something twice."""
    end = START + scenario.years
    powers = {"us": scenario.us, **{f"powers.{name}": power for name, power in scenario.powers.items()}}
    late = [(f"{name}.policy", policy.start) for name, power in powers.items() for policy in power.policy]
    late += [(f"the withdrawal of {each.actor} from {each.partnership}", each.start) for each in scenario.withdrawals]
    late += [(roster.partnership_ids[p], year) for p, year in roster.begins.items()]
    late += [(f"the first elected government of {each.actor}", each.first) for each in scenario.elections.held]
    for what, year in late:
        if year >= end:
            yield f"note: {what} begins in {year:g}, and the run ends with {end - 1:.0f}"
    for each in scenario.withdrawals:
        if each.actor in roster.ids and each.partnership in roster.partnership_ids:
            i, p = roster.ids.index(each.actor), roster.partnership_ids.index(each.partnership)
            if not ((roster.members[:, 0] == i) & (roster.members[:, 1] == p)).any():
                yield f"note: {each.actor} is on no list of {each.partnership}: the withdrawal keeps it from joining"
    begins = {roster.partnership_ids[p] for p in roster.begins}
    for own in scenario.partnership:
        named = [name.partition(":")[0] for cell in (own.founders, own.members) for name in cell.split("|") if name]
        for name in sorted({name for name in named if named.count(name) > 1}):
            yield f"note: {own.id} names {name} twice"
        counts = [f"{kind.label}_count" for kind in Kind if getattr(own, f"{kind.label}_count") is not None]
        if counts and own.id in begins:
            said = ", ".join(counts)
            yield f"note: {said} of {own.id} is not used: it begins after the start, with only those named"
    yield from _idle(scenario)


def _idle(scenario: Scenario) -> Iterator[str]:
    """Yield settings that do nothing as what they belong to is off, and the year from which incomes are held."""
    growth, arms = scenario.growth, scenario.arms
    if growth.path == "none":
        for name in _set_in(scenario, "growth"):
            yield f'note: {name} does nothing, since growth.path is "none"'
    elif START + scenario.years > YEARS[-1]:
        yield f"note: growth.path ends in {YEARS[-1]}; incomes and populations stay constant from then on"
    if arms.dispute == arms.rivals == arms.pact == arms.spread == 0.0:
        for name in _set_in(scenario, "arms"):
            yield f"note: {name} does nothing, since arms.dispute, arms.rivals, arms.pact and arms.spread are 0"


def _set_in(scenario: Scenario, section: str) -> list[str]:
    """Return the settings of a section that are not defaults, by dotted name."""
    held = (field for field in fields(scenario) if field.dotted.startswith(f"{section}."))
    return [field.dotted for field in held if field.value != field.default]


def _added(scenario: Scenario) -> Iterator[str]:
    kinds = Counter(actor.kind for actor in scenario.actor)
    words = [f"{count} {_word(kind, count)}" for kind, count in kinds.items()]
    for rows, one, many in (
        (scenario.partnership, "partnership", "partnerships"),
        (scenario.membership, "seat", "seats"),
        (scenario.dyad, "tie between states", "ties between states"),
        (scenario.issue, "issue", "issues"),
    ):
        if rows:
            words.append(f"{len(rows)} {one if len(rows) == 1 else many}")
    if words:
        files = f" (files: {', '.join(scenario.files)})" if scenario.files else ""
        yield f"adds {', '.join(words)}{files}"
    changed = [*scenario.actors, *scenario.partnerships, *scenario.issues]
    if changed:
        yield f"changes {', '.join(changed)}"
    if scenario.drop:
        yield f"leaves out {', '.join(scenario.drop)}; and with each actor those at home there"


def _word(kind: str, count: int) -> str:
    return kind if count == 1 else Kind[kind.upper()].plural


def _dated(scenario: Scenario, roster: Roster) -> Iterator[str]:
    for p, year in roster.begins.items():
        first = [each for each in roster.arrivals if each.partnership == p and each.year <= year]
        lead = f", led by {roster.ids[roster.leads[p][0]]}" if roster.leads[p] else ""
        yield f"{roster.partnership_ids[p]} begins in {year:g} with {len(first)} members{lead}"
    own = {each.id for each in scenario.partnership}
    for p, identity in enumerate(roster.partnership_ids):
        if identity in own and p not in roster.begins:
            count = int(roster.listed_count[p].sum())
            yield f"{identity} runs from the start with {count} members of {int(roster.published[p].sum())} published"
    for p, year in roster.ends.items():
        yield f"{roster.partnership_ids[p]} ends in {year:g}"
    for each in roster.arrivals:
        if each.year > roster.begins.get(each.partnership, 0.0):
            yield f"{roster.ids[each.actor]} joins {roster.partnership_ids[each.partnership]} in {each.year:g}"


def _filled(scenario: Scenario, roster: Roster) -> Iterator[str]:
    own = {row.id for rows in (scenario.actor, scenario.partnership) for row in rows}
    filled = [each for each in roster.filled if each.actor in own]
    for each in filled[:SHOWN]:
        yield f"filled: {each.actor}, {each.column} = {value_text(each)} ({each.rule})"
    for issue in own_issues(scenario):
        said = {**given_numbers(scenario, next(each for each in scenario.issue if each.id == issue.id))}
        blank = [f"{name} {value:g}" for name, value in DEFAULTS[issue.dynamics].items() if name not in said]
        if blank:
            yield f"filled: {issue.id}, {', '.join(blank)} (as any {issue.dynamics} has by default)"
    if len(filled) > SHOWN:
        yield f"filled: {len(filled) - SHOWN} more values; multipartner list filled SCENARIO shows all"


def value_text(each: Filled) -> str:
    """Return a filled value with its unit."""
    text = each.value if isinstance(each.value, str) else f"{each.value:.4g}"
    if "|" in text:
        parts = (part.partition(":") for part in text.split("|"))
        text = ", ".join(f"{name} {float(weight):.2g}" for name, _, weight in parts)
    return f"{text} {each.unit}".strip()


KEYS = ("id", "actor", "partnership", "a", "b")
"""What rows are called by."""


def places_of_rows(scenario: Scenario) -> Iterator[str]:
    """Yield where each row of the author's own world was set; of long tables, the first ones."""
    for table in TABLES:
        rows = getattr(scenario, table)
        for position, row in enumerate(rows[:SHOWN]):
            named = " ".join(str(getattr(row, key)) for key in KEYS if hasattr(row, key))
            yield f"{table} {named}: {scenario.where(f'{table}.{position}') or 'Python'}"
        if len(rows) > SHOWN:
            yield f"{table}: {len(rows) - SHOWN} more"
    for table in CHANGES:
        for key in getattr(scenario, table):
            yield f"{table}.{key}: {scenario.where(f'{table}.{key}') or 'Python'}"
