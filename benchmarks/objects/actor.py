"""A state, company, NGO, philanthropy or organisation, which reviews its memberships and acts alone without any."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING

from mesa import Agent

from benchmarks.objects.partnership import Partnership
from simulation.core.codes import Kind
from simulation.core.columns import Actor as Column
from simulation.core.columns import Floats, Portfolio
from simulation.core.levers import Lever
from simulation.core.settings import QUARTER
from simulation.rules import participation
from simulation.rules.burden_sharing import effect_of_own_dollar
from simulation.rules.cost import cost, effort_at_price, most_effort

if TYPE_CHECKING:
    from benchmarks.objects.issue import Issue
    from benchmarks.objects.world import ObjectWorld


class Actor(Agent):
    """An actor with its portfolio of issues and its partnerships."""

    def __init__(self, model: ObjectWorld, column: Floats, levers: Floats, portfolio: Floats) -> None:
        super().__init__(model)
        self.kind = Kind(int(column[Column.KIND]))
        self.is_state = self.kind == Kind.STATE
        self.capacity, self.effectiveness = float(column[Column.CAPACITY]), float(column[Column.EFFECTIVENESS])
        self.position, self.reach = float(column[Column.POSITION]), float(column[Column.REACH])
        self.visibility = float(column[Column.VISIBILITY])
        self.transactionalism = float(levers[Lever.TRANSACTIONALISM])
        self.mission, self.budget, self.value, self.willing = (
            dict(zip(model.issues, portfolio[row].tolist(), strict=True))
            for row in (Portfolio.MISSION, Portfolio.BUDGET, Portfolio.VALUE, Portfolio.WILLING)
        )
        self.ties: dict[Issue, int] = dict.fromkeys(model.issues, 0)
        self.concerns = [issue for issue in model.issues if self.budget[issue] and self.willing[issue]]
        self.partnerships: list[Partnership] = []
        self.effort = 0.0
        self.delivered = dict.fromkeys(model.issues, 0.0)
        self.paid = dict.fromkeys(model.issues, 0.0)

    def begin(self) -> None:
        """Begin a quarter in which nothing is delivered yet."""
        self.effort = 0.0
        self.delivered = dict.fromkeys(self.delivered, 0.0)

    def give(self, issue: Issue, effort: float) -> None:
        """Deliver on an issue [US$bn/yr]."""
        self.effort += effort
        self.delivered[issue] += effort
        issue.delivered += effort

    def keep_accounts(self) -> None:
        """Add what was delivered in the quarter to what was ever paid [US$bn]."""
        for issue, effort in self.delivered.items():
            self.paid[issue] += effort * QUARTER

    def share(self, issue: Issue, ties: int) -> float:
        """Return the part of the budget on an issue that each of so many ties gets [US$bn/yr]."""
        return self.budget[issue] / max(ties, 1)

    def take_seat(self, partnership: Partnership) -> None:
        """Enter a partnership; the budget on the issue is divided anew."""
        issue = partnership.issue
        self.reweigh(issue, -1.0)
        self.partnerships.append(partnership)
        self.ties[issue] += 1
        partnership.enter(self)
        self.reweigh(issue, 1.0)

    def give_up_seat(self, partnership: Partnership) -> None:
        """Leave a partnership; the budget on the issue is divided anew."""
        issue = partnership.issue
        self.reweigh(issue, -1.0)
        self.partnerships.remove(partnership)
        self.ties[issue] -= 1
        partnership.leave(self)
        self.reweigh(issue, 1.0)

    def reweigh(self, issue: Issue, sign: float) -> None:
        """Add (1) or take off (-1) the actor's part in the sums of all its partnerships on the issue."""
        for each in self.partnerships:
            if each.issue is issue:
                each.weigh(self, sign)

    def review(self) -> None:
        """Reconsider memberships and a few candidates, once in a while."""
        if self.random.random() >= self.model.parameters.review_share:
            return
        considered = [*self.partnerships, *self.candidates()]
        self.random.shuffle(considered)
        for partnership in considered:
            is_member = self in partnership.members
            is_wanted = self.decide(partnership)
            self.model.reviews += 1
            if is_member and not is_wanted:
                self.give_up_seat(partnership)
                self.model.leaves += 1
            elif is_wanted and not is_member and self.gets_seat():
                self.take_seat(partnership)
                self.model.joins += 1

    def candidates(self) -> list[Partnership]:
        """Return a few partnerships to look at, drawn by mission and by how many members they have."""
        outside = [each for each in self.model.partnerships if self.mission[each.issue] and self not in each.members]

        def priority(partnership: Partnership) -> float:
            weight = self.mission[partnership.issue] * participation.contact(len(partnership.members), 10.0)
            return participation.candidate_priority(1.0 - self.random.random(), weight)

        return nsmallest(self.model.candidates, outside, key=priority)

    def gets_seat(self) -> bool:
        """Tell whether the order grants a seat."""
        return self.is_state or self.random.random() < self.model.parameters.order_seats

    def decide(self, partnership: Partnership) -> bool:
        """Tell whether the actor is in after deciding."""
        p = self.model.parameters
        switching = (p.inertia * p.theta + p.switching) * self.capacity
        difference = self.gain(partnership) + (switching if self in partnership.members else -switching)
        return self.random.random() < participation.choice_probability(difference, p.theta * self.capacity)

    def gain(self, partnership: Partnership) -> float:
        """Return the payoff as a member less that as an outsider, before any switching cost [US$bn/yr]."""
        issue = partnership.issue
        payoff_in, effective_in = self.payoff_inside(partnership)
        payoff_out, effective_out = self.payoff_outside(partnership)
        total_in = total_out = issue.effort + issue.outside
        if self in partnership.members:
            total_out = max(0.0, total_in - effective_in + effective_out)
        else:
            total_in = max(0.0, total_out - effective_out + effective_in)
        return payoff_in - payoff_out + self.willing[issue] * (issue.worth(total_in) - issue.worth(total_out))

    def payoff_inside(self, partnership: Partnership) -> tuple[float, float]:
        """Return (payoff but for the benefit, effective effort on the issue) as a member [US$bn/yr]."""
        p, issue = self.model.parameters, partnership.issue
        ties = self.ties[issue] + (self not in partnership.members)
        effort = partnership.asked(self, ties, partnership.stakes_if(self, inside=True))
        effective, spent = self.elsewhere(partnership, ties)
        spent += cost(self.model.cost, effort, self.share(issue, ties), p.c0, p.c1)
        worth = self.worth_of_company(partnership) + p.recognition * partnership.legitimacy * effort
        return worth - p.overhead * self.capacity - spent, effective + partnership.output_if(self, True, ties)

    def payoff_outside(self, partnership: Partnership) -> tuple[float, float]:
        """Return (payoff but for the benefit, effective effort on the issue) as an outsider [US$bn/yr]."""
        ties = self.ties[partnership.issue] - (self in partnership.members)
        effective, spent = self.elsewhere(partnership, ties)
        return -spent, effective + partnership.output_if(self, False, ties)

    def elsewhere(self, partnership: Partnership, ties: int) -> tuple[float, float]:
        """Return (effective effort, cost) on the issue outside the partnership, with so many ties [US$bn/yr]."""
        p, issue = self.model.parameters, partnership.issue
        budget = self.share(issue, ties)
        if ties == 0:
            effort = self.effort_alone(issue)
            return p.unilateral * self.effectiveness * effort, cost(self.model.cost, effort, budget, p.c0, p.c1)
        effective = spent = 0.0
        for each in self.partnerships:
            if each.issue is issue and each is not partnership:
                effort = each.asked(self, ties, each.stakes_if(self, inside=True))
                effective += each.productivity * self.effectiveness * effort
                spent += cost(self.model.cost, effort, budget, p.c0, p.c1)
        return effective, spent

    def effort_alone(self, issue: Issue) -> float:
        """Return effort outside any partnership [US$bn/yr]."""
        p, budget = self.model.parameters, self.budget[issue]
        price = self.willing[issue] * effect_of_own_dollar(issue.marginal, self.effectiveness, p.unilateral)
        return effort_at_price(self.model.cost, price, budget, p.c0, p.c1, most_effort(p.limit, budget), 1.0)

    def worth_of_company(self, partnership: Partnership) -> float:
        """Return affinity with, and network access through, the other members [US$bn/yr]."""
        p = self.model.parameters
        others, mass, positions, squares, visible, reaches = partnership.company_of(self)
        if others == 0 or mass <= 1e-12 * self.capacity:
            return 0.0
        distance = participation.mean_squared_distance(self.position, positions / mass, squares / mass)
        affinity = participation.affinity(p.affinity_base, p.affinity_distance, distance)
        return self.capacity * (affinity + p.network * max(0.0, reaches) / visible)

    def act_alone(self) -> None:
        """Do what nobody asks for on issues without a partnership."""
        for issue in self.concerns:
            if self.ties[issue] == 0:
                effort = self.effort_alone(issue)
                self.give(issue, effort)
                issue.coming += self.model.parameters.unilateral * self.effectiveness * effort
