"""Which mechanisms carry a claim: how much of its effect goes when one of them is left out, and what has tested it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from experiments.analysis.intervals import Interval, row_intervals
from experiments.claims.effects import Effects, effects_of, trial_samples
from experiments.claims.file import Claim
from experiments.claims.trial import FULL, WITHOUT
from experiments.design.record import problem_of
from experiments.storage.manifest import Manifest

CONFIDENCE = 0.95
LEAST = 0.25
"""Part of the effect that must go before a mechanism is named; a convention. Where no world keeps more than this part
of the mean, hardly anything is left."""
MOST_NAMED = 4

NOTHING = "no protocol: it is assumed"
MEMBERS = "lists of members (P1, P2)"
TESTED_BY: Mapping[str, str] = {
    "growth": "given in the hindcast (P7)",
    "elections": NOTHING,
    "policy": "given, as the record has it (P6, P7)",
    "withdrawals": "given in the natural experiments (P6)",
    "dates": "given",
    "shocks": NOTHING,
    "mediation": NOTHING,
    "wars": NOTHING,
    "arms": "military budgets (P7)",
    "attention": NOTHING,
    "alignment": NOTHING,
    "coercion": NOTHING,
    "lifecycle": "deaths of organisations (P5, matched)",
    "founding": "births of organisations (P5, matched)",
    "review": "lists of members (P1, P2), joins and exits (P5, matched; waves fail), others' answers (P6, failed)",
    "pledging": "rounds of pledges (P3, P7)",
    "purse": NOTHING,
    "bargaining": NOTHING,
    "clubs": NOTHING,
    "delivery": "delivered of pledged (P5, its lower quartile fails)",
    "production": NOTHING,
    "seeding": NOTHING,
    "legitimacy": NOTHING,
    "mobilisation": NOTHING,
    "outside": NOTHING,
    "threats": NOTHING,
    "reactions": "others' answers (P6, failed)",
    "relations": NOTHING,
    "norms": "ideal points (P7)",
    "motives": MEMBERS,
    "neighbours": MEMBERS,
    "size": MEMBERS,
    "positions": MEMBERS,
    "regimes": MEMBERS,
    "income": MEMBERS,
    "seat": MEMBERS,
    "intercept": "given: the published sizes of partnerships",
    "size of non-states": "lists of companies, cities and regions (P8)",
    "peers": "lists of companies, cities and regions (P8)",
    "being served": NOTHING,
    "the limit of money": NOTHING,
    "habits of givers": "rounds of pledges (P3)",
}
"""What has tested each mechanism or motive that an ablation leaves out: protocols of docs/evidence.md."""


@dataclass(frozen=True)
class Carrier:
    """A mechanism without which the effect is another one.

    Parameters
    ----------
    mechanism : str
    lost : Interval
        Part of the effect that goes without it: 1 all of it, above 1 its sign turns, below 0 it grows.
    is_way : bool
        Whether hardly anything is left without it in any world: then it is the way by which the sides differ, or
        their difference shows, and its share says nothing of what makes the effect.
    """

    mechanism: str
    lost: Interval
    is_way: bool = False

    @property
    def words(self) -> str:
        """How much goes."""
        return f"{self.lost.value:.0%}, {self.lost.low:.0%} to {self.lost.high:.0%}"

    @property
    def tested_by(self) -> str:
        """What has tested it; nothing known of one that the model no longer has."""
        return TESTED_BY.get(self.mechanism, NOTHING)


@dataclass(frozen=True)
class Ablated:
    """What an ablation says of a claim.

    Parameters
    ----------
    full : Effects
        Of the full model in the worlds of the ablation, at 95 %.
    tried : int
        Mechanisms and motives that were left out, one at a time.
    carriers : tuple of Carrier
        What carries the effect clearly, the one without which most is lost first; none where there is no clear effect.
    hindering : mapping
        Mechanisms without which there would be an effect that matters where there is none, and that effect.
    """

    full: Effects
    tried: int
    carriers: tuple[Carrier, ...]
    hindering: Mapping[str, Effects]

    @property
    def has_effect(self) -> bool:
        """Whether there is a clear effect that mechanisms can share."""
        return is_clear(self.full.mean)


def is_clear(interval: Interval) -> bool:
    """Tell whether an interval is known and leaves 0 out."""
    return bool(np.isfinite(interval.low)) and (interval.low > 0 or interval.high < 0)


def effects_by_variant(claim: Claim, folder: Path) -> dict[str, Effects]:
    """Return the effects of the full model, and of the model without each mechanism, at 95 % each."""
    frame = trial_samples(claim, str(folder))
    names = problem_of(Manifest.read(folder).design or {}).factor("variant").values
    return {str(name): effects_of(claim, frame, str(name), CONFIDENCE) for name in names}


def lost_without(effects: Mapping[str, Effects]) -> dict[str, Interval]:
    """Return, for each mechanism, the part of the effect that goes without it; nothing where there is no effect.

    The part is taken over the same worlds and luck; its interval is that of the mean difference over worlds, divided
    by the mean effect of the full model.
    """
    whole = float(effects[FULL].worlds.mean())
    if whole == 0.0:
        return {}
    return {
        name.removeprefix(WITHOUT): _parts(gone_with(effects[FULL], left), whole)
        for name, left in effects.items()
        if name != FULL
    }


def gone_with(full: Effects, left: Effects) -> Interval:
    """Return the mean effect that goes with a mechanism, over the worlds that have it with and without."""
    shared = full.points.index.intersection(left.points.index)
    here = full.worlds[full.points.index.get_indexer(shared)]
    there = left.worlds[left.points.index.get_indexer(shared)]
    mean, low, high = (float(each[0]) for each in row_intervals((here - there)[None, :]))
    return Interval(mean, low, high)


def _parts(gone: Interval, whole: float) -> Interval:
    ends = gone.low / whole, gone.high / whole
    return Interval(gone.value / whole, min(ends), max(ends))


def ablated(claim: Claim, folder: Path) -> Ablated:
    """Return what the ablation in a folder says of a claim."""
    effects = effects_by_variant(claim, folder)
    full = effects[FULL]
    without = {name.removeprefix(WITHOUT): found for name, found in effects.items() if name != FULL}
    if not is_clear(full.mean):
        hindering = {name: left for name, left in without.items() if _hinders(full, left)}
        return Ablated(full, len(without), (), hindering)
    found = [
        Carrier(name, lost, bool(np.abs(without[name].worlds).max() < LEAST * abs(full.mean.value)))
        for name, lost in lost_without(effects).items()
        if abs(lost.value) >= LEAST and is_clear(lost)
    ]
    named = sorted(found, key=lambda each: -abs(each.lost.value))[:MOST_NAMED]
    return Ablated(full, len(without), tuple(named), {})


def _hinders(full: Effects, left: Effects) -> bool:
    """Tell whether an effect that matters, either way, clearly comes out when a mechanism is left out."""
    mean = left.mean
    return is_clear(mean) and abs(mean.value) >= left.smallest and is_clear(gone_with(full, left))
