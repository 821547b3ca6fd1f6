"""``multipartner validate``, ``list``, ``show``, ``assumptions``: looking at the model without running it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from rich.table import Table

from experiments.cli.exit_codes import DONE, WRONG_USE
from experiments.cli.terminal import complain, screen
from experiments.design.arms import assignments
from simulation.core.errors import MultipartnerError, name_unknown


def _print(head: Sequence[str], rows: Iterable[Sequence[Any]], title: str | None = None) -> None:
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    screen(width=200).print(table)


def validate_files(files: Sequence[str]) -> int:
    """Load every file, say which are right, and return the exit code."""
    from simulation.parameters import load_scenario
    from simulation.start.names import check_names

    wrong = 0
    console = screen(soft_wrap=True)
    for name in files:
        try:
            scenario = load_scenario(name)
            check_names(scenario)
        except MultipartnerError as error:
            wrong += 1
            complain(str(error))
        else:
            console.print(f"{name}: right – {scenario.title or 'no title'}", highlight=False, markup=False)
    return WRONG_USE if wrong else DONE


def _scenarios() -> None:
    from simulation.parameters import load_scenario, scenario_names

    loaded = [(name, load_scenario(name)) for name in scenario_names()]
    _print(["scenario", "title", "description"], [(name, each.title, each.description) for name, each in loaded])


def _designs() -> None:
    from experiments.design import design_names, load_design
    from experiments.execution.engine import MODEL

    rows = []
    for name in design_names():
        try:
            design = load_design(name, MODEL.measures())
        except MultipartnerError as error:
            rows.append((name, "", "", "cannot be run", str(error)))
        else:
            count = str(len(design.problem.factors))
            rows.append((name, design.problem.sampler, count, design.title, design.question))
    _print(["design", "sampler", "factors", "title", "question"], rows)


def _rules() -> None:
    from experiments.sources import equations

    rows = [
        (
            each.place.removeprefix("rules/"),
            each.name,
            each.summary,
            ", ".join(sorted({grade for grade, _ in each.sources})),
        )
        for each in equations(("rules",))
    ]
    _print(["file", "rule", "what it returns", "source"], rows)


def _mechanisms() -> None:
    from simulation.schedule import PHASES

    _print(
        ["", "mechanism", "what happens"],
        [(place, each.name, each.summary) for place, each in enumerate(PHASES, 1)],
    )


def _measures() -> None:
    from simulation.measures import OUTCOMES

    _print(["measure", "unit", "meaning"], [(each.name, each.unit, each.meaning) for each in OUTCOMES])


def _actors() -> None:
    from simulation.core.codes import Kind
    from simulation.roster import load_roster

    roster = load_roster()
    rows = [
        (actor, name, Kind(int(kind)).label, f"{money:,.1f}")
        for actor, name, kind, money in zip(roster.ids, roster.names, roster.kind, roster.resources, strict=True)
    ]
    _print(["actor", "name", "kind", "resources, US$bn/yr"], rows)


def _partnerships() -> None:
    from simulation.core.codes import ISSUES, BurdenRule
    from simulation.roster import load_roster

    roster = load_roster()
    rows = [
        (
            identifier,
            roster.partnership_names[p],
            ISSUES[int(roster.issue[p])],
            BurdenRule(int(roster.rule[p])).name.lower(),
            ", ".join(roster.ids[lead] for lead in roster.leads[p]),
            roster.listed[p],
            f"{int(roster.listed_count[p].sum())} of {int(roster.published[p].sum())}",
        )
        for p, identifier in enumerate(roster.partnership_ids)
    ]
    _print(["partnership", "name", "issue", "burden-sharing rule", "leads", "list", "members listed"], rows)


def _filled() -> None:
    from simulation.roster import load_roster

    rows = [(each.actor, each.column, f"{each.value:g}", each.unit, each.rule) for each in load_roster().filled]
    _print(["actor", "column", "value", "unit", "rule by which it was filled"], rows)


def _unresolved() -> None:
    from simulation.roster import load_roster

    rows = [(each.partnership, each.name, each.reason) for each in load_roster().unresolved]
    _print(["partnership", "name", "why it is no actor of the model"], rows)


TOPICS: dict[str, Callable[[], None]] = {
    "scenarios": _scenarios,
    "designs": _designs,
    "rules": _rules,
    "mechanisms": _mechanisms,
    "measures": _measures,
    "actors": _actors,
    "partnerships": _partnerships,
    "filled": _filled,
    "unresolved": _unresolved,
}


def list_topic(topic: str) -> None:
    """List one kind of thing that the model knows."""
    if topic not in TOPICS:
        raise name_unknown("list", topic, TOPICS)
    TOPICS[topic]()


def _range(field: Any) -> str:
    if field.low is None and field.high is None:
        return ""
    return f"{'−∞' if field.low is None else field.low} … {'∞' if field.high is None else field.high}"


def show_scenario(name: str, settings: Sequence[str], *, changed: bool) -> None:
    """Show every value of a scenario with unit, range, source and origin."""
    from simulation.parameters import fields, load_scenario

    scenario = load_scenario(name, assignments(settings))
    rows = [
        (field.dotted, field.value, field.unit, _range(field), field.origin, field.source)
        for field in fields(scenario)
        if not changed or field.origin != "default"
    ]
    _print(
        ["name", "value", "unit", "range", "set in", "source of the default"],
        rows,
        title=scenario.title or name,
    )


def print_assumptions() -> None:
    """Print numbers and equations that are assumed."""
    from experiments.sources import equations
    from simulation.parameters import declared_values

    assumed = [field for field in declared_values() if field.grade == "Assumed"]
    rows = [(f.dotted, f.value, f.unit, f.meaning, f.source.removeprefix("Assumed: ")) for f in assumed]
    _print(["number", "default", "unit", "meaning", "why plausible"], rows, title=f"Assumed numbers: {len(rows)}")
    reasons = [
        (f"{each.place}.{each.name}", text.removeprefix("Assumed").lstrip(": ") or "no reason given")
        for each in equations()
        for grade, text in each.sources
        if grade == "Assumed"
    ]
    _print(
        ["equation", "why plausible"],
        reasons,
        title=f"\nAssumed equations, in whole or in part: {len(reasons)}",
    )
