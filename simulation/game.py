"""Classic games as ordinary worlds: a few actors, one threat, the same phases and the same decision.

    >>> game = Game([1.0] * 10, rule="joint", tie="stay")
    >>> game.settle(members=range(10))
    3

Nothing here computes an equation: a game fills the columns of a small world and lets the phases of
``simulation.schedule`` run on it. ``docs/verification.md`` shows the results of the literature that come out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from simulation.core.columns import Floats, Membership
from simulation.core.errors import MultipartnerError
from simulation.core.numba.compiling import compiled
from simulation.core.settings import Setting
from simulation.core.whole import is_whole
from simulation.games.building import build, committed_profile
from simulation.games.checking import code, flag, floats, number, one_each, only_with, position, sums_to_one
from simulation.games.farsight import MOST_ACTORS, Farsighted, all_states, farsighted
from simulation.games.laws import imitation_law, mean_over_groups, payoffs_by_size, reply_law, selection_gradient
from simulation.games.moves import fill_at_rest
from simulation.games.profiles import profiles_in_chunks
from simulation.games.protocols import PROTOCOLS, RESTS, are_ties, friendly_share, too_many_groups
from simulation.games.snapshot import Standing, sets_of
from simulation.games.terms import GameTerms
from simulation.mechanisms import attention, delivery, pledging, production, summing, threats

MOST_SWEEPS = 10_000
LARGEST_SEED = 2**63 - 1


class Game(Standing):
    """A participation game: actors with values and costs over one threat, and one or more partnerships.

    Parameters
    ----------
    values : benefit v of each of the N actors for a unit of b(E); B = v b(E)
    costs : slope c of marginal cost, C = c0 x + c x^2 / 2, one number or one for each actor
    rule : burden-sharing rule: ``voluntary``, ``reciprocity``, ``joint``, ``price``, ``quantity``, ``equal``,
        ``capacity``, ``responsibility``, ``benefit``, ``hegemonic``, or with transfers ``lindahl``, ``shapley``,
        ``optimal``
    ambition : weight rho on others' benefit, 0 to 1 (reciprocity, one number or one for each actor; rules with
        transfers), or share of the joint optimum (rules that divide a total)
    price, quantity : marginal cost, or effort, of every member under the rule of that name
    total : stated total of a rule that divides one, instead of ambition times the joint optimum
    weights, responsibility : keys of the rules ``capacity`` and ``responsibility``; 1 for everybody if not given
    surplus_weights : shares mu of the surplus under ``optimal``, summing to 1; equal if not given
    lead : position of the lead under ``hegemonic``
    benefit : shape of b: ``linear`` E, ``quadratic`` E - E^2 / (2 peak), ``log`` scale ln(offset + E / scale), or
        ``step`` 1 from the threshold on
    peak, scale, offset, threshold : parameters of these shapes
    cost : shape of C: ``quadratic``, ``linear`` c0 x up to the limit, or ``log_capacity`` -c1 ln(K - x)
    c0, c1 : coefficients of cost; c0 is one number or one for each actor, negative where own effort pays for itself;
        where cost is quadratic, c1 multiplies every slope c
    capacity : K of each actor where cost is linear or ``log_capacity``
    efficacy : effective effort that an actor gets out of a unit of its own, 1 if not given; E is effective effort
    productivity : what members' effective effort is multiplied by, as long as they are members
    regard : weight omega of each actor on the others' benefit, 0 to 1: it acts on v + omega (V - v)
    limit : most effort, as a multiple of K (of 1 / c where cost is quadratic)
    response : how members answer in the world without me: ``recompute`` their efforts, keep them ``frozen``, or
        recompute them as a ``leader`` that foresees the outsiders' answer
    outsider : ``nash`` (outsiders do what is best for them) or ``none``
    theta : noise of a choice, in units of payoff (times size where sizes are given); one number or one for each actor
    tie : what the indifferent do: ``join``, ``stay`` or ``out``
    inertia : cost iota of joining or leaving, in units of payoff (times size)
    candidates : how many partnerships one looks at, or ``all``
    founding : whether the smallest group that gains founds an empty partnership together
    partnerships : how many, ``pairs`` for a two-seat partnership of every pair, or a list of tables with what differs
    exclusive : whether a seat in one partnership excludes one in another
    consent : ``open``, ``majority`` or ``unanimity`` of the members
    committed : positions of actors that never leave, but for a rival partnership; under ``optimal`` they pay newcomers
    seats : positions of the actors that may be members; everybody if not given
    outsider_gain, outsider_penalty : what a member gains from each outsider (gamma), an outsider loses to each member
        (lambda); or matrices, gain[i, j] of member i from outsider j, penalty[i, j] of outsider i by member j
    affinity : matrix, worth a[i, j] to i of sitting with j, times i's and j's size
    size : size of each actor, 1 if not given
    dues : what each seat costs, per unit of the actor's size; negative where a seat is worth something in itself
    minimum_participation : members from which the agreement is in force; with fewer each does what it does alone, and
        there are no penalties, dues or transfers
    delta : decay of network access with distance: each actor gets delta^d from everybody at distance d
    level, inflow, decay, effectiveness : threat in the loop, T' = (1 - decay) T + inflow - effectiveness E, with
        v = values x T
    update : revision protocol: ``reply`` (the one decision), ``imitate`` or ``triads``
    population, mutation : of ``imitate`` by the exact law: Z, from which groups of N are drawn, and chance of a
        mutation
    friendliness : of ``triads``: chance that the one hostile tie of a triad turns friendly
    seed : seed of all luck

    Examples
    --------
    >>> pair = Game([3.0, 2.0], rule="optimal", surplus_weights=[0.5, 0.5])
    >>> pair.seat([0, 1])
    >>> pair.payoffs().tolist()
    [13.75, 11.25]
    >>> Game([1.0] * 5, costs=-1.0)
    Traceback (most recent call last):
    simulation.core.errors.MultipartnerError: costs must be finite numbers above 0, got -1.0.
    """

    def __init__(self, values: Sequence[float] | Floats | None = None, costs: Any = 1.0, **terms: Any) -> None:
        self.terms = GameTerms.told(terms)
        tables, settings = build(values, costs, self.terms)
        super().__init__(tables, settings, position("seed", self.terms.seed, LARGEST_SEED + 1))
        flag("founding", self.terms.founding)
        self._check_protocol()
        self._place(committed_profile(self.tables))

    def _check_protocol(self) -> None:
        terms = self.terms
        number("mutation", terms.mutation, 0.0, 1.0)
        code("revision protocol", terms.update, dict.fromkeys(PROTOCOLS, 0))
        imitates, turns = terms.update == "imitate", terms.update == "triads"
        only_with("population", is_given=terms.population is not None, wanted="update='imitate'", has=imitates)
        only_with("mutation", is_given=terms.mutation > 0.0, wanted="update='imitate'", has=imitates)
        only_with("friendliness", is_given=terms.friendliness is not None, wanted="update='triads'", has=turns)
        only_with("update='triads'", is_given=turns, wanted="affinity", has=terms.affinity is not None)
        if turns and not are_ties(self.tables.likings):
            raise MultipartnerError(
                "update='triads' takes three or more actors and a symmetric affinity without 0 off the diagonal."
            )
        for name, is_given in (
            ("committed", self.tables.memberships[Membership.COMMITTED].any()),
            ("seats", terms.seats is not None),
        ):
            only_with(name, is_given=is_given, wanted="update='reply'", has=terms.update == "reply")
        one = self.tables.partnerships.shape[1] == 1
        only_with("update='imitate'", is_given=imitates, wanted="one partnership", has=one)
        number("friendliness", terms.friendliness or 0.0, 0.0, 1.0)
        size = self.n if terms.population is None else terms.population
        if not is_whole(size) or size < self.n:
            raise MultipartnerError(f"population must be a whole number of at least {self.n} actors, got {size!r}.")

    @property
    def friendly_share(self) -> float:
        """Share of ties with a positive affinity."""
        return friendly_share(self.tables)

    def review(self) -> int:
        """Let everybody revise once, by the game's protocol; return the number of moves."""
        self.sweeps += 1
        return PROTOCOLS[self.terms.update](self)

    def settle(self, members: Iterable[int] | None = None, most_sweeps: int = MOST_SWEEPS) -> int:
        """Let actors decide, one at a time in random order, until nobody moves; return the number of seats taken."""
        position("most_sweeps", most_sweeps, LARGEST_SEED)
        if members is not None:
            self.seat(members)
        if self.settings[Setting.THETA] > 0.0 or self.terms.mutation > 0.0:
            raise MultipartnerError(
                "With noise (theta or mutation above 0) a game never comes to rest: review it, or ask for its law."
            )
        for _ in range(most_sweeps):
            if self.review() == 0 and RESTS[self.terms.update](self):
                return sum(map(len, self.memberships))
        raise MultipartnerError(f"Nobody settled after {most_sweeps} sweeps: there may be a cycle and no rest point.")

    def _at_rest(self, profiles: Floats) -> Floats:
        if self.settings[Setting.THETA] > 0.0:
            raise MultipartnerError(
                "Stability is defined for choices without noise; with theta above 0 ask for the law."
            )
        found = np.zeros(profiles.shape[0])
        if not compiled(fill_at_rest)(self.tables, self.settings, profiles, self.terms.founding, found):
            raise too_many_groups()
        return found

    def is_stable(self, members: Iterable[int] | None = None) -> bool:
        """Tell whether nobody would move: no member out, no outsider in whom the members admit, no group by founding.

        Of the present memberships, or with exactly these members of the first partnership.

        Examples
        --------
        >>> game = Game([1.0] * 6)
        >>> game.is_stable([0, 1, 2]), game.is_stable([0, 1, 2, 3])
        (True, False)
        """
        if members is not None:
            self.seat(members)
        present = (self.tables.memberships[Membership.MEMBER] > 0.0).astype(float)
        return bool(self._at_rest(present[np.newaxis])[0])

    def stable_memberships(self) -> list[Any]:
        """Return every stable set of members, smallest first; of several partnerships, every tuple of sets.

        Examples
        --------
        >>> Game([1.0] * 3).stable_memberships()
        [(), (0, 1), (0, 2), (1, 2), (0, 1, 2)]
        """
        kept = (self.tables.memberships[Membership.MEMBER] > 0.0).astype(float)
        stable = []
        for profiles in profiles_in_chunks(self.tables, links=self.terms.partnerships == "pairs"):
            stable += [sets_of(profiles[found]) for found in np.flatnonzero(self._at_rest(profiles))]
        self._place(kept)
        stable.sort(key=lambda sets: (sum(map(len, sets)), sets))
        return [sets[0] for sets in stable] if len(kept) == 1 else stable

    def law(self) -> Floats:
        """Return the exact stationary law of the number of members under noise, by the game's protocol.

        Under ``reply`` by the chain over all sets of members; under ``imitate`` by that of a population.

        Examples
        --------
        >>> Game([0.0] * 2, theta=1.0).law().round(12).tolist()
        [0.25, 0.5, 0.25]
        """
        if self.settings[Setting.THETA] <= 0.0 or self.terms.update == "triads":
            raise MultipartnerError(
                "A law exists only for choices with noise: set theta above 0, update reply or imitate."
            )
        if self.terms.founding:
            raise MultipartnerError("The law is that of actors who decide one at a time: leave founding out.")
        return imitation_law(self) if self.terms.update == "imitate" else reply_law(self)

    def farsighted(self, discount: float = 0.99, chances: Sequence[float] | None = None) -> Farsighted:
        """Return an equilibrium of proposals and approvals in which everybody looks ahead.

        One actor at a time proposes a set of members; who is in the present or the proposed one must approve. Everybody
        counts what follows, a round later with weight ``discount``; ``chances`` are those to propose, equal if not
        given. A set of one is no agreement. For payoffs of one's own see ``simulation.games.farsight.farsighted``.

        Examples
        --------
        >>> Game([1.0] * 3).farsighted().stable
        [(0, 1, 2)]
        """
        if len(self.memberships) > 1:
            raise MultipartnerError("Farsighted agreements are solved for one partnership.")
        kept, payoffs = self.memberships, {}
        for members in all_states(min(self.n, MOST_ACTORS + 1)):
            if self.n > MOST_ACTORS:
                break
            self.seat(members)
            payoffs[members] = self.payoffs()
        self.place(kept)
        return farsighted(payoffs or {(): np.zeros(self.n)}, discount, chances)

    def payoffs_by_size(self) -> tuple[Floats, Floats]:
        """Return (a member's payoff, an outsider's) with 0 to N members, shape (N + 1,), for identical actors."""
        return payoffs_by_size(self)

    def selection_gradient(self, share: float) -> float:
        """Return members' less outsiders' mean payoff where groups of N are drawn from a large population."""
        return selection_gradient(self, number("share", share, 0.0, 1.0))

    def mean_over_groups(self, law: Floats, outcome: Floats) -> float:
        """Return the mean of an outcome by number of members, over groups of N from a population with that law.

        ``law`` has shape (Z + 1,), chances that sum to 1; ``outcome`` has shape (N + 1,), and the mean is in its unit.
        """
        chances = floats("law", law)
        is_list = chances.ndim == 1 and chances.size > self.n
        if not is_list or not np.all(chances >= 0.0) or not sums_to_one(chances):
            raise MultipartnerError(
                f"law must be a list of chances that sum to 1, one for each number of members, got {law!r}."
            )
        return mean_over_groups(self, chances, one_each("outcome", outcome, self.n + 1))

    def step(self, *, decide: bool = True) -> float:
        """Run one period: decisions (unless ``decide`` is false), pledges, deliveries, threat; return its level.

        The level is in units of the level at the start.
        """
        decide = flag("decide", decide)
        self.sweeps += 1
        attention.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        summing.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        if decide:
            PROTOCOLS[self.terms.update](self)
        for phase in (pledging, delivery, production, threats):
            phase.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        return self.level
