"""A drawing: a figure with its caption and provenance, and the look that all figures share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from os import PathLike
from pathlib import Path
from textwrap import fill
from typing import Any
from zlib import crc32

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.analysis.provenance import Basis, basis_of
from experiments.analysis.wording import label_of
from experiments.storage.folders import kept_in
from experiments.storage.frames import Results
from experiments.storage.parts import write_whole

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#56B4E9", "#E69F00", "#7F7F7F", "#882255")
"""Okabe and Ito's palette, told apart with any colour vision, less what is too faint for a line; then three more."""
LINES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (1.5, 1.2)),
    (0, (7, 2, 1.5, 2)),
    (0, (3, 1)),
    (0, (9, 3)),
    (0, (1, 3)),
)
"""Line styles, one a colour, so that figures read in grey as well."""
INK = "#222222"
FAINT = "#8a8a8a"
WIDEST_CAPTION = 165
"""Characters after which the small print goes on below."""
LINE_WIDTH = 2.2
WIDEST_LINE, THINNEST_LINE = 4.4, 1.4
WIDEST_LABEL = 15
"""Characters after which a label at the end of a line goes on below."""
SLIDE = (13.33, 7.5)
"""Inches of a 16:9 slide."""
MOST_BESIDE = 5
"""Panels of arms in a row; more stand in several."""
HEIGHT_OF_ROW = 4.6
"""Inches of a row of panels where there are several."""
WIDEST_ROW = 90
"""Characters that the titles of the panels in a row have together."""
LOOK: Any = {
    **{
        name: value
        for name, value in mpl.rcParamsDefault.items()
        if not name.startswith(
            ("backend", "interactive", "toolbar", "webagg", "tk.", "timezone", "date.epoch", "docstring")
        )
    },
    "font.family": ["DejaVu Sans", "sans-serif"],
    "font.size": 11.5,
    "axes.titlesize": 12.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.formatter.limits": (-6, 7),  # numbers in full, not a factor of ten in the corner
    "text.color": INK,
    "text.parse_math": False,  # a dollar is a dollar
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "svg.fonttype": "path",
    "svg.hashsalt": "multipartner",
}
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Drawing:
    """A figure ready to be saved.

    Parameters
    ----------
    name : str
        Name of its files.
    title : str
        Says what is shown.
    caption : str
        What the marks are, how many runs they stand for, how many are missing.
    reading : str
        How to read it, in one line.
    figure : matplotlib.figure.Figure
    provenance : str
        Results, code and command that it comes from; stored inside the files.
    """

    name: str
    title: str
    caption: str
    reading: str
    figure: Figure
    provenance: str

    @cached_property
    def svg(self) -> str:
        """The figure as SVG, the same bytes for the same data."""
        meta = {
            "Title": self.title,
            "Description": self._description(),
            "Creator": "multipartner",
            "Date": None,
        }
        return self._bytes("svg", meta).decode()

    def png(self) -> bytes:
        """Return the figure as PNG, 200 dots an inch."""
        meta = {"Title": self.title, "Description": self._description(), "Software": "multipartner"}
        return self._bytes("png", meta)

    def save(self, folder: str | PathLike[str]) -> tuple[Path, Path]:
        """Write PNG and SVG into a folder, which is made where there is none; return where they are."""
        folder = kept_in(folder, "", "folder")
        png, svg = folder / f"{self.name}.png", folder / f"{self.name}.svg"
        write_whole(png, self.png())
        write_whole(svg, self.svg.encode())
        return png, svg

    def _description(self) -> str:
        return f"{self.caption} {self.reading} {self.provenance}"

    def _bytes(self, kind: str, metadata: dict[str, Any]) -> bytes:
        sink = BytesIO()
        with mpl.rc_context(LOOK):
            self.figure.savefig(sink, format=kind, dpi=200, metadata=metadata)
        return sink.getvalue()

    def _repr_png_(self) -> bytes:
        return self.png()


def new_figure(size: tuple[float, float] = SLIDE) -> Figure:
    """Return an empty figure that knows no window and no global state."""
    figure = Figure(figsize=size, layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1)  # type: ignore[union-attr, call-arg]
    return figure


