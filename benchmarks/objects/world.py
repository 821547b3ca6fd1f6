"""The core as a Mesa model: who is there, what happens in a quarter, what is collected."""

from __future__ import annotations

from types import SimpleNamespace

from mesa import Model
from mesa.datacollection import DataCollector

from benchmarks.objects.actor import Actor
from benchmarks.objects.collected import REPORTERS
from benchmarks.objects.issue import Issue
from benchmarks.objects.partnership import NaivePartnership, Partnership
from simulation.core.columns import Membership
from simulation.core.columns import Partnership as Column
from simulation.core.settings import Setting
from simulation.world import World


class ObjectWorld(Model):
    """The core as a Mesa model of objects, started where a compiled world stands.

    Parameters
    ----------
    world : a world of ``benchmarks.core_world``
    seed : of Mesa's random numbers
    naive : whether partnerships keep no sums
    """

    def __init__(self, world: World, seed: int = 0, *, naive: bool = False) -> None:
        super().__init__(seed=seed)
        tables = world.tables
        self.parameters = SimpleNamespace(**{each.name.lower(): float(world.settings[each]) for each in Setting})
        self.cost, self.benefit = int(self.parameters.cost), int(self.parameters.benefit)
        self.candidates = int(self.parameters.candidates)
        kind = NaivePartnership if naive else Partnership
        self.issues = [Issue(self, column) for column in tables.issues.T]
        self.partnerships = [kind(self, row, self.issues[int(row[Column.ISSUE])]) for row in tables.partnerships.T]
        columns = zip(tables.actors.T, tables.levers.T, tables.portfolios.transpose(2, 0, 1), strict=True)
        self.actors = [Actor(self, *column) for column in columns]
        for p, i in zip(*tables.memberships[Membership.MEMBER].nonzero(), strict=True):
            self.actors[i].take_seat(self.partnerships[p])
        self.reviews = self.joins = self.leaves = 0
        self.datacollector = DataCollector(model_reporters=REPORTERS)

    def step(self) -> None:
        """Run one quarter."""
        self.reviews = self.joins = self.leaves = 0
        for actor in self.actors:
            actor.begin()
        for issue in self.issues:
            issue.begin()
        self.agents_by_type[Actor].shuffle_do("review")
        for partnership in self.partnerships:
            partnership.pledge()
        for partnership in self.partnerships:
            partnership.deliver()
        self.agents_by_type[Actor].do("act_alone")
        climate = self.issues[0].level
        for issue in self.issues:
            issue.answer(climate)
        for actor in self.actors:
            actor.keep_accounts()
        self.datacollector.collect(self)
