"""Walk over every field of a scenario: for ``show``, for checks, for test generators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from simulation.parameters.quantity import Quantity
from simulation.parameters.section import Section, quantity_of

LONGEST_POSITION = 10
"""Digits beyond which a step is no position in a list."""
ANY = "*"
"""Stands for every entry of a list or table in the dotted name of a class's field: ``us.policy.*.from``."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """One field: what it is, what is allowed, what it says here, and who said so."""

    dotted: str
    value: Any
    unit: str
    low: float | None
    high: float | None
    default: Any
    grade: str
    source: str
    meaning: str
    origin: str
    keys: tuple[str, ...]
    annotation: Any
    """Type as declared, such as ``float`` or ``float | None``."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field found by its path: the section that owns it, its name in Python, what was declared."""

    owner: type[Section]
    name: str
    annotation: Any
    declared: Quantity | None
    default: Any
    required: bool


def steps_of(dotted: str) -> tuple[str | int, ...]:
    """Return the keys and positions of a dotted name.

    Examples
    --------
    >>> steps_of("us.policy.0.from")
    ('us', 'policy', 0, 'from')
    """
    return tuple(int(step) if step.isdecimal() and len(step) < LONGEST_POSITION else step for step in dotted.split("."))


def place_of(owner: type[Section], name: str) -> Place:
    """Return the place of a field, by its name in Python."""
    field = owner.model_fields[name]
    required = field.is_required()
    default = None if required else field.get_default(call_default_factory=True)
    return Place(owner, name, field.annotation, quantity_of(owner, name), default, required)


def without_none(annotation: Any) -> Any:
    """Return X for ``X | None``."""
    if get_origin(annotation) in (Union, UnionType):
        rest = [inner for inner in get_args(annotation) if inner is not NoneType]
        return rest[0] if len(rest) == 1 else annotation
    return annotation


def section_in(annotation: Any) -> tuple[str, type[Section]] | None:
    """Return ("table" | "list" | "keyed", section) when a type holds sections, else None."""
    annotation = without_none(annotation)
    if _is_section(annotation):
        return "table", annotation
    arguments = get_args(annotation)
    if _is_tuple(annotation) and _is_section(arguments[0]):
        return "list", arguments[0]
    if get_origin(annotation) is dict and _is_section(arguments[1]):
        return "keyed", arguments[1]
    return None


def choices_in(annotation: Any) -> tuple[str, ...]:
    """Return the names a ``Literal`` allows; empty for any other type."""
    annotation = without_none(annotation)
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def find(root: type[Section], path: tuple[str | int, ...]) -> Place | None:
    """Return the place a path of keys and positions leads to, or None when no field lies there."""
    owner: type[Section] | None = root
    place: Place | None = None
    steps = list(path)
    while steps:
        if owner is None:
            is_element = place is not None and _is_tuple(place.annotation) and isinstance(steps[0], int)
            return place if is_element and len(steps) == 1 else None
        name = name_of(owner, str(steps.pop(0)))
        if name is None:
            return None
        place = place_of(owner, name)
        held = section_in(place.annotation)
        if held is not None and held[0] != "table" and steps:
            steps.pop(0)
        owner = held[1] if held else None
    return place


def is_entry(root: type[Section], path: tuple[str | int, ...]) -> bool:
    """Tell whether a path leads to one entry of a list or keyed table of sections."""
    place = find(root, path)
    held = section_in(place.annotation) if place else None
    return held is not None and held[0] != "table" and find(root, path[:-1]) == place


def name_of(owner: type[BaseModel], key: str) -> str | None:
    """Return the name in Python of a key of a scenario file, or None when there is no such field."""
    return next((name for name, field in owner.model_fields.items() if (field.alias or name) == key), None)


def fields(scenario: Section | type[Section]) -> Iterator[FieldInfo]:
    """Yield every field of a scenario, or of its class with the defaults as values.

    Fields of a class inside a list or a table of sections are named ``us.policy.*.from``.
    """
    if isinstance(scenario, type):
        yield from _walk(scenario, None, "", {})
    else:
        yield from _walk(type(scenario), scenario, "", getattr(scenario, "_origin", {}))


WORLD = ("actor", "partnership", "membership", "dyad", "issue", "actors", "partnerships", "issues")
"""Tables of the author's own world."""
REPEATED = ("powers.*", "us.policy.*.levers")
"""Fields that say the same for other states, or at a date, as the levers of ``us`` do."""


def own_cell(dotted: str) -> FieldInfo | None:
    """Return the number of a row of the author's own world by its name, such as ``issues.oceans.need``, if it is one.

    What the row says is not known here: a range around it cannot be.
    """
    from simulation.parameters.own_world import CHANGES
    from simulation.parameters.scenario import Scenario

    table, _, rest = dotted.partition(".")
    path: tuple[str | int, ...] = (table, *rest.rpartition(".")[::2])
    place = find(Scenario, path) if table in CHANGES and rest.count(".") == 1 else None
    return _described(place, dotted, None, {}) if place and place.declared and place.declared.low is not None else None


def declared_values() -> list[FieldInfo]:
    """Return the fields of a scenario with their defaults, each once: what documents and lists count."""
    from simulation.parameters.scenario import Scenario

    return [field for field in fields(Scenario) if not field.dotted.startswith(REPEATED)]


def _walk(owner: type[Section], held: Section | None, prefix: str, origin: dict[str, str]) -> Iterator[FieldInfo]:
    for name, field in owner.model_fields.items():
        dotted = prefix + (field.alias or name)
        place = place_of(owner, name)
        value = place.default if held is None else getattr(held, name)
        inner = section_in(place.annotation)
        if inner is None:
            yield _described(place, dotted, value, origin)
            continue
        shape, section = inner
        if dotted in WORLD:  # rows of tables, not values: see `own_world`
            continue
        if shape == "table":
            yield from _walk(section, value if held else None, dotted + ".", origin)
        elif held is None:
            yield from _walk(section, None, f"{dotted}.{ANY}.", origin)
        else:
            entries = value.items() if shape == "keyed" else enumerate(value)
            for key, entry in entries:
                yield from _walk(section, entry, f"{dotted}.{key}.", origin)


def _described(place: Place, dotted: str, value: Any, origin: dict[str, str]) -> FieldInfo:
    declared = place.declared or Quantity(None, None, "", "", None)
    source = declared.source
    return FieldInfo(
        dotted=dotted,
        value=value,
        unit=declared.unit,
        low=declared.low,
        high=declared.high,
        default=place.default,
        grade=source.grade if source else "",
        source=source.text if source else "",
        meaning=declared.meaning,
        origin=origin.get(dotted) or ("default" if value == place.default else "Python"),
        keys=source.keys if source else (),
        annotation=place.annotation,
    )


def _is_tuple(annotation: Any) -> bool:
    return get_origin(without_none(annotation)) is tuple


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Section)
