"""The front of games: every feature has an example that runs, and nonsense is refused in one line."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

import simulation.games
from experiments.verification import row
from simulation.core.errors import MultipartnerError
from simulation.game import Game
from simulation.games.protocols import PROTOCOLS, RESTS
from simulation.games.tables import TERMS
from simulation.games.terms import GameTerms
from simulation.measures import networks

ROOT = Path(__file__).resolve().parents[2]
MODULES = [
    importlib.import_module("simulation.game"),
    *(
        importlib.import_module(f"simulation.games.{each.name}")
        for each in pkgutil.iter_modules(simulation.games.__path__)
    ),
    networks,
    row,
]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_examples_in_the_code_are_right(module):
    assert doctest.testmod(module, optionflags=FLAGS).failed == 0


@pytest.mark.parametrize("page", ["free_rider.md", "games.md"])
def test_examples_in_the_docs_are_right(page):
    outcome = doctest.testfile(str(ROOT / "docs" / page), module_relative=False, optionflags=FLAGS, encoding="utf-8")
    assert outcome.attempted > 5
    assert outcome.failed == 0


def test_every_term_is_documented_and_shown_in_an_example():
    page = (ROOT / "docs/games.md").read_text(encoding="utf-8")
    shown = "\n".join(line for line in page.splitlines() if line.startswith(("    >>>", "    ...")))
    for term in GameTerms.__dataclass_fields__:
        assert term in (Game.__doc__ or ""), term
        assert f"`{term}`" in page, term
        assert f"{term}=" in shown, term
    assert set(TERMS) <= set(GameTerms.__dataclass_fields__)


def test_the_free_rider_problem_takes_twelve_lines():
    page = (ROOT / "docs/free_rider.md").read_text(encoding="utf-8")
    block = page.split("```python\n", 1)[1].split("```", 1)[0]
    assert len([line for line in block.splitlines() if line]) == 12
    compile(block, "free_rider.md", "exec")


@pytest.mark.parametrize(
    ("values", "terms", "line"),
    [
        ([], {}, "A game needs at least one actor"),
        (3.0, {}, "A game needs at least one actor"),
        ([-1.0], {}, r"values must be finite numbers of 0 or more, got \[-1.0\]"),
        ([float("nan")], {}, "values must be finite numbers"),
        (["a"], {}, "values must be numbers"),
        ([1.0, 1.0], {"costs": -1.0}, "costs must be finite numbers above 0"),
        ([1.0, 1.0], {"costs": 0.0}, "costs must be finite numbers above 0"),
        ([1.0, 1.0], {"costs": [1.0, 1.0, 1.0]}, "one for each of the 2 actors"),
        ([1.0], {"rule": "jiont"}, "No burden-sharing rule is called 'jiont'. Did you mean 'joint'"),
        ([1.0], {"rule": 3}, "is given by name"),
        ([1.0], {"thetta": 1.0}, "No term of a game is called 'thetta'. Did you mean 'theta'"),
        ([1.0], {"tie": "leave"}, "No tie rule is called 'leave'"),
        ([1.0], {"theta": -0.1}, "theta must be a finite number of 0 or more"),
        ([1.0], {"inertia": float("inf")}, "inertia must be a finite number"),
        ([1.0], {"response": "lagged"}, "No response is called 'lagged'"),
        ([1.0], {"outsider": "cheat"}, "No outsider rule is called 'cheat'"),
        ([1.0], {"consent": "veto"}, "No consent rule is called 'veto'"),
        ([1.0], {"update": "copy"}, "No revision protocol is called 'copy'"),
        ([1.0, 1.0], {"rule": "optimal", "surplus_weights": [0.5, 0.4]}, "surplus_weights must sum to 1"),
        (
            [1.0, 1.0],
            {"rule": "optimal", "surplus_weights": [1.5, -0.5]},
            "surplus_weights must be finite numbers of 0",
        ),
        ([1.0, 1.0], {"surplus_weights": [0.5, 0.5]}, "surplus_weights has an effect only with rule='optimal'"),
        ([1.0], {"rule": "price"}, "price must be a finite number"),
        ([1.0], {"price": 2.0}, "price has an effect only with rule='price'"),
        ([1.0], {"total": 2.0}, "total has an effect only with a rule that divides a total"),
        ([1.0], {"rule": "hegemonic"}, "has an effect only with a lead"),
        ([1.0], {"rule": "hegemonic", "lead": 1}, "lead must be a whole number from 0 to 0"),
        ([1.0], {"benefit": "cubic"}, "No benefit shape is called 'cubic'"),
        ([1.0], {"benefit": "quadratic"}, "peak must be a finite number"),
        ([1.0], {"peak": 3.0}, "peak has an effect only with benefit='quadratic'"),
        ([1.0], {"cost": "cubic"}, "No cost shape is called 'cubic'"),
        ([1.0], {"cost": 2.0}, "A cost shape is given by name"),
        ([1.0], {"capacity": 2.0}, "capacity has an effect only with"),
        ([1.0], {"cost": "linear", "costs": 2.0}, "costs has an effect only with cost='quadratic'"),
        ([1.0], {"candidates": 0}, "candidates must be 'all' or a whole number from 1"),
        ([1.0], {"partnerships": 0}, "partnerships must be a whole number from 1"),
        ([1.0], {"partnerships": [{"roole": "joint"}]}, "No term of a partnership is called 'roole'"),
        ([1.0], {"committed": [1]}, "committed must be positions of actors, 0 to 0"),
        ([1.0], {"outsider_penalty": -1.0}, "outsider_penalty must be a finite number of 0 or more"),
        ([1.0, 1.0], {"outsider_gain": [[1.0]]}, "outsider_gain must be a matrix of shape"),
        ([1.0, 1.0], {"affinity": [1.0, 2.0]}, "affinity must be a matrix of shape"),
        ([1.0], {"size": 0.0}, "size must be finite numbers above 0"),
        ([1.0], {"delta": 1.5}, "delta must be a finite number from 0 to 1"),
        ([1.0], {"decay": 2.0}, "decay must be a finite number from 0 to 1"),
        ([1.0], {"population": 5}, "population has an effect only with update='imitate'"),
        ([1.0, 1.0], {"update": "imitate", "population": 1}, "population must be a whole number of at least 2"),
        ([1.0], {"update": "triads"}, "has an effect only with affinity"),
        ([1.0, 1.0], {"update": "triads", "affinity": [[0, 1], [1, 0]]}, "takes three or more actors"),
        (
            [1.0] * 3,
            {"update": "triads", "affinity": [[0, 1, 1], [1, 0, 0], [1, 0, 0]]},
            "symmetric affinity without 0",
        ),
        ([1.0, 1.0], {"update": "imitate", "committed": [0]}, "committed has an effect only with update='reply'"),
        ([1.0, 1.0], {"committed": [0], "seats": [1]}, r"Committed actors must be among the seats \[1\]"),
        ([1.0], {"partnerships": [1]}, "Each of several partnerships is a table"),
        ([1.0], {"exclusive": "no"}, "exclusive must be True or False"),
        ([1.0], {"founding": 1}, "founding must be True or False"),
        ([1.0], {"efficacy": 0.0}, "efficacy must be finite numbers above 0"),
        ([1.0], {"productivity": -1.0}, "productivity must be a finite number of 0 or more"),
        ([1.0], {"regard": 1.5}, "regard must be finite numbers from 0 to 1"),
        ([1.0], {"cost": "linear", "c1": 2.0}, "c1 has an effect only with cost='quadratic' or 'log_capacity'"),
        ([1.0], {"seed": -1}, "seed must be a whole number"),
        ([1.0], {"seed": 0.5}, "seed must be a whole number"),
    ],
)
def test_nonsense_is_refused_in_one_line(values, terms, line):
    with pytest.raises(MultipartnerError, match=line) as refused:
        Game(values, **terms)
    assert "\n" not in str(refused.value)


def test_wrong_moves_are_refused_in_one_line():
    game = Game([1.0] * 4)
    for members in ([4], [-1], [0, 0], [0.5], "01", 3):
        with pytest.raises(MultipartnerError, match="Members must be positions of actors, 0 to 3"):
            game.seat(members)
    with pytest.raises(MultipartnerError, match="A partnership must be a whole number from 0 to 0"):
        game.gain(0, 1)
    with pytest.raises(MultipartnerError, match="An actor must be a whole number from 0 to 3"):
        game.wants_in(4)
    with pytest.raises(MultipartnerError, match="One list of members for each of 1 partnerships"):
        game.place([[0], [1]])
    with pytest.raises(MultipartnerError, match="One list of members for each of 1 partnerships is needed, got None"):
        game.place(None)
    with pytest.raises(MultipartnerError, match="most_sweeps must be a whole number"):
        game.settle(most_sweeps=0.5)
    with pytest.raises(MultipartnerError, match="outcome must be one number or one for each of the 5"):
        game.mean_over_groups([1.0, 0.0, 0.0, 0.0, 0.0], [1.0, 2.0])
    with pytest.raises(MultipartnerError, match="two exclusive partnerships"):
        Game([1.0] * 2, partnerships=2, exclusive=True).place([[0], [0]])
    with pytest.raises(MultipartnerError, match="At most 65536 profiles"):
        Game([1.0] * 20).stable_memberships()


def test_a_cycle_is_told_not_run_for_ever():
    one_flees = Game([0.0] * 2, affinity=[[0, 1], [-1, 0]], partnerships=2, exclusive=True, committed=range(2))
    with pytest.raises(MultipartnerError, match="Nobody settled after 50 sweeps"):
        one_flees.settle(most_sweeps=50)


def test_protocols_are_registered():
    assert set(PROTOCOLS) == set(RESTS) == {"reply", "imitate", "triads"}


def test_of_two_actors_either_may_be_a_member_alone():
    """Each gains 0.2 by being in alone; the larger joins the smaller too, but the smaller leaves the larger."""
    game = Game([3.0, 1.0], outsider_gain=0.2)
    assert game.stable_memberships() == [(0,)]


def test_dues_are_per_unit_of_size():
    for size, paid in ((1.0, 0.3), (3.0, 0.9)):
        game = Game([0.0] * 2, costs=2.0, dues=0.3, size=size)
        game.seat([0])
        assert game.payoffs().tolist() == pytest.approx([-paid, 0.0])


@pytest.mark.parametrize("seed", range(5))
def test_imitation_rests_only_where_nobody_is_left_to_imitate(seed):
    assert Game([1.0] * 5, update="imitate", seed=seed).settle(range(4)) == 0
    assert Game([1.0] * 5, update="imitate", seed=seed).settle(range(5)) == 5
