"""Why the likeliest are likely and the others not, in sentences."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from simulation.core.codes import Kind
from simulation.core.columns import Floats
from simulation.decision.payoff import Term
from simulation.roster import Roster
from simulation.start.described import Description, Prospects
from simulation.telling import chance_said

NAMED = 5
WORTH_NAMING = 0.05
"""Smallest difference from the mean state that a sentence names [log-odds]."""
SPEAKING = {
    Term.OWN_BENEFIT: ("more own damage avoided", "less own damage avoided"),
    Term.OTHERS_BENEFIT: ("more regard for what others are spared", "less regard for what others are spared"),
    Term.COST: ("little own effort", "much own effort"),
    Term.EXCLUDABLE: ("more of what members alone enjoy", "less of what members alone enjoy"),
    Term.AFFINITY: ("affinity with fellow members", "little affinity with fellow members"),
    Term.RECOGNITION: ("more recognition for contributing", "less recognition for contributing"),
    Term.NETWORK: ("more access to networks of members", "less access to networks of members"),
    Term.INFLUENCE: ("more influence on what it stands for", "less influence on what it stands for"),
    Term.COERCION: ("less pressure of poles to stay out", "more pressure of poles to stay out"),
    Term.PENALTIES: ("costlier to be an outsider", "cheaper to be an outsider"),
    Term.TRANSFERS: ("transfers to receive", "transfers to pay"),
    Term.DUES: ("lower dues", "higher dues"),
    Term.OVERHEAD: ("less overhead for one more membership", "more overhead for one more membership"),
    Term.NEIGHBOURS: ("nearness to the members", "distance to the members"),
    Term.SIZE: ("size that matches that of the members", "size that does not match that of the members"),
    Term.POSITIONS: ("similar positions", "different positions"),
    Term.REGIMES: ("similar regimes", "different regimes"),
    Term.INCOME: ("income at which such a seat is sought", "income at which such a seat is left to others"),
    Term.SEAT: ("staff to spare for a seat", "few staff for one more seat"),
    Term.INTERCEPT: ("a partnership meant for many", "a partnership meant for few"),
    Term.STANDING: ("large, or of an open home", "small, or of a closed home"),
    Term.PEERS: ("peers that are in", "peers that are out"),
    Term.MOVES: ("others who have just joined", "others who have just left"),
}
"""Words for each term where it speaks for a seat, and where against it."""
RANKS = {"top": "Likeliest", "bottom": "Least likely"}


class Reason(NamedTuple):
    """Why one state is among the likeliest (rank ``top``) or least likely (``bottom``); place 1 is the outermost."""

    rank: str
    place: int
    actor: str
    sentence: str


def reasons(roster: Roster, description: Description, prospects: Prospects, chances: Floats) -> list[Reason]:
    """Return why: for the five likeliest and the five least likely states that could still join, outermost first."""
    candidates = np.flatnonzero(roster.kind == Kind.STATE)
    candidates = np.setdiff1d(candidates, [*description.seated, *description.recipients])
    if not candidates.size:
        return []
    order = candidates[np.lexsort((candidates, -chances[candidates]))].tolist()
    mean = prospects.terms[candidates].mean(axis=0)
    rest = order[NAMED:]
    found = []
    for rank, rows in (("top", order[:NAMED]), ("bottom", rest[::-1][:NAMED])):
        for place, i in enumerate(rows, 1):
            told = f"{RANKS[rank]} {place}: {_sentence(roster, i, prospects, mean, float(chances[i]))}"
            found.append(Reason(rank, place, roster.ids[i], told))
    return found


def _sentence(roster: Roster, i: int, prospects: Prospects, mean: Floats, chance: float) -> str:
    """Return what sets one state apart from the mean of the candidates."""
    start = f"{roster.names[i]} ({roster.ids[i]}), chance {chance_said(chance)}"
    if prospects.eligible[i] == 0.0:
        return f"{start}; it may not apply."
    apart = prospects.terms[i] - mean
    parts = [
        f"{word} {' and '.join(told)}"
        for word, told in (("for it:", _speaking(apart, 1.0)), ("against it:", _speaking(apart, -1.0)))
        if told
    ]
    if not parts:
        return f"{start}; nothing sets it apart from the mean state."
    return f"{start}; compared with the mean state, in log-odds, {'; '.join(parts)}."


def _speaking(apart: Floats, sign: float) -> list[str]:
    """Return the two terms that speak most for a seat (sign 1) or against it (-1), if they are worth naming."""
    first = np.argsort(-sign * apart, kind="stable")[:2].tolist()
    return [
        f"{SPEAKING[Term(k)][0 if sign > 0.0 else 1]} ({apart[k]:+.1f})"
        for k in first
        if sign * apart[k] > WORTH_NAMING
    ]
