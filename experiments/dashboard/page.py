"""The page of one visitor: what the hand sets is asked of the shared workers, and redrawn as histories come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from nicegui import background_tasks, run, ui

from experiments.analysis.headlines import headline_outcomes
from experiments.analysis.money import Split, parts_of
from experiments.analysis.plain_words import plain_answer
from experiments.analysis.summary import Summary, summarise
from experiments.dashboard.closeup import CloseUp
from experiments.dashboard.controls import LuckCard, PolicyCard, presets
from experiments.dashboard.documents import DOCUMENTS
from experiments.dashboard.downloads import download_menu
from experiments.dashboard.drawn import Drawn
from experiments.dashboard.growing import Growing, Request
from experiments.dashboard.live import LiveResults, live_results
from experiments.dashboard.look import Look
from experiments.dashboard.panels import (
    actors_chart,
    groups_chart,
    payers_table,
    purse_chart,
    purse_rows,
    threat_charts,
)
from experiments.dashboard.state import VIEWS, PageState, Policy, arms_of, from_query, to_query
from experiments.dashboard.words import HOW_TO_READ, TITLES, payer_rows
from experiments.execution.histories import History
from simulation.core.codes import THREATS
from simulation.core.errors import MultipartnerError

LEAST_PAUSE = 0.05
"""Seconds between two redraws."""
STREAM_PAUSE = 0.5
"""Seconds between two redraws while further histories come in: drawing takes the processor from them."""
ANSWER_PAUSE = 1.0
"""Seconds from a move to the answer in words, and between two writings of it while histories come in."""
COMING = "The first histories are arriving."
PATIENCE = 0.3
"""Seconds that a move waits for the one before it to be drawn, so that a lever that is dragged shows its way."""
SETTLED = 0.3
"""Seconds from a move to the answer where all histories are at hand: lines come first while a lever is dragged."""
LEAST_PAIRS = 2
"""Pairs of histories from which on there is an interval, and something to say."""


class Page:
    """What one visitor sees and moves.

    Parameters
    ----------
    growing : Growing
        Workers that all pages share.
    query : str
        Query of the link that was opened.
    version : str
        Version of the model that this server runs.
    """

    def __init__(self, growing: Growing, query: str, version: str) -> None:
        self.growing, self.version = growing, version
        self.state, self.notes = self._opened(query)
        self.request: Request | None = None
        self.results: LiveResults | None = None
        self.changed = asyncio.Event()
        self.moved = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.asked_at = self.answered_at = 0.0
        self.answered: tuple[Request, int] | None = None
        self.is_writing = self.is_drawn = self.waits_to_ask = False
        self.is_gone = False
        self.reminder: asyncio.TimerHandle | None = None
        self.there: tuple[object, ...] = ()
        self._lay_out()
        client = ui.context.client
        client.on_delete(self.leave)
        self.client = client

    def begin(self) -> None:
        """Ask for histories, and draw them as they come in."""
        background_tasks.create(self._redraw_as_histories_come(), name="redraws")
        self._ask()

    def _opened(self, query: str) -> tuple[PageState, list[str]]:
        """Return the state of a link; where it says something wrong, that of a fresh page and a sentence."""
        try:
            state, version = from_query(query)
        except MultipartnerError as error:
            return PageState(), [f"This link cannot be followed: {error} This is the page at its start."]
        if version and version != self.version:
            note = f"This link was made by version {version}; this is {self.version}: the numbers may differ."
            return state, [note]
        return state, []

    def leave(self) -> None:
        """Stop all work for a visitor who has gone."""
        self.is_gone = True
        self.growing.drop(self.request)
        self.changed.set()

    # What it looks like

    def _lay_out(self) -> None:
        ui.page_title("multipartner: move a lever, see the world answer")
        with ui.row().classes("page w-full no-wrap"):
            with ui.column().classes("levers gap-2").props('id="levers" role="form" aria-label="Levers"'):
                ui.label("Move a lever, see the world answer").classes("text-lg font-bold").props(
                    'role="heading" aria-level="1"'
                )
                presets(self._chosen)
                self.cards = {
                    side: PolicyCard(side.upper(), getattr(self.state, side), self._mover(side)) for side in ("a", "b")
                }
                self.luck = LuckCard(self.state, self._set)
            with ui.column().classes("answers grow gap-2").props('role="region" aria-label="Answers"'):
                for note in self.notes:
                    ui.label(note).classes("note").props('role="alert"').mark("note")
                with ui.row().classes("w-full items-center justify-between"):
                    self.count = ui.label().classes("text-sm").props('role="status" aria-live="polite"').mark("count")
                    with ui.row().classes("items-center gap-3"):
                        ui.link("Levers", "#levers").classes("to-levers text-sm")
                        for name, title in DOCUMENTS.items():
                            ui.link(title, f"/{name}", new_tab=True).classes("text-sm")
                        dark_button()
                        download_menu(self)
                with ui.column().classes("words w-full gap-2") as self.words:
                    self.headline = ui.label().classes("headline").props('aria-live="polite"').mark("headline")
                    self.answer = ui.label().classes("answer").mark("answer")
                    with ui.expansion("With intervals").props("dense").classes("w-full text-sm"):
                        self.intervals = ui.label().classes("answer")
                self._views()

    def _views(self) -> None:
        with ui.tabs(on_change=lambda e: self._set(view=e.value)) as self.tabs:
            for view in VIEWS:
                ui.tab(view, label=TITLES[view]).mark(f"view {view}")
        self.tabs.props("dense no-caps align=left outside-arrows mobile-arrows").classes("w-full")
        self.tabs.set_value(self.state.view)
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
            self.unit.props("dense no-caps").on_value_change(self._draw_now)
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
        self.closeup = CloseUp(self)
        self._show_view()

    def _show_view(self) -> None:
        view = self.state.view
        self.how.set_text(HOW_TO_READ[view])
        self.courses.set_visibility(view in {"differences", "levels"})
        self.payers.set_visibility(view == "payers")
        self.purse.set_visibility(view == "purse")
        self.closeup.show(view)

    # What the hand does

    def _mover(self, side: str) -> Callable[[Policy], None]:
        return lambda policy: self._set(**{side: policy})

    def _chosen(self, preset: PageState) -> None:
        self._set(a=preset.a, b=preset.b)
        for side, card in self.cards.items():
            card.show(getattr(self.state, side))

    def _set(self, **what: Any) -> None:
        """Take over what the hand set; what is out of range is said, and not taken over."""
        state = replace(self.state, **what)
        if state == self.state:
            return
        try:
            state.checked()
        except MultipartnerError as error:
            ui.notify(str(error), type="warning")
            return
        before = self.state
        self._take(state)
        is_same_ensemble = replace(state, view=before.view) == before and "purse" not in (state.view, before.view)
        self._show_view()
        if is_same_ensemble:
            self._draw_now()
        else:
            self._ask()

    def looks_at(self, look: Look) -> None:
        """Take over what map and partnerships show; the ensemble stays."""
        self._take(replace(self.state, look=look))

    def _take(self, state: PageState) -> None:
        """Hold a state, in the link of the page, too."""
        self.state = state
        ui.navigate.history.replace(f"/?{to_query(state, self.version)}")

    def _ask(self) -> None:
        """Ask for what the hand set last, once something was drawn of what it set before."""
        self.moved.set()
        self.answered_at = perf_counter()
        if self.request is not None and not self.is_drawn and perf_counter() - self.asked_at < PATIENCE:
            if not self.waits_to_ask:
                self.waits_to_ask = True
                self.loop.call_later(PATIENCE, self.changed.set)
            return
        request = Request(arms_of(self.state), self.state.seed, self.state.histories, self._told)
        before, self.request = self.request, request
        self.waits_to_ask = self.is_drawn = False
        self.asked_at = perf_counter()
        self.growing.ask(request, instead_of=before)
        self._show_waiting(request)
        self.changed.set()

    def _show_waiting(self, request: Request) -> None:
        """Show that what is still there belongs to what was set before, unless it is redrawn at once."""
        shown: list[ui.element] = [self.words]
        if self.state.view in {"differences", "levels"} and not request.pairs()[0]:
            shown.append(self.courses)
        elif self.state.view == "purse":
            shown.append(self.purse)
        for each in shown:
            each.classes(add="waiting")

    def _told(self) -> None:
        """Hear from a worker thread that there is something new."""
        self.loop.call_soon_threadsafe(self.changed.set)

    # How it is redrawn

    async def _redraw_as_histories_come(self) -> None:
        while True:
            await self.changed.wait()
            self.changed.clear()
            self.moved.clear()
            if self.is_gone:
                return
            with self.client:
                self._draw_now()
                if self.waits_to_ask:
                    self._ask()
                self._answer_when_due()
            await asyncio.sleep(LEAST_PAUSE)
            if self._only_grows():
                await self._pause_until_moved()

    def _only_grows(self) -> bool:
        """Whether the first histories are drawn, and more of the same come in."""
        request = self.request
        return request is not None and not request.is_done and len(request.pairs()[0]) >= LEAST_PAIRS

    async def _pause_until_moved(self) -> None:
        """Leave the processor to the histories that come in, until the hand moves something."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.moved.wait(), STREAM_PAUSE)

    def _draw_now(self) -> None:
        """Draw what there is of the latest request; nothing of an earlier one stays once it has a pair."""
        request = self.request
        if request is None:
            return
        there = *request.there, self.state.view, self.unit.value
        if there == self.there:
            return
        self.there = there
        self.count.set_text(counted(request))
        pairs = request.pairs()[:2]
        if not pairs[0]:
            self._draw_beginning(request)
            return
        if self.state.view in {"differences", "levels"}:
            self._draw_courses(pairs)
        elif self.state.view == "payers":
            self._draw_payers(request, pairs)
        self._has_drawn()

    def _draw_beginning(self, request: Request) -> None:
        """Draw the first pair while it runs: the hand sees at once where a lever leads."""
        begun = request.beginning()[:2]
        if begun and len(begun[0][0].years) > 1 and self.state.view in {"differences", "levels"}:
            self._draw_courses(begun, float(begun[0][0].years[0]) + self.state.years)
            self._has_drawn()

    def _has_drawn(self) -> None:
        self.courses.classes(remove="waiting")
        self.closeup.follow(self.state)
        self.is_drawn = True

    def _draw_courses(self, pairs: Sequence[Sequence[History]], until: float | None = None) -> None:
        levels = self.state.view == "levels"
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

    def _answer_when_due(self) -> None:
        """Have the answer written, now and then while histories come in, and always in the end."""
        request = self.request
        assert request is not None
        is_new = self.answered != (request, len(request.found))
        wait = (SETTLED if request.is_done else ANSWER_PAUSE) - (perf_counter() - self.answered_at)
        if is_new and wait > 0:
            self._remind(wait)
        elif is_new and not self.is_writing:
            self.is_writing = True
            background_tasks.create(self._write_answer(request), name="answer")

    def _remind(self, wait: float) -> None:
        """Look again after some seconds, once, however often the hand moves meanwhile."""
        if self.reminder is not None:
            self.reminder.cancel()
        self.reminder = self.loop.call_later(wait, self.changed.set)

    async def _write_answer(self, request: Request) -> None:
        """Write the answer in words, from what there is when the writing begins; charts do not wait for it."""
        self.answered = request, len(request.found)
        try:
            found = await run.io_bound(summed_up, request, with_purse=self.state.view == "purse")
            if request is self.request and not self.is_gone:
                with self.client:
                    self._tell(found)
        finally:
            self.is_writing, self.answered_at = False, perf_counter()
            self.changed.set()

    def _tell(self, found: Found | None) -> None:
        if found is None:
            self._say("" if self.request is None or self.request.is_done else COMING, "", "")
            return
        self.results = found.results
        plain = plain_answer(found.summary)
        self._say(plain.headline, " ".join(plain.sentences), " ".join(found.summary.answers()))
        if found.parts:
            self.purse_chart.put(purse_chart(found.parts))
            self.purse_table.columns, self.purse_table.rows = purse_rows(found.parts)
            self.purse_table.update()
            self.purse.classes(remove="waiting")

    def _say(self, headline: str, sentences: str, intervals: str) -> None:
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
