"""Claims tried from Python and from the command line alike: which runs that takes, and the verdicts after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from experiments.claims.file import Claim, claim_names, load_claim
from experiments.claims.judging import Judgement, judge
from experiments.claims.trial import Trial, ablated_variants, variants_of
from experiments.claims.worlds import DrawnWorlds, drawn_worlds
from experiments.execution.engine import MODEL, Engine
from experiments.execution.experiment import Experiment, RunOptions, default_workers, run_experiment
from experiments.execution.preconditions import MOST_HISTORIES, check_sizes
from experiments.execution.scheduler import Workers
from experiments.storage.folders import kept_in
from simulation.core.errors import MultipartnerError
from simulation.core.typed import typed
from simulation.core.whole import whole

QUICK_WORLDS, FULL_WORLDS = 24, 64
ABLATED_WORLDS = 8
TRIAL, ABLATION = "trial", "ablation"


@dataclass(frozen=True)
class Trials:
    """Claims that are tried together, over the same worlds.

    Parameters
    ----------
    claims : sequence of Claim
    worlds : DrawnWorlds
    folder : Path
        Where results go, a folder a claim.
    runs : int, optional
        Histories of each world; by default 1 in a quick trial, else as the claim says.
    seed : int
        Seed of history 0.
    is_quick : bool
        Fewer variants, no ablation.
    engine : Engine
    command : str
        What was typed.
    """

    claims: Sequence[Claim]
    worlds: DrawnWorlds
    folder: Path
    runs: int | None = None
    seed: int = 0
    is_quick: bool = False
    engine: Engine = MODEL
    command: str = ""

    @classmethod
    def of(
        cls,
        names: Sequence[str | PathLike[str]],
        folder: Path,
        *,
        worlds: int | None,
        runs: int | None,
        seed: int,
        is_quick: bool,
        engine: Engine = MODEL,
        command: str = "",
    ) -> Self:
        """Return the trials of claims by name or file, by default of all that are shipped, over freshly drawn worlds.

        Raises
        ------
        MultipartnerError
            One line: a claim is wrong.
        """
        check_sizes(1 if runs is None else runs, seed)
        if worlds is not None:
            whole("worlds", worlds, 2, MOST_HISTORIES)
        claims = [load_claim(name, engine.measures()) for name in dict.fromkeys(names) or claim_names()]
        ids = [claim.id for claim in claims]
        for twice in (name for name in ids if ids.count(name) > 1):
            raise MultipartnerError(
                f"Two claims are called '{twice}', and would share a folder; rename one of the files."
            )
        drawn = drawn_worlds(worlds or (QUICK_WORLDS if is_quick else FULL_WORLDS), seed)
        return cls(claims, drawn, folder, runs, seed, is_quick, engine, command)

    def folder_of(self, claim: Claim, part: str = TRIAL) -> Path:
        """Return the results folder of the trial of a claim, or of its ablation."""
        return self.folder / claim.id / part

    def experiments(self) -> Iterator[Experiment]:
        """Yield what has to be run: for each claim its trial and, unless quick, its ablation over the first worlds."""
        for claim in self.claims:
            histories = self.runs or (1 if self.is_quick else claim.said.histories)
            trial = Trial(claim, self.worlds, variants_of(claim, is_quick=self.is_quick), histories, self.seed)
            yield trial.experiment(self.folder_of(claim), self.engine, self.command)
            if not self.is_quick:
                few = replace(self.worlds, points=self.worlds.points.head(ABLATED_WORLDS))
                ablated = replace(trial, worlds=few, variants=ablated_variants())
                yield ablated.experiment(self.folder_of(claim, ABLATION), self.engine, self.command)

    def judged(self) -> list[Judgement]:
        """Return the verdicts, once all has run."""
        return [judge(claim, self.folder_of(claim)) for claim in self.claims]


@typed
def try_claims(
    *names: str | PathLike[str],
    quick: bool = True,
    worlds: int | None = None,
    runs: int | None = None,
    seed: int = 0,
    workers: int | None = None,
    out: str | PathLike[str] | None = None,
    engine: Engine = MODEL,
) -> list[Judgement]:
    """Test claims over worlds drawn from what nobody knows, and give each a verdict by stated rules.

    Parameters
    ----------
    names : str or path
        Shipped claims, or files of your own; by default all shipped ones.
    quick : bool
        Fewer worlds, one history of each, no empty start and no ablation.
    worlds : int, optional
        Worlds in which each claim is tried; by default 24, or 64 where not quick.
    runs : int, optional
        Random histories of each world and side; by default 1, or as the claim says where not quick.
    seed : int
        Of the draw of worlds, and of history 0.
    workers : int, optional
        Worker processes; by default one per core.
    out : path, optional
        Keep results there, and continue from what it holds.
    engine : Engine
        The model to run; a different one in tests.

    Returns
    -------
    list of Judgement
        ``verdict``, ``effects`` by variant (a share of the side without, or the outcome's unit), ``claim``.

    Raises
    ------
    MultipartnerError
        One line: a claim is wrong, or runs failed.

    Examples
    --------
    >>> [(each.claim.id, each.verdict.word) for each in try_claims("seats", worlds=20)]  # doctest: +SKIP
    """
    how = RunOptions(Workers(default_workers() if workers is None else workers))
    with TemporaryDirectory(prefix="multipartner-") as temporary:
        trials = Trials.of(
            names, kept_in(out, temporary), worlds=worlds, runs=runs, seed=seed, is_quick=quick, engine=engine
        )
        for experiment in trials.experiments():
            run_experiment(experiment, how)
        return trials.judged()
