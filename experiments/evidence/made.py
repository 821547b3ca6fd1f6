"""What of the evidence has been made already: from which sources, into which tables, and how long each part took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd

from experiments.execution.engine import MODEL, model_digest
from experiments.execution.timing import seconds_of
from experiments.storage.csv_text import as_csv
from experiments.storage.ownership import EVIDENCE
from experiments.storage.parts import write_whole
from simulation.core.errors import MultipartnerError
from simulation.parameters import load_scenario

COLUMNS: Mapping[str, type] = {"protocol": str, "scenario": str, "sources": str, "tables": str, "seconds": float}
TODAY = "today"
OWN_WORLDS = ("p6", "p7", "p8")
"""Protocols whose worlds are those of their events, years and lists, whatever scenario is given."""
SOURCES = Path(__file__).parent
HISTORIES: Mapping[str, float] = {
    "p1": 65.0,
    "p2": 80.0,
    "p3": 9.0,
    "p4": 23.0,
    "p5": 110.0,
    "p6": 130.0,
    "p7": 135.0,
    "p8": 10.0,
}
"""How many histories of today's world take as long as each protocol; measured, and used until it has run once here."""


@dataclass(frozen=True)
class Made:
    """What a folder of evidence holds.

    Parameters
    ----------
    folder : Path
    scenario : str
        Scenario whose decision is tested.
    table : pandas.DataFrame
        A row a protocol: digests of its sources and of its tables, and the seconds it took [s].
    """

    folder: Path
    scenario: str
    table: pd.DataFrame

    @classmethod
    def read(cls, folder: Path, scenario: str) -> Self:
        """Return what a folder holds: nothing where it was not noted, or the note cannot be read."""
        try:
            found = pd.read_csv(folder / EVIDENCE, dtype=COLUMNS)[list(COLUMNS)]
        except (OSError, ValueError, KeyError):
            found = pd.DataFrame(columns=list(COLUMNS))
        is_time = np.isfinite(found["seconds"].astype(float)) & (found["seconds"] >= 0.0)
        return cls(folder, scenario, found[is_time])

    def check_scenario(self) -> None:
        """Refuse a folder that holds the evidence on another scenario.

        Raises
        ------
        MultipartnerError
            When it does.
        """
        others = set(self.table["scenario"]) - {self.scenario}
        if others:
            raise MultipartnerError(
                f"'{self.folder}' holds the evidence on the scenario '{min(others)}'; give --out another folder for "
                f"that on '{self.scenario}'."
            )

    def seconds(self, name: str) -> float | None:
        """Return how long a protocol took last [s], None where it has not run."""
        row = self.table[self.table["protocol"] == name]
        return None if row.empty else float(row["seconds"].iloc[0])

    def is_current(self, name: str) -> bool:
        """Tell whether the tables of a protocol are there, unchanged, and made from the sources as they are now."""
        row, tables = self.table[self.table["protocol"] == name], tables_of(self.folder, name)
        if row.empty or not tables:
            return False
        noted = (row["sources"].iloc[0], row["tables"].iloc[0])
        return bool(noted == (sources_digest(self.scenario), digest_of(tables)))

    def noted(self, name: str, seconds: float) -> Made:
        """Write down that a protocol has been carried out, and return what the folder holds then."""
        tables = digest_of(tables_of(self.folder, name))
        row = (name, self.scenario, sources_digest(self.scenario), tables, round(seconds, 1))
        others = self.table[self.table["protocol"] != name]
        table = pd.DataFrame([*others.itertuples(index=False), row], columns=list(COLUMNS))
        write_whole(self.folder / EVIDENCE, as_csv(table.sort_values("protocol")))
        return Made(self.folder, self.scenario, table)


def tables_of(folder: Path, name: str) -> list[Path]:
    """Return the tables that a protocol has written: its name is one of the words of theirs."""
    return sorted(path for path in folder.glob("*.csv") if name in path.stem.split("_"))


@lru_cache
def sources_digest(scenario: str) -> str:
    """Return a digest of all that evidence on a scenario rests on: the model, the protocols, and the data of both."""
    files = sorted(path for path in SOURCES.rglob("*") if path.suffix in {".py", ".csv"})
    return digest_of(files, model_digest() + load_scenario(scenario).digest)


def digest_of(paths: list[Path], said: str = "") -> str:
    """Return a digest of files by name and content, and of what is said besides."""
    digest = sha256(said.encode())
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def history_seconds() -> float:
    """Return how long one history of today's world takes here [s]."""
    scenario = load_scenario(TODAY)
    seconds_of(MODEL, scenario, 0)  # loads what the second one only uses
    return seconds_of(MODEL, scenario, 1)


def expected_seconds(made: Made, names: tuple[str, ...]) -> float:
    """Return how long protocols will take [s]: as last time here, or by the time of a history."""
    last = {name: made.seconds(name) for name in names}
    unknown = sum(HISTORIES[name] for name, seconds in last.items() if seconds is None)
    return sum(seconds or 0.0 for seconds in last.values()) + (unknown * history_seconds() if unknown else 0.0)
