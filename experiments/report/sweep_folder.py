"""Everything that is made from the folder of a sweep: table of samples, figures, tables of numbers, a report."""

from __future__ import annotations

from rich.console import Console

from experiments.design.problem import Factor
from experiments.design.samples import write_samples
from experiments.figures.drawing import Drawing
from experiments.report.page import LIMITS, filled, origin_of
from experiments.storage.csv_text import as_csv
from experiments.storage.parts import write_whole
from experiments.sweeps import Sweep

SAID_ON_SCREEN = 12
"""Sentences printed; the report has all of them."""
RANGES = (
    "Ranges and distributions of factors were chosen, not measured: shares of variance and of worlds depend on them.",
    "Values between those that were tried remain untried.",
)


def save_sweep_figures(sweep: Sweep) -> list[Drawing]:
    """Save the figure of every answer as PNG and SVG."""
    for drawing in sweep.drawings:
        drawing.save(sweep.results.place / "figures")
    return sweep.drawings


def write_sweep(sweep: Sweep, console: Console) -> None:
    """Write samples, tables, figures and report, and print what the sweep says."""
    folder = sweep.results.place
    place = write_samples(sweep.frame, folder)
    for answer in sweep.answers:
        write_whole(folder / "tables" / f"{answer.name}.csv", as_csv(answer.frame))
    save_sweep_figures(sweep)
    path = folder / "report.html"
    write_whole(path, page(sweep).encode())
    console.print()
    for sentence in sweep.sentences[:SAID_ON_SCREEN]:
        console.print(sentence, highlight=False, markup=False)
    rest = len(sweep.sentences) - SAID_ON_SCREEN
    if rest > 0:
        console.print(f"… and {rest} more in the report.")
    note = f" ({sweep.missing} runs are missing)" if sweep.missing else ""
    console.print(f"\nSamples: {place}{note}   Report: {path}   Figures: {folder / 'figures'}", highlight=False)


def page(sweep: Sweep) -> str:
    """Return the report of a sweep as HTML."""
    manifest = sweep.results.manifest
    points = f"{sweep.design['points']} points of the design {sweep.design['name']}"
    bases = ", ".join(f"{base['name']} {base['digest'][:16]}" for base in sweep.design["bases"])
    units, meanings = sweep.frame.attrs["units"], sweep.frame.attrs["meanings"]
    return filled(
        "sweep",
        title=manifest.title,
        question=manifest.question,
        sweep=sweep,
        factors=[(each.name, each.role, _range(each), each.unit, each.meaning) for each in sweep.problem.factors],
        outcomes=[(name, units[name], meanings[name]) for name in sweep.outcomes],
        limits=(*RANGES, *LIMITS),
        origin=origin_of(manifest, f"{points}, from {bases}"),
    )


def _range(factor: Factor) -> str:
    if factor.values:
        return ", ".join(map(str, factor.values))
    law = "" if factor.distribution == "uniform" else f", {factor.distribution}"
    return f"{factor.low:g} to {factor.high:g}{law}"
