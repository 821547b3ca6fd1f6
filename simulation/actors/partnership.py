"""A partnership as an agent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulation.actors.base import ActorView, RowView
from simulation.core import columns
from simulation.core.column import Column
from simulation.core.errors import MultipartnerError

if TYPE_CHECKING:
    from simulation.model import WorldOrder


class Partnership(RowView):
    """A platform, fund, pledge, club, treaty or alliance; its members are actors.

    Rows are reused: a view held after its partnership ended has no members, and says so when asked for more.
    """

    columns = columns.Partnership

    def __init__(self, model: WorldOrder, row: int, identifier: str, name: str) -> None:
        super().__init__(model, row, identifier, name)
        self._born = self._now(columns.Partnership.BORN)

    def _now(self, column: Column) -> float:
        return float(self.model.world.column(column)[self.row])

    @property
    def has_ended(self) -> bool:
        """Whether it has ended."""
        return self._now(columns.Partnership.BORN) != self._born or not self._now(columns.Partnership.ALIVE)

    @property
    def alive(self) -> float:
        """1 while it runs, else 0 [1]."""
        return float(not self.has_ended)

    def __getattr__(self, name: str) -> float:
        """Return a column of this partnership.

        Raises
        ------
        MultipartnerError : it ended, and its row is another's now
        """
        is_column = not name.startswith("_") and name.upper() in columns.Partnership.__members__
        if is_column and self._now(columns.Partnership.BORN) != self._born:
            now = self.model.world.partnership_ids[self.row]
            raise MultipartnerError(f"The partnership '{self.id}' ended; its row now holds '{now}'.")
        return super().__getattr__(name)

    def __repr__(self) -> str:
        """Return kind and id, and whether it ended."""
        return f"Partnership({self.id!r}{', ended' if self.has_ended else ''})"

    @property
    def issue_name(self) -> str:
        """Name of its issue."""
        return self.model.world.issues[int(self.issue)]

    @property
    def members(self) -> list[ActorView]:
        """Its members, as agents; none once it has ended."""
        if self.has_ended:
            return []
        seated = self.model.world.column(columns.Membership.MEMBER)[self.row]
        return [self.model.actor_rows[i] for i in seated.nonzero()[0]]

    @property
    def pledges(self) -> dict[str, float]:
        """What each member pledged last quarter [US$bn/yr]."""
        pledged = self.model.world.column(columns.Membership.PLEDGED)[self.row]
        return {member.id: float(pledged[member.row]) for member in self.members}
