"""``docs/claims.md``: every claim with its verdict and what it stands on, written from finished trials."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from experiments.claims.carriers import Ablated
from experiments.claims.judging import Judgement, channels_in_words
from experiments.claims.smallest import WORLDS, SmallestModels
from experiments.claims.trial import FULL, VARIANT_WORDS
from experiments.claims.verdict import RULES
from experiments.claims.wording import (
    effect_shown,
    found_shown,
    how_ablated,
    how_to_read,
    not_quotable,
    produced,
    quotable,
    shares_shown,
    smallest_shown,
)
from experiments.markdown import table
from simulation.core.errors import MultipartnerError

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/claims.md"
MARKED = re.compile(r"(?P<head><!-- generated: claims -->\n).*?(?P<foot><!-- end -->)", re.DOTALL)
SHOWN_DIGEST = 12


def claims_table(judgements: Sequence[Judgement]) -> str:
    """Return one row a claim: statement, verdict, effect, shares of worlds."""
    rows = [
        (
            f"[{each.claim.id}](#{each.claim.id})",
            each.claim.said.statement,
            f"**{each.verdict.word}**",
            effect_shown(each.effects[FULL], each),
            smallest_shown(each),
            shares_shown(each.effects[FULL]),
        )
        for each in judgements
    ]
    return table(["claim", "statement", "verdict", "effect (interval)", "smallest", "worlds: sign / matters"], rows)


def claim_part(judgement: Judgement, ablation: Ablated | None, smaller: SmallestModels | None = None) -> str:
    """Return the part of the page about one claim."""
    claim, said = judgement.claim, judgement.claim.said
    channels = channels_in_words(claim)
    rows = [
        (
            VARIANT_WORDS[name],
            len(found.worlds),
            found.histories,
            found_shown(found, judgement),
            shares_shown(found),
        )
        for name, found in judgement.effects.items()
    ]
    outcome = claim.outcome
    measured = (
        f"Measured: `{outcome.measure}`, {outcome.reduction}; the claim says {said.direction}. Smallest effect worth "
        f"caring about: {smallest_shown(judgement)}. {said.reason}"
    )
    lines = [
        f"## {claim.id}",
        f"*{said.statement}* ({', '.join(said.essay) or 'not in the essay'})",
        f"**{judgement.verdict.word}**{f': {judgement.verdict.because}' if judgement.verdict.because else ''}.",
        measured,
        table(["variant", "worlds", "histories", "effect (interval)", "sign / matters"], rows),
        f"Favouring channels: {f'`{channels}`' if channels else 'none known'}. Expected to produce it: {said.produced}",
        f"What produces it: {produced(ablation, judgement)}" if ablation else "",
        _needed(judgement, smaller),
        f"May be quoted: {quotable(judgement)}",
        f"May not be said: {not_quotable(judgement, channels)}",
        f"File: digest `{claim.digest[:SHOWN_DIGEST]}`; {judgement.basis}",
    ]
    return "\n\n".join(line for line in lines if line)


def _needed(judgement: Judgement, smaller: SmallestModels | None) -> str:
    """Return what the verdict needs, where that was looked for."""
    for each in smaller.found if smaller else ():
        if each.claim.id == judgement.claim.id:
            return (
                f"Smallest model in which the verdict of the first {WORLDS} worlds, “{each.word}”, stays: {each.needs}."
            )
    return ""


def _smallest_of_all(smaller: SmallestModels) -> str:
    return (
        "What no verdict needs is left out of `scenarios/minimal.toml` ([the smallest model](minimal.md)): there "
        f"{smaller.said}"
    )


def body(
    judgements: Sequence[Judgement],
    ablations: Mapping[str, Ablated],
    worlds: str,
    mode: str,
    smaller: SmallestModels | None = None,
) -> str:
    """Return the generated part of the page."""
    rules = "\n".join(f"- **{word}**: {rule}." for word, rule in RULES.items())
    ablated = f" {how_ablated(max(each.tried for each in ablations.values()))}" if ablations else ""
    parts = [
        f"{mode} {worlds}. {how_to_read()}{ablated}",
        claims_table(judgements),
        f"The rules, tried in this order:\n\n{rules}",
        *([_smallest_of_all(smaller)] if smaller else []),
        *(claim_part(each, ablations.get(each.claim.id), smaller) for each in judgements),
    ]
    return "\n\n".join(parts)


def write_page(text: str, page: Path | None = None) -> Path:
    """Write the generated part into the page of a clone; return the page.

    Raises
    ------
    MultipartnerError
        When the page is not there or has no marks.
    """
    page = page or ROOT / PAGE
    old = page.read_text(encoding="utf-8") if page.is_file() else ""
    if not MARKED.search(old):
        raise MultipartnerError(f"'{page}' has no marks for the claims; run this in a clone of the project.")
    page.write_text(MARKED.sub(lambda found: f"{found['head']}\n{text}\n\n{found['foot']}", old), encoding="utf-8")
    return page
