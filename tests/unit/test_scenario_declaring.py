"""Declaring fields: one call stores type, range, unit, meaning and graded source."""

import math
from typing import Literal

import pytest
from pydantic import ValidationError

from simulation.parameters.grading import graded
from simulation.parameters.listing import fields
from simulation.parameters.quantity import REQUIRED, choice, quantity, words
from simulation.parameters.section import ByKind, Section

SOURCE = "Assumed: for a test"


class Toy(Section):
    number: float = quantity(0.5, 0, 1, "share", SOURCE, "a number")
    count: int = quantity(3, 1, 9, "count", SOURCE, "a whole number")
    unset: float | None = quantity(None, 0, 1, "share", SOURCE, "a number that may be unset")
    table: tuple[float, ...] = quantity((0.1, 0.2), 0, 1, "share", SOURCE, "a number for each")
    boundless: float = quantity(1.0, 0, math.inf, "ratio", SOURCE, "a number without an upper bound")
    switch: bool = choice(False, SOURCE, "a switch")
    name: Literal["join", "stay"] = choice("stay", "Adapted [key1986, other2001]: less", "one of two names")
    text: str = words("free text")
    start: float = quantity(2025.0, 2025, 2225, "calendar year", SOURCE, "a date", alias="from")


def test_a_field_is_listed_with_all_that_was_declared():
    listed = {field.dotted: field for field in fields(Toy())}
    number = listed["number"]
    assert (number.value, number.low, number.high, number.unit) == (0.5, 0, 1, "share")
    assert (number.meaning, number.grade, number.source) == ("a number", "Assumed", SOURCE)
    assert number.origin == "default"
    assert (listed["name"].grade, listed["name"].keys) == ("Adapted", ("key1986", "other2001"))
    assert "from" in listed
    assert "start" not in listed


@pytest.mark.parametrize(
    "values",
    [
        {"number": 1},
        {"number": 0.0},
        {"unset": None},
        {"unset": 1.0},
        {"table": ()},
        {"table": (0, 1.0)},
        {"boundless": math.inf},
        {"switch": True},
        {"name": "join"},
        {"text": "words"},
        {"from": 2026.25},
    ],
)
def test_allowed_values(values):
    assert Toy(**values).model_dump(include=set(values) | {"start"}).items() >= values.items()


@pytest.mark.parametrize(
    "values",
    [
        {"number": 1.0000000001},
        {"number": math.nan},
        {"number": math.inf},
        {"number": True},
        {"number": "0.5"},
        {"number": None},
        {"count": 2.0},
        {"count": 2.5},
        {"count": True},
        {"count": 10},
        {"unset": -0.1},
        {"table": (0.1, 1.1)},
        {"table": (0.1, math.nan)},
        {"table": ("0.1",)},
        {"table": 0.1},
        {"boundless": math.nan},
        {"boundless": -math.inf},
        {"switch": 1},
        {"switch": "true"},
        {"name": "Join"},
        {"text": 5},
        {"start": 2026.0},
        {"unknown": 1},
    ],
)
def test_refused_values(values):
    with pytest.raises(ValidationError):
        Toy(**values)


def test_a_section_cannot_be_changed():
    with pytest.raises(ValidationError, match="frozen"):
        Toy().number = 0.4


def test_numbers_by_kind_come_in_the_order_of_the_codes():
    class Weights(ByKind):
        organisation: float = quantity(5, 0, 9, "ratio", SOURCE, "fifth")
        state: float = quantity(1, 0, 9, "ratio", SOURCE, "first")
        company: float = quantity(2, 0, 9, "ratio", SOURCE, "second")
        ngo: float = quantity(3, 0, 9, "ratio", SOURCE, "third")
        city: float = quantity(6, 0, 9, "ratio", SOURCE, "sixth")
        philanthropy: float = quantity(4, 0, 9, "ratio", SOURCE, "fourth")

    assert Weights().in_order() == (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)


def test_a_required_field_has_no_default():
    class Entry(Section):
        date: float = quantity(REQUIRED, 2025, 2225, "calendar year", SOURCE, "a date")

    with pytest.raises(ValidationError, match="date"):
        Entry()


@pytest.mark.parametrize("default", [1.5, -0.1, math.nan, math.inf, (0.5, 2.0)])
def test_a_default_outside_its_range_is_refused_when_declared(default):
    with pytest.raises(ValueError, match="the default of 'a number' must lie between 0 and 1"):
        quantity(default, 0, 1, "share", SOURCE, "a number")


def test_a_falling_range_or_a_missing_unit_is_refused_when_declared():
    with pytest.raises(ValueError, match="must rise"):
        quantity(0.5, 1, 0, "share", SOURCE, "a number")
    with pytest.raises(ValueError, match="must have a unit"):
        quantity(0.5, 0, 1, "", SOURCE, "a number")


@pytest.mark.parametrize(
    ("text", "grade", "keys"),
    [
        ("Exact [barrett1994]", "Exact", ("barrett1994",)),
        ("Exact [barrett1994], eq. (3)", "Exact", ("barrett1994",)),
        ("Adapted [keohane1986]: one number", "Adapted", ("keohane1986",)),
        ("Adapted [a2001], [b2002]: both, less", "Adapted", ("a2001", "b2002")),
        ("Assumed: plausible, see [c2003]", "Assumed", ("c2003",)),
    ],
)
def test_graded_sources(text, grade, keys):
    parsed = graded(text)
    assert (parsed.grade, parsed.keys, parsed.text) == (grade, keys, text)


BAD_SOURCES = [
    "",
    "Guess",
    "Assumed",
    "Assumed:",
    "Assumed: ",
    "Exact",
    "Exact: eq. 3",
    "Adapted [key]",
    "Adapted: x",
    "Adapted []: x",
    "exact [key]",
    "Based on [key]",
]


@pytest.mark.parametrize("text", BAD_SOURCES)
def test_a_bad_grade_is_refused_when_declared(text):
    with pytest.raises(ValueError, match="a source must read"):
        choice(True, text, "a switch")
