"""A claim: read from a file, checked whole, ready to be run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from experiments.claims.schema import ClaimFile
from experiments.design.factors import named_specs
from experiments.design.file import measured
from experiments.design.outcomes import OutcomeSpec, outcome_specs
from experiments.design.reading import checked_fields, read_given, shipped_in
from experiments.storage.schemas import MeasureLike
from simulation.core.errors import MultipartnerError
from simulation.parameters import Scenario, load_scenario
from simulation.parameters.files import Source

LIBRARY = Path(__file__).resolve().parent / "library"
SCENARIO = "scenario"
"""In the settings of a side: the scenario that it starts from, instead of the claim's."""
Settings = Mapping[str, Any]


class ClaimError(MultipartnerError):
    """A claim says something it may not say."""


@dataclass(frozen=True)
class Claim:
    """A statement about the difference between two sides, and what would count for it.

    Parameters
    ----------
    id : str
        Name of its file.
    said : ClaimFile
        What the file says.
    digest : str
        Of the file's text: what was written down before it was run.
    outcome : OutcomeSpec
    settings : mapping of mappings
        The tables of settings by dotted name: ``without``, ``with``, ``normally``, ``under``, ``favouring``.
    scenarios : mapping
        The scenario that ``without`` and ``with`` start from.
    """

    id: str
    said: ClaimFile
    digest: str
    outcome: OutcomeSpec
    settings: Mapping[str, Settings]
    scenarios: Mapping[str, Scenario]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Under what the difference is taken: once, or twice where the claim is about how it changes."""
        return ("normally", "under") if self.settings["under"] else ("normally",)

    @property
    def sign(self) -> float:
        """The sign that the claim gives to the effect."""
        return 1.0 if self.said.direction == "higher" else -1.0

    def __repr__(self) -> str:
        return f"Claim({self.id!r}: {self.said.statement})"


def claim_names() -> list[str]:
    """Return the names of the shipped claims, in alphabetical order."""
    return shipped_in(LIBRARY)


def load_claim(claim: str | os.PathLike[str], measures: Sequence[MeasureLike]) -> Claim:
    """Load and check a claim.

    Parameters
    ----------
    claim : str or path
        Name of a shipped claim, or path of a file.
    measures : sequence of MeasureLike
        What the model records.

    Raises
    ------
    MultipartnerError
        One line: where, what, allowed, found.
    """
    source, text = read_given(claim, LIBRARY, "claim", ClaimError)
    said = checked_fields(ClaimFile, source, "claim", ClaimError)
    for name in ("statement", "reason"):
        if not getattr(said, name).strip():
            raise ClaimError(f"{source.where(name)}: '{name}' must say something, found nothing.")
    settings, scenarios = {}, {}
    for part, stated in _tables(said):
        table = dict(stated)
        if part in {"without", "with"}:
            name = table.pop(SCENARIO, None)
            scenarios[part] = _scenario(said.scenario if name is None else name, part, source, said.years)
        settings[part] = dict(named_specs(table, part, source))
    found = Claim(
        Path(source.label).stem,
        said,
        sha256(text.encode()).hexdigest(),
        outcome_specs({"outcome": said.outcome}, measured(measures, scenarios.values()), (), source)[0],
        settings,
        scenarios,
    )
    _check_together(found, source)
    return found


def _tables(said: ClaimFile) -> Iterator[tuple[str, Settings]]:
    yield "without", said.without
    yield "with", said.with_
    yield "normally", said.normally
    yield "under", said.under
    yield "favouring", said.favouring


def _scenario(name: Any, part: str, source: Source, years: int | None) -> Scenario:
    if not isinstance(name, str):
        raise ClaimError(f"{source.where(f'{part}.{SCENARIO}')}: scenario must be a name or a path, got {name!r}.")
    is_path = name.endswith(".toml")
    return load_scenario(source.folder / name if is_path else name, {} if years is None else {"years": years})


def _check_together(claim: Claim, source: Source) -> None:
    if claim.settings["normally"] and not claim.settings["under"]:
        raise ClaimError(f"{source.where('normally')}: [normally] only goes with [under].")
    if claim.outcome.reduction == "first_crossing":
        raise ClaimError(
            f"{source.where('outcome')}: a history may never cross, so first_crossing has no difference; "
            "use share_beyond."
        )
    for condition in claim.conditions:
        without, with_ = (_side(claim, side, condition, source) for side in ("without", "with"))
        _check_same_world(without, with_, source)


def _side(claim: Claim, side: str, condition: str, source: Source) -> Scenario:
    overrides = {**claim.settings[side], **claim.settings[condition], **claim.settings["favouring"]}
    try:
        return load_scenario(claim.scenarios[side], overrides)
    except MultipartnerError as error:
        raise ClaimError(f"{source.label}: [{side}]: {error}") from None


def _check_same_world(without: Scenario, with_: Scenario, source: Source) -> None:
    """Refuse sides whose totals would be of different actors or issues: their difference says how many there are."""
    from simulation.start.names import roster_of

    here, there = roster_of(without), roster_of(with_)
    for what, one, other in (("actors", here.ids, there.ids), ("issues", here.issues, there.issues)):
        apart = sorted(set(one) ^ set(other))
        if apart:
            more = f" and {len(apart) - 1} more" if len(apart) > 1 else ""
            raise ClaimError(
                f"{source.label}: [without] and [with] must have the same {what}, or totals are not of the same; "
                f"{apart[0]}{more} only in one. Give both one roster; roster.absent leaves an actor out that stays one."
            )
