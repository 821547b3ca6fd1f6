"""From what a design file says about a field of the scenario to a factor: its kind, range and distribution.

[levers]
us.transactionalism = [0.1, 0.5, 0.9]                  # these values
us.regard = { low = 0.0, high = 0.4, steps = 5 }       # a grid of five

[uncertainties]
payoff.c1 = { low = 1, high = 10, distribution = "log-uniform" }
payoff.theta = {}                                      # the whole range that the scenario allows
payoff.phi = { within = 0.5 }                          # the scenario's value less and plus half of it
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast, get_args, get_origin

import numpy as np

from experiments.design.problem import Distribution, Factor, Kind, Role
from experiments.design.schema import WIDEST, DesignError, DesignFile
from simulation.core.errors import no_such
from simulation.core.plain_text import is_steering
from simulation.parameters import FieldInfo, Scenario, fields
from simulation.parameters.complaints import unknown_key
from simulation.parameters.files import Source
from simulation.parameters.listing import choices_in, find, own_cell, section_in, steps_of, without_none

MOST_STEPS = 10_000
WITH_MODE = ("triangular", "normal", "log-normal")
"""Distributions that have a mode."""
RANGE_KEYS = ("low", "high", "distribution", "mode", "sd", "within", "steps")


def named_specs(table: Mapping[str, Any], part: str, source: Source) -> Iterator[tuple[str, Any]]:
    """Yield (dotted name, what is said of it) of a table of factors, checked against the scenario's fields."""
    yield from _walk(table, (), part, source)


def _walk(table: Mapping[str, Any], above: tuple[str, ...], part: str, source: Source) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        path = (*above, *key.split("."))
        steps = steps_of(".".join(path))
        place = find(Scenario, steps)
        dotted = ".".join(path)
        if place is None and not _leads_into_a_list(steps):
            unknown = next(steps[:n] for n in range(1, len(steps) + 1) if find(Scenario, steps[:n]) is None)
            raise DesignError(f"{source.where(f'{part}.{dotted}')}: {unknown_key(Scenario, unknown)}")
        is_table = place is None or section_in(place.annotation) is not None
        if is_table and isinstance(value, Mapping):
            yield from _walk(value, path, part, source)
        elif is_table:
            raise DesignError(f"{source.where(f'{part}.{dotted}')}: {dotted} is a table; name one of its fields.")
        else:
            yield dotted, value


def _leads_into_a_list(steps: tuple[str | int, ...]) -> bool:
    place = find(Scenario, steps[:-1]) if len(steps) > 1 else None
    held = section_in(place.annotation) if place else None
    return held is not None and held[0] != "table"


def assumed_fields(file: DesignFile, base: Scenario, source: Source) -> Iterator[FieldInfo]:
    """Yield every field graded Assumed that has a value in the base scenario and is not left out."""
    known = [field for field in fields(base) if field.grade == "Assumed"]
    for name in file.leave_out:
        steps = tuple(name.split("."))
        if find(Scenario, steps) is None:
            raise DesignError(f"{source.where('leave_out')}: {unknown_key(Scenario, steps)}")
    for field in known:
        is_left_out = any(_is_under(field.dotted, name) for name in file.leave_out)
        if not (is_left_out or field.value is None or get_origin(without_none(field.annotation)) is tuple):
            yield field


def _is_under(dotted: str, name: str) -> bool:
    return dotted == name or dotted.startswith(name + ".")


def factors(file: DesignFile, base: Scenario, source: Source) -> tuple[Factor, ...]:
    """Return the factors of a design, levers first.

    Raises
    ------
    DesignError
        One line: where, what, allowed, found.
    """
    infos = {field.dotted: field for field in fields(base)}
    repeats = file.sampler == "list"  # row by row, a value may come again
    found = []
    for name, said in named_specs(file.levers, "levers", source):
        info = _info(name, infos, "levers", source)
        found.append(_factor("lever", info, said, source, f"levers.{name}", repeats=repeats))
    if file.uncertainties == "assumed":
        chosen = [field for field in assumed_fields(file, base, source) if field.dotted not in {f.name for f in found}]
        where = "uncertainties"
        usual = {} if file.within is None else {"within": file.within}
        own = _own_ranges(file, {field.dotted for field in chosen}, source)
        for field in chosen:
            place = f"ranges.{field.dotted}" if field.dotted in own else where
            found.append(_factor("uncertainty", field, own.get(field.dotted, usual), source, place))
    else:
        for name, said in named_specs(file.uncertainties, "uncertainties", source):
            where = f"uncertainties.{name}"
            info = _info(name, infos, "uncertainties", source)
            found.append(_factor("uncertainty", info, said, source, where, repeats=repeats))
    return tuple(found)


