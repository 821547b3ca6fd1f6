"""The page and the figure of what was measured: ``docs/performance.md`` and ``docs/images/performance.png``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.scaling import Sized, exponent
from benchmarks.starting import Compiling
from benchmarks.turns import Ratio

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE, IMAGE = DOCS / "performance.md", DOCS / "images" / "performance.png"
BEGIN, END = "<!-- begin measured -->", "<!-- end measured -->"
GIB = 2.0**30
BLUE, GREY = "#1f5f99", "#888888"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return "\n".join(f"| {line} |" for line in lines)


def of_ratios(ratios: Sequence[Ratio]) -> str:
    """Return ratios as a table: what, against what, median and spread over turns."""
    rows = [
        [each.what, each.against, f"{each.middle:.3g}", f"{each.low:.3g} to {each.high:.3g}", each.note]
        for each in ratios
    ]
    return table(["time of", "against", "ratio", "lowest to highest turn", "what it is"], rows)


def of_sizes(sizes: Sequence[Sized]) -> str:
    """Return scaling as a table; times are relative to the first row."""
    first = sizes[0]
    rows = [
        [
            f"{each.actors:,}",
            f"{each.partnerships:,}",
            f"{each.quarters:,}",
            f"{each.seconds / first.seconds:,.3g}",
            f"{each.bytes / GIB:.2f}",
            f"{each.added / each.actors / 1024:.1f}" if each.actors >= 10_000 else "",
        ]
        for each in sizes
    ]
    head = ["actors", "partnerships", "quarters", "time of a quarter, first row = 1"]
    return table([*head, "memory of the process [GiB]", "a further actor [KiB]"], rows)


def of_kernels(compiling: Compiling, most: int = 8) -> str:
    """Return which kernels take longest to compile."""
    longest = sorted(compiling.kernels.items(), key=lambda each: -each[1])[:most]
    return table(["kernel", "seconds"], [[name, f"{seconds:.1f}"] for name, seconds in longest])


def named(ratio: Ratio) -> str:
    """Return a label for a bar: what, against what, and the size where several were measured."""
    size = ratio.note.rpartition("; ")[2] if "actors" in ratio.note else ""
    return f"{ratio.what}{', ' if size else ''}{size}\nagainst {ratio.against}"


def draw(speed: Sequence[Ratio], by_actors: Sequence[Sized]) -> None:
    """Draw ratios of a run, and growth with actors."""
    figure = Figure(figsize=(10.5, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2)
    shown = list(speed)[::-1]
    left.barh(range(len(shown)), [each.middle for each in shown], color=BLUE)
    for k, each in enumerate(shown):
        left.plot([each.low, each.high], [k, k], color="black", linewidth=1)
        left.text(each.high * 1.15, k, f"{each.middle:.3g}", va="center", fontsize=8)
    left.set_yticks(range(len(shown)), [named(each) for each in shown], fontsize=7)
    left.set_xscale("log")
    left.set_xlim(0.5, max(each.high for each in shown) * 4)
    left.axvline(1.0, color=GREY, linewidth=0.8)
    left.set_xlabel("times as long (median of turns, line: lowest to highest)", fontsize=8)
    left.set_title("A run against other ways to run the same", fontsize=10)
    actors = [each.actors for each in by_actors]
    right.loglog(actors, [each.seconds for each in by_actors], "o-", color=BLUE, label="a quarter, core world")
    start = by_actors[1]
    right.loglog(
        actors, [start.seconds * n / start.actors for n in actors], "--", color=GREY, label="straight proportion"
    )
    right.set_xlabel("actors (16 partnerships)", fontsize=8)
    right.set_ylabel("processor seconds of a quarter", fontsize=8)
    right.set_title("Growth with the number of actors", fontsize=10)
    right.legend(fontsize=8, frameon=False)
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=7)
    figure.savefig(IMAGE, dpi=130)


def write(
    speed: Sequence[Ratio],
    runners: Sequence[Ratio],
    warm: Sequence[Ratio],
    compiling: Compiling,
    sizes: dict[str, Sequence[Sized]],
    versions: dict[str, str],
) -> None:
    """Write the measured part of the page anew and draw the figure."""
    actors = sizes["actors"]
    growth, later = (
        exponent([each.actors for each in some], [each.seconds for each in some]) for some in (actors, actors[1:])
    )
    pairs = sizes["partnerships"]
    by_pairs = exponent([each.partnerships for each in pairs], [each.seconds for each in pairs])
    grown = (
        f"Time of a quarter grows with actors to the power {growth:.2f} ({actors[0].actors:,} to "
        f"{actors[-1].actors:,}; {later:.2f} from {actors[1].actors:,} on), with partnerships to the power "
        f"{by_pairs:.2f} (10 to 640)."
    )
    first = (
        f"The first run ever compiles {len(compiling.kernels)} kernels in two processes: {compiling.seconds:.0f} s "
        "elapsed on the machine of these figures. The longest:"
    )
    measured = "\n\n".join(
        [
            f"Measured on {datetime.now(tz=UTC):%d %B %Y}; "
            + ", ".join(f"{name} {version}" for name, version in versions.items())
            + ".",
            "### A run",
            of_ratios(speed),
            "### Many runs",
            of_ratios(runners),
            "### Size",
            grown,
            of_sizes([*actors, *pairs, *sizes["quarters"]]),
            "### Starting",
            of_ratios(warm),
            first,
            of_kernels(compiling),
        ]
    )
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{measured}\n\n{END}{tail}", encoding="utf-8")
    draw(speed, actors)