def rows_and_columns(count: int) -> tuple[int, int]:
    """Return how panels of arms are laid out.

    Examples
    --------
    >>> rows_and_columns(4), rows_and_columns(6), rows_and_columns(9)
    ((1, 4), (2, 3), (2, 5))
    """
    rows = -(-count // MOST_BESIDE)
    return rows, -(-count // rows)


def panel_label(label: str, count: int) -> str:
    """Return the title of one of so many panels of arms, broken where the next would begin."""
    return fill(label, WIDEST_ROW // rows_and_columns(count)[1])


def panels_of_arms(count: int, *, share_x: bool = False) -> tuple[Figure, npt.NDArray[Any]]:
    """Return a figure with a panel an arm, at most ``MOST_BESIDE`` in a row, and its panels; rows make it taller."""
    rows, across = rows_and_columns(count)
    figure = new_figure(SLIDE if rows == 1 else (SLIDE[0], HEIGHT_OF_ROW * rows))
    grid = np.atleast_1d(figure.subplots(rows, across, sharey=True, sharex=share_x or rows > 1)).ravel()
    for axes in grid[count:]:
        axes.set_visible(False)
    return figure, grid[:count]


def finish(basis: Basis | Results, name: str, title: str, caption: str, reading: str, figure: Figure) -> Drawing:
    """Put the title and the small print on a figure, and return the drawing."""
    basis = basis if isinstance(basis, Basis) else basis_of(basis)
    caption = f"{caption} {basis}"
    figure.suptitle(title, x=0.012, ha="left", fontsize=17, fontweight="bold")
    small = "\n".join(fill(text, WIDEST_CAPTION) for text in (caption, reading))
    figure.supxlabel(small, x=0.012, ha="left", fontsize=10, color="#555555")
    figure.draw_without_rendering()
    figure.set_layout_engine(None)  # laid out once, and not drawn once more for every file as with "none"
    return Drawing(name, title, caption, reading, figure, basis.origin)


PLACES = {
    name: place
    for place, name in enumerate(
        (
            *("cooperative", "statist", "transactional", "seeding", "no_us", "multipolar", "multipartner", "today"),
            "as_it_happened",
        )
    )
}
"""Where scenarios that are often compared stand among the colours, whatever they are drawn with."""


def places_of(names: Sequence[str]) -> dict[str, int]:
    """Return the place of each arm among colours and line styles, the same in every figure as far as they allow it.

    Others than those of ``PLACES`` take the place that their name tells, or the next that nobody in the figure has.
    With more arms than colours, a colour comes again with another line style.

    Examples
    --------
    >>> places_of(["transactional", "cooperative"]), places_of(["cooperative", "statist"])
    ({'transactional': 2, 'cooperative': 0}, {'cooperative': 0, 'statist': 1})
    """
    found = {name: PLACES[name] for name in names if name in PLACES}
    for name in sorted(set(names) - set(found)):
        place = crc32(name.encode()) % len(COLOURS)
        rounds = len(found) // len(COLOURS)
        while place + rounds * len(COLOURS) in found.values():
            place = (place + 1) % len(COLOURS)
        found[name] = place + rounds * len(COLOURS)
    return {name: found[name] for name in names}


def colour(place: int) -> str:
    """Return the colour of the arm at a place."""
    return COLOURS[place % len(COLOURS)]


def line(place: int) -> Any:
    """Return the line style of the arm at a place."""
    return LINES[place % len(LINES)]


def quantiles(values: Floats) -> Floats:
    """Return the 5, 25, 50, 75 and 95 % quantiles over histories.

    Parameters
    ----------
    values : float64[histories, quarters]

    Returns
    -------
    float64[5, quarters]
    """
    if len(values) == 1:
        return np.repeat(values, 5, axis=0)
    # Where nothing is missing the plain function gives the same, column by column at once instead of one by one.
    among = np.nanquantile if np.isnan(values).any() else np.quantile
    return np.asarray(among(values, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0))


def draw_bands(axes: Axes, years: Floats, bands: Floats, place: int, arms: int, width: float = LINE_WIDTH) -> None:
    """Draw 90 and 50 % bands and the median line of one arm."""
    wide, narrow = (0.13, 0.22) if arms <= 2 else (0.07, 0.15)
    if arms <= MOST_LABELLED:  # with more, wide bands of all would be one grey
        axes.fill_between(years, bands[0], bands[4], color=colour(place), alpha=wide, linewidth=0)
    if arms <= MOST_BANDED:
        axes.fill_between(years, bands[1], bands[3], color=colour(place), alpha=narrow, linewidth=0)
    axes.plot(years, bands[2], color=colour(place), linestyle=line(place), linewidth=width, zorder=3 + place)


def nested_widths(names: Sequence[str], places: dict[str, int]) -> dict[str, float]:
    """Return widths by which lines that coincide show beside one another: what is drawn later is thinner.

    Examples
    --------
    >>> nested_widths(["b", "a"], {"a": 0, "b": 3}), nested_widths(["a"], {"a": 0})
    ({'a': 4.4, 'b': 1.4}, {'a': 2.2})
    """
    order = sorted(names, key=places.__getitem__)
    if len(order) == 1:
        return {order[0]: LINE_WIDTH}
    widths = np.linspace(WIDEST_LINE, THINNEST_LINE, len(order))
    return {name: float(width) for name, width in zip(order, widths, strict=True)}


MOST_BANDED = 6
"""Arms of a panel that have a band; more would cover one another."""
MOST_LABELLED = 4
"""Lines of a panel that are named at their ends; with more, names stand in one legend for all panels."""


def draw_key(
    figure: Figure,
    names: Sequence[str],
    places: dict[str, int],
    labels: dict[str, str],
    widths: dict[str, float] | None = None,
) -> None:
    """Name the lines of every panel once, beside them all, where lines lie too close or are too many to be named."""
    handles = [
        Line2D(
            [],
            [],
            color=colour(places[name]),
            linestyle=line(places[name]),
            linewidth=(widths or {}).get(name, LINE_WIDTH),
            label=fill(labels[name], WIDEST_LABEL),
        )
        for name in names
    ]
    figure.legend(handles=handles, loc="outside right center", frameon=False, handlelength=3.2, labelspacing=1.0)


def spread(heights: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Move labels apart so that no two are closer than `gap`, as little as needed, within limits.

    Examples
    --------
    >>> spread([1.0, 1.0, 3.0], 0.5, 0, 4)
    [0.75, 1.25, 3.0]
    """
    order = sorted(range(len(heights)), key=lambda k: heights[k])
    clusters: list[tuple[list[int], float]] = []
    for k in order:
        members, centre = [k], float(heights[k])
        while clusters:
            before, middle = clusters[-1]
            if centre - middle >= gap * (len(members) + len(before)) / 2 - 1e-12:
                break
            clusters.pop()
            centre = (middle * len(before) + centre * len(members)) / (len(before) + len(members))
            members = before + members
        half = gap * (len(members) - 1) / 2
        centre = min(max(centre, low + half), high - half) if high - low > 2 * half else (low + high) / 2
        clusters.append((members, centre))
    placed = dict.fromkeys(range(len(heights)), 0.0)
    for members, centre in clusters:
        for step, k in enumerate(members):
            placed[k] = centre + gap * (step - (len(members) - 1) / 2)
    return [placed[k] for k in range(len(heights))]


def label_ends(
    axes: Axes, x: float, heights: Iterable[float], names: Sequence[str], places: Sequence[int] = (), gap: float = 0.085
) -> None:
    """Write each arm's name at the end of its line, in its colour, `gap` of the height apart at least."""
    low, high = axes.get_ylim()
    wanted = [h if np.isfinite(h) else low for h in heights]
    labels = [fill(label_of(name), WIDEST_LABEL, break_long_words=False) for name in names]
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    for k, height in enumerate(spread(wanted, (high - low) * gap * lines, low, high)):
        axes.annotate(
            labels[k],
            (x, height),
            xytext=(5, 0),
            textcoords="offset points",
            va="center",
            fontsize=10,
            color=colour(places[k] if places else k),
            fontweight="bold",
            annotation_clip=False,
        )
