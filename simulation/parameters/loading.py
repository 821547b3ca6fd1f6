"""Load a scenario: read, follow ``extends``, merge, override, check, and remember who set what."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from simulation.core.errors import ScenarioError
from simulation.core.typed import fits, shown
from simulation.parameters.beside import named_files, sources_beside
from simulation.parameters.complaints import scenario_error, unknown_key
from simulation.parameters.files import Source, read
from simulation.parameters.listing import choices_in, find, is_entry, steps_of, without_none
from simulation.parameters.merging import SET, Merged, Steps
from simulation.parameters.scenario import Scenario
from simulation.parameters.syntax import DEEPEST, NotTomlError, toml_values

ScenarioLike = str | os.PathLike[str] | Mapping[str, Any] | Scenario


def load_scenario(scenario: ScenarioLike = "today", overrides: Mapping[str, Any] | None = None) -> Scenario:
    """Return a checked scenario.

    Parameters
    ----------
    scenario : str, path, mapping or Scenario
        Name of a shipped scenario, path of a TOML file, table of values (``extends`` allowed), or scenario.
    overrides : mapping, optional
        Values by dotted name, such as ``{"us.transactionalism": 0.8, "us.policy.0.stance": "seeding"}``. Text
        given for a field that does not hold text is read as a TOML value; ``none`` unsets what may be unset.

    Returns
    -------
    Scenario
        Every value in its declared range and unit, as ``multipartner show`` prints them; ``origin`` says where.

    Raises
    ------
    ScenarioError
        One line: where (file and line), what, allowed, found, closest match.

    Examples
    --------
    >>> load_scenario({"payoff": {"phi": 0.5}}, {"years": "10"}).years
    10
    """
    if not fits(overrides, Mapping[str, Any] | None):
        raise ScenarioError(f"Overrides are a table of values by dotted name, got {shown(overrides)}.")
    merged = Merged(Scenario)
    if isinstance(scenario, Scenario):
        merged.add(Source("", _plain_value(scenario.model_dump(), ""), Path()))
        merged.origin = {name: said for name, said in scenario.all_origins.items() if said != "default"}
        files = list(scenario.files)
    else:
        files = []
        for source in reversed(_chain(_source(scenario))):
            files += _add(merged, source)
    for dotted, value in (overrides or {}).items():
        path, parsed = _override(dotted, value)
        merged.override(path, parsed)
    if typed := named_files(merged.values):
        files += _add(merged, Source(SET, {"roster": {"files": typed}}, Path()))
    try:
        loaded = Scenario.model_validate(_tuples(merged.values))
    except ValidationError as error:
        raise scenario_error(Scenario, error, merged.where) from None
    loaded.remember_origin({**merged.opened, **merged.origin}, tuple(dict.fromkeys(files)))
    return loaded


def _add(merged: Merged, source: Source) -> list[str]:
    """Lay what a file says over what there is, then what stands in the files beside it; return their names."""
    merged.add(source)
    for beside in sources_beside(source):
        merged.add(beside)
    if named := named_files(source.values):
        merged.values["roster"]["files"] = []
    return named


def _source(scenario: object) -> Source:
    if isinstance(scenario, Mapping):
        return Source("Python", _plain_value(scenario, ""), Path())
    if isinstance(scenario, str | os.PathLike):
        return read(scenario)
    kinds = "a name, a path, a table or a Scenario"
    raise ScenarioError(f"A scenario must be {kinds}, got {type(scenario).__name__}.")


def _chain(first: Source) -> list[Source]:
    """Return a source and those it extends, the extended ones last."""
    chain = [first]
    while "extends" in chain[-1].values:
        last = chain[-1]
        parent, where = last.values["extends"], last.where("extends")
        if not isinstance(parent, str):
            raise ScenarioError(f"{where}: extends must be the name or path of one scenario, got {parent!r}.")
        following = read(parent, last.folder, where)
        places = [source.place for source in chain]
        if following.place in places:
            circle = [source.label for source in chain[places.index(following.place) :]]
            listed = " → ".join([*circle, circle[0]])
            raise ScenarioError(f"{where}: scenarios must not extend one another in a circle: {listed}.")
        chain.append(following)
    return chain


def _override(dotted: str, value: Any) -> tuple[Steps, Any]:
    """Return the path an override leads to and its value, read by the type of the field there."""
    path = steps_of(dotted)
    place = find(Scenario, path)
    if place is None:
        raise ScenarioError(f"{SET} {dotted}: {unknown_key(Scenario, _known_part(path))}")
    if isinstance(value, str) and not is_entry(Scenario, path):
        value = parsed(place.annotation, value)
    return path, _plain_value(value, dotted)


def _known_part(path: Steps) -> Steps:
    """Return the path up to and with its first unknown step."""
    unknown = (path[:length] for length in range(1, len(path)) if find(Scenario, path[:length]) is None)
    return next(unknown, path)


def parsed(annotation: Any, text: str) -> Any:
    """Read an override given as text: as it stands for text and names, else as a TOML value.

    Examples
    --------
    >>> parsed(float | None, "none"), parsed(float, ".5"), parsed(str, "5"), parsed(tuple[int, ...], "[1]")
    (None, 0.5, '5', [1])
    """
    kind, plain = without_none(annotation), text.strip()
    if kind is str or choices_in(kind):
        return text if kind is str else plain
    if kind is not annotation and plain.lower() in ("none", ""):
        return None
    if kind is bool and plain.lower() in ("true", "false"):
        return plain.lower() == "true"
    try:
        return toml_values(f"value = {plain}")["value"]
    except NotTomlError:
        return _number(text)


def _number(text: str) -> Any:
    """Return a number written in a way TOML does not know (``.5``), else the text itself."""
    try:
        return float(text)
    except ValueError:
        return text


def _plain_value(value: Any, dotted: str) -> Any:
    """Return a value given in Python, NumPy's kinds among them, as TOML would have given it."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [_plain_value(one, dotted) for one in value]
    if not isinstance(value, Mapping):
        return value
    for key in value:
        if not isinstance(key, str):
            raise ScenarioError(f"Python: keys of {dotted or 'a scenario'} must be text, got {key!r}.")
    if dotted.count(".") > DEEPEST:
        raise ScenarioError(f"Python: a scenario must not be nested more than {DEEPEST} levels deep.")
    return {key: _plain_value(inner, f"{dotted}.{key}".strip(".")) for key, inner in value.items()}


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(_tuples(inner) for inner in value) if isinstance(value, list) else value
