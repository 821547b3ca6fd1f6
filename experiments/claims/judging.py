"""From the finished trial of a claim to its verdict, with everything that the verdict stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiments.analysis.discovery import LEAST_WORLDS, Discovery, discover
from experiments.analysis.headlines import part_decided
from experiments.analysis.provenance import Basis
from experiments.analysis.worlds import Worlds
from experiments.claims.effects import Effects, effects_of, trial_samples
from experiments.claims.file import Claim, claim_names
from experiments.claims.trial import FULL
from experiments.claims.verdict import Verdict, goes_both_ways, verdict_on
from experiments.design.problem import Problem
from experiments.design.record import problem_of
from experiments.storage.frames import Results
from simulation.core.errors import MultipartnerError

ERROR = 0.05
"""Chance that any interval of all shipped claims misses: each is drawn so much wider (Bonferroni)."""


def confidence_of_each() -> float:
    """Return the confidence of one claim's interval, so that all of them together hold at 95 %."""
    return 1.0 - ERROR / max(1, len(claim_names()))


@dataclass(frozen=True)
class Judgement:
    """A claim with its verdict.

    Parameters
    ----------
    claim : Claim
    effects : mapping
        By variant.
    verdict : Verdict
    where : str
        Where the sign flips, in words; empty where nothing tells.
    decided : float, optional
        Part of the effort on the threat that the model's actors decide.
    basis : Basis
    unit : str
        Of the outcome.
    drawn : int
        Worlds that were drawn; in some no share may be taken.
    """

    claim: Claim
    effects: Mapping[str, Effects]
    verdict: Verdict
    where: str
    decided: float | None
    basis: Basis
    unit: str
    drawn: int = 0


def judge(claim: Claim, folder: Path) -> Judgement:
    """Return the verdict on a claim from its results folder.

    Raises
    ------
    MultipartnerError
        When the folder holds no finished runs of it.
    """
    results = Results.open(folder)
    frame = trial_samples(claim, str(folder))
    design = results.manifest.design or {}
    problem = problem_of(design)
    variants = tuple(problem.factor("variant").values)
    effects = {name: effects_of(claim, frame, name, confidence_of_each()) for name in variants}
    full = effects[FULL]
    if not len(full.worlds):
        raise MultipartnerError(
            f"In no world can a share be taken of the outcome of '{claim.id}': it is 0 on the side without. "
            'Say counted = "difference" in its file.'
        )
    drawn = int(design["samples"])
    said = worlds_in_words(len(full.worlds), drawn, full.histories)
    basis = Basis(said, results.manifest.planned, results.missing)
    found = _discovered(full, problem, basis)
    where = "; or ".join(box.words for box in found.boxes[:2]) if found is not None and found.boxes else ""
    where = f"it is {found.side} 0 where {where}" if found is not None and where else ""
    decided = part_decided(results, claim.outcome.measure)
    verdict = verdict_on(effects, decided, channels_in_words(claim), where)
    unit = frame.attrs["units"].get(claim.outcome.name, "")
    return Judgement(claim, effects, verdict, where, decided, basis, unit, drawn)


def worlds_in_words(worlds: int, drawn: int, histories: int) -> str:
    """Return how many worlds and histories an effect stands on, and that in others no share can be taken.

    Examples
    --------
    >>> worlds_in_words(64, 64, 1), worlds_in_words(46, 64, 2)
    ('64 worlds × 1 history per side', '46 of 64 worlds × 2 histories per side: elsewhere no share can be taken of 0')
    """
    each = "1 history" if histories == 1 else f"{histories} histories"
    if worlds == drawn:
        return f"{worlds} worlds × {each} per side"
    return f"{worlds} of {drawn} worlds × {each} per side: elsewhere no share can be taken of 0"


def channels_in_words(claim: Claim) -> str:
    """Return the favouring channels and what they are set to."""
    return ", ".join(f"{name} = {value}" for name, value in claim.settings["favouring"].items())


def _discovered(effects: Effects, problem: Problem, basis: Basis) -> Discovery | None:
    """Return where the sign of the effect flips; None where too few worlds or no two signs are there to tell."""
    if len(effects.worlds) < LEAST_WORLDS or not goes_both_ways(effects):
        return None
    drawn = Problem(problem.uncertainties, "latin_hypercube")
    values = pd.DataFrame(effects.worlds[:, None], index=effects.points.index)
    return discover(Worlds(effects.points, values, drawn, "outcome", "the effect", basis, is_difference=True))
