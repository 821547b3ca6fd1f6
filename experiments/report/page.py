"""One HTML file that stands by itself: question, answer, table, figures, limits, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from experiments.analysis.money import split_arms, split_lines
from experiments.analysis.plain_words import plain_answer
from experiments.analysis.summary import Summary, summarise
from experiments.analysis.wording import difference_shown, shown
from experiments.execution.progress import duration
from experiments.figures import draw_all
from experiments.figures.drawing import Drawing
from experiments.storage.csv_text import read_csv
from experiments.storage.frames import Results
from experiments.storage.manifest import Manifest
from experiments.storage.parts import write_whole
from simulation.core.codes import Kind

LIMITS = (
    "Intervals reflect chance alone: they say nothing about wrong parameters or mechanisms.",
    "Each interval stands alone; of twenty, one is expected to miss even if the model were the world.",
    "Many numbers are assumed rather than measured: `multipartner assumptions` lists them.",
    "A difference between policies is a statement about the model: a reason to look closer, not a forecast.",
)


OWN_PARTNERSHIPS = "own_partnerships.csv"
"""Table of what became of partnerships of one's own, among the small tables of a run."""


def flattened(values: Any, prefix: str = "") -> dict[str, Any]:
    """Return nested values by dotted name.

    Examples
    --------
    >>> flattened({"us": {"regard": 1}, "years": 25})
    {'us.regard': 1, 'years': 25}
    """
    if isinstance(values, dict) and values:
        found: dict[str, Any] = {}
        for key, value in values.items():
            found |= flattened(value, f"{prefix}.{key}" if prefix else str(key))
        return found
    if isinstance(values, list) and values and all(isinstance(value, dict) for value in values):
        return flattened({str(k): value for k, value in enumerate(values)}, prefix)
    return {prefix: values}


def scenario_differences(manifest: Manifest) -> list[tuple[str, list[str]]]:
    """Return the dotted names on which the arms differ, with the value of each arm."""
    flat = [flattened(arm.scenario) for arm in manifest.arms]
    names = dict.fromkeys(name for values in flat for name in values)
    rows = []
    for name in names:
        values = ["–" if values.get(name) is None else str(values[name]) for values in flat]
        if len(set(values)) > 1 and name not in {"title", "description"}:
            rows.append((name, values))
    return rows


def inline_svg(drawing: Drawing) -> Markup:
    """Return a figure as SVG to stand inside HTML: no metadata, ids of its own, a text alternative."""
    text = drawing.svg
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", text)
    text = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{drawing.name}-", text)
    label = escape(f"{drawing.title}. {drawing.reading}")
    return Markup(text.replace("<svg", f'<svg role="img" aria-label="{label}"', 1))  # noqa: S704 - drawn here


def origin_of(manifest: Manifest, scenarios: str) -> list[tuple[str, str]]:
    """Return where results come from, as names and values."""
    versions = ", ".join(f"{name} {number}" for name, number in manifest.versions.items())
    seeds = ", ".join(sorted({f"{arm.seed} to {arm.seed + arm.histories - 1}" for arm in manifest.arms}))
    return [
        ("command", manifest.command or "–"),
        ("code", manifest.code),
        ("commit", manifest.commit or "–"),
        ("scenarios", scenarios),
        ("seeds", seeds),
        ("versions", versions),
        ("machine", ", ".join(f"{name} {value}" for name, value in manifest.machine.items())),
        ("last computing", f"{duration(manifest.seconds)} with {manifest.workers} workers"),
    ]


def own_partnership_rows(results: Results) -> list[list[str]]:
    """Return what became of partnerships of one's own in the first history, a row each; none where there are none."""
    place = results.place / "tables" / OWN_PARTNERSHIPS
    if not place.is_file():
        return []
    labels = results.manifest.labels
    rows = []
    for (scenario, _), years in read_csv(place).groupby(["scenario", "partnership"], sort=False):
        first, last = years.iloc[0], years.iloc[-1]
        kinds = ", ".join(f"{last[kind.plural]:.0f} {kind.plural}" for kind in Kind if last[kind.plural])
        rows.append(
            [
                f"{last['name']} ({labels.get(str(scenario), str(scenario))})",
                f"{first['year']:.0f}: {first['members']:.0f} members, {_led(first)}",
                f"{last['year']:.0f}: {last['members']:.0f} members ({kinds or 'none'}), {_led(last)}",
                f"{last['delivered']:.3g}",
            ]
        )
    return rows


def _led(row: pd.Series) -> str:
    return f"led by {row['lead']}" if isinstance(row["lead"], str) else "led by nobody"


@cache
def _templates() -> Environment:
    """Return the templates; whatever they are given is escaped."""
    found = Environment(
        loader=FileSystemLoader(Path(__file__).resolve().parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "difference_shown": difference_shown,
        "inline_svg": inline_svg,
        "shown": shown,
    }
    return found


def filled(template: str, **values: Any) -> str:
    """Return a page from one of the templates beside this module."""
    return _templates().get_template(f"{template}.html.j2").render(values)


def page(results: Results, summary: Summary, drawings: Sequence[Drawing]) -> str:
    """Return the report as HTML."""
    manifest = results.manifest
    scenarios = "; ".join(f"{arm.name} {arm.digest[:16]}" for arm in manifest.arms)
    return filled(
        "run",
        title=manifest.title or " · ".join(manifest.labels.values()),
        question=manifest.question or "What differs between these scenarios, in the same random histories?",
        manifest=manifest,
        summary=summary,
        plain=plain_answer(summary) if len(summary.arms) > 1 else None,
        drawings=drawings,
        partnerships=own_partnership_rows(results),
        own_partnerships=OWN_PARTNERSHIPS,
        money=split_lines(results) if split_arms(results) else (),
        differences=[(name, *values) for name, values in scenario_differences(manifest)],
        limits=LIMITS,
        origin=origin_of(manifest, scenarios),
    )


def write_report(results: Results, drawings: Sequence[Drawing] | None = None) -> Path:
    """Write ``report.html`` into a results folder; return where."""
    drawings = draw_all(results) if drawings is None else drawings
    path = results.place / "report.html"
    write_whole(path, page(results, summarise(results), drawings).encode())
    return path
