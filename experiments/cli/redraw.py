"""``multipartner plot`` and ``report``: from stored tables alone."""

from __future__ import annotations

from pathlib import Path

from experiments.cli.terminal import screen
from experiments.storage.folders import chosen_folder


def redo_figures(given: Path | None) -> None:
    """Draw figures again and say where they are."""
    from experiments.report.run_folder import save_figures
    from experiments.report.sweep_folder import save_sweep_figures
    from experiments.storage.frames import Results
    from experiments.sweeps import Sweep

    results = Results.open(chosen_folder(given))
    console = screen()
    is_sweep = results.manifest.design is not None
    drawings = save_sweep_figures(Sweep.open(results.folder)) if is_sweep else save_figures(results)
    for drawing in drawings:
        place = results.place / "figures" / drawing.name
        console.print(f"{place}.png, .svg   {drawing.title}", highlight=False, soft_wrap=True)


def redo_report(given: Path | None) -> None:
    """Write the report again, print the answer and the report's place."""
    from experiments.report.page import write_report
    from experiments.report.run_folder import print_answer
    from experiments.report.sweep_folder import write_sweep
    from experiments.storage.frames import Results
    from experiments.sweeps import Sweep

    results = Results.open(chosen_folder(given))
    console = screen()
    if results.manifest.design is not None:
        write_sweep(Sweep.open(results.folder), console)
        return
    path = write_report(results)
    print_answer(results, console)
    console.print(f"\nReport: {path}", highlight=False)
