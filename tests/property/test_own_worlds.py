"""Random worlds of one's own, every cell anywhere in its declared range, break no invariant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.core.codes import ISSUES
from simulation.invariants import broken_invariants
from simulation.parameters import load_scenario
from simulation.parameters.listing import choices_in, place_of
from simulation.parameters.own_issues import CLUB, DEFAULTS
from simulation.parameters.own_world import COLUMNS_OF, TABLES
from simulation.world import World

HOMES = ("USA", "CHN", "DEU", "JPN", "IND", "GBR")
"""States of a world of eight that any actor may be at home in."""
OWN_ISSUES = ("oceans", "chess")
LARGE = 1e4
"""Where a range has a silly end, numbers are drawn up to this."""
WORDS = {"region", "name", "industry", "military_note", "source", "confidence", "count_note", "list_note", "goal",
         "deployed_basis", "outcome"}  # fmt: skip
MONEY = {"company": "revenue", "ngo": "budget", "philanthropy": "giving", "organisation": "programme"}


def cell(table: str, column: str) -> st.SearchStrategy[Any]:
    """Return what a cell may hold: one of its words, or a number of its range, ends included."""
    place = place_of(TABLES[table], column)
    if words := choices_in(place.annotation):
        return st.sampled_from(words)
    declared = place.declared
    if column == "rivalry_since":
        return st.sampled_from([0, 1000, 1947.5, 3000])
    if declared is None or declared.low is None or declared.high is None:
        return st.sampled_from(["", "Pacific", "Retail", "word"])
    if declared.unit in {"0/1", "coding"}:
        return st.sampled_from([declared.low, declared.high])
    high = min(declared.high, LARGE)
    return st.floats(declared.low, high, allow_subnormal=False) | st.sampled_from([float(declared.low), float(high)])


def some_cells(table: str, columns: set[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.sets(st.sampled_from(sorted(columns)), max_size=6).flatmap(
        lambda chosen: st.fixed_dictionaries({name: cell(table, name) for name in chosen})
    )


INTERESTS = st.sampled_from([*ISSUES, "oceans"]).map(lambda issue: {issue: 1})


def actor(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    named = {"id", "kind", "home", "interest", "gdp", "population"}
    fixed: dict[str, Any] = {"kind": st.just(kind)}
    if kind == "state":
        fixed |= {
            "gdp": st.floats(1.0, LARGE, allow_subnormal=False),
            "population": st.floats(1e3, 1e9, allow_subnormal=False),
        }
    if kind in {"company", "ngo", "philanthropy", "city"}:
        fixed["home"] = st.sampled_from(HOMES)
    if kind == "city":
        fixed["population"] = st.floats(1.0, 1e8, allow_subnormal=False)
    if kind in MONEY:
        fixed["interest"] = INTERESTS
    return st.tuples(some_cells("actor", set(COLUMNS_OF[kind]) - named), st.fixed_dictionaries(fixed)).map(
        lambda both: {**both[0], **both[1]}
    )


def numbered(rows: list[dict[str, Any]], stem: str) -> list[dict[str, Any]]:
    return [{**row, "id": f"{stem}{k}"} for k, row in enumerate(rows)]


ACTORS = st.lists(st.sampled_from(sorted(COLUMNS_OF)).flatmap(actor), max_size=5).map(
    lambda rows: numbered(rows, "own")
)
DATES = st.sampled_from([1990, 2025, 2025.25, 2025.5, 2026])
MEMBERS = st.lists(
    st.tuples(st.sampled_from([*HOMES, "own0", "gates"]), st.sampled_from(["", ":2025.5", ":2000"])), max_size=6
).map(lambda pairs: list(dict.fromkeys(name + year for name, year in pairs)))
PARTNERSHIPS = st.lists(
    st.tuples(
        some_cells(
            "partnership",
            set(TABLES["partnership"].model_fields)
            - {"id", "issue", "founded", "ended", "lead", "founders", "members", "named_recipients", "list_note"},
        ),
        st.fixed_dictionaries(
            {
                "issue": st.sampled_from([*ISSUES, *OWN_ISSUES]),
                "founded": DATES,
                "founders": MEMBERS,
                "members": MEMBERS,
                "lead": st.sampled_from(["", *HOMES]),
            }
        ),
        st.sampled_from([{}, {}, {"ended": 2026.5}, {"named_recipients": ["IND"]}]),
    ).map(lambda parts: {**parts[0], **parts[1], **parts[2]}),
    max_size=4,
).map(lambda rows: numbered(rows, "fund"))


@st.composite
def issue(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Return an issue of one's own: any dynamics, any of the numbers that it reads."""
    dynamics = draw(st.sampled_from([CLUB] if name == "chess" else [each for each in DEFAULTS if each != CLUB]))
    columns = draw(st.sets(st.sampled_from(sorted(DEFAULTS[dynamics])), max_size=4))
    numbers = {column: draw(cell("issue", column)) for column in columns}
    needed = (
        {}
        if dynamics == CLUB
        else {
            "need": draw(st.floats(0.001, LARGE, allow_subnormal=False)),
            "value": draw(st.floats(0.0, 1000.0, allow_subnormal=False)),
        }
    )
    exposed = draw(st.sampled_from(["", "population*governance_gap", "gdp*climate_vulnerability"]))
    return {"id": name, "dynamics": dynamics, "human_exposure": exposed, **needed, **numbers}


