"""Parameter sets that the record allows: each history of an ensemble draws one, the same in every arm."""

from __future__ import annotations

from functools import lru_cache

from simulation.core.whole import is_number
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.listing import fields
from simulation.roster.reading import DATA, read_table

TABLE = "parameter_sets"


@lru_cache(maxsize=1)
def parameter_sets() -> tuple[dict[str, float | str], ...]:
    """Return the shipped sets in the order in which they are drawn: dotted names, numbers and choices."""
    table = read_table(DATA, TABLE, ("payoff.review_share",))
    columns: dict[str, list[float] | list[str]] = {
        name: table.numbers(name).tolist() if is_number(cells[0]) else table.text(name)
        for name, cells in table.columns.items()
    }
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
    as_shipped = {field.dotted: field.annotation for field in fields(scenario) if field.value == field.default}
    kept = {
        name: int(value) if as_shipped[name] is int else value for name, value in drawn.items() if name in as_shipped
    }
    return load_scenario(scenario, {**kept, "parameter_sets": 0})
