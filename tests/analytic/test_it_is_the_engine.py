"""Rows go through the very decision, rules, payoffs and measures of the world: replace one, and they fail.

Each replacement stands for a part of the engine; it is done uncompiled, in every module that uses the part, and the
row is read result by result until one is wrong.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import Any

import pytest

from experiments.verification import ROWS, Row
from simulation.core.codes import BurdenRule
from simulation.core.columns import Floats, Tables
from simulation.core.errors import MultipartnerError
from simulation.decision.asked_effort import Sharing, effort_of_member

OTHER_RULE = {
    BurdenRule.VOLUNTARY: BurdenRule.JOINT,
    BurdenRule.PRICE: BurdenRule.JOINT,
    BurdenRule.QUANTITY: BurdenRule.VOLUNTARY,
}


def always(answer: float) -> Callable[..., float]:
    return lambda *_: answer


def by_another_rule(tables: Tables, settings: Floats, p: int, j: int, ties: float, shared: Sharing) -> float:
    other = OTHER_RULE.get(BurdenRule(shared.rule), BurdenRule.VOLUNTARY)
    return effort_of_member(tables, settings, p, j, ties, shared._replace(rule=int(other)))


REPLACED: dict[str, tuple[tuple[str, Callable[..., Any]], ...]] = {
    "decision": (("chance_of_being_in", always(1.0)), ("chance_of_being_in", always(0.0))),
    "rule": (("effort_of_member", by_another_rule),),
    "effort": (("alone_effort", always(1.0)), ("settled_effort", lambda *_: (1.0, 1.0))),
    "payoff": (("fill_standing", always(0.0)), ("fill_terms", always(0.0))),
    "measure": (
        ("rank_correlation", always(0.0)),
        ("concentration", always(0.5)),
    ),
    "protocol": (("tie_to_turn", always(0)), ("choice_probability", always(0.5))),
}
"""For each part, functions and what takes their place; a row that uses the part fails with at least one of them."""
LONGEST = 60
"""Seconds after which a row counts as not having noticed."""
EACH = {"decision", "rule"}
"""Parts all of whose replacements a row must notice."""


def replace(monkeypatch: pytest.MonkeyPatch, name: str, other: Callable[..., Any]) -> None:
    for module in list(sys.modules.values()):
        is_ours = getattr(module, "__name__", "").startswith(("simulation.", "experiments.verification"))
        if is_ours and callable(vars(module).get(name)):
            monkeypatch.setattr(module, name, other)


def give_up(*_: object) -> None:
    raise TimeoutError


def fails(row: Row) -> bool:
    """Tell whether a result of the row is wrong; a game that finds no rest is wrong too, one that takes long is not."""
    signal.signal(signal.SIGVTALRM, give_up)  # processor time: a busy machine decides nothing
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    try:
        return any(not result.is_right for result in row.results())
    except TimeoutError:
        return False
    except (MultipartnerError, ValueError, ZeroDivisionError, IndexError):
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.parametrize(
    ("row", "part"), [pytest.param(row, part, id=f"row{row.number:02}-{part}") for row in ROWS for part in row.uses]
)
def test_a_row_fails_without_the_part_it_uses(row: Row, part: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")

    def notices(name: str, other: Callable[..., Any]) -> bool:
        with monkeypatch.context() as patch:
            replace(patch, name, other)
            return fails(row)

    enough = all if part in EACH else any
    assert enough(notices(name, other) for name, other in REPLACED[part])


def test_every_part_is_used():
    assert {part for row in ROWS for part in row.uses} == set(REPLACED)
