"""``results/evidence``: the tables of every protocol, made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import pandas as pd

from experiments.evidence.dynamics import p5_table
from experiments.evidence.empty_start import p4_table
from experiments.evidence.hindcast import joiners, p7_runs, p7_table, recorded, scores
from experiments.evidence.lists import organisations, platforms
from experiments.evidence.made import OWN_WORLDS, TODAY, Made, expected_seconds
from experiments.evidence.natural_experiments import SETS, p6_table
from experiments.evidence.non_states import p8_odds, p8_scores
from experiments.evidence.pledges import p3_pledges, p3_scores
from experiments.evidence.prediction import Forecast, forecast_in
from experiments.evidence.protocols import (
    Scored,
    carried_out,
    founded_odds,
    platform_odds,
    sizes_by_list,
    strengths_by_fold,
)
from experiments.execution.progress import duration
from experiments.storage.csv_text import as_csv
from experiments.storage.parts import write_whole

DIGITS = 6


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Write a table with a stable number of digits; a link in its place is replaced, not followed."""
    write_whole(path, as_csv(frame, numbers=f"%.{DIGITS}g"))


def write_scored(scored: Scored, name: str, out: Path) -> str:
    """Write scores, odds and members of a protocol; return a line for the reader."""
    write_table(scored.scores, out / f"{name}.csv")
    write_table(scored.odds, out / f"odds_{name}.csv")
    write_table(scored.members, out / f"members_{name}.csv")
    auc, aupr, gdp, logit = scored.scores[["auc", "aupr", "gdp", "logit"]].mean().tolist()
    lists = len(scored.scores)
    return f"{name.upper()}: {lists} lists, AUC {auc:.3f} (log GDP {gdp:.3f}, plain logit {logit:.3f}), AUPR {aupr:.3f}"


def platforms_record(forecast: Forecast, out: Path) -> Iterator[str]:
    """Write P1: platforms, own seat out, strengths fitted without the list."""
    scored = carried_out(forecast, platforms(forecast.roster), strengths_by_fold(forecast), platform_odds)
    yield write_scored(scored, "p1", out)


def organisations_record(forecast: Forecast, out: Path) -> Iterator[str]:
    """Write P2: organisations from their founders, strengths fitted without the fold; and their sizes."""
    lists = organisations(forecast.roster)
    sizes, made_for = sizes_by_list(forecast, lists)
    strengths = strengths_by_fold(forecast)
    whole = {fold: {**strengths.get(fold, {}), **values} for fold, values in made_for.items()}
    scored = carried_out(forecast, lists, whole, founded_odds)
    yield write_scored(scored, "p2", out)
    write_table(scored.founders, out / "founders_p2.csv")
    write_table(sizes, out / "sizes_p2.csv")
    rank = float(sizes[["expected", "real"]].corr(method="spearman").to_numpy()[0, 1])
    yield f"P2: {len(sizes)} sizes, Spearman of expected and real {rank:.3f}"


def pledges_record(forecast: Forecast, out: Path) -> Iterator[str]:
    """Write P3: published rounds against what the engine lets the givers pledge, and each giver's share."""
    scores = p3_scores(forecast.start.scenario)
    if scores.empty:
        yield "P3: no published round has its givers in this world; no table is written"
        return
    write_table(scores, out / "p3.csv")
    write_table(p3_pledges(forecast.start.scenario), out / "pledges_p3.csv")
    ours, plain = scores[["spearman", "gdp"]].mean().tolist()
    yield f"P3: {len(scores)} rounds, Spearman {ours:.3f} (GDP {plain:.3f})"


def empty_start_record(forecast: Forecast, out: Path) -> Iterator[str]:
    """Write P4: what the decision alone makes of a world that begins with leads and founders, or leads, only."""
    table = p4_table(forecast.start.scenario)
    write_table(table, out / "p4.csv")
    for row in table[table["year"] == table["year"].max()].to_dict("records"):
        yield (
            f"P4: from {row['start']}, after {row['year']} years density {row['density']:.3f} "
            f"(lists {row['density_of_lists']:.3f}), AUC {row['auc']:.3f}"
        )


