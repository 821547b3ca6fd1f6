"""P5: how the world moves: moments of ordinary runs beside those of the record, each with its band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from experiments.evidence.events import Events, events_of, survival
from experiments.evidence.lists import DATA
from experiments.evidence.panel import Panel, panel_of_run, recorded_panel
from simulation.core.columns import Membership, Partnership
from simulation.measures.burden import gini
from simulation.parameters import Scenario, load_scenario
from simulation.start.parameter_sets import parameter_sets
from simulation.world import World

RECORD = "dynamics"
YEARS = 25
HISTORIES = 8
MATCHED = 12
"""Histories that have a parameter set each."""
GROWN = 15.0
"""Age at which survival is read, years."""
FEWEST_GIVERS = 10
"""States that give, from which a partnership's concentration is read."""


@lru_cache(maxsize=1)
def record() -> pd.DataFrame:
    """Return the moments of the record: moment, group, meaning, real, low, high, source, note."""
    return pd.read_csv(DATA / f"{RECORD}.csv")


def moments_of_events(events: Events) -> dict[str, float]:
    """Return rates a year and coefficients of the logits; what has no event is NaN."""
    exits, joins, deaths = events.logit("exits"), events.logit("joins"), events.logit("deaths")
    return {
        "births": events.births / events.bodies,
        "deaths": events.deaths / events.bodies,
        "exits": events.exits / events.seats,
        "late_joins": events.joins / events.seats,
        "one_by_one": events.exits_one_by_one / events.exits if events.exits else float("nan"),
        "exit_contagion": float(exits[0]),
        "exit_distance": float(exits[1]),
        "exit_size": float(exits[2]),
        "join_contagion": float(joins[0]),
        "join_region": float(joins[1]),
        "join_positions": float(joins[2]),
        "join_distance": float(joins[3]),
        "death_size": float(deaths[0]),
    }


def moments_of_seats(panel: Panel) -> dict[str, float]:
    """Return sizes and memberships per state in the last year; bodies without states are left out."""
    seats = panel.years[-1].seats
    sizes, held = seats.sum(axis=1), seats.sum(axis=0)
    low, half, high = np.quantile(sizes[sizes > 0], (0.25, 0.5, 0.75))
    least, most = np.quantile(held, (0.05, 0.95)) / held.mean()
    return {
        "size_quarter": float(low),
        "size_half": float(half),
        "size_three_quarters": float(high),
        "memberships_least": float(least),
        "memberships_most": float(most),
    }


def moments_of_training(panel: Panel) -> dict[str, float]:
    """Return the moments that calibration uses: rates a year and sizes, without the logits."""
    events = events_of([panel], with_rows=False)
    rates = {
        "births": events.births / events.bodies,
        "deaths": events.deaths / events.bodies,
        "exits": events.exits / events.seats,
        "late_joins": events.joins / events.seats,
    }
    sizes = moments_of_seats(panel)
    return rates | {name: sizes[name] for name in ("size_quarter", "size_half", "size_three_quarters")}


def moments_of_money(world: World) -> dict[str, float]:
    """Return who is idle, what is delivered of pledges, and how concentrated giving is, at the end of a run."""
    alive = world.column(Partnership.ALIVE) > 0.0
    pledged, delivered = world.column(Partnership.PLEDGED)[alive], world.column(Partnership.DELIVERED)[alive]
    kept = delivered[pledged > 0.0] / pledged[pledged > 0.0]
    given = world.column(Membership.DELIVERED)[alive][:, : world.roster.n_states]
    unequal = [gini(row[row > 0.0]) for row in given if (row > 0.0).sum() >= FEWEST_GIVERS]
    low, high = np.quantile(kept, (0.25, 0.75)) if len(kept) else (np.nan, np.nan)
    return {
        "idle": float((world.column(Partnership.IDLE)[alive] > 0.0).mean()),
        "delivered_quarter": float(low),
        "delivered_three_quarters": float(high),
        "givers_gini": float(np.median(unequal)) if unequal else float("nan"),
    }


def moments_of_runs(runs: Sequence[tuple[Panel, World]]) -> dict[str, float]:
    """Return all moments of some histories: events pooled, states of the end averaged."""
    panels = [panel for panel, _ in runs]
    by_end = [moments_of_seats(panel) | moments_of_money(world) for panel, world in runs]
    means = {name: float(np.nanmean([each[name] for each in by_end])) for name in by_end[0]}
    return moments_of_events(events_of(panels)) | means | {"survival": survival(panels, GROWN)}


def recorded_moments(world: World) -> dict[str, float]:
    """Return the moments that the shipped spells of organisations give, by the functions that read runs.

    A third of the organisations that still lived in 2014 is not in the spells: births and deaths come from what is
    published for all.
    """
    panel = recorded_panel(world)
    return moments_of_events(events_of([panel])) | moments_of_seats(panel) | {"survival": survival([panel], GROWN)}


def p5_table(
    scenario: str | Scenario = "today", histories: int = HISTORIES, matched: int = MATCHED, years: int = YEARS
) -> pd.DataFrame:
    """Return moments of runs beside the record: those of :func:`beside_record`, with shipped numbers and with sets.

    ``matched`` and ``matched_passes`` belong to histories of which each has a parameter set of its own.
    """
    loaded = load_scenario(scenario)
    drawn = load_scenario(loaded, {"parameter_sets": len(parameter_sets())})
    found = beside_record(moments_of_runs([panel_of_run(loaded, seed, years) for seed in range(histories)]))
    with_sets = beside_record(moments_of_runs([panel_of_run(drawn, seed, years) for seed in range(matched)]))
    return found.assign(matched=with_sets["model"], matched_passes=with_sets["passes"])


def beside_record(found: Mapping[str, float]) -> pd.DataFrame:
    """Return the record with moments of a model, and whether they are within the band."""
    table = record().copy()
    table["model"] = table["moment"].map(dict(found))
    table["passes"] = table["model"].between(table["low"], table["high"]).astype(int)
    return table[["moment", "group", "real", "model", "low", "high", "passes", "meaning", "source"]]
