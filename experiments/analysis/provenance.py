"""What a finding or a figure stands on: how many runs, how many are missing, where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.storage.frames import Results


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


def basis_of(results: Results) -> Basis:
    """Return what the figures of a results folder stand on."""
    manifest = results.manifest
    made = f"Made from {results.folder.name} by multipartner {manifest.versions.get('multipartner', '')}"
    origin = f"{made}, code {manifest.code[:12]}, command: {manifest.command or 'unknown'}"
    return Basis(runs_in_words(results), manifest.planned, results.missing, origin)


def runs_in_words(results: Results) -> str:
    """Return how many histories each arm has: one number where they are alike."""
    counts = results.outcomes.groupby("scenario")["run"].nunique()
    numbers = [int(counts.get(name, 0)) for name in results.manifest.names]
    if len(set(numbers)) == 1:
        return f"{numbers[0]} {'histories' if numbers[0] != 1 else 'history'} each"
    named = ", ".join(f"{n} {label}" for n, label in zip(numbers, results.manifest.labels.values(), strict=True))
    return f"Histories: {named}"
