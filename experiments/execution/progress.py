"""Progress for people: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

PLAIN_EVERY = 5.0
"""Seconds between plain lines."""


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
