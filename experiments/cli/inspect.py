"""``multipartner validate``, ``list``, ``show``, ``assumptions``: looking at the model without running it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from experiments.cli.exit_codes import DONE, WRONG_USE
from experiments.cli.listing import Listing
from experiments.cli.terminal import complain, screen
from simulation.core.errors import MultipartnerError, name_unknown


def validate_files(files: Sequence[str]) -> int:
    """Load every file, say which are valid and what they add to the world, and return the exit code."""
    from experiments.cli.own_world import lines_about
    from simulation.parameters import load_scenario
    from simulation.start.names import check_names, roster_of

    wrong = 0
    console = screen(soft_wrap=True)
    for name in files:
        try:
            scenario = load_scenario(name)
            check_names(scenario)
            about = list(lines_about(scenario, roster_of(scenario)))
        except MultipartnerError as error:
            wrong += 1
            for line in getattr(error, "lines", (str(error),)):
                complain(line)
        else:
            console.print(f"{name}: valid – {scenario.title or 'no title'}", highlight=False, markup=False)
            for line in about:
                console.print(f"  {line}", highlight=False, markup=False)
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
    """List the burden-sharing rules by the names that a partnership of one's own may state."""
    from experiments.sources import burden_rules

    rows = [(each.name, ", ".join(each.published), each.formula, each.source) for each in burden_rules()]
    columns = {"rule": "rule", "published": "also as", "formula": "what a member gives", "source": "source"}
    return Listing(columns, rows)


def _equations() -> Listing:
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
    return Listing({"file": "file", "equation": "equation", "returns": "what it returns", "source": "source"}, rows)


def _mechanisms() -> Listing:
    from simulation.schedule import PHASES

    rows = [(place, each.name, each.summary) for place, each in enumerate(PHASES, 1)]
    return Listing({"place": "", "mechanism": "mechanism", "summary": "what happens"}, rows)


def _measures() -> Listing:
    from simulation.measures import OUTCOMES

    return Listing(_under("measure", "unit", "meaning"), [(each.name, each.unit, each.meaning) for each in OUTCOMES])


def _roster(scenario: str) -> Any:
    from simulation.parameters import load_scenario
    from simulation.start.names import check_names, roster_of

    loaded = load_scenario(scenario)
    check_names(loaded)
    return roster_of(loaded)


def _actors(scenario: str) -> Listing:
    from simulation.core.codes import Kind

    roster = _roster(scenario)
    rows = [
        (actor, name, Kind(int(kind)).label, float(money))
        for actor, name, kind, money in zip(roster.ids, roster.names, roster.kind, roster.resources, strict=True)
    ]
    columns = {**_under("actor", "name", "kind"), "resources": "resources, US$bn/yr"}
    return Listing(columns, rows, formats={"resources": ",.1f"})


def _partnerships(scenario: str) -> Listing:
    from simulation.core.codes import BurdenRule

    roster = _roster(scenario)
    rows = [
        (
            identifier,
            roster.partnership_names[p],
            roster.issues[int(roster.issue[p])],
            BurdenRule(int(roster.rule[p])).name.lower(),
            ", ".join(roster.ids[lead] for lead in roster.leads[p]),
            roster.listed[p],
            f"{int(roster.listed_count[p].sum())} of {int(roster.published[p].sum())}",
        )
        for p, identifier in enumerate(roster.partnership_ids)
    ]
    columns = {**_under("partnership", "name", "issue"), "rule": "burden-sharing rule", **_under("leads", "list")}
    return Listing({**columns, "listed": "members listed"}, rows)


def _forms() -> Listing:
    """List the forms of partnerships, and what is read from each unless a row says it."""
    from simulation.roster.coding import EXCLUSIVITY, TRANSPARENCY

    rows = [(form, openness, EXCLUSIVITY.get(form, 0.0)) for form, openness in TRANSPARENCY.items()]
    columns = {"form": "form", "transparency": "transparency", "exclusivity": "exclusivity"}
    return Listing(columns, rows, formats=dict.fromkeys(("transparency", "exclusivity"), "g"))


