"""The manifest: from it and the code, a results folder can be made again."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path
from typing import Any

from experiments.storage.identity import ArmLike
from experiments.storage.ownership import MANIFEST, held_beside
from experiments.storage.parts import write_whole
from experiments.storage.points import read_design_table
from experiments.storage.store import Store, Wanted
from experiments.storage.titles import labels_of
from simulation.core.errors import MultipartnerError, StorageError

LIBRARIES = ("multipartner", "numpy", "numba", "scipy", "pandas", "pyarrow", "mesa", "pydantic", "matplotlib")

DESIGN_KEYS = ("name", "text", "points", "histories", "seed", "compared_with", "problem", "outcomes", "bases")
"""What a manifest keeps of a design, written by ``experiments.design.record``."""


class ResultsError(MultipartnerError):
    """A results folder is missing or not what it should be."""


@dataclass
class ArmRecord:
    """What the manifest keeps of an arm."""

    name: str
    title: str
    digest: str
    seed: int
    histories: int
    command: str = ""
    scenario: dict[str, Any] = field(default_factory=dict)
    origin: dict[str, str] = field(default_factory=dict)
    spends_as: str = ""
    """Digest of the scenario whose money the arm spends, where money was held equal."""

    @staticmethod
    def of(arm: ArmLike, histories: int, seed: int) -> ArmRecord:
        """Describe an arm of an experiment."""
        scenario = arm.scenario
        return ArmRecord(
            arm.name,
            str(getattr(scenario, "title", "") or arm.name),
            scenario.digest,
            seed,
            histories,
            arm.command,
            scenario.model_dump(mode="json"),
            dict(scenario.origin),
            str(getattr(getattr(scenario, "reference", None), "digest", "")),
        )


SIDE_BY_SIDE, SWEEP, MIXES, LEFT_OUT = (
    "scenarios side by side",
    "a sweep",
    "a decomposition",
    "worlds that lack an actor each",
)
"""Kinds of experiments: arms of different kinds in one folder would be compared with one another."""


@dataclass
class Manifest:
    """Everything about an experiment except its rows.

    The arms of a sweep are points: they stand in ``design.parquet``, and `design` says what they are made from.
    """

    code: str
    arms: list[ArmRecord]
    title: str = ""
    question: str = ""
    command: str = ""
    commit: str | None = None
    versions: dict[str, str] = field(default_factory=dict)
    machine: dict[str, str | int] = field(default_factory=dict)
    runs: int = 0
    failed: int = 0
    seconds: float = 0.0
    workers: int = 1
    state: str = "running"
    design: dict[str, Any] | None = None
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    """What the summary looks at, where that was chosen."""
    kind: str = SIDE_BY_SIDE
    """What the arms are to one another."""

    def __repr__(self) -> str:
        return f"Manifest({self.title!r}, {len(self.arms)} arms, {self.runs} of {self.planned} runs, {self.state})"

    def wanted(self) -> Wanted:
        """Return what of the store belongs to this experiment."""
        return Wanted(self.code, {arm.name: (arm.digest, arm.seed) for arm in self.arms})

    @property
    def names(self) -> list[str]:
        """Names of the arms, the one that others are compared with first."""
        return [arm.name for arm in self.arms]

    @property
    def labels(self) -> dict[str, str]:
        """What each arm is called in figures, tables and prose."""
        return labels_of((arm.name, arm.title, arm.origin.get("title", "")) for arm in self.arms)

    @property
    def years(self) -> dict[str, int]:
        """Length of each arm's runs, as far as it is on record."""
        return {arm.name: int(arm.scenario["years"]) for arm in self.arms if "years" in arm.scenario}

    @property
    def planned(self) -> int:
        """How many runs were asked for."""
        return sum(arm.histories for arm in self.arms)

    def write(self, store: Store) -> None:
        """Write ``manifest.json`` whole."""
        said = asdict(replace(self, arms=[] if self.design else self.arms))
        text = json.dumps(said, indent=1, ensure_ascii=False)
        write_whole(store.folder / "manifest.json", text.encode())

    @staticmethod
    def read(folder: Path) -> Manifest:
        """Read the manifest of a results folder.

        Raises
        ------
        ResultsError
            When there is none, or it cannot be read.
        """
        path = folder / "manifest.json"
        try:
            manifest = _checked(path.read_bytes())
            if manifest.design is not None:
                _check_design(manifest.design)
        except PermissionError as error:
            raise StorageError(folder, error) from None
        except FileNotFoundError:
            held = held_beside(folder)
            raise ResultsError(
                f"'{folder}' holds {held}, no single experiment; name a folder inside it that has a {MANIFEST}."
                if held
                else f"'{folder}' holds no results (no {MANIFEST}). Make some: multipartner run today --out {folder}"
            ) from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            reason = f"no {error}" if isinstance(error, KeyError) else _first_line(error)
            raise ResultsError(f"'{path}' cannot be read ({reason}). Run the experiment again to write it.") from None
        if manifest.design is not None:
            manifest.arms = _points(folder, manifest.design)
        return manifest


