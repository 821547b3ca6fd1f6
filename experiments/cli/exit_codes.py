"""What the command says to the shell when it ends."""

from __future__ import annotations

DONE, SOME_FAILED, WRONG_USE, INTERRUPTED, NOBODY_READS = 0, 1, 2, 130, 141
