"""The world as a Mesa model: ``WorldOrder("transactional", seed=7).run()``.

The state and the phases are those of ``simulation.world.World``; agents are created on first use and are views
of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from mesa import Model
from mesa.agent import AgentSet

from simulation.actors import BY_KIND, ActorView, Partnership
from simulation.core.columns import Partnership as Column
from simulation.core.errors import name_unknown
from simulation.core.typed import typed
from simulation.core.whole import whole
from simulation.parameters import Scenario
from simulation.world import LARGEST_SEED, World


class Collected:
    """Outcomes as Mesa's data collector holds them.

    Parameters
    ----------
    results : outcomes, one row per quarter
    """

    agent_reporters: Mapping[str, Any] = {}

    def __init__(self, results: pd.DataFrame) -> None:
        self.results = results
        self._agent_records: dict[int, list[Any]] = {}

    @property
    def model_reporters(self) -> dict[str, str]:
        """Names of the outcomes."""
        return {str(name): str(name) for name in self.results.columns}

    @property
    def model_vars(self) -> dict[str, list[float]]:
        """Course of each outcome."""
        return {str(name): self.results[name].tolist() for name in self.results.columns}

    def get_model_vars_dataframe(self) -> pd.DataFrame:
        """Return the outcomes, one row per quarter."""
        return self.results


class WorldOrder(Model):  # type: ignore[misc]
    """One history of one world, in every respect a Mesa model.

    Parameters
    ----------
    scenario : name of a scenario, path of a file, table of values, or a loaded scenario
    seed : seed of the history
    why : number of decisions to keep in the log; see ``decisions``

    Examples
    --------
    >>> world = WorldOrder("small", seed=7)
    >>> world.step()
    >>> world.actor("USA").partnerships[0].issue_name in ("disease", "climate")
    True
    """

    def __init__(
        self, scenario: str | Path | Mapping[str, Any] | Scenario = "today", seed: int = 0, why: int = 0
    ) -> None:
        seed = whole("A seed", seed, 0, LARGEST_SEED)
        super().__init__(seed=seed)
        self.world = World(scenario, seed, why=why)
        self._actor_rows: list[ActorView] | None = None
        self._partnership_rows: list[Partnership] = []

    def step(self) -> None:
        """Run one quarter."""
        self.world.advance()
        self.running = self.world.step < self.world.steps

    def run(self) -> WorldOrder:
        """Run to the end and return the model."""
        quarters = self.world.steps - self.world.step
        if quarters:
            self.world.advance(quarters)
            self.steps += quarters
        self.running = False
        return self

    def copy(self, scenario: str | Path | Mapping[str, Any] | Scenario | None = None) -> WorldOrder:
        """Return an independent model that continues from this moment, under another policy if one is given.

        See ``simulation.world.World.copy``.
        """
        other = type(self)(self.world.scenario, self.world.seed)
        other.world = self.world.copy(scenario)
        other.steps, other.running = self.steps, self.running
        return other

    def save(self, path: str | Path) -> Path:
        """Write the state to a file that ``load`` can read; see ``simulation.world.World.save``."""
        return self.world.save(path)

    @classmethod
    def load(cls, path: str | Path, scenario: str | Path | Mapping[str, Any] | Scenario | None = None) -> WorldOrder:
        """Return a model that goes on from a saved state; see ``simulation.world.World.load``."""
        world = World.load(path, scenario)
        model = cls(world.scenario, world.seed)
        model.world, model.steps, model.running = world, world.step, world.step < world.steps
        return model

    @property
    def datacollector(self) -> Collected:
        """The outcomes in the shape of Mesa's data collector, so that ``mesa.batch_run(WorldOrder, ...)`` works.

        Step 0 is the start; agents are not collected, ``results`` and the tables of an experiment hold more.
        """
        return Collected(self.results)

    @property
    def results(self) -> pd.DataFrame:
        """Outcomes so far, one row per quarter, units in ``attrs["units"]``."""
        done = self.world.step + 1
        frame = pd.DataFrame(self.world.outcomes[:done], columns=[measure.name for measure in self.world.measures])
        frame.insert(0, "quarter", range(done))
        frame.insert(1, "year", self.world.years[:done])
        frame.attrs["units"] = {measure.name: measure.unit for measure in self.world.measures}
        return frame

    @property
    def decisions(self) -> pd.DataFrame:
        """Decisions taken so far, as many as ``why`` asked for: who, about what, each term [US$bn/yr], the chance."""
        return self.world.decisions

    @property
    def actor_rows(self) -> list[ActorView]:
        """Actors as agents, row by row."""
        if self._actor_rows is None:
            roster = self.world.roster
            self._actor_rows = [
                BY_KIND[kind](self, row, roster.ids[row], roster.names[row]) for row, kind in enumerate(roster.kind)
            ]
        return self._actor_rows

    @property
    def partnership_rows(self) -> list[Partnership]:
        """Partnerships as agents, row by row: a newly founded one becomes an agent, one that has ended is removed."""
        world = self.world
        listed = world.roster.partnership_names
        for row, identifier in enumerate(world.partnership_ids):
            if row == len(self._partnership_rows):
                name = listed[row] if row < len(listed) else identifier
                self._partnership_rows.append(Partnership(self, row, identifier, name))
            known = self._partnership_rows[row]
            if known.id != identifier:  # the row is used again
                if known in self._all_agents:
                    known.remove()  # type: ignore[operator]
                self._partnership_rows[row] = Partnership(self, row, identifier, identifier)
            elif not known.alive:
                if known in self._all_agents:
                    known.remove()  # type: ignore[operator]
                if world.column(Column.ALIVE)[row]:  # it was awaited, and has begun
                    self._partnership_rows[row] = Partnership(self, row, identifier, known.name)
        return self._partnership_rows

    @property
    def agents(self) -> AgentSet:
        """All agents: actors, then partnerships."""
        self._create_agents()
        return self._all_agents

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Agents by class: ``world.agents_by_type[State]``."""
        self._create_agents()
        return self._agents_by_type

    def _create_agents(self) -> None:
        _ = self.actor_rows, self.partnership_rows

    @typed
    def actor(self, identifier: str) -> ActorView:
        """Return an actor by its id, such as ``IND`` or ``gates``."""
        if identifier not in self.world.ids:
            raise name_unknown("actor", identifier, self.world.ids)
        return self.actor_rows[self.world.ids.index(identifier)]

    @typed
    def partnership(self, identifier: str) -> Partnership:
        """Return a partnership by its id, such as ``gavi``."""
        ids = self.world.partnership_ids
        if identifier not in ids:
            raise name_unknown("partnership", identifier, ids)
        return self.partnership_rows[ids.index(identifier)]
