"""``python -m multipartner`` and the command ``multipartner``.

Modules take half a second to import; Ctrl-C ends the command without a word then, too.
"""

from __future__ import annotations

import os
import signal
from types import FrameType

INTERRUPTED = 130
"""Exit code, as in `experiments.cli.exit_codes`, which is not imported yet."""


def _end(_signal: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)  # an exception would be told by whatever module is half imported


def main() -> None:
    """Run the command line."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)
    from experiments.cli.app import main as carried_out

    carried_out()


if __name__ == "__main__":
    main()
