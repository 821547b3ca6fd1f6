"""The page of one visitor: what the hand sets is asked of the shared workers, and redrawn as histories come in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from time import perf_counter
from typing import Any

from nicegui import background_tasks, run, ui

from experiments.dashboard.answers import LEAST_PAIRS, Answers, Found, summed_up
from experiments.dashboard.controls import LuckCard, PolicyCard, presets
from experiments.dashboard.growing import Growing, Request
from experiments.dashboard.live import LiveResults
from experiments.dashboard.look import Look
from experiments.dashboard.state import PageState, Policy, arms_of, from_query, to_query
from simulation.core.errors import MultipartnerError

LEAST_PAUSE = 0.05
"""Seconds between two redraws."""
STREAM_PAUSE = 1.0
"""Seconds between two redraws while further histories come in: drawing takes the processor from them."""
ANSWER_PAUSE, NEXT_ANSWER = 1.0, 4.0
"""Seconds from a move to the answer in words, and between two writings of it while histories come in: writing it takes
the processor from them, too."""
COMING = "The first histories are arriving."
PATIENCE = 0.3
"""Seconds that a move waits for the one before it to be drawn, so that a lever that is dragged shows its way."""
SETTLED = 0.3
"""Seconds from a move to the answer where all histories are at hand: lines come first while a lever is dragged."""


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
        self.state, notes = self._opened(query)
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
        self._lay_out(notes)
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

    def _lay_out(self, notes: Sequence[str]) -> None:
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
            self.answers = Answers(self, notes, lambda view: self._set(view=view), self._draw_now)

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
        self.answers.show_view()
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
        self.answers.show_waiting(request)
        self.changed.set()

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
            await asyncio.sleep(LEAST_PAUSE if self.is_drawn else 0)  # what comes first is drawn at once
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
        """Draw what there is of the latest request."""
        if self.request is not None and self.answers.draw(self.request):
            self.is_drawn = True

    def _answer_when_due(self) -> None:
        """Have the answer written, now and then while histories come in, and always in the end."""
        request = self.request
        assert request is not None
        is_new = self.answered != (request, len(request.found))
        is_first = self.answered is None or self.answered[0] is not request
        pause = SETTLED if request.is_done else ANSWER_PAUSE if is_first else NEXT_ANSWER
        wait = pause - (perf_counter() - self.answered_at)
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
            self.answers.say("" if self.request is None or self.request.is_done else COMING)
            return
        self.results = found.results
        self.answers.tell(found)
