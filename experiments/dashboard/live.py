"""Histories in memory as the results that every summary, figure and report reads: one source of truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from experiments.dashboard.growing import Request
from experiments.design.arms import title_and_question
from experiments.execution.engine import model_digest, outcome_measures
from experiments.execution.histories import History, actors_table, ledger_table, outcomes_table
from experiments.storage.frames import Results, frame_of
from experiments.storage.manifest import Manifest, library_versions, this_machine

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LiveResults(Results):
    """The paired histories that a page has so far.

    Parameters
    ----------
    folder, manifest : as in any results
    histories : for each arm the histories that all arms have
    """

    histories: Sequence[Sequence[History]] = field(default=(), repr=False)

    @cached_property
    def done(self) -> set[str]:
        """Identities of the runs that are there."""
        return {history.run.id for arm in self.histories for history in arm}

    def table(self, name: str) -> pa.Table:
        """Return a stored table: ``runs``, ``ledger`` or ``actors``."""
        every = [history for arm in self.histories for history in arm]
        if name == "runs":
            return outcomes_table(every, outcome_measures())
        return ledger_table(every) if name == "ledger" else actors_table([arm[0] for arm in self.histories])

    def _read(self, table: str, *, needed: bool = True, columns: Sequence[str] | None = None) -> pd.DataFrame:
        del needed
        if table not in {"runs", "ledger", "actors"}:
            return pd.DataFrame()
        whole = self.table(table)
        return frame_of(whole if columns is None else whole.select(list(columns)))


def live_results(request: Request) -> LiveResults | None:
    """Return what a request has so far as results; None before the first pair."""
    histories = request.pairs()
    if not histories[0]:
        return None
    title, question = title_and_question(request.arms)
    manifest = Manifest(
        code=model_digest(),
        arms=[replace(record, histories=len(histories[0])) for record in request.records],
        title=title,
        question=question,
        command="multipartner dashboard",
        versions=library_versions(),
        machine=this_machine(),
        runs=sum(map(len, histories)),
        failed=len(request.failures),
        state="running" if not request.is_done else "done",
    )
    return LiveResults(Path("page"), manifest, histories)


def courses(histories: Sequence[History], measure: int) -> Floats:
    """Return one outcome of some histories, shape (histories, quarters + 1)."""
    return np.stack([history.outcomes[:, measure] for history in histories])
