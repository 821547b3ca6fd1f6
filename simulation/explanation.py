"""Why an actor is in a partnership or out of it: the terms of its decision, as the engine itself computes them.

One decision in the present state is an :class:`Explanation`; those that were taken stand in the log, if one is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulation.core.codes import ISSUES
from simulation.core.columns import N_WHY, Floats, Membership, Tables, Why
from simulation.core.numba.compiling import compiled
from simulation.decision.choice import chance_of_being_in, gain_of_membership, switching_cost
from simulation.decision.payoff import MEANING_OF_TERM, N_TERMS, Term
from simulation.naming import founded_name
from simulation.start.policy import year_of

if TYPE_CHECKING:
    from pandas import DataFrame


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
    sentences : the same told, with what keeps it out or in, and what would have to change
    """

    actor: str
    partnership: str
    is_member: bool
    inside: Floats
    outside: Floats
    switching: float
    probability: float
    sentences: tuple[str, ...] = ()

    @property
    def terms(self) -> dict[str, float]:
        """Difference that the membership makes, term by term, in words [US$bn/yr]."""
        return dict(zip(MEANING_OF_TERM, (self.inside - self.outside).tolist(), strict=True))

    @property
    def gain(self) -> float:
        """Sum of the terms: what the engine used, before the switching cost [US$bn/yr]."""
        return float(sum_of_terms((self.inside - self.outside)[None])[0])

    def __str__(self) -> str:
        """Return the terms as lines of text."""
        place = "a member of" if self.is_member else "outside"
        width = max(map(len, MEANING_OF_TERM))
        lines = [f"{self.actor} is {place} {self.partnership}; US$bn a year, with the membership less without:"]
        lines += [f"  {meaning:<{width}}  {value + 0.0:+12.6f}" for meaning, value in self.terms.items()]
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


def decision_table(
    tables: Tables, actors: Sequence[str], listed: Sequence[str], issues: Sequence[str] = ISSUES
) -> DataFrame:
    """Return the log of decisions as a table, one row per decision in the order in which they were taken.

    Columns are the quarter and the date at which it ends, as in every table, ids, whether the actor was in and
    whether it is in after consent and seats, each term of the payoff by name (with the membership less without;
    where a rival's exclusive partnership must be left for it, less what that one gives), their sum, the cost of
    switching, and the probability of being in, all money in US$bn a year.
    """
    from pandas import DataFrame

    rows = tables.why[1 : int(tables.why[0, 0]) + 1]
    numbers = (Why.STEP, Why.ACTOR, Why.PARTNERSHIP, Why.BORN, Why.ISSUE, Why.FOUNDER)
    whole = {column: rows[:, column].astype(int) for column in numbers}
    about = zip(*(whole[each] for each in (Why.PARTNERSHIP, Why.ISSUE, Why.BORN, Why.FOUNDER)), strict=True)
    named = [
        founded_name(issue, born, actors[founder], issues) if founder >= 0 else listed[row]
        for row, issue, born, founder in about
    ]
    terms = rows[:, N_WHY:]
    table = DataFrame(
        {
            "quarter": whole[Why.STEP],
            "year": [year_of(step) for step in whole[Why.STEP]],
            "actor": [actors[i] for i in whole[Why.ACTOR]],
            "partnership": named,
            "was_in": rows[:, Why.WAS_IN] > 0.0,
            "is_in": rows[:, Why.IS_IN] > 0.0,
            **{term.name.lower(): terms[:, term] for term in Term},
            "gain": sum_of_terms(terms),
            "switching": rows[:, Why.SWITCHING],
            "probability": rows[:, Why.CHANCE],
        }
    )
    table.attrs["meanings"] = {term.name.lower(): MEANING_OF_TERM[term] for term in Term}
    return table


def sum_of_terms(terms: Floats) -> Floats:
    """Return the sums of rows of terms, added one after the other as the engine adds them, to the last bit."""
    total = np.zeros(terms.shape[0])
    for term in Term:
        total += terms[:, term]
    return total
