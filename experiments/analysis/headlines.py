"""What the summary of an experiment looks at: one number a history that fits each threat, or what was asked for."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from experiments.analysis.paired import Outcome, Shown
from experiments.analysis.wording import measure_label
from experiments.design.outcomes import OutcomeSpec
from experiments.storage.frames import Results
from simulation.core.codes import THREATS, Kind
from simulation.parameters.issue_table import dynamics_of

QUARTER = 0.25


def fitting(threat: str) -> str:
    """Return the reduction that fits how a threat moves: outbreaks come in spikes, so their mean tells, not the end.

    Examples
    --------
    >>> fitting("climate"), fitting("disease")
    ('final', 'mean')
    """
    return "mean" if threat in THREATS and dynamics_of(threat) == "outbreak" else "final"


VERBS = {"final": "ends", "mean": "is on average"}
LABELS = {"final": "final level", "mean": "mean level"}


def level_outcome(results: Results, threat: str, reduction: str) -> Outcome:
    """Return the final or the mean level of a threat."""
    spec = OutcomeSpec(threat, f"level_{threat}", reduction)
    return Outcome(
        f"{threat}, {LABELS[reduction]}",
        threat,
        VERBS[reduction],
        "level",
        reduced(results, spec),
        decided_share(results.outcomes, threat, results.manifest.names[0]),
    )


def recorded_threats(results: Results) -> list[str]:
    """Return the threats whose levels were recorded, those of one's own last."""
    names = map(str, results.outcomes.columns)
    return [name.removeprefix("level_") for name in names if name.startswith("level_")]


def headline_outcomes(results: Results) -> list[Outcome]:
    """Return the numbers of the summary: what was asked for, or levels, damage, money, gap, U.S. share.

    Where arms have different issues, no total is compared, and no level of an issue that one of them lacks.
    """
    asked = results.manifest.outcomes
    if asked:
        return [asked_outcome(results, OutcomeSpec(**each)) for each in asked]
    return _compared(results, _headlines(results))


def _compared(results: Results, outcomes: list[Outcome]) -> list[Outcome]:
    """Return outcomes, those marked that do not count the same issues in every arm."""
    alone = issues_of_some(results)
    shared = set(recorded_threats(results)) - set(alone)
    return [replace(each, comparable=each.noun in shared) for each in outcomes] if alone else outcomes


def issues_of_some(results: Results) -> tuple[str, ...]:
    """Return the issues of one's own that some arms have, and others lack."""
    held = [{each["id"] for each in arm.scenario.get("issue", ())} for arm in results.manifest.arms]
    common = set.intersection(*held) if held else set()
    return tuple(sorted(set().union(*held) - common))


def _headlines(results: Results) -> list[Outcome]:
    found = [level_outcome(results, threat, fitting(threat)) for threat in recorded_threats(results)]
    frame, arms = results.outcomes, results.manifest.names
    flows = frame[frame["quarter"] > 0]
    kinds = [name for name in (f"effort_{kind.label}" for kind in Kind) if name in frame]
    for columns, label, noun in (
        (["damage"] if "damage" in frame else [], "damage over the run, US$bn", "total damage"),
        (kinds, "delivered over the run, US$bn", "the money that all actors deliver"),
    ):
        if columns:
            yearly = flows[columns].sum(axis=1).rename("sum")
            totals = yearly.groupby([flows["history"], flows["scenario"]]).sum().mul(QUARTER)
            found.append(Outcome(label, noun, "is", "money", totals.unstack("scenario").reindex(columns=arms)))
    if "gap_damage" in frame:
        found.append(_gap_closed(results))
    noun = "the U.S. share of deliveries"
    found.append(Outcome("U.S. share of deliveries", noun, "is", "share", us_shares(results)))
    return found


def _gap_closed(results: Results) -> Outcome:
    """Return how much of the way from everybody alone to the joint optimum an order goes, in damage, over the run."""
    spec = OutcomeSpec("gap", "gap_damage", "mean")
    return Outcome(
        "part of the gap to the joint optimum that is closed, in damage",
        "the part of the gap to the joint optimum that is closed",
        "is",
        "share",
        reduced(results, spec),
    )


def other_readings(results: Results) -> list[Outcome]:
    """Return the other reading of each level: the mean of what is told by its end, the end of what by its mean."""
    if results.manifest.outcomes:
        return []
    other = {"final": "mean", "mean": "final"}
    found = [level_outcome(results, threat, other[fitting(threat)]) for threat in recorded_threats(results)]
    found = _compared(results, found)
    return [replace(outcome, noun=outcome.label) for outcome in found]


def asked_outcome(results: Results, spec: OutcomeSpec) -> Outcome:
    """Return an outcome that was asked for, as tables and sentences speak of it."""
    threat = spec.measure.removeprefix("level_")
    unit = spec.unit(results.outcomes.attrs["units"].get(spec.measure, ""))
    shown = shown_in(unit)
    label = spec.meaning(measure_label(spec.measure))
    decided = decided_share(results.outcomes, threat, results.manifest.names[0]) if threat != spec.measure else 1.0
    unit_said = "" if unit in {"", "1", "share"} else f", {unit}"
    return Outcome(f"{label}{unit_said}", label, "is", shown, reduced(results, spec), decided)


def shown_in(unit: str) -> Shown:
    """Return how values and differences of a unit are shown.

    Examples
    --------
    >>> shown_in("share"), shown_in("US$bn/yr"), shown_in("log-odds"), shown_in("count")
    ('share', 'money', 'own', 'level')
    """
    if unit.startswith("US$bn"):
        return "money"
    return "share" if unit == "share" else "own" if unit == "log-odds" else "level"


def reduced(results: Results, spec: OutcomeSpec) -> pd.DataFrame:
    """Return one number a history, rows histories, columns arms; NaN where a run is missing."""
    frame = results.outcomes[["scenario", "history", "quarter", spec.measure]]
    wide = frame.pivot(index=["history", "scenario"], columns="quarter", values=spec.measure)
    values = pd.Series(spec.of(wide.to_numpy(np.float64)), wide.index)
    return values.unstack("scenario").reindex(columns=results.manifest.names)


def us_shares(results: Results) -> pd.DataFrame:
    """Return the U.S. share of all delivered dollars, by history and arm."""
    ledger = results.ledger
    every = ledger.groupby(["history", "scenario"])["delivered"].sum()
    american = ledger[ledger["actor"] == "USA"].groupby(["history", "scenario"])["delivered"].sum()
    return (
        (american.reindex(every.index, fill_value=0.0) / every)
        .unstack("scenario")
        .reindex(columns=results.manifest.names)
    )


def decided_share(frame: pd.DataFrame, threat: str, first: str) -> float:
    """Return the mean part of effort on a threat that the first arm's actors decide; 1 where not recorded."""
    column = f"model_share_{threat}"
    return float(frame.loc[frame["scenario"] == first, column].mean()) if column in frame else 1.0


def part_decided(results: Results, measure: str) -> float | None:
    """Return the mean part of effort on a threat that actors decide, over all arms; None for what is no threat."""
    threat = measure.removeprefix("level_")
    share = f"model_share_{threat}"
    if threat == measure or share not in results.names_of("runs"):
        return None
    return float(results.columns("runs", ["scenario", "history", share])[share].mean())
