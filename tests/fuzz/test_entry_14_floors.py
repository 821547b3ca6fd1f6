"""Floors of dependencies: each is stated, and those that are installed are not below them."""

from __future__ import annotations

import tomllib
from importlib.metadata import version

import pytest
from packaging.requirements import Requirement

from tests.fuzz.commands import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
STATED = [Requirement(line) for line in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["analysis"]]


@pytest.mark.parametrize("stated", STATED, ids=lambda each: each.name)
def test_entry_14_every_dependency_has_a_floor_that_is_met(stated):
    assert {each.operator for each in stated.specifier} & {">=", "=="}, stated
    assert stated.specifier.contains(version(stated.name), prereleases=True)


@pytest.mark.parametrize(
    ("name", "broken"),
    [("numba", "0.67.0"), ("typer", "0.15.0"), ("rich", "13.0.0"), ("pydantic", "2.12.0"), ("scipy", "1.14.1")],
)
def test_entry_14_versions_that_are_known_to_fail_are_refused(name, broken):
    stated = next(each for each in STATED if each.name == name)
    assert not stated.specifier.contains(broken)


def test_entry_14_lowest_and_newest_are_each_one_command():
    said = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "test-lowest:" in said
    assert "--resolution lowest-direct" in said
    assert "test-newest:" in said
