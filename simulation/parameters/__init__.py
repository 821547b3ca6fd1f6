"""What a scenario may say: fields with unit, range, default and graded source; how it is loaded."""

from simulation.parameters.files import scenario_folder, scenario_names
from simulation.parameters.listing import FieldInfo, declared_values, fields
from simulation.parameters.loading import load_scenario
from simulation.parameters.policy import LEVERS
from simulation.parameters.scenario import Scenario

__all__ = [
    "LEVERS",
    "FieldInfo",
    "Scenario",
    "declared_values",
    "fields",
    "load_scenario",
    "scenario_folder",
    "scenario_names",
]
