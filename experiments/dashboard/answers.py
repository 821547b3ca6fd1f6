"""What a page shows of a request: the answer in words with its count, charts and tables by view, and the close-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nicegui import ui

from experiments.analysis.headlines import headline_outcomes
from experiments.analysis.money import Split, parts_of
from experiments.analysis.plain_words import plain_answer
from experiments.analysis.summary import Summary, summarise
from experiments.dashboard.closeup import CloseUp
from experiments.dashboard.documents import DOCUMENTS
from experiments.dashboard.downloads import download_menu
from experiments.dashboard.drawn import Drawn
from experiments.dashboard.growing import Request
from experiments.dashboard.live import LiveResults, live_results
from experiments.dashboard.panels import (
    actors_chart,
    groups_chart,
    payers_table,
    purse_chart,
    purse_rows,
    threat_charts,
)
from experiments.dashboard.state import VIEWS
from experiments.dashboard.words import HOW_TO_READ, TITLES, payer_rows
from experiments.execution.histories import History
from simulation.core.codes import THREATS

if TYPE_CHECKING:
    from experiments.dashboard.page import Page

LEAST_PAIRS = 2
"""Pairs of histories from which on there is an interval, and something to say."""


class Answers:
    """What one visitor is shown.

    Parameters
    ----------
    page : Page
        Whose state is shown.
    notes : sequence of str
        Sentences above all answers.
    choose : callable
        Told which view was chosen.
    redraw : callable
        Called when the same is to be drawn in another unit.
    """

    def __init__(
        self, page: Page, notes: Sequence[str], choose: Callable[[str], None], redraw: Callable[[], None]
    ) -> None:
        self.page = page
        self.there: tuple[object, ...] = ()
        with ui.column().classes("answers grow gap-2").props('role="region" aria-label="Answers"'):
            for note in notes:
                ui.label(note).classes("note").props('role="alert"').mark("note")
            with ui.row().classes("w-full items-center justify-between"):
                self.count = ui.label().classes("text-sm").props('role="status" aria-live="polite"').mark("count")
                with ui.row().classes("items-center gap-3"):
                    ui.link("Levers", "#levers").classes("to-levers text-sm")
                    for name, title in DOCUMENTS.items():
                        ui.link(title, f"/{name}", new_tab=True).classes("text-sm")
                    dark_button()
                    download_menu(page)
            with ui.column().classes("words w-full gap-2") as self.words:
                self.headline = ui.label().classes("headline").props('aria-live="polite"').mark("headline")
                self.answer = ui.label().classes("answer").mark("answer")
                with ui.expansion("With intervals").props("dense").classes("w-full text-sm"):
                    self.intervals = ui.label().classes("answer")
            self._views(choose, redraw)

    def _views(self, choose: Callable[[str], None], redraw: Callable[[], None]) -> None:
        with ui.tabs(on_change=lambda e: choose(e.value)) as self.tabs:
            for view in VIEWS:
                ui.tab(view, label=TITLES[view]).mark(f"view {view}")
        self.tabs.props("dense no-caps align=left outside-arrows mobile-arrows").classes("w-full")
        self.tabs.set_value(self.page.state.view)
        self.how = ui.label().classes("text-xs how")
        self.courses = ui.element("div").classes("panels w-full")
        with self.courses:
            self.charts, self.ends = {}, {}
            for threat in THREATS:
                with ui.column().classes("panel gap-0").mark(f"panel {threat}"):
                    self.charts[threat] = Drawn(threat, "chart w-full")
                    self.ends[threat] = ui.label().classes("text-xs end")
        self.payers = ui.column().classes("w-full")
        with self.payers:
            self.unit = ui.toggle({"dollars": "dollars", "shares": "shares", "actors": "by actor"}, value="dollars")
            self.unit.props("dense no-caps").on_value_change(redraw)
            self.payer_chart = Drawn("Who pays under A and B", "tall w-full")
            self.payer_table = ui.table(rows=[], columns=[]).props(
                "dense flat wrap-cells hide-pagination :rows-per-page-options=[0]"
            )
            self.payer_table.classes("w-full")
        self.purse = ui.column().classes("w-full")
        with self.purse:
            self.purse_chart = Drawn("Purse and manner", "tall w-full")
            self.purse_table = ui.table(rows=[], columns=[]).props(
                "dense flat wrap-cells hide-pagination :rows-per-page-options=[0]"
            )
            self.purse_table.classes("w-full")
        self.closeup = CloseUp(self.page)
        self.show_view()

    def show_view(self) -> None:
        """Let the view that was chosen appear, and no other."""
        view = self.page.state.view
        self.how.set_text(HOW_TO_READ[view])
        self.courses.set_visibility(view in {"differences", "levels"})
        self.payers.set_visibility(view == "payers")
        self.purse.set_visibility(view == "purse")
        self.closeup.show(view)

    def show_waiting(self, request: Request) -> None:
        """Show that what is still there belongs to what was set before, unless it is redrawn at once."""
        shown: list[ui.element] = [self.words]
        if self.page.state.view in {"differences", "levels"} and not request.pairs()[0]:
            shown.append(self.courses)
        elif self.page.state.view == "purse":
            shown.append(self.purse)
        for each in shown:
            each.classes(add="waiting")

    def draw(self, request: Request) -> bool:
        """Draw what is new of a request, and return whether anything was drawn; its first pair replaces all before."""
        view = self.page.state.view
        there = *request.there, view, self.unit.value
        if there == self.there:
            return False
        self.there = there
        self.count.set_text(counted(request))
        pairs = request.pairs()[:2]
        if not pairs[0]:
            return self._draw_beginning(request)
        if view in {"differences", "levels"}:
            self._draw_courses(pairs)
        elif view == "payers":
            self._draw_payers(request, pairs)
        self._has_drawn()
        return True

    def _draw_beginning(self, request: Request) -> bool:
        """Draw the first pair while it runs: the hand sees at once where a lever leads."""
        begun = request.beginning()[:2]
        state = self.page.state
        if begun and len(begun[0][0].years) > 1 and state.view in {"differences", "levels"}:
            self._draw_courses(begun, float(begun[0][0].years[0]) + state.years)
            self._has_drawn()
            return True
        return False

    def _has_drawn(self) -> None:
        self.courses.classes(remove="waiting")
        self.closeup.follow(self.page.state)

    def _draw_courses(self, pairs: Sequence[Sequence[History]], until: float | None = None) -> None:
        levels = self.page.state.view == "levels"
        for threat, (options, said) in threat_charts(pairs, levels=levels, until=until).items():
            self.charts[threat].put(options)
            self.ends[threat].set_text(said)

    def _draw_payers(self, request: Request, pairs: Sequence[Sequence[History]]) -> None:
        table = payers_table(pairs)
        if self.unit.value == "actors":
            results = live_results(request)
            assert results is not None
            names = dict(zip(*self.closeup.names(), strict=True))
            self.payer_chart.put(actors_chart(results, names))
        else:
            self.payer_chart.put(groups_chart(table, shares=self.unit.value == "shares"))
        self.payer_table.columns, self.payer_table.rows = payer_rows(table)
        self.payer_table.update()

    def tell(self, found: Found) -> None:
        """Say what was found, in words and with intervals; show purse and manner if they were asked for."""
        plain = plain_answer(found.summary)
        self.say(plain.headline, " ".join(plain.sentences), " ".join(found.summary.answers()))
        if found.parts:
            self.purse_chart.put(purse_chart(found.parts))
            self.purse_table.columns, self.purse_table.rows = purse_rows(found.parts)
            self.purse_table.update()
            self.purse.classes(remove="waiting")

    def say(self, headline: str, sentences: str = "", intervals: str = "") -> None:
        """Put an answer in place of the one before."""
        self.words.classes(remove="waiting")
        self.headline.set_text(headline)
        self.answer.set_text(sentences)
        self.intervals.set_text(intervals)


@dataclass(frozen=True)
class Found:
    """What an answer says: the histories it stands on, their summary, and purse and manner if they are asked for."""

    results: LiveResults
    summary: Summary
    parts: Sequence[Split]


def summed_up(request: Request, *, with_purse: bool) -> Found | None:
    """Return what a request has so far; None before there is an interval."""
    results = live_results(request)
    if results is None or len(results.histories[0]) < LEAST_PAIRS:
        return None
    return Found(results, summarise(results), parts_of(results, headline_outcomes(results)) if with_purse else ())


def dark_button() -> None:
    """Show what changes between dark and light; the page begins as the machine is set."""
    mode = ui.dark_mode(None)

    async def changed() -> None:
        mode.value = not await ui.run_javascript("Quasar.Dark.isActive")

    button = ui.button(icon="contrast", on_click=changed).props('flat dense round size=sm aria-label="Dark or light"')
    button.mark("dark")


def counted(request: Request) -> str:
    """Return how many histories stand behind what is drawn.

    Examples
    --------
    >>> counted(Request([], 0, 100))
    '0 of 100 paired histories'
    """
    pairs = len(request.pairs()[0]) if request.arms else 0
    failed = f"; {len(request.failures)} failed: {next(iter(request.failures.values()))}" if request.failures else ""
    return f"{pairs} of {request.histories} paired histories{failed}"
