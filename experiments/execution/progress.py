"""Progress for people: a bar in a terminal or a notebook, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable
from html import escape
from time import monotonic
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

PLAIN_EVERY = 5.0
"""Seconds between plain lines."""
NOTEBOOK_EVERY = 0.2
"""Seconds between two drawings of the bar in a notebook."""


def duration(seconds: float) -> str:
    """Return a length of time in words a reader takes in at a glance.

    Examples
    --------
    >>> duration(4.2), duration(75), duration(7300)
    ('4 s', '1 min 15 s', '2 h 2 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


class Bar:
    """A listener that shows how far an experiment is, its rate, the time left, and failures.

    Parameters
    ----------
    console : rich.console.Console
    total : int
        Runs asked for.
    done : int
        Runs on disk already.
    """

    def __init__(self, console: Console, total: int, done: int) -> None:
        self.console = console
        self.total = total
        self.already = done
        self.done = 0
        self.failed = 0
        self.began = self.last_line = monotonic()
        self.counted = 0
        self.reports = 0
        self.bar: Progress | None = None
        self.task = TaskID(0)

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            text = TextColumn("{task.completed}/{task.total} runs{task.fields[rate]}{task.fields[failed]}")
            self.bar = Progress(BarColumn(30), text, TimeRemainingColumn(), console=self.console, transient=True)
            self.task = self.bar.add_task("", total=self.total, completed=self.already, rate="", failed="")
            self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()

    @property
    def rate(self) -> float:
        """Runs per second since the second report; 0 until there is a third.

        The first is late because kernels are compiled, the second because worker processes start.
        """
        return (self.done + self.failed - self.counted) / max(1e-9, monotonic() - self.began)

    def advance(self, done: int, failed: int) -> None:
        """Hear that so many more runs are done and failed."""
        self.done += done
        self.failed += failed
        self.reports += 1
        if self.reports <= 2:
            self.began, self.counted = monotonic(), self.done + self.failed
        self._show()

    def _show(self) -> None:
        completed = self.already + self.done + self.failed
        failures = f", {self.failed} failed" if self.failed else ""
        if self.bar is not None:
            shown = f", {self.rate:.1f} a second"
            self.bar.update(self.task, completed=completed, rate=shown, failed=failures)
        elif self.reports == 1 or monotonic() - self.last_line > PLAIN_EVERY:
            self.last_line = monotonic()
            speed = self.rate
            left = f", {speed:.1f} a second, {duration((self.total - completed) / speed)} left" if speed else ""
            self.console.print(f"  {completed} of {self.total} runs{left}{failures}", highlight=False)


class NotebookBar(Bar):
    """The same in a notebook: one output that is drawn anew, by the notebook's own means.

    Parameters
    ----------
    display : callable
        ``IPython.display.display``.
    total, done : int
        Runs asked for, and on disk already.
    """

    def __init__(self, display: Callable[..., Any], total: int, done: int) -> None:
        super().__init__(Console(quiet=True), total, done)
        self.display = display
        self.handle: Any = None

    def __enter__(self) -> Self:
        self.handle = self.display(self, display_id=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._draw()

    def _show(self) -> None:
        if monotonic() - self.last_line > NOTEBOOK_EVERY:
            self.last_line = monotonic()
            self._draw()

    def _draw(self) -> None:
        if self.handle is not None:  # None where the kernel has nobody to show it to
            self.handle.update(self)

    def __repr__(self) -> str:
        """Return how far it is, in words."""
        completed = self.already + self.done + self.failed
        speed = self.rate
        left = f", {duration((self.total - completed) / speed)} left" if speed and completed < self.total else ""
        return f"{completed} of {self.total} runs{left}" + (f", {self.failed} failed" if self.failed else "")

    def _repr_html_(self) -> str:
        completed = self.already + self.done + self.failed
        return f"<progress value='{completed}' max='{self.total}'></progress> {escape(repr(self))}"


def _notebook_display() -> Callable[..., Any] | None:
    """Return how a notebook shows things; None where this is none."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if getattr(shell, "kernel", None) is None:
        return None
    from importlib import import_module

    display: Callable[..., Any] = import_module("IPython.display").display
    return display


def bar_for_python() -> Callable[[int, int], Bar] | None:
    """Return the bar that fits where Python runs: a notebook, or a terminal; None where nobody looks."""
    display = _notebook_display()
    if display is not None:
        return lambda total, done: NotebookBar(display, total, done)
    if sys.stderr is not None and sys.stderr.isatty():
        return lambda total, done: Bar(Console(stderr=True), total, done)
    return None
