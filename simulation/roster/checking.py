"""What every roster promises, real or drawn: checked once, when it is made."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from simulation.core.codes import Admission, BurdenRule, Consent, Kind
from simulation.core.errors import DataError
from simulation.roster.records import Roster

TOLERANCE = 1e-9


def check_roster(roster: Roster) -> None:
    """Raise ``DataError`` at the first promise of ``Roster`` that does not hold."""
    _check_sizes(roster)
    _check_finite(roster)
    _check_actors(roster)
    _check_shares(roster)
    _check_partnerships(roster)
    _check_links(roster)


def _demand(held: bool | np.bool_, promise: str) -> None:
    if not held:
        raise DataError(f"The roster is inconsistent: {promise}. Correct the tables it was read from.")


def _check_sizes(roster: Roster) -> None:
    n, p = roster.n_actors, roster.n_partnerships
    for name in (
        "names",
        "kind",
        "home",
        "region",
        "resources",
        "security_resources",
        "population",
        "latitude",
        "longitude",
        "position",
    ):
        _demand(len(getattr(roster, name)) == n, f"'{name}' needs one value per actor")
    shapes = {
        "economic_exposure": (n, len(roster.threats)),
        "human_exposure": (n, len(roster.threats)),
        "interests": (n, len(roster.issues)),
    }
    shapes |= {"published": (p, len(Kind)), "listed_count": (p, len(Kind))}
    for name, shape in shapes.items():
        _demand(getattr(roster, name).shape == shape, f"'{name}' needs the shape {shape}")
    for name in (
        "issue",
        "rule",
        "admission",
        "consent",
        "concreteness",
        "form",
        "listed",
        "leads",
        "recipients",
        "named_recipients",
    ):
        _demand(len(getattr(roster, name)) == p, f"'{name}' needs one value per partnership")


def _check_finite(roster: Roster) -> None:
    for field in fields(roster):
        value = getattr(roster, field.name)
        if isinstance(value, np.ndarray) and value.dtype == np.float64:
            _demand(bool(np.isfinite(value).all()), f"'{field.name}' needs a finite number everywhere")


def _check_actors(roster: Roster) -> None:
    kind, home = roster.kind, roster.home
    _demand(len(set(roster.ids)) == roster.n_actors, "ids of actors must differ")
    _demand(bool((np.diff(kind) >= 0).all()), "actors must be in the order of kinds, states first")
    states = np.arange(roster.n_states)
    _demand(bool((home[states] == states).all()), "the home of a state is the state")
    _demand(bool(((home >= -1) & (home < len(states))).all()), "homes must be rows of states, or -1")
    _demand(bool((home[kind == Kind.ORGANISATION] == -1).all()), "organisations have no home")
    _demand(bool((roster.resources >= 0).all()), "resources cannot be negative")
    _demand(bool((roster.resources[states] > 0).all()), "the resources of states must be positive")


def _check_shares(roster: Roster) -> None:
    states = roster.kind == Kind.STATE
    for name in ("economic_exposure", "human_exposure", "assessment"):
        share = getattr(roster, name)
        _demand(bool(np.allclose(share.sum(axis=0), 1.0, atol=TOLERANCE)), f"'{name}' must sum to 1 over states")
        _demand(not share[~states].any(), f"'{name}' must be 0 for non-states")
        _demand(bool((share >= 0).all()), f"'{name}' cannot be negative")
    weights = roster.interests
    _demand(not weights[states].any(), "interests of states must be 0, they follow from exposure")
    _demand(bool(np.allclose(weights[~states].sum(axis=1), 1.0, atol=TOLERANCE)), "interests must sum to 1")


def _check_partnerships(roster: Roster) -> None:
    _demand(len(set(roster.partnership_ids)) == roster.n_partnerships, "ids of partnerships must differ")
    sizes = {
        "issue": len(roster.issues),
        "rule": len(BurdenRule),
        "admission": len(Admission),
        "consent": len(Consent),
    }
    for name, size in sizes.items():
        codes = getattr(roster, name)
        _demand(bool(((codes >= 0) & (codes < size)).all()), f"'{name}' needs codes from 0 to {size - 1}")
    for name in ("concreteness", "binding", "transparency", "exclusivity"):
        share = getattr(roster, name)
        _demand(bool(((share >= 0) & (share <= 1)).all()), f"'{name}' must lie in 0..1")
    _demand(set(roster.listed) <= {"complete", "partial", "none"}, "'listed' is complete, partial or none")


def _check_links(roster: Roster) -> None:
    limits = np.array([roster.n_actors, roster.n_partnerships])
    members = roster.members
    _demand(bool(((members >= 0) & (members < limits)).all()), "members must be rows of actors and partnerships")
    place = members[:, 0] * max(roster.n_partnerships, 1) + members[:, 1]
    _demand(bool((np.diff(place) > 0).all()), "members must be sorted and listed once")
    _demand(len(roster.joined) == len(members), "'joined' needs one year per member")
    _demand(
        all(0 <= row < roster.n_actors for rows in roster.leads for row in rows),
        "leads must be rows of actors",
    )
    for name in ("rivalries", "pacts", "borders"):
        pairs = getattr(roster, name)
        inside = (pairs >= 0) & (pairs < roster.n_states)
        _demand(
            bool(inside.all() and (pairs[:, 0] < pairs[:, 1]).all()),
            f"'{name}' must be pairs of states a < b",
        )
