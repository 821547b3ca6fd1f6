"""Points as arms: what an experiment sees of a design, and the table of its points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from shlex import join
from typing import Any

import pandas as pd
import pyarrow as pa

from experiments.design.file import BASE, Design
from experiments.design.problem import Factor
from experiments.design.sampling import points_of
from simulation.core.errors import MultipartnerError
from simulation.parameters import Scenario, load_scenario

DIGITS = 5
"""Least number of digits in a point's name."""


@dataclass(frozen=True)
class PointArm:
    """A point of a design; its scenario is made when it is needed, so that thousands of points stay small.

    Parameters
    ----------
    name : str
        ``p00017``.
    base : mapping
        Values of the scenario that is varied; one object shared by all points.
    values : mapping
        The point: value by dotted name.
    digest : str
        Digest of the resulting scenario.
    typed : tuple of str
        What to type for the base scenario.
    """

    name: str
    base: Mapping[str, Any]
    values: Mapping[str, Any]
    digest: str
    typed: tuple[str, ...]

    @property
    def scenario(self) -> Scenario:
        """The resolved scenario."""
        return load_scenario(with_values(self.base, self.values))

    @property
    def years(self) -> int:
        """Length of its runs, without making the scenario."""
        return int(self.values.get("years", self.base["years"]))

    @property
    def command(self) -> str:
        """What to type after ``multipartner run``."""
        changes = [part for name, value in self.values.items() for part in ("--set", f"{name}={_typed(value)}")]
        return join([*self.typed, *changes])


def with_values(base: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a scenario with some of them changed by dotted name.

    Names were checked when the design was read, so this is ten times as fast as overriding one by one.

    Examples
    --------
    >>> with_values({"us": {"policy": [{"stance": "statist"}], "seats": 1}}, {"us.policy.0.stance": "seeding"})
    {'us': {'policy': [{'stance': 'seeding'}], 'seats': 1}}
    """
    changed = deepcopy(dict(base))
    for dotted, value in values.items():
        *above, last = dotted.split(".")
        node: Any = changed
        for step in above:
            node = node[int(step)] if isinstance(node, list | tuple) else node.setdefault(step, {})
        node[last] = value
    return changed


def _typed(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def plain_value(value: Any) -> Any:
    """Return a number or text of Python's own in place of NumPy's."""
    return value.item() if hasattr(value, "item") else value


def arms_of(design: Design) -> list[PointArm]:
    """Return an arm for every point of a design, in order.

    Raises
    ------
    MultipartnerError
        When a point is no valid scenario; says which.
    """
    points = points_of(design)
    digits = max(DIGITS, len(str(len(points) - 1)))
    bases = {base.name: base.scenario.model_dump(mode="python", by_alias=True) for base in design.bases}
    years = ["--years", str(design.years)] if design.years is not None else []
    options = [*(part for text in design.settings for part in ("--set", text)), *years]
    arms = []
    for place, row in enumerate(points.itertuples(index=False, name=None)):
        values = {name: plain_value(value) for name, value in zip(points.columns, row, strict=True)}
        base = values.pop(BASE, design.bases[0].name)
        name = f"p{place:0{digits}d}"
        try:
            values |= {setting: formula.value(values) for setting, formula in design.tied.items()}
            digest = load_scenario(with_values(bases[base], values)).digest
        except MultipartnerError as error:
            raise MultipartnerError(f"Point {name} of the design is not a valid scenario: {error}") from None
        arms.append(PointArm(name, bases[base], values, digest, (base, *options)))
    return arms


def distinct(arms: Sequence[PointArm]) -> list[PointArm]:
    """Return the arms to run: the first of those that are one and the same scenario."""
    return list({arm.digest: arm for arm in reversed(arms)}.values())[::-1]


def _column(factor: Factor, values: Sequence[Any]) -> tuple[pa.Field, pa.Array]:
    if factor.kind == "choice":
        array = pa.array(values) if all(isinstance(value, bool) for value in values) else pa.array(map(str, values))
    else:
        array = pa.array(values, pa.int64() if factor.kind == "whole" else pa.float64())
    return pa.field(factor.name, array.type, metadata={"unit": factor.unit, "meaning": factor.meaning}), array


def design_table(design: Design, arms: Sequence[PointArm]) -> pa.Table:
    """Return the table of points of a design."""
    held = {
        factor.name: [arm.typed[0] if factor.name == BASE else arm.values[factor.name] for arm in arms]
        for factor in design.problem.factors
    }
    return points_table(design.problem.factors, arms, held)


def points_table(
    factors: Sequence[Factor], arms: Sequence[PointArm], held: Mapping[str, Sequence[Any]] | pd.DataFrame
) -> pa.Table:
    """Return a table of points: name, digest of the scenario, then one column a factor.

    Parameters
    ----------
    factors : sequence of Factor
    arms : sequence of PointArm
    held : mapping or DataFrame
        Value of every arm, by the name of the factor.
    """
    columns = [
        (pa.field("scenario", pa.string(), metadata={"unit": "", "meaning": "name of the point"}),
         pa.array([arm.name for arm in arms])),
        (pa.field("digest", pa.string(), metadata={"unit": "", "meaning": "digest of the scenario"}),
         pa.array([arm.digest for arm in arms])),
    ]  # fmt: skip
    columns += [_column(factor, list(held[factor.name])) for factor in factors]
    return pa.Table.from_arrays([array for _, array in columns], schema=pa.schema([field for field, _ in columns]))