def _own_ranges(file: DesignFile, chosen: Collection[str], source: Source) -> dict[str, Any]:
    """Return what ``[ranges]`` says of single fields among the assumed ones."""
    own = dict(named_specs(file.ranges, "ranges", source))
    for name in own:
        if name not in chosen:
            raise DesignError(
                f"{source.where(f'ranges.{name}')}: {name} is not among the assumed fields of this design."
            )
    return own


def _info(name: str, infos: Mapping[str, FieldInfo], part: str, source: Source) -> FieldInfo:
    if name not in infos and (own := own_cell(name)):
        return own
    if name not in infos:
        raise DesignError(f"{source.where(f'{part}.{name}')}: the scenario has no entry {name}; give it one first.")
    return infos[name]


def plain_field(base: Scenario, name: str, part: str, source: Source) -> Kind:
    """Return what kind of value a field of the scenario takes.

    Raises
    ------
    DesignError
        When the scenario has no such entry.
    """
    return _kind(_info(name, {field.dotted: field for field in fields(base)}, part, source))


def _kind(field: FieldInfo) -> Kind:
    declared = without_none(field.annotation)
    if declared is float:
        return "number"
    return "whole" if declared is int else "choice"


def _factor(role: Role, field: FieldInfo, said: Any, source: Source, where: str, *, repeats: bool = False) -> Factor:
    kind = _kind(field)
    place = f"{source.where(where)}: {field.dotted}"
    if isinstance(said, list):
        values = tuple(_checked_value(value, field, kind, place) for value in said)
        if not values or (len(set(values)) != len(values) and not repeats):
            raise DesignError(f"{place} must list different values, got {said}.")
        return Factor(field.dotted, role, kind, values=values, unit=field.unit, meaning=field.meaning)
    if not isinstance(said, Mapping):
        raise DesignError(f"{place} must be a list of values or a table such as {{ low = 0, high = 1 }}, got {said!r}.")
    for key in said:
        if key not in RANGE_KEYS:
            raise DesignError(f"{place}: {no_such('part of a range', key, RANGE_KEYS)}")
    if kind == "choice":
        return Factor(field.dotted, role, kind, values=_choices(field, place), unit=field.unit, meaning=field.meaning)
    return _ranged(role, field, kind, said, place)


def _choices(field: FieldInfo, place: str) -> tuple[Any, ...]:
    declared = without_none(field.annotation)
    if declared is bool:
        return (False, True)
    if not (names := choices_in(declared)):
        raise DesignError(f"{place} is neither a number nor a choice; list the values to take.")
    return tuple(names)


def _ranged(role: Role, field: FieldInfo, kind: Kind, said: Mapping[str, Any], place: str) -> Factor:
    low, high = (_end(name, said, field, place) for name in ("low", "high"))
    for end in (low, high):
        _checked_value(int(end) if kind == "whole" and end == int(end) else end, field, kind, place)
    distribution = said.get("distribution", "uniform")
    if distribution not in get_args(Distribution):
        raise DesignError(f"{place}: {no_such('distribution', str(distribution), get_args(Distribution))}")
    _check_is_used(said, distribution, place)
    mode = said.get("mode")
    if mode is not None:
        _checked_value(mode, field, kind, place)
    if mode is None and distribution.endswith("normal") and field.value is not None and low <= field.value <= high:
        mode = float(field.value)
    law = cast("Distribution", distribution)
    sd = _number(said["sd"], place) if "sd" in said else None
    found = Factor(field.dotted, role, kind, low, high, law, mode, sd, unit=field.unit, meaning=field.meaning)
    return _stepped(found, said["steps"], place) if "steps" in said else found


