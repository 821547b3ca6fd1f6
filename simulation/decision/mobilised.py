"""Money from outside the model that partnerships draw in."""

from __future__ import annotations

from simulation.core.codes import Kind
from simulation.core.columns import Actor, Floats, Globals, Issue, Membership, Partnership, Tables
from simulation.core.settings import Setting
from simulation.rules.outside import leverage


def public_money(tables: Tables, p: int) -> tuple[float, float, float]:
    """Return (public dollars in p [US$bn/yr], 1 with companies at the table, 1 with an organisation there)."""
    public, companies, lenders = 0.0, 0.0, 0.0
    for k in range(int(tables.partnerships[Partnership.SIZE, p])):
        j = int(tables.memberships[Membership.ROSTER, p, k])
        kind = int(tables.actors[Actor.KIND, j])
        if kind == Kind.COMPANY:
            companies = 1.0
        if kind == Kind.ORGANISATION:
            lenders = 1.0
        if kind in (Kind.STATE, Kind.ORGANISATION, Kind.CITY):
            public += tables.memberships[Membership.DELIVERED, p, j]
    return public, companies, lenders


def drawn_in_by(tables: Tables, settings: Floats, p: int) -> float:
    """Return the private money that p draws in and that is spent [US$bn/yr]."""
    public, companies, lenders = public_money(tables, p)
    serves = tables.partnerships[Partnership.RECIPIENTS, p] > 0.0
    private = leverage(
        settings[Setting.LEVERAGE_POOREST] if serves else settings[Setting.LEVERAGE],
        settings[Setting.LEVERAGE_COMPANIES] * companies,
        settings[Setting.LEVERAGE_GOALS] * tables.partnerships[Partnership.CONCRETENESS, p],
        settings[Setting.LEVERAGE_LENDERS] * lenders,
        tables.partnerships[Partnership.RELIABILITY, p],
    )
    return settings[Setting.MOBILISATION] * settings[Setting.LEVERAGE_DEPLOYED] * private * public


def count_mobilised(tables: Tables, settings: Floats) -> None:
    """Write what partnerships on each issue draw in."""
    tables.issues[Issue.MOBILISED] = 0.0
    if settings[Setting.MOBILISATION] == 0.0:
        return
    for p in range(int(tables.globals[Globals.ROWS])):
        if tables.partnerships[Partnership.ALIVE, p] > 0.0:
            g = int(tables.partnerships[Partnership.ISSUE, p])
            drawn_in = tables.issues[Issue.MOBILISING, g] * drawn_in_by(tables, settings, p)
            tables.issues[Issue.MOBILISED, g] += drawn_in