def _check_design(record: dict[str, Any]) -> None:
    """Raise KeyError or TypeError where what is kept of a design lacks a part that this version reads."""
    for key in DESIGN_KEYS:
        record[key]
    for key in ("factors", "sampler"):
        record["problem"][key]
    for base in record["bases"]:
        base["name"], base["digest"], base["scenario"]["years"]


def _checked(text: bytes) -> Manifest:
    """Return a manifest whose every value is of its type and in its range.

    Raises
    ------
    ValueError
        When one is not.
    """
    from pydantic import TypeAdapter

    manifest = TypeAdapter(Manifest).validate_json(text, strict=True)
    names = manifest.names
    if not names and manifest.design is None:
        raise ValueError("it names no scenario")
    if len(set(names)) < len(names) or any(arm.seed < 0 or arm.histories < 1 for arm in manifest.arms):
        raise ValueError("it names impossible runs")
    return manifest


def _first_line(error: BaseException) -> str:
    """Return what is wrong, and the first place only where there are many."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'all of it'}: {first['msg']}"
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error) or type(error).__name__


def _points(folder: Path, design: dict[str, Any]) -> list[ArmRecord]:
    """Return the arms of a sweep from its table of points: one for each scenario."""
    table = read_design_table(folder).drop_duplicates("digest")
    seed, histories = int(design["seed"]), int(design["histories"])
    years = {base["name"]: int(base["scenario"]["years"]) for base in design["bases"]}
    first = next(iter(years))
    return [
        ArmRecord(
            point["scenario"],
            point["scenario"],
            point["digest"],
            seed,
            histories,
            scenario={"years": int(point.get("years", years[point.get("base", first)]))},
        )
        for point in table.to_dict("records")
    ]


def earlier_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder, or None where there is none that can be read."""
    try:
        return Manifest.read(folder)
    except StorageError:
        raise
    except MultipartnerError:
        return None


def merged_arms(earlier: Manifest | None, code: str, arms: Sequence[ArmRecord]) -> list[ArmRecord]:
    """Return these arms together with those of earlier experiments of the same code in the same folder.

    The order is that of the folder when arms are added to it, else the order given.
    """
    if earlier is None:
        return list(arms)
    kept = kept_arms(earlier, code, arms)
    if not kept:
        return list(arms)
    order = {arm.name: place for place, arm in enumerate(earlier.arms)}
    return sorted([*kept, *arms], key=lambda arm: order.get(arm.name, len(order)))


def kept_arms(earlier: Manifest, code: str, arms: Sequence[ArmRecord]) -> list[ArmRecord]:
    """Return the arms of an earlier experiment that stay when these are run in the same folder.

    A scenario that has another name now is the same arm: its runs take the new name.
    """
    if earlier.code != code or earlier.design:
        return []
    names, scenarios = {arm.name for arm in arms}, {(arm.digest, arm.seed) for arm in arms}
    return [arm for arm in earlier.arms if arm.name not in names and (arm.digest, arm.seed) not in scenarios]


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of what the numbers depend on."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def this_machine() -> dict[str, str | int]:
    """Return what matters of the machine, and nothing that names it."""
    return {"system": platform.system(), "processor": platform.machine(), "cores": cpu_count() or 1}


@cache
def git_commit() -> str | None:
    """Return the commit that the code stands at, marked when files have changed since; None outside a clone.

    An installation may lie in a folder of the user's own repository, whose commit says nothing about the model.
    """
    folder = Path(__file__).resolve().parents[2]
    if not (folder / ".git").exists():
        return None
    try:
        head = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"],  # noqa: S607
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return head.stdout.strip() or None
