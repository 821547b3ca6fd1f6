"""Every number that somebody chose stands in a scenario: a literal in a mechanism or a decision needs a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from simulation.parameters import declared_values

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mechanisms", "decision", "measures", "start", "roster")
PLAIN = (0, 1, -1)
"""Nothing, one and the other way: no choice is in them."""
ROUNDING = "keeps rounding or a division by nothing from deciding"
PLACE = "place of a column, term or row"
COUNT = "a count or mean by its definition"
YEAR = "a year, or the bounds of one in a table"
CODED = "turns words of the shipped tables into numbers: a part of the data, described there"
MEMORY = "how much is kept in memory; nothing hangs on it"
ALLOWED: dict[str, dict[float, str]] = {
    "mechanisms/attention.py": {1e-300: ROUNDING},
    "mechanisms/coercion.py": {2: PLACE},
    "mechanisms/dates.py": {2: PLACE, 3: PLACE, 4: PLACE},
    "mechanisms/founding.py": {
        2025: "first year of a run, as in scenario dates",
        1e-12: ROUNDING,
        1009: "spreads numbers that stand for ids",
        17: "spreads numbers that stand for ids",
        2147483647: "spreads numbers that stand for ids",
    },
    "mechanisms/growth.py": {1e9: "US$ in a billion", 2: "number of an axis"},
    "mechanisms/lifecycle.py": {2: "a partnership has two members"},
    "mechanisms/measuring.py": {2: PLACE, 3: "measures of a threat", 5: "the measure is of the five largest"},
    "mechanisms/relations.py": {4: "quarters of a year", 2: PLACE},
    "mechanisms/shocks.py": {2: "a uniform jump of the stated mean reaches twice that"},
    "mechanisms/withdrawals.py": {2: PLACE, 3: PLACE},
    "decision/choice.py": {1e-3: "far more than rounding; any larger one decides the same"},
    "decision/admission.py": {1e-9: ROUNDING, 2: "a majority is more than half"},
    "decision/enumeration.py": {10: "actors up to which all groups are listed; what is found is the same"},
    "decision/freshness.py": {2: PLACE},
    "decision/motives.py": {1e-9: ROUNDING, 2: COUNT},
    "decision/payoff.py": {1e-12: ROUNDING, 2: PLACE},
    "decision/prospects.py": {300: "a logit from which odds are certain"},
    "decision/whole_payoff.py": {2: PLACE, 3: PLACE},
    "decision/stretches.py": {1e300: "stands for no end"},
    "decision/transfers.py": {0.5: COUNT},
    "measures/agency.py": {0.5: "a rank's middle; the index's, in a measure", 2: PLACE, 3: PLACE, 4: PLACE},
    "measures/burden.py": {2: COUNT},
    "measures/order.py": {1e-12: ROUNDING},
    "start/actors.py": {1e9: "US$ in a billion"},
    "start/build.py": {16: MEMORY, 2: PLACE, 3: PLACE},
    "start/described.py": {
        0.5: "what is not known of a described partnership is in the middle of its scale",
        41: "median age of the organisations of a fit; no run is decided by it",
    },
    "start/growth.py": {2: "incomes and people"},
    "start/intercepts.py": {
        60: "chances are 0 or 1 beyond; halvings down to rounding",
        0.5: COUNT,
        1e-11: ROUNDING,
        0.1: ROUNDING,
        40: "more steps than a bracket ever takes",
        2: "a step is doubled until the solution is passed",
    },
    "start/matching.py": {8: "rounds in which the start settles"},
    "start/memory.py": {2: MEMORY, 20: MEMORY},
    "start/motives.py": {1e6: "stands for infinity: no motive comes near it", 4: MEMORY},
    "start/names.py": {196: "number of states in the world"},
    "start/own_world.py": {8: MEMORY},
    "start/peers.py": {1e-300: ROUNDING},
    "start/policy.py": {2025: YEAR, 2: "stands for never", 31: "stands for never", 4: PLACE, 1e-9: ROUNDING},
    "start/seating.py": {0.5: "one draw for all, so that odds alone decide", 1e-12: ROUNDING},
    "start/settings.py": {2: "code of a name"},
    "roster/actors.py": {1e-9: ROUNDING},
    "roster/checking.py": {1e-9: ROUNDING},
    "roster/breadth.py": {2: PLACE},
    "roster/cities.py": {2: PLACE},
    "roster/coding.py": {32: CODED, 2: CODED, **dict.fromkeys((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8), CODED)},
    "roster/exposure.py": {2.5: "scale of a published index", 5: "scale of a published index"},
    "roster/filling.py": {2: "a median by its definition"},
    "roster/growth.py": {
        **dict.fromkeys((2025, 2030, 2035, 2040, 2045, 2050), YEAR),
        1000: "bounds of a multiple in a table",
        4: MEMORY,
    },
    "roster/loading.py": {16: MEMORY, 4: MEMORY, 2: PLACE},
    "roster/members.py": {1000: YEAR, 3000: YEAR, 2: PLACE},
    "roster/interests.py": {1e-6: ROUNDING},
    "roster/own_checks.py": {1000: YEAR, 3000: YEAR, 20: "known names that a line has room for"},
    "roster/partnerships.py": {1000: YEAR, 3000: YEAR, 2: CODED, 4: PLACE},
    "roster/reading.py": {50_000_000: "bytes of the largest table that is read"},
    "roster/records.py": {2025: YEAR},
    "roster/selection.py": {2: "a world has two states"},
    "roster/states.py": {
        2023: YEAR,
        0.02: CODED,
        90: "bounds of a place",
        180: "bounds of a place",
        10: "bounds of a published index",
        2.5: "bounds of a published index",
        1e-9: ROUNDING,
    },
    "roster/synthesis.py": {
        **dict.fromkeys((105278, 8.11e9, 1.75e6), "measured on the real roster"),
        1000: "number of a stream of luck",
        1_000_000: "largest roster",
        180: "degrees",
        360: "degrees",
        1e-12: ROUNDING,
        2: PLACE,
        3: "levels of an index",
        10: "regions by name",
    },
}  # fmt: skip
"""Numbers that are no choice about the world, by file, with the reason."""


def literals(path: Path) -> list[tuple[int, float]]:
    """Return line and value of every number in a file but nothing, one, and enumerations of terms."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    enums = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    inside = {id(part) for enum in enums for part in ast.walk(enum)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and node.value not in PLAIN
        and id(node) not in inside
    ]


