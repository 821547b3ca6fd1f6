"""A decision told in sentences: what is so, what speaks for and against it, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.core.codes import Admission, Consent, Kind
from simulation.core.columns import Actor, Floats, Membership, Partnership, Tables
from simulation.core.settings import Setting
from simulation.decision.admission import is_eligible
from simulation.decision.payoff import MEANING_OF_TERM, Term
from simulation.explanation import Explanation
from simulation.roster import Roster
from simulation.start.policy import NEVER, quarter_of, year_of

NAMED = 2
"""Terms that are named for a seat, and against it."""
WORTH_NAMING = 0.02
"""Smallest part of all that speaks for or against a seat which is named."""
DOORS = {
    Admission.STATES: "states only",
    Admission.DEMOCRACIES: "democracies only",
    Admission.LIKE_MINDED: "only the like-minded",
    Admission.OPEN: "anyone who applies",
}
AGREEING = {
    Consent.OPEN: "nobody has to agree",
    Consent.MAJORITY: "a majority must agree",
    Consent.UNANIMITY: "all members must agree",
}


SCALED_BY = {
    Term.RECOGNITION: Setting.RECOGNITION,
    Term.NETWORK: Setting.NETWORK,
    Term.OVERHEAD: Setting.OVERHEAD,
    Term.NEIGHBOURS: Setting.MOTIVE_NEIGHBOURS,
    Term.SIZE: Setting.MOTIVE_SIZE,
    Term.POSITIONS: Setting.MOTIVE_POSITIONS,
    Term.REGIMES: Setting.MOTIVE_REGIMES,
    Term.INCOME: Setting.MOTIVE_INCOME,
    Term.SEAT: Setting.MOTIVE_SEAT,
    Term.INTERCEPT: Setting.MOTIVE_INTERCEPT,
    Term.STANDING: Setting.NONSTATES,
}
"""Terms that one strength of a scenario multiplies."""
RARE = 0.001
"""Chance under which, and under whose distance from 1, no number is said: single chances are too extreme anyway."""


@dataclass(frozen=True)
class Moment:
    """A world at a step, as far as sentences need it."""

    roster: Roster
    tables: Tables
    settings: Floats
    names: tuple[str, ...]
    step: int


def money(value: float) -> str:
    """Return a sum in words that fit its size, with its sign.

    Examples
    --------
    >>> money(0.0123), money(-2.5), money(0.0000004)
    ('+12.3 million', '−2.5 billion', '+0.4 thousand')
    """
    size, unit = abs(value), "billion"
    for smaller in ("million", "thousand"):
        if size < 1.0:
            size, unit = size * 1000.0, smaller
    return f"{'−' if value < 0.0 else '+'}{size:.3g} {unit}"


def date_of(step: int) -> str:
    """Return the quarter that a step is, in words."""
    year, quarter = quarter_of(step)
    return f"quarter {quarter} of {year}"


def sentences(world: Moment, p: int, i: int, why: Explanation) -> Iterator[str]:
    """Yield what is to be said of actor i and partnership p, whose decision is explained.

    Parameters
    ----------
    world : a moment of a world
    p, i : rows of the partnership and the actor
    why : the terms of the decision in that moment
    """
    actor = world.roster.names[i]
    listed = p < world.roster.n_partnerships and world.names[p] == world.roster.partnership_ids[p]
    partnership = world.roster.partnership_names[p] if listed else world.names[p]
    yield from _state_of_things(world, p, i, actor, partnership, why)
    if world.tables.partnerships[Partnership.ALIVE, p] == 0.0:
        return
    yield _gain(why)
    yield from _speaking(why)
    if not _is_shut_out(world, p, i, why):
        yield _chance(why)
        yield from _flip(world, why)


def _state_of_things(world: Moment, p: int, i: int, actor: str, partnership: str, why: Explanation) -> Iterator[str]:
    """Yield whether it is in, how it came there, and what keeps it out."""
    tables = world.tables
    column, member = tables.partnerships[:, p], tables.memberships[:, p, i]
    if column[Partnership.AWAITED] > 0.0:
        yield f"{partnership} has not begun; it begins in {world.roster.begins[p]:g}."
        return
    if column[Partnership.ALIVE] == 0.0:
        yield f"{partnership} has ended."
        return
    if why.is_member:
        lead = ", and leads it" if int(column[Partnership.LEAD]) == i else ""
        yield f"{actor} is in {partnership}{lead}."
        if member[Membership.COMPLETED] > 0.0:
            count = int(world.roster.listed_count[p].sum())
            published = int(world.roster.published[p].sum())
            yield (
                f"No source names it: the list has {count} of {published} published members, and this seat was drawn "
                "to complete it, by the decision's own odds."
            )
        return
    yield f"{actor} is outside {partnership}."
    until = int(max(member[Membership.BARRED_UNTIL], tables.actors[Actor.BARRED_UNTIL, i]))
    if until >= NEVER:
        yield "It has withdrawn for good."
    elif until > world.step:
        yield f"It has withdrawn, and may not be a member before {date_of(until)} ({year_of(until - 1):g})."
    elif not is_eligible(tables, world.settings, p, i, world.step):
        admission = Admission(int(column[Partnership.ADMISSION]))
        is_state = int(tables.actors[Actor.KIND, i]) == Kind.STATE
        what = f"admits {DOORS[admission]}" if admission != Admission.OPEN or is_state else "has no place for it"
        yield f"It may not apply: the partnership {what}."
    else:
        door = DOORS[Admission(int(column[Partnership.ADMISSION]))]
        yield f"It may apply: the partnership admits {door}, and {AGREEING[Consent(int(column[Partnership.CONSENT]))]}."


def _is_shut_out(world: Moment, p: int, i: int, why: Explanation) -> bool:
    """Tell whether it is outside and may not apply, so that no odds of its own decide."""
    return not why.is_member and not is_eligible(world.tables, world.settings, p, i, world.step)


def _gain(why: Explanation) -> str:
    verb = "gains" if why.gain > 0.0 else "loses"
    return f"With a seat it {verb} {money(abs(why.gain))[1:]} US$ a year compared with no seat, all else equal."


def _speaking(why: Explanation) -> Iterator[str]:
    """Yield the largest terms for a seat and against it."""
    terms = why.inside - why.outside
    whole = float(np.abs(terms).sum())
    for word, sign in (("The strongest reasons for a seat", 1.0), ("The strongest against it", -1.0)):
        speaking = [
            k for k in np.argsort(-sign * terms, kind="stable")[:NAMED] if sign * terms[k] > WORTH_NAMING * whole
        ]
        if speaking:
            listed = ", then ".join(f"{MEANING_OF_TERM[k]} ({money(float(terms[k]))})" for k in speaking)
            yield f"{word}: {listed}."


def chance_said(chance: float) -> str:
    """Return a chance in words that claim no more than is known.

    Examples
    --------
    >>> [chance_said(each) for each in (0.00001, 0.004, 0.123, 0.996, 0.99999)]
    ['under 0.1 %', '0.4 %', '12 %', '99.6 %', 'above 99.9 %']
    """
    if chance < RARE:
        return "under 0.1 %"
    if chance > 1.0 - RARE:
        return "above 99.9 %"
    is_middle = 0.01 <= chance <= 0.99
    return f"{chance * 100.0:.{0 if is_middle else 1}f} %"


def _chance(why: Explanation) -> str:
    rest = f"a review leaves it in with a chance of {chance_said(why.probability)}"
    if why.is_member and why.gain < 0.0:
        return f"Leaving costs {money(why.switching)[1:]} US$ a year: that keeps the seat; {rest}."
    if not why.is_member and why.gain > 0.0 and why.probability < 0.5:
        return f"Joining costs {money(why.switching)[1:]} US$ a year, more than the gain; {rest}."
    return f"Switching costs {money(why.switching)[1:]} US$ a year; {rest}."


def _flip(world: Moment, why: Explanation) -> Iterator[str]:
    """Yield the smallest change of one term, against its size, at which in and out would be as likely.

    A term that would have to turn its sign is named only where no other will do.
    """
    terms = why.inside - why.outside
    wanted = (-why.switching if why.is_member else why.switching) - why.gain
    times = 1.0 + wanted / np.where(terms == 0.0, np.nan, terms)
    parts = np.where(np.isnan(times) | (np.abs(times - 1.0) > MOST_CHANGE), np.inf, np.abs(times - 1.0))
    alike = np.where(times >= 0.0, parts, np.inf)
    k = int(np.argmin(alike if np.isfinite(alike).any() else parts))
    if not np.isfinite(parts[k]):
        yield "No single reason, even ten times as large, would bring the odds to even."
        return
    now, then = money(float(terms[k])), money(float(times[k] * terms[k]))
    change = f"{MEANING_OF_TERM[k]}, worth {then} instead of {now} US$ a year"
    said = f"The smallest change that would bring the odds to even: {change}"
    setting = SCALED_BY.get(Term(k))
    if setting is None or times[k] < 0.0:
        yield f"{said}."
    else:
        strength = float(world.settings[setting])
        yield f"{said}, as with {setting.dotted} = {strength * times[k]:.3g} instead of {strength:.3g}."


MOST_CHANGE = 10.0
"""Changes of a term beyond so many times its size are not worth telling."""
