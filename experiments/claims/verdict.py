"""Verdicts by stated rules, from what a trial found and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from experiments.analysis.paired import LEAST_DECIDED
from experiments.claims.effects import Effects
from experiments.claims.trial import BARE, FULL

Word = Literal[
    "emerges",
    "rests on what favours it",
    "depends on the world",
    "not supported",
    "reversed",
    "no difference",
    "true by construction",
    "no verdict",
]
MOST_WORLDS = 0.8
"""Part of the worlds that must have the sign before a claim is supported; a convention."""
RULES: dict[Word, str] = {
    "no verdict": f"the outcome is a threat of which the model's actors decide less than {LEAST_DECIDED:.0%}",
    "no difference": "both sides are the same to the last bit, in every world and history",
    "true by construction": "supported, but with the favouring channels at 0 both sides are the same to the last bit",
    "emerges": "supported in the full model, and supported with the favouring channels at 0",
    "rests on what favours it": "supported in the full model, and not with the favouring channels at 0",
    "reversed": "the opposite is supported",
    "depends on the world": "neither, but effects that matter go both ways, and the drawn numbers show where",
    "not supported": "none of these",
}
"""What each verdict means, in the order in which they are tried."""


@dataclass(frozen=True)
class Verdict:
    """A verdict with its reason.

    Parameters
    ----------
    word : str
    because : str
        What made it this one, in words.
    """

    word: Word
    because: str = ""

    def __str__(self) -> str:
        return f"{self.word}: {self.because}" if self.because else self.word


def is_supported(effects: Effects) -> bool:
    """Tell whether a claim is supported: interval above 0, sign in most worlds, mean at least the smallest effect."""
    mean = effects.mean
    return mean.low > 0 and effects.with_the_sign.value >= MOST_WORLDS and mean.value >= effects.smallest


def is_reversed(effects: Effects) -> bool:
    """Tell whether the opposite of a claim is supported."""
    return is_supported(effects.opposite)


def goes_both_ways(effects: Effects) -> bool:
    """Tell whether effects that matter go either way in a fifth of the worlds or more."""
    return min(effects.that_matter.value, effects.opposite.that_matter.value) >= 1 - MOST_WORLDS


def verdict_on(
    found: Mapping[str, Effects], decided: float | None = None, channels: str = "", where: str = ""
) -> Verdict:
    """Return the verdict on a claim.

    Parameters
    ----------
    found : mapping
        Effects by variant; ``full`` must be there, ``bare`` where the claim names favouring channels.
    decided : float, optional
        Part of the effort on the threat that the model's actors decide; None where the outcome is no threat.
    channels : str
        The favouring channels in words.
    where : str
        Where the sign flips, in words; empty where nothing tells.
    """
    full, bare = found[FULL], found.get(BARE)
    if decided is not None and decided < LEAST_DECIDED:
        return Verdict("no verdict", f"the model's actors decide only {decided:.0%} of the effort on it")
    if full.is_same:
        return Verdict("no difference")
    if is_supported(full):
        return _supported(bare, channels)
    if is_reversed(full):
        return Verdict("reversed")
    if where and goes_both_ways(full):
        return Verdict("depends on the world", where)
    return Verdict("not supported", _why_not(full))


def _supported(bare: Effects | None, channels: str) -> Verdict:
    if bare is None:
        return Verdict("emerges", "no channel is known that builds it in")
    if bare.is_same:
        return Verdict("true by construction", f"without {channels} nothing of it is left")
    if is_supported(bare):
        return Verdict("emerges", f"also without {channels}")
    return Verdict("rests on what favours it", channels)


def _why_not(full: Effects) -> str:
    mean = full.mean
    if mean.low > 0 and full.with_the_sign.value >= MOST_WORLDS:
        return "the sign is right, the effect too small to matter"
    if mean.low > 0:
        return f"right on average, in {full.with_the_sign.value:.0%} of worlds only"
    if mean.high < 0:
        return "the opposite on average, though not in most worlds or too small to matter"
    if max(-mean.low, mean.high) < full.smallest:
        return "no effect that matters: the whole interval is smaller"
    return "undecided: the interval has 0 in it, and effects that matter"
