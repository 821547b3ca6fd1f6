"""A platform on one issue: its members, and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mesa import Agent

from simulation.core.columns import Floats
from simulation.core.columns import Partnership as Column
from simulation.core.settings import QUARTER
from simulation.rules import burden_sharing as burden
from simulation.rules.cost import effort_at_price, most_effort
from simulation.rules.delivery import delivered_share, withheld_for_shortfall
from simulation.rules.legitimacy import moved_toward, overall_legitimacy

if TYPE_CHECKING:
    from benchmarks.objects.actor import Actor
    from benchmarks.objects.issue import Issue
    from benchmarks.objects.world import ObjectWorld

Company = tuple[int, float, float, float, float, float]
"""Fellow members: how many, sums of mass, mass x position, mass x position squared, visibility, visibility x reach."""


class Partnership(Agent):
    """A platform that keeps sums over its members.

    Attributes
    ----------
    members : pledge of each member [US$bn/yr]
    pledged, delivered : sums of this quarter [US$bn/yr]
    stakes : sum of the members' values
    pull, slope : sums from which effective output follows where no corner binds
    mass, mass_position, mass_square, visible, reaches : sums from which the worth of company follows
    """

    def __init__(self, model: ObjectWorld, column: Floats, issue: Issue) -> None:
        super().__init__(model)
        self.issue = issue
        self.members: dict[Actor, float] = {}
        self.ambition, self.productivity = float(column[Column.AMBITION]), float(column[Column.PRODUCTIVITY])
        self.concreteness, self.binding = float(column[Column.CONCRETENESS]), float(column[Column.BINDING])
        self.reliability = float(column[Column.RELIABILITY])
        self.legitimacy = overall_legitimacy(
            float(column[Column.INPUT_LEGITIMACY]),
            float(column[Column.OUTPUT_LEGITIMACY]),
            model.parameters.input_weight,
        )
        self.pledged = self.delivered = 0.0
        self.stakes = self.pull = self.slope = 0.0
        self.mass = self.mass_position = self.mass_square = self.visible = self.reaches = 0.0

    def enter(self, actor: Actor) -> None:
        """Let an actor in."""
        self.members[actor] = 0.0
        self.add(actor, 1.0)

    def leave(self, actor: Actor) -> None:
        """Let a member go."""
        del self.members[actor]
        self.add(actor, -1.0)

    def add(self, actor: Actor, sign: float) -> None:
        """Add (1) or take off (-1) an actor in the sums that do not depend on its other ties."""
        mass = sign * actor.capacity
        self.stakes += sign * actor.value[self.issue]
        self.mass += mass
        self.mass_position += mass * actor.position
        self.mass_square += mass * actor.position * actor.position
        self.visible += sign * actor.visibility
        self.reaches += sign * actor.visibility * actor.reach

    def weigh(self, actor: Actor, sign: float) -> None:
        """Add (1) or take off (-1) a member in the sums that depend on how many ties share its budget."""
        pull, slope = self.parts(actor, actor.ties[self.issue])
        self.pull += sign * pull
        self.slope += sign * slope

    def parts(self, actor: Actor, ties: int) -> tuple[float, float]:
        """Return what an actor with so many ties adds to (pull, slope)."""
        issue, able, budget = self.issue, actor.effectiveness, actor.share(self.issue, ties)
        pull = burden.interior_pull(1.0, able, budget, actor.willing[issue], actor.value[issue], self.ambition)
        return pull, burden.interior_slope(1.0, able, budget)

    def stakes_if(self, actor: Actor, inside: bool) -> float:
        """Return the sum of the members' values with an actor inside or outside."""
        if inside == (actor in self.members):
            return self.stakes
        return self.stakes + (actor.value[self.issue] if inside else -actor.value[self.issue])

    def output_if(self, actor: Actor, inside: bool, ties: int) -> float:
        """Return effective output with an actor, of so many ties then, inside or outside [US$bn/yr]."""
        pull, slope = self.pull, self.slope
        if inside != (actor in self.members):
            own_pull, own_slope = self.parts(actor, ties if inside else actor.ties[self.issue])
            pull += own_pull if inside else -own_pull
            slope += own_slope if inside else -own_slope
        stakes, c1 = self.stakes_if(actor, inside), self.model.parameters.c1
        return burden.interior_output(pull, slope, self.ambition, stakes, self.issue.marginal, self.productivity, c1)

    def company_of(self, actor: Actor) -> Company:
        """Return what an actor finds in the other members."""
        others, mass = len(self.members), self.mass
        positions, squares = self.mass_position, self.mass_square
        visible, reaches = self.visible, self.reaches
        if actor in self.members:
            own = actor.capacity
            others -= 1
            mass -= own
            positions -= own * actor.position
            squares -= own * actor.position * actor.position
            visible -= actor.visibility
            reaches -= actor.visibility * actor.reach
        return others, mass, positions, squares, visible, reaches

    def asked(self, actor: Actor, ties: int, stakes: float) -> float:
        """Return the effort that reciprocity asks of a member with so many ties [US$bn/yr]."""
        p, issue = self.model.parameters, self.issue
        budget = actor.share(issue, ties)
        others = stakes - actor.value[issue]
        value = burden.coalition_value(actor.willing[issue], others, self.ambition, issue.ceiling)
        price = value * burden.effect_of_own_dollar(issue.marginal, actor.effectiveness, self.productivity)
        return effort_at_price(self.model.cost, price, budget, p.c0, p.c1, most_effort(p.limit, budget), 1.0)

    def pledge(self) -> None:
        """Ask every member for its effort."""
        stakes = self.stakes
        for member in self.members:
            self.members[member] = self.asked(member, member.ties[self.issue], stakes)

    def deliver(self) -> None:
        """Let members deliver, and remember what was missing."""
        p = self.model.parameters
        self.pledged = self.delivered = effective = 0.0
        for member, pledge in self.members.items():
            withheld = withheld_for_shortfall(member.transactionalism, p.withholding, self.reliability)
            share = delivered_share(p.delivery_base, p.accountability, self.concreteness, self.binding, withheld)
            member.give(self.issue, share * pledge)
            self.pledged += pledge
            self.delivered += share * pledge
            effective += member.effectiveness * share * pledge
        self.issue.coming += self.productivity * effective
        if self.pledged > 0.0:
            self.reliability = moved_toward(self.reliability, self.delivered / self.pledged, 1.0 / p.memory, QUARTER)


