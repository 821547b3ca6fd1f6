"""Classic games as ordinary worlds: a few actors, one threat, one partnership, the same phases and the same decision.

    >>> game = Game(values=[1.0] * 10, rule="joint", tie="stay")
    >>> game.settle(members=range(10))
    3

Nothing here computes an equation: the game only fills the columns of a small world and lets the phases of
``simulation.schedule`` run on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from simulation.core.codes import ISSUES, MOST_POLES, Benefit, BurdenRule, Consent, Cost, Dynamics, Kind
from simulation.core.columns import (
    N_WHY,
    Actor,
    Floats,
    Issue,
    Lever,
    Membership,
    Partnership,
    Pole,
    Portfolio,
    Scene,
    Tables,
    War,
)
from simulation.core.compiling import compiled
from simulation.core.errors import MultipartnerError, name_unknown
from simulation.core.settings import Setting
from simulation.decision.choice import chance_of_being_in, fill_decision, gain_of_membership
from simulation.decision.payoff import N_TERMS
from simulation.decision.seats import enter, leave
from simulation.measures.outcomes import Outcome
from simulation.mechanisms import attention, delivery, pledging, production, review, summing, threats
from simulation.parameters import load_scenario
from simulation.start.settings import CODES, settings_array

G, P = 0, 0
MOST_SWEEPS = 1_000_000
NEUTRAL = {
    Setting.PHI: 1.0,
    Setting.PHI_NONSTATE: 1.0,
    Setting.UNILATERAL: 1.0,
    Setting.LIMIT: np.inf,
    Setting.REVIEW_SHARE: 1.0,
    Setting.DELIVERY_BASE: 1.0,
    Setting.PRODUCTIVITY_LEAST: 1.0,
}
"""Settings of a game that are not 0: plain benefits, no budget limit, everybody reviews, pledges are kept."""
KEPT = (Setting.MEMORY, Setting.DEMOCRACY_LEAST, Setting.LIKE_MINDED_NEAREST)


def _code(what: str, name: str, codes: dict[str, int]) -> int:
    if name not in codes:
        raise name_unknown(what, name, codes)
    return codes[name]


def _positive(what: str, values: Floats) -> Floats:
    if not np.all(np.isfinite(values)) or np.any(values <= 0.0):
        raise MultipartnerError(f"{what} must be finite numbers above 0, got {values.tolist()}.")
    return values


class Game:
    """A participation game over one threat and one partnership.

    Parameters
    ----------
    values : benefit per unit of effective effort of each of the N actors (v)
    cost : slope c of marginal cost, C = c x^2 / 2, one number or one for each actor
    rule : burden-sharing rule by name, such as ``joint`` or ``reciprocity``
    ambition : weight on others' benefit (rho) of reciprocity, or share of the joint optimum of shared rules
    weights : ability to pay of the capacity rule, 1 for each actor if not given
    responsibility : key of the responsibility rule
    target : price or quantity of the rules that state one
    benefit, scale, offset : shape of the benefit; peak, scale or threshold; offset of the logarithm
    cost_shape, capacity, c1 : ``log_capacity`` takes a capacity K for each actor and C = -c1 ln(K - x)
    theta : noise of the choice, in units of payoff
    tie : what the indifferent do: ``join``, ``stay`` or ``out``
    inertia : cost of joining or leaving, in units of theta
    outsider : ``nash`` (outsiders do what is best for them) or ``none``
    consent : ``open``, ``majority`` or ``unanimity``
    inflow, decay, effectiveness : threat in the loop: T' = T + dt (inflow - effectiveness E - decay T), v = values x T
    seed : seed of all luck
    """

    def __init__(
        self,
        values: Sequence[float],
        cost: float | Sequence[float] = 1.0,
        *,
        rule: str = "joint",
        ambition: float = 1.0,
        weights: Sequence[float] | None = None,
        responsibility: Sequence[float] | None = None,
        target: float = 0.0,
        benefit: str = "linear",
        scale: float = 1.0,
        offset: float = 1.0,
        cost_shape: str = "quadratic",
        capacity: Sequence[float] | None = None,
        c1: float = 1.0,
        theta: float = 0.0,
        tie: str = "stay",
        inertia: float = 0.0,
        outsider: str = "nash",
        consent: str = "open",
        inflow: float = 0.0,
        decay: float = 0.0,
        effectiveness: float = 0.0,
        seed: int = 0,
    ) -> None:
        worth = np.asarray(values, dtype=float)
        if worth.ndim != 1 or worth.size == 0:
            raise MultipartnerError(f"A game needs at least one actor, got values of shape {worth.shape}.")
        if np.any(worth < 0.0) or not np.all(np.isfinite(worth)):
            raise MultipartnerError(f"values must be finite and not negative, got {worth.tolist()}.")
        slopes = _positive("costs", np.broadcast_to(np.asarray(cost, dtype=float), worth.shape))
        self.n = worth.size
        self.seed = seed
        self.sweeps = 0
        self.settings = _settings(benefit, offset, cost_shape, c1, theta, tie, inertia, outsider)
        is_log = cost_shape == "log_capacity"
        if is_log:
            self.settings[Setting.LIMIT] = 1.0
        size = _positive("capacity", np.asarray(capacity, dtype=float)) if capacity is not None else 1.0 / slopes
        self.tables = _tables(worth, size)
        self._set_rule(rule, ambition, target, consent)
        issues = self.tables.issues
        issues[Issue.SCALE, G] = scale
        issues[Issue.DYNAMICS, G] = Dynamics.STOCK if inflow or decay or effectiveness else Dynamics.NONE
        issues[Issue.INFLOW, G], issues[Issue.DECAY, G], issues[Issue.REMOVAL, G] = (
            inflow,
            decay,
            effectiveness,
        )
        if weights is not None:
            self.tables.actors[Actor.ABILITY] = weights
        if responsibility is not None:
            self.tables.actors[Actor.RESPONSIBILITY] = responsibility
        self._refresh()

    def _set_rule(self, rule: str, ambition: float, target: float, consent: str) -> None:
        column = self.tables.partnerships[:, P]
        column[Partnership.RULE] = _code("burden-sharing rule", rule, {r.name.lower(): r for r in BurdenRule})
        column[Partnership.CONSENT] = _code("consent rule", consent, {c.name.lower(): c for c in Consent})
        column[Partnership.AMBITION] = ambition
        column[Partnership.TARGET] = target

    def _refresh(self) -> None:
        for phase in (attention, summing, pledging, delivery, production):
            phase.PHASE.run(self.tables, self.settings, self.seed, 0)

    @property
    def members(self) -> tuple[int, ...]:
        """Positions of the present members."""
        return tuple(np.flatnonzero(self.tables.memberships[Membership.MEMBER, P]).tolist())

    @property
    def level(self) -> float:
        """Level of the threat, 1 at the start."""
        return float(self.tables.issues[Issue.LEVEL, G])

    def seat(self, members: Iterable[int]) -> None:
        """Make exactly these actors members."""
        wanted = set(members)
        if not wanted <= set(range(self.n)):
            raise MultipartnerError(f"Members must be positions from 0 to {self.n - 1}, got {sorted(wanted)}.")
        for i in set(self.members) - wanted:
            leave(self.tables, P, i)
        for i in sorted(wanted - set(self.members)):
            enter(self.tables, P, i)
        self._refresh()

    def gain(self, i: int) -> float:
        """Return actor i's payoff as a member minus its payoff as an outsider, the others as they are."""
        return compiled(gain_of_membership)(self.tables, self.settings, P, i, np.zeros(N_TERMS), np.zeros(N_TERMS))

    def wants_in(self, i: int) -> float:
        """Return the probability that i is a member after its decision (0 or 1 without noise)."""
        terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
        gain = compiled(gain_of_membership)(self.tables, self.settings, P, i, terms_in, terms_out)
        return chance_of_being_in(self.tables, self.settings, P, i, gain, terms_in, terms_out)

    def efforts(self) -> Floats:
        """Return everybody's effort under the present memberships, shape (N,)."""
        self._refresh()
        portfolios: Floats = self.tables.portfolios[Portfolio.DELIVERED, G]
        return portfolios.copy()

    def payoffs(self) -> Floats:
        """Return everybody's payoff under the present memberships, shape (N,)."""
        self._refresh()
        result = np.zeros(self.n)
        terms_in, terms_out = np.zeros(N_TERMS), np.zeros(N_TERMS)
        for i in range(self.n):
            compiled(fill_decision)(self.tables, self.settings, P, i, terms_in, terms_out)
            result[i] = (terms_in if i in self.members else terms_out).sum()
        return result

    def review(self) -> int:
        """Let everybody decide once, in random order; return how many moved."""
        self.sweeps += 1
        scene = self.tables.scene
        scene[Scene.JOINS] = scene[Scene.LEAVES] = 0.0
        review.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        return int(scene[Scene.JOINS] + scene[Scene.LEAVES])

    def settle(self, members: Iterable[int] | None = None, most_sweeps: int = MOST_SWEEPS) -> int:
        """Let actors decide, one at a time in random order, until nobody moves; return the number of members."""
        if members is not None:
            self.seat(members)
        for _ in range(most_sweeps):
            if self.review() == 0:
                return len(self.members)
        raise MultipartnerError(
            f"Nobody settled after {most_sweeps} sweeps: with noise or cycles there is no rest point."
        )

    def is_stable(self, members: Iterable[int]) -> bool:
        """Tell whether no member would rather leave and no outsider rather join, the tie rule for the indifferent."""
        self.seat(members)
        inside = set(self.members)
        return all((self.wants_in(i) == 1.0) == (i in inside) for i in range(self.n))

    def stable_memberships(self) -> list[tuple[int, ...]]:
        """Return every stable set of members, smallest first; for small N, all 2^N sets are tried."""
        if self.n > 15:
            raise MultipartnerError(f"All sets of members can be tried for at most 15 actors, got {self.n}.")
        sets = (s for k in range(self.n + 1) for s in combinations(range(self.n), k))
        return [members for members in sets if self.is_stable(members)]

    def step(self, *, decide: bool = True) -> float:
        """Run one quarter: attention, review (unless ``decide`` is false), pledging, delivery, production, threats."""
        self.sweeps += 1
        for phase in (attention, summing, review, pledging, delivery, production, threats):
            if decide or phase is not review:
                phase.PHASE.run(self.tables, self.settings, self.seed, self.sweeps)
        return self.level


