"""Row 18: the concentration of capabilities since 1900, by the measure of the outcome row."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.verification.row import data
from simulation.measures.networks import effective_shares, share_concentration


def test_measure_of_shares_and_of_their_squares_are_one() -> None:
    """Shares built to have the published sum of squares have the published concentration."""
    table = data("capability_concentration")
    for _, year in table.iloc[::20].iterrows():
        n, squares = int(year["n"]), float(year["hhi"])
        top = (1.0 + np.sqrt((n - 1) * (n * squares - 1.0))) / n
        shares = np.array([top] + [(1.0 - top) / (n - 1)] * (n - 1))
        assert share_concentration(shares) == pytest.approx(year["con_all"], abs=1e-9)
        assert effective_shares(shares) == pytest.approx(year["enp"], abs=1e-9)


def test_the_table_is_whole() -> None:
    table = data("capability_concentration")
    assert len(table) > 100
    assert not table.isna().to_numpy().any()