class NaivePartnership(Partnership):
    """A platform that keeps nothing but its members and goes over all of them for every question."""

    def add(self, actor: Actor, sign: float) -> None:
        """Keep no sums."""

    def weigh(self, actor: Actor, sign: float) -> None:
        """Keep no sums."""

    def stakes_if(self, actor: Actor | None, inside: bool) -> float:
        """Return the sum of the members' values with an actor inside or outside."""
        own = actor.value[self.issue] if actor is not None and inside else 0.0
        return own + sum(member.value[self.issue] for member in self.members if member is not actor)

    def output_if(self, actor: Actor, inside: bool, ties: int) -> float:
        """Return effective output with an actor, of so many ties then, inside or outside [US$bn/yr]."""
        stakes = self.stakes_if(actor, inside)
        effective = actor.effectiveness * self.asked(actor, ties, stakes) if inside else 0.0
        for member in self.members:
            if member is not actor:
                effective += member.effectiveness * self.asked(member, member.ties[self.issue], stakes)
        return self.productivity * effective

    def company_of(self, actor: Actor) -> Company:
        """Return what an actor finds in the other members."""
        others = [member for member in self.members if member is not actor]
        return (
            len(others),
            sum(member.capacity for member in others),
            sum(member.capacity * member.position for member in others),
            sum(member.capacity * member.position**2 for member in others),
            sum(member.visibility for member in others),
            sum(member.visibility * member.reach for member in others),
        )

    def pledge(self) -> None:
        """Ask every member for its effort."""
        self.stakes = self.stakes_if(None, inside=False)
        super().pledge()