def dynamics_record(forecast: Forecast, out: Path) -> Iterator[str]:
    """Write P5: how often partnerships begin and end and states come and go, beside the record."""
    table = p5_table(forecast.start.scenario)
    write_table(table, out / "p5.csv")
    missed = table[table["matched_passes"] == 0]["moment"].tolist()
    yield (
        f"P5: {table['matched_passes'].sum()} of {len(table)} moments within their bands with parameter sets, "
        f"{table['passes'].sum()} as shipped; not {', '.join(missed) or 'one'}"
    )


def natural_experiments_record(_: Forecast, out: Path) -> Iterator[str]:
    """Write P6: what the others did when one moved, beside the same move in runs of today's world."""
    table = p6_table()
    write_table(table, out / "p6.csv")
    agreed = table.groupby("values")["same_sign"].sum()
    told = ", ".join(f"{name} {agreed[name]}" for name in SETS)
    yield f"P6: signs of {table['event'].nunique()} events told: {told}"


def hindcast_record(_: Forecast, out: Path) -> Iterator[str]:
    """Write P7: fifteen years again from 2009, beside what happened; scores, and who joined."""
    runs, often, roster = p7_runs()
    table = p7_table(runs, recorded(roster))
    told = scores(table)
    write_table(table, out / "p7.csv")
    write_table(told, out / "p7_scores.csv")
    write_table(joiners(often, roster), out / "p7_joiners.csv")
    whole = told[told["quantity"] == "all"]
    by_group = ", ".join(f"{row['group']} {row['coverage']:.0%}" for row in whole.to_dict("records"))
    yield f"P7: points of the record within the bands: {by_group}"


def non_states_record(_: Forecast, out: Path) -> Iterator[str]:
    """Write P8: complete lists of companies, cities and regions, strengths fitted without the fold."""
    scores = p8_scores()
    write_table(scores, out / "p8.csv")
    write_table(p8_odds(), out / "odds_p8.csv")
    told = ", ".join(f"{row['list']} {row['auc']:.3f}" for row in scores.to_dict("records"))
    yield f"P8: AUC {told}"


PROTOCOLS: dict[str, Callable[[Forecast, Path], Iterator[str]]] = {
    "p1": platforms_record,
    "p2": organisations_record,
    "p3": pledges_record,
    "p4": empty_start_record,
    "p5": dynamics_record,
    "p6": natural_experiments_record,
    "p7": hindcast_record,
    "p8": non_states_record,
}


def write_evidence(out: Path, scenario: str, only: tuple[str, ...], *, fresh: bool = False) -> Iterator[str]:
    """Write the tables of some protocols and say what came out and how long it took, line by line.

    What is in the folder already, made from the same sources, is left as it is, unless ``fresh``.
    """
    out.mkdir(parents=True, exist_ok=True)
    made = Made.read(out, scenario)
    made.check_scenario()
    due = tuple(name for name in only if fresh or not made.is_current(name))
    for name in only:
        if name not in due:
            yield f"{name.upper()}: made already from the same model, data and protocols; --fresh makes it anew"
    if due:
        length = duration(expected_seconds(made, due))
        yield f"{', '.join(due).upper()}: about {length} of one core; what is done is kept in {out}."
        forecast = forecast_in(scenario)
    for name in due:
        start = monotonic()
        if name in OWN_WORLDS and scenario != TODAY:
            yield f"{name.upper()} has worlds of its own: what is said of scenario '{scenario}' does not reach it"
        yield from PROTOCOLS[name](forecast, out)
        seconds = monotonic() - start
        made = made.noted(name, seconds)
        yield f"{name.upper()} took {duration(seconds)}"
