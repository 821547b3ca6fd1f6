"""Parameter sets that the record allows: each history of an ensemble draws one, the same in every arm."""

from __future__ import annotations

from functools import lru_cache

from simulation.core.whole import is_number
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.listing import fields
from simulation.roster.reading import DATA, read_table

TABLE = "parameter_sets"
Value = float | int | str
"""Of a field: a number, a whole number or a choice."""


@lru_cache(maxsize=1)
def parameter_sets() -> tuple[dict[str, Value], ...]:
    """Return the shipped sets in the order in which they are drawn: by dotted name, values as fields take them."""
    table = read_table(DATA, TABLE, ("payoff.review_share",))
    whole = {field.dotted for field in fields(load_scenario({})) if field.annotation is int}
    columns: dict[str, list[Value]] = {}
    for name, cells in table.columns.items():
        numbers = table.numbers(name).tolist() if is_number(cells[0]) else cells
        columns[name] = [int(value) for value in numbers] if name in whole else list(numbers)
    return tuple({name: values[row] for name, values in columns.items()} for row in range(table.size))


def number_of(scenario: Scenario, seed: int) -> int:
    """Return which set a history draws: one after the other, so that few histories are spread, too."""
    return seed % min(scenario.parameter_sets, len(parameter_sets()))


def scenario_of_history(scenario: Scenario, seed: int) -> Scenario:
    """Return the scenario as one history has it: with the set that it draws, where it is one of an ensemble.

    A value that the scenario has changed from its default stays.
    """
    if scenario.parameter_sets == 0:
        return scenario
    drawn = parameter_sets()[number_of(scenario, seed)]
    as_shipped = {field.dotted for field in fields(scenario) if field.value == field.default}
    kept = {name: value for name, value in drawn.items() if name in as_shipped}
    return load_scenario(scenario, {**kept, "parameter_sets": 0})