SOLVERS = ("counterfactual.py", "effort.py", "gap.py", "leadership.py")
"""Files that solve equations: their numbers say how exactly, and any finer gives the same."""
FILES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / "simulation" / room).glob("*.py"))
    if room != "decision" or path.name not in SOLVERS
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_number_is_in_a_scenario_or_has_a_reason(path: Path) -> None:
    allowed = ALLOWED.get(f"{path.parent.name}/{path.name}", {})
    new = [f"line {line}: {value}" for line, value in literals(path) if value not in allowed]
    assert not new, f"declare them in simulation/parameters, or say here why they are no choice: {new}"


def test_no_reason_outlives_its_number() -> None:
    held = {f"{path.parent.name}/{path.name}": {value for _, value in literals(path)} for path in FILES}
    stale = [(place, value) for place, numbers in ALLOWED.items() for value in numbers if value not in held[place]]
    assert stale == []


def test_every_place_gives_one_count_of_assumed_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    from experiments.cli.inspect import print_assumptions

    assumed = [field for field in declared_values() if field.grade == "Assumed"]
    print_assumptions()
    printed = re.search(r"Assumed numbers: (\d+)", capsys.readouterr().out)
    written = re.search(r"and (\d+) are assumed", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert printed is not None
    assert written is not None
    assert int(printed[1]) == int(written[1]) == len(assumed)
