"""The world of 2009, as a scenario: its states, the partnerships that existed, and what the United States did since.

The clock of a run begins in January 2025. The world at the end of 2009 is put there, and every date moved by as many
years: a run knows how long ago something was, and no calendar besides.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from experiments.evidence.lists import DATA
from simulation.core.columns import Floats
from simulation.roster import Roster, load_roster
from simulation.roster.records import START_YEAR

FIRST, LAST = 2009, 2024
MOVED = START_YEAR - (FIRST + 1)
"""Years by which dates are moved: the first quarter of a run is that of the year after the first."""
GROUPS = {"eu": 1958, "brics": 2009, "sco": 2001, "dac": 1961, "oecd": 1961}
"""Bodies without a row in partnerships.csv, and their first year."""
LATER = {"aiib": 2015}
"""What began since and is held against the record: it begins at its date, with whom it had in its first year."""
SOON = {"gcf": 2009}
"""What was decided on in the first year and founded in the next: it is there from the start."""
ISSUE = "affairs"
"""Issue of the groups: a club's, with a small fixed part of means, which keeps them alive."""


@lru_cache(maxsize=1)
def states_by_year() -> pd.DataFrame:
    """Return GDP and military budgets [US$bn/yr, current], CINC, ideal points, people [thousand], by state and year."""
    return pd.read_csv(DATA / "states_by_year.csv")


@lru_cache(maxsize=1)
def bodies_by_year() -> pd.DataFrame:
    """Return who joined which body and left it: partnership, actor, joined, left, source."""
    return pd.read_csv(DATA / "bodies_by_year.csv")


@lru_cache(maxsize=1)
def us_record() -> pd.DataFrame:
    """Return U.S. aid by year [% of national income], and the stance that is nearest."""
    return pd.read_csv(DATA / "us_record.csv")


def wide(column: str, roster: Roster) -> pd.DataFrame:
    """Return a column by year (rows) and state in the order of a roster; what is missing is NaN."""
    table = states_by_year().pivot_table(index="year", columns="id", values=column)
    return table.reindex(index=range(FIRST, LAST), columns=list(roster.ids[: roster.n_states]))


def multiples(column: str, roster: Roster) -> Floats:
    """Return a column as multiples of the first year, shape (years, states); gaps grow as the median state."""
    table = wide(column, roster).loc[FIRST:LAST].to_numpy()
    found = np.ones((LAST - FIRST + 1, roster.n_states))
    for k in range(1, len(found)):
        rise = table[k] / table[k - 1] if k < len(table) else np.full(roster.n_states, np.nan)
        middle = float(np.nanmedian(rise)) if np.isfinite(rise).any() else 1.0
        found[k] = found[k - 1] * np.where(np.isfinite(rise), rise, middle)
    return found


def growth_since(roster: Roster) -> Floats:
    """Return recorded GDP and people by quarter, as multiples of the first year, shape (2, quarters + 1, states)."""
    years = np.arange(LAST - FIRST + 1)
    quarters = np.linspace(0.0, years[-1], 4 * int(years[-1]) + 1)
    table = np.ones((2, len(quarters), roster.n_states))
    for row, column in enumerate(("gdp", "population")):
        yearly = multiples(column, roster)
        for state in range(roster.n_states):
            table[row, :, state] = np.interp(quarters, years, yearly[:, state])
    return np.ascontiguousarray(table)


def states_then(roster: Roster) -> dict[str, dict[str, float]]:
    """Return what states.csv shall say of each state: GDP, people, military spending, ideal point in the first year.

    A state whose GDP is not known grew as the median one; one whose military spending is not known has its present
    share of income; an ideal point that is not known is the present one.
    """
    then = states_by_year()[states_by_year()["year"] == FIRST].set_index("id").reindex(roster.ids[: roster.n_states])
    shrunk = float((then["gdp"].to_numpy() / roster.resources[: roster.n_states])[then["gdp"].notna()].mean())
    changed = {}
    for row, (name, state) in enumerate(zip(roster.ids, then.to_dict("records"), strict=False)):
        gdp = state["gdp"] if state["gdp"] == state["gdp"] else float(roster.resources[row]) * shrunk
        share = float(roster.security_resources[row] / roster.resources[row])
        said = {"gdp": gdp, "military": state["military"] if state["military"] == state["military"] else share * gdp}
        if state["position"] == state["position"]:
            said["position"] = state["position"]
        if state["population"] == state["population"]:
            said["population"] = 1000.0 * state["population"]
        changed[name] = {column: float(value) for column, value in said.items()}
    return changed


def seats_then() -> list[dict[str, Any]]:
    """Return rows of memberships: who sat there, who took a seat in the first year of what began since, who did not."""
    rows = []
    for seat in bodies_by_year().to_dict("records"):
        began = LATER.get(seat["partnership"], FIRST - 1)
        sits = seat["joined"] <= began + 1 and not seat["left"] <= FIRST
        row = {"actor": seat["actor"], "partnership": seat["partnership"]}
        rows.append(row | ({"joined": seat["joined"] + MOVED, "role": "member"} if sits else {"role": "left"}))
    return rows


def count_then(partnership: str) -> int:
    """Return how many states sat in a body at the end of the first year."""
    rows = bodies_by_year()[bodies_by_year()["partnership"] == partnership]
    return int(((rows["joined"] <= FIRST) & ~(rows["left"] <= FIRST)).sum())


def policy_since() -> list[dict[str, Any]]:
    """Return what the United States did, year by year: the nearest stance, and what it spent of its income."""
    return [
        {
            "from": float(row["year"] + MOVED),
            "stance": row["stance"],
            "levers": {"spending": row["aid"] / 100.0},
        }
        for row in us_record().to_dict("records")
        if row["year"] > FIRST
    ]


def world_of_2009() -> dict[str, Any]:
    """Return the world at the end of 2009 as a scenario; its path of growth stands for that of the record."""
    roster = load_roster()
    founded = dict(zip(roster.partnership_ids, roster.founded.tolist(), strict=True))
    gone = sorted(name for name, year in founded.items() if year > FIRST and name not in LATER | SOON)
    moved: dict[str, dict[str, Any]] = {
        name: {"founded": (LATER | SOON).get(name, year) + MOVED} for name, year in founded.items() if name not in gone
    }
    moved["nato"]["state_count"] = count_then("nato")
    groups = [
        {
            "id": name,
            "issue": ISSUE,
            "form": "club",
            "founded": year + MOVED,
            "state_count": count_then(name),
        }
        for name, year in GROUPS.items()
    ]
    return {
        "extends": "today",
        "title": "The world of 2009",
        "years": LAST - FIRST,
        "issue": [{"id": ISSUE, "dynamics": "club"}],
        "actors": states_then(roster),
        "drop": gone,
        "partnerships": moved,
        "partnership": groups,
        "membership": seats_then(),
        "wars": {"ongoing": []},
        "us": {"policy": policy_since()},
        "growth": {"path": "ssp2"},
    }
