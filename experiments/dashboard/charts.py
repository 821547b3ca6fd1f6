"""Panels as options of Apache ECharts: plain dictionaries from plain arrays, no page and no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from experiments.figures.drawing import COLOURS, quantiles

Floats = npt.NDArray[np.float64]
Options = dict[str, Any]

GREY = "#7d7d7d"
"""Readable on white and on black."""
FAINT = "rgba(128,128,128,0.25)"
SMALL = 11
WIDE, NARROW = 0.18, 0.3
"""Opacity of the bands of 90 and of 50 % of histories."""
DIFFERENCE = COLOURS[2]
DASHES = ("solid", "dashed")


@dataclass(frozen=True)
class Course:
    """One outcome of an ensemble over time.

    Parameters
    ----------
    name : str
        What the line is called.
    values : float64[histories, quarters]
    colour : str
    dash : str
    """

    name: str
    values: Floats
    colour: str
    dash: str = "solid"


def rounded(values: Floats) -> list[float]:
    """Return numbers with the digits that a screen can show, so that less goes over the wire."""
    return [float(f"{value:.5g}") for value in values.tolist()]


def _points(years: Floats, values: Floats) -> list[list[float]]:
    return [[year, value] for year, value in zip(years.tolist(), rounded(values), strict=True)]


def _band(name: str, years: Floats, low: Floats, high: Floats, course: Course, opacity: float) -> list[Options]:
    """Return a band as two stacked lines: the lower edge unseen, and the distance to the upper one filled."""
    common: Options = {
        "type": "line",
        "stack": f"{course.name} {name}",
        "stackStrategy": "all",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "animation": False,
    }
    return [
        {**common, "data": _points(years, low)},
        {**common, "data": _points(years, high - low), "areaStyle": {"color": course.colour, "opacity": opacity}},
    ]


def course_series(years: Floats, course: Course) -> list[Options]:
    """Return the series of one course: band of 90 %, band of 50 %, median."""
    q05, q25, q50, q75, q95 = quantiles(course.values)
    line: Options = {
        "type": "line",
        "name": course.name,
        "data": _points(years, q50),
        "symbol": "none",
        "animation": False,
        "lineStyle": {"color": course.colour, "width": 2.2, "type": course.dash},
        "itemStyle": {"color": course.colour},
        "z": 5,
    }
    return [
        *_band("90 %", years, q05, q95, course, WIDE),
        *_band("50 %", years, q25, q75, course, NARROW),
        line,
    ]


def _axis(**more: Any) -> Options:
    return {
        "axisLabel": {"color": GREY, "fontSize": SMALL, "hideOverlap": True},
        "axisLine": {"lineStyle": {"color": GREY}},
        "splitLine": {"lineStyle": {"color": FAINT}},
        **more,
    }


def courses_chart(
    title: str, years: Floats, courses: Sequence[Course], base: float, said: str, until: float | None = None
) -> Options:
    """Return one panel of courses with their bands.

    Parameters
    ----------
    title : str
    years : float64[quarters]
    courses : sequence of Course
    base : float
        Where a thin line stands: 0 for differences, 1 for levels.
    said : str
        What a screen reader says of it.
    until : float, optional
        Date at which the panel ends where the courses do not reach it yet.
    """
    series = [each for course in courses for each in course_series(years, course)]
    series[-1]["markLine"] = {
        "silent": True,
        "symbol": "none",
        "animation": False,
        "label": {"show": False},
        "lineStyle": {"color": GREY, "type": "solid", "width": 1.2},
        "data": [{"yAxis": base}],
    }
    first, last = float(years[0]), float(years[-1]) if until is None else until
    named = [course.name for course in courses]
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": said}},
        "title": {"text": title, "left": 0, "top": 0, "textStyle": {"fontSize": 14, "color": GREY}},
        "grid": {"left": 4, "right": 22, "top": 30, "bottom": 4, "containLabel": True},
        "xAxis": _axis(type="value", min=first, max=last, splitNumber=4, splitLine={"show": False}) | _YEARS,
        "yAxis": _axis(type="value", scale=True, splitNumber=4),
        "tooltip": {
            "trigger": "axis",
            "confine": True,
            "axisPointer": {"type": "line", "label": {"show": False}},
            ":formatter": _shown_in_tooltip(named),
        },
        "series": series,
    }


_YEARS: Options = {
    "axisLabel": {"color": GREY, "fontSize": SMALL, "hideOverlap": True, ":formatter": "value => value.toFixed(0)"}
}


def _shown_in_tooltip(names: Sequence[str]) -> str:
    """Return a function of the page that shows medians alone, not the edges of bands."""
    from json import dumps

    return (
        f"points => {{ const named = {dumps(list(names))};"
        " const rows = points.filter(p => named.includes(p.seriesName));"
        " return rows.length ? rows[0].value[0].toFixed(2) + '<br>' + rows.map(p => p.marker"
        " + p.value[1].toPrecision(3)).join('<br>') : ''; }"
    )


def bars_chart(
    names: Sequence[str], sides: Sequence[tuple[str, Floats]], unit: str, said: str, colours: Sequence[str] = COLOURS
) -> Options:
    """Return horizontal bars, a group of them a name, one a side.

    Parameters
    ----------
    names : sequence of str
        From the top down.
    sides : sequence of (label, float64[names])
    unit : str
    said : str
        What a screen reader says of it.
    colours : sequence of str
        One a side.
    """
    series: list[Options] = []
    for place, (label, mean) in enumerate(sides):
        series.append(
            {
                "type": "bar",
                "name": label,
                "data": rounded(mean),
                "itemStyle": {"color": colours[place], "opacity": 0.85},
                "animation": False,
                "barMaxWidth": 14,
            }
        )
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": f"{said}, {unit}."}},
        "grid": {"left": 4, "right": 24, "top": 30, "bottom": 26, "containLabel": True},
        "legend": {"top": 0, "left": 0, "textStyle": {"color": GREY}},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}, "confine": True},
        "xAxis": _axis(type="value", name=unit, nameLocation="middle", nameGap=24, nameTextStyle={"color": GREY}),
        "yAxis": _axis(type="category", data=list(names), inverse=True, axisTick={"show": False}),
        "series": series,
    }


@dataclass(frozen=True)
class Dot:
    """A point of a map or of a network.

    Parameters
    ----------
    id, label : str
    x, y : float
    size : float
        Diameter in pixels.
    value : float
        What it is coloured by.
    group : int
        Place of its group in the legend.
    name : str
        What stands beside it, where names are shown.
    """

    id: str
    label: str
    x: float
    y: float
    size: float
    value: float
    group: int = 0
    name: str = ""


def map_chart(dots: Sequence[Dot], coasts: Sequence[list[list[float]]], noun: str, marked: Sequence[str]) -> Options:
    """Return actors where their capitals are, coloured by a number; those that are marked have a ring.

    Parameters
    ----------
    dots : sequence of Dot
    coasts : sequence of lines
        Each a list of [longitude, latitude].
    noun : str
        What the colour stands for.
    marked : sequence of str
        Ids of dots.
    """
    values = [dot.value for dot in dots]
    top = max([abs(value) for value in values], default=1.0) or 1.0
    diverges = min(values, default=0.0) < 0
    colours = ["#D55E00", "#bdbdbd", "#0072B2"] if diverges else ["#c4c4c4", "#56B4E9", "#0072B2"]
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": f"States at their capitals, coloured by {noun}."}},
        "grid": {"left": 0, "right": 0, "top": 0, "bottom": 40},
        "xAxis": {"type": "value", "min": -180, "max": 180, "show": False},
        "yAxis": {"type": "value", "min": -58, "max": 84, "show": False},
        "visualMap": {
            "min": -top if diverges else 0,
            "max": top,
            "dimension": 2,
            "seriesIndex": 0,
            "orient": "horizontal",
            "left": "center",
            "bottom": 0,
            "text": [f"{noun}: {top:.3g}", f"{-top if diverges else 0:.3g}"],
            "textStyle": {"color": GREY},
            "inRange": {"color": colours},
        },
        "tooltip": {"confine": True, ":formatter": "p => p.data.name || ''"},
        "series": [
            {"type": "scatter", "animation": False, "z": 3, "data": [_place(dot, set(marked)) for dot in dots]},
            {
                "type": "lines",
                "coordinateSystem": "cartesian2d",
                "polyline": True,
                "silent": True,
                "animation": False,
                "lineStyle": {"color": GREY, "opacity": 0.55, "width": 0.8},
                "data": [{"coords": coast} for coast in coasts],
            },
        ],
    }


def _place(dot: Dot, marked: set[str]) -> Options:
    is_marked = dot.id in marked
    return {
        "name": dot.label,
        "value": [round(dot.x, 2), round(dot.y, 2), float(f"{dot.value:.4g}")],
        "symbolSize": dot.size,
        "itemStyle": {
            "borderColor": "#CC79A7" if is_marked else "rgba(60,60,60,0.6)",
            "borderWidth": 3 if is_marked else 0.6,
        },
    }


PALETTE = (*COLOURS[:4], "#E69F00", COLOURS[5], "#8c6d31", "#777777", "#9467bd", "#17becf")
"""A colour for each issue; its name stands at its part of the ring."""
NAME_WIDTH = 98
"""Pixels that the name of a partnership may take; what is longer is cut."""
NAME_MARGIN = 104
"""Pixels around the ring, for names."""
RING = 1.1
"""How far from the middle names begin; dots are at 1."""


def network_chart(dots: Sequence[Dot], ties: Sequence[tuple[int, int, float]], groups: Sequence[str]) -> Options:
    """Return partnerships in a ring by issue; a tie is as strong as the part of members that two share.

    Parameters
    ----------
    dots : sequence of Dot
    ties : sequence of (dot, dot, strength from 0 to 1)
    groups : sequence of str
        Names by the number that a dot has as its group.
    """
    axis: Options = {"type": "value", "min": -RING, "max": RING, "show": False}
    return {
        "animation": False,
        "aria": {"enabled": True, "label": {"description": "Partnerships by issue; ties are shared members."}},
        "grid": dict.fromkeys(("left", "right", "top", "bottom"), NAME_MARGIN),
        "xAxis": axis,
        "yAxis": axis,
        "tooltip": {"confine": True, ":formatter": "p => p.data.name || ''"},
        "series": [
            {"type": "scatter", "animation": False, "z": 3, "data": [_partnership(dot) for dot in dots]},
            {
                "type": "lines",
                "coordinateSystem": "cartesian2d",
                "silent": True,
                "animation": False,
                "lineStyle": {"color": GREY},
                "data": [_tie(dots[a], dots[b], strength) for a, b, strength in ties],
            },
            _words([_named(dot) for dot in dots]),
            _words([_group(dots, group, groups[group]) for group in sorted({dot.group for dot in dots})])
            | {"labelLayout": {"hideOverlap": True}},
        ],
    }


def _partnership(dot: Dot) -> Options:
    return {
        "name": dot.label,
        "value": [round(dot.x, 4), round(dot.y, 4)],
        "symbolSize": dot.size,
        "itemStyle": {"color": PALETTE[dot.group], "borderColor": "#ffffff", "borderWidth": 0.8},
    }


def _tie(a: Dot, b: Dot, strength: float) -> Options:
    style = {"width": 0.5 + 2 * strength, "opacity": 0.05 + 0.4 * strength, "curveness": 0.2}
    return {"coords": [[round(dot.x, 4), round(dot.y, 4)] for dot in (a, b)], "lineStyle": style}


def _words(data: list[Options]) -> Options:
    """Return words that stand by themselves."""
    return {"type": "scatter", "animation": False, "silent": True, "symbolSize": 0, "z": 4, "data": data}


def _named(dot: Dot) -> Options:
    """Return the name of a partnership, from its dot outwards."""
    style = {"formatter": dot.name, "fontSize": 10, "color": GREY, "width": NAME_WIDTH, "overflow": "truncate"}
    return _along(dot.x, dot.y, RING, style, is_outwards=True)


def _group(dots: Sequence[Dot], group: int, name: str) -> Options:
    """Return the name of an issue inside its part of the ring."""
    own = [dot for dot in dots if dot.group == group]
    x, y = (float(np.mean([getattr(dot, axis) for dot in own])) for axis in "xy")
    style = {"formatter": name, "fontSize": 12, "fontWeight": "bold", "color": PALETTE[group]}
    return _along(x, y, 0.88, style, is_outwards=False)


def _along(x: float, y: float, radius: float, style: Options, *, is_outwards: bool) -> Options:
    """Return words along the ray through a point; they begin at a radius, or end there, and are never upside down."""
    length, angle = float(np.hypot(x, y)), float(np.degrees(np.arctan2(y, x)))
    is_right = x >= 0
    label = {
        "show": True,
        "position": "inside",
        "align": "left" if is_right == is_outwards else "right",
        "rotate": round(angle if is_right else angle - 180 * np.sign(angle), 1),
        **style,
    }
    far = radius / max(length, 1e-9)
    return {"value": [round(far * x, 4), round(far * y, 4)], "label": label}
