"""The shipped issues are rows of a table: each one there, no number that its dynamics do not read, all sourced."""

from __future__ import annotations

import pytest

from simulation.core.codes import ISSUES, THREATS
from simulation.parameters import load_scenario
from simulation.parameters.grading import graded
from simulation.parameters.issue_table import ANY, NUMBERS, READ_BY, dynamics_of, shipped, stated


def test_the_table_has_the_issues_that_the_state_has_rows_for() -> None:
    assert tuple(name for name in shipped() if name != ANY) == ISSUES
    assert tuple(name for name in ISSUES if dynamics_of(name) != "club") == THREATS


@pytest.mark.parametrize("issue", ISSUES)
def test_an_issue_states_only_what_its_dynamics_read(issue: str) -> None:
    columns = set(shipped()[issue]) - {"dynamics"}
    assert columns
    assert columns <= set(READ_BY[dynamics_of(issue)])
    for column in READ_BY[dynamics_of(issue)]:
        value, source = stated(issue, column)
        assert NUMBERS[column].low <= value <= NUMBERS[column].high
        assert graded(source).text == source


def test_scenarios_have_the_numbers_of_the_table() -> None:
    scenario = load_scenario({})
    assert scenario.threats.column("need") == tuple(stated(threat, "need")[0] for threat in THREATS)
    assert scenario.club_shares.infra == stated("infra", "share")[0] == 0.1
