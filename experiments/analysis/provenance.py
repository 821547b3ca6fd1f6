"""What a finding or a figure stands on: how many runs, how many are missing, where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Basis:
    """The small print.

    Parameters
    ----------
    runs : str
        Worlds and histories in words: ``200 worlds × 4 histories``.
    planned : int
        Runs asked for.
    missing : int
        How many of them are not there.
    origin : str
        Results, code and command.
    counted : str
        What is counted: runs, or pairs of them.
    """

    runs: str
    planned: int
    missing: int = 0
    origin: str = "Made in memory by multipartner"
    counted: str = "runs"

    def __str__(self) -> str:
        """Return what a caption says.

        Examples
        --------
        >>> str(Basis("8 worlds × 5 histories", 40, 2))
        '8 worlds × 5 histories; 2 of 40 runs are missing.'
        """
        gap = f"; {self.missing:,} of {self.planned:,} {self.counted} are missing" if self.missing else ""
        return f"{self.runs}{gap}."