def _check_is_used(said: Mapping[str, Any], distribution: str, place: str) -> None:
    """Refuse parts of a range that would say nothing beside the others.

    Raises
    ------
    DesignError
        One line: which, and what would give it a meaning.
    """
    if "sd" in said and not distribution.endswith("normal"):
        raise DesignError(f"{place}: sd belongs to normal and log-normal, and this distribution is {distribution}.")
    if "mode" in said and distribution not in WITH_MODE:
        raise DesignError(f"{place}: mode belongs to {', '.join(WITH_MODE)}, and this distribution is {distribution}.")
    if "within" in said and "low" in said and "high" in said:
        raise DesignError(f"{place}: low and high leave nothing for within to set; keep one of the two.")


def _end(name: str, said: Mapping[str, Any], field: FieldInfo, place: str) -> float:
    """Return an end of a range: as given, as declared, or a share of the value away from it.

    A value of 0 has no share: it goes by that share of the declared range.
    """
    declared = field.low if name == "low" else field.high
    if name in said:
        return _number(said[name], place)
    if declared is None or not math.isfinite(declared):
        raise DesignError(f"{place} has no {'least' if name == 'low' else 'largest'} value declared; give {name}.")
    if "within" not in said or field.value is None:
        return float(declared)
    share = _number(said["within"], place)
    least, most = WIDEST
    if not least <= share <= most:
        raise DesignError(f"{place}: within must be a number from {least:g} to {most:g} [share], got {share:g}.")
    sign = -1.0 if name == "low" else 1.0
    end = field.value + sign * share * abs(field.value) if field.value else min(share, 1.0) * declared
    if isinstance(field.value, int):
        end = math.floor(end) if name == "low" else math.ceil(end)
    return float(min(end, declared) if sign > 0 else max(end, declared))


def _number(value: Any, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DesignError(f"{place} must have numbers as ends of its range, got {value!r}.")
    return float(value)


def _stepped(factor: Factor, steps: Any, place: str) -> Factor:
    """Return the factor with as many values, at even quantiles of its distribution, both ends included."""
    if isinstance(steps, bool) or not isinstance(steps, int) or not 2 <= steps <= MOST_STEPS:
        raise DesignError(f"{place}: steps must be a whole number from 2 to {MOST_STEPS}, got {steps!r}.")
    values = factor.at(np.linspace(0.0, 1.0, steps))
    rounded = tuple(dict.fromkeys(_plain(value) for value in values))
    return Factor(factor.name, factor.role, factor.kind, values=rounded, unit=factor.unit, meaning=factor.meaning)


def _plain(value: Any) -> Any:
    number = value.item() if hasattr(value, "item") else value
    return float(f"{number:.12g}") if isinstance(number, float) else number


def _checked_value(value: Any, field: FieldInfo, kind: Kind, place: str) -> Any:
    """Return a value if the field may have it; a whole number given for a number becomes one."""
    declared = without_none(field.annotation)
    if kind == "choice":
        allowed = _choices(field, place) if declared is bool or choices_in(declared) else None
        if allowed is not None and not any(type(value) is type(one) and value == one for one in allowed):
            raise DesignError(f"{place}: {no_such('choice', str(value), [str(one) for one in allowed])}")
        if not isinstance(value, str | bool) or is_steering(str(value)):
            raise DesignError(f"{place} must list texts, got {value!r}.")
        return value
    is_right = isinstance(value, int | float) and not isinstance(value, bool)
    is_right = is_right and (kind == "number" or isinstance(value, int))
    low = -math.inf if field.low is None else field.low
    high = math.inf if field.high is None else field.high
    if not is_right or not low <= value <= high:
        what = "a whole number" if kind == "whole" else "a number"
        raise DesignError(f"{place} must be {what} from {low:g} to {high:g} [{field.unit}], got {value!r}.")
    return float(value) if kind == "number" else value
