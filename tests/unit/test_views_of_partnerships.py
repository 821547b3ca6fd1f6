"""Rows of partnerships are used again: names last, and who holds a view of an old one is told that it ended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from experiments.execution.extra_tables import _Before
from simulation.core.columns import Globals, Membership, Partnership
from simulation.core.errors import MultipartnerError
from simulation.model import WorldOrder
from simulation.parameters import Scenario


def used_again(model: WorldOrder, p: int, founder: int, born: int) -> None:
    """Let the row's partnership end and another be founded there, as lifecycle and founding do."""
    world = model.world
    for column, value in (
        (Partnership.ALIVE, 1.0), (Partnership.BORN, born), (Partnership.FOUNDER, founder), (Partnership.ISSUE, 0.0),
    ):  # fmt: skip
        world.column(column)[p] = value
    world.column(Membership.MEMBER)[p] = 0.0
    world.column(Membership.MEMBER)[p, founder] = 1.0


@pytest.fixture
def model(small: Callable[..., Scenario]) -> WorldOrder:
    return WorldOrder(small(), seed=0)


def test_a_held_view_says_that_its_partnership_ended(model: WorldOrder) -> None:
    held = next(view for view in model.partnership_rows if view.alive and view.members)
    row, name, founder = held.row, held.id, model.world.ids.index("USA")
    used_again(model, row, founder, born=6)
    assert held.has_ended
    assert held.alive == 0.0
    assert held.members == []
    assert held.pledges == {}
    assert repr(held) == f"Partnership({name!r}, ended)"
    for read in ("size", "delivered", "issue_name", "lead"):
        with pytest.raises(MultipartnerError, match=f"'{name}' ended; its row now holds 'climate-2026q2-USA'"):
            getattr(held, read)
    now = model.partnership("climate-2026q2-USA")
    assert (now.row, now.issue_name, [member.id for member in now.members]) == (row, "climate", ["USA"])
    assert held not in model.agents
    assert now in model.agents


def test_one_that_ended_and_whose_row_is_free_says_so_too(model: WorldOrder) -> None:
    held = next(view for view in model.partnership_rows if view.alive)
    model.world.column(Partnership.ALIVE)[held.row] = 0.0
    assert held.has_ended
    assert held.members == []
    assert held not in model.agents


def test_names_do_not_change_when_other_rows_are_used_again(model: WorldOrder) -> None:
    """Two foundings of one actor on an issue in one year: the second keeps its name when the first has gone."""
    world, usa = model.world, model.world.ids.index("USA")
    first = world.roster.n_partnerships
    world.tables.globals[Globals.ROWS] = first + 2
    used_again(model, first, usa, born=2)
    used_again(model, first + 1, usa, born=3)
    assert world.partnership_ids[first:] == ("climate-2025q2-USA", "climate-2025q3-USA")
    used_again(model, first, world.ids.index("CHN"), born=9)
    assert world.partnership_ids[first:] == ("climate-2027q1-CHN", "climate-2025q3-USA")
    assert len(set(world.partnership_ids)) == len(world.partnership_ids)


def test_an_end_and_a_birth_in_one_row_and_quarter_are_two_events(model: WorldOrder) -> None:
    world, usa = model.world, model.world.ids.index("USA")
    held = next(view for view in model.partnership_rows if view.alive and model.actor("USA") in view.members)
    before, members = _Before(world), {member.id for member in held.members}
    used_again(model, held.row, usa, born=1)
    rows = list(zip(*before.events(world).values(), strict=True))
    new = "climate-2025q1-USA"
    assert ("birth", new, "") in rows
    assert ("death", held.id, "") in rows
    assert ("join", new, "USA") in rows
    assert {actor for event, name, actor in rows if event == "leave" and name == held.id} == members


def test_founded_partnerships_have_one_name_in_every_table(small: Callable[..., Scenario]) -> None:
    model = WorldOrder(small(years=3, founding__rate=5.0), seed=0, why=100_000)
    before = _Before(model.world)
    model.run()
    world = model.world
    listed = set(world.roster.partnership_ids)
    born = {name for event, name, _ in zip(*before.events(world).values(), strict=True) if event == "birth"}
    assert born
    assert born <= set(world.partnership_ids) - listed
    assert born <= {view.id for view in model.partnership_rows}
    decided = set(model.decisions["partnership"]) - listed
    assert decided & born
    assert all(name.rsplit("-", 1)[1] in world.ids for name in decided)
