"""``multipartner explain``: why an actor is in its partnerships, or out of those it considers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.cli.listing import write_json
from experiments.cli.terminal import screen
from experiments.design.arms import assignments
from simulation.core.columns import Partnership
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.explanation import Explanation
from simulation.naming import founding_step
from simulation.parameters import Scenario
from simulation.start.names import roster_of, row_meant
from simulation.start.policy import quarter_of, year_of
from simulation.world import World

if TYPE_CHECKING:
    from experiments.storage.manifest import ArmRecord

LEAST_CHANCE = 0.01
"""A partnership that an actor would join with a smaller chance is not worth a table of terms."""


@dataclass(frozen=True)
class Question:
    """What was typed after ``multipartner explain``."""

    run: str
    actor: str
    partnership: str | None = None
    year: float | None = None
    scenario: str | None = None
    history: int = 0
    seed: int | None = None
    settings: tuple[str, ...] = ()


def explain(question: Question, *, as_json: bool = False) -> None:
    """Run a history again up to a date and print the terms of an actor's decisions there."""
    world = world_at(question)
    named = [question.partnership] if question.partnership else _running(world)
    told = (world.explain(question.actor, partnership) for partnership in named)
    if as_json:
        decisions = [_record(why) for why in told if _matters(why, question)]
        said = {"actor": question.actor, "year": float(world.years[world.step]), "seed": world.seed}
        write_json({**said, "unit": "US$bn/yr", "decisions": decisions})
        return
    console = screen(soft_wrap=True)
    console.print(f"{question.actor} at {moment(world.step)}, seed {world.seed}", highlight=False)
    shown = 0
    for why in told:
        if _matters(why, question):
            console.print("\n" + "\n".join((*why.sentences, str(why))), highlight=False, markup=False)
            shown += 1
    if not shown:
        console.print("It is in no partnership and considers none.")


def _matters(why: Explanation, question: Question) -> bool:
    return bool(question.partnership) or why.is_member or why.probability >= LEAST_CHANCE


def _record(why: Explanation) -> dict[str, Any]:
    """Return one decision for programs; terms and costs in US$bn a year."""
    return {
        "partnership": why.partnership,
        "is_member": why.is_member,
        "sentences": list(why.sentences),
        "terms": why.terms,
        "gain": why.gain,
        "switching": float(why.switching),
        "probability": float(why.probability),
    }


def _running(world: World) -> list[str]:
    """Return the partnerships that run, those founded meanwhile included."""
    alive = world.column(Partnership.ALIVE)
    return [name for name, runs in zip(world.partnership_ids, alive, strict=False) if runs]


def moment(step: int) -> str:
    """Return the moment at which a step ends, in words.

    Examples
    --------
    >>> moment(0), moment(1), moment(21)
    ('the start of 2025', 'the end of quarter 1 of 2025', 'the end of quarter 1 of 2030')
    >>> moment(4)
    'the start of 2026'
    """
    year, quarter = quarter_of(step)
    return f"the start of {year + 1}" if step % 4 == 0 else f"the end of quarter {quarter} of {year}"


def world_at(question: Question, *, asks_about_an_actor: bool = True) -> World:
    """Return the world of a question at its date, which by default is the end of the run."""
    scenario, seed = _history(question)
    quarters = _quarters(question, scenario.years)
    if asks_about_an_actor:
        _check_names(scenario, question, quarters)
    world = World(scenario, seed)
    if quarters:
        world.advance(quarters)
    return world


def _quarters(question: Question, years: int) -> int:
    """Return how many quarters are to be run, by default all."""
    first, last = year_of(0), year_of(4 * years)
    year = last if question.year is None else question.year
    if not first <= year <= last:
        raise MultipartnerError(f"--year must be from {first:g} to {last:g}, got {year:g}.")
    return int(4 * (year - first))


def _check_names(scenario: Scenario, question: Question, last: int) -> None:
    """Refuse names that nothing can bear by then, before a world is built."""
    roster = roster_of(scenario)
    row_meant(roster.ids, roster.names, "actor", question.actor)
    name = question.partnership
    founded = None if name is None else founding_step(name, roster.ids, roster.issues)
    if name is not None and (founded is None or founded < 1):
        row_meant(roster.partnership_ids, roster.partnership_names, "partnership", name)
    if founded is not None and founded > last:
        raise MultipartnerError(f"'{name}' would be founded after {moment(last)}, the date in question; see --year.")


def _history(question: Question) -> tuple[Any, int]:
    """Return scenario and seed: of an arm and history of a results folder, or as named."""
    from simulation.parameters import load_scenario

    changes = assignments(question.settings)
    if not (Path(question.run) / "manifest.json").is_file():
        if question.scenario is not None:
            raise MultipartnerError(f"--scenario selects from a results folder; '{question.run}' is none.")
        seed = question.history if question.seed is None else question.seed
        return load_scenario(question.run, changes), seed
    scenario, first = _stored(Path(question.run), question)
    seed = first + question.history if question.seed is None else question.seed
    return load_scenario(scenario, changes), seed


def _first_that_knows(arms: Sequence[ArmRecord], question: Question) -> str:
    """Return the name of the first arm whose world has the actor and partnership asked for, else of the first."""
    from simulation.parameters import load_scenario

    for arm in arms:
        roster = roster_of(load_scenario(arm.scenario))
        names = {*roster.ids, *roster.names, *roster.partnership_ids, *roster.partnership_names}
        if {question.actor, question.partnership or question.actor} <= names and not arm.spends_as:
            return arm.name
    return arms[0].name


def _stored(folder: Path, question: Question) -> tuple[Any, int]:
    """Return scenario and first seed of an arm, or of a point of a sweep, that a folder holds."""
    from experiments.storage.manifest import Manifest

    manifest, name = Manifest.read(folder), question.scenario
    if manifest.design is not None:
        return _point(folder, manifest.design, name or manifest.arms[0].name)
    arms = {arm.name: arm for arm in manifest.arms}
    by_title = {title: arm for arm, title in manifest.labels.items()}
    chosen = by_title.get(name or "", name) or _first_that_knows(manifest.arms, question)
    if chosen not in arms:
        raise name_unknown("scenario in that folder", chosen, arms)
    if arms[chosen].spends_as:
        raise MultipartnerError(f"'{chosen}' spends the money of another scenario; explain the scenario itself.")
    return arms[chosen].scenario, arms[chosen].seed


def _point(folder: Path, design: dict[str, Any], name: str) -> tuple[Any, int]:
    """Return the scenario of a point of a sweep."""
    from experiments.design.file import BASE
    from experiments.design.points import with_values
    from experiments.design.record import problem_of
    from experiments.storage.points import read_design_table
    from simulation.parameters import load_scenario

    points = read_design_table(folder).set_index("scenario")
    if name not in points.index:
        raise name_unknown("point of that sweep", name, list(points.index))
    row = points.loc[name]
    bases = {base["name"]: base["scenario"] for base in design["bases"]}
    names = problem_of(design).names
    base = bases[row[BASE] if BASE in names else design["bases"][0]["name"]]
    values = {each: getattr(row[each], "item", lambda each=each: row[each])() for each in names if each != BASE}
    return load_scenario(with_values(base, values)), int(design["seed"])
