"""Fuzzed files, options and manifests: each is valid, or one line; a hundred thousand of them in `make attack`."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.checks import Laboratory, laboratory, most_memory
from tests.fuzz.commands import MEBIBYTES
from tests.fuzz.inputs import Luck

KINDS = ("scenario", "design", "roster", "own", "options", "manifest")
FAST = 150
"""Cases of each kind in the ordinary suite."""
MANY = int(os.environ.get("FUZZED", "17000"))
"""Cases of each kind in `make attack`."""


@pytest.fixture(scope="module")
def lab():
    with laboratory() as open_one:
        yield open_one


def hold(lab: Laboratory, kind: str, first: int, last: int) -> None:
    """Try cases by number; the first that does not hold is named by its number."""
    lab.valid = lab.refused = 0
    for number in range(first, last):
        try:
            lab.holds(kind, Luck.number(number, kind))
        except BaseException as error:
            error.add_note(f"case {number} of kind {kind}: Luck.number({number}, {kind!r})")
            raise
    assert lab.valid + lab.refused == last - first


@pytest.mark.parametrize("kind", KINDS)
def test_fuzzed_input_is_valid_or_one_line(lab, kind):
    hold(lab, kind, 0, FAST)
    assert min(lab.valid, lab.refused) > 0, "a fuzzer that makes only one kind of input finds nothing"


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(body=st.binary(max_size=120))
def test_input_made_by_hypothesis_is_valid_or_one_line(lab, kind, body):
    lab.holds(kind, Luck(body))


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_thousand_fuzzed_inputs_are_valid_or_one_line(lab, kind):
    hold(lab, kind, FAST, FAST + MANY)
    assert most_memory() < MEBIBYTES + 300, "more than the libraries themselves and the limit"
