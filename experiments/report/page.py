"""One HTML file that stands by itself: question, answer, table, figures, limits, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from experiments.analysis.money import split_arms, split_lines
from experiments.analysis.plain_words import plain_answer
from experiments.analysis.summary import Cell, Row, Summary, summarise
from experiments.analysis.wording import difference_shown, label_of, shown
from experiments.execution.progress import duration
from experiments.figures import draw_all
from experiments.figures.drawing import Drawing
from experiments.storage.frames import Results
from experiments.storage.manifest import Manifest
from experiments.storage.parts import write_whole

STYLE = """
body{font:16px/1.55 system-ui,sans-serif;color:#222;max-width:72rem;margin:2.5rem auto;padding:0 1.2rem}
h1{font-size:1.9rem;line-height:1.2;margin-bottom:.3rem}h2{margin-top:2.6rem;font-size:1.3rem}
.headline{font-size:1.25rem;font-weight:600;margin:.4rem 0}
.question{color:#555;font-size:1.1rem;margin-top:0}figure{margin:2rem 0}figure svg{width:100%;height:auto}
figcaption{color:#555;font-size:.92rem}table{border-collapse:collapse;font-size:.92rem;width:100%}
th,td{text-align:left;padding:.4rem .7rem;border-bottom:1px solid #ddd;vertical-align:top}
thead th{border-bottom:2px solid #444}small{color:#666}.scroll{overflow-x:auto}
code{font-size:.9em;word-break:break-word}
.warning{border-left:4px solid #D55E00;padding-left:.8rem}
@media print{body{max-width:none}}
"""
LIMITS = (
    "Intervals are about chance alone: they say nothing about parameters or mechanisms that are wrong.",
    "Each interval stands by itself; of twenty, one is expected to miss even if the model were the world.",
    "Many numbers are assumed rather than measured: <code>multipartner assumptions</code> lists them.",
    "A difference between policies is a statement about the model, a reason to look closer, not a forecast.",
)


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


def inline_svg(drawing: Drawing) -> str:
    """Return a figure as SVG to stand inside HTML: no metadata, ids of its own, a text alternative."""
    text = drawing.svg
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", text)
    text = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{drawing.name}-", text)
    label = escape(f"{drawing.title}. {drawing.reading}", quote=True)
    return text.replace("<svg", f'<svg role="img" aria-label="{label}"', 1)


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells are HTML already."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(row: Row, cell: Cell) -> str:
    how = row.outcome.shown
    spread = f"<small>{shown(cell.low, how)} to {shown(cell.high, how)}</small>"
    difference = f"<br>{escape(difference_shown(cell.difference))}" if cell.difference else ""
    return f"{shown(cell.median, how)} {spread}{difference}"


def _summary_table(summary: Summary) -> str:
    head = ["outcome", *(escape(label_of(arm)) for arm in summary.arms)]
    rows, others = (
        [[escape(row.outcome.label), *(_cell(row, cell) for cell in row.cells)] for row in each]
        for each in (summary.rows, summary.others)
    )
    note = f"<p><small>Median over histories and the middle 90 % of them, to {summary.final_year:.0f}"
    if len(summary.arms) > 1:
        first = escape(label_of(summary.arms[0]))
        note += f"; below, the mean paired difference from “{first}” ({summary.covers})"
    more = f"<details><summary>Levels read otherwise</summary>{table_html(head, others)}</details>" if others else ""
    return f"{table_html(head, rows)}{note}.</small></p>{more}"


def _figure(drawing: Drawing) -> str:
    caption = escape(f"{drawing.caption} {drawing.reading}")
    return f"<figure>{inline_svg(drawing)}<figcaption>{caption}</figcaption></figure>"


def figures_html(drawings: Sequence[Drawing]) -> str:
    """Return figures with their captions."""
    return "".join(map(_figure, drawings))


def _differences(manifest: Manifest) -> str:
    rows = [[f"<code>{escape(name)}</code>", *map(escape, values)] for name, values in scenario_differences(manifest)]
    if not rows:
        return "<p>One scenario, or scenarios without a difference.</p>"
    return table_html(["setting", *(escape(label_of(name)) for name in manifest.names)], rows)


def provenance_html(manifest: Manifest, scenarios: str) -> str:
    """Return where results come from as a table."""
    versions = ", ".join(f"{name} {number}" for name, number in manifest.versions.items())
    seeds = ", ".join(sorted({f"{arm.seed} to {arm.seed + arm.histories - 1}" for arm in manifest.arms}))
    rows = [
        ("command", manifest.command or "–"),
        ("code", manifest.code),
        ("commit", manifest.commit or "–"),
        ("scenarios", scenarios),
        ("seeds", seeds),
        ("versions", versions),
        ("machine", ", ".join(f"{name} {value}" for name, value in manifest.machine.items())),
        ("last computing", f"{duration(manifest.seconds)} with {manifest.workers} workers"),
    ]
    return table_html(["", ""], [[name, f"<code>{escape(str(value))}</code>"] for name, value in rows])


def _warning(summary: Summary, manifest: Manifest) -> str:
    if not summary.missing:
        return ""
    text = f"{summary.missing} of {manifest.planned} runs are missing; what follows is without them."
    return f'<p class="warning">{text}</p>'


def _money(results: Results) -> str:
    """Return purse and manner of each difference, where money was held equal."""
    if not split_arms(results):
        return ""
    return f"<h2>Purse and manner</h2><ul>{items_html(split_lines(results))}</ul>"


def items_html(sentences: Iterable[str]) -> str:
    """Return sentences as items of a list."""
    return "".join(f"<li>{escape(text)}</li>" for text in sentences)


def _answer(summary: Summary) -> str:
    """Return the headline and its few sentences; intervals fold away, and stand in the table as well."""
    if len(summary.arms) < 2:
        return "<p>One scenario: the table and the figures describe it.</p>"
    plain = plain_answer(summary)
    intervals = f"<details><summary>With intervals</summary><ul>{items_html(summary.answers())}</ul></details>"
    return f'<p class="headline">{escape(plain.headline)}</p><ul>{items_html(plain.sentences)}</ul>{intervals}'


def page(results: Results, summary: Summary, drawings: Sequence[Drawing]) -> str:
    """Return the report as HTML."""
    manifest = results.manifest
    title = escape(manifest.title or " · ".join(label_of(name) for name in manifest.names))
    question = escape(manifest.question or "What differs between these scenarios, in the same random histories?")
    scenarios = "; ".join(f"{arm.name} {arm.digest[:16]}" for arm in manifest.arms)
    sections = [
        f'<h1>{title}</h1><p class="question">{question}</p>{_warning(summary, manifest)}',
        f"<h2>Answer</h2>{_answer(summary)}",
        f"<h2>In numbers</h2>{_summary_table(summary)}",
        f"<h2>Figures</h2>{figures_html(drawings)}",
        f"<h2>Finding by finding</h2><ul>{items_html(summary.sentences())}</ul>" if len(summary.arms) > 1 else "",
        _money(results),
        f"<h2>What differs between the scenarios</h2>{_differences(manifest)}",
        f"<h2>Limits</h2><ul>{''.join(f'<li>{limit}</li>' for limit in LIMITS)}</ul>",
        f"<h2>Where it comes from</h2>{provenance_html(manifest, scenarios)}",
    ]
    return document(title, sections)


def document(title: str, sections: Iterable[str]) -> str:
    """Return a page that needs no network; title and sections are HTML already."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head += f"<title>{title}</title><style>{STYLE}</style>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>{"".join(sections)}</body></html>\n'


def write_report(results: Results, drawings: Sequence[Drawing] | None = None) -> Path:
    """Write ``report.html`` into a results folder; return where."""
    drawings = draw_all(results) if drawings is None else drawings
    path = results.place / "report.html"
    write_whole(path, page(results, summarise(results), drawings).encode())
    return path
