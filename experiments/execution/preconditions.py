"""Refusing, before anything runs, what could only end badly: sizes out of range, folders that hold something else."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from experiments.storage.identity import ArmLike
from experiments.storage.manifest import SWEEP, Manifest, ResultsError, earlier_manifest, kept_arms
from experiments.storage.store import Store
from simulation.core.errors import MultipartnerError
from simulation.core.whole import whole
from simulation.world import LARGEST_SEED

MOST_HISTORIES = 10_000_000
_NAMES = ("name", "typed", "text")
"""What a design is called, which changes nothing."""


def check_sizes(histories: object, seed: object, names: tuple[str, str] = ("runs", "seed")) -> tuple[int, int]:
    """Return the number of histories and the seed as whole numbers.

    Parameters
    ----------
    histories, seed : int
    names : tuple of str
        What the user calls them.

    Raises
    ------
    MultipartnerError
        When one is not a whole number in range.
    """
    return whole(names[0], histories, 1, MOST_HISTORIES), whole(names[1], seed, 0, LARGEST_SEED - MOST_HISTORIES)


def check_lengths(arms: Sequence[ArmLike]) -> None:
    """Check that runs which will be compared are equally long.

    Raises
    ------
    MultipartnerError
        When they are not: a total over two years is about twice that over one, whatever the policy.
    """
    shortest, longest = (pick(arms, key=lambda arm: arm.years) for pick in (min, max))
    if shortest.years != longest.years:
        raise MultipartnerError(
            f"Runs that are compared must be equally long, found '{shortest.name}' with {shortest.years} and "
            f"'{longest.name}' with {longest.years} years; give all of them the same years."
        )


def check_fit(store: Store, manifest: Manifest, *, fresh: bool) -> None:
    """Check that an experiment may go into a results folder.

    Raises
    ------
    ResultsError
        When another command is filling the folder with something else, or what it holds cannot be compared.
    """
    earlier = earlier_manifest(store.folder)
    if earlier is None:
        return
    if store.is_in_use() and (fresh or _contradicts(earlier, manifest)):
        raise ResultsError(
            f"Another command is filling '{store.folder}' with something else ({_asked(earlier)}); wait for it or give "
            "another --out."
        )
    if fresh:
        return
    there, here = (SWEEP if each.design else each.kind for each in (earlier, manifest))
    if there != here:
        raise ResultsError(f"'{store.folder}' holds {there}, not {here}; give another --out, or --fresh to start over.")
    _check_kept_lengths(store, earlier, manifest)


def _contradicts(earlier: Manifest, manifest: Manifest) -> bool:
    """Tell whether two experiments would set each other's rows aside, or say different things of the same ones."""
    if earlier.code != manifest.code or _plain(earlier.design) != _plain(manifest.design):
        return True
    here, there = (
        {arm.name: (arm.digest, arm.seed, arm.histories) for arm in each.arms} for each in (manifest, earlier)
    )
    return any(here.get(name, said) != said for name, said in there.items())


def _asked(manifest: Manifest) -> str:
    """Return what an experiment asks for, as an error names it."""
    histories = sorted({arm.histories for arm in manifest.arms})
    what = manifest.design["name"] if manifest.design else ", ".join(manifest.names)
    return f"{what}, --runs {' or '.join(map(str, histories))}"


def _plain(design: dict[str, Any] | None) -> str:
    """Return what a design asks for as the manifest has it on disk, whatever its file is called."""
    return json.dumps({key: value for key, value in (design or {}).items() if key not in _NAMES}, sort_keys=True)


def _check_kept_lengths(store: Store, earlier: Manifest, manifest: Manifest) -> None:
    if manifest.design is not None:
        return
    new = {arm.scenario.get("years") for arm in manifest.arms}
    for arm in kept_arms(earlier, manifest.code, manifest.arms):
        years = arm.scenario.get("years")
        if years not in new:
            raise ResultsError(
                f"'{store.folder}' holds '{arm.name}' over {years} years; scenarios in one folder must be equally "
                "long. Give --years, another --out, or --fresh to start over."
            )
