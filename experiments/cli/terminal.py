"""The one place where the command line meets a terminal, a pipe or a file: every stream can take every text."""

from __future__ import annotations

import codecs
import logging
import os
import signal
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console
from rich.text import Text

from experiments.cli.exit_codes import INTERRUPTED
from simulation.core.plain_text import one_line, visible

SWALLOWING = frozenset({"numba", "llvmlite", "importlib"})
"""Packages under which exceptions get lost: compilers in their callbacks, and modules that try whether they can import
another."""
LEAST_WIDTH = 20
"""Columns below which nothing could be read."""
PLAIN_WIDTH = 150
"""Columns where output goes to a file or a pipe."""

NARROW = {
    "−": "-", "–": "-", "—": "-", "…": "...", "×": "x", "·": ".", "→": "->", "∞": "inf", "✓": "ok", "✗": "no",
    "“": '"', "”": '"', "‘": "'", "’": "'", "≤": "<=", "≥": ">=", "±": "+-",
}  # fmt: skip
"""What stands for our signs where an encoding lacks them; all else is written as an escape."""


class Screen(Console):
    """A console that takes what is printed literally: brackets are brackets, and nothing steers the terminal."""

    def __init__(self, **how: Any) -> None:
        super().__init__(markup=False, emoji=False, highlight=False, **how)

    def on_broken_pipe(self) -> None:
        """Let the work go on where nobody reads what is said of it: results are written, the exit code is theirs."""
        nobody_reads()

    def render_str(self, text: str, **how: Any) -> Text:
        """Return text as it is printed; every string passes through here, cells of tables included."""
        return super().render_str(visible(text), **how)


def screen(width: int = PLAIN_WIDTH, **how: Any) -> Screen:
    """Return the console: as wide as the terminal, or `width` where output goes to a file."""
    console = Screen(**how)
    return console if console.is_terminal else Screen(width=width, **how)


def sound_surroundings() -> None:
    """Pass over what the shell may say and libraries cannot read: no width, no date, completion without words."""
    width = os.environ.get("COLUMNS", "")
    if width.isdecimal() and int(width) < LEAST_WIDTH:
        del os.environ["COLUMNS"]
    if not os.environ.get("SOURCE_DATE_EPOCH", "0").isdecimal():
        del os.environ["SOURCE_DATE_EPOCH"]
    for name, nothing in {"COMP_WORDS": "", "COMP_CWORD": "0", "_TYPER_COMPLETE_ARGS": ""}.items():
        os.environ.setdefault(name, nothing)


def is_here() -> bool:
    """Tell whether the current folder is still there."""
    try:
        return bool(os.getcwd())  # noqa: PTH109 - only asked whether there is one
    except OSError:
        return False


def nobody_reads() -> None:
    """Let what is printed from now on lead nowhere, since its reader has stopped."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(text: str) -> None:
    """Write one line about a mistake to standard error."""
    with suppress(OSError):  # where it cannot be told, the exit code tells it
        sys.stderr.write(f"multipartner: {one_line(text)}\n")
        sys.stderr.flush()


def _narrowed(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    said = (NARROW.get(letter) or letter.encode("ascii", "backslashreplace").decode() for letter in letters)
    return "".join(said), error.end


def is_swallowing(frame: FrameType | None) -> bool:
    """Tell whether what runs in a frame was called by the compiler, or while a module is imported."""
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).partition(".")[0] in SWALLOWING:
            return True
        frame = frame.f_back
    return False


def _interrupt(_signal: int, frame: FrameType | None) -> None:
    """End at once where an exception would be lost; else as Python does."""
    if is_swallowing(frame):
        os._exit(INTERRUPTED)  # what is finished is on disk
    raise KeyboardInterrupt


def interruptible() -> None:
    """Let Ctrl-C end the command also while it compiles or imports; where the caller ignores it, it stays ignored."""
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _interrupt)


def plain_matplotlib() -> None:
    """Let Matplotlib read its own settings, not the user's, and say nothing of where its caches are."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    os.environ["MPLBACKEND"] = "agg"  # figures go into files
    found = find_spec("matplotlib")
    if found is not None and found.origin:
        os.environ["MATPLOTLIBRC"] = str(Path(found.origin).parent / "mpl-data" / "matplotlibrc")


def log_to_standard_error(*, verbose: bool) -> None:
    """Let the logger ``multipartner`` write to standard error: all that happens, or what went wrong alone."""
    log = logging.getLogger("multipartner")
    log.setLevel(logging.INFO if verbose else logging.ERROR)
    if verbose and not any(isinstance(each, logging.StreamHandler) for each in log.handlers):
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)


def steady_streams() -> None:
    """Make sure that standard streams are open, and that no text is too much for their encoding.

    A stream that was closed leads nowhere; else the next file that is opened would get its number.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "r" if number == 0 else "w", encoding="utf-8", closefd=False))  # noqa: SIM115
    codecs.register_error("multipartner", _narrowed)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="multipartner")
