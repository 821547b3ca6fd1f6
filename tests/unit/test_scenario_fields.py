"""Every field of a scenario: unit, range, graded source that resolves, and bounds that hold."""

import math
import re
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.core.errors import ScenarioError
from simulation.core.settings import Setting
from simulation.parameters import Scenario, fields, load_scenario, scenario_names
from simulation.parameters.listing import choices_in, without_none

FIELDS = list(fields(Scenario))
NUMBERS = [field for field in FIELDS if field.low is not None]
ENTRIES = {
    "policy": {"from": 2030.0, "stance": "seeding"},
    "withdrawals": {"actor": "USA", "partnership": "who", "from": 2030.0},
    "scheduled": {"between": ("USA", "CHN"), "from": 2030.0},
    "held": {"actor": "USA", "first": 2028.0, "governs": "cooperative", "opposes": "transactional"},
}
"""What an entry of a list must at least say."""


def names(listed):
    return [field.dotted for field in listed]


def nested(dotted, value):
    """Return the tables of a scenario that set one field."""
    *outer, last = dotted.split(".")
    table = {last: value}
    for position in reversed(range(len(outer))):
        step = outer[position]
        if step != "*":
            table = {step: table}
        elif outer[position - 1] == "powers":
            table = {"CHN": table}
        else:
            table = [{**ENTRIES[outer[position - 1]], **table}]
    return table


def found(dotted):
    """Return the dotted name under which `nested` sets a field."""
    return dotted.replace("powers.*", "powers.CHN").replace("*", "0")


def is_whole(field):
    return without_none(field.annotation) is int


def refusal(field, value):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(nested(field.dotted, value))
    return str(caught.value)


def test_names_are_unique_and_sections_are_described():
    assert len(set(names(FIELDS))) == len(FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=names(FIELDS))
def test_a_field_says_what_it_is(field):
    kind = without_none(field.annotation)
    assert field.meaning
    if field.low is not None:
        assert field.unit
        assert field.low <= field.high
        assert field.grade in ("Exact", "Adapted", "Assumed")
    else:
        numeric = kind in (int, float) or any(inner in (int, float) for inner in get_args(kind))
        assert not numeric, "a number is declared with its range"
        # words and switches are the author's own; whatever is a choice of theory has a source
        assert field.grade or kind in (str, bool) or set(get_args(kind)) <= {str, ..., tuple[str, str], tuple[str, ...]}


def test_every_cited_key_is_in_the_bibliography():
    bibliography = Path(__file__).parents[2] / "references.bib"
    known = set(re.findall(r"^@\w+\{([^,\s]+),", bibliography.read_text(encoding="utf-8"), re.MULTILINE))
    cited = {key for field in FIELDS for key in field.keys}
    assert cited
    assert cited <= known, f"not in references.bib: {sorted(cited - known)}"


def test_every_setting_of_the_kernels_is_a_declared_number_or_choice():
    declared = {field.dotted: field for field in FIELDS}
    for setting in Setting:
        field = declared[setting.dotted]
        assert field.low is not None or choices_in(field.annotation) or field.annotation is bool


@pytest.mark.parametrize("field", NUMBERS, ids=names(NUMBERS))
def test_bounds_are_allowed_and_values_just_outside_are_refused(field):
    for bound in {field.low, field.high} - {math.inf, -math.inf}:
        if field.dotted not in ("withdrawals.*.from", "withdrawals.*.until"):  # these also bound each other
            load_scenario(nested(field.dotted, int(bound) if is_whole(field) else bound))
    below = field.low - 1 if is_whole(field) else math.nextafter(field.low, -math.inf)
    above = field.high + 1 if is_whole(field) else math.nextafter(field.high, math.inf)
    for value in (below, above) if math.isfinite(field.high) else (below,):
        said = refusal(field, int(value) if is_whole(field) else value)
        assert said.startswith(f"Python: {found(field.dotted)} must be a")
        assert f"from {field.low:g} to {field.high:g} [{field.unit}]" in said
        assert "\n" not in said


@pytest.mark.parametrize("field", NUMBERS, ids=names(NUMBERS))
def test_not_a_number_and_wrong_types_are_refused(field):
    wrong = [math.nan, -math.inf, "0.5", True, [1.0], {"x": 1.0}]
    if math.isfinite(field.high):
        wrong.append(math.inf)
    for value in wrong:
        assert refusal(field, value).startswith(f"Python: {found(field.dotted)}")


@given(st.sampled_from(NUMBERS), st.data())
def test_values_outside_the_range_are_refused(field, data):
    if is_whole(field):
        outside = st.integers(max_value=int(field.low) - 1) | st.integers(min_value=int(field.high) + 1)
    else:
        outside = st.floats(max_value=field.low, exclude_max=True)
        if math.isfinite(field.high):
            outside |= st.floats(min_value=field.high, exclude_min=True)
    said = refusal(field, data.draw(outside))
    assert said.startswith(f"Python: {found(field.dotted)} must be a")
    assert "\n" not in said


@pytest.mark.parametrize("name", scenario_names())
def test_shipped_scenarios_load_and_say_what_they_are(name):
    scenario = load_scenario(name)
    assert scenario.title
    assert scenario.description
    assert name == "today" or scenario.digest != load_scenario("today").digest


def test_the_size_of_the_small_world():
    assert load_scenario("small").roster.states == 40


def test_a_column_over_threats_has_six_numbers_and_a_filler():
    threats = Scenario().threats
    assert threats.column("need") == tuple(
        getattr(threats, name).need for name in ("climate", "disease", "food", "energy", "displacement", "terrorism")
    )
    assert threats.column("outbreak_rate", -1.0)[2:] == (-1.0, -1.0, -1.0, -1.0)
