"""Claims in sentences: one that may be quoted, and one that may not."""

from __future__ import annotations

from experiments.analysis.intervals import Interval
from experiments.analysis.wording import significant
from experiments.claims.carriers import CONFIDENCE, Ablated, is_clear
from experiments.claims.effects import Effects
from experiments.claims.judging import Judgement, confidence_of_each
from experiments.claims.trial import FULL

DIGITS = 2


def effect_shown(effects: Effects, judgement: Judgement) -> str:
    """Return a mean effect with its interval, signed as the claim counts it.

    The sign is that of the claim: a positive number is what the claim says, whichever way its outcome moves.
    """
    return _shown(effects.mean, judgement)


def found_shown(effects: Effects, judgement: Judgement) -> str:
    """Return a mean effect with its interval, or that there never was any."""
    return "the same to the last bit" if effects.is_same else effect_shown(effects, judgement)


def how_to_read() -> str:
    """Return what intervals and signs of all claims mean."""
    confidence = f"{100 * confidence_of_each():.1f} %"
    return (
        f"Intervals are of the mean over worlds, not the range in which worlds lie. They are at {confidence} each, so "
        "that those of the full model hold together at 95 %; other variants are not covered jointly. They cover the "
        "drawn numbers and luck. Effects are signed as the claim counts them: above 0 is what it says."
    )


def smallest_shown(judgement: Judgement) -> str:
    """Return the smallest effect worth caring about."""
    said = judgement.claim.said
    return _number(said.smallest, judgement)


def _shown(interval: Interval, judgement: Judgement) -> str:
    value, low, high = (_number(each, judgement) for each in interval)
    return f"{value} ({low} to {high})"


def _number(value: float, judgement: Judgement) -> str:
    is_share, is_change = judgement.claim.said.counted == "share", len(judgement.claim.conditions) > 1
    if is_share or judgement.unit == "share":
        return f"{significant(100 * value, DIGITS)} {'%' if is_share and not is_change else 'points'}"
    unit = "" if judgement.unit in {"", "1", "count"} else f" {judgement.unit}"
    return f"{significant(value, DIGITS)}{unit}"


def produced(found: Ablated, judgement: Judgement) -> str:
    """Return in a sentence or two what in the model produces the verdict, by ablation, and what has tested that."""
    worlds = f"In the {len(found.full.worlds)} worlds of the ablation"
    effect = effect_shown(found.full, judgement)
    if not found.has_effect:
        shown = {name: effect_shown(each, judgement) for name, each in found.hindering.items()}
        hindering = "; ".join(f"without “{name}” it is {each}" for name, each in shown.items())
        otherwise = hindering or "leaving out any one of them brings out none that matters"
        return f"{worlds} the effect is {effect}, not clear enough to be shared out among mechanisms; {otherwise}."
    if not is_clear(judgement.effects[FULL].mean):
        return f"{worlds} the effect is {effect}; over all worlds it is not clear, so that it is not shared out."
    if not found.carriers:
        return f"{worlds} the effect is {effect}, and no mechanism alone clearly carries a quarter of it."
    ways = ", ".join(f"“{each.mechanism}”" for each in found.carriers if each.is_way)
    parts = ", ".join(f"“{each.mechanism}” ({each.words})" for each in found.carriers if not each.is_way)
    tested = "; ".join(f"“{each.mechanism}”: {each.tested_by}" for each in found.carriers)
    said = [f"{worlds} the effect is {effect}."]
    if ways:
        said.append(f"In each hardly anything is left without {ways}: the way by which sides differ or effects show.")
    if parts:
        said.append(f"Of it goes, when one mechanism is left out: {parts}.")
    return " ".join([*said, f"What has tested these: {tested}."])


def how_ablated(tried: int) -> str:
    """Return how what is said of mechanisms must be read."""
    by_luck = tried * (1 - CONFIDENCE)
    return (
        f"{tried} mechanisms and motives are left out, one at a time, at {CONFIDENCE:.0%} each: some {by_luck:.0f} "
        "would be named by luck alone; above 100 % the sign turns, below 0 the effect grows."
    )


def shares_shown(effects: Effects) -> str:
    """Return in how many worlds the effect has the sign, and in how many it matters."""
    return f"{effects.with_the_sign.value:.0%} / {effects.that_matter.value:.0%}"


def quotable(judgement: Judgement) -> str:
    """Return the sentence that a policy analyst may quote, with its numbers."""
    full, said = judgement.effects[FULL], judgement.claim.said
    outcome = judgement.claim.outcome
    measured = f"{outcome.measure.replace('_', ' ')} ({outcome.reduction})"
    if judgement.verdict.word == "no verdict":
        return "nothing: others decide it."
    worlds = f"In {len(full.worlds)} worlds with all that is uncertain drawn at random"
    if judgement.drawn > len(full.worlds):
        worlds = f"In the {len(full.worlds)} of {judgement.drawn} drawn worlds in which a share can be taken"
    if full.is_same:
        each = "one history" if full.histories == 1 else f"{full.histories} histories"
        return f"{worlds}, {each} of each, the two sides never differ in {measured}."
    if judgement.verdict.word == "depends on the world":
        return f"{worlds}, {measured} has the claim's sign in {full.with_the_sign.value:.0%}."
    return (
        f"{worlds}, {measured} differs on average by {effect_shown(full, judgement)}, counted in the direction of the "
        f"claim ({said.direction}); it has the claim's sign in {full.with_the_sign.value:.0%} of them."
    )


NOT_QUOTABLE = {
    "emerges": "“{statement}” without “in this model”: that a mechanism can do it is not that it does.",
    "rests on what favours it": "“The model shows that {statement}”: with {channels} the rule is not met.",
    "true by construction": "“The model shows that {statement}”: the model was built so.",
    "depends on the world": "an average: it hides that the sign differs from world to world.",
    "not supported": "“{statement}”, nor the opposite.",
    "reversed": "“{statement}”: the model says the opposite.",
    "no difference": "any difference; nor that more histories would show none, where the outcome is counted.",
    "no verdict": "anything about this threat: others decide it.",
}


def not_quotable(judgement: Judgement, channels: str) -> str:
    """Return what may not be said on the strength of this."""
    statement = judgement.claim.said.statement.rstrip(".")
    statement = statement[0].lower() + statement[1:]
    return NOT_QUOTABLE[judgement.verdict.word].format(statement=statement, channels=channels)
