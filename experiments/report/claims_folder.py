"""Everything that is made from the trials of claims: a figure of all verdicts, one a claim, and a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from experiments.claims.carriers import Ablated
from experiments.claims.judging import Judgement, channels_in_words
from experiments.claims.trial import FULL, VARIANT_WORDS
from experiments.claims.verdict import RULES
from experiments.claims.wording import (
    found_shown,
    how_to_read,
    not_quotable,
    produced,
    quotable,
    shares_shown,
    smallest_shown,
)
from experiments.figures.claims import draw_claim, draw_verdicts
from experiments.report.page import LIMITS, filled, origin_of
from experiments.storage.manifest import Manifest
from experiments.storage.parts import write_whole

SIDES = "two sides of each claim, over the drawn worlds"
QUESTION = "Which statements about world order hold in this model, how strongly, and what do they rest on?"


def write_claims(
    judgements: Sequence[Judgement], ablations: Mapping[str, Ablated], worlds: str, folder: Path, first: Path
) -> Path:
    """Write figures and report of claims into a folder; return the report.

    Parameters
    ----------
    judgements : sequence of Judgement
    ablations : mapping
        What produces a verdict, by the id of its claim; empty without ablation.
    worlds : str
        Where the worlds come from, in words.
    folder : Path
        Folder of all trials.
    first : Path
        Folder of one trial, whose provenance is shown.
    """
    drawings = [draw_verdicts(judgements), *map(draw_claim, judgements)]
    for drawing in drawings:
        drawing.save(folder / "figures")
    manifest = Manifest.read(first)
    path = folder / "report.html"
    text = filled(
        "claims",
        title="Claims of the essay, tested",
        question=QUESTION,
        missing=sum(each.basis.missing for each in judgements),
        headline=headline(judgements),
        worlds=worlds,
        how_to_read=how_to_read(),
        overview=drawings[0],
        rows=[
            (each.claim.id, each.claim.said.statement, each.verdict.word, *_numbers(each, FULL)) for each in judgements
        ],
        rules=list(RULES.items()),
        claims=[
            _part(each, drawing, ablations.get(each.claim.id))
            for each, drawing in zip(judgements, drawings[1:], strict=True)
        ],
        limits=LIMITS,
        origin=[row for row in origin_of(manifest, SIDES) if row[0] != "seeds"],
    )
    write_whole(path, text.encode())
    return path


def headline(judgements: Sequence[Judgement]) -> str:
    """Return how many claims have which verdict, in one sentence."""
    words = [each.verdict.word for each in judgements]
    counts = [f"{words.count(word)} “{word}”" for word in RULES if word in words]
    return f"Of {len(words)} claims: {', '.join(counts)}."


def _numbers(judgement: Judgement, variant: str) -> tuple[str, str, str]:
    found = judgement.effects[variant]
    return found_shown(found, judgement), smallest_shown(judgement), shares_shown(found)


def _part(judgement: Judgement, drawing: object, ablation: Ablated | None) -> dict[str, object]:
    channels = channels_in_words(judgement.claim)
    return {
        "judgement": judgement,
        "drawing": drawing,
        "rows": [
            (VARIANT_WORDS[name], len(found.worlds), found.histories, *_numbers(judgement, name))
            for name, found in judgement.effects.items()
        ],
        "channels": channels,
        "produced": produced(ablation, judgement) if ablation else "",
        "quotable": quotable(judgement),
        "not_quotable": not_quotable(judgement, channels),
    }
