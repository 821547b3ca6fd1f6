"""A partnership as an agent."""

from __future__ import annotations

from simulation.actors.base import ActorView, RowView
from simulation.core import columns
from simulation.core.codes import ISSUES


class Partnership(RowView):
    """A platform, fund, pledge, club, treaty or alliance; its members are actors."""

    columns = columns.Partnership

    @property
    def issue_name(self) -> str:
        """Name of its issue."""
        return ISSUES[int(self.issue)]

    @property
    def members(self) -> list[ActorView]:
        """Its members, as agents."""
        seated = self.model.world.column(columns.Membership.MEMBER)[self.row]
        return [self.model.actor_rows[i] for i in seated.nonzero()[0]]

    @property
    def pledges(self) -> dict[str, float]:
        """What each member pledged last quarter [US$bn/yr]."""
        pledged = self.model.world.column(columns.Membership.PLEDGED)[self.row]
        return {member.id: float(pledged[member.row]) for member in self.members}
