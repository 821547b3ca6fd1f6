"""Why an actor is in a partnership or out of it: the terms of its decision, as the engine itself computes them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulation.core.columns import Floats, Membership, Tables
from simulation.core.compiling import compiled
from simulation.decision.choice import chance_of_being_in, gain_of_membership, switching_cost
from simulation.decision.payoff import MEANING_OF_TERM, N_TERMS, Term


@dataclass(frozen=True, slots=True)
class Explanation:
    """The terms of one decision.

    Attributes
    ----------
    actor, partnership : ids
    is_member : whether the actor is a member now
    inside, outside : payoff terms with the membership and without, shape (terms,) [US$bn/yr]
    switching : cost of joining or leaving [US$bn/yr]
    probability : chance of being in after a decision now
    """

    actor: str
    partnership: str
    is_member: bool
    inside: Floats
    outside: Floats
    switching: float
    probability: float

    @property
    def terms(self) -> dict[str, float]:
        """Difference that the membership makes, term by term, in words [US$bn/yr]."""
        return dict(zip(MEANING_OF_TERM, (self.inside - self.outside).tolist(), strict=True))

    @property
    def gain(self) -> float:
        """Sum of the terms: what the engine used, before the switching cost [US$bn/yr]."""
        total = 0.0
        for term in Term:
            total += float(self.inside[term] - self.outside[term])
        return total

    def __str__(self) -> str:
        """Return the terms as lines of text."""
        place = "a member of" if self.is_member else "outside"
        width = max(map(len, MEANING_OF_TERM))
        lines = [f"{self.actor} is {place} {self.partnership}; US$bn a year, with the membership less without:"]
        lines += [f"  {meaning:<{width}}  {value:+12.6f}" for meaning, value in self.terms.items()]
        lines.append(f"  {'sum':<{width}}  {self.gain:+12.6f}")
        lines.append(f"  {'cost of switching':<{width}}  {self.switching:12.6f}")
        lines.append(f"  {'probability of being in':<{width}}  {self.probability:12.6f}")
        return "\n".join(lines)


def explain_membership(tables: Tables, settings: Floats, p: int, i: int, actor: str, partnership: str) -> Explanation:
    """Return the terms of i's decision about p in the present state."""
    inside, outside = np.zeros(N_TERMS), np.zeros(N_TERMS)
    gain = compiled(gain_of_membership)(tables, settings, p, i, inside, outside)
    return Explanation(
        actor,
        partnership,
        bool(tables.memberships[Membership.MEMBER, p, i]),
        inside,
        outside,
        switching_cost(tables, settings, i),
        chance_of_being_in(tables, settings, p, i, gain, inside, outside),
    )
