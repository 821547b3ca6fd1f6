"""Every number that somebody chose stands in a scenario: a literal in a mechanism or a decision needs a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from simulation.parameters import declared_values

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("mechanisms", "decision", "measures")
PLAIN = (0, 1, -1)
"""Nothing, one and the other way: no choice is in them."""
ROUNDING = "keeps rounding or a division by nothing from deciding"
PLACE = "place of a column, term or row"
COUNT = "a count or mean by its definition"
ALLOWED: dict[str, dict[float, str]] = {
    "mechanisms/attention.py": {1e-300: ROUNDING},
    "mechanisms/coercion.py": {2: PLACE},
    "mechanisms/founding.py": {
        2025: "first year of a run, as in scenario dates",
        1e-12: ROUNDING,
        1009: "spreads numbers that stand for ids",
        17: "spreads numbers that stand for ids",
        2147483647: "spreads numbers that stand for ids",
    },
    "mechanisms/lifecycle.py": {2: "a partnership has two members"},
    "mechanisms/measuring.py": {6: "number of threats", 5: "the measure is of the five largest"},
    "mechanisms/relations.py": {4: "quarters of a year", 2: PLACE},
    "mechanisms/shocks.py": {2: "a uniform jump of the stated mean reaches twice that"},
    "mechanisms/withdrawals.py": {2: PLACE, 3: PLACE},
    "decision/admission.py": {1e-9: ROUNDING, 2: "a majority is more than half"},
    "decision/choice.py": {0.5: "codes exclusivity: from the middle of its scale on a partnership excludes"},
    "decision/enumeration.py": {10: "actors up to which all groups are listed; what is found is the same"},
    "decision/motives.py": {1e-9: ROUNDING, 2: COUNT},
    "decision/payoff.py": {1e-12: ROUNDING, 2: PLACE},
    "decision/prospects.py": {300: "a logit from which odds are certain"},
    "decision/whole_payoff.py": {2: PLACE, 3: PLACE},
    "decision/transfers.py": {0.5: COUNT},
    "measures/agency.py": {0.5: "a rank's middle; the index's, in a measure", 2: PLACE, 3: PLACE, 4: PLACE},
    "measures/burden.py": {2: COUNT},
    "measures/order.py": {1e-12: ROUNDING},
    "measures/ties.py": {0.5: "a body of more than half of all states is universal, in a measure"},
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


SOLVERS = ("counterfactual.py", "effort.py", "leadership.py")
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
