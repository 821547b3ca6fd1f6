"""Numbers that strangers wrote: marks of thousands, numbers beyond all measure, values and chances of games."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from experiments.analysis.crossing import first_crossings
from experiments.analysis.intervals import enough_histories
from experiments.evidence.prediction import predict_members
from simulation.core.errors import MultipartnerError
from simulation.game import Game
from simulation.parameters.spreadsheets import number_in
from simulation.world import World


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [("0.345", ",", None), ("01.234", ",", None), ("1.5", ",", None), ("1.234", ",", 1234.0), ("0,345", ".", None)],
)
def test_a_mark_after_a_zero_divides_no_thousands(text: str, decimal: str, number: float | None) -> None:
    assert number_in(text, decimal) == number


def test_numbers_beyond_all_measure_are_one_line(tmp_path) -> None:
    with pytest.raises(MultipartnerError, match="No number of histories"):
        enough_histories(np.array([1.0, 2.0, 3.0]), 1e-300)
    with pytest.raises(MultipartnerError, match="holds no numbers"):
        first_crossings(pd.DataFrame({"scenario": ["a"], "history": [0], "year": [2025.0]}), "scenario", 1.0)
    with pytest.raises(MultipartnerError, match="A number from"):
        predict_members({"id": "p", "founders": "FRA|DEU", "started": 10**400}, "small")
    with pytest.raises(MultipartnerError, match="No file can be called"):
        World("small", 0).save(tmp_path / ("a" * 300))


@pytest.mark.parametrize("values", [[1e200] * 3, [True, False], ["1", "2"]])
def test_a_game_takes_numbers_that_it_can_reckon_with(values: list[object]) -> None:
    with pytest.raises(MultipartnerError, match="values must be"):
        Game(values)
    with pytest.raises(MultipartnerError, match="costs must be"):
        Game([1.0, 1.0], costs=1e-320)


@pytest.mark.parametrize("law", [[1.0] * 4, [2.0, -1.0, 0.0, 0.0], [1.0]])
def test_a_law_is_chances_that_sum_to_one(law: list[float]) -> None:
    with pytest.raises(MultipartnerError, match="chances that sum to 1"):
        Game([1.0] * 3).mean_over_groups(np.array(law), np.ones(4))
