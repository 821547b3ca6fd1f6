"""Where results go, and which folder a command means when it names none."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path

from experiments.storage.manifest import ResultsError
from experiments.storage.ownership import at_home

RESULTS = Path("results")


def folder_for(names: Sequence[str]) -> Path:
    """Return the results folder of an experiment that was given none.

    Examples
    --------
    >>> folder_for(["cooperative", "seeding"]).as_posix(), folder_for(list("abcde")).as_posix()
    ('results/cooperative-seeding', 'results/a-b-c-and-2-more')
    """
    more = f"-and-{len(names) - 3}-more" if len(names) > 4 else ""
    return RESULTS / ("-".join(names[:3] if more else names) + more)


def kept_in(out: object, otherwise: str, name: str = "out") -> Path:
    """Return where results from Python go: where `out` says, or elsewhere where it says nothing.

    Raises
    ------
    ResultsError
        When it is no path.
    """
    if out is None:
        return Path(otherwise)
    if not isinstance(out, str | PathLike):
        raise ResultsError(f"{name} must be the path of a folder, got {out!r}.")
    return at_home(Path(out))


def chosen_folder(given: Path | None) -> Path:
    """Return the folder given, or the one with the newest results.

    Raises
    ------
    ResultsError
        When there are no results yet.
    """
    if given is not None:
        return at_home(given)
    manifests = sorted(RESULTS.glob("*/manifest.json"), key=lambda path: path.stat().st_mtime)
    if not manifests:
        raise ResultsError("There are no results yet. Make some: multipartner run cooperative transactional --runs 20")
    return manifests[-1].parent