def _settings(
    benefit: str,
    offset: float,
    cost_shape: str,
    c1: float,
    theta: float,
    tie: str,
    inertia: float,
    outsider: str,
) -> Floats:
    """Return the settings of a game: everything that a world adds to the classic payoff is 0."""
    defaults = settings_array(load_scenario({}))
    settings = np.zeros_like(defaults)
    for setting in KEPT:
        settings[setting] = defaults[setting]
    for setting, value in NEUTRAL.items():
        settings[setting] = value
    settings[Setting.BENEFIT] = _code("benefit shape", benefit, {shape.name.lower(): shape for shape in Benefit})
    settings[Setting.COST] = _code("cost shape", cost_shape, {shape.name.lower(): shape for shape in Cost})
    settings[Setting.TIE] = _code("tie rule", tie, CODES[Setting.TIE])
    settings[Setting.OUTSIDER] = _code("outsider rule", outsider, CODES[Setting.OUTSIDER])
    settings[Setting.RESPONSE] = CODES[Setting.RESPONSE]["recompute"]
    settings[Setting.OFFSET], settings[Setting.C1] = offset, c1
    settings[Setting.THETA], settings[Setting.INERTIA] = theta, inertia
    settings[Setting.CANDIDATES] = 1.0
    return settings


def _tables(values: Floats, capacity: Floats) -> Tables:
    """Return the tables of a world of N states whose stakes in the one threat are their values."""
    n = values.size
    actors = np.zeros((len(Actor), n))
    actors[Actor.IDENTITY] = np.arange(n)
    actors[Actor.KIND] = Kind.STATE
    actors[Actor.HOME] = np.arange(n)
    actors[Actor.CAPACITY] = capacity
    for column in (Actor.EFFECTIVENESS, Actor.ABILITY, Actor.EFFORT_SHARE, Actor.SEATS):
        actors[column] = 1.0
    portfolios = np.zeros((len(Portfolio), len(ISSUES), n))
    portfolios[Portfolio.MISSION, G] = 1.0
    total = values.sum()
    portfolios[Portfolio.STAKE, G] = values / total if total > 0.0 else 0.0
    issues = np.zeros((len(Issue), len(ISSUES)))
    issues[Issue.SCALE] = issues[Issue.LEVEL] = issues[Issue.SCALING] = 1.0
    issues[Issue.NEED, G], issues[Issue.WORTH, G], issues[Issue.CATASTROPHE] = 1.0, total, np.inf
    partnerships = np.zeros((len(Partnership), 1))
    for one in (Partnership.ALIVE, Partnership.PRODUCTIVITY, Partnership.RELIABILITY):
        partnerships[one] = 1.0
    partnerships[Partnership.ADMISSION] = 3.0
    partnerships[Partnership.LEAD] = -1.0
    scene = np.zeros(len(Scene))
    scene[Scene.USA] = -1.0
    scene[Scene.ROWS] = 1.0
    return Tables(
        actors=actors,
        portfolios=portfolios,
        partnerships=partnerships,
        memberships=np.zeros((len(Membership), 1, n)),
        seats=np.zeros((n, 2)),
        issues=issues,
        scene=scene,
        dyads=np.zeros((0, 3)),
        borders=np.zeros((0, 2)),
        poles=np.full((len(Pole), MOST_POLES), -1.0),
        exposures=np.zeros((MOST_POLES, n)),
        wars=np.zeros((len(War), 0)),
        gains=np.zeros((0, 0)),
        losses=np.zeros((0, 0)),
        likings=np.zeros((0, 0)),
        policy=np.zeros((1, 0, len(Lever))),
        withdrawals=np.zeros((0, 4)),
        outcomes=np.zeros((1, len(Outcome))),
        why=np.zeros((1, N_WHY + N_TERMS)),
    )
