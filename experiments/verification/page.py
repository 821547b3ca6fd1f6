"""``docs/verification.md``: the table of classic results, written from what the engine gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.markdown import table
from experiments.verification.row import Done, Result
from simulation.core.errors import MultipartnerError

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/verification.md"
MARKED = re.compile(r"(?P<head><!-- results -->\n).*?(?P<foot><!-- end of results -->)", re.DOTALL)


def shown(value: Any) -> str:
    """Return a number or a set as a reader wants it.

    Examples
    --------
    >>> shown(0.5763210001), shown(3), shown((0, 3)), shown(-83200.0)
    ('0.576321', '3', '0, 3', '-83200')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, tuple):
        return ", ".join(map(shown, value)) or "none"
    return str(value)


def gap(result: Result) -> str:
    """Return the difference of a result, in words where it is no number.

    Examples
    --------
    >>> gap(Result("k*", 3, 3)), gap(Result("Q", 81.07, 81.08, 0.01)), gap(Result("sets", (0,), (0, 3)))
    ('0', '+1.0e-02', 'other')
    """
    if result.difference is None:
        return "same" if result.is_right else "other"
    return "0" if abs(result.difference) < 1e-12 else f"{result.difference:+.1e}"


def overview(done: Sequence[Done]) -> str:
    """Return a line for each row."""
    rows = [
        (
            each.row.number,
            each.row.title,
            " ".join(f"[{key}]" for key in each.row.sources),
            f"{sum(result.is_right for result in each.results)} of {len(each.results)}",
            f"{each.seconds:.2f}",
        )
        for each in done
    ]
    return table(["row", "result", "source", "within tolerance", "seconds"], rows)


def details(each: Done) -> str:
    """Return a row with its setting and every number."""
    rows = [
        (result.what, shown(result.published), shown(result.ours), gap(result), f"{result.tolerance:g}")
        for result in each.results
    ]
    head = f"### {each.row.number}. {each.row.title}\n\n    {each.row.setting}\n\n"
    return head + table(["what", "published", "ours", "difference", "tolerance"], rows)


def renewed(text: str, done: Sequence[Done]) -> str:
    """Return the page with its results written anew."""
    results = "\n\n".join([overview(done), *map(details, done)])
    return MARKED.sub(lambda found: f"{found['head']}\n{results}\n\n{found['foot']}", text)


def write_page(done: Sequence[Done], root: Path = ROOT) -> Path:
    """Write the results into the page of a clone; return its path."""
    path = root / PAGE
    if not path.is_file():
        raise MultipartnerError(f"{PAGE} does not exist: the page can be written only in a clone of the project.")
    path.write_text(renewed(path.read_text(encoding="utf-8"), done), encoding="utf-8")
    return path
