"""Whose a folder is: results go into a new or an empty one, or into one that carries our own stamp or manifest."""

from __future__ import annotations

import json
import os
from pathlib import Path

from experiments.storage.parts import WORKING_FILE, write_whole
from simulation.core.errors import MultipartnerError, StorageError

STAMP, STAMP_TEXT = ".multipartner", "Results of multipartner. It writes into this folder and reads from it.\n"
MANIFEST = "manifest.json"
EVIDENCE = "made.csv"
SIGNS = {"code", "arms", "state", "versions"}
"""What a manifest of ours has, whatever version wrote it."""


class NotOursError(MultipartnerError):
    """A folder is no place for results."""


def at_home(path: Path) -> Path:
    """Return a path in which a leading ``~`` means the home folder, as a shell would have it.

    Raises
    ------
    NotOursError
        When there is no such home, or a link leads back to itself.
    """
    try:
        home = path.expanduser()
    except RuntimeError:
        raise NotOursError(f"'{path}': there is no such home folder; give the whole path.") from None
    try:
        home.resolve()
    except (OSError, RuntimeError):
        raise NotOursError(f"'{path}' is a link that leads back to itself; give another path.") from None
    return home


def new_file(out: Path) -> Path:
    """Return where a file may be written that must not be there yet; a link that leads nowhere is somebody's, too.

    Raises
    ------
    NotOursError
        When something is there.
    """
    place = at_home(out)
    if os.path.lexists(place):
        raise NotOursError(f"'{out}' already exists; give --out a new file.")
    return place


def is_ours(folder: Path) -> bool:
    """Tell whether a folder holds results of ours, be they damaged."""
    return _has_stamp(folder) or _has_manifest(folder)


def _content(path: Path) -> bytes:
    """Return what is in a file, nothing where there is none."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError as error:
        raise StorageError(path.parent, error) from None


def _has_stamp(folder: Path) -> bool:
    return _content(folder / STAMP) == STAMP_TEXT.encode()


def _has_manifest(folder: Path) -> bool:
    try:
        said = json.loads(_content(folder / MANIFEST))
    except (ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.keys() >= SIGNS


def held_beside(folder: Path) -> str:
    """Return what a folder holds that is no single experiment, in words; empty where there is nothing of the kind."""
    if any(folder.glob(f"*/trial/{MANIFEST}")):
        return "trials of claims"
    return "tables of evidence" if (folder / EVIDENCE).is_file() else ""


def claim_shelf(folder: Path) -> None:
    """Take a folder for what is no single experiment: trials of claims, evidence, calibration.

    Raises
    ------
    NotOursError
        When it holds an experiment, or is none of ours.
    """
    if _has_manifest(folder):
        raise NotOursError(f"'{folder}' holds an experiment with a report of its own; give --out another folder.")
    claim(folder)


def claim_for_experiment(folder: Path) -> None:
    """Take a folder for one experiment.

    Raises
    ------
    NotOursError
        When it holds trials of claims or evidence, or is none of ours.
    """
    if not _has_manifest(folder) and (held := held_beside(folder)):
        raise NotOursError(f"'{folder}' holds {held}, which would be replaced in part; give --out another folder.")
    claim(folder)


def claim(folder: Path) -> None:
    """Make a folder for results, or take one that is empty or ours.

    Raises
    ------
    NotOursError
        When it holds anything else, or there can be no such folder.
    StorageError
        When nothing can be written into it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = sorted(path.name for path in folder.iterdir() if not WORKING_FILE.fullmatch(path.name))
    except OSError as error:
        raise NotOursError(f"'{folder}' cannot be a results folder ({error.strerror}); give another --out.") from None
    if others and not is_ours(folder):
        more = f" and {len(others) - 1} more" if len(others) > 1 else ""
        raise NotOursError(
            f"'{folder}' contains files that are not from this program ({others[0]!r}{more}), "
            "and is not overwritten; give --out a new or empty folder."
        )
    if links := sorted(path.name for path in folder.iterdir() if path.is_symlink() and path.is_dir()):
        raise NotOursError(f"'{folder}' leads out of itself by the link '{links[0]}'; give --out another folder.")
    if not _has_stamp(folder):
        write_whole(folder / STAMP, STAMP_TEXT.encode())
    elif not os.access(folder, os.W_OK):
        raise StorageError(folder, PermissionError(13, "Permission denied"), "or give another --out")
