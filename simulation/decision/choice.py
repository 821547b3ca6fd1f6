"""In or out: the difference of the two payoffs, the switching cost, the tie rule and the chance of being in."""

from __future__ import annotations

from simulation.core.columns import Actor, Floats, Membership, Partnership, Portfolio, Scene, Tables
from simulation.core.randomness import Purpose, uniform
from simulation.core.settings import Setting
from simulation.decision.payoff import fill_both_worlds
from simulation.decision.running import add_fellow, reweigh
from simulation.rules.participation import choice_probability, is_tie

JOIN = 0
STAY = 1


def gain_of_membership(tables: Tables, settings: Floats, p: int, i: int, terms_in: Floats, terms_out: Floats) -> float:
    """Return i's payoff in p minus its payoff outside, before any switching cost [US$bn/yr]; fills the terms."""
    fill_both_worlds(tables, settings, p, i, i, terms_in, terms_out)
    difference = 0.0
    for term in range(terms_in.shape[0]):
        difference += terms_in[term] - terms_out[term]
    return difference


def switching_cost(tables: Tables, settings: Floats, i: int) -> float:
    """Return what it costs i to join or to leave, annualised [US$bn/yr]: inertia x theta x capacity."""
    return settings[Setting.INERTIA] * settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i]


def chance_of_being_in(
    tables: Tables, settings: Floats, p: int, i: int, gain: float, terms_in: Floats, terms_out: Floats
) -> float:
    """Return the probability that i is in p after its decision; 0 or 1 without noise, ties by the tie rule."""
    member = tables.memberships[Membership.MEMBER, p, i] > 0.0
    switching = switching_cost(tables, settings, i)
    difference = gain + (switching if member else -switching)
    noise = settings[Setting.THETA] * tables.actors[Actor.CAPACITY, i]
    if noise > 0.0:
        return choice_probability(difference, noise)
    scale = 0.0
    for term in range(terms_in.shape[0]):
        scale = max(scale, abs(terms_in[term]), abs(terms_out[term]))
    if not is_tie(difference, scale):
        return 1.0 if difference > 0.0 else 0.0
    if settings[Setting.TIE] == STAY:
        return 1.0 if member else 0.0
    return 1.0 if settings[Setting.TIE] == JOIN else 0.0


def decide(
    tables: Tables,
    settings: Floats,
    seed: int,
    step: int,
    p: int,
    i: int,
    terms_in: Floats,
    terms_out: Floats,
) -> bool:
    """Tell whether i is in p after deciding: the one decision of the model, with luck addressed to (i, p, step)."""
    gain = gain_of_membership(tables, settings, p, i, terms_in, terms_out)
    chance = chance_of_being_in(tables, settings, p, i, gain, terms_in, terms_out)
    if chance in (0.0, 1.0):
        return chance == 1.0
    actor = int(tables.actors[Actor.IDENTITY, i])
    partnership = int(tables.partnerships[Partnership.IDENTITY, p])
    return uniform(seed, Purpose.CHOICE, step, actor, partnership) < chance


def enter(tables: Tables, p: int, i: int) -> None:
    """Seat i in p and keep the running sums; i must be outside."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    seat = int(tables.partnerships[Partnership.SIZE, p])
    reweigh(tables, g, i, -1.0)
    tables.memberships[Membership.MEMBER, p, i] = 1.0
    tables.memberships[Membership.SEAT, p, i] = seat
    tables.memberships[Membership.ROSTER, p, seat] = i
    tables.partnerships[Partnership.SIZE, p] = seat + 1.0
    tables.portfolios[Portfolio.TIES, g, i] += 1.0
    add_fellow(tables, p, g, i, 1.0)
    reweigh(tables, g, i, 1.0)
    tables.scene[Scene.JOINS] += 1.0


def leave(tables: Tables, p: int, i: int) -> None:
    """Take i's seat away; the last member moves into it. i must be inside."""
    g = int(tables.partnerships[Partnership.ISSUE, p])
    reweigh(tables, g, i, -1.0)
    last = int(tables.partnerships[Partnership.SIZE, p]) - 1
    seat = int(tables.memberships[Membership.SEAT, p, i])
    mover = int(tables.memberships[Membership.ROSTER, p, last])
    tables.memberships[Membership.ROSTER, p, seat] = mover
    tables.memberships[Membership.SEAT, p, mover] = seat
    tables.memberships[Membership.MEMBER, p, i] = 0.0
    tables.partnerships[Partnership.SIZE, p] = float(last)
    tables.portfolios[Portfolio.TIES, g, i] -= 1.0
    add_fellow(tables, p, g, i, -1.0)
    reweigh(tables, g, i, 1.0)
    tables.scene[Scene.LEAVES] += 1.0
