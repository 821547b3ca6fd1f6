"""``multipartner plot``, ``report`` and ``status``: from stored tables alone."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.table import Table

from experiments.cli import DONE, SOME_FAILED
from experiments.commands.run import screen
from experiments.folders import chosen_folder


def redo_figures(given: Path | None) -> None:
    """Draw figures again and say where they are."""
    from experiments.frames import Results
    from experiments.outputs import save_figures

    results = Results.open(chosen_folder(given))
    console = Console()
    for drawing in save_figures(results):
        place = results.folder / "figures" / drawing.name
        console.print(f"{place}.png, .svg   {drawing.title}", highlight=False, soft_wrap=True)


def redo_report(given: Path | None) -> None:
    """Write the report again, print the answer and the report's place."""
    from experiments.frames import Results
    from experiments.outputs import print_answer
    from experiments.report import write_report

    results = Results.open(chosen_folder(given))
    console = screen()
    path = write_report(results)
    print_answer(results, console)
    console.print(f"\nReport: {path}", highlight=False)


def print_status(given: Path | None) -> int:
    """Say what is done, missing and failed; exit code 1 when runs have failed."""
    from experiments.manifest import Manifest
    from experiments.store import Store

    folder = chosen_folder(given)
    manifest = Manifest.read(folder)
    wanted, store = manifest.wanted(), Store(folder)
    held = [run for code, run in store.runs_held() if wanted.keeps(code, run)]
    finished = {run.id: run for run in held}
    failed = {run.id: run for code, run in store.runs_held("failures") if wanted.keeps(code, run)}
    table = Table(header_style="bold", box=None, pad_edge=False)
    for head in ("scenario", "asked for", "done", "missing", "of these failed"):
        table.add_column(head, justify="left" if head == "scenario" else "right")
    unmended = 0
    for arm in manifest.arms:
        done = sum(run.arm == arm.name and run.history < arm.histories for run in finished.values())
        bad = sum(run.arm == arm.name and run.id not in finished for run in failed.values())
        unmended += bad
        table.add_row(arm.name, str(arm.histories), str(done), str(arm.histories - done), str(bad))
    console = Console()
    console.print(f"{folder}: {manifest.state}", highlight=False)
    console.print(table)
    if manifest.planned > len(finished):
        console.print(f"To go on: {manifest.command} --out {folder}", highlight=False, soft_wrap=True)
    return SOME_FAILED if unmended else DONE
