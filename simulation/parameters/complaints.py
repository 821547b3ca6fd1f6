"""Turn what pydantic finds wrong with a scenario into one line a reader can act on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from simulation.core.errors import ScenarioError, nearest, no_such, of_many
from simulation.parameters.listing import Place, choices_in, fields, find, is_entry, section_in, without_none
from simulation.parameters.section import Section, keys_of

Where = Callable[[str], str]
"""Gives ``file:line`` of a dotted name."""

_LONGEST = 60


def scenario_error(root: type[Section], error: ValidationError, where: Where) -> ScenarioError:
    """Return the error for all that is wrong, unknown keys first."""
    found = error.errors(include_url=False)
    found.sort(key=lambda one: one["type"] != "extra_forbidden")
    return of_many(ScenarioError, [_complaint(root, dict(one), where) for one in found])


def _complaint(root: type[Section], found: dict[str, Any], where: Where) -> str:
    path = tuple(step for step in found["loc"] if step != "[key]")
    dotted = ".".join(map(str, path))
    place = where(dotted)
    return f"{place + ': ' if place else ''}{_sentence(root, found, path, dotted)}"


def unknown_key(root: type[Section], path: tuple[str | int, ...]) -> str:
    """Return the sentence for a key that no section has."""
    key, parent = str(path[-1]), path[:-1]
    owner = _section_at(root, parent)
    if owner is None:
        return f"{'.'.join(map(str, parent))} is a single value and has no field '{key}'."
    known = [written for written, _ in keys_of(owner)]
    meant = _elsewhere(root, key) or nearest(key, known)
    table = ".".join(map(str, parent))
    return no_such(f"field of [{table}]" if table else "field of a scenario", key, known, meant)


def _sentence(root: type[Section], found: dict[str, Any], path: tuple[str | int, ...], dotted: str) -> str:
    if found["type"] == "extra_forbidden":
        return unknown_key(root, path)
    if found["type"] == "sentence":
        return f"{dotted} {found['msg']}."
    place = find(root, path)
    allowed = "a table" if is_entry(root, path) else described(place)
    if found["type"] == "missing":
        return f"{dotted} must be given: {allowed}."
    value, hint = found["input"], ""
    if place and isinstance(value, str) and (near := nearest(value, choices_in(place.annotation))):
        hint = f" Did you mean '{near}'?"
    default = f" (default {_shown(place.default)})" if place and _has_default(place) else ""
    return f"{dotted or 'a scenario'} must be {allowed}{default}, got {_shown(value)}.{hint}"


def described(place: Place | None) -> str:
    """Return what a field allows, in words: ``a number from 0 to 1 [share]``."""
    if place is None:
        return "a table"
    held = section_in(place.annotation)
    if held is not None:
        return "a list of tables" if held[0] == "list" else "a table"
    kind = without_none(place.annotation)
    if names := choices_in(kind):
        return f"one of {', '.join(names)}"
    many = get_origin(kind) is tuple
    kind = get_args(kind)[0] if many else kind
    single, plural = _WORDS.get(kind, ("a value", "values"))
    return ("a list of " + plural if many else single) + _range(place)


def _range(place: Place) -> str:
    declared = place.declared
    if declared is None or declared.low is None or declared.high is None:
        return ""
    return f" from {declared.low:g} to {declared.high:g} [{declared.unit}]"


_WORDS: dict[Any, tuple[str, str]] = {
    float: ("a number", "numbers"),
    int: ("a whole number", "whole numbers"),
    bool: ("true or false", "true or false"),
    str: ("text in quotes", "texts in quotes"),
}


def _has_default(place: Place) -> bool:
    return not place.required and place.default is not None and section_in(place.annotation) is None


def _shown(value: Any) -> str:
    if isinstance(value, dict | Section):
        return "a table"
    if isinstance(value, list | tuple) and any(isinstance(one, dict) for one in value):
        return "a list of tables"
    if isinstance(value, bool):
        return str(value).lower()
    try:
        text = repr(list(value) if isinstance(value, tuple) else value)
    except ValueError:  # a whole number too long to print
        return "a huge number"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _section_at(root: type[Section], path: tuple[str | int, ...]) -> type[Section] | None:
    if not path:
        return root
    place = find(root, path)
    held = section_in(place.annotation) if place else None
    return held[1] if held else None


def _elsewhere(root: type[Section], key: str) -> str | None:
    """Return the dotted name of a field of that very name in another section, the least deep one."""
    alike = [field.dotted for field in fields(root) if field.dotted.rpartition(".")[2] == key]
    return min((dotted for dotted in alike if "*" not in dotted), key=lambda it: it.count("."), default=None)
