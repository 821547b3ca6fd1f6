"""``multipartner status``: what of an experiment is done, missing, failed and stale, without touching anything."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from shlex import join
from typing import Any

from rich.table import Table

from experiments.cli.exit_codes import DONE, SOME_FAILED
from experiments.cli.listing import write_json
from experiments.cli.terminal import screen
from experiments.execution.engine import MODEL, Engine
from experiments.storage.folders import chosen_folder
from experiments.storage.manifest import Manifest
from experiments.storage.store import Store


@dataclass(frozen=True)
class Standing:
    """Runs of an experiment by arm, and what is wrong with its folder."""

    done: Counter[str]
    failed: Counter[str]
    damaged: int
    aside: int
    is_stale: bool

    @staticmethod
    def of(manifest: Manifest, store: Store, code: str) -> Standing:
        """Count, leaving out part files that are damaged."""
        damaged = store.damaged_parts()
        wanted, histories = manifest.wanted(), {arm.name: arm.histories for arm in manifest.arms}
        held = {
            table: {
                run.id: run
                for made_by, run in store.runs_held(table, without=damaged)
                if wanted.keeps(made_by, run) and run.history < histories.get(run.arm, 0)
            }
            for table in ("runs", "failures")
        }
        failed = (run.arm for identity, run in held["failures"].items() if identity not in held["runs"])
        done = (run.arm for run in held["runs"].values())
        return Standing(Counter(done), Counter(failed), len(damaged), store.stale_runs(), manifest.code != code)


def print_status(given: Path | None, engine: Engine = MODEL, *, as_json: bool = False) -> int:
    """Say what is done, missing, failed and stale; exit code 1 when runs have failed."""
    folder = chosen_folder(given)
    manifest = Manifest.read(folder)
    store = Store(folder)
    standing = Standing.of(manifest, store, engine.digest())
    if as_json:
        write_json(_record(folder, manifest, store, standing))
        return SOME_FAILED if standing.failed else DONE
    console = screen()
    console.print(f"{folder}: {state_of(manifest, store, standing)}", highlight=False)
    console.print(_table(manifest, standing))
    for line in _remarks(standing):
        console.print(line, highlight=False, soft_wrap=True)
    if standing.is_stale or manifest.planned > standing.done.total() + standing.failed.total():
        typed = f"{manifest.command} {join(['--out', str(folder)])}"
        console.print(f"To continue: {typed}", highlight=False, soft_wrap=True, markup=False)
    return SOME_FAILED if standing.failed else DONE


def _record(folder: Path, manifest: Manifest, store: Store, standing: Standing) -> dict[str, Any]:
    """Return the state of an experiment for programs."""
    points = [
        {"name": arm.name, "asked": arm.histories, "done": standing.done[arm.name], "failed": standing.failed[arm.name]}
        for arm in manifest.arms
    ]
    return {
        "folder": str(folder),
        "title": manifest.title,
        "state": state_of(manifest, store, standing),
        "stale": standing.is_stale,
        "asked": manifest.planned,
        "done": standing.done.total(),
        "failed": standing.failed.total(),
        "damaged_files": standing.damaged,
        "set_aside": standing.aside,
        "command": manifest.command,
        "scenarios" if manifest.design is None else "points": points,
    }


def state_of(manifest: Manifest, store: Store, standing: Standing) -> str:
    """Return whether an experiment is running, done, interrupted, or was stopped without a word.

    A killed process cannot write that it was killed; but the system has let go of its lock. What was done is incomplete
    once files of it are gone.
    """
    if store.is_in_use():
        return "running"
    if manifest.state == "done" and standing.done.total() + standing.failed.total() < manifest.planned:
        return "incomplete"
    return "stopped" if manifest.state == "running" else manifest.state


def _table(manifest: Manifest, standing: Standing) -> Table:
    table = Table(header_style="bold", box=None, pad_edge=False)
    first = "scenario" if manifest.design is None else "points"
    for head in (first, "asked for", "done", "missing", "of these failed", "stale"):
        table.add_column(head, justify="left" if head == first else "right")
    rows = [(arm.name, arm.histories, standing.done[arm.name], standing.failed[arm.name]) for arm in manifest.arms]
    if manifest.design is not None:
        rows = [(str(len(manifest.arms)), manifest.planned, standing.done.total(), standing.failed.total())]
    for name, asked, done, failed in rows:
        stale = done if standing.is_stale else 0
        table.add_row(name, str(asked), str(done), str(asked - done), str(failed), str(stale))
    return table


def _remarks(standing: Standing) -> list[str]:
    said = []
    if standing.is_stale:
        said.append(
            "Stale: the model's files have changed since. Continuing sets these runs aside and recomputes them."
        )
    if standing.aside:
        said.append(
            f"{standing.aside} runs of other versions are in stale/; they count again if their version is restored."
        )
    if standing.damaged:
        said.append(
            f"{standing.damaged} part files are damaged; the runs they held count as missing and will be repeated."
        )
    if standing.failed:
        said.append("Failed runs are not retried until the model changes; --retry-failed retries them.")
    return said
