"""What can be taken away from the page: scenario files, data, figures, the report, a link."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from nicegui import run, ui

from experiments.analysis.summary import summarise
from experiments.dashboard.live import LiveResults
from experiments.dashboard.state import scenario_file, to_query
from experiments.figures import differences, draw_all
from experiments.figures.drawing import Drawing
from experiments.report.page import page as report_page
from experiments.report.run_folder import band_table
from experiments.storage.csv_text import as_csv

if TYPE_CHECKING:
    from experiments.dashboard.page import Page


def bands_csv(results: LiveResults) -> bytes:
    """Return bands of every outcome by policy and quarter as CSV."""
    return as_csv(band_table(results))


def runs_parquet(results: LiveResults) -> bytes:
    """Return every outcome of every history as Parquet, units and meanings inside."""
    import pyarrow.parquet as pq

    sink = BytesIO()
    pq.write_table(results.table("runs"), sink)
    return sink.getvalue()


def report_html(results: LiveResults) -> bytes:
    """Return the report as one HTML file."""
    return report_page(results, summarise(results), draw_all(results)).encode()


def differences_svg(results: LiveResults) -> bytes:
    """Return the figure of paired differences as it would be published."""
    return _differences(results).svg.encode()


def differences_png(results: LiveResults) -> bytes:
    """Return the same as PNG."""
    return _differences(results).png()


def _differences(results: LiveResults) -> Drawing:
    drawing = differences.draw(results)
    assert drawing is not None
    return drawing


FILES: dict[str, tuple[str, Callable[[LiveResults], bytes]]] = {
    "bands.csv": ("Bands as CSV", bands_csv),
    "runs.parquet": ("All histories as Parquet", runs_parquet),
    "differences.svg": ("Figure as SVG", differences_svg),
    "differences.png": ("Figure as PNG", differences_png),
    "report.html": ("Report as HTML", report_html),
}


def download_menu(page: Page) -> None:
    """Show the button with all that can be taken away."""
    with (
        ui.button("Take away", icon="download").props("outline dense no-caps size=sm").mark("download"),
        ui.menu().style("min-width: 14rem"),
    ):
        ui.menu_item("Copy link", lambda: _copy(page))
        for side in ("a", "b"):
            ui.menu_item(f"Policy {side.upper()} as scenario file", lambda side=side: _scenario(page, side))
        for name, (label, made) in FILES.items():
            ui.menu_item(label, lambda name=name, made=made: _file(page, name, made))


def _copy(page: Page) -> None:
    query = to_query(page.state, page.version)
    ui.run_javascript(f"navigator.clipboard.writeText(location.origin + '/?{query}')")
    ui.notify("The link is in the clipboard and in the address bar.")


def _scenario(page: Page, side: str) -> None:
    policy = getattr(page.state, side)
    text = scenario_file(policy, page.state.years, page.state)
    ui.download.content(text, f"policy_{side}.toml", "application/toml")


async def _file(page: Page, name: str, made: Callable[[LiveResults], bytes]) -> None:
    results = page.results
    if results is None:
        ui.notify("Two pairs of histories are needed first.")
        return
    content = await run.io_bound(made, results)
    if content is not None:
        ui.download.content(content, name)
