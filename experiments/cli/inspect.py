"""``multipartner validate``, ``list``, ``show``, ``assumptions``: looking at the model without running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from experiments.cli.exit_codes import DONE, WRONG_USE
from experiments.cli.listing import Listing
from experiments.cli.terminal import complain, screen
from experiments.design.arms import assignments
from simulation.core.errors import MultipartnerError, name_unknown


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


def _under(*names: str) -> dict[str, str]:
    return {name: name for name in names}


def _scenarios() -> Listing:
    from simulation.parameters import load_scenario, scenario_names

    loaded = [(name, load_scenario(name)) for name in scenario_names()]
    rows = [(name, each.title, each.description) for name, each in loaded]
    return Listing(_under("scenario", "title", "description"), rows)


def _designs() -> Listing:
    from experiments.design import design_names, load_design
    from experiments.execution.engine import MODEL

    rows: list[tuple[Any, ...]] = []
    for name in design_names():
        try:
            design = load_design(name, MODEL.measures())
        except MultipartnerError as error:
            rows.append((name, None, None, "cannot be run", str(error)))
        else:
            rows.append((name, design.problem.sampler, len(design.problem.factors), design.title, design.question))
    return Listing(_under("design", "sampler", "factors", "title", "question"), rows)


def _rules() -> Listing:
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
    return Listing({"file": "file", "rule": "rule", "returns": "what it returns", "source": "source"}, rows)


def _mechanisms() -> Listing:
    from simulation.schedule import PHASES

    rows = [(place, each.name, each.summary) for place, each in enumerate(PHASES, 1)]
    return Listing({"place": "", "mechanism": "mechanism", "summary": "what happens"}, rows)


def _measures() -> Listing:
    from simulation.measures import OUTCOMES

    return Listing(_under("measure", "unit", "meaning"), [(each.name, each.unit, each.meaning) for each in OUTCOMES])


def _actors() -> Listing:
    from simulation.core.codes import Kind
    from simulation.roster import load_roster

    roster = load_roster()
    rows = [
        (actor, name, Kind(int(kind)).label, float(money))
        for actor, name, kind, money in zip(roster.ids, roster.names, roster.kind, roster.resources, strict=True)
    ]
    columns = {**_under("actor", "name", "kind"), "resources": "resources, US$bn/yr"}
    return Listing(columns, rows, formats={"resources": ",.1f"})


def _partnerships() -> Listing:
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
    columns = {**_under("partnership", "name", "issue"), "rule": "burden-sharing rule", **_under("leads", "list")}
    return Listing({**columns, "listed": "members listed"}, rows)


def _filled() -> Listing:
    from simulation.roster import load_roster

    rows = [(each.actor, each.column, float(each.value), each.unit, each.rule) for each in load_roster().filled]
    columns = {**_under("actor", "column", "value", "unit"), "rule": "rule by which it was filled"}
    return Listing(columns, rows, formats={"value": "g"})


def _unresolved() -> Listing:
    from simulation.roster import load_roster

    rows = [(each.partnership, each.name, each.reason) for each in load_roster().unresolved]
    return Listing({**_under("partnership", "name"), "reason": "why it is no actor of the model"}, rows)


TOPICS: dict[str, Callable[[], Listing]] = {
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


def list_topic(topic: str, *, as_json: bool = False) -> None:
    """List one kind of thing that the model knows."""
    if topic not in TOPICS:
        raise name_unknown("list", topic, TOPICS)
    TOPICS[topic]().show(as_json=as_json)


def _range(field: Any) -> str:
    if field.low is None and field.high is None:
        return ""
    return f"{'−∞' if field.low is None else field.low} … {'∞' if field.high is None else field.high}"


def show_scenario(name: str, settings: Sequence[str], *, changed: bool, as_json: bool = False) -> None:
    """Show every value of a scenario with unit, range, source and origin."""
    from simulation.parameters import fields, load_scenario

    scenario = load_scenario(name, assignments(settings))
    shown = [field for field in fields(scenario) if not changed or field.origin != "default"]
    if as_json:
        names = ("name", "value", "unit", "low", "high", "default", "meaning", "origin", "grade", "source")
        rows: list[tuple[Any, ...]] = [
            (f.dotted, f.value, f.unit, f.low, f.high, f.default, f.meaning, f.origin, f.grade, f.source) for f in shown
        ]
        Listing(_under(*names), rows).show(as_json=True)
        return
    columns = {**_under("name", "value", "unit", "range"), "origin": "set in", "source": "source of the default"}
    rows = [(f.dotted, str(f.value), f.unit, _range(f), f.origin, f.source) for f in shown]
    Listing(columns, rows, scenario.title or name).show()


def print_assumptions() -> None:
    """Print numbers and equations that are assumed."""
    from experiments.sources import equations
    from simulation.parameters import declared_values

    assumed = [field for field in declared_values() if field.grade == "Assumed"]
    rows = [(f.dotted, str(f.value), f.unit, f.meaning, f.source.removeprefix("Assumed: ")) for f in assumed]
    columns = {**_under("number", "default", "unit", "meaning"), "reason": "why plausible"}
    Listing(columns, rows, f"Assumed numbers: {len(rows)}").show()
    reasons = [
        (f"{each.place}.{each.name}", text.removeprefix("Assumed").lstrip(": ") or "no reason given")
        for each in equations()
        for grade, text in each.sources
        if grade == "Assumed"
    ]
    title = f"\nAssumed equations, in whole or in part: {len(reasons)}"
    Listing({"equation": "equation", "reason": "why plausible"}, reasons, title).show()
