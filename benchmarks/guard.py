"""What a measurement is held against: the ratios of the stored page; a fall by more than a fifth is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.turns import Ratio

TOLERATED = 0.2
"""Part of a ratio that may be lost to noise."""


def stored(page: str) -> dict[str, float]:
    r"""Return the ratios of a page by their rows' words: what, against, what it is.

    Examples
    --------
    >>> stored("| core | C | 0.95 | 0.9 to 1.0 | the same bits |\n| size | 3 |")
    {'core / C; the same bits': 0.95}
    """
    rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|")
    return {key(row[0], row[1], row[4]): float(row[2]) for row in rows if len(row) == 5 and row[3][:1].isdigit()}


def key(what: str, against: str, note: str) -> str:
    """Return the name of a ratio, without efficiencies, which change from day to day."""
    steady = "; ".join(part for part in note.split("; ") if "efficiency" not in part)
    return f"{what} / {against}; {steady}"


def fallen(found: Sequence[Ratio], before: Mapping[str, float]) -> list[str]:
    """Return a line for each ratio that is worse than before by more than a fifth, even in its best turn.

    Worse is more where the time is ours, and less where it is another's against ours.

    Examples
    --------
    >>> fallen([Ratio("ours", "C", 1.3, 1.25, 1.4, "x")], {"ours / C; x": 1.0})
    ['ours / C; x: 1.3 (1.25 to 1.4), was 1']
    >>> fallen([Ratio("Mesa", "ours", 70.0, 60.0, 82.0, "x", is_ours=False)], {"Mesa / ours; x": 80.0})
    []
    """
    lines = []
    for each in found:
        name = key(each.what, each.against, each.note)
        was = before.get(name)
        if was is None:
            continue
        is_worse = each.low > (1.0 + TOLERATED) * was if each.is_ours else each.high < (1.0 - TOLERATED) * was
        if is_worse:
            lines.append(f"{name}: {each.middle:.3g} ({each.low:.3g} to {each.high:.3g}), was {was:.3g}")
    return lines
