"""A scenario: everything a run starts from but its seed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import PrivateAttr, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from simulation.core.typed import typed
from simulation.parameters.complaints import scenario_error
from simulation.parameters.drawn import Drawn
from simulation.parameters.geopolitics import Alignment, Coercion, Mediation, Wars
from simulation.parameters.giving import Giving
from simulation.parameters.growth import Growth
from simulation.parameters.listing import fields
from simulation.parameters.mechanisms import Mechanisms
from simulation.parameters.mobilisation import Mobilisation
from simulation.parameters.motives import Motives
from simulation.parameters.nonstates import NonStates
from simulation.parameters.order import Founding, Lifecycle, Order, Seeding
from simulation.parameters.own_world import (
    ActorColumns,
    IssueColumns,
    OwnActor,
    OwnDyad,
    OwnIssue,
    OwnMembership,
    OwnPartnership,
    PartnershipColumns,
)
from simulation.parameters.payoff import Payoff
from simulation.parameters.policy import Power, Stances, Withdrawal, merged_levers
from simulation.parameters.politics import Arms, Elections
from simulation.parameters.processes import Attention, Delivery, Legitimacy, Production, Shocks
from simulation.parameters.quantity import quantity, subsection, words
from simulation.parameters.reactions import Reactions
from simulation.parameters.relations import Bargaining, Clubs, Norms, Relations
from simulation.parameters.resources import Capacity, RosterChoice
from simulation.parameters.section import Section
from simulation.parameters.threats import ClubShares, Threats


class Checked(type(Section)):  # type: ignore[misc]
    """Lets a scenario that is made in Python without `load_scenario` report mistakes in one line, too."""

    def __call__(cls, *values: Any, **named: Any) -> Any:
        """Return the scenario, or refuse what it may not set."""
        try:
            return super().__call__(*values, **named)
        except ValidationError as error:
            raise scenario_error(Scenario, error, lambda _: "") from None


class Scenario(Section, metaclass=Checked):
    """What a scenario file may set, section by section; load one with `load_scenario`."""

    title: str = words("title for figures and tables")
    description: str = words("what the scenario stands for")
    years: int = quantity(25, 1, 1000, "years", "Assumed: one generation, to 2050", "length of a run from January 2025")
    parameter_sets: int = quantity(
        0,
        0,
        1000,
        "sets",
        "Assumed: the shipped values alone; with so many sets intervals cover parameters and structure, too",
        "sets of parameters and choices that the record allows, of which each history draws one; 0 for none",
    )
    roster: RosterChoice = subsection()
    drawn: Drawn = subsection()
    capacity: Capacity = subsection()
    club_shares: ClubShares = subsection()
    giving: Giving = subsection()
    nonstates: NonStates = subsection()
    payoff: Payoff = subsection()
    motives: Motives = subsection()
    threats: Threats = subsection()
    delivery: Delivery = subsection()
    production: Production = subsection()
    legitimacy: Legitimacy = subsection()
    attention: Attention = subsection()
    shocks: Shocks = subsection()
    order: Order = subsection()
    founding: Founding = subsection()
    seeding: Seeding = subsection()
    lifecycle: Lifecycle = subsection()
    alignment: Alignment = subsection()
    wars: Wars = subsection()
    mediation: Mediation = subsection()
    coercion: Coercion = subsection()
    norms: Norms = subsection()
    relations: Relations = subsection()
    bargaining: Bargaining = subsection()
    clubs: Clubs = subsection()
    growth: Growth = subsection()
    mobilisation: Mobilisation = subsection()
    elections: Elections = subsection()
    arms: Arms = subsection()
    reactions: Reactions = subsection()
    mechanisms: Mechanisms = subsection()
    stances: Stances = subsection()
    us: Power = subsection()
    powers: dict[str, Power] = words("policy of other actors or of groups, by id", {})
    withdrawals: tuple[Withdrawal, ...] = words("dated withdrawals and re-entries", ())

    actor: tuple[OwnActor, ...] = words("actors of your own", ())
    partnership: tuple[OwnPartnership, ...] = words("partnerships of your own", ())
    membership: tuple[OwnMembership, ...] = words("seats of your own", ())
    dyad: tuple[OwnDyad, ...] = words("ties between states of your own", ())
    issue: tuple[OwnIssue, ...] = words("issues of your own", ())
    actors: dict[str, ActorColumns] = words("changes of actors, by id", {})
    partnerships: dict[str, PartnershipColumns] = words("changes of partnerships, by id", {})
    issues: dict[str, IssueColumns] = words("changes of issues of your own, by id", {})
    drop: tuple[str, ...] = words("ids of actors and partnerships that are left out of the world", ())
    groups: dict[str, tuple[str, ...]] = words("groups of actors for tables and policies, by name", {})

    _origin: dict[str, str] = PrivateAttr(default_factory=dict)
    _files: tuple[str, ...] = PrivateAttr(default=())

    @field_validator("powers", mode="after")
    @classmethod
    def _not_the_us(cls, powers: dict[str, Power]) -> dict[str, Power]:
        if "USA" in powers:
            raise PydanticCustomError("sentence", "must not name USA: its policy is the section [us]")
        return powers

    def remember_origin(self, origin: dict[str, str], files: tuple[str, ...] = ()) -> None:
        """Record who set which value, by dotted name, and the files beside it; names left out are defaults."""
        self._origin, self._files = dict(origin), files

    @property
    def files(self) -> tuple[str, ...]:
        """Files beside the scenario whose rows are in it."""
        return self._files

    @property
    def all_origins(self) -> dict[str, str]:
        """Where each value and each row of the author's own world was set."""
        return {**self._origin, **self.origin}

    @typed
    def where(self, dotted: str) -> str:
        """Return where a row of the author's own world was set, such as ``mine.toml:12``; '' if unknown."""
        return self._origin.get(dotted, "")

    def __repr__(self) -> str:
        own = sum(said != "default" for said in self.origin.values())
        return f"Scenario({self.title!r}, {self.years} years, {own} values that are not defaults)"

    __str__ = __repr__

    @property
    def origin(self) -> dict[str, str]:
        """Where each value was set: ``scenarios/today.toml:12``, ``--set`` or ``default``."""
        return {field.dotted: field.origin for field in fields(self)}

    @property
    def digest(self) -> str:
        """SHA-256 of every value except title and description, whatever the order they were given in."""
        values = self.model_dump(mode="python", exclude={"title", "description"})
        values["withdrawals"] = sorted(map(_canonical, values["withdrawals"]))
        return hashlib.sha256(_canonical(values).encode()).hexdigest()

    @typed
    def power(self, name: str) -> Power | None:
        """Return the policy section of an actor or a group; that of the United States is ``us``."""
        return self.us if name == "USA" else self.powers.get(name)

    @typed
    def levers(self, actor: str, year: float) -> dict[str, float]:
        """Return the levers set for a state in a year; those left out are as for any other state.

        Parameters
        ----------
        actor : str
            ISO3 code, ``USA`` for the section ``us``.
        year : float
            Calendar year, 2025.25 in the second quarter.
        """
        return self.levers_of(self.power(actor), year)

    def levers_of(self, power: Power | None, year: float) -> dict[str, float]:
        """Return the levers that a policy section sets in a year, by name, in their own units; none of none."""
        if power is None:
            return {}
        policy = power.in_force(year)
        if policy is None:
            return power.set_ones()
        stance = getattr(self.stances, policy.stance)
        return merged_levers(stance.set_ones(), policy.levers.set_ones(), power.set_ones())


def _canonical(values: Any) -> str:
    return json.dumps(_without_negative_zero(values), sort_keys=True, separators=(",", ":"))


def _without_negative_zero(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_negative_zero(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_negative_zero(inner) for inner in value]
    return value + 0.0 if isinstance(value, float) else value
