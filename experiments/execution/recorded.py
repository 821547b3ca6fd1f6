"""The model's world with what the tables record of its start."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from threading import Lock

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Ints
from simulation.measures.outcomes import measures_of
from simulation.parameters import Scenario
from simulation.world import World

KEPT = 128
"""Histories whose purses are kept; some tenths of a MB each."""
_PURSES: OrderedDict[tuple[str, int], dict[str, Floats]] = OrderedDict()
_LOCK = Lock()
"""Threads of the page share them."""


class RecordedWorld(World):
    """A world that remembers the capacity its actors started with.

    Parameters
    ----------
    scenario : Scenario
    seed : int
    issues : issues of their own that the scenarios of an experiment have, and whether each has a level
    purses : mapping, optional
        What actors are to spend, see :class:`simulation.world.World`.
    """

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        issues: tuple[tuple[str, bool], ...] = (),
        purses: Mapping[str, Floats] | None = None,
    ) -> None:
        super().__init__(scenario, seed, purses=purses)
        self.capacity: Floats = self.column(Actor.CAPACITY).copy()
        """(actors) US$bn/yr for global issues."""
        self._of_experiment = issues

    @cached_property
    def _places(self) -> Ints | None:
        """Where each measure of the experiment stands among the world's own, -1 for nowhere; None if they agree."""
        own = [measure.name for measure in self.measures]
        wanted = [measure.name for measure in measures_of(self._of_experiment)]
        return None if own == wanted else np.array([own.index(name) if name in own else -1 for name in wanted])

    @property
    def outcomes(self) -> Floats:
        """Outcome rows, a column a measure of the experiment; NaN where this world has no such issue."""
        mine = super().outcomes
        if self._places is None:
            return mine
        aligned: Floats = np.where(self._places < 0, np.nan, mine[:, self._places])
        return aligned


def purses_of(scenario: Scenario, seed: int) -> Mapping[str, Floats]:
    """Return what the United States and every actor that is no state spend in a history, by id [US$bn/yr].

    The histories asked for last are kept: several arms spend the money of the same one.

    Returns
    -------
    mapping
        An array of shape (quarters + 1,) an actor.
    """
    key = scenario.digest, seed
    with _LOCK:
        if key in _PURSES:
            _PURSES.move_to_end(key)
            return _PURSES[key]
    found = _purses(scenario, seed)
    with _LOCK:
        _PURSES[key] = found
        while len(_PURSES) > KEPT:
            _PURSES.popitem(last=False)
    return found


def _purses(scenario: Scenario, seed: int) -> dict[str, Floats]:
    world = World(scenario, seed)
    spent = [world.spending]
    while world.step < world.steps:
        world.advance()
        spent.append(world.spending)
    courses = np.array(spent).T
    held = [row for row, name in enumerate(world.ids) if name == "USA" or world.kind[row] != Kind.STATE]
    return {world.ids[row]: courses[row].copy() for row in held}
