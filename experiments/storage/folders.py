"""Where results go, and which folder a command means when it names none."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from hashlib import blake2b
from os import PathLike
from pathlib import Path

from experiments.storage.manifest import ResultsError
from experiments.storage.ownership import at_home, claim
from simulation.core.typed import fits

RESULTS = Path("results")
LONGEST_NAME = 60
"""Letters of settings that a folder's name shows."""


def folder_for(
    names: Sequence[str], settings: Sequence[str] = (), *, years: int | None = None, seed: int | None = None
) -> Path:
    """Return the results folder of an experiment that was given none: a variant has one of its own.

    Parameters
    ----------
    names : sequence of str
        What is run.
    settings : sequence of str
        ``key=value`` changes.
    years, seed : int, optional
        Where they are not those that the scenarios or the design say.

    Examples
    --------
    >>> folder_for(["cooperative", "seeding"]).as_posix(), folder_for(list("abcde")).as_posix()
    ('results/cooperative-seeding', 'results/a-b-c-and-2-more')
    >>> folder_for(["today"], ["us.regard=0.1"], years=10, seed=7).as_posix()
    'results/today-years-10-seed-7-us.regard-0.1-8e94'
    """
    more = f"-and-{len(names) - 3}-more" if len(names) > 4 else ""
    span = f"-years-{years}" if years is not None else ""
    luck = f"-seed-{seed}" if seed is not None else ""
    return RESULTS / ("-".join(names[:3] if more else names) + more + span + luck + _said(settings))


def _said(settings: Sequence[str]) -> str:
    """Return settings as part of a name: what can be read of them, and a digest that tells them apart."""
    if not settings:
        return ""
    whole = "\n".join(settings)
    words = re.sub(r"[^A-Za-z0-9._]+", "-", "-".join(settings))[:LONGEST_NAME].strip("-.")
    return f"-{words}-{blake2b(whole.encode(), digest_size=2).hexdigest()}"


def place_beside(folder: Path) -> Path:
    """Return where what is made from a results folder may be written: there, or in one here if it can only be read."""
    if os.access(folder, os.W_OK):
        return folder
    other = RESULTS / f"{folder.resolve().name}-redrawn"
    claim(other)
    return other


def kept_in(out: object, otherwise: str, name: str = "out") -> Path:
    """Return where results from Python go: where `out` says, or elsewhere where it says nothing.

    Raises
    ------
    ResultsError
        When it is no path.
    """
    if out is None:
        return Path(otherwise)
    if not isinstance(out, str | PathLike) or not fits(out, str | PathLike):
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
