"""What all views have in common: an agent of Mesa that reads its row of the state."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mesa import Agent, Model

from simulation.core.column import Column
from simulation.core.columns import Actor, Floats, Membership, Portfolio
from simulation.core.errors import MultipartnerError
from simulation.core.whole import whole

if TYPE_CHECKING:
    from simulation.explanation import Explanation
    from simulation.model import WorldOrder


class _WeakCounters(WeakKeyDictionary):  # type: ignore[type-arg]
    """Counters of agent ids by model that do not keep a finished model alive, as Mesa's own do."""

    def __missing__(self, model: Any) -> Any:
        return self.setdefault(model, count(1))

    def __getitem__(self, model: Any) -> Any:
        return super().__getitem__(model) if model in self else self.__missing__(model)


class RowView(Agent):  # type: ignore[misc]
    """An agent that is a row of a table; every column is an attribute by its small-letter name."""

    _ids = _WeakCounters()
    model: WorldOrder
    columns: type[Column]

    def __init__(self, model: WorldOrder, row: int, identifier: str, name: str) -> None:
        if not isinstance(model, Model):
            raise MultipartnerError(f"A {type(self).__name__} is a row of a WorldOrder, got a {type(model).__name__}.")
        super().__init__(model)
        self.row = whole("row", row, 0)
        self.id = identifier
        self.name = name

    def __getattr__(self, name: str) -> float:
        """Return a column of this row: ``agent.capacity``."""
        if not name.startswith("_"):
            member = type(self).columns.__members__.get(name.upper())
            if member is not None:
                return float(self.model.world.column(member)[self.row])
        raise AttributeError(f"{type(self).__name__} has no column '{name}'.")

    def __repr__(self) -> str:
        """Return kind and id."""
        return f"{type(self).__name__}({self.id!r})"


class ActorView(RowView):
    """An actor of any kind; what is specific is in the class of its kind."""

    columns = Actor

    @property
    def partnerships(self) -> list[Any]:
        """The partnerships it is a member of, as agents."""
        seated = self.model.world.column(Membership.MEMBER)[:, self.row]
        return [self.model.partnership_rows[p] for p in seated.nonzero()[0]]

    @property
    def stakes(self) -> dict[str, float]:
        """Its share of world damage from each threat; only on states and cities any falls."""
        stakes: Floats = self.model.world.column(Portfolio.STAKE)[:, self.row]
        world = self.model.world
        return {world.issues[g]: float(stakes[g]) for g in world.roster.threats}

    @property
    def effort(self) -> dict[str, float]:
        """What it delivered last quarter, by issue [US$bn/yr]."""
        delivered: Floats = self.model.world.column(Portfolio.DELIVERED)[:, self.row]
        return dict(zip(self.model.world.issues, delivered.tolist(), strict=True))

    def why(self, partnership: str) -> Explanation:
        """Return the terms of its decision about a partnership in the present state, and the chance of being in."""
        return self.model.world.explain(self.id, partnership)
