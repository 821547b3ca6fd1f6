"""Issues of one's own: a level, stakes and measures, changes by name, and the one line for a mistake."""

from __future__ import annotations

import pytest

from simulation.core.columns import Issue, Portfolio
from simulation.invariants import broken_invariants
from simulation.measures import OUTCOMES
from simulation.parameters import load_scenario
from simulation.world import World
from tests.own_world import COMPANY, refused

OCEANS = {
    "id": "oceans", "dynamics": "stock", "need": 100, "value": 5, "observed_coverage": 0.2, "inflow": 0.08,
    "human_exposure": "population*food_vulnerability",
}  # fmt: skip


def test_an_issue_of_ones_own_has_a_level_stakes_and_measures():
    scenario = load_scenario(
        {"extends": "small", "years": 1, "issue": [OCEANS], "actor": [{**COMPANY, "interest": {"oceans": 1}}]}
    )
    state = World(scenario, 0)
    g = state.issues.index("oceans")
    assert g == 10
    assert state.roster.threats == (0, 1, 2, 3, 4, 5, 10)
    assert state.column(Portfolio.STAKE)[g].sum() == pytest.approx(1.0)
    assert state.column(Portfolio.MISSION)[g, state.ids.index("plastix")] == 1.0
    assert state.column(Issue.SCALE)[g] == scenario.payoff.saturation * 100
    assert state.column(Issue.COVERAGE)[g] == pytest.approx(0.2)
    state.run()
    names = [measure.name for measure in state.measures]
    assert names[len(OUTCOMES) :] == ["effort_oceans", "level_oceans", "coverage_oceans", "model_share_oceans"]
    course = dict(zip(names, state.outcomes.T, strict=True))
    assert course["level_oceans"][0] == 1.0
    assert course["level_oceans"][-1] > 1.05  # four fifths of the inflow are not answered
    assert course["effort_oceans"][-1] == pytest.approx(state.column(Portfolio.DELIVERED)[g].sum())
    assert course["effort_oceans"][-1] > 0.0
    assert broken_invariants(state.tables, state.step) == []


def test_an_issue_can_be_changed_and_swept_by_its_name():
    scenario = load_scenario({"issue": [OCEANS]}, {"issues.oceans.need": 50})
    assert World(load_scenario(scenario, {"roster.states": 5, "years": 1}), 0).column(Issue.NEED)[10] == 50


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"need": 0}, "need must be a number from 0.001"),
        ({"id": "climate"}, "the id of an issue is a word"),
        ({"id": "my issue"}, "the id of an issue is a word"),
        ({"dynamics": "club"}, "an issue of the dynamics 'club' reads no need"),
        ({"growth": 0.1}, "an issue of the dynamics 'stock' reads no growth"),
        ({"human_exposure": "populaton"}, "Did you mean 'population'?"),
        ({"economic_exposure": "gdp*position"}, "No figure of states is called 'position'"),
        ({"dynamics": "stok"}, "Did you mean 'stock'?"),
    ],
)
def test_mistakes_in_an_issue(said, expected):
    assert expected in refused(issue=[{**OCEANS, **said}])


def test_an_issue_needs_what_no_rule_can_make_up():
    assert "'x' needs a need" in refused(issue=[{"id": "x", "value": 2}])
    assert "No issue of your own is called 'climate'" in refused(issues={"climate": {"need": 5}})
