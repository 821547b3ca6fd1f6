"""Every word in which a game can be told, with what holds if nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self

from simulation.games.checking import known


@dataclass(frozen=True, slots=True)
class GameTerms:
    """The terms of a game beside values and costs; :class:`simulation.game.Game` says what each means."""

    rule: str = "joint"
    ambition: float | Sequence[float] = 1.0
    price: float | None = None
    quantity: float | None = None
    total: float | None = None
    weights: Sequence[float] | None = None
    responsibility: Sequence[float] | None = None
    surplus_weights: Sequence[float] | None = None
    lead: int | None = None
    benefit: str = "linear"
    peak: float | None = None
    scale: float | None = None
    offset: float | None = None
    threshold: float | None = None
    cost: str = "quadratic"
    c0: float | Sequence[float] = 0.0
    c1: float | None = None
    capacity: float | Sequence[float] | None = None
    efficacy: float | Sequence[float] | None = None
    productivity: float = 1.0
    regard: float | Sequence[float] = 0.0
    limit: float | None = None
    response: str = "recompute"
    outsider: str = "nash"
    theta: float | Sequence[float] = 0.0
    tie: str = "stay"
    inertia: float = 0.0
    candidates: int | str = "all"
    founding: bool = False
    partnerships: int | str | Sequence[Mapping[str, Any]] = 1
    exclusive: bool = False
    consent: str = "open"
    committed: Iterable[int] = ()
    seats: Iterable[int] | None = None
    outsider_gain: Any = 0.0
    outsider_penalty: Any = 0.0
    affinity: Any = None
    size: float | Sequence[float] | None = None
    dues: float = 0.0
    minimum_participation: int = 0
    delta: float = 0.0
    level: float = 1.0
    inflow: float = 0.0
    decay: float = 0.0
    effectiveness: float = 0.0
    update: str = "reply"
    population: int | None = None
    mutation: float = 0.0
    friendliness: float | None = None
    seed: int = 0

    @classmethod
    def told(cls, terms: Mapping[str, Any]) -> Self:
        """Return the terms, or refuse a word that nothing reads.

        Examples
        --------
        >>> GameTerms.told({"thetta": 1.0})
        Traceback (most recent call last):
        simulation.core.errors.NameUnknownError: No term of a game is called 'thetta'. Did you mean 'theta'? ...
        """
        known("term of a game", terms, [field.name for field in fields(cls)])
        return cls(**terms)