def _filled(scenario: str) -> Listing:
    rows = [(each.actor, each.column, each.value, each.unit, each.rule) for each in _roster(scenario).filled]
    columns = {**_under("actor", "column", "value", "unit"), "rule": "rule by which it was filled"}
    return Listing(columns, rows, formats={"value": "g"})


def _issues(scenario: str) -> Listing:
    """List the issues of a world: how their levels answer effort, and what holds them."""
    from simulation.core.codes import ISSUES, THREATS
    from simulation.parameters import load_scenario
    from simulation.parameters.issue_table import dynamics_of
    from simulation.parameters.own_issues import own_issues

    loaded = load_scenario(scenario)
    rows: list[tuple[Any, ...]] = []
    for name in ISSUES:
        threat = getattr(loaded.threats, name) if name in THREATS else None
        share = None if threat else getattr(loaded.club_shares, name)
        rows.append((name, dynamics_of(name), getattr(threat, "need", None), getattr(threat, "value", None), share))
    own = own_issues(loaded)
    rows += [(each.id, each.dynamics, each.need or None, each.value or None, each.share or None) for each in own]
    columns = {**_under("issue", "dynamics"), "need": "need, US$bn/yr", "value": "value, US$/US$"}
    return Listing(
        {**columns, "share": "share of states' means"}, rows, formats=dict.fromkeys(("need", "value", "share"), "g")
    )


def _groups(scenario: str) -> Listing:
    from simulation.parameters import load_scenario
    from simulation.start.groups import groups_of

    roster = _roster(scenario)
    groups = groups_of(load_scenario(scenario), roster)
    rows = [(name, ", ".join(roster.ids[row] for row in members)) for name, members in groups.items()]
    return Listing(_under("group", "members"), rows)


def _unresolved(scenario: str) -> Listing:
    rows = [(each.partnership, each.name, each.reason) for each in _roster(scenario).unresolved]
    return Listing({**_under("partnership", "name"), "reason": "why it is not an actor of the model"}, rows)


TOPICS: dict[str, Callable[[], Listing]] = {
    "scenarios": _scenarios,
    "designs": _designs,
    "rules": _rules,
    "forms": _forms,
    "equations": _equations,
    "mechanisms": _mechanisms,
    "measures": _measures,
}
"""What the model knows, whatever the world."""

OF_A_WORLD: dict[str, Callable[[str], Listing]] = {
    "actors": _actors,
    "partnerships": _partnerships,
    "issues": _issues,
    "groups": _groups,
    "filled": _filled,
    "unresolved": _unresolved,
}
"""What the world of a scenario holds."""


def list_topic(topic: str, scenario: str | None = None, *, as_json: bool = False) -> None:
    """List one kind of thing that the model knows, or that the world of a scenario holds."""
    if topic in OF_A_WORLD:
        OF_A_WORLD[topic](scenario or "today").show(as_json=as_json)
    elif topic not in TOPICS:
        raise name_unknown("list", topic, [*TOPICS, *OF_A_WORLD])
    elif scenario is not None:
        known = ", ".join(OF_A_WORLD)
        raise MultipartnerError(f"The list of {topic} belongs to no scenario; those that do: {known}.")
    else:
        TOPICS[topic]().show(as_json=as_json)


def _range(field: Any) -> str:
    if field.low is None and field.high is None:
        return ""
    return f"{'−∞' if field.low is None else field.low} … {'∞' if field.high is None else field.high}"


def _assigned(settings: Sequence[str]) -> dict[str, Any]:
    """Return overrides; what reads them brings pandas along, which to look at a scenario needs not."""
    if not settings:
        return {}
    from experiments.design.arms import assignments

    return dict(assignments(settings))


def show_scenario(name: str, settings: Sequence[str], *, changed: bool, as_json: bool = False) -> None:
    """Show every value of a scenario with unit, range, source and origin, and the rows that it adds to the world."""
    from experiments.cli.own_world import lines_about, places_of_rows
    from simulation.parameters import fields, load_scenario
    from simulation.start.names import check_names, roster_of

    scenario = load_scenario(name, _assigned(settings))
    check_names(scenario)
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
    console = screen(soft_wrap=True)
    for line in (*lines_about(scenario, roster_of(scenario)), *places_of_rows(scenario)):
        console.print(line, highlight=False, markup=False)


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