WORLDS = st.fixed_dictionaries(
    {
        "actor": ACTORS,
        "partnership": PARTNERSHIPS,
        "issue": st.tuples(issue("oceans"), issue("chess")).map(list),
        "dyad": st.lists(
            st.tuples(some_cells("dyad", {"pact", "rivalry_since", "border"}), st.permutations(HOMES)).map(
                lambda both: {**both[0], "a": both[1][0], "b": both[1][1]}
            ),
            max_size=3,
        ),
        "drop": st.lists(st.sampled_from(["walmart", "aukus", "gavi", "gates", "amazon"]), unique=True, max_size=2),
    }
)


def check(said: dict[str, Any], seed: int) -> None:
    names = {row["id"] for row in said["actor"]} | {*HOMES, "gates"} - {*said["drop"]}
    for row in said["partnership"]:
        for column in ("founders", "members"):
            row[column] = [each for each in row[column] if each.partition(":")[0] in names]
    said["actor"] = [row for row in said["actor"] if row["kind"] != "state"]  # a small state has no place among eight
    said["partnership"] = [
        {**row, **{c: [m for m in row[c] if m.partition(":")[0] != "own0"] for c in ("founders", "members")}}
        if not any(a["id"] == "own0" for a in said["actor"])
        else row
        for row in said["partnership"]
    ]
    scenario = load_scenario({"extends": "transactional", "years": 2, "roster": {"states": 8}, **said})
    world = World(scenario, seed)
    for _ in range(world.steps):
        assert broken_invariants(world.tables, world.step) == []
        world.advance()
    assert broken_invariants(world.tables, world.step) == []
    assert np.isfinite(world.outcomes).all()


@given(WORLDS, st.integers(0, 2**63 - 1))
@settings(max_examples=6)
def test_random_worlds_of_ones_own(said: dict[str, Any], seed: int) -> None:
    check(said, seed)


@pytest.mark.slow
@given(WORLDS, st.integers(0, 2**63 - 1))
@settings(max_examples=2000)
def test_two_thousand_random_worlds_of_ones_own(said: dict[str, Any], seed: int) -> None:
    check(said, seed)


@given(st.lists(actor("state"), min_size=1, max_size=3), st.integers(0, 2**63 - 1))
@settings(max_examples=5)
def test_random_states_of_ones_own(rows: list[dict[str, Any]], seed: int) -> None:
    world = World(load_scenario({"extends": "today", "years": 1, "actor": numbered(rows, "AT")}), seed)
    world.advance()
    assert broken_invariants(world.tables, world.step) == []
